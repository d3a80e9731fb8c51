# What the page says, in English. One message, one sentence; a name never glued to a verb.
# Texts that the command line says too are in the companion's file.

brand = Troth
brand-about = Troth, to the first page
skip = To the page
ways = Pages
way-now = Now
way-agreed = Agreed
way-limits = Limits
way-device = Device
lock = Lock
leave = Leave
leave-about = Locks and leaves to an empty page; so does Escape three times
working = One moment …
later-heading = This page is not here yet
later-missing = It could not be loaded. Try again when you are connected; if that does not help, reload the page.
later-again = Try again
refused = Not done: { $reason }.
choose = choose …
broken = It cannot be opened here
offline = { $unsent ->
    [0] Not connected. What you do is kept here and sent later.
    [one] Not connected. What you do is kept here and sent later; one message waits.
   *[other] Not connected. What you do is kept here and sent later; { $unsent } messages wait.
}

## Begin

begin-heading = A private place for what the two of you agree on.
begin-is = Two adults write down here what one hands to the other, within which limits and for how long, and either takes it back at once.
begin-holds = It is kept on your own devices, encrypted; nothing readable leaves them.
begin-is-not = It is no contract, no proof of consent, and no way to watch over anybody.
begin-invited = You have opened an invitation. First begin here; the next page joins it.
begin-shared-device = If somebody else can read this device, do not use it here.
begin-name = What you are called
begin-name-missing = A name is missing: one to a few words, as the other person knows you.
begin-passphrase = A passphrase
begin-passphrase-missing = A passphrase is missing.
begin-again = The passphrase again
begin-again-differs = The two passphrases differ.
begin-adults = I am an adult, and so is whoever I invite or join.
begin-adults-missing = This is for adults alone; both of you confirm that you are.
begin-go = Begin
strength-none = Four or five words that do not belong together are good, and easy to keep in mind.
strength-short = Short. Whoever has this device could guess it.
strength-fair = Fair. A word or two more would make it good.
strength-good = Good.
strength-strong = Strong.
recovery-heading = Write these words down.
recovery-why = They open your part of this again if this device is lost or you forget the passphrase. They are shown until you say that you have them on paper, and nobody else has them.
recovery-how = On paper, in this order, kept where only you look. Whoever has them can read all of it.
recovery-written = I have written them down

## Locked

unlock-heading = Locked.
unlock-passphrase = Passphrase
unlock-go = Open
unlock-invited = You have opened an invitation. It waits until you have opened this.

## Two meet

meet-heading = Who is the other one?
invite-heading = Invite
invite-how = A link and a code to show, for one person, once, for 72 hours.
invite-go = Make an invitation
invite-none = No invitation is open.
invite-open-heading = Your invitation is open.
invite-until = It works once, until { $expires }. This page goes on by itself when the other has joined.
invite-qr = The invitation as a QR code
invite-link = The link
invite-copy = Copy the link
invite-copied = Copied.
invite-cancel = Cancel it
invite-secret = Give it to nobody else: whoever opens it first is the one who joins.
join-heading = Join
join-how = Paste the link that you were given.
join-opened = You have opened an invitation.
join-link = The link
join-go = Join
join-own = This is your own invitation. The other person opens it, on their device.
join-elsewhere = This invitation lives at { $address }. Open the link itself, there.
join-waiting-heading = You have answered the invitation.
join-waiting = As soon as the other’s device is there too, this page goes on by itself.
link-none = That is no invitation link.
code-none = That is no code of a new device. Copy it once more, to its end.
link-not-whole = The link is not whole: a part is missing, or a letter is another.
met-open = { $name } invites you.
met-not-there = There is no such invitation here: it was never sent, or it is gone. Ask for a new one.
met-used = Somebody has used this invitation already. If that was not you, tell the other, and ask for a new one.
met-expired = This invitation has run out: it held for 72 hours. Ask for a new one.
met-cancelled = This invitation was taken back. Ask for a new one.
met-not-as-offered = The answer did not come from whoever invited you. Nothing has begun. Ask for a new invitation, some other way.

## The words to compare

