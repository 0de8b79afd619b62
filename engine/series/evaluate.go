package series

import (
	"fmt"
	"math"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A Value is a computed number, or none with its reason. A condition is 1 or 0.
type Value struct {
	Number float64
	Reason status.Reason // not empty: there is no number
	// Numerator and Denominator are what a ratio or an average was computed
	// from; nil else.
	Numerator   *float64
	Denominator *float64
	// Rows is the number of rows behind the value; nil where several sources or
	// conditions make the word ambiguous.
	Rows *float64
	// Empty says that a source has no row at all behind the value: a sum of 0
	// that nobody has measured.
	Empty bool
	// Blank is how many rows had no value and were left out: of the aggregate that
	// has the most, where the value is made of several.
	Blank float64
}

// OK reports whether there is a number.
func (v Value) OK() bool { return v.Reason == status.NoReason }

func none(r status.Reason) Value { return Value{Reason: r} }

func number(v float64) Value {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return none(status.Domain)
	}
	return Value{Number: v + 0} // −0 becomes 0
}

func truth(b bool) Value {
	if b {
		return Value{Number: 1}
	}
	return Value{}
}

// A Range is the time that the rows of an aggregate's source cover.
type Range struct {
	First, Last calendar.Date
	Empty       bool // no row has a date
}

// An Evaluator computes formulas over cells.
type Evaluator struct {
	Plan  *plan.Plan
	Cells *Cells
	// Range returns what the source of an aggregate covers on its clock.
	Range func(*plan.Aggregate) Range
	// AsOf is the last day that may be read. Told says that it was given and not
	// read off the data: a source that ends earlier then goes on without rows.
	AsOf calendar.Date
	Told bool
	// Excluded says that a source lacks a dimension of the filter in force.
	Excluded func(*plan.Source) bool
	// Names gives further names a value, such as value and target in a status.
	Names map[string]Value
	// Judged answers what a rule asks of a KPI; nil where no rule is evaluated.
	Judged func(*formula.Judged, calendar.Frame, Group) Value
	// known keeps what KPIs and measures were in a window: a formula may reach
	// one of them on very many ways. Those that read no other are computed again,
	// which takes less than to look them up.
	known map[reference]Value
	reads map[string]bool // whether a number reads others, where it was asked
}

// A reference is a KPI or measure in a window, for a group.
type reference struct {
	id    string
	frame calendar.Frame
	moves string
	group Group
}

// Evaluate computes n in the frame f for the group g.
func (e *Evaluator) Evaluate(n formula.Node, f calendar.Frame, g Group) Value {
	e.begin()
	return e.eval(n, window{frame: f}, g)
}

// begin makes room for what is known already.
func (e *Evaluator) begin() {
	if e.known == nil {
		e.known, e.reads = map[reference]Value{}, map[string]bool{}
	}
}

func (e *Evaluator) eval(n formula.Node, w window, g Group) Value {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		return Value{Number: n.Value}
	case *formula.BoolLiteral:
		return truth(n.Value)
	case *formula.Missing:
		return none(status.NoData)
	case *formula.Ref:
		return e.ref(n, w, g)
	case *formula.Unary:
		return e.unary(n, w, g)
	case *formula.Binary:
		return e.binary(n, w, g)
	case *formula.Call:
		return e.call(n, w, g)
	case *formula.Aggregate:
		return e.aggregate(e.Plan.Aggregates[n.Slot], w, g)
	case *formula.Window:
		if n.Func == "growth" {
			return e.growth(n, w, g)
		}
		return e.eval(n.X, w.enter(e.Plan.Calendar, n), g)
	case *formula.Total:
		return e.eval(n.X, w, e.outside(g, n))
	case *formula.Each:
		return e.each(n, w, g)
	case *formula.Judged:
		return e.Judged(n, w.frame, g)
	}
	panic(fmt.Sprintf("series: %T in a formula over numbers", n))
}

func (e *Evaluator) ref(n *formula.Ref, w window, g Group) Value {
	if v, ok := e.Names[n.ID]; ok {
		return v
	}
	if e.Names != nil {
		// What other formulas read is not in the names of this one.
		plain := *e
		plain.Names = nil
		e = &plain
	}
	x := e.Plan.Numbers[n.ID].Formula
	if !e.readsOthers(n.ID, x) {
		return e.eval(x, w, g)
	}
	key := reference{n.ID, w.frame, w.steps(), g}
	if v, ok := e.known[key]; ok {
		return v
	}
	v := e.eval(x, w, g)
	e.known[key] = v
	return v
}

// readsOthers reports whether a number is made of other numbers, or of one for
// each member.
func (e *Evaluator) readsOthers(id string, x formula.Node) bool {
	reads, ok := e.reads[id]
	if !ok {
		formula.Walk(x, func(n formula.Node) {
			switch n.(type) {
			case *formula.Ref, *formula.Each:
				reads = true
			}
		})
		e.reads[id] = reads
	}
	return reads
}

func (e *Evaluator) unary(n *formula.Unary, w window, g Group) Value {
	x := e.eval(n.X, w, g)
	switch {
	case !x.OK():
		return x
	case n.Op == "not":
		return truth(x.Number == 0)
	}
	x.Number = 0 - x.Number
	x.Numerator, x.Denominator = nil, nil
	return x
}

