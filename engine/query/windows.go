package query

import (
	"fmt"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// An edge is the first or the last day of a window, or of the period of grain
// unit around its last day.
type edge struct {
	end  bool
	unit calendar.Grain
}

// edge returns the column of the windows that holds an edge.
func (r *rows) edge(n *formula.PeriodEdge) sql.Expr {
	at := len(r.edges)
	for i, e := range r.edges {
		if e == (edge{n.End, n.Unit}) {
			at = i
		}
	}
	if at == len(r.edges) {
		r.edges = append(r.edges, edge{n.End, n.Unit})
	}
	return sql.Column{Table: rowWindows, Name: edgeColumn(at)}
}

func edgeColumn(i int) string { return fmt.Sprintf("edge%d", i) }

// day returns an edge of a frame; no edge lies after as-of.
func (e edge) day(c calendar.Calendar, f calendar.Frame, asOf calendar.Date) calendar.Date {
	last := min(f.Cut-1, asOf)
	first := f.Start
	if e.unit != "" {
		p := c.PeriodOf(e.unit, last)
		first, last = c.Start(p), min(c.End(p)-1, asOf)
	}
	if e.end {
		return last
	}
	return first
}

// windowed computes aggregates whose rows differ from window to window: every
// row meets each window that it belongs to. It also computes them for the
// members of an Each.
func (b *Batch) windowed(known map[string][]series.Member) *sql.Select {
	in := b.begin()
	join := in.meets()
	in.output("w", ofWindow("w"))
	if b.each > 0 {
		e := b.request.Plan.Eaches[b.each-1]
		of := in.rows.member(e.In(b.Source), e.Dimension)
		in.output("of", of)
		in.sel.Where = append(in.sel.Where, sql.Not{X: sql.IsNull{X: of}})
	}
	in.columns()
	if b.Source.Covers != "" {
		in.prorate(ofWindow("share"))
	}
	in.sel.Joins = []sql.Join{join}
	in.end()
	with := append(in.with, b.windowTable(in.rows.edges), sql.With{Name: "rows", Select: in.sel})
	return b.byWindow(in, with, known)
}

// rowWindows names the table of windows that rows are read in. It stands before
// the source in the statement, and no source has a space in its name.
const rowWindows = "row windows"

// ofWindow is a column of the window that a row belongs to.
func ofWindow(name string) sql.Expr { return sql.Column{Table: rowWindows, Name: name} }

// meets puts every row beside each window that it belongs to.
func (in *inner) meets() sql.Join {
	b, join := in.batch, sql.Join{Table: sql.Table{Name: rowWindows}, Inner: true}
	switch {
	case b.Life != nil:
		from, until := in.lived()
		join.On = alive(from, until, ofWindow("last"))
	case b.Source.Covers != "":
		join.On = []sql.Expr{sql.Binary{Op: "=", X: in.rows.day(b.Clock), Y: ofWindow("day")}}
	default:
		day := in.rows.day(b.Clock)
		join.On = []sql.Expr{sql.Binary{Op: ">=", X: day, Y: ofWindow("first")}, sql.Binary{Op: "<=", X: day, Y: ofWindow("last")}}
	}
	return join
}

// alive keeps the rows whose life holds a day.
func alive(from, until, day sql.Expr) []sql.Expr {
	on := []sql.Expr{sql.Binary{Op: "<=", X: from, Y: day}}
	if until != nil {
		on = append(on, sql.Binary{Op: "OR", X: sql.IsNull{X: until}, Y: sql.Binary{Op: ">", X: until, Y: day}})
	}
	return on
}

// prorate takes of each amount the share of the plan row's period that falls
// into the window.
func (in *inner) prorate(share sql.Expr) {
	for i, c := range in.sel.Columns {
		if in.isOperand(c.Name) {
			in.sel.Columns[i].X = sql.Binary{Op: "*", X: sql.Cast{X: c.X, Type: sql.Double}, Y: share}
		}
	}
}

func (in *inner) isOperand(name string) bool {
	for _, x := range in.operands {
		if x == sql.Expr(sql.Column{Name: name}) {
			return true
		}
	}
	return false
}

// windowTable lists the windows with their edges. Of a plan it lists the days
// that plan rows may have, with the share that belongs to each window.
func (b *Batch) windowTable(edges []edge) sql.With {
	w := sql.With{Name: rowWindows, Columns: []string{"w", "first", "last"}}
	if b.Source.Covers != "" {
		w.Columns = []string{"w", "day", "share"}
	}
	for i := range edges {
		w.Columns = append(w.Columns, edgeColumn(i))
	}
	c := b.request.Plan.Calendar
	for i, f := range b.Frames {
		var rest []sql.Expr
		for _, e := range edges {
			rest = append(rest, sql.Day(e.day(c, f, b.request.AsOf).String()))
		}
		row := func(x, y sql.Expr) { w.Rows = append(w.Rows, append([]sql.Expr{sql.Int(i), x, y}, rest...)) }
		if b.Source.Covers == "" {
			row(sql.Day(f.Start.String()), sql.Day((f.Cut - 1).String()))
			continue
		}
		until := c.End(c.PeriodOf(b.Source.Covers, f.Cut-1))
		for d := c.Start(c.PeriodOf(b.Source.Covers, f.Start)); d < until; d++ {
			row(sql.Day(d.String()), sql.Float(b.share(d, f)))
		}
	}
	return w
}

// byWindow groups rows that know their window.
func (b *Batch) byWindow(in *inner, with []sql.With, known map[string][]series.Member) *sql.Select {
	s := &sql.Select{With: with, From: sql.Table{Name: "rows"}}
	if len(b.Dimensions) > 0 {
		s.With = append(s.With, sql.With{Name: "shown", Select: b.shownRows(in, known)})
		s.From.Name = "shown"
	}
	keys := []sql.Expr{sql.Column{Name: "w"}}
	if b.each > 0 {
		keys = append(keys, sql.Column{Name: "of"})
	}
	b.groupWindows(s, keys)
	for i, p := range b.parts {
		s.Columns = append(s.Columns, sql.Output{X: sql.Cast{X: in.aggregate(p), Type: sql.Double}, Name: partColumn(i)})
	}
	return s
}

// groupWindows groups by keys, for all rows and by each dimension.
func (b *Batch) groupWindows(s *sql.Select, keys []sql.Expr) {
	s.Columns = []sql.Output{{X: b.grouping(), Name: "s"}}
	for _, k := range keys {
		s.Columns = append(s.Columns, sql.Output{X: k, Name: k.(sql.Column).Name})
	}
	if len(b.Dimensions) == 0 {
		s.Sets = [][]sql.Expr{keys}
	}
	for i := range b.Dimensions {
		member, folded := sql.Column{Name: memberColumn(i)}, sql.Column{Name: foldedColumn(i)}
		s.Columns = append(s.Columns, sql.Output{X: member, Name: member.Name}, sql.Output{X: folded, Name: folded.Name})
		s.Sets = append(s.Sets, slices.Concat(keys, []sql.Expr{member, folded}))
	}
}
