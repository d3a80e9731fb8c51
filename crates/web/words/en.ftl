# What the page says, in English. One message, one sentence; a name never glued to a verb.
brand = Troth
brand-about = Troth, to the first page
first-sentence = A place for what the two of you agree on.
first-line = Nothing is kept here yet, and nothing leaves this device.