compare-heading = Compare these words
compare-how = Read them aloud to { $other }, side by side or on the phone. The same words mean that nobody stands between you.
compare-same = They are the same
compare-differ = They are not
compare-differ-what = Then somebody may stand between you. Agree on nothing here. Both of you: erase this on your devices, begin anew, and give the invitation in another way, best side by side.

## Now

moment-nothing = Nothing is agreed between you and { $other }.
moment-nothing-under = What the two of you do not both sign stays each one’s own.
moment-stopped = Stopped. You are equals now.
moment-stopped-under = Nothing is handed over until both of you have resumed.
moment-paused = Paused. You are equals now.
moment-paused-under = What you agreed on rests until it is resumed.
moment-until = Until { $until }, { $what }.
moment-sentence = { $what }.
moment-hours-yours = These hours are your own.
moment-hours-theirs = These hours are { $other }’s own.
moment-hours-both = These hours are your own, both of you.
moment-none-now = Nothing is handed over at this moment.
moment-later-they = From { $from } on: { $areas }, with { $other }.
moment-later-you = From { $from } on: { $areas }, with you.
moment-in-moments = Only while a moment is open: { $areas }.
moment-except = Not with it: { $areas }.
moment-more = more
holds-they-guide = { $other } may guide you in { $areas }
holds-they-decide = { $other } decides about { $areas }
holds-they-direct = { $other } directs { $areas }
holds-you-guide = you may guide { $other } in { $areas }
holds-you-decide = you decide about { $areas }
holds-you-direct = you direct { $areas }
moment-handed-you = { $what }, which { $other } handed you
asks-they-guide = { $other } asks you first before guiding { $areas }
asks-they-decide = { $other } asks you first before deciding about { $areas }
asks-they-direct = { $other } asks you first before directing { $areas }
asks-you-guide = you ask { $other } first before guiding { $areas }
asks-you-decide = you ask { $other } first before deciding about { $areas }
asks-you-direct = you ask { $other } first before directing { $areas }
area-everything = everything
list-and = { $before } and { $last }
until-midnight = midnight
until-today = { $time }
until-tomorrow = tomorrow at { $time }
strip-of-you = yours: { $area }
strip-of-them = { $other }’s: { $area }
strip-from = from { $from } { $verdict }
strip-about = { $area }, { $power }, today: { $stretches }

due-heading = To look at
due-by = By { $by }
due-proposal = { $other } proposes something.
due-proposal-how = Nothing changes until both of you have signed. There is no hurry.
due-read = Read it
due-review = A review: does this still work, does it still feel right?
due-look = Look at it
due-check-in = A check-in.
check-in-go = I have checked in
moment-open-until = A moment is open, until { $until }.

lately-heading = Lately

ask-heading = What is allowed?
ask-direction = Would …
ask-they = { $other }, for you
ask-you = you, for { $other }
ask-power = may …
ask-power-guide = guide
ask-power-decide = decide
ask-power-direct = direct
ask-area = In which area?
ask-go = Ask

## Signals

signals = Slow, pause, stop
signals-live = What holds now
slow = Slow
pause = Pause
stop = Stop
resume = Resume
live-slow-you = You said slow, { $since }.
live-slow-they = { $other } said slow, { $since }.
live-pause-you = You said pause, { $since }.
live-pause-they = { $other } said pause, { $since }.
live-stop-you = You said stop, { $since }.
live-stop-they = { $other } said stop, { $since }.
slow-means = Everything that was handed over is asked first now.
pause-means = Everything that was handed over rests; moments do not begin.
stop-means = Everything that was handed over is suspended, and moments are over. Take the time you need; a glass of water is never wrong.
back-both = To come back, each of you resumes, whenever you like.
back-you = To come back, you resume, whenever you like.
back-they = It goes on when { $other } resumes; that may take as long as it takes.

## Agreed

