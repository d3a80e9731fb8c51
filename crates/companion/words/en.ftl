# What page and command line both say. Sentences without a full stop are parts of others.

## The six answers

verdict-off-limits = off limits
verdict-not-agreed = not agreed
verdict-paused = paused
verdict-not-now = not now
verdict-ask-first = ask first
verdict-allowed = allowed
verdict-until = { $verdict }, until { $until }

## Time

weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
date = { $day } { $month } { $year }
date-time = { $weekday } { $day } { $month } { $year }, { $time }
window = { $from } to { $to }
window-none = at no time
window-on = { $days } { $from } to { $to }
list-join = { $before }, { $last }

## Questions

question-guide = May { $holder } guide { $giver } in { $area }?
question-decide = May { $holder } decide about { $giver }’s { $area }?
question-direct = May { $holder } direct { $giver }’s { $area }?

power-guide = guide
power-decide = decide
power-direct = direct

## Why

because-floor = What lies under “own” is always one’s own; no agreement reaches it
because-limit-hard = { $person }’s hard limit on { $area }, since { $when }
because-limit-soft = { $person }’s soft limit on { $area }, since { $when }: ask first
because-slow = { $person } said slow on { $when }
because-pause = { $person } said pause on { $when }
because-stop = { $person } said stop on { $when }; it holds until both have resumed
because-no-agreement = Nothing has been proposed in this direction
because-ended = { $person } ended { $version } on { $when }
because-took-back = { $person } took the proposal of { $version } back on { $when }
because-declined = { $person } said no to the proposal of { $version } on { $when }
because-unsigned = { $person } has not signed { $version }
because-not-started = { $version } begins on { $when }
because-over = { $version } was agreed until { $when }
because-taken-back = { $person } took back { $area } on { $when }
because-handed-back = { $person } handed back { $area } on { $when }
because-review-due = The review of { $version } was due on { $when }
because-lapsed = The review of { $version } was due on { $when }; two weeks later it has lapsed
because-check-in-missed = { $person }’s check-in was due on { $when }
because-no-grant = { $version } does not cover this
because-gives-freely = { $version } gives { $power } over { $area }
because-gives-freely-hours = { $version } gives { $power } over { $area }, { $hours }
because-gives-ask-first = { $version } gives { $power } over { $area }, when asked first
because-gives-ask-first-hours = { $version } gives { $power } over { $area }, when asked first, { $hours }
because-not-before = { $version }: { $area } begins on { $when }
because-not-after = { $version }: { $area } was given until { $when }
because-outside-hours = { $version } gives { $area } at other hours: { $hours }
because-no-moment = { $version } gives { $area } only while a moment is open
because-waits = { $version } gives this too, but a heavy area waits three days: until { $when }
grant-freely = { $area }: { $power }
grant-freely-hours = { $area }: { $power }, { $hours }
grant-ask-first = { $area }: { $power }, when asked first
grant-ask-first-hours = { $area }: { $power }, when asked first, { $hours }
grant-moments = { $grant }, only while a moment is open
version-named = “{ $name }”
version-of = the agreement of { $when }
except = Not with it: { $areas }

## What is refused

refused-not-understood = this act cannot be read; a newer Troth may have made it
refused-malformed-area = “{ $found }” is no area; an area is a lower-case path such as home/chores
refused-power = “{ $found }” is no power; there are guide, decide and direct
refused-mode = “{ $found }” is no mode; there are freely and ask-first
refused-zone = “{ $found }” is no time zone; one is, for example, Europe/Amsterdam
refused-day = “{ $found }” is no weekday; they are mon, tue, wed, thu, fri, sat and sun
refused-time = “{ $found }” is no time of day; one is, for example, 18:30
refused-empty-window = a window from { $at } to { $at } is no time at all
refused-unknown-version = this device does not know that version
refused-grant-of-own = { $area } is always one’s own, and no agreement may name it
refused-no-grant = an agreement needs at least one grant
refused-giver-is-holder = giver and holder are the same person
refused-ends-before-start = an agreement ends after it starts
refused-grant-ends-before-start = the grant over { $area } ends before it starts
refused-check-in-every-zero = check-ins need at least a day between them
refused-review-not-ahead = the next review must lie ahead
refused-review-too-far = the next review may be at most 366 days away
refused-replaces-several = an amendment changes one agreement, not several at once
refused-replaces-others = an amendment keeps the giver and the holder
refused-replaces-draft = only what both have signed can be amended
refused-already-signed = you have signed this already, and nothing was closed since
refused-sign-retracted = this proposal was taken back, or answered with no; it can be proposed anew
refused-sign-while-moment = a signature is not possible while a moment is open
refused-lift-while-moment = a lift is not possible while a moment is open
refused-review-while-moment = a review is not possible while a moment is open
refused-sign-while-stop = a signature is not possible while a stop holds
refused-lift-while-stop = a lift is not possible while a stop holds
refused-review-while-stop = a review is not possible while a stop holds
refused-nothing-to-lift = you have no limit on exactly { $area } to lift
refused-nothing-to-resume = there is no signal for you to answer
refused-only-giver-opens = only the giver opens a moment
refused-nothing-in-force = nothing of this agreement is in force
refused-open-while-paused = a moment cannot begin while a pause or a stop holds
refused-moment-length = a moment lasts 1 to 1440 minutes, not { $minutes }
refused-no-moment-open = no moment of this agreement is open

