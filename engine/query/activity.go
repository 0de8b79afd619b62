package query

import (
	"fmt"

	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// active counts the rows of each entity by atom and puts the atoms of a window,
// and of the one before, together.
func (b *Batch) active(all []activity, known map[string][]series.Member) []sql.With {
	in := b.begin()
	day := in.rows.day(b.Clock)
	in.output("atom", b.atoms.expr(day))
	in.output("e", in.rows.expr(b.entity))
	in.columns()
	in.sel.Where = b.atoms.within(day)
	in.end()
	with, from := b.dimensioned(in, append(in.with, sql.With{Name: "rows", Select: in.sel}), known)
	return append(with,
		sql.With{Name: "acts", Select: b.acts(in, all, from)},
		b.spans(),
		sql.With{Name: "pairs", Select: b.pairs(all)})
}

// acts counts the rows of each entity in each atom, and adds up their amounts.
func (b *Batch) acts(in *inner, all []activity, from string) *sql.Select {
	e, atom := sql.Column{Name: "e"}, sql.Column{Name: "atom"}
	s := &sql.Select{From: sql.Table{Name: from}, Sets: b.sets(e, atom)}
	s.Columns = []sql.Output{{X: b.grouping(), Name: "s"}, {X: e, Name: "e"}, {X: atom, Name: "atom"}}
	for _, name := range b.memberColumns() {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
	}
	for i, a := range all {
		for _, p := range b.activityColumns(a) {
			s.Columns = append(s.Columns, sql.Output{X: in.activity(a, p), Name: fmt.Sprintf("%s%d", p, i)})
		}
	}
	return s
}

// activity is a number of an activity over the rows of inner.
func (in *inner) activity(a activity, name string) sql.Expr {
	switch {
	case name == "rows":
		return in.aggregate(part{fn: "rows", where: a.where})
	case name == "values":
		return in.aggregate(part{fn: "values", x: a.x, where: a.where})
	}
	return in.aggregate(part{fn: "sum", x: a.x, where: a.where})
}

// spans lists the atoms of each window, and of the one before, which is never
// cut.
func (b *Batch) spans() sql.With {
	w := sql.With{Name: "spans", Columns: []string{"first_day", "w", "now"}}
	add := func(i int, f calendar.Frame, now int) {
		for _, d := range b.atoms.firstDays(f) {
			w.Rows = append(w.Rows, []sql.Expr{sql.Day(d.String()), sql.Int(i), sql.Int(now)})
		}
	}
	for i, f := range b.Frames {
		add(i, f, 1)
		if before, ok := plan.Before(b.request.Plan.Calendar, f); ok && b.compares() {
			add(i, before, 0)
		}
	}
	return w
}

// compares reports whether any part looks at the window before.
func (b *Batch) compares() bool {
	for _, p := range b.parts {
		if p.over != "top_share" {
			return true
		}
	}
	return false
}

// pairs puts what an entity does in a window beside what it did before.
func (b *Batch) pairs(all []activity) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: "acts"}, Joins: []sql.Join{{Table: sql.Table{Name: "spans"}, Inner: true, On: []sql.Expr{
		sql.Binary{Op: "=", X: sql.Column{Table: "acts", Name: "atom"}, Y: sql.Column{Table: "spans", Name: "first_day"}},
	}}}}
	for _, name := range append([]string{"s", "w", "e"}, b.memberColumns()...) {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
		s.GroupBy = append(s.GroupBy, sql.Column{Name: name})
	}
	for i, a := range all {
		for now, side := range []string{"before", "now"} {
			here := sql.Binary{Op: "=", X: sql.Column{Name: "now"}, Y: sql.Int(now)}
			for _, p := range b.activityColumns(a) {
				sum := sql.Expr(sql.Call{Func: "sum", Args: []sql.Expr{sql.If(here, numbered(p, i))}})
				if p != "sum" {
					sum = orZero(sum)
				}
				s.Columns = append(s.Columns, sql.Output{X: sum, Name: fmt.Sprintf("%s_%s%d", side, p, i)})
			}
		}
	}
	return s
}