agreed-heading = What you have agreed on
agreed-sub = Each line holds only while both of your signatures stand. Either of you takes back, alone and at once.
back-agreed = Agreed
propose-new = Propose something
terms-you-hold = { $other } gives, you hold
terms-they-hold = You give, { $other } holds
terms-power-guide = guide: advise, remind, give feedback
terms-power-decide = decide: single decisions and requests
terms-power-direct = direct: standing rules and direction
terms-mode-ask-first = only when asked first, each time
terms-mode-freely = without asking each time
terms-moments = only while a moment is open
terms-starts = from { $when } on
terms-ends = until { $when }
terms-heavy = a heavy area, which waits three days after signing
terms-heavy-within = heavy areas in it wait three days after signing
terms-review = To be looked at again by { $when }; without a review it closes by itself.
terms-starts-all = It begins on { $when }.
terms-ends-all = It ends on { $when }.
terms-check-in = Both check in every { $days } days, with { $grace } days’ grace.
terms-zone = Hours are those of { $zone }.
terms-floor = Whatever stands here: saying no, leaving, seeking help, medical care and the law stay each one’s own; and one act ends it.
state-unsigned = signed by neither of you
state-waits-you = signed by { $other }; waits for your answer
state-waits-them = signed by you; waits for { $other }
state-to-come = signed by both; its time is to come
state-current = in force
state-moment = in force; a moment is open
state-over = its time is over
state-replaced = replaced by a newer one
state-ended = ended
state-taken-back-you = taken back by you
state-taken-back-they = taken back by { $other }
state-declined-you = answered with no by you
state-declined-they = answered with no by { $other }
title-you-propose = What you propose
title-they-propose = What { $other } proposes
title-agreed = The agreement of { $when }
signed-you = You signed on { $when }.
signed-they = { $other } signed on { $when }.
unsigned-you = You have not signed.
unsigned-they = { $other } has not signed.
taken-back = { $person } took back { $area }.
handed-back = { $person } handed back { $area }.
version-unknown = This is not known here.

answers-heading = Your answer
answers-what = All three answers are as good. Nothing changes until both of you have signed, and { $other } needs no reason from you.
sign-hold = Press and hold to sign
sign-held = Keep holding …
sign-plainly = Sign without holding a button
sign-read = I have read it, and I agree.
sign-plain = Sign
answer-other = Answer with another proposal
answer-no = No
again-heading = It was ended
again-what = It holds again only if each of you signs it once more.

moment-heading = A moment
moment-minutes = Minutes
moment-minutes-missing = How many minutes? One to 1440.
moment-open = Open a moment
moment-close = Close it
moment-giver-opens = Only the one who gives opens a moment.

check-in-rhythm = Yours is due by { $by }.
review-summary = Look at it again
review-what = Does this still work? Does it still feel right? Both of you answer; going on, changing and ending are as good.
review-next = Look again by
review-go = It still works and feels right
change = Change it
take-back = Take an area back
take-back-what = At once, without a reason. { $other } sees it; nobody approves it.
hand-back = Hand an area back
hand-back-what = At once, without a reason. { $other } sees it; nobody approves it.
withdraw-area = Which area
retract = Take it back
retract-what = At once, without a reason. { $other } sees it. Nothing else changes, and you can propose it again whenever you like.
retract-go = Take it off the table
propose-anew = Propose it again, or something like it
end-summary = End it
end-what = All of it ends at once, for both of you. { $other } sees that it has ended; no reason is asked. It would take both of you to begin again.
end-go = End all of it

## A proposal

propose-heading = Propose something
propose-amend-heading = Propose a change
propose-sub = A proposal changes nothing. It holds once both of you have signed the same words.
propose-giver = Who gives?
propose-you-give = I give, { $other } holds
propose-they-give = { $other } gives, I hold
propose-line = An area
propose-area = Area, for example home/kitchen
propose-power = What may be done there?
propose-power-guide = guide: advise, remind
propose-power-decide = decide: single decisions
propose-power-direct = direct: standing rules
propose-mode = How?
propose-mode-ask-first = asked first, each time
propose-mode-freely = without asking each time
propose-hours = Only at certain hours
propose-days = On these days
propose-from = From
propose-to = To (00:00 is midnight)
propose-moments = Only while a moment is open
propose-remove = Remove this area
propose-add = Another area
propose-review = Look at it again by
propose-check-in = Check in every so many days (may stay empty)
propose-then = You sign it yourself afterwards, on its own page.
propose-go = Propose
propose-missing-giver = Who gives is not chosen yet.
propose-missing-area = An area is missing.
propose-missing-power = What may be done there is not chosen yet.
propose-missing-mode = How it may be done is not chosen yet.
propose-missing-days = Hours need at least one day.
propose-missing-review = By when to look at it again is missing.
propose-missing-rhythm = Check-ins are every so many whole days.

