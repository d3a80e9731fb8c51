package troth

import rego.v1

area := data.areas[input.area]

given := area[input.power]

default verdict := "not-agreed"

verdict := "off-limits" if {
	area.hard
} else := "allowed" if {
	not area.soft
	some stretch in given.freely
	stretch[0] <= input.minute
	input.minute < stretch[1]
} else := "ask-first" if {
	some stretch in given.asking
	stretch[0] <= input.minute
	input.minute < stretch[1]
} else := "ask-first" if {
	area.soft
	some stretch in given.freely
	stretch[0] <= input.minute
	input.minute < stretch[1]
} else := "not-now" if {
	given
}
