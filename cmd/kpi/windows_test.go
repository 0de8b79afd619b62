package main

import (
	"fmt"
	"math"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/unit"
)

// sheet finds the rows of an aggregate in a window, and the day from which on
// an entity is new.
func (c *clerk) sheet(slot int, f calendar.Frame, of rowsOf) (sheetName, calendar.Date) {
	a := c.plan.Aggregates[slot]
	if a.Life != nil {
		f = f.CutAfter(c.asOf)
	}
	label := c.plan.Calendar.FrameLabel(f)
	if f.Partial() {
		label += fmt.Sprintf(" up to %s", f.Cut-1)
	}
	start := f.Start
	if a.Life != nil {
		before, _ := c.plan.Calendar.Previous(f.Uncut(), 1)
		start = before.Cut
	}
	each := ""
	if of.each != nil {
		each = " for each " + of.each.Dimension + formula.Format(of.each.Per)
	}
	total := of.total && c.question.Dimension != ""
	return sheetName{c.names[fmt.Sprintf("%d%s %t", slot, each, total)], label}, start
}

func (c *clerk) aggregate(n *formula.Aggregate, s span, of rowsOf) maybe {
	f, ok := c.frame(s)
	if !ok {
		return maybe{outside: true}
	}
	name, start := c.sheet(n.Slot, f, of)
	var member *string
	if of.each != nil {
		member = &of.member
	}
	return c.book.aggregate(c.t, c.plan.Aggregates[n.Slot], name, member, start)
}

// into is the span inside of a window function.
func (c *clerk) into(n *formula.Window, s span) span {
	k := c.plan.Calendar
	switch n.Func {
	case "trailing":
		s.frame = k.Trailing(s.frame, n.N, n.Unit)
	case "to_date":
		s.frame = k.ToDate(s.frame, n.Unit)
	case "whole":
		s.frame = k.Whole(s.frame, n.Unit)
	case "previous", "last_year":
		s.moves = append(append([]*formula.Window(nil), s.moves...), n)
	}
	return s
}

func (c *clerk) window(n *formula.Window, s span, of rowsOf) maybe {
	if n.Func != "growth" {
		return c.eval(n.X, c.into(n, s), of)
	}
	base := s
	base.moves = append(append([]*formula.Window(nil), s.moves...), n)
	now, before := c.eval(n.X, s, of), c.eval(n.X, base, of)
	switch {
	case !now.ok:
		return now
	case !before.ok:
		return before
	case n.X.Info().Type.Unit == unit.Percent:
		return some(now.v - before.v)
	case now.v*before.v < 0:
		return maybe{}
	}
	return some((now.v - before.v) / math.Abs(before.v))
}

// total drops the member that is asked about, or that an Each is at.
func (c *clerk) total(n *formula.Total, of rowsOf) rowsOf {
	if n.Dimension == "" {
		return rowsOf{total: true}
	}
	of.total = of.total || n.Dimension == c.question.Dimension
	if of.each != nil && of.each.Dimension == n.Dimension {
		of.each = nil
	}
	return of
}

func (c *clerk) each(n *formula.Each, s span, of rowsOf) maybe {
	var results []maybe
	missing := false
	if n.Unit != "" {
		f, ok := c.frame(s)
		if !ok {
			return maybe{outside: true}
		}
		for _, part := range c.plan.Calendar.Split(f, n.Unit) {
			results = append(results, c.eval(n.X, span{frame: part}, of))
		}
	} else {
		of.each = n
		members := map[string]bool{}
		c.leaves(n.X, s, of, func(name sheetName) {
			missing = missing || c.book.missing[name]
			for _, r := range c.book.rows[name] {
				members[r.member] = true
			}
		})
		for m := range members {
			of.member = m
			results = append(results, c.eval(n.X, s, of))
		}
	}
	return tallied(n.Func, results, missing)
}

// tallied adds up, averages or counts what members give.
func tallied(function string, results []maybe, missing bool) maybe {
	n, held, sum, outside := 0.0, 0.0, 0.0, missing && len(results) == 0
	for _, r := range results {
		if !r.ok {
			outside = outside || r.outside
			continue
		}
		n, sum = n+1, sum+r.v
		if r.v != 0 {
			held++
		}
	}
	switch {
	case n == 0 && outside:
		return maybe{outside: true}
	case function == "count_each":
		return some(held)
	case n == 0 && (function == "avg_each" || len(results) > 0):
		return maybe{}
	case function == "avg_each":
		return some(sum / n)
	}
	return some(sum)
}

// leaves calls visit for the rows of every aggregate that n reads member by
// member.
func (c *clerk) leaves(n formula.Node, s span, of rowsOf, visit func(sheetName)) {
	switch n := n.(type) {
	case nil:
	case *formula.Aggregate:
		if f, ok := c.frame(s); ok && of.each != nil {
			name, _ := c.sheet(n.Slot, f, of)
			visit(name)
		}
	case *formula.Ref:
		c.leaves(c.plan.Numbers[n.ID].Formula, s, of, visit)
	case *formula.Window:
		c.leaves(n.X, c.into(n, s), of, visit)
		if n.Func == "growth" {
			s.moves = append(append([]*formula.Window(nil), s.moves...), n)
			c.leaves(n.X, s, of, visit)
		}
	case *formula.Total:
		c.leaves(n.X, s, c.total(n, of), visit)
	case *formula.Each:
		if f, ok := c.frame(s); ok && n.Unit != "" {
			for _, part := range c.plan.Calendar.Split(f, n.Unit) {
				c.leaves(n.X, span{frame: part}, of, visit)
			}
		}
	default:
		for _, child := range formula.Children(n) {
			c.leaves(child, s, of, visit)
		}
	}
}