## Limits

limits-heading = Limits of both
limits-sub = A limit holds at once, against everything that was signed, and needs no reason.
limits-yours = Yours
limits-theirs = { $other }’s
limits-none = None yet.
limit-heading = Set a limit
limit-area = Area
limit-hard = Hard: never
limit-soft = Soft: ask first
limit-what = It covers the area and all that lies under it. Both of you see it.
lift-what = Lifting one takes a day to work, so that nothing opens in the heat of it.
limit-since = since { $when }
limit-goes = lifted; it still holds until { $when }
kind-hard = never
kind-soft = ask first
lift = Lift
lift-of = Lift the limit on { $area }

## This device

device-heading = This device
device-name = Name
device-zone = Clock
device-unsent = To be sent
device-unsent-count = { $count ->
    [0] nothing
    [one] one message
   *[other] { $count } messages
}
device-words = Words you compared
device-leave = The other’s device keeps what you shared. Ending an agreement is on its own page.
erase-summary = Erase everything on this device
erase-what = The vault on this device goes, at once and for good. Your recovery words and your other devices stay as they are.
erase-go = Erase it

## Announced

announce-act = { $act }.
announce-began = You are two now.
announce-relay-lost = The relay had lost what it kept. This device puts it there again; nothing is lost.

## Trouble

trouble-unreadable = { $what } in the vault cannot be read by this version. Reload the page for a newer one.
trouble-no-relationship = There is nobody here yet to say that to.
trouble-several = There are several relationships here, and this page knows one.
trouble-words = These are no recovery words.
trouble-address = { $address } is no address of a relay.
trouble-draft = This device may not say that any more: it was let out, or what it says is too large.
trouble-crowded = Another tab is writing all the time. Close it, or try again.
trouble-locked = It is locked.
trouble-zone = This browser does not say where its clock is.
trouble-unread-frame = Something arrived that this device cannot read. A newer page may: reload it.
trouble-relay = The relay did not take something. It is kept here.
vault-none = There is nothing here any more.
vault-there = There is a vault here already. Reload the page.
vault-wrong-passphrase = That passphrase does not open it. Nothing was changed; try again.
vault-damaged = A part of what is kept here cannot be trusted: { $what }. Nothing of it is shown. Your other devices and the other person’s still hold the record.
vault-newer = It was written by a newer version. Reload the page.
vault-too-large = That is longer than the vault takes.
vault-no-memory = This device does not give enough memory to open it.
vault-no-randomness = This browser gives no random numbers, so nothing can be kept safe here.
vault-store = The browser does not give its storage ({ $cause }). Private windows often do not; a normal one does.

## One's own further devices

let-in-summary = Let in a device of your own
let-in-what = On the new device, begin as a further device of yours: it shows a code. Whatever you let in here reads everything and speaks for you.
let-in-code = The code that the new device shows
let-in-go = Let it in
let-in-done = It is let in. It reads everything as soon as it is connected. Compare the words there with those here.
trouble-not-let-in = This device has not been let in yet. Let it in from a device that you have already.

## How to begin a proposal

back = Back
forms-heading = How would you like to begin?
forms-sub = A form fills in a page that nobody but you sees. Everything in it can be changed, and choosing one signs nothing.
forms-begin = Begin with it
forms-word = What the word means
forms-blank = A blank page
forms-blank-about = Nothing is filled in.
drafts-heading = What you are writing
drafts-about = On this device alone; nobody else sees it before you propose it.
draft-untitled = Without a title yet
draft-written = Last written { $when }
propose-what = What is handed over
propose-when = When and how long
propose-starts = It begins on (may stay empty: at once)
propose-ends = It ends by itself after (may stay empty)
propose-line-ends = This area for a while only
propose-line-ends-date = Until the end of
propose-window-add = More hours
propose-window-remove = Remove these hours
propose-look-heading = What it would change
propose-look = Look at what it would change
propose-drop = Throw this draft away
propose-missing-date = One of the dates is none.
trouble-draft-large = This is longer than a draft may be. What was kept before is still there; shorten it a little.

