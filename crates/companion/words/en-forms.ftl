# The forms that an agreement may start from, each in three sentences, and what they fill in.
# Everything a form fills in can be changed before anybody signs.

## The forms

form-moment = A moment
    .one = Only in a moment that the giver has opened, between six in the evening and midnight, play and how you call each other are handed over, and touch when asked first.
    .two = A moment lasts as long as its opening says, at most a day, either of you closes it at any time, and you look at the whole again after three months.
    .three = Before you choose it, talk about how each of you wants to be met afterwards, for that is where a short time can turn out long.
form-game = A game
    .one = In moments that the giver opens, on Friday, Saturday and Sunday evenings, play, manners and clothes are handed over, and touch when asked first.
    .two = It has rules that you both know before it begins, and after thirty days it is over by itself.
    .three = Think about how you tell each other that it has stopped being fun, and what losing is to mean once the game is over.
form-arrangement = An arrangement
    .one = A few plain areas are handed over and stay so: chores, bedtime and the evening, with clothes when asked first.
    .two = You both check in once a week, and look at it together after three months.
    .three = Pick areas in which being decided for is a relief or a pleasure, and leave those for later that you would have to get used to.
form-18-7 = 18/7
    .one = Home, evening, rest, style, food and manners are handed over for eighteen hours of every day, from six until midnight, and free time when asked first.
    .two = The six other hours are the giver’s own every day, with a check-in each week and a review after three months.
    .three = Think about when you really are by yourself and awake, since six hours that are all sleep may not be the ones you need.
form-24-7 = 24/7
    .one = Home, evening, rest, style, manners, food, time and messages are handed over at all hours, and play when asked first.
    .two = It stands day and night, with a check-in each week and a review after three months.
    .three = Think of an ordinary Tuesday with a cold and a late train, for most of the days will be more like that one than like a weekend.
form-lifestyle = Lifestyle
    .one = What is handed over is woven into daily life: rituals and manners above all, with the home, rest, style and evenings decided about rather than ruled.
    .two = It stands all day, has few rules and a check-in every two weeks, and each month you review it as equals.
    .three = Think about which small habits would remind you both of it kindly, and how you would notice that one of them had gone empty.
form-ms = M/s
    .one = Nearly everything in daily life, play and closeness is handed over, while money, work, health, family, friends, documents and devices are asked first.
    .two = It stands until one of you ends it, with a check-in each week and a review after three months, and what is kept back is named in writing.
    .three = Think about what you would never want to hand over, name it even if it seems obvious, and ask whether the one who holds can carry this much for long.
form-tpe = Total Power Exchange (TPE)
    .one = Everything is handed over at all hours, apart from what is always one’s own; heavy areas follow three days after both have signed.
    .two = It stands until one of you ends it, with a check-in each week and a review after two months.
    .three = Think about what you would need, of money, people and skills, if it ended next month, and make sure that it stays within your reach.
form-cis = Complete Irrevocable Submission (CIS)
    .one = Everything is handed over as in TPE, and it can be ended in one act, by either of you, at any time.
    .two = It has a check-in each week and a review each month, and the wish that it be irrevocable is kept as a wish, in words.
    .three = Think about what you hope that the wish will give you, and whether you could say so to each other on a day on which it no longer does.

## What a form asks

form-asks-free-hours = Which six hours of each day stay the giver’s own, so that sleep, quiet and a life beside this have a sure place?
form-asks-kept-back = What is kept back, by either of you, so that nobody has to guess where “nearly everything” stops?
form-asks-own-and-heavy = What always stays one’s own, and what waits three days after signing: read it together, so that “everything” means the same to both of you.
form-asks-wish = What does the wish that this be irrevocable mean to each of you, in your own words, which are kept and reread but bind nobody?

## Rhythms

rhythm-each-time = each time
rhythm-daily = every day
rhythm-weekly = every week
rhythm-monthly = every month

## What the holder does, in the holder’s words

