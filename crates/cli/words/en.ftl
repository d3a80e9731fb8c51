# What only the command line says.

## Help

help-troth = The private place in which two adults keep a power exchange relationship
help-after = The passphrase is asked for, or taken from TROTH_PASSPHRASE. Exit status: 0 done, 1 refused, 2 a wrong call, 3 the vault, 4 the network.
help-home = Where this device’s vault is (default: TROTH_HOME, or your data folder)
help-json = One JSON object a line on standard output, and nothing else there
help-offline = Keep it on this device; do not try to send it now
help-init = Begin: a vault, keys, and recovery words to write down
help-name = What you are called
help-relay = The relay’s address, such as http://127.0.0.1:7468
help-zone = Your time zone, such as Europe/Amsterdam (default: this machine’s)
help-invite = Print a link to give to the other person: used once, for 72 hours
help-cancel = Take open invitations back
help-join = Follow an invitation link
help-link = The link you were given
help-recover = From your recovery words and the relay’s address, on a new device: everything comes back
help-further = As a further device of your own: shows a code that an older device lets in
help-let-in = Let your own new device in, with the whole history
help-code = The code that the new device shows
help-words = The words to compare aloud
help-propose = Propose an agreement: words for both to sign
help-agreement-file = A file with the agreement (TOML), such as troth form writes it
help-sign = Sign a version
help-version = The first letters of a version’s name; may be left out where only one fits
help-withdraw = Take power over an area back, or hand it back
help-retract = Take a proposal back, or say no to one
help-end = End an agreement, all of it
help-limit = Set a limit
help-area = An area, such as home/chores
help-kind = hard or soft
help-note = Anything that helps the other to understand it; nothing has to be said
help-condition = Under which condition it would be otherwise, for a person to read
help-limits = The limits of both
help-desires = Your desires, sealed, and what both of you are open to
help-desires-answer = Answer for an area, on this device alone
help-desires-role = As giver or as holder
help-desires-as = How you stand to it; none takes an answer out again
help-desires-offer = Put an area of your own on the list for both: its name is told, not your answer
help-desires-finish = Say that you have finished; when both have, the devices find what both are open to
help-desires-reconsider = Say that you have not, after all
help-lift = Lift your own limits on exactly this area; they go a day later
help-slow = Yellow: everything is asked first until you resume
help-pause = Equals now, until you resume
help-stop = Red: everything is paused until both have resumed
help-resume = Answer the signals that are yours to answer
help-open = Open a moment (the giver)
help-minutes = How long, 1 to 1440
help-close = Close the moment
help-review = It still works and still feels right; look again by TIME
help-next = A time such as 2026-09-01T00:00:00
help-check-in = Check in: as many fields as you like; each is kept unless you share it
help-ask = May the holder exercise this power over this area now?
help-power = guide, decide or direct
help-of = Whose life is asked about (default: whoever gives)
help-at = At this time instead of now
help-try-on = Try it on: as if both had signed this version now
help-as-rehearsal = Print a rehearsal file that ends in this question
help-form = List the forms that an agreement may begin with, or print one filled in, as a file to change and propose
help-form-name = Its name, such as arrangement
help-giver = Who gives (default: you)
help-difference = What a version changes: what it opens, what it closes, its dates and its words, [-gone-] and {"{"}+new+{"}"}
help-week = The answers through a week, from Monday to Monday
help-week-areas = Areas (default: all that agreements and limits name)
help-week-at = The week that this time is in (default: this week; the next one where a version is tried on)
help-export = Print an agreement to be read elsewhere
help-export-what = What: agreement
help-export-as = markdown, json (the same as --json) or odrl
help-areas = The areas to choose from; name others of your own wherever you like
help-search = A word in the path, the name or the line of an area
help-learn = The glossary
help-term = One of its words
help-agreements = The agreements there are
help-sync = Send and receive
help-watch = Go on until stopped
help-record = All acts, one a line
help-verify = Check hashes, signatures and causality of the whole record
help-serve = Run the relay and the page
help-listen = Where to listen
help-data = Where the relay keeps its file (default: your data folder)
help-rehearse = Play rehearsal files and print every answer
help-rehearse-files = Rehearsal files (TOML)

