# The glossary, by title. “.says” explains in a few sentences; “.disputed” says where practice or meaning is disputed.
# What stands here about Troth itself follows the rules that no agreement can lift.

term-18-7 = 18/7
    .says = Power exchange for eighteen hours of every day, with six that are the giver’s own. In those six nothing is asked, and nobody owes an account of them. Some take the night, others a quiet stretch by day. It suits people who want it to be nearly always there and still have a place of their own to come back to.
    .disputed = The word is less common than 24/7, and not everybody counts the same eighteen hours. Say to each other which ones you mean.

term-24-7 = 24/7
    .says = Power exchange at all hours of every day, in the areas that both agreed on. It says when, and not how much: 24/7 over the kitchen alone is still 24/7. Most of it is ordinary life, with work, colds and late trains in it. Slow, pause and stop work at every one of those hours.
    .disputed = Some say that it is only real if one never steps out of it. Many who have lived it for years do step out, regularly, and say that this is why it lasted.

term-aftercare = Aftercare
    .says = What you do for each other when something intense is over: water, warmth, quiet, a few words, and a question the next day. It is for both, also for the one who led. Needs differ, and some people want to be held while others want an hour alone. So talk about it beforehand, when it is easy to say.

term-agreement = Agreement
    .says = The words that both of you have signed: who gives, who holds, which areas, at which hours and for how long. It is in force only while both signatures stand. It needs two to open anything, and either of you alone to close it. It is a shared memory, and no proof of anything to anybody else.

term-always-own = Always one’s own
    .says = Five things that no agreement can name: to say anything and to say no, to leave, to look for help, to get medical care, and to keep to the law. They stay with each person, whatever the two have signed. Giving is only free while these are there to fall back on.
    .disputed = Some people long for an exchange in which nothing at all is left out. The longing is theirs and may be spoken about; Troth still does not write it down as a rule.

term-area = Area
    .says = A part of life that can be handed over, as chores, bedtime or play. Areas lie within each other: whoever holds the home also holds the kitchen, unless a limit or a withdrawal says otherwise. You can name areas of your own beside the given ones. The plainer the name, the less there is to argue about later.

term-arrangement = Arrangement
    .says = A few areas handed over from week to week, with a check-in and a day on which you look at it again. It is a good size to begin with, since there is enough to feel and little enough to follow. Some stay with it for good, and that is no lesser thing.

term-attunement = Attunement
    .says = How well each of you senses how the other is. In Troth you may guess an answer before you see it, and learn how close you were. Only the one who guessed is shown the distance. A guess that was far off is mostly a good reason to ask.

term-bdsm = BDSM
    .says = A wide word for bondage and discipline, dominance and submission, sadism and masochism, all of it between people who want it. Hardly anybody is drawn to all of these. Power exchange is one part of it, and can be lived without any of the others.

term-capacity = Capacity
    .says = How much somebody has to give or to carry today. It goes up and down with sleep, health, work and grief. When either of you declares low capacity, directions rest and nothing counts as missed. Capacity also means being able to decide at all: drunk, feverish or panicking, nobody agrees to anything new.

term-check-in = Check-in
    .says = Two minutes, alone first, on how you are and how this is for you. Each answer is kept or shared, one by one, and kept unless you share it. It is no test, and there are no good marks. Where an agreement has a rhythm of check-ins and one is missed, everything in it is asked first until it has been made up for.

term-closeness = Closeness
    .says = How much the other person is a part of how you see yourself. In a check-in you choose between seven pictures of two circles, from side by side to almost one, an idea that psychologists described in 1992. More is not better. What matters is how it feels to you, and where it is heading.

term-coercion = Coercion
    .says = Getting somebody to agree by fear, pressure, debt, isolation or wearing them down. A yes that came about this way is none, and no role, sign or signature makes it one. If saying no has bad consequences for you, it is not you who has done something wrong. There is help outside, from helplines and services for people who are controlled or hurt by a partner; use a device that nobody else can read.

term-collar = Collar
    .says = A piece of jewellery or a band round the neck that stands for a bond, a little as a ring does. For some it is given in a ceremony, for others it is just worn. It means what the two say it means. It can be taken off by whoever wears it.