## Acts

act-propose = { $person } proposes { $version }
act-sign = { $person } signs { $version }
act-withdraw = { $person } withdraws { $area } from { $version }
act-take-back = { $person } takes the proposal of { $version } back
act-decline = { $person } says no to the proposal of { $version }
act-end = { $person } ends { $version }
act-limit-hard = { $person } sets a hard limit on { $area }
act-limit-soft = { $person } sets a soft limit on { $area }
act-lift = { $person } lifts the limit on { $area }; it goes a day later
act-slow = { $person } says slow
act-pause = { $person } says pause
act-stop = { $person } says stop
act-resume = { $person } resumes
act-open = { $person } opens a moment of { $version }, { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}
act-close = { $person } closes the moment of { $version }
act-review = { $person } reviews { $version }: it still works; look again by { $when }
act-check-in = { $person } checks in

## What a proposal changes

change-opens-new = { $holder } may { $power }, { $how }, { $hours }.
change-opens-more = { $holder } may { $power }, { $much } a week more: { $hours }.
change-opens-freely = { $holder } may { $power } without asking first: { $hours }.
change-closes-all = Nothing is handed over there any more.
change-closes-power = { $holder } may no longer { $powers }.
change-closes-less = { $holder } may { $power }, { $much } a week less: { $hours }.
change-closes-asks = { $holder } may { $power } only when asked first: { $hours }.
change-in-moments = While a moment is open: { $says }
change-freely = without asking each time
change-asking = when asked first each time
change-partly-asking = partly when asked first
change-all-hours = at all hours
change-or = { $before } or { $last }
change-hours = { $hours ->
    [one] one hour
   *[other] { $hours } hours
}
change-minutes = { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}
change-hours-minutes = { $hours ->
    [one] one hour
   *[other] { $hours } hours
} and { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}
change-except = Not with it: { $areas }.
change-waits = A heavy area: it waits three days after both have signed.
change-waits-within = Heavy areas in it wait three days after both have signed.
change-term-starts = It begins on { $when }.
change-term-starts-at-once = It begins as soon as both have signed.
change-term-ends = It ends by itself after { $when }.
change-term-ends-never = It no longer ends by itself.
change-term-review = To be looked at again by { $after } instead of { $before }.
change-term-check-in = Both check in every { $days ->
    [one] day
   *[other] { $days } days
}.
change-term-no-check-in = There is no rhythm of check-ins any more.
change-term-zone = Hours are those of { $zone }.
change-term-grant-ends = { $grant }: ends after { $when }.
change-term-grant-starts = { $grant }: begins on { $when }.

## What is not even

one-sided-no-responsibility = Power is handed over, and the one who holds it takes on no responsibility.
one-sided-no-aftercare = Nothing says what does either of you good afterwards.
one-sided-aftercare-of = { $person }’s aftercare is written down, and { $other }’s is not.
one-sided-far-review = You would look at it again only in more than six months.
one-sided-no-limits = Neither of you has set a limit.
one-sided-limits-of = { $person } has set limits, and { $other } has not.
one-sided-nothing-kept-back = Everything is handed over, and nothing is kept back, in words or by a limit.