## What is told

told-passphrase = Passphrase:
told-passphrase-again = Once more:
told-begun = This device is { $name }’s now. Write these words down, in this order, and keep them where only you find them:
told-recovery = They bring everything back if this device is lost. They are not shown again.
told-invite = Give this link to the other person. It works once, until { $until }.
told-invite-next = When they have followed it, run: troth sync
told-cancelled = The invitation is taken back.
told-joining = Your keys are on their way. As soon as the inviting device has answered, run: troth sync
told-recovery-words = Your recovery words, in their order:
told-everything-back = This device is { $name }’s now, and everything that the relay has is on it again.
told-further = A new device of your own. On a device that you have already, run: troth let-in, with this code
told-further-next = Then, here: troth sync
told-let-in = Your new device is let in. On it, run: troth sync
told-was-let-in = This device is let in; it is { $name }’s now. Compare the words with your other device: troth words
told-began = You and { $other } have begun. Compare the words aloud: troth words
told-compare = Read these aloud to each other, { $other } and you. If they are the same, nobody stands between you: { $words }
told-said = { $said } ({ $act })
told-uneven = Not even: { $says }
told-uneven-heading = Not even
told-tried-on = Tried on, as if both had signed it now:
told-difference = What { $version } changes:
told-difference-none = Nothing.
told-opens = Opens more
told-closes = Closes more
told-terms = Dates and rhythms
told-words = Words
told-words-change = { $field }: { $text }
told-words-unreadable = Its words cannot be read by this version. Update Troth before you sign it.
told-week = What { $holder } may { $power } in { $giver }’s life, in the week from { $when }:
told-week-empty = No agreement and no limit names an area.
told-desires-new = What both of you are open to, new
told-desires-before = What both of you are open to, found before
told-desires-answers = Your answers, on this device alone
told-desires-no-answers = You have answered nothing yet. The areas: troth areas
told-desires-answer = { $area }: as giver { $giver }, as holder { $holder }{ $kept }
told-desires-kept = {" "}(on your list alone; to match it, offer it)
told-no-limits = Neither of you has set a limit.
told-limit = { $area }  { $kind }, { $person }’s since { $when }
told-limit-again = {"; "}said again on { $when }
told-limit-goes = {"; "}lifted, goes on { $when }
told-limit-note = {"    "}{ $text }
told-limit-condition = {"    "}Otherwise if: { $text }
told-limit-unreadable = {"    "}Its words cannot be read by this version. It counts all the same.
told-form = { $name }: { $title }
told-form-next = Nothing is proposed yet. Change the file as you both like, then run: troth propose FILE
told-area = { $title }{ $mark }. { $about }
told-area-heavy = {" "}(heavy)
told-area-own = {" "}(always one’s own)
told-disputed = Disputed: { $says }
told-related = See also: { $terms }
told-term-form = To begin with it: troth form { $form }
told-rehearsal-zones = The agreements have hours of several time zones and a rehearsal has one: the hours in the file are those of the first.
told-rehearsal-refused = Not as it was: step { $step } ({ $word }) is refused there: { $why }. What two devices said before they heard of each other has no place in one row.
told-rehearsal-verdict = Not as it was: here the answer is { $here }, there { $there }. What two devices said before they heard of each other has no place in one row.
told-rehearsal-rest = The verdict is the same; until when it holds, or what it does not hold for, is not.
told-rehearsal-unreadable = The file cannot be played: what was said cannot be written down as a rehearsal.
told-kept-here = Kept on this device; it goes out with the next: troth sync
told-synced = Everything is sent and received.
told-acts = { $count ->
    [one] One act came.
   *[other] { $count } acts came.
}
told-relay-lost = The relay had lost frames; they are put there again.
told-no-agreements = There are no agreements yet.
told-version = { $version }  { $giver } gives, { $holder } holds: { $state }
told-version-proposed = proposed
told-version-not-started = signed, begins later
told-version-current = in force
told-version-over = over
told-version-replaced = replaced
told-version-ended = ended
told-version-retracted = taken back, or answered with no
told-signed-by = signed by { $people }
told-signed-by-nobody = signed by nobody yet
told-act-refused = an act that the rules refuse; it counts for nothing
told-act-membership = who is in
told-act-desires = something sealed, for the other’s device
told-verified = With { $other }: { $good } acts, every hash and signature holds ({ $digest })
told-apart = Kept apart: { $what }
told-fork = Device { $device } has made two acts in one place: what it opened since does not count
told-damaged = Cannot be trusted: { $what }

