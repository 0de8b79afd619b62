package query

import (
	"fmt"

	"kpi/engine/calendar"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// mostSideColumns is the number of columns that an entity's row may have: more of
// them cost more than rows.
const mostSideColumns = 200

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
	if c := b.atomColumns(all); len(c.atoms)*c.each <= mostSideColumns {
		return append(with,
			sql.With{Name: "acts", Select: c.acts(in, from), Once: true},
			sql.With{Name: "pairs", Select: c.pairs()})
	}
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
			s.Columns = append(s.Columns, sql.Output{X: in.activity(a, p, nil), Name: fmt.Sprintf("%s%d", p, i)})
		}
	}
	return s
}

// activity is a number of an activity over the rows of inner that also meet a
// condition; nil is all.
func (in *inner) activity(a activity, name string, also sql.Expr) sql.Expr {
	switch name {
	case "rows":
		return in.aggregateIf(part{fn: "rows", where: a.where}, also)
	case "values":
		return in.aggregateIf(part{fn: "values", x: a.x, where: a.where}, also)
	}
	return in.aggregateIf(part{fn: "sum", x: a.x, where: a.where}, also)
}

// spans lists the atoms of each window, and of the one before, which is never
// cut.
func (b *Batch) spans() sql.With {
	w := sql.With{Name: "spans", Columns: []string{"first_day", "w", "now"}}
	add := func(i int, atoms []calendar.Date, now int) {
		for _, d := range atoms {
			w.Rows = append(w.Rows, []sql.Expr{sql.Day(d.String()), sql.Int(i), sql.Int(now)})
		}
	}
	for i, f := range b.Frames {
		now, before := b.sides(f)
		add(i, now, 1)
		add(i, before, 0)
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
