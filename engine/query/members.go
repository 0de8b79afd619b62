package query

import (
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/sql"
)

// Members asks for the different values of a dimension in the rows of a source
// that meet the filter; nil is all rows. Rows without a value give NULL, once.
func Members(s *plan.Source, d *plan.Dimension, filter formula.Node) sql.Statement {
	r := newRows(s)
	member := r.member(d.In[s.ID], d)
	q := &sql.Select{Columns: []sql.Output{{X: member, Name: "member"}}, From: r.table(), GroupBy: []sql.Expr{member}}
	if filter != nil {
		q.Where = []sql.Expr{r.expr(filter)}
	}
	q.Joins, q.With = r.joins(), r.with()
	return sql.Print(q, sql.DuckDB)
}