## What went wrong

failed-refused = refused: { $why }
failed-no-vault = There is no vault here. Begin with: troth init
failed-no-vault-at = There is no vault in { $home }. Begin with: troth init, or name its place with --home
failed-wrong-passphrase = The passphrase does not open the vault.
failed-damaged = The vault is damaged: { $what } cannot be trusted. Nothing of it was loaded.
failed-newer-vault = The vault was written by a newer Troth. Update this one.
failed-busy = The vault is in use by another program. Try again.
failed-vault = The vault: { $cause }
failed-unreadable = { $what } in the vault cannot be read by this version. A newer Troth may have written it.
failed-crowded = The vault is being written to by others all the time. Try again.
failed-vault-exists = There is a vault in { $home } already. Name another place with --home.
failed-home = { $home } cannot be used: { $cause }
failed-no-home = This machine tells no place for your data. Name one with --home.
failed-not-whole = Not everything can be trusted; see above.
failed-empty-passphrase = The passphrase is empty. Choose one that nobody guesses.
failed-passphrases-differ = The two are not the same. Nothing was made.
failed-no-prompt = There is no terminal to ask for the passphrase. Set TROTH_PASSPHRASE.
failed-no-relationship = There is no relationship yet. Begin one with: troth invite, or troth join LINK
failed-several-relationships = This device is in several relationships, and this command serves one.
failed-not-a-link = That is no invitation link. It looks like http://…/#join=…
failed-link-not-whole = The link is not whole. Copy it once more, to its end.
failed-link-newer = The link was made by a newer Troth. Update this one.
failed-not-a-code = That is no code of a new device. Copy it once more, to its end: troth init --further shows it.
failed-nothing-to-recover = Nothing at { $relay } is known of these words. If the address is right, one of your other devices can bring it there again.
failed-recovery-words = The recovery words: { $cause }
failed-not-let-in = This device has not been let in yet. Run troth let-in with its code on a device that you have already.
failed-own-invitation = This is your own invitation. Give it to the other person.
failed-no-invitation = No invitation is open.
failed-invitation-not-there = This invitation is not at the relay: not yet, or not any more. Ask for a new one.
failed-invitation-used = This invitation has been used. It works once; ask for a new one.
failed-invitation-expired = This invitation has expired. It holds 72 hours; ask for a new one.
failed-invitation-cancelled = This invitation was taken back.
failed-not-as-offered = The answer is not by the one who invited. Nothing has begun. Ask the other person for a new link, by another way.
failed-relay-address = “{ $address }” is no address of a relay. One is, for example, http://127.0.0.1:7468
failed-name = That name cannot be used: { $cause }
failed-draft = It cannot be said from this device: { $cause }
failed-agreement-file = { $file } cannot be read: { $cause }
failed-no-version = There is no agreement that this could be about. See: troth agreements
failed-several-versions = This could be about several: { $versions }. Name one.
failed-not-for-the-list = { $area } is on no list of desires: it is always one’s own, or everything at once.
failed-list-full = The list of desires is full. Offer wider areas.
failed-nothing-left = Everything on the list has been found already.
failed-not-finished = You have not finished on this device, or it was opened already.
failed-no-matcher = The steps cannot be worked out now. Try again.
failed-draft-too-large = The draft is too large to be kept.
failed-no-such-form = “{ $found }” is no form; there are { $names }.
failed-no-such-area = No given area has “{ $found }” in it. You can name one of your own: a lower-case path such as home/attic
failed-no-such-term = The glossary has no “{ $found }”. See: troth learn
failed-rehearsal-too-early = A rehearsal never goes back: the last thing was said on { $last }. Ask about a time after it.
failed-time = “{ $found }” is no time. One is, for example, 2026-09-01T00:00:00
failed-no-such-person = Nobody here is called that; there are { $names }.
failed-of-whom = Both give and both hold. Say whose life is asked about with --of: { $names }
failed-no-relay = The relay { $relay } does not answer: { $cause }
failed-no-answer-in-time = no answer in time
failed-connection-lost = The connection to { $relay } was lost. { $cause }
failed-unsent = { $count } frames could not be sent. They are kept and go out with the next sync.
failed-unreadable-frames = { $count } frames could not be read here. The relay may have changed them.
failed-trouble = The relay says: { $cause }