## An agreement’s words

field-title = Title
field-hopes = What { $person } hopes for
field-responsibilities = Responsibilities of the one who holds
field-expectations = Expectations of the one who gives
field-aftercare = Aftercare for { $person }
field-privacy = What stays between the two
field-broken = When something was broken
field-ending = How it would end
field-kept-back = What is kept back
field-consequences = Agreed consequences
field-recognitions = Agreed recognitions
field-wish = A wish, which changes no rule

## Desires

desire-never = never
desire-rather-not = rather not
desire-curious = curious
desire-like = like it
desire-need = need it

desires-entry = { $area }: { $giver } gives, { $holder } holds
desires-warm = { $warm } likes or needs it, { $curious } is curious: worth talking about

# The state, where one looks at it.
desires-stands-open = Answer as much as you like. What both of you are open to shows once both have said that they have finished.
desires-stands-you = You have finished. { $other } has not yet.
desires-stands-they = { $other } has finished. Have you?
desires-stands-working = Both of you have finished. Your devices work out what both are open to, as soon as each has a connection.
desires-stands-elsewhere = Both of you have finished. The device on which you said so works it out.
desires-stands-half = Your device has opened its half, and { $other }’s has not yet. Until it does, it can know what both are open to, and yours cannot. If that stays so, ask. You can finish again; what you answer otherwise then, it could tell.
desires-stands-stuck = It could not be worked out to the end: { $other }’s device has begun anew, or sent what does not fit. Finish again when you like.

## Living it

life-kind-task = task
life-kind-rule = rule
life-kind-ritual = ritual
life-kind-decision = decision

life-every-day = { $count ->
    [one] every day
   *[other] every { $count } days
}
life-every-week = { $count ->
    [one] every week on { $days }
   *[other] every { $count } weeks on { $days }
}
life-every-month = { $count ->
    [one] every month
   *[other] every { $count } months
}
life-every-month-on = { $count ->
    [one] every month on the { $nth } { $weekday }
   *[other] every { $count } months on the { $nth } { $weekday }
}
life-every-year = { $count ->
    [one] every year
   *[other] every { $count } years
}
life-nth-1 = first
life-nth-2 = second
life-nth-3 = third
life-nth-4 = fourth
life-nth-5 = fifth
life-nth-last = last
life-from = from { $day }
life-at = at { $time }
life-until = until { $day }

life-suggest = { $person } suggests, in { $area }: “{ $says }”
life-direct-task = { $person } gives a task in { $area }: “{ $says }”
life-direct-rule = { $person } sets a rule in { $area }: “{ $says }”
life-direct-ritual = { $person } sets a ritual in { $area }: “{ $says }”
life-direct-decision = { $person } decides in { $area }: “{ $says }”
life-take-back = { $person } takes something back
life-request = { $person } asks: “{ $says }”
life-low = { $person } has low capacity
life-low-until = { $person } has low capacity until { $until }
life-recognise = { $person } says: “{ $says }”
life-recognise-points = { $person } says: “{ $says }” ({ $points ->
    [one] one point
   *[other] { $points } points
})
life-consequence = { $person } chooses from the list that both signed: “{ $says }”
life-kept = { $person } kept on { $day }: “{ $says }”
life-points-on = { $person } would like points
life-points-off = { $person } would rather have no points
life-reward = { $person } puts on the list of rewards: “{ $says }”, for { $points ->
    [one] one point
   *[other] { $points } points
}
life-redeem = { $person } takes a reward
life-share = { $person } shares a page
life-share-words = { $person } shares a page: “{ $words }”

life-reply-seen = seen
life-reply-done = done
life-reply-partly = done in part
life-reply-not-this = not this
life-reply-question = a question
life-reply-word = a word back
life-reply-yes = yes
life-reply-no = no
life-reply-not-now = not now

life-answer-seen = { $person } has seen it
life-answer-done = { $person } has done it
life-answer-partly = { $person } has done it in part
life-answer-not-this = { $person }: not this
life-answer-question = { $person } asks: “{ $words }”
life-answer-word = { $person }: “{ $words }”
life-answer-yes = { $person } says yes
life-answer-no = { $person } says no
life-answer-not-now = { $person }: not now
life-answer-with = { $said }: “{ $words }”
life-answer-of = { $said } ({ $day })

