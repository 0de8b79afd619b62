package plan

import (
	"math"

	"kpi/engine/formula"
)

// ruleContradiction reports a rule that can fire and be over in the same period,
// where that is simple to prove.
func (b *builder) ruleContradiction(r *Rule) {
	if r.When == nil || r.Clear == nil {
		return
	}
	same := formula.Format(r.When) == formula.Format(r.Clear)
	x, y := stretchOf(r.When), stretchOf(r.Clear)
	if !same && (x == nil || y == nil || x.of != y.of || !x.meets(*y)) {
		return
	}
	b.list.Errorf(r.Spec.ClearWhen.Range, "rule-contradiction", "%q can hold in the same period as \"when\": the rule would fire and be over in turns", "clear_when").
		At(r.Spec.When.Range, "when").
		Notef("leave a gap between them, as with coverage < 3 and coverage >= 3.2, or leave clear_when out")
}

// A stretch is the numbers for which a comparison holds.
type stretch struct {
	of        string // what is compared
	low, high float64
	openLow   bool // low itself is outside
	openHigh  bool
}

// stretchOf reads the comparison of a number with one that is written out; nil
// is anything else.
func stretchOf(n formula.Node) *stretch {
	c, ok := n.(*formula.Binary)
	if !ok {
		return nil
	}
	op, x, y := c.Op, c.X, c.Y
	if _, turned := x.(*formula.NumberLiteral); turned {
		x, y = y, x
		op = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}[op]
	}
	bound, ok := y.(*formula.NumberLiteral)
	if !ok {
		return nil
	}
	s := &stretch{of: formula.Format(x), low: math.Inf(-1), high: math.Inf(1)}
	switch op {
	case "<", "<=":
		s.high, s.openHigh = bound.Value, op == "<"
	case ">", ">=":
		s.low, s.openLow = bound.Value, op == ">"
	case "==":
		s.low, s.high = bound.Value, bound.Value
	default:
		return nil
	}
	return s
}

// meets reports whether some number lies in both.
func (s stretch) meets(t stretch) bool {
	if t.low > s.low {
		s.low, s.openLow = t.low, t.openLow
	} else if t.low == s.low {
		s.openLow = s.openLow || t.openLow
	}
	if t.high < s.high {
		s.high, s.openHigh = t.high, t.openHigh
	} else if t.high == s.high {
		s.openHigh = s.openHigh || t.openHigh
	}
	return s.low < s.high || s.low == s.high && !s.openLow && !s.openHigh
}