## serve

serve-open = Troth is at { $address }
serve-no-page = The page is not in this binary. Build it with: cargo xtask run
serve-cannot-listen = { $address } cannot be listened at: { $cause }. Name another with --listen.
serve-cannot-store = The relay cannot keep its data in { $data }: { $cause }

## rehearse

rehearse-refused = refused: { $why }
rehearse-refused-as-expected = refused, as expected: { $why }
rehearse-synced = { $one } and { $other } meet; both know what either knew
rehearse-attempt = { $device }: { $word }
rehearse-mismatch-verdict = { $file }, step { $step } (line { $line }): expected the verdict { $expected }, but { $came } came
rehearse-mismatch-until = { $file }, step { $step } (line { $line }): expected it to hold until { $expected }, but until { $came } came
rehearse-mismatch-except = { $file }, step { $step } (line { $line }): expected except [{ $expected }], but [{ $came }] came
rehearse-mismatch-refused = { $file }, step { $step } (line { $line }): expected { $word } to be refused, but it was made
rehearse-mismatch-made = { $file }, step { $step } (line { $line }): expected { $word } to be made, but it was refused: { $why }
rehearse-never = never
rehearse-unreadable = { $file }: the file cannot be read ({ $cause }); give the path of a rehearsal file
rehearse-malformed = { $file }, line { $line }: { $what }
rehearse-malformed-key = { $file }, line { $line }, key { $key }: { $what }

## What is wrong with a file

mistake-not-text = these bytes are no text; a rehearsal is TOML in UTF-8
mistake-not-toml = this is not TOML: { $found }
mistake-missing = it is missing; here belongs { $wanted }
mistake-unknown-key = nobody reads this key; known here are { $known }
mistake-unfit = found “{ $found }”; here belongs { $wanted }
mistake-twice = “{ $name }” names a version above already; every version has a name of its own
mistake-backwards = { $found } lies before the step above; steps stand in the order of time

wanted-text = a text in quotes
wanted-table = a table
wanted-list = a list
wanted-flag = true or false
wanted-number = a whole number, 0 or more
wanted-time = a time such as 2026-03-01T09:00:00, with or without an offset
wanted-time-or-never = a time such as 2026-03-01T09:00:00Z, or never
wanted-zone = an IANA time zone such as Europe/Amsterdam
wanted-two-people = a list of two different names
wanted-devices = a table of at most { $most } devices
wanted-one-of = one of { $words }
wanted-area = an area, a lower-case path such as home/chores

## Living it