life-stands-live = It holds.
life-stands-answered = { $giver } was asked and said yes.
life-stands-asks = { $giver } is asked first: yes, no, or not now.
life-stands-low = It rests: { $person } has low capacity. Nothing counts as missed.
life-stands-rests = It rests: { $verdict }.
life-stands-outside = Outside what you agreed: { $verdict }. Nothing comes of it.
life-stands-no = { $giver } said no.
life-stands-not-now = { $giver } said: not now.
life-stands-not-this = { $giver } said: not this.
life-stands-taken-back = { $holder } took it back.
life-stands-over = It is over.

life-bounds-within = It was within what you agreed.
life-bounds-asked = It was to be asked first.
life-bounds-outside = It was outside what you agreed, and { $holder } could know it: { $could }.
life-bounds-not-known = As far as { $holder } could know it was within what you agreed; by all that you both know now it was not: { $known }.
life-bounds-misstated = { $holder }’s device said of it “{ $stated }”. By what it could know it was: { $could }; by all that you both know now: { $known }.

refused-life-unknown = this device does not know what it is about
refused-life-gone = it has been taken back
refused-life-not-yours = that is for the other to say
refused-life-not-an-answer = it cannot be answered so
refused-life-stays = what was said stays said
refused-life-blank = it needs words
refused-life-too-long = it has more words, or more files, than fit
refused-life-unsound = its last day is before its first, or its time is none
refused-life-stands = what stands or returns needs the power to direct; a single task needs the power to decide
refused-life-ends-before = it ends before it begins
refused-life-follows = a consequence follows one of your directions, and nothing else
refused-life-not-listed = it is not on a list that both of you signed and that is in force
refused-life-after-a-no = nothing follows from a no
refused-life-after-low = nothing follows from low capacity
refused-life-out-of-bounds = it is not within what both of you agreed
refused-life-points-off = points are there when both of you have switched them on
refused-life-too-few-points = there are not enough points for it
refused-life-no-responsibility = that is no responsibility of yours

## Checking in

check-in-place = { $place } of { $most }
check-in-capacity = How much is there in you today?
    .low = hardly anything
    .high = plenty
check-in-mood = How do you feel?
    .low = low
    .high = well
check-in-feels-right = It still feels right
    .low = no
    .high = yes
check-in-works-for-us = It still works for us
    .low = no
    .high = yes
check-in-closeness = How close are you two?
    .low = apart
    .high = nearly one
check-in-give-and-take = Give and take
    .low = I give far more
    .high = I get far more
check-in-could-say-no = I could say no without bad consequences
    .low = no
    .high = yes, plainly
check-in-myself = I still feel like myself
    .low = hardly
    .high = entirely
check-in-leaning = How much I lean on this
    .low = little
    .high = very much
check-in-can-carry = I can carry this
    .low = hardly
    .high = easily
check-in-helped = What helped
check-in-rubbed = What rubbed
check-in-need = One need
check-in-change = One small change

## Worth talking about: questions, not verdicts

worth-fading = You have felt less like yourself, while you lean on this more. Does it still feel right?
worth-fading-behind = “I still feel like myself”: { $myself-now } in the last four weeks, { $myself-before } before. “How much I lean on this”: { $leaning-now }, { $leaning-before } before. Both have moved by a whole step or more, and had three weeks ago.
worth-unsure-of-no = “I could say no without bad consequences” has become less sure. What would happen if you said no to something small?
worth-unsure-of-no-behind = { $now } in the last four weeks, { $before } before.
worth-only-opening = For months you have opened more and closed nothing. Is there something that you would like less of?
worth-only-opening-behind = { $count ->
    [one] Opened once
   *[other] Opened { $count } times
} since { $since }, and nothing closed since then.
worth-check-ins-missing = You have not checked in for a while, and the other has. Is it the time, or is it something else?
worth-untouched = “{ $says }” has not been marked as kept for a while. Is it still what you both need?
worth-missing = { $times ->
    [one] It would have been due once
   *[other] It would have been due { $times } times
} since you agreed on it.
worth-missing-since = { $times ->
    [one] It would have been due once
   *[other] It would have been due { $times } times
} since { $last }.

## A calendar that others may see

calendar-check-in = Something to look at
calendar-review = Something to look at
calendar-direction = Something of yours
