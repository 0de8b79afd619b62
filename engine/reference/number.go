package reference

import (
	"fmt"

	"kpi/engine/formula"
	"kpi/engine/status"
)

// number evaluates a formula over numbers.
func (e *Evaluator) number(n formula.Node, s scope) Value {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		return Value{Number: n.Value}
	case *formula.BoolLiteral:
		return truth(n.Value)
	case *formula.Missing:
		return none(status.NoData)
	case *formula.Ref:
		return e.ref(n, s)
	case *formula.Unary:
		return opposite(n.Op, e.number(n.X, s))
	case *formula.Binary:
		return e.numberBinary(n, s)
	case *formula.Call:
		return e.numberCall(n, s)
	case *formula.Aggregate:
		return e.aggregate(e.Plan.Aggregates[n.Slot], s)
	case *formula.Window:
		return e.windowed(n, s)
	case *formula.Each:
		return e.each(n, s)
	case *formula.Total:
		return e.number(n.X, s.without(n.Dimension))
	}
	panic(fmt.Sprintf("reference: %T in a formula over numbers", n))
}

func (e *Evaluator) ref(n *formula.Ref, s scope) Value {
	key := reference{id: n.ID, frame: s.window.frame, moves: s.window.names, only: s.key()}
	v, ok := e.memo.numbers[key]
	if !ok {
		v = e.number(e.Plan.Numbers[n.ID].Formula, s)
		e.memo.numbers[key] = v
	}
	return v
}

func (s scope) key() string {
	out := ""
	for _, r := range s.only {
		out += r.key + "\x01"
	}
	return out
}

// without drops the restrictions to members of a dimension; "" drops all.
func (s scope) without(dimension string) scope {
	var only []restriction
	for _, r := range s.only {
		if dimension != "" && r.dimension != dimension {
			only = append(only, r)
		}
	}
	s.only = only
	return s
}

func (e *Evaluator) windowed(n *formula.Window, s scope) Value {
	if n.Func == "growth" {
		return e.growth(n, s)
	}
	s.window = windows[n.Func](e.Plan.Calendar, s.window, n)
	return e.number(n.X, s)
}

func (e *Evaluator) growth(n *formula.Window, s scope) Value {
	now := e.number(n.X, s)
	if n.Against == "last_year" {
		s.window = s.window.lastYear(1)
	} else {
		s.window = s.window.previous(1)
	}
	before := e.number(n.X, s)
	if v, decided := firstMissing(now, before); decided {
		return v
	}
	return change(now, before, n.X.Info().Type.Unit)
}

// firstMissing returns the first value that is none, or the unknown that stands
// before it.
func firstMissing(values ...Value) (Value, bool) {
	for _, v := range values {
		if !v.OK() || v.Unknown() {
			return v, true
		}
	}
	return Value{}, false
}

func opposite(op string, x Value) Value {
	switch {
	case !x.OK() || x.Unknown():
		return x
	case op == "not":
		return truth(!x.met())
	}
	return about(0-x.Number, x.Slack)
}

func (e *Evaluator) numberBinary(n *formula.Binary, s scope) Value {
	x := e.number(n.X, s)
	switch n.Op {
	case "and", "or":
		return connected(n.Op, x, e.number(n.Y, s))
	case "??":
		if x.OK() {
			return x
		}
		return e.number(n.Y, s)
	case "in":
		return e.numberIn(n, x, s)
	}
	y := e.number(n.Y, s)
	if v, decided := firstMissing(x, y); decided {
		return v
	}
	return operate(n.Op, x, y)
}

func connected(op string, x, y Value) Value {
	decides := op == "or"
	for _, v := range []Value{x, y} {
		if v.OK() && !v.Unknown() && v.met() == decides {
			return v
		}
	}
	v, decided := firstMissing(x, y)
	switch {
	case x.Unknown() || y.Unknown():
		return unknown
	case decided:
		return v
	}
	return truth(!decides)
}

func (e *Evaluator) numberIn(n *formula.Binary, x Value, s scope) Value {
	if !x.OK() || x.Unknown() {
		return x
	}
	for _, item := range n.Y.(*formula.List).Items {
		if v := operate("==", x, e.number(item, s)); v.Unknown() || v.met() {
			return v
		}
	}
	return truth(false)
}

func (e *Evaluator) numberCall(n *formula.Call, s scope) Value {
	x := e.number(n.Args[0], s)
	if x.Unknown() {
		return x
	}
	switch n.Name {
	case "missing":
		return truth(!x.OK())
	case "if":
		if x.met() {
			return e.number(n.Args[1], s)
		}
		return e.number(n.Args[2], s)
	}
	y := Value{}
	if len(n.Args) > 1 {
		y = e.number(n.Args[1], s)
	}
	if v, decided := firstMissing(x, y); decided {
		return v
	}
	apply, ok := numberFunctions[n.Name]
	if !ok {
		panic(fmt.Sprintf("reference: function %q over numbers", n.Name))
	}
	return apply(x, y)
}
