package series

import (
	"maps"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/status"
)

// outside is the group inside a total.
func (e *Evaluator) outside(g Group, n *formula.Total) Group {
	if n.Dimension == "" {
		return Group{}
	}
	if n.Dimension == g.Dimension {
		g.Dimension, g.Member = "", Member{}
	}
	if drops(e.Plan, g.Each, n) {
		g.Each, g.Of = 0, ""
	}
	return g
}

// A Part is what an Each computes for one member, or for one period.
type Part struct {
	Name  string // of the member as the database groups it, or of the period
	Value Value
}

// Parts are the numbers that n adds up, averages or counts in the frame f for the
// group g, in the order of the members or periods.
func (e *Evaluator) Parts(n *formula.Each, f calendar.Frame, g Group) []Part {
	e.begin()
	parts, _ := e.parts(n, window{frame: f}, g)
	return parts
}

// each computes a number once for each member, or for each period inside the
// window, and adds the results up, averages or counts them.
func (e *Evaluator) each(n *formula.Each, w window, g Group) Value {
	parts, reason := e.parts(n, w, g)
	if len(parts) == 0 && reason != status.NoReason {
		return none(reason)
	}
	var t tally
	for _, p := range parts {
		t.add(p.Value)
	}
	return t.result(n.Func)
}

// parts also say why there are none.
func (e *Evaluator) parts(n *formula.Each, w window, g Group) ([]Part, status.Reason) {
	if n.Unit != "" {
		return e.periods(n, w, g)
	}
	members, reason := e.membersOf(n, w, g)
	inner := g
	inner.Each = n.Slot + 1
	var out []Part
	for _, of := range members {
		inner.Of = of
		out = append(out, Part{of, e.eval(n.X, w, inner)})
	}
	return out, reason
}

func (e *Evaluator) periods(n *formula.Each, w window, g Group) ([]Part, status.Reason) {
	f, ok := w.moved(e.Plan.Calendar)
	if !ok {
		return nil, status.NoPartner
	}
	var out []Part
	for _, part := range e.Plan.Calendar.Split(f, n.Unit) {
		out = append(out, Part{e.Plan.Calendar.FrameLabel(part), e.eval(n.X, window{frame: part}, g)})
	}
	return out, status.OutOfRange
}

// membersOf lists the members that have a row in any window that n reads, in
// the order of their names, or says why an aggregate of n has no value.
func (e *Evaluator) membersOf(n *formula.Each, w window, g Group) ([]string, status.Reason) {
	found := map[string]bool{}
	reason := status.NoReason
	look := func(need Need) {
		if need.Each != n.Slot+1 {
			return
		}
		at := g
		if need.Total {
			at = Group{}
		}
		at.Each = need.Each
		a := e.Plan.Aggregates[need.Slot]
		f := a.Window(need.Frame, e.AsOf)
		if r := e.unavailable(a, f, at); r != status.NoReason {
			reason = r
			return
		}
		e.Cells.Of(need.Slot, f, at, func(of string) { found[of] = true })
	}
	s := &search{plan: e.Plan, need: look, dimension: g.Dimension, seen: map[visited]bool{}}
	s.visit(n.X, w, reach{each: n.Slot + 1})
	return slices.Sorted(maps.Keys(found)), reason
}

// A tally collects the results of an Each.
type tally struct {
	sum, n, held float64
	reason       status.Reason // of the first result that is no value
	blank        float64
}

func (t *tally) add(v Value) {
	if !v.OK() {
		if t.reason == status.NoReason {
			t.reason = v.Reason
		}
		return
	}
	t.n++
	t.sum += v.Number
	if v.Number != 0 {
		t.held++
	}
	t.blank += v.Blank
}

// result gives the number. Results without a value are left out; where no
// result is there, it is as for an aggregate over no row.
func (t *tally) result(function string) Value {
	v := Value{Rows: &t.n, Blank: t.blank}
	switch {
	case function == "count_each" && (t.n > 0 || t.reason.OfRows()):
		v.Number = t.held
		return v
	case t.n == 0 && t.reason != status.NoReason:
		return none(t.reason)
	case t.n == 0 && function == "avg_each":
		return none(status.NoData)
	case function == "avg_each":
		v = number(t.sum / t.n)
		v.Rows, v.Blank, v.Numerator, v.Denominator = &t.n, t.blank, &t.sum, &t.n
		return v
	}
	v.Number = t.sum + 0
	return v
}
