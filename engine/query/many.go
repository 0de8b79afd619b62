package query

import (
	"fmt"
	"maps"
	"slices"

	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/sql"
)

// A many is a join to many rows on its way into a statement: a named query
// reduces the other side to one row for each key before it is joined, so that
// the join multiplies nothing.
type many struct {
	alias string
	path  []string // to the row that the join belongs to
	owner *plan.Source
	plan  *plan.Join
	other *rows
	parts []reducedPart
}

// A reducedPart is an aggregate of the other side, by its text.
type reducedPart struct {
	text string
	x    sql.Expr
}

// reduced returns what a row reads from a join to many. Without a row on the
// other side sums and counts are 0.
func (r *rows) reduced(n *formula.Reduced) sql.Expr {
	r.ask(n.Path)
	m := r.joinMany(n)
	x, where := m.expr(n.X), m.expr(n.Where)
	count := m.part("count "+formula.Format(n.Where), sql.Call{Func: "count", Args: []sql.Expr{sql.If(where, sql.Int(1))}})
	none := sql.Binary{Op: "=", X: sql.Call{Func: "coalesce", Args: []sql.Expr{count, sql.Int(0)}}, Y: sql.Int(0)}
	if n.Func == "count" {
		return sql.Call{Func: "coalesce", Args: []sql.Expr{count, sql.Int(0)}}
	}
	args := []sql.Expr{sql.If(where, x)}
	name := n.Func
	switch n.Func {
	case "median":
		name, args = "percentile", append(args, sql.Float(0.5))
	case "percentile":
		args = append(args, sql.Float(n.P))
	}
	value := m.part(formula.Format(n), sql.Call{Func: name, Args: args})
	switch n.Func {
	case "sum", "count_distinct":
		return sql.Case{Whens: []sql.When{{If: none, Then: sql.Int(0)}}, Else: value}
	}
	return value
}

func (r *rows) joinMany(n *formula.Reduced) *many {
	path := append(append([]string(nil), n.Path...), n.Join)
	alias := r.alias(path)
	m, ok := r.many[alias]
	if !ok {
		owner := r.reached(n.Path)
		join := owner.Joins[n.Join]
		m = &many{alias: alias, path: n.Path, owner: owner, plan: join, other: r.over(join.Source)}
		r.many[alias] = m
	}
	return m
}

func (m *many) expr(n formula.Node) sql.Expr {
	if n == nil {
		return nil
	}
	return m.other.expr(n)
}

// part adds an aggregate to the named query, once, and returns its column.
func (m *many) part(text string, x sql.Expr) sql.Expr {
	at := len(m.parts)
	for i, p := range m.parts {
		if p.text == text {
			at = i
		}
	}
	if at == len(m.parts) {
		m.parts = append(m.parts, reducedPart{text, x})
	}
	return sql.Column{Table: m.alias, Name: fmt.Sprintf("m%d", at)}
}

// with returns the named queries of all joins to many.
func (r *rows) with() []sql.With {
	var out []sql.With
	for _, name := range slices.Sorted(maps.Keys(r.many)) {
		out = append(out, r.many[name].with(r)...)
	}
	return out
}

func (m *many) name() string   { return "many " + m.alias }
func (m *many) starts() string { return "starts " + m.alias }

func keyColumn(i int) string { return fmt.Sprintf("k%d", i) }

// with reduces the rows of the other side by the key, and, where only those of
// a span of days are read, by the day that the span starts with.
func (m *many) with(r *rows) []sql.With {
	var out []sql.With
	s := &sql.Select{From: m.other.table()}
	var spans []sql.Join
	keep := func(x sql.Expr, name string) {
		s.Columns = append(s.Columns, sql.Output{X: x, Name: name})
		s.GroupBy = append(s.GroupBy, x)
	}
	for i := range m.plan.Other {
		keep(m.other.expr(m.plan.Other[i]), keyColumn(i))
	}
	if m.plan.Within > 0 {
		out = append(out, m.startsOf(r))
		keep(sql.Column{Table: m.starts(), Name: "start"}, "start")
		spans = []sql.Join{m.span()}
	}
	for i, p := range m.parts {
		s.Columns = append(s.Columns, sql.Output{X: p.x, Name: fmt.Sprintf("m%d", i)})
	}
	if c := m.plan.Source.Clock; c != nil && r.cut && m.plan.Source.Covers == "" {
		day := m.other.day(c)
		known := sql.Binary{Op: "<=", X: day, Y: sql.Day(r.asOf.String())}
		s.Where = []sql.Expr{sql.Binary{Op: "OR", X: sql.IsNull{X: day}, Y: known}}
	}
	s.Joins = append(m.other.joins(), spans...)
	s.With = m.other.with()
	return append(out, sql.With{Name: m.name(), Select: s})
}

// startsOf lists the days that spans start with, key by key.
func (m *many) startsOf(r *rows) sql.With {
	from := r.over(m.owner)
	s := &sql.Select{From: from.table()}
	keep := func(x sql.Expr, name string) {
		s.Columns = append(s.Columns, sql.Output{X: x, Name: name})
		s.GroupBy = append(s.GroupBy, x)
	}
	for i := range m.plan.Local {
		keep(from.expr(m.plan.Local[i]), keyColumn(i))
	}
	keep(from.day(m.owner.Clock), "start")
	s.Joins, s.With = from.joins(), from.with()
	return sql.With{Name: m.starts(), Select: s}
}

// span keeps the rows of the other side that are dated inside the span.
func (m *many) span() sql.Join {
	start := sql.Column{Table: m.starts(), Name: "start"}
	day := m.other.day(m.plan.Source.Clock)
	last := sql.Call{Func: "days_after", Args: []sql.Expr{start, sql.Int(m.plan.Within)}}
	on := []sql.Expr{sql.Binary{Op: ">=", X: day, Y: start}, sql.Binary{Op: "<=", X: day, Y: last}}
	for i := range m.plan.Other {
		on = append(on, sql.Binary{Op: "=", X: m.other.expr(m.plan.Other[i]), Y: sql.Column{Table: m.starts(), Name: keyColumn(i)}})
	}
	return sql.Join{Table: sql.Table{Name: m.starts()}, Inner: true, On: on}
}

// join joins the reduced rows to those that ask for them.
func (m *many) join(r *rows) sql.Join {
	out := sql.Join{Table: sql.Table{Name: m.name(), Alias: m.alias}}
	for i := range m.plan.Local {
		local := r.expr(formula.Rebase(m.plan.Local[i], formula.Place{}, m.path))
		out.On = append(out.On, sql.Binary{Op: "=", X: local, Y: sql.Column{Table: m.alias, Name: keyColumn(i)}})
	}
	if m.plan.Within > 0 {
		day := r.day(formula.Rebase(m.owner.Clock, formula.Place{}, m.path))
		out.On = append(out.On, sql.Binary{Op: "=", X: day, Y: sql.Column{Table: m.alias, Name: "start"}})
	}
	return out
}

// compares returns the joins that the condition of the join itself reads.
func (m *many) compares(r *rows) map[string][]string {
	asked := r.over(r.source)
	m.join(asked)
	return asked.paths
}
