package query

import (
	"fmt"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// A Clock is a source with one of the clocks that its rows are counted by.
type Clock struct {
	Source *plan.Source
	Node   formula.Node
}

// Key tells clocks apart.
func (c Clock) Key() string { return c.Source.ID + "\x00" + formula.Format(c.Node) }

// ReadsMany reports whether the clock reads a join to many: its days then depend
// on the rows that are known of the other side.
func (c Clock) ReadsMany() bool {
	found := false
	formula.Walk(c.Node, func(n formula.Node) {
		_, many := n.(*formula.Reduced)
		found = found || many
	})
	return found
}

// Clocks lists the clocks of all aggregates and sources, each once, with the
// days that begin and end the lives of levels.
func Clocks(p *plan.Plan) []Clock {
	var out []Clock
	seen := map[string]bool{}
	add := func(c Clock) {
		if c.Node != nil && !seen[c.Key()] {
			seen[c.Key()] = true
			out = append(out, c)
		}
	}
	for _, s := range p.Sources {
		add(Clock{s, s.Clock})
	}
	for _, a := range p.Aggregates {
		add(Clock{a.Source, a.Clock})
		if a.Life != nil {
			add(Clock{a.Source, a.Life.From})
			add(Clock{a.Source, a.Life.Until})
		}
	}
	return out
}

// Covered asks for the first and the last day of clocks of one source, and for
// the number of rows without one, in the order of the clocks. Rows of joins to
// many are read up to asOf; nil is all of them.
func Covered(clocks []Clock, asOf *calendar.Date) sql.Statement {
	r := newRows(clocks[0].Source)
	if asOf != nil {
		r.asOf, r.cut = *asOf, true
	}
	s := &sql.Select{From: r.table()}
	add := func(name string, i int, x sql.Expr) {
		s.Columns = append(s.Columns, sql.Output{X: x, Name: fmt.Sprintf("%s%d", name, i)})
	}
	for i, c := range clocks {
		day := r.day(c.Node)
		add("first", i, sql.Call{Func: "min", Args: []sql.Expr{day}})
		add("last", i, sql.Call{Func: "max", Args: []sql.Expr{day}})
		add("undated", i, sql.Binary{Op: "-", X: sql.Call{Func: "count", Args: []sql.Expr{sql.Int(1)}}, Y: sql.Call{Func: "count", Args: []sql.Expr{day}}})
	}
	s.Joins, s.With = r.joins(), r.with()
	return sql.Print(s, sql.DuckDB)
}

// DecodeCovered reads the answer to Covered for the i-th clock: the range, and
// the number of rows that belong to no period.
func DecodeCovered(values []any, i int) (series.Range, int, error) {
	values = values[3*i : 3*i+3]
	undated, err := integer(values[2])
	if err != nil {
		return series.Range{}, 0, err
	}
	first, ok := values[0].(time.Time)
	last, okLast := values[1].(time.Time)
	if !ok || !okLast {
		if values[0] != nil {
			return series.Range{}, 0, fmt.Errorf("the database gave %T for a date", values[0])
		}
		return series.Range{Empty: true}, undated, nil
	}
	return series.Range{First: calendar.DateOf(first), Last: calendar.DateOf(last)}, undated, nil
}

// Expression prints a formula over the columns of its own source, with its
// literals inside: what a proof that a key is unique goes by.
func Expression(s *plan.Source, n formula.Node) string {
	r := newRows(s)
	r.bare = true
	return sql.PrintExpr(r.expr(n), sql.DuckDB).Text
}