term-community = Community
    .says = People who live something like it and talk with each other about it: in groups, online, or at a munch, which is a plain get-together in a pub or over coffee. It is good for questions that books leave open and for seeing how different it can look. Being well known there is no proof of being safe.

term-cis = Complete Irrevocable Submission (CIS)
    .says = Total power exchange with the wish that it can never be taken back. In Troth the wish is kept as a wish, in the words of those who have it. The agreement itself can be ended in one act, by either, at any time. Often what is meant is a longing for something that holds, and that is worth talking about in its own right. Elsewhere the same three letters usually stand for cisgender.
    .disputed = Many reject the idea, because a yes that cannot be withdrawn is no longer consent, and no court would hold anyone to it. Others value it as an expression of devotion, knowing that it binds nobody.

term-cnc = Consensual non-consent
    .says = Play in which both have agreed that a spoken “no” belongs to the scene, while another word or sign really ends it. It asks for long trust, a careful talk beforehand and both people sober. What was agreed can be taken back in the middle of it. Some use the word for giving up the right to stop at all. Troth has no room for that: stop is always stop.
    .disputed = Some hold that nobody can agree beforehand to have a no passed over; others that with a working safeword it is like any other risky play. In many places the law does not accept such an agreement as a defence.

term-consent = Consent
    .says = A free yes to something particular, by an adult who knows what it is about and could as well say no. It can be taken back at any time, also in the middle. A yes to one thing is no yes to the next, and silence is no yes at all. Having signed something last month does not replace asking today.

term-consequences = Consequences
    .says = What follows when something agreed was not done, from a list that both have signed. A person chooses, never the software, and may always choose to let it be. There is none for a no, a stop, an honest check-in or a day without strength. Many couples do well without any.
    .disputed = For some, punishment is what makes the roles real; for others it harms the trust that they rest on. Anger is a poor moment to choose one.

term-contract = Contract
    .says = A written promise that a court can hold people to. Troth is none, and does not pretend to be: no court enforces a promise to obey, and a paper of this kind is no proof that anybody consented. What is written here helps two people to remember what they meant. Its weight is what each day’s yes gives it.
    .disputed = In the community many say “contract” all the same, and like the ceremony of it. There is nothing wrong with that as long as nobody is told that they are bound by it.

term-d-s = D/s
    .says = Dominance and submission: one leads, the other follows, in what both have agreed on. It can last an evening or a marriage. The capital and the small letter are a custom of writing, and say nothing about anyone’s worth.

term-desires = Desires
    .says = What one is curious about, likes or needs. In Troth both answer alone, and only what both are open to is shown, to both. So nobody has to be the first to say it, and nobody learns what the other said no to. A desire that both share is a beginning for a talk, and not yet a yes.

term-direction = Direction
    .says = What the holder sets in an area that is theirs: a task, a rule, a ritual or a decision. Troth looks at each before it is sent and again when it arrives. What lies outside what was agreed never reaches the giver’s list, and both are told. To a direction one can always say “not this one”, and no reason is asked.

term-dom-drop = Dom drop
    .says = A low after leading: tiredness, doubt, guilt, or the question whether one went too far. It can come at once or days later. It is talked about less than the other kind, because the one who leads is expected to be fine. Being asked how it was helps, and so do rest and an honest answer.

term-dominant = Dominant
    .says = Somebody who likes to lead, decide or be served, with somebody who wants that too. It is a role one takes on, and brings its own work: paying attention, keeping promises, being able to hear no. It gives no rights over anybody who has not agreed to it.

term-drop = Drop
    .says = A low after something intense, within hours or in the days that follow. One may be sad, cold, irritable or empty without a reason that one could name. It happens to those who lead and those who follow. It mostly passes with rest, food, warmth and company; if it stays, or frightens you, talk to a doctor or somebody you trust.
    .disputed = It is often put down to hormones and adrenaline. That may be part of it, but there is little research so far.

term-ending = Ending
    .says = Either of you can end an agreement, alone and at once, without a reason. Everything in it closes for both, and it would take a new signature of each to begin again. What was good about it stays true. How you would like to end, if it came to that, is easiest to write down while all is well.

