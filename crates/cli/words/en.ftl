# What only the command line says.

about = The private place in which two adults keep a power exchange relationship
rehearse-about = Plays rehearsal files and prints every answer
rehearse-files = Rehearsal files (TOML)
json-about = One JSON object a line on standard output, and nothing else there

## rehearse

rehearse-refused = refused: { $why }
rehearse-refused-as-expected = refused, as expected: { $why }
rehearse-synced = { $one } and { $other } meet; both know what either knew
rehearse-attempt = { $device }: { $word }
rehearse-attempt-version = { $device }: { $word } { $version }
rehearse-attempt-area = { $device }: { $word } { $area }
rehearse-attempt-both = { $device }: { $word } { $version }, { $area }
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
wanted-one-of = one of { $words }
wanted-area = an area, a lower-case path such as home/chores