form-does-say-beforehand = I say beforehand what I have in mind, and ask how today is.
form-does-watch = I keep an eye on how you are, and slow down before you have to ask.
form-does-stay-after = I stay afterwards for as long as you like.
form-does-explain-rules = I go through the rules with you before we begin, and keep them too.
form-does-fun-for-both = I ask whether it is still fun, and change the game if it is not.
form-does-listen = I ask how the week was before I plan the next one.
form-does-few-and-clear = I ask for little enough that we can both keep it in mind.
form-does-notice = I notice what you did, and say so.
form-does-own-mistakes = I say so when I was wrong, and help to put it right.
form-does-guard-free-hours = I leave your free hours free, and ask nothing of you that would fill them.
form-does-ask-the-morning = I ask how much there is to give today, and plan by the answer.
form-does-answer = I answer what you ask me within the day, also when I have to say no.
form-does-room-to-rest = I leave time in which nothing is asked of either of us.
form-does-keep-rituals = I keep our rituals too, and let one go when it no longer means anything.
form-does-own-people = I make room for your friends and family without waiting to be asked.
form-does-equals = I put my role down for an evening, and we talk about all of this as equals.
form-does-explain = I give my reasons when you ask for them.
form-does-kept-back = I reread what we kept back, and leave it where it is.
form-does-carry = I ask myself whether I can still carry this, and tell you honestly.
form-does-open-books = I show you where the money and the papers are, and you keep your own way to both.
form-does-stand-alone = I ask what you would need to stand on your own feet, and help you to have it.
form-does-way-out = I say aloud that either of us can end this in one act, and that I would take it without an argument.
form-does-wish-stays-wish = I treat the wish as a wish, and never hold it up against a no.

## What the giver expects, in the giver’s words

form-expects-honest = I expect honesty, and give it, also when it is awkward.
form-expects-no-is-enough = I expect that a no is enough, without reasons and without a sulk.
form-expects-hear-beforehand = I expect to hear beforehand what is planned, as far as I like to know.
form-expects-not-left-alone = I expect not to be left alone afterwards before I say that I am fine.
form-expects-rules-for-both = I expect that the rules of the game bind both of us.
form-expects-over-is-over = I expect that the game is over when it is over, and that nothing from it is held against me.
form-expects-life-counted-in = I expect that my work, my people and my sleep are counted in whenever something is planned.
form-expects-own-hours = I expect that my own hours need no account of how I spent them.
form-expects-tired-counts = I expect that being tired, ill or sad counts, and that nothing is then counted as missed.
form-expects-ask-why = I expect that I can ask why, and get an answer that I can follow.
form-expects-heard-as-equal = I expect to be heard as an equal when we look at this, and to be free to change my mind.
form-expects-ordinary-days = I expect to be treated with care on ordinary days too.
form-expects-kept-back-kept = I expect that what I kept back is not brought up again and again.
form-expects-change-is-news = I expect that wanting a change is heard as news, and never as a lack of devotion.
form-expects-talk-outside = I expect to be able to talk with people I trust about how I am.
form-expects-could-take-up-again = I expect that what I put down, of money, work and friendships, stays where I could take it up again.
form-expects-wish-not-used = I expect that the wish I wrote down is never used to keep me here.

## Afterwards, for both

form-aftercare-water = A glass of water for each of us.
form-aftercare-something-to-eat = Something to eat, sitting down.
form-aftercare-warm = Something warm: a blanket, a bath, a cup of tea.
form-aftercare-quiet-quarter = A quarter of an hour in which nobody wants anything.
form-aftercare-own-names = We call each other by our own names again.
form-aftercare-role-down = We put the roles down, and sit together as the two of us.
form-aftercare-laugh = Something silly together before we go to bed.
form-aftercare-holder-too = The one who led is asked as well how it was.
form-aftercare-talk-next-day = A few words the next day about what was good and what was not.
form-aftercare-third-day = A look at how we both are on the third day.