## Words of an agreement

words-heading = In words
words-about = No rule reads these. They are for the two of you, now and when you look at it again.
words-title = What you call it
words-hopes-you = What you hope for
words-hopes-they = What { $other } hopes for, as you understand it
words-does-you = What you take on, as the one who holds
words-does-they = What { $other } takes on, as the one who holds
words-does-holder = What the one who holds takes on
words-does-about = One thing a line, with how often, so that later you can both see whether it was kept.
words-does-one = What
words-rhythm = How often
words-does-add = Another responsibility
words-does-remove = Remove it
words-expectations = What the one who gives expects, one thing a line
words-kept-back = What is kept back
words-wish = The wish, in your words; it changes no rule
words-aftercare-you = What does you good afterwards
words-aftercare-they = What does { $other } good afterwards
words-more = Privacy, when something was broken, how it would end, recognition and consequences
words-privacy = What stays between the two of you
words-broken = When something was broken
words-ending = How it would end
words-recognitions = How what was done well is recognised, one thing a line
words-consequences = Agreed consequences, one a line; the list may stay empty
words-consequences-about = A person chooses one, never the software, and it can be declined. None follows from a no, a stop or a check-in.
words-unreadable = This proposal carries words that this version cannot read. Reload the page for a newer one before you sign it.

## What a proposal changes

changes-heading = What it would change
changes-heading-past = What it changed
changes-nothing = It changes nothing that is in force.
changes-opens = Opens more
changes-closes = Closes more
changes-terms = Dates and rhythms
changes-words = Changes words
changes-one-sided = Worth a thought before you sign
print = Print

## A week as a picture

week-open = Try it on: a week
week-heading = A week, as it is
week-heading-version = A week, if both of you signed
week-sub = For each area, what holds at every hour. Limits are cut in.
week-sub-version = As if both signatures stood now. Heavy areas wait three days. Nothing is signed by looking.
week-direction = Whose life
week-power = What
week-before = The week before
week-after = The week after
week-from = The week of { $when }
week-empty = Nothing is agreed and nobody has set a limit: every hour is one’s own.
strip-about-week = { $area }, { $power }, this week: { $stretches }

## Areas and limits

retell = Keep this question as a rehearsal
retold-what = All that the two of you have said so far, and this question, as a file that “troth rehearse” plays. Whoever has it reads what you agreed on; keep it where only you look.
retold-file = The rehearsal
retold-save = Save it
desires-open = What you would like, sealed
desires-heading = What you would like
desires-sub = You answer alone. When both of you have finished, only what both are open to is shown, to both. Nobody is told the rest, and nothing shows a no.
desires-how = Your answers stay on this device. The two devices find what both are open to without reading each other’s answers. Whoever says yes to everything is seen to.
desires-finish = I have finished
desires-finish-again = Finish again
desires-reconsider = Not yet, after all
desires-found-new = What both of you are open to, new
desires-found-before = Found before
desires-areas-sub = Open only what concerns you. What you leave out counts as a no, and nobody sees which it was.
desires-answered = { $count ->
    [one] Your answers: one area
   *[other] Your answers: { $count } areas
}
desires-answered-line = { $area }: as the one who gives, { $giver }; as the one who holds, { $holder }
desire-none = no answer
desire-as-giver = As the one who gives
desire-as-holder = As the one who holds
desire-as-giver-of = { $area }, as the one who gives
desire-as-holder-of = { $area }, as the one who holds
desires-apart = On your list alone.
desires-own = Something of your own
desires-keep = For me alone
desires-offer = Offer it to both
desires-own-what = What you offer is named to both of you and answered by each alone; your answer is not told. What you keep to yourself is matched with nothing until you offer it.
trouble-not-for-the-list = That is on no list: it is always one’s own, or everything at once.
trouble-list-full = The list is full. Offer something wider.
trouble-nothing-left = Everything on the list has been found already.
trouble-not-finished = You have not finished on this device, or it was opened already.
trouble-no-matcher = This browser could not work it out just now. Try again.
areas-heading = Areas to choose from
areas-sub = A limit is one tap. Open only what concerns you.
areas-search = Search
areas-none = No area is called so. You can still name it yourself, above.
area-mark-heavy = heavy
area-mark-own = always one’s own
limit-words = Add words to it
limit-note = A note, if you like
limit-condition = Under which condition it would be otherwise
limit-condition-says = Otherwise if: { $condition }
limit-words-unreadable = It carries words that this version cannot read.
limit-since-again = since { $when }, said again { $again }
limit-again = Say it again
limit-again-of = Say it again: the limit on { $area }
lift-take-back = Keep it after all
lift-take-back-of = Keep it after all: the limit on { $area }
limit-one-hard-of = Never, in { $area }
limit-one-soft-of = Ask first, in { $area }
limited-you-hard = You: never
limited-you-soft = You: ask first
limited-they-hard = { $other }: never
limited-they-soft = { $other }: ask first
limited-you-hard-above = You: never, by { $area }
limited-you-soft-above = You: ask first, by { $area }
limited-they-hard-above = { $other }: never, by { $area }
limited-they-soft-above = { $other }: ask first, by { $area }