help-today = What is there today: directions, questions, requests, low capacity
help-directions = Directions of which something may still come, and how they stand
help-directions-all = Every direction that there was, and whether it was within what you agreed
help-requests = Requests and their answers
help-lived = All that was said of daily life, the newest first
help-direct = Give a direction: it is held against what you agreed before it is sent; what is asked first goes as a question
help-direct-kind = task, rule, ritual or decision
help-text = In your words
help-suggest = A suggestion, by the power to guide
help-every = How often: day, "3 days", week, "2 weeks", month, year, or a recurrence by RFC 5545
help-on = On which weekdays (mon,thu), or which of a month (first-sun, last-fri)
help-time = At a time of the day, such as 21:30
help-from = From this day on, such as 2026-03-01 (default: today)
help-until = Until this day
help-life-note = More about it
help-reply = Answer a direction, a request, a consequence
help-what = The first letters of its name, as troth today shows it
help-reply-as = seen, done, partly, not-this, question, word, yes, no or not-now; not-this needs no reason and counts for nothing
help-reply-words = In words; needed for a question or a word back
help-day = Of which day, where it is something that returns (default: today, for what was done)
help-take-back = Take back something that you said
help-request = Ask for something
help-low = Say that you have low capacity: directions rest and nothing counts as missed; the other sees only that it is so
help-low-until = Until TIME; otherwise until you take it back
help-low-over = Take it back
help-thank = Recognise something, in words
help-points-many = How many points; there are some where both of you have switched them on
help-consequence = The consequences that both of you signed, or choose one of them: never after a no, a signal or low capacity
help-choose = Which of the list
help-kept = Responsibilities, and when they were kept; or mark one as kept
help-kept-number = Which of the list
help-points = Points and rewards, or switch points on or off
help-points-switch = on or off
help-reward = Put something on the list of rewards
help-redeem = Take a reward for your points

told-recovered = You have taken your low capacity back.
told-nothing-today = Nothing is asked of you today.
told-no-directions = There are no directions.
told-nothing-lived = Nothing yet.
told-taken-back = { $said } (taken back)
told-no-consequences = No list that both of you signed has any.
told-no-responsibilities = Nothing in force names a responsibility.
told-responsibility = { $number }  { $holder }: { $says } ({ $rhythm })
told-kept = { $count ->
    [one] kept once, on { $day }
   *[other] kept { $count } times, last on { $day }
}
told-not-kept-yet = not marked yet
told-points-on = { $person } likes points and has { $points }
told-points-off = { $person } has points switched off, and has { $points }

failed-outside = This is outside what you agreed: { $verdict }. It was not sent.
failed-rhythm = “{ $found }” is no rhythm; there are, for example, --every day, --every week --on mon,thu, --every month --on first-sun
failed-time-of-day = “{ $found }” is no time of day; one is, for example, 21:30
failed-day = “{ $found }” is no day; one is, for example, 2026-03-01
failed-no-such-thing = Nothing that was said has a name that begins with “{ $found }”; four letters at least
failed-several-things = Several names begin with “{ $found }”: { $things }
failed-no-such-line = The list has { $most } lines
failed-nothing-to-guess = There is nothing to guess there: it is your own check-in, or you have guessed already

## Checking in

help-share = The fields to share, such as mood,closeness; all others are kept, and nobody else learns that you answered them
help-check-ins = Check-ins of both: what was shared, and what you kept yourself
help-guess = Guess what the other answered last, before you look at it; the distance is yours alone
help-list = A list of your own: what does you good after a stop, or after a moment
help-list-which = after-a-stop, at-once, next-day or third-day
help-list-lines = What is on it from now on; none shows it

told-checked-in = You have checked in.
told-no-check-ins = Nobody has checked in yet.
told-shared = { $field }: { $value }
told-kept-back = { $field }: { $value } (kept)
told-guess = { $field }: { $value } (your guess)
told-empty-list = Nothing is on it yet.
failed-not-answered = { $field } is to be shared and is not answered
failed-scale = “{ $found }” is no place for { $field }: 1 to { $most }
failed-words = { $field } is answered in words, no more than 4000 characters of them

## Trends

