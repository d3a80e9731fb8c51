package troth

import rego.v1

area := data.areas[input.area]

given := area[input.power]

freely if {
	some stretch in given.freely
	stretch[0] <= input.minute
	input.minute < stretch[1]
}

asking if {
	some stretch in given.asking
	stretch[0] <= input.minute
	input.minute < stretch[1]
}

default verdict := "not-agreed"

verdict := "off-limits" if {
	area.hard
} else := "allowed" if {
	not area.soft
	freely
} else := "ask-first" if {
	freely
} else := "ask-first" if {
	asking
} else := "not-now" if {
	given
}
