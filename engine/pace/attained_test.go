package pace_test

import (
	"testing"

	"kpi/engine/pace"
)

// The published numbers, and the edges that divisions have.
func TestAttained(t *testing.T) {
	for _, test := range []struct {
		name string
		got  *float64
		want string
	}{
		{"quota: 50,000 of 45,000", pace.Higher(50000, 45000), "1.1111"},
		{"quota: 75,000 of 100,000", pace.Higher(75000, 100000), "0.7500"},
		{"quota: 120,000 of 150,000", pace.Higher(120000, 150000), "0.8000"},
		{"the team is ΣA/ΣT", pace.Higher(75000+120000, 100000+150000), "0.7800"},
		{"a planned loss made smaller", pace.Higher(-80, -100), "1.2000"},
		{"a planned loss made larger", pace.Higher(-120, -100), "0.8000"},
		{"a target of zero", pace.Higher(3, 0), "none"},
		{"nothing of a target", pace.Higher(0, 5), "0.0000"},

		{"lower: 2 − A/T", pace.Lower(6, 5), "0.8000"},
		{"lower: nothing at all does not run away", pace.Lower(0, 5), "2.0000"},
		{"lower: a planned saving beaten", pace.Lower(-110, -100), "1.1000"},
		{"lower: a target of zero", pace.Lower(1, 0), "none"},

		{"key result: three of six features", pace.Progress(3, 6, 0), "0.5000"},
		{"progress downwards", pace.Progress(8, 6, 10), "0.5000"},
		{"progress is not cut at 1", pace.Progress(12, 10, 5), "1.4000"},
		{"progress away from the target", pace.Progress(4, 10, 5), "-0.2000"},
		{"a baseline that is the target", pace.Progress(4, 5, 5), "none"},

		{"in a range", pace.Within(15, 10, 20, 2), "1.0000"},
		{"at its end", pace.Within(20, 10, 20, 2), "1.0000"},
		{"half a tolerance below", pace.Within(9, 10, 20, 2), "0.5000"},
		{"two tolerances above", pace.Within(24, 10, 20, 2), "-1.0000"},
		{"outside without a tolerance", pace.Within(21, 10, 20, 0), "none"},
		{"0.27 in a range from 0.3 × 0.9", pace.Within(0.27, 0.3*0.9000000000000001, 1, 0), "1.0000"},
	} {
		if got := digits(test.got, 4); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestAttainmentIsMonotone(t *testing.T) {
	quickly(t, func(a, b, target, other float64) bool {
		a, b = min(a, b), max(a, b)
		if target == 0 || target == other {
			return true
		}
		better := *pace.Progress(b, target, other) - *pace.Progress(a, target, other)
		return *pace.Higher(a, target) <= *pace.Higher(b, target) && *pace.Lower(a, target) >= *pace.Lower(b, target) &&
			(better >= 0) == (target > other || a == b)
	})
}

// On target every mode says 1, and twice as far from a baseline is twice the
// progress.
func TestOnTargetIsOne(t *testing.T) {
	quickly(t, func(target, base, tolerance, _ float64) bool {
		if target == 0 || target == base {
			return true
		}
		return *pace.Higher(target, target) == 1 && *pace.Lower(target, target) == 1 && *pace.Progress(target, target, base) == 1 &&
			near(*pace.Progress(base+2*(target-base), target, base), 2) && *pace.Within(target, target, target, tolerance) == 1
	})
}
