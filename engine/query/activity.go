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
	in.sel.Where = []sql.Expr{sql.Binary{Op: "<", X: day, Y: sql.Day(b.atoms.until.String())}}
	in.end()
	with, from := b.dimensioned(in, append(in.with, sql.With{Name: "rows", Select: in.sel}), known)
	return append(with,
		sql.With{Name: "acts", Select: b.acts(in, all, from)},
		sql.With{Name: "seen", Select: b.seen(all)},
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
		for _, p := range activityParts {
			s.Columns = append(s.Columns, sql.Output{X: in.activity(a, p), Name: fmt.Sprintf("%s%d", p, i)})
		}
	}
	return s
}

// activityParts are the numbers of an activity.
var activityParts = []string{"rows", "values", "sum"}

// activity is a number of an activity over the rows of inner.
func (in *inner) activity(a activity, name string) sql.Expr {
	switch {
	case name == "rows":
		return in.aggregate(part{fn: "rows", where: a.where})
	case a.x == nil:
		return sql.Int(0)
	case name == "values":
		return in.aggregate(part{fn: "values", x: a.x, where: a.where})
	}
	return in.aggregate(part{fn: "sum", x: a.x, where: a.where})
}

// seen adds to each atom of an entity the first one of all.
func (b *Batch) seen(all []activity) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: "acts"}}
	names := append([]string{"s", "e", "atom"}, b.memberColumns()...)
	for i := range all {
		for _, p := range activityParts {
			names = append(names, fmt.Sprintf("%s%d", p, i))
		}
	}
	for _, name := range names {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
	}
	same := []sql.Expr{sql.Column{Name: "s"}, sql.Column{Name: "e"}}
	for _, name := range b.memberColumns() {
		same = append(same, sql.Column{Name: name})
	}
	for i := range all {
		does := sql.If(above(numbered("rows", i)), sql.Column{Name: "atom"})
		first := sql.Over{X: sql.Call{Func: "min", Args: []sql.Expr{does}}, Partition: same}
		s.Columns = append(s.Columns, sql.Output{X: first, Name: fmt.Sprintf("first%d", i)})
	}
	return s
}

// spans lists the atoms of each window, and of the one before, which is never
// cut.
func (b *Batch) spans() sql.With {
	w := sql.With{Name: "spans", Columns: []string{"first_day", "w", "start", "now"}}
	add := func(i int, f, window calendar.Frame, now int) {
		for _, d := range b.atoms.firstDays(f) {
			w.Rows = append(w.Rows, []sql.Expr{sql.Day(d.String()), sql.Int(i), sql.Day(window.Start.String()), sql.Int(now)})
		}
	}
	for i, f := range b.Frames {
		add(i, f, f, 1)
		if before, ok := plan.Before(b.request.Plan.Calendar, f); ok {
			add(i, before, f, 0)
		}
	}
	return w
}

// pairs puts what an entity does in a window beside what it did before.
func (b *Batch) pairs(all []activity) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: "seen"}, Joins: []sql.Join{{Table: sql.Table{Name: "spans"}, Inner: true, On: []sql.Expr{
		sql.Binary{Op: "=", X: sql.Column{Table: "seen", Name: "atom"}, Y: sql.Column{Table: "spans", Name: "first_day"}},
	}}}}
	for _, name := range append([]string{"s", "w", "start", "e"}, b.memberColumns()...) {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
		s.GroupBy = append(s.GroupBy, sql.Column{Name: name})
	}
	for i := range all {
		for now, side := range []string{"before", "now"} {
			here := sql.Binary{Op: "=", X: sql.Column{Name: "now"}, Y: sql.Int(now)}
			for _, p := range activityParts {
				sum := sql.Expr(sql.Call{Func: "sum", Args: []sql.Expr{sql.If(here, numbered(p, i))}})
				if p != "sum" {
					sum = orZero(sum)
				}
				s.Columns = append(s.Columns, sql.Output{X: sum, Name: fmt.Sprintf("%s_%s%d", side, p, i)})
			}
		}
		first := sql.Call{Func: "min", Args: []sql.Expr{numbered("first", i)}}
		s.Columns = append(s.Columns, sql.Output{X: first, Name: fmt.Sprintf("first%d", i)})
	}
	return s
}