## The glossary

way-learn = Learn
learn-heading = What the words mean
learn-sub = In our own words, and honest where people disagree.
learn-search = Search
learn-none = Nothing is found.
learn-missing = The glossary could not be loaded. Try again when you are connected.
learn-disputed = Where people disagree
learn-related = Related
learn-begin = Begin with this form

## Living it

trouble-outside = This is outside what you agreed: { $verdict }. It was not sent.
trouble-nothing-to-guess = There is nothing to guess there any more.

way-live = Live it
way-check-in = Check in
live-heading = Today
live-sub = What is there, what is asked, and what you say to each other. A no needs no reason, and nothing is missed.
live-suggestion = suggestion
live-asks = Asked first
live-today = There today
live-today-none = Nothing is asked today.
live-outside = Outside what you agreed
live-rests = At rest
low-open = I have low capacity
low-about = Directions rest until then, and nothing counts as missed. The other sees that it is so, and not why.
low-until = Until the end of (may be left empty)
low-say = Say so
low-over = I have capacity again
reply-done = Done
reply-partly = In part
reply-not-this = Not this
reply-seen = Seen
reply-yes = Yes
reply-no = No
reply-not-now = Not now
word-open = Ask, or say something
word-text = In your words
word-send = Say it
word-ask = Ask it
requests-heading = May I …?
request-text = Ask for something
request-send = Ask
thanks-heading = Said
thanks-text = Say something good
thanks-points = Points
thanks-send = Say it
responsibilities-heading = Responsibilities
kept-not-yet = not marked yet
kept-last = { $count ->
    [one] kept once, on { $day }
   *[other] kept { $count } times, last on { $day }
}
kept-today = Kept today
consequences-heading = From the list that both signed
consequences-about = Chosen by a person, declinable; never after a no, a signal or low capacity.
consequence-open = Choose one
consequence-follows = It follows
consequence-which = What
consequence-choose = Choose it
points-heading = Points and rewards
points-none = Some couples like points, many do not. There are some once both of you have switched them on.
points-waits = You would like points; { $other } has not switched them on.
points-they = { $other } would like points.
points-state = You have { $own }, the other has { $theirs }.
points-on = I would like points
points-off = Rather no points
reward-take = { $says } ({ $points })
reward-text = A reward for the list
reward-points = For how many points
reward-send = Put it on the list
direct-open = Give a direction
direct-heading = A direction
direct-sub = It is held against what you both agreed before it is sent. What is asked first goes as a question.
direct-kind = What kind
direct-text = What
direct-area = In which area
direct-rhythm = How often
direct-rhythm-once = once
direct-rhythm-day = every day
direct-rhythm-week = every week
direct-rhythm-month = every month
direct-rhythm-year = every year
direct-days = On which days
direct-days-none = Choose at least one day.
direct-time = At (may be left empty)
direct-more = A note, files, an end, a suggestion
direct-note = More about it
direct-until = Until the end of
direct-until-none = That is no day.
direct-suggestion = As a suggestion
direct-send = Give it
lived-open = All directions
lived-heading = Directions
lived-sub = The newest first; and for each whether it was within what you agreed, by what its author could know and by all that you both know now.
lived-none = There were none yet.
lived-more = More
due-asked = { $count ->
    [one] One thing is asked of you.
   *[other] { $count } things are asked of you.
}
due-outside = { $count ->
    [one] One thing was outside what you agreed. It comes to nothing; both of you are told.
   *[other] { $count } things were outside what you agreed. They come to nothing; both of you are told.
}
due-today = { $count ->
    [one] One thing is there today.
   *[other] { $count } things are there today.
}