term-four-cs = Four Cs
    .says = Caring, communication, consent and caution, put forward by researchers in 2014 beside SSC and RACK. It adds that people look after each other as well as after the risk. All these short names point at the same talk from different sides.

term-frenzy = Frenzy
    .says = The first rush, when somebody has just found what they have longed for and wants all of it now. It is lovely and a bad adviser. Nothing is lost by beginning small and opening more in a month. Heavy areas wait three days for much the same reason.

term-fries = FRIES
    .says = Freely given, reversible, informed, enthusiastic, specific: five marks of consent, put together by Planned Parenthood in the United States. It is short enough to remember while talking. If one of the five is missing, that is a good place to stop and ask.
    .disputed = Enthusiasm is the mark most argued about. Somebody may say a calm, willing yes to please a person they love, and mean it.

term-game = Game
    .says = Power exchange with rules that both know, a date on which it is over, and moments in which it is played. It may be won or lost, or simply enjoyed. When it has stopped being fun for one of you, it is over early, and nobody has lost.

term-giver = Giver
    .says = The one who hands something over. The giver decides what, to whom, when and for how long, and can take it back at any time. Giving is something one does, from strength, and stays one’s own act. In Troth a moment is always opened by the giver.

term-grant = Grant
    .says = One line of an agreement: an area, what may be done there, and whether freely or after asking. It can have hours, a beginning and an end, or hold only while a moment is open. What no grant covers has not been handed over.

term-hard-limit = Hard limit
    .says = A line that is not crossed. It holds at once, against anything that was signed, and needs no reason. Both of you see it. Those who lead have hard limits just as those who follow do.

term-headspace = Headspace
    .says = The state of mind that some people sink into while following or leading: quiet, floating, or very clear. It can be a great pleasure. It also makes it harder to notice pain or to say no, so nothing new is agreed on in it, and the other keeps watch. Not everybody knows it, and nobody has to reach it.

term-heavy-area = Heavy area
    .says = Money, work, health, family, friends, documents and devices. A mistake there can follow you for years, and each of them is also a way to the world outside. So a new grant in a heavy area begins to hold three days after both have signed, which leaves time to take it back before anything has happened.

term-holder = Holder
    .says = The one to whom something is handed over. The holder looks after it, within what was agreed, and can hand it back at any time. Holding comes with responsibilities, and an agreement names them. The word is a neutral one: you may call your roles what you like.

term-hours = Hours
    .says = The times at which a grant holds, such as Friday evenings or from six until midnight. At all other times the same question is answered with “not now”. Hours keep room for work, sleep and being by oneself.

term-lapse = Lapse
    .says = What happens when nobody looks at an agreement. Once a review is due, everything is asked first, and two weeks later it closes by itself. It is no punishment: only what both still stand behind should go on. A review by both opens it again, if you like.

term-leaning = Leaning
    .says = How much you rely on the other to decide, to calm you, to be who you are. Leaning is part of being close, and can be a rest. It is worth a look when it grows month by month while other people, skills or interests fade. Could you stand alone for a while, if you had to?

term-lifestyle = Lifestyle
    .says = Power exchange as a part of everyday life, rather than something one goes to. There are fewer rules and more habits and rituals, and from outside one often sees nothing. A review as equals each month keeps it from turning into a routine that nobody chose.
    .disputed = Some use the word to set “real” exchange apart from play, which helps nobody. In other circles it means something else, often swinging, so it is worth asking what somebody means.

term-lift = Lift
    .says = Taking back a limit of one’s own. It takes effect a day later, so that a mood or a pleading evening opens nothing by itself. Setting the limit anew is possible at any time and works at once. Nobody can lift a limit of somebody else’s.

term-limit = Limit
    .says = A line that one person draws around an area: a hard one means never, a soft one means ask first. It holds for both people, whoever drew it. It works at once, without the other’s signature. Changing it later is no broken word.

term-ms = M/s
    .says = Master and slave, or Mistress and slave, as names for an exchange in which nearly everything is handed over and meant to last. What is kept back is named. The words describe how two people see their bond, and neither owns the other, in law or in fact.
    .disputed = The words carry the memory of real slavery and are too heavy to use for many, while others have lived under them for decades and find no better ones. Where M/s begins and D/s ends, nobody has settled.

