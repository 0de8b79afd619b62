package reference

import (
	"cmp"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// eaches turn the values of the members into one.
var eaches = map[string]func(values []Value) Value{
	"sum_each":   added,
	"avg_each":   func(values []Value) Value { return divided(added(values), Value{Number: float64(len(values))}) },
	"count_each": added, // a condition that holds is 1
}

func added(values []Value) Value {
	total := Value{}
	for _, v := range values {
		total = operate("+", total, v)
	}
	return total
}

// each computes X once for each member, or for each period inside the window.
func (e *Evaluator) each(n *formula.Each, s scope) Value {
	var scopes []scope
	if n.Unit != "" {
		f, ok := s.window.read(e.Plan.Calendar)
		if !ok {
			return none(status.NoPartner)
		}
		if f.Days() <= 0 {
			return none(status.OutOfRange)
		}
		for _, part := range e.parts(f, n.Unit) {
			scopes = append(scopes, scope{window: window{frame: part}, only: s.only})
		}
		return e.together(n, scopes)
	}
	found := e.membersOf(n, s)
	if len(found.texts) == 0 && found.reason != status.NoReason {
		return none(found.reason)
	}
	for _, text := range found.texts {
		inner := s
		inner.only = append(append([]restriction{}, s.only...), e.eachMember(n, text))
		scopes = append(scopes, inner)
	}
	if len(scopes) == 0 && n.Func != "avg_each" {
		return Value{}
	}
	return e.together(n, scopes)
}

// together evaluates X in each scope; scopes without a value are left out. A
// condition that holds for nobody, because nobody has what it asks for, holds 0
// times.
func (e *Evaluator) together(n *formula.Each, scopes []scope) Value {
	var values []Value
	reason := status.NoReason
	for _, s := range scopes {
		v := e.number(n.X, s)
		switch {
		case v.Unknown():
			// Whether it is left out is not known either.
			return unknown
		case v.OK():
			values = append(values, v)
		case reason == status.NoReason:
			reason = v.Reason
		}
	}
	switch {
	case len(values) > 0:
		return eaches[n.Func](values)
	case reason == status.NoReason:
		reason = status.NoData
	case n.Func == "count_each" && reason != status.OutOfRange && reason != status.NoPartner && reason != status.NoDimension && reason != status.AsOfOnly:
		return Value{}
	}
	return none(reason)
}

// parts are the periods of a grain inside a frame, each cut where the frame is.
func (e *Evaluator) parts(f calendar.Frame, g calendar.Grain) []calendar.Frame {
	c := e.Plan.Calendar
	last := f.Cut - 1
	var out []calendar.Frame
	for p := c.PeriodOf(g, f.Start); c.Start(p) < f.End; p = p.Add(1) {
		part := c.RangeFrame(max(c.Start(p), f.Start), min(c.End(p), f.End), last)
		if c.Start(p) >= f.Start && c.End(p) <= f.End {
			part = c.PeriodFrame(p, last)
		}
		if part.Days() > 0 {
			out = append(out, part)
		}
	}
	return out
}

// members are who X is computed for.
type members struct {
	texts  []string      // in their order
	reason status.Reason // why an aggregate of X has no value
}

// membersOf finds the members that have a row in a frame that X reads.
func (e *Evaluator) membersOf(n *formula.Each, s scope) members {
	var out members
	seen := map[string]bool{}
	e.leaves(n.X, s, n.Dimension, func(a *plan.Aggregate, f calendar.Frame, s scope) {
		if reason := e.unavailable(a, f, s); reason != status.NoReason {
			out.reason = reason
			return
		}
		for _, p := range e.counted(a, f) {
			if !e.belongs(p, s) || a.Filter != nil && e.fixed(a.Filter, p) != true {
				continue
			}
			r := e.eachMember(n, "")
			if text, given := e.memberText(r.of(a.Source), r.grouping, p); given && !seen[text] {
				seen[text] = true
				out.texts = append(out.texts, text)
			}
		}
	})
	slices.SortFunc(out.texts, func(x, y string) int {
		if d := e.Plan.Dimension(n.Dimension); d != nil && len(d.Bands) > 0 {
			return bandPlace(d, x) - bandPlace(d, y)
		}
		return cmp.Compare(x, y)
	})
	return out
}

func (e *Evaluator) eachMember(n *formula.Each, text string) restriction {
	per := e.Plan.Eaches[n.Slot]
	r := restriction{
		dimension: n.Dimension, grouping: per.Dimension, key: "each " + n.Dimension + "\x00" + formula.Format(n.Per) + "\x00" + text,
		of:      per.In,
		accepts: func(got string, given bool) bool { return given && got == text },
	}
	return r
}

// leaves calls visit for every aggregate that n reads for a member of a
// dimension, with its frame and scope. "" is a column.
func (e *Evaluator) leaves(n formula.Node, s scope, dimension string, visit func(*plan.Aggregate, calendar.Frame, scope)) {
	c := e.Plan.Calendar
	switch n := n.(type) {
	case *formula.Aggregate:
		if f, ok := s.window.read(c); ok {
			visit(e.Plan.Aggregates[n.Slot], f, s)
		}
	case *formula.Ref:
		e.leaves(e.Plan.Numbers[n.ID].Formula, s, dimension, visit)
	case *formula.Window:
		inner := s
		if n.Func == "growth" {
			e.leaves(n.X, s, dimension, visit)
			inner.window = s.window.previous(1)
			if n.Against == "last_year" {
				inner.window = s.window.lastYear(1)
			}
		} else {
			inner.window = windows[n.Func](c, s.window, n)
		}
		e.leaves(n.X, inner, dimension, visit)
	case *formula.Each:
		e.partLeaves(n, s, dimension, visit)
	case *formula.Total:
		// What is the same for all members makes nobody a member.
		if n.Dimension != "" && n.Dimension != dimension {
			e.leaves(n.X, s.without(n.Dimension), dimension, visit)
		}
	default:
		for _, child := range formula.Children(n) {
			e.leaves(child, s, dimension, visit)
		}
	}
}

func (e *Evaluator) partLeaves(n *formula.Each, s scope, dimension string, visit func(*plan.Aggregate, calendar.Frame, scope)) {
	if n.Unit == "" {
		e.leaves(n.X, s, dimension, visit)
		return
	}
	f, ok := s.window.read(e.Plan.Calendar)
	if !ok {
		return
	}
	parts := e.parts(f, n.Unit)
	if len(parts) == 0 {
		parts = append(parts, f) // which tells that it has not begun
	}
	for _, part := range parts {
		e.leaves(n.X, scope{window: window{frame: part}, only: s.only}, dimension, visit)
	}
}

// Members lists the members of a dimension that have a row in a frame that n
// reads, in the order of the rows.
func (e *Evaluator) Members(n formula.Node, f calendar.Frame, dimension string) []string {
	d := e.Plan.Dimension(dimension)
	var out []string
	e.leaves(n, scope{window: window{frame: f}}, dimension, func(a *plan.Aggregate, f calendar.Frame, s scope) {
		if d.In[a.Source.ID] == nil || e.unavailable(a, f, s) != status.NoReason {
			return
		}
		for _, p := range e.counted(a, f) {
			if text, given := e.memberText(d.In[a.Source.ID], d, p); given && e.belongs(p, s) && !contains(out, text) {
				out = append(out, text)
			}
		}
	})
	return out
}