## Checking in

check-in-heading = How is it, for you?
check-in-sub = On your own first. Answer what you like. What you keep stays on your own devices; { $other } sees that you checked in, and what you share. It need not be due: whenever something is off is a good time.
check-in-yours = You, today
check-in-kept = kept
check-in-share = share
check-in-send = Check in
checked-in = You have checked in.
check-in-again = Check in again
check-ins-heading = How both have been
check-ins-none = Nobody has checked in yet.
check-in-nothing-shared = Checked in.
guess-about = Before you look: what would you guess?
guess-open = Guess first
guess-look = Simply look
guess-send = That is my guess
guess-distance = { $steps ->
    [0] Your guess met it exactly.
    [one] Your guess was one step off in all.
   *[other] Your guess was { $steps } steps off in all.
}
reflect-open = Over time

## Reflecting

reflect-heading = Over time
reflect-sub = Does this still work? Does it still feel right?
worth-heading = Worth talking about?
worth-about = By your own answers, for your eyes alone. Questions, not verdicts.
worth-none = Nothing stands out in your own answers.
worth-behind = The numbers behind it
worth-help = You can talk to anyone about this, and seek help outside; no agreement can take that away.
worth-dismiss = Not for four weeks
trends-heading = Your own past
trends-about = Your line, in full; rings are what the other shared. Small marks along the bottom: signatures, limits, signals, reviews.
trends-none = There is nothing to look at yet. It begins with your first check-in.
trend-about = { $field }, over time; the same is in the table below
trend-shift = The last four weeks: { $recent }; before: { $earlier }.
trend-slope = { $slope } a week over the last half-year.
trend-table = As a table
trend-when = When
trend-own = You
trend-theirs = Shared with you
trend-events = What happened along the way
trends-csv = Keep it as CSV
trends-print = Print
check-in-open = Say how it is

lists-heading = Your own lists
lists-about = What does you good, one thing a line. They show when you may want them, to you alone.
list-after-a-stop = After a stop or a pause
list-at-once = After a moment, at once
list-next-day = The next day
list-third-day = The third day
list-keep = Keep it

## Looking around

look-around = Look around
look-around-about = Or look around first: half a year of two people who do not exist, in memory alone.
example-note = You look around as Ada, after half a year with Bo. Neither exists, and nothing here is saved or sent.
example-leave = Leave the example
example-label = An example
earlier = Earlier
trend-steady = Steady over the last half-year.

aftercare-none = Nothing is on your list for it yet; you write it where you check in.
aftercare-drop = It can be heavy a day or two later, for both of you. You can say how it is, for yourself or shared.

## Reviews

review-heading = Does this still work? Does it still feel right?
review-sub = Each of you answers alone first. Then reread it together, as equals; power can rest meanwhile.
review-alone = You, alone
review-keep = Keep my answers
review-kept = Your answers are kept.
review-together = Both of you
review-reread = Reread it
review-pause-meanwhile = Pause while we look
review-date-none = That is no day.
review-go-on = Go on
review-change = Change it
review-pause = Pause
review-end = End it
review-chosen = Said. It goes on when { $other } says so too.
review-about = Go on is said by each of you. Change opens a draft from what is in force; nothing changes until both have signed it. Pause and end take one.

## Ten questions

