package query

import (
	"fmt"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/sql"
)

// Counts asks, in one pass over all rows of a source, for the number of rows
// where each of the conditions is true, in their order.
func Counts(p *plan.Plan, s *plan.Source, conditions []formula.Node) sql.Statement {
	r := newRows(s)
	r.plan = p
	sel := &sql.Select{From: r.table()}
	for i, c := range conditions {
		count := sql.Call{Func: "count", Args: []sql.Expr{sql.If(r.expr(c), sql.Int(1))}}
		sel.Columns = append(sel.Columns, sql.Output{X: count, Name: fmt.Sprintf("n%d", i)})
	}
	sel.Joins, sel.With = r.joins(), r.with()
	return sql.Print(sel, sql.DuckDB)
}

// A Sample is what to show of the rows where a condition is true: those that
// look alike are counted together, and the most frequent stand first.
type Sample struct {
	Where   formula.Node
	Shown   []formula.Node // columns
	Located bool           // the source's table has a rowid that means something
	Limit   int
}

// Examples asks for a sample of the rows of a source. Each row of the answer has
// the columns shown as text, the number of rows alike, and the rowid of the
// first of them; it is NULL where rows are not located.
func (x Sample) Examples(p *plan.Plan, s *plan.Source) sql.Statement {
	r := newRows(s)
	r.plan = p
	sel := &sql.Select{From: r.table(), Where: []sql.Expr{r.expr(x.Where)}, Limit: x.Limit}
	for i, n := range x.Shown {
		text := sql.Cast{X: r.expr(n), Type: sql.Text}
		sel.Columns = append(sel.Columns, sql.Output{X: text, Name: fmt.Sprintf("v%d", i)})
		sel.GroupBy = append(sel.GroupBy, text)
	}
	alike := sql.Call{Func: "count", Args: []sql.Expr{sql.Int(1)}}
	first := sql.Expr(sql.Null{})
	sel.OrderBy = []sql.Order{{X: alike, Descending: true}}
	if x.Located {
		first = sql.Call{Func: "min", Args: []sql.Expr{sql.Column{Table: r.alias(nil), Name: "rowid"}}}
		sel.OrderBy = append(sel.OrderBy, sql.Order{X: first})
	}
	for _, text := range sel.GroupBy {
		sel.OrderBy = append(sel.OrderBy, sql.Order{X: text})
	}
	sel.Columns = append(sel.Columns, sql.Output{X: alike, Name: "n"}, sql.Output{X: first, Name: "first"})
	sel.Joins, sel.With = r.joins(), r.with()
	return sql.Print(sel, sql.DuckDB)
}

// Days asks for the days of a source's clock with the number of their rows.
func Days(s *plan.Source) sql.Statement {
	r := newRows(s)
	day := r.day(s.Clock)
	sel := &sql.Select{From: r.table(), GroupBy: []sql.Expr{day}, Where: []sql.Expr{sql.Not{X: sql.IsNull{X: day}}}}
	sel.Columns = []sql.Output{{X: day, Name: "day"}, {X: sql.Call{Func: "count", Args: []sql.Expr{sql.Int(1)}}, Name: "n"}}
	sel.Joins, sel.With = r.joins(), r.with()
	return sql.Print(sel, sql.DuckDB)
}

// After is the condition that a row of the source is dated after a day. The
// source has a clock.
func After(s *plan.Source, day calendar.Date) formula.Node {
	n := &formula.Binary{Op: ">", X: s.Clock, Y: &formula.DateLiteral{Base: formula.Base{Type: formula.Type{Kind: formula.Date}}, Value: day}}
	n.Type = formula.Type{Kind: formula.Boolean, Nullable: true}
	return n
}
