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

// A Need is an aggregate in the frame that it is read in.
type Need struct {
	Slot  int
	Frame calendar.Frame
	Total bool // of all rows, also in the line of a member
	Each  int  // 1 + the slot of the plan's Each whose members are computed one by one; 0 is none
	Part  bool // of one of the periods that an Each computes one by one
}

// Needs calls need for every aggregate that n reads in the frame f. Where n is
// computed for the members of a dimension, it is named.
func Needs(p *plan.Plan, n formula.Node, f calendar.Frame, dimension string, need func(Need)) {
	s := &search{plan: p, need: need, dimension: dimension, seen: map[visited]bool{}}
	s.visit(n, window{frame: f}, reach{})
}

// A search visits each KPI and measure once in each window.
type search struct {
	plan      *plan.Plan
	need      func(Need)
	dimension string
	seen      map[visited]bool
}

// A reach says of whose rows a part of a formula is computed.
type reach struct {
	total bool
	each  int
	part  bool
}

type visited struct {
	reference
	reach
}

func (s *search) visit(n formula.Node, w window, r reach) {
	switch n := n.(type) {
	case nil:
	case *formula.Aggregate:
		if f, ok := w.moved(s.plan.Calendar); ok {
			s.need(Need{Slot: n.Slot, Frame: f, Total: r.total, Each: r.each, Part: r.part})
		}
	case *formula.Ref:
		key := visited{reference{id: n.ID, frame: w.frame, moves: w.steps()}, r}
		if number := s.plan.Numbers[n.ID]; number != nil && !s.seen[key] {
			s.seen[key] = true
			s.visit(number.Formula, w, r)
		}
	case *formula.Window:
		s.visit(n.X, w.enter(s.plan.Calendar, n), r)
		if n.Func == "growth" {
			s.visit(n.X, w.base(n), r)
		}
	case *formula.Total:
		s.visit(n.X, w, s.outside(r, n))
	case *formula.Each:
		s.each(n, w, r)
	default:
		for _, child := range formula.Children(n) {
			s.visit(child, w, r)
		}
	}
}

// outside is the reach inside a total.
func (s *search) outside(r reach, n *formula.Total) reach {
	if n.Dimension == "" {
		return reach{total: true, part: r.part}
	}
	r.total = r.total || n.Dimension == s.dimension
	if drops(s.plan, r.each, n) {
		r.each = 0
	}
	return r
}

// drops reports whether a total leaves out the members of an Each.
func drops(p *plan.Plan, each int, n *formula.Total) bool {
	return each > 0 && (n.Dimension == "" || p.Eaches[each-1].Dimension == p.Dimension(n.Dimension))
}

func (s *search) each(n *formula.Each, w window, r reach) {
	if n.Unit == "" {
		r.each = n.Slot + 1
		s.visit(n.X, w, r)
		return
	}
	f, ok := w.moved(s.plan.Calendar)
	if !ok {
		return
	}
	r.part = true
	parts := s.plan.Calendar.Split(f, n.Unit)
	if len(parts) == 0 {
		parts = append(parts, f) // of which is told that it has not begun
	}
	for _, part := range parts {
		s.visit(n.X, window{frame: part}, r)
	}
}