safety-open = Ten questions for you
safety-heading = Ten questions, for you alone
safety-sub = Nothing of this is kept or sent, not even on this device. It is gone when you leave the page.
safety-yes = Yes
safety-unsure = Not sure
safety-no = No
safety-q1 = My limits are kept, also when it would be easier not to.
safety-q2 = I know what is going on; nothing that matters is hidden from me.
safety-q3 = I can say that I am unhappy, and it is heard.
safety-q4 = I sleep, eat and get through my days well enough.
safety-q5 = Nothing that is asked of me is against the law.
safety-q6 = My body and my mind are well with this, and I can see a doctor when I want to.
safety-q7 = I see my friends and my family as I like.
safety-q8 = I could leave, and I am not afraid of what would happen.
safety-q9 = I have work or money of my own, and I can get at it.
safety-q10 = I can talk to anyone about this.
safety-well = Ten times yes. You can come back to these whenever you like.
safety-help-heading = Where help is
safety-help-about = Any of these is worth talking about, with the other or with somebody else first. You need no proof and nobody’s leave.
safety-help-now = If you are in danger now: 112 in Europe, 999 in the United Kingdom, 911 in North America.
safety-help-lines = About a relationship that frightens you, day and night: Veilig Thuis 0800 2000 (Netherlands), Hilfetelefon 116 016 (Germany), 0808 2000 247 (United Kingdom), 1 800 799 7233 (United States).
safety-help-aware = About power exchange, without having to explain it first: therapists and counsellors who call themselves kink-aware.
safety-help-anyone = A friend, a doctor, anyone you trust.
safety-help-here = And here: Stop takes one tap, ending takes one person, and what is yours stays yours.
review-nothing = Nothing is answered yet.
live-take-back = Take it back
calendar-save = Calendar file
attunement = { $count ->
    [one] You have guessed once what the other would answer.
   *[other] You have guessed { $count } times what the other would answer.
}
attunement-shift = In the last four weeks you were off by { $recent } a question, before by { $earlier }. That is for you alone.

## Reminders

reminder = You have something to look at
reminders-summary = Reminders
reminders-what = While this page is open and you do not look, your browser can tell you that there is something to look at. It says no more than that, and nothing in quiet hours.
reminders-from = Quiet from
reminders-to = Quiet until
reminders-hours-none = Those are no hours.
reminders-want = Remind me
reminders-stop = No reminders
reminders-refused = The browser does not allow it. You can change that in its settings for this page.
reminders-on = You are reminded.
reminders-off = You are not reminded.

## Timeline

timeline-open = Timeline
timeline-heading = All that you both share
timeline-sub = The newest first. A search stays on this device, and looks through your own kept answers too.
timeline-search = With these words
timeline-of = Of these alone
timeline-agreements = agreements
timeline-limits = limits
timeline-signals = signals and moments
timeline-directions = directions
timeline-words = words
timeline-check-ins = check-ins
timeline-none = Nothing was found.
timeline-pages = shared pages

## Journal, and what is attached

journal-open = Journal
journal-heading = Journal
journal-sub = Pages of your own. Nobody else reads them, unless you share one; you can take that back.
journal-search = Pages with these words
journal-none = No pages.
journal-own = Your pages
journal-theirs = Shared with you
page-words = What is on your mind
page-write = Keep this page
page-shared = shared
page-erased = Erased.
page-share = Share this page
page-unshare = Take the sharing back
page-anew = Write anew
page-anew-words = The page as it should be
page-anew-keep = Keep it so
page-erase = Erase
page-erase-goes = What stands on this page goes, from your devices and from the relay. That there was a page stays.
page-erase-shared = What stands on this page goes, from your devices, from the relay, and from the other’s devices as soon as they hear of it. That there was a page stays. A copy that somebody made elsewhere is out of reach.
page-erase-yes = Erase it
page-erase-no = Leave it
not-here-yet = It has not come to this device yet.
attach-open = Attach something
attach = Attach files
attach-about = Four at most, of at most 2 MiB each. Pictures are written anew, so that nothing of the camera stays in them; other files go as they are.
attach-file = { $name }, { $size } KiB
attach-off = Take { $name } off
attach-off-short = Take off
attach-most = No more than four files.
attach-unread = { $name } is nothing that can be read here. Pictures: JPEG, PNG or WebP.
attached-open = Show attached file { $number }
attached-close = Put attached file { $number } away
attached-picture = An attached picture
attached-save = Save { $name }, { $size } KiB
trouble-nothing-written = Nothing stands on the page.
trouble-page-too-long = A page has no more than 50,000 characters.
trouble-file-too-large = A file has no more than 2 MiB.
trouble-no-room = As much of yours lies here as there is room for. Erase something, or take something back, and try again.
trouble-no-page = There is no such page any more.
