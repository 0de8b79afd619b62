package query

import (
	"fmt"

	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/sql"
)

// inner is the query over the rows of a source that a statement begins with:
// when a row counts, the dimensions, and each condition and operand once.
type inner struct {
	batch      *Batch
	rows       *rows
	with       []sql.With // what sel reads
	sel        *sql.Select
	conditions map[string]sql.Expr // by text
	operands   map[string]sql.Expr
}

func (b *Batch) begin() *inner {
	r := b.newRows()
	return &inner{batch: b, rows: r, sel: &sql.Select{From: r.table()}, conditions: map[string]sql.Expr{}, operands: map[string]sql.Expr{}}
}

func (b *Batch) newRows() *rows {
	r := newRows(b.Source)
	r.plan, r.asOf, r.cut = b.request.Plan, b.request.AsOf, true
	return r
}

// inner reads rows by their clock, each with its atom.
func (b *Batch) inner() *inner {
	in := b.begin()
	day := in.rows.day(b.Clock)
	in.output("atom", b.atoms.expr(day))
	in.columns()
	if b.Source.Covers == "" {
		in.sel.Where = b.atoms.within(day)
	} else {
		in.sel.Where = []sql.Expr{sql.Not{X: sql.IsNull{X: day}}}
	}
	return in.end()
}

// columns adds the dimensions, the conditions and the operands.
func (in *inner) columns() {
	for i, d := range in.batch.Dimensions {
		in.output(memberColumn(i), in.rows.member(d.In[in.batch.Source.ID], d))
	}
	for _, p := range in.batch.parts {
		in.remember(in.conditions, "p", p.where)
		in.remember(in.operands, "x", p.x)
	}
}

// end adds the filter and, when all expressions are known, the joins.
func (in *inner) end() *inner {
	if filter := in.batch.request.Filters[in.batch.Source.ID]; filter != nil {
		in.sel.Where = append(in.sel.Where, in.rows.expr(filter))
	}
	in.sel.Joins = append(in.rows.joins(), in.sel.Joins...)
	in.with = append(in.rows.with(), in.with...)
	return in
}

func memberColumn(i int) string { return fmt.Sprintf("d%d", i) }

func (in *inner) output(name string, x sql.Expr) {
	in.sel.Columns = append(in.sel.Columns, sql.Output{X: x, Name: name})
}

// remember computes n once, under a name of its own.
func (in *inner) remember(seen map[string]sql.Expr, prefix string, n formula.Node) {
	key := formula.Format(n)
	if n == nil || seen[key] != nil {
		return
	}
	name := fmt.Sprintf("%s%d", prefix, len(seen))
	in.output(name, in.rows.expr(n))
	seen[key] = sql.Column{Name: name}
}

// member is what a row belongs to by n, as text. Bands of a dimension give their
// place in the order; d may be nil.
func (r *rows) member(n formula.Node, d *plan.Dimension) sql.Expr {
	x := r.expr(n)
	if d == nil || len(d.Bands) == 0 {
		return sql.Cast{X: x, Type: sql.Text}
	}
	var c sql.Case
	c.Whens = append(c.Whens, sql.When{If: sql.IsNull{X: x}, Then: sql.Null{}})
	for i, upper := range d.Bands {
		c.Whens = append(c.Whens, sql.When{If: sql.Binary{Op: "<=", X: x, Y: sql.Arg{Value: upper}}, Then: sql.Word(bandCode(i))})
	}
	c.Else = sql.Word(bandCode(len(d.Bands)))
	return c
}

func bandCode(i int) string { return fmt.Sprintf("%03d", i) }

// aggregate is the SQL of a part over the rows of inner. The condition stands
// in a CASE inside the aggregate: with many of them a FILTER clause is several
// times slower.
func (in *inner) aggregate(p part) sql.Expr { return in.aggregateIf(p, nil) }

// aggregateIf is the aggregate over the rows that also meet a condition; nil is
// all.
func (in *inner) aggregateIf(p part, also sql.Expr) sql.Expr {
	condition := sql.And(in.conditions[formula.Format(p.where)], also)
	x := in.operands[formula.Format(p.x)]
	switch p.fn {
	case "rows":
		if condition == nil {
			return sql.Call{Func: "count", Args: []sql.Expr{sql.Int(1)}}
		}
		return sql.Call{Func: "count", Args: []sql.Expr{sql.If(condition, sql.Int(1))}}
	case "values":
		return sql.Call{Func: "count", Args: []sql.Expr{sql.If(condition, x)}}
	case "percentile":
		return sql.Call{Func: "percentile", Args: []sql.Expr{sql.If(condition, x), sql.Float(p.p)}}
	}
	return sql.Call{Func: p.fn, Args: []sql.Expr{sql.If(condition, x)}}
}

func partColumn(i int) string { return fmt.Sprintf("a%d", i) }
