package plan

import (
	"fmt"
	"testing"

	"kpi/engine/formula"
)

// TestStretchesMeetWhereANumberLiesInBoth tries every pair of comparisons with
// three bounds on numbers between, on and beside the bounds.
func TestStretchesMeetWhereANumberLiesInBoth(t *testing.T) {
	holds := map[string]func(x, bound float64) bool{
		"<": func(x, b float64) bool { return x < b }, "<=": func(x, b float64) bool { return x <= b },
		">": func(x, b float64) bool { return x > b }, ">=": func(x, b float64) bool { return x >= b },
		"==": func(x, b float64) bool { return x == b },
	}
	turned := map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
	x := &formula.Ref{ID: "x"}
	bounds := []float64{0, 1, 2}
	for op, first := range holds {
		for other, second := range holds {
			for _, a := range bounds {
				for _, b := range bounds {
					want := false
					for n := -1.0; n <= 3; n += 0.5 {
						want = want || first(n, a) && second(n, b)
					}
					s := stretchOf(&formula.Binary{Op: op, X: x, Y: &formula.NumberLiteral{Value: a}})
					u := stretchOf(&formula.Binary{Op: turned[other], X: &formula.NumberLiteral{Value: b}, Y: x})
					if got := s.meets(*u); got != want {
						t.Errorf("%s: got %t, want %t", fmt.Sprintf("x %s %v and x %s %v", op, a, other, b), got, want)
					}
				}
			}
		}
	}
}