func (e *Evaluator) binary(n *formula.Binary, w window, g Group) Value {
	x := e.eval(n.X, w, g)
	switch n.Op {
	case "and", "or":
		return e.logic(n, x, w, g)
	case "??":
		if x.OK() {
			return x
		}
		return e.eval(n.Y, w, g)
	case "in":
		return e.in(n, x, w, g)
	}
	y := e.eval(n.Y, w, g)
	if !x.OK() {
		return x
	}
	if !y.OK() {
		return y
	}
	v := operate(n.Op, x.Number, y.Number)
	v.Rows, v.Blank, v.Empty = rowsOf(n, x, y), max(x.Blank, y.Blank), x.Empty || y.Empty
	if n.Op == "/" {
		numerator, denominator := x.Number, y.Number
		v.Numerator, v.Denominator = &numerator, &denominator
	}
	return v
}

// rowsOf is the number of rows behind two values: of a ratio, those of its
// denominator.
func rowsOf(n *formula.Binary, x, y Value) *float64 {
	switch {
	case constant(n.Y):
		return x.Rows
	case constant(n.X), n.Op == "/":
		return y.Rows
	case x.Rows != nil && y.Rows != nil && *x.Rows == *y.Rows:
		return x.Rows
	}
	return nil
}

func constant(n formula.Node) bool {
	_, ok := n.(*formula.NumberLiteral)
	return ok
}

// logic is three-valued: what is not known decides nothing unless the other
// side does.
func (e *Evaluator) logic(n *formula.Binary, x Value, w window, g Group) Value {
	decides := n.Op == "or"
	if x.OK() && (x.Number != 0) == decides {
		return truth(decides)
	}
	y := e.eval(n.Y, w, g)
	if y.OK() && (y.Number != 0) == decides || x.OK() {
		return y
	}
	return x
}

func (e *Evaluator) in(n *formula.Binary, x Value, w window, g Group) Value {
	if !x.OK() {
		return x
	}
	for _, item := range n.Y.(*formula.List).Items {
		if Equal(x.Number, e.eval(item, w, g).Number) {
			return truth(true)
		}
	}
	return truth(false)
}

// Equal compares as a person does: 0.3 × 0.9 is 0.27.
func Equal(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

func operate(op string, x, y float64) Value {
	switch op {
	case "+":
		return number(x + y)
	case "-":
		return number(x - y)
	case "*":
		return number(x * y)
	case "/":
		if y == 0 {
			return none(status.ZeroDivision)
		}
		return number(x / y)
	case "^":
		return number(math.Pow(x, y))
	case "==":
		return truth(Equal(x, y))
	case "!=":
		return truth(!Equal(x, y))
	case "<":
		return truth(x < y && !Equal(x, y))
	case "<=":
		return truth(x <= y || Equal(x, y))
	case ">":
		return truth(x > y && !Equal(x, y))
	case ">=":
		return truth(x >= y || Equal(x, y))
	}
	panic(fmt.Sprintf("series: operator %q over numbers", op))
}

func (e *Evaluator) call(n *formula.Call, w window, g Group) Value {
	x := e.eval(n.Args[0], w, g)
	switch n.Name {
	case "missing":
		return truth(!x.OK())
	case "if":
		if x.OK() && x.Number != 0 {
			return e.eval(n.Args[1], w, g)
		}
		return e.eval(n.Args[2], w, g)
	}
	if !x.OK() {
		return x
	}
	y := Value{}
	if len(n.Args) > 1 {
		if y = e.eval(n.Args[1], w, g); !y.OK() {
			return y
		}
	}
	v := apply(n.Name, x.Number, y.Number)
	v.Rows, v.Blank, v.Empty = x.Rows, max(x.Blank, y.Blank), x.Empty || y.Empty
	return v
}

func apply(name string, x, y float64) Value {
	switch name {
	case "abs":
		return number(math.Abs(x))
	case "round":
		return number(round(x, y))
	case "floor":
		return number(math.Floor(x))
	case "ceil":
		return number(math.Ceil(x))
	case "smaller":
		return number(min(x, y))
	case "larger":
		return number(max(x, y))
	}
	panic(fmt.Sprintf("series: function %q over numbers", name))
}

// round rounds half away from zero, as the database does.
func round(x, digits float64) float64 {
	p := math.Pow(10, math.Trunc(digits))
	if r := math.Round(x*p) / p; !math.IsNaN(r) && !math.IsInf(r, 0) {
		return r
	}
	return x
}

// growth is (A − P)/|P|, and A − P for a percentage. It has no value over zero
// or a change of sign.
func (e *Evaluator) growth(n *formula.Window, w window, g Group) Value {
	now, before := e.eval(n.X, w, g), e.eval(n.X, w.base(n), g)
	if !now.OK() {
		return now
	}
	if !before.OK() {
		return before
	}
	v := Change(now.Number, before.Number, n.X.Info().Type.Unit)
	v.Empty = now.Empty || before.Empty
	return v
}

// Change is the growth from before to now of a number in the unit u: a part of
// before, and for a percentage the difference.
func Change(now, before float64, u unit.Unit) Value {
	switch {
	case u == unit.Percent:
		return number(now - before)
	case before == 0:
		return none(status.ZeroDivision)
	case now < 0 != (before < 0) && now != 0:
		return none(status.Domain)
	}
	return number((now - before) / math.Abs(before))
}