term-mentor = Mentor
    .says = Somebody with experience who shares it, without wanting anything for it. A good one answers questions, tells you of their own mistakes and sends you to others as well. Be careful with anyone who offers to teach you and wants to be obeyed for it.

term-moment = Moment
    .says = A stretch of time in which something is handed over, and outside of which it is not. The giver opens it for as long as it is to last, and either of you closes it at any time. No signature is possible in the middle of it, since nothing new should be agreed on in the heat. Afterwards there is aftercare, for both.

term-negotiation = Negotiation
    .says = The talk before the yes: what each hopes for, what is out of the question, what worries you, what happens if it goes wrong. It is best done dressed, rested and with time. Three answers are always fine: yes, no, and something else instead. It is never quite finished, and that is no bad sign.

term-own-voice = Own voice
    .says = The freedom to say anything, to say no and to stop, which stays with each person at all times. Some call it a veto. You may agree on a manner of speaking, but never on silence. In Troth no agreement can reach it.

term-pause = Pause
    .says = “Equals now.” Everything that was handed over rests, moments do not begin, and you talk as the two people you are. Either of you may call it, for a phone call from a parent just as for a quarrel. It goes on when the one who called it resumes, and not before.

term-play = Play
    .says = What people do with each other for the pleasure, the thrill or the closeness of it, with agreed roles or rules. It is called play even when it is serious. Some who live in power exchange play a lot, others never.

term-power = Power
    .says = What the holder may do in an area. To guide is to advise, remind and give feedback; to decide is to make single decisions; to direct is to set standing rules. Each includes the ones before it. Often the smallest that does the job is also the nicest to live with.

term-power-exchange = Power exchange
    .says = One person gives power over something of their own, another takes care of it and uses it. The exchange is that both receive something by it: rest, trust, meaning, attention, joy. It is lent and not sold. When it no longer feels like an exchange, it is time to talk.

term-per = Power Exchange Relationship (PER)
    .says = A relationship in which one person hands a part of the say over their own life to another, because both want that. Which part, within which limits and for how long is up to them. It may be a love affair, a marriage, a friendship or none of these. What makes it one is that it was chosen, and can be chosen again or not.

term-prick = PRICK
    .says = Personal responsibility, informed, consensual kink. The stress lies on each person knowing what they are doing and standing by their own part in it. It came after SSC and RACK as another way to say what care means.
    .disputed = Taken too far, it can leave somebody alone with what another did. Standing by one’s own part takes no part away from the other.

term-privacy = Privacy and outing
    .says = Who knows about this is for each of you to decide, about yourself. Telling others about somebody without their yes is called outing, and can cost them their job, their children or their family. Write down what is kept private, and whom each of you may talk to. One exception stands always: anybody may talk about it to get help.

term-protocol = Protocol
    .says = A set of small forms for how you speak and act with each other, such as a form of address or who goes first through a door. Some have a strict one for certain evenings and a light one for every day. It should make both of you more attentive, and can be dropped when it does not.

term-rack = RACK
    .says = Risk-aware consensual kink. Nothing is without risk, so one learns what can happen, talks about it openly and then decides. It came up in the late 1990s from people to whom “safe” seemed to promise too much.
    .disputed = Knowing a risk is no licence to take any. Some find that RACK lets people talk themselves into things that they would better leave.

term-recognition = Recognition
    .says = Noticing what somebody gave, and saying so. Words come first, and the best are about the thing that was done. Points and rewards are there for those who enjoy them. The one who leads is glad of it too.

term-red-flags = Red flags
    .says = Signs that something may be wrong. Somebody wants everything at once, laughs at your limits, keeps you from friends, holds on to your papers or money, or is hurt by every no. One sign alone can be clumsiness, and a pattern is worth taking seriously. Talk about it with someone outside who is fond of you.

term-resume = Resume
    .says = How one comes back after slow, pause or stop. After slow or pause, the one who called it resumes; after a stop it takes both. There is no time limit and nobody can hurry you. Coming back can also mean coming back to something smaller.

term-review = Review
    .says = A day on which you both look at the whole: does this still work, does it still feel right? Each answers alone first, and then you read the agreement together, as equals. Going on, changing it, pausing and ending are equally good answers. Without a review an agreement closes by itself.

