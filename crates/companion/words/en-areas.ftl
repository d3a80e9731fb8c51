# The given areas, by the name of their last part; “.about” says in one line what an area covers.
# A message is named after the path, with “--” for “/”.

areas-heavy = Money, work, health, family, friends, documents and devices are heavy: a new grant there waits three days after both have signed before it holds. A mistake in these is hard to undo, so there is time to sleep on it and to take it back.
areas-own = Speaking and saying no, leaving, finding help, getting care and keeping to the law are always one’s own, and no agreement may name them. Whatever else is handed over can only be given freely while these stay.

## The day at home

area-home = Home
    .about = How the place you live in is kept, and who does what in it.
area-home--chores = Chores
    .about = Cleaning, laundry, dishes and tidying: what, when and how well.
area-home--kitchen = Kitchen
    .about = How the kitchen is kept, stocked and used.
area-home--kitchen--cooking = Cooking
    .about = Who cooks, on which days, and what is on the stove.
area-home--study = Study
    .about = The desk and its corner: how it is kept, and when it is quiet there.
area-home--errands = Errands
    .about = Shopping, parcels, repairs and other small trips for the household.

area-rest = Rest
    .about = Sleep, breaks and slow hours.
area-rest--bedtime = Bedtime
    .about = When the day ends, and how it winds down.
area-rest--waking = Waking
    .about = When the day begins, and what comes first.

area-style = Style
    .about = How one looks and dresses, at home and outside.
area-style--clothes = Clothes
    .about = What is worn, on which day and for which occasion.
area-style--hair = Hair
    .about = How the hair is worn, cut or coloured.

area-food = Food
    .about = Meals, drinks, sweets and snacks: what and when. Eating enough is never in question.

area-time = Time
    .about = How the day is laid out, apart from paid work.
area-time--free-time = Free time
    .about = What the hours are used for that nothing else has claimed.
area-time--screen-time = Screen time
    .about = How long for films, games and scrolling, and at which hours.

area-messages = Messages
    .about = When and how the two of you write to each other during the day.

## How the two are with each other

area-manners = Manners
    .about = The small forms you keep with each other.
area-manners--address = Address
    .about = What you call each other, alone and among others.
area-manners--posture = Posture
    .about = How one sits, stands, walks or waits.

area-rituals = Rituals
    .about = Things done the same way each time because they mean something to you.
area-rituals--morning = Morning
    .about = How you greet the day and each other.
area-rituals--evening = Evening
    .about = How you close the day together.

area-evening = Evening
    .about = What is done with an evening, from coming home until bed.
area-evening--dinner = Dinner
    .about = What is for dinner, when, and how the table is laid.

area-company = Company
    .about = Being among other people together.
area-company--guests = Guests
    .about = Whom you have round, when, and how the evening goes.
area-company--going-out = Going out
    .about = Where you go together, and what you do there.

## Growing, and enjoying it

area-body = Body
    .about = Everyday care of the body, apart from anything medical.
area-body--exercise = Exercise
    .about = Walking, sport and stretching: what, how much, how often.
area-body--grooming = Grooming
    .about = Skin, nails, shaving, baths and the like.

area-growth = Growth
    .about = What one wants to learn, practise or become better at.
area-growth--learning = Learning
    .about = A course, a language, an instrument: what is practised, and when.
area-growth--reading = Reading
    .about = What is read, and how much of it.
area-growth--journal = Journal
    .about = Whether a diary is kept, and how often. What stands in it is the writer’s.

area-leisure = Leisure
    .about = What is done for fun.
area-leisure--hobbies = Hobbies
    .about = Which of them have their turn, and when.
area-leisure--trips = Trips
    .about = Days out, weekends away and holidays.

## Play and closeness

area-play = Play
    .about = All that belongs to your play together, within the limits of both.
area-play--scenes = Scenes
    .about = What a time of play is made of, how it begins and how it ends.
area-play--roles = Roles
    .about = Who is who in it, and how each of you speaks and acts.
area-play--restraint = Restraint
    .about = Being held still or tied, in ways that you have talked through.
area-play--sensation = Sensation
    .about = Warm and cold, soft and sharp: what is felt, and how strongly.
area-play--service = Service
    .about = Doing things for the other as a part of the play.
area-play--rules = Rules
    .about = The rules of a game: what is allowed in it, and how it is won or lost.

area-closeness = Closeness
    .about = Being near each other, and being apart.
area-closeness--touch = Touch
    .about = Holding, stroking, leaning: how, where and when.
area-closeness--affection = Affection
    .about = Kisses, kind words and small signs of fondness.
area-closeness--intimacy = Intimacy
    .about = What happens between you as lovers. Each time, a no is enough.
area-closeness--solitude = Solitude
    .about = Time alone: how much each of you has, and how it is kept free.

## Heavy

area-money = Money
    .about = What is earned, owned, owed and spent.
area-money--gifts = Gifts
    .about = What is given, to whom, and how much it may cost.
area-money--spending = Spending
    .about = Everyday purchases, and what is asked before a larger one.

area-work = Work
    .about = The job, the trade or the studies one lives by.
area-work--hours = Hours
    .about = Overtime, breaks and days off.

area-health = Health
    .about = Looking after one’s health from day to day. Getting care is always one’s own.
area-health--check-ups = Check-ups
    .about = Keeping up with routine appointments. What is said there stays one’s own.

area-family = Family
    .about = Parents, children, brothers and sisters, and one’s part in their lives.
area-family--visits = Visits
    .about = When one visits or calls family, and when they come to stay.

area-friends = Friends
    .about = One’s friendships, and the time that they are given.
area-friends--meet-ups = Meet-ups
    .about = When friends are seen, and what is planned with them.

area-documents = Documents
    .about = Papers that count: passports, leases, insurance, official letters.
area-documents--post = Post
    .about = Who opens, files and answers letters.

area-devices = Devices
    .about = Telephone, computer and accounts, and how they are used.
area-devices--phone = Phone
    .about = When it is at hand and when it is put away. Calling for help is always one’s own.

## Always one’s own

area-own = Own
    .about = What each of you keeps, whatever you agree on.
area-own--voice = Voice
    .about = To say anything, to say no, to stop.
area-own--leaving = Leaving
    .about = To go, for an hour or for good.
area-own--help = Help
    .about = To talk to anyone, and to look for help.
area-own--care = Care
    .about = To see a doctor, and to be looked after in an emergency.
area-own--law = Law
    .about = To keep to the law, and to be protected by it.
