package series

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A window is the stretch of time that a part of a formula is computed in.
// Walking a formula from the outside in, trailing, to_date and whole widen the
// frame; previous and last_year are kept and applied at the aggregates, because
// they move the widened window by its own length.
type window struct {
	frame calendar.Frame
	moves []move
}

type move struct {
	lastYear bool
	n        int
}

// enter returns the window inside w.
func (w window) enter(c calendar.Calendar, n *formula.Window) window {
	switch n.Func {
	case "trailing":
		w.frame = c.Trailing(w.frame, n.N, n.Unit)
	case "to_date":
		w.frame = c.ToDate(w.frame, n.Unit)
	case "whole":
		w.frame = c.Whole(w.frame, n.Unit)
	case "previous":
		w.moves = append(slices.Clip(w.moves), move{n: n.N})
	case "last_year":
		w.moves = append(slices.Clip(w.moves), move{lastYear: true, n: n.N})
	}
	return w
}

// base returns the window that growth compares with.
func (w window) base(n *formula.Window) window {
	w.moves = append(slices.Clip(w.moves), move{lastYear: n.Against == "last_year", n: 1})
	return w
}

// moved returns the frame that an aggregate reads. It is false where there is
// no such period, as last year's week 53.
func (w window) moved(c calendar.Calendar) (calendar.Frame, bool) {
	f, ok := w.frame, true
	for _, m := range w.moves {
		if !ok {
			break
		}
		if m.lastYear {
			f, ok = c.LastYear(f, m.n)
		} else {
			f, ok = c.Previous(f, m.n)
		}
	}
	return f, ok
}

// Needs calls need for every aggregate that n reads in the frame f, with the
// frame that the aggregate itself is read in.
func Needs(p *plan.Plan, n formula.Node, f calendar.Frame, need func(slot int, f calendar.Frame)) {
	needs(p, n, window{frame: f}, need)
}

func needs(p *plan.Plan, n formula.Node, w window, need func(int, calendar.Frame)) {
	switch n := n.(type) {
	case nil:
	case *formula.Aggregate:
		if f, ok := w.moved(p.Calendar); ok {
			need(n.Slot, f)
		}
	case *formula.Ref:
		if number := p.Numbers[n.ID]; number != nil {
			needs(p, number.Formula, w, need)
		}
	case *formula.Window:
		needs(p, n.X, w.enter(p.Calendar, n), need)
		if n.Func == "growth" {
			needs(p, n.X, w.base(n), need)
		}
	default:
		for _, child := range formula.Children(n) {
			needs(p, child, w, need)
		}
	}
}
