package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
)

// doubts say why terms of a rule must not be relied on in a period, by their
// formula. The nil doubts are none.
type doubts map[string]status.Reason

// doubtsIn finds the terms that must not be relied on in f.
func (x *ruling) doubtsIn(f calendar.Frame) doubts {
	var out doubts
	for _, t := range x.rule.Terms {
		if r := x.doubt(t, f); r != status.NoReason {
			if out == nil {
				out = doubts{}
			}
			out[formula.Format(t.Node)] = r
		}
	}
	return out
}

// doubt is the first reason that some aggregate below a term gives: it is not
// complete, out of date, or its source has no row at all.
func (x *ruling) doubt(t plan.Term, f calendar.Frame) status.Reason {
	if f.End-1 > x.View.AsOf {
		return status.Partial
	}
	found := status.NoReason
	series.Needs(x.Plan, t.Node, f, "", func(n series.Need) {
		// previous(activation) reads a period that had its time.
		if end := min(n.Frame.End, f.End); end-1+calendar.Date(t.Settles) > x.View.AsOf {
			found = status.Partial
		}
		a := x.Plan.Aggregates[n.Slot]
		// That there is no value before the data is seen where it is computed.
		if found == status.NoReason && n.Each == 0 && n.Frame.Cut > x.Range(a).First {
			found = x.doubtOf(a, n.Frame)
		}
	})
	return found
}

func (x *ruling) doubtOf(a *plan.Aggregate, f calendar.Frame) status.Reason {
	if r := x.cautionOf(a, f); r != status.NoReason {
		return r
	}
	if v := x.Evaluate(&formula.Aggregate{Slot: a.Slot}, f, series.Group{}); v.OK() && v.Empty {
		return status.Empty
	}
	return status.NoReason
}

// leaveOut puts a missing value in the place of each doubtful term.
func (d doubts) leaveOut(n formula.Node) formula.Node {
	if d == nil {
		return n
	}
	switch n := n.(type) {
	case *formula.Unary:
		return &formula.Unary{Base: n.Base, Op: n.Op, X: d.leaveOut(n.X)}
	case *formula.Binary:
		return &formula.Binary{Base: n.Base, Op: n.Op, X: d.leaveOut(n.X), Y: d.leaveOut(n.Y)}
	case *formula.Call:
		out := &formula.Call{Base: n.Base, Name: n.Name}
		for _, arg := range n.Args {
			out.Args = append(out.Args, d.leaveOut(arg))
		}
		return out
	}
	if _, doubtful := d[formula.Format(n)]; doubtful {
		return &formula.Missing{Base: *n.Info()}
	}
	return n
}
