package series

import (
	"fmt"
	"slices"
	"strings"

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

// steps names the moves of w.
func (w window) steps() string {
	var b strings.Builder
	for _, m := range w.moves {
		fmt.Fprintf(&b, "%d,%t;", m.n, m.lastYear)
	}
	return b.String()
}

// Needs calls need for every aggregate that n reads in the frame f, with the
// frame that the aggregate itself is read in.
func Needs(p *plan.Plan, n formula.Node, f calendar.Frame, need func(slot int, f calendar.Frame)) {
	s := &search{plan: p, need: need, seen: map[reference]bool{}}
	s.visit(n, window{frame: f})
}

// A search visits each KPI and measure once in each window.
type search struct {
	plan *plan.Plan
	need func(slot int, f calendar.Frame)
	seen map[reference]bool
}

func (s *search) visit(n formula.Node, w window) {
	switch n := n.(type) {
	case nil:
	case *formula.Aggregate:
		if f, ok := w.moved(s.plan.Calendar); ok {
			s.need(n.Slot, f)
		}
	case *formula.Ref:
		key := reference{id: n.ID, frame: w.frame, moves: w.steps()}
		if number := s.plan.Numbers[n.ID]; number != nil && !s.seen[key] {
			s.seen[key] = true
			s.visit(number.Formula, w)
		}
	case *formula.Window:
		s.visit(n.X, w.enter(s.plan.Calendar, n))
		if n.Func == "growth" {
			s.visit(n.X, w.base(n))
		}
	default:
		for _, child := range formula.Children(n) {
			s.visit(child, w)
		}
	}
}
