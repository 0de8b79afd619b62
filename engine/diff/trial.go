package diff

import (
	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A trial is a value and a target that a line of a status list is tried with.
type trial struct{ value, target float64 }

// evaluate computes a formula over both; conditions are 1 or 0. It reports false
// for what needs anything else.
func (t trial) evaluate(n formula.Node) (float64, bool) {
	if v, ok := plan.Constant(n); ok {
		return v, true
	}
	switch n := n.(type) {
	case *formula.Ref:
		return t.named(n.ID)
	case *formula.Unary:
		x, ok := t.evaluate(n.X)
		if n.Op == "not" {
			return truth(x == 0), ok
		}
		return -x, ok
	case *formula.Binary:
		x, okX := t.evaluate(n.X)
		y, okY := t.evaluate(n.Y)
		v, ok := operate(n.Op, x, y)
		return v, ok && okX && okY
	}
	return 0, false
}

func (t trial) named(id string) (float64, bool) {
	switch id {
	case "value":
		return t.value, true
	case "target":
		return t.target, true
	}
	return 0, false
}

func operate(op string, x, y float64) (float64, bool) {
	switch op {
	case "+":
		return x + y, true
	case "-":
		return x - y, true
	case "*":
		return x * y, true
	case "/":
		return x / y, y != 0
	case "<":
		return truth(x < y), true
	case "<=":
		return truth(x <= y), true
	case ">":
		return truth(x > y), true
	case ">=":
		return truth(x >= y), true
	case "==":
		return truth(x == y), true
	case "!=":
		return truth(x != y), true
	case "and":
		return truth(x != 0 && y != 0), true
	case "or":
		return truth(x != 0 || y != 0), true
	}
	return 0, false
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
