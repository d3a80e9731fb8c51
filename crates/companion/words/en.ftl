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
