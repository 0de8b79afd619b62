package query

import (
	"fmt"

	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// living looks which entities have a row that is alive at the end of a window,
// and at the end of the one before.
func (b *Batch) living(all []activity, known map[string][]series.Member) []sql.With {
	in := b.begin()
	from, until := in.lived()
	if until == nil {
		until = sql.Cast{X: sql.Null{}, Type: sql.Date}
	}
	in.output("e", in.rows.expr(b.entity))
	in.output("born", from)
	in.output("dead", until)
	in.columns()
	in.sel.Where = append(in.sel.Where, sql.Not{X: sql.IsNull{X: from}})
	in.end()
	with, rows := b.dimensioned(in, append(in.with, sql.With{Name: "rows", Select: in.sel}), known)
	return append(with,
		sql.With{Name: "lived", Select: b.firstLives(in, all, rows)},
		b.ends(),
		sql.With{Name: "pairs", Select: b.livingPairs(in, all)})
}

// firstLives adds to each row the first day on which its entity ever lived: of
// all rows, and of those of each dimension's member.
func (b *Batch) firstLives(in *inner, all []activity, from string) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: from}}
	for _, c := range in.sel.Columns {
		s.Columns = append(s.Columns, again(c))
		if i := b.dimensionOf(c.Name); i >= 0 {
			s.Columns = append(s.Columns, again(sql.Output{Name: foldedColumn(i)}))
		}
	}
	for i, a := range all {
		lives := sql.If(in.conditions[formula.Format(a.where)], sql.Column{Name: "born"})
		for j, set := range b.sets(sql.Column{Name: "e"}) {
			first := sql.Over{X: sql.Call{Func: "min", Args: []sql.Expr{lives}}, Partition: set}
			s.Columns = append(s.Columns, sql.Output{X: first, Name: firstColumn(i, j)})
		}
	}
	return s
}

func firstColumn(activity, set int) string { return fmt.Sprintf("first%d_%d", activity, set) }

// ends lists the last day of each window and of the one before. What began after
// that one is new.
func (b *Batch) ends() sql.With {
	w := sql.With{Name: "ends", Columns: []string{"w", "last", "prior", "start"}}
	for i, f := range b.Frames {
		before, ok := plan.Before(b.request.Plan.Calendar, f)
		if !ok {
			// The largest entities of a window need no window before it.
			before.Cut = f.Cut
		}
		w.Rows = append(w.Rows, []sql.Expr{sql.Int(i), sql.Day((f.Cut - 1).String()), sql.Day((before.Cut - 1).String()), sql.Day(before.Cut.String())})
	}
	return w
}

// livingPairs puts what is alive of an entity beside what was alive before.
func (b *Batch) livingPairs(in *inner, all []activity) *sql.Select {
	born, dead := sql.Column{Name: "born"}, sql.Column{Name: "dead"}
	after := func(day string) sql.Expr {
		return sql.Binary{Op: "OR", X: sql.IsNull{X: dead}, Y: sql.Binary{Op: ">", X: dead, Y: sql.Column{Name: day}}}
	}
	e, w, start := sql.Column{Name: "e"}, sql.Column{Name: "w"}, sql.Column{Name: "start"}
	s := &sql.Select{From: sql.Table{Name: "lived"}, Sets: b.sets(w, start, e), Joins: []sql.Join{{Table: sql.Table{Name: "ends"}, Inner: true, On: []sql.Expr{
		sql.Binary{Op: "<=", X: born, Y: sql.Column{Name: "last"}}, after("prior"),
	}}}}
	s.Columns = []sql.Output{{X: b.grouping(), Name: "s"}, {X: w, Name: "w"}, {X: start, Name: "start"}, {X: e, Name: "e"}}
	for _, name := range b.memberColumns() {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
	}
	sides := map[string]sql.Expr{"now": after("last"), "before": sql.Binary{Op: "<=", X: born, Y: sql.Column{Name: "prior"}}}
	for i, a := range all {
		for _, side := range []string{"before", "now"} {
			for _, name := range b.activityColumns(a) {
				s.Columns = append(s.Columns, sql.Output{X: in.alive(a, name, sides[side]), Name: fmt.Sprintf("%s_%s%d", side, name, i)})
			}
		}
		s.Columns = append(s.Columns, sql.Output{X: b.firstOf(i), Name: fmt.Sprintf("first%d", i)})
	}
	return s
}

// alive is a number of an activity over the rows that are alive.
func (in *inner) alive(a activity, name string, alive sql.Expr) sql.Expr {
	condition := sql.And(in.conditions[formula.Format(a.where)], alive)
	x := in.operands[formula.Format(a.x)]
	switch {
	case name == "rows":
		return sql.Call{Func: "count", Args: []sql.Expr{sql.If(condition, sql.Int(1))}}
	case name == "values":
		return sql.Call{Func: "count", Args: []sql.Expr{sql.If(condition, x)}}
	}
	return sql.Call{Func: "sum", Args: []sql.Expr{sql.If(condition, x)}}
}

// firstOf is the first day of an entity in the group at hand.
func (b *Batch) firstOf(activity int) sql.Expr {
	first := func(set int) sql.Expr {
		return sql.Call{Func: "min", Args: []sql.Expr{sql.Column{Name: firstColumn(activity, set)}}}
	}
	if len(b.Dimensions) == 0 {
		return first(0)
	}
	var c sql.Case
	for i := range b.Dimensions {
		c.Whens = append(c.Whens, sql.When{If: sql.Binary{Op: "=", X: b.grouping(), Y: sql.Int(b.groupingOf(i))}, Then: first(i)})
	}
	return c
}
