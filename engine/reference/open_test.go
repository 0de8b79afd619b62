package reference_test

import "strings"

// open are the disagreements that are known and wait for the program: each says
// what is wrong, and which differences it explains.
var open = []struct {
	what     string
	explains func(formula string, d difference) bool
}{
	{"top_share has no value where no row in the window has an entity, and is 0 by its definition", func(formula string, _ difference) bool {
		return strings.Contains(formula, "top_share")
	}},
	{"sum_each over sub-periods of a window that has not begun is 0, and has no value outside of the data", func(formula string, d difference) bool {
		return strings.Contains(formula, "_each") && d.want == "out_of_range"
	}},
	{"a member that is shown is among the others, too, where more sources than the limit have members", func(_ string, d difference) bool {
		return d.crowded
	}},
	{"the line of the others is left out where it has a value from a source without rows", func(_ string, d difference) bool {
		return strings.HasPrefix(d.what, "members of ")
	}},
	{"the range of a clock that reads a join to many counts rows after as-of", func(_ string, d difference) bool { return d.manyClock }},
}

func isOpen(formula string, d difference) bool {
	for _, o := range open {
		if o.explains(formula, d) {
			return true
		}
	}
	return false
}