term-ritual = Ritual
    .says = Something done the same way each time because it means something: a cup of tea brought in, a word before sleep. It reminds both of you of what you are to each other. When it turns into a chore, change it or let it go.

term-rule = Rule
    .says = A standing direction: this is how it is done until further notice. Good rules are few, clear and possible to keep on a bad day. Each should be able to say what it is for. Give it an end date, and it will be looked at again.

term-safeword = Safeword
    .says = A word or sign that ends or slows what is happening, at once and without discussion. It is usually one that would not come up otherwise, and where somebody cannot speak, a gesture or a dropped object. Both may use it. Thank whoever does, for it shows that it works.
    .disputed = Some couples say that they know each other too well to need one. But even people who know each other well misread each other, and a word costs nothing.

term-scene = Scene
    .says = A stretch of play with a beginning and an end, talked about before and after. It may last ten minutes or a night. “The scene” can also mean the community as a whole.

term-service = Service
    .says = Doing something useful or kind for the other as a way to show devotion: cooking, mending, carrying the bags. For some it is the heart of the matter. It is at its best when it fits what the other really needs, and when it is seen.

term-slow = Slow
    .says = “Carry on, but gently.” From then on everything that was handed over is asked first. It is for the days and minutes between all is well and please stop. Either of you may call it, and the one who did says when it is over.

term-slow-pause-stop = Slow, pause, stop
    .says = Three signals, a little like traffic lights, at the bottom of every page. Slow means ask me first, pause means equals now, stop means everything is suspended. One tap is enough, offline too, and nobody needs to approve it. Using one is never a failure and never has a consequence.

term-soft-limit = Soft limit
    .says = Something that one would rather be asked about first, each time. It may be fine today and not tomorrow, with this music and not with that. A soft limit is no invitation to push.

term-ssc = SSC
    .says = Safe, sane and consensual. The phrase came from gay leather men in New York in the 1980s, and helped to tell what they did from violence. It is still the best-known short answer to the question what matters.
    .disputed = Nothing is wholly safe, and “sane” has been turned against people who live with mental illness. That is how RACK and others came about.

term-stop = Stop
    .says = “Enough.” Everything that was handed over is suspended at once, and every moment is over. Either of you may say it, for any reason or none. It goes on only when each of you has resumed, and that may take as long as it takes.

term-sub-drop = Sub drop
    .says = A low after following or giving: tearful, flat, ashamed or lost, sometimes on the second or third day when all seemed fine. It says nothing about whether it was right or wrong. Water, food, sleep and a message from the other help many people. Tell each other beforehand how you notice it.

term-submissive = Submissive
    .says = Somebody who likes to follow, to give up decisions or to serve, with somebody who wants that too. It has nothing to do with being weak, and nothing with how one is towards everybody else. Having wishes, limits and opinions is part of it.

term-switch = Switch
    .says = Somebody who enjoys both leading and following, with different people, or with the same one at different times. In Troth each direction has an agreement of its own, so that it is always clear who holds what.

term-task = Task
    .says = One thing to do, with a day by which it should be done. A good one is clear, can be managed in the time there is, and means something to one of you. Not doing it is a reason to ask what happened, first of all.

term-tpe = Total Power Exchange (TPE)
    .says = Everything is handed over, with nothing left out on purpose. In Troth this still leaves what is always one’s own, and heavy areas wait three days after both have signed. The more is handed over, the more there is for the holder to carry, and the more carefully you both look at how it goes.
    .disputed = Whether “total” can be meant literally is an old argument. People eat, work and fall ill by themselves, and can leave; many take the word as a direction rather than a description.

term-vanilla = Vanilla
    .says = Without kink or power exchange, as most relationships mostly are. It is a plain word and should not be said with a sniff. Many couples are vanilla on most days, and some move between the two.

term-wish = Wish
    .says = Something that two people put down in words and that binds nobody, such as the hope that this may last for ever. It can be reread and changed. It tells the other what it means to you, and it is never an answer to a no.

term-withdrawal = Withdrawal
    .says = Taking one area back while the rest goes on. The giver takes it back, or the holder hands it back. It works at once, without a reason, and the other only sees that it has happened. It opens again only when whoever closed it signs anew.