help-trends = Your own answers over time, beside what the other shared, and what happened along the way
help-trends-field = One field alone, such as closeness
help-csv = As CSV
help-worth = What may be worth talking about, by your own answers, with the numbers behind it; nobody else is told
help-dismiss = Not to be told of a pattern for four weeks

told-no-trends = There is nothing to look at yet.
told-trend-own = you    { $line }
told-trend-theirs = shared { $line }
told-trend-shift = the last four weeks: { $recent }, before: { $earlier }
told-trend-slope = { $slope } a week over the last half-year
told-nothing-worth = Nothing stands out in your own answers.
told-worth-dismiss = not for four weeks: troth worth --dismiss { $word }

## An example

help-demo = Look around in half a year of two people who do not exist; nothing is saved or sent
help-demo-after = Ada gives and Bo holds; you are Ada. Try: troth demo today, troth demo check-ins, troth demo trends, troth demo worth, troth demo agreements, troth demo ask evening decide
told-demo = You are Ada, after half a year with Bo. Neither exists, and nothing of it is saved or sent.

## After a moment

told-after-at-once = After a moment; from your own list (troth list at-once):
told-after-next-day = The day after a moment; from your own list (troth list next-day). How are you? troth check-in
told-after-third-day = The third day after a moment; from your own list (troth list third-day). How are you? troth check-in
told-after-after-a-stop = From your own list (troth list after-a-stop):
help-calendar = What returns, as a calendar file (.ics) whose titles say nothing: troth calendar > dates.ics

## Timeline

help-timeline = All that both of you share, the newest first
help-timeline-of = Of these alone: agreements, limits, signals, directions, words, check-ins
help-timeline-search = That hold these words; your own kept answers are searched too
help-timeline-most = So many at most
told-nothing-found = Nothing was found.

help-journal = Pages of your own, the newest first; nobody else reads them unless you share one
help-journal-search = That hold these words
help-write = Writes a page of your own
help-written = What stands on it; where it is left out, standard input is read
help-rewrite = Writes a page anew; what stood on it goes
help-page = The page, by the first letters of its name
help-erase = Erases a page: from your devices, the relay, and, where it was shared, from the other’s. That there was one stays
help-share-page = Lets the other read a page: a copy of it, as it stands now
help-unshare = Takes the sharing of a page back; the copy goes from both
help-attach = A file of at most 2 MiB, four at most. Pictures are written anew, so that nothing of the camera stays in them; other files go as they are
help-attached = What is attached to a page, or to something that was said
help-attached-what = The page or what was said, by the first letters of its name
help-attached-out = Saves it in this folder

told-written = Written ({ $page }). Only you can read it.
told-erased = Erased ({ $page }).
told-shared-page = Shared ({ $page }). You can take that back whenever you like.
told-unshared = No longer shared ({ $page }). A copy that somebody made elsewhere is out of reach.
told-no-pages = No pages.
told-is-shared = shared
told-page-erased = Erased.
told-not-here-yet = It has not come to this device yet.
told-nothing-attached = Nothing is attached.
told-attached = { $count ->
    [one] one file is attached
   *[other] { $count } files are attached
} (troth attached { $act })
told-attached-file = { $name }, { $size } KiB
told-saved =   saved as { $path }

failed-nothing-written = Nothing stands on the page.
failed-page-too-long = A page has no more than 50,000 characters.
failed-file-too-large = A file has no more than 2 MiB. Pictures are made smaller by themselves; other files are not.
failed-no-room = As much of yours lies here as there is room for. Erase something, or take something back, and try again.
failed-file = { $file } cannot be read: { $cause }
failed-picture = { $file } is no picture that can be read here; save it as JPEG, PNG or WebP first.
failed-save = It cannot be saved: { $cause }
failed-no-such-page = No page has a name that begins with “{ $found }”; four letters at least. “troth journal” shows all.
failed-no-page = There is no such page, or it is shared already, or it is not.
