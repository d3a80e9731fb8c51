# The half-year of two people who do not exist, to look around in.

example-giver = Ada
example-holder = Bo
example-title = Our evenings
example-hope-giver = To put the day down, and not to have to decide one more thing.
example-hope-holder = To take care of something that matters, and to be told when I miss it.
example-does-ask = I ask how the week was before I plan the next one.
example-does-say = I notice what you did, and say so.
example-expects = I expect that a no is enough, without reasons.
example-aftercare-giver = Tea, a blanket, and nobody talking for a while.
example-aftercare-holder = A walk the next morning, and to hear that it was good.
example-broken = We stop, sit down at the kitchen table, and each says what happened.
example-consequence = An early night.
example-limit-people = My work is mine.
example-limit-money = Everybody keeps their own.
example-list-stop =
    A glass of water.
    The window open.
    Sit on the floor for a minute.
example-list-at-once =
    Tea.
    The grey blanket.
example-list-next-day =
    Write three lines about it.
    Tell Bo one thing that was good.
example-tea = Tea at half past nine, phones in the drawer.
example-dinner = Have dinner on the table at seven.
example-task-table = Set the table before I am home.
example-task-plants = Water the plants.
example-task-post = Bring the parcel to the post.
example-task-bed = In bed by half past ten.
example-task-book = Read a chapter before you sleep.
example-request-out = May I go to the concert on Friday?
example-request-sleep = May I sleep in on Sunday?
example-request-book = May I keep the lamp on for a chapter more?
example-thanks-a = The table looked lovely.
example-thanks-b = Thank you for asking before you planned.
example-thanks-c = I saw how tired you were, and that you did it all the same. Rest now.
example-thanks-d = Good evening, this one.
example-thanks-rest = Thank you for saying so. Nothing was missed.
example-thanks-stop = Thank you for stopping. That was right.
example-need-a = An evening for myself.
example-need-b = To hear what you liked.
example-need-c = Sleep.
example-page-stop =
    I stopped, and nothing fell apart. Bo brought water and sat down on the floor with me.
    I want to remember how quiet it was afterwards.
example-page-crossed =
    Dinner again. We had both meant well, and neither had heard of the other yet.
    I was cross for an hour, and then it was just a thing that had happened.
example-page-late =
    I look forward to the evenings. I also notice that I ask less than I used to.
    To talk about on Sunday.
example-page-shared =
    We read the agreement again, by the open window, as equals. I had forgotten how much of it is a promise of mine.
    What I take from it: ask before I plan, and say when I am tired too.
