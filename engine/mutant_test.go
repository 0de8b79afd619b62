package engine

import (
	"slices"

	"kpi/engine/sql"
)

// A way is a mistake that is easily made in SQL: a change of an expression, of
// a join, or of a query. Each returns false where it has no place.
type way struct {
	name string
	expr func(sql.Expr) (sql.Expr, bool)
	join func(*sql.Join) bool
	drop bool // one condition of WHERE
}

var ways = []way{
	{name: "a condition dropped", drop: true},
	{name: "the condition of an aggregate dropped", expr: func(x sql.Expr) (sql.Expr, bool) {
		c, ok := x.(sql.Case)
		if !ok || len(c.Whens) != 1 || c.Else != nil {
			return x, false
		}
		return c.Whens[0].Then, true
	}},
	{name: "rows without a partner lost", join: func(j *sql.Join) bool {
		was := j.Inner
		j.Inner = true
		return !was
	}},
	{name: "the day after the last one read", expr: operator("<", "<=")},
	{name: "the first day left out", expr: operator(">=", ">")},
	{name: "either taken for both", expr: operator("OR", "AND")},
	{name: "the mean of parts for their sum", expr: function("sum", "avg")},
	{name: "the largest of parts for all of them", expr: function("bit_or", "max")},
	{name: "rows counted for different values", expr: function("count_distinct", "count")},
	{name: "thirty days for a month", expr: func(x sql.Expr) (sql.Expr, bool) {
		c, ok := x.(sql.Call)
		if !ok || c.Func != "month_start" {
			return x, false
		}
		return sql.Call{Func: "days_after", Args: []sql.Expr{c.Args[0], sql.Int(-30)}}, true
	}},
	{name: "the first for the last", expr: function("max", "min")},
	{name: "the order turned round", expr: func(x sql.Expr) (sql.Expr, bool) {
		o, ok := x.(sql.Over)
		if !ok || len(o.Order) == 0 {
			return x, false
		}
		o.Order = slices.Clone(o.Order)
		for i := range o.Order {
			o.Order[i].Descending = !o.Order[i].Descending
		}
		return o, true
	}},
	{name: "the row before whoever it belongs to", expr: func(x sql.Expr) (sql.Expr, bool) {
		o, ok := x.(sql.Over)
		if !ok || len(o.Partition) == 0 {
			return x, false
		}
		o.Partition = nil
		return o, true
	}},
	{name: "missing taken for a value", expr: func(x sql.Expr) (sql.Expr, bool) {
		if _, ok := x.(sql.IsNull); !ok {
			return x, false
		}
		return sql.Binary{Op: "=", X: sql.Int(1), Y: sql.Int(0)}, true
	}},
}

func operator(from, to string) func(sql.Expr) (sql.Expr, bool) {
	return func(x sql.Expr) (sql.Expr, bool) {
		b, ok := x.(sql.Binary)
		if !ok || b.Op != from {
			return x, false
		}
		b.Op = to
		return b, true
	}
}

func function(from, to string) func(sql.Expr) (sql.Expr, bool) {
	return func(x sql.Expr) (sql.Expr, bool) {
		c, ok := x.(sql.Call)
		if !ok || c.Func != from {
			return x, false
		}
		c.Func = to
		return c, true
	}
}

// A change goes wrong in one way at one place, the first one is 0.
type change struct {
	way
	place, seen int
	done        bool
}

// here counts the places and tells the one to change.
func (c *change) here() bool {
	c.seen++
	c.done = c.done || c.seen == c.place+1
	return c.seen == c.place+1
}

func (c *change) query(s *sql.Select) {
	for _, w := range s.With {
		if w.Select != nil {
			c.query(w.Select)
		}
	}
	for i := range s.Columns {
		s.Columns[i].X = c.rewrite(s.Columns[i].X)
	}
	for i := range s.Joins {
		before := s.Joins[i]
		if c.join != nil && c.join(&before) && c.here() {
			s.Joins[i] = before
		}
		s.Joins[i].On = c.all(s.Joins[i].On)
	}
	if c.drop {
		for i := range s.Where {
			if c.here() {
				s.Where = slices.Delete(slices.Clone(s.Where), i, i+1)
				break
			}
		}
	}
	s.Where = c.all(s.Where)
	s.GroupBy = c.all(s.GroupBy)
	for _, more := range s.More {
		c.query(more)
	}
}

func (c *change) all(list []sql.Expr) []sql.Expr {
	out := make([]sql.Expr, len(list))
	for i, x := range list {
		out[i] = c.rewrite(x)
	}
	return out
}

func (c *change) rewrite(x sql.Expr) sql.Expr {
	if c.expr != nil {
		if changed, ok := c.expr(x); ok && c.here() {
			return changed
		}
	}
	switch x := x.(type) {
	case sql.Call:
		x.Args = c.all(x.Args)
		return x
	case sql.Binary:
		x.X, x.Y = c.rewrite(x.X), c.rewrite(x.Y)
		return x
	case sql.Not:
		x.X = c.rewrite(x.X)
		return x
	case sql.IsNull:
		x.X = c.rewrite(x.X)
		return x
	case sql.In:
		x.X = c.rewrite(x.X)
		return x
	case sql.Case:
		return c.branches(x)
	case sql.Cast:
		x.X = c.rewrite(x.X)
		return x
	case sql.Over:
		x.X = c.rewrite(x.X)
		return x
	}
	return x
}

func (c *change) branches(x sql.Case) sql.Expr {
	whens := make([]sql.When, len(x.Whens))
	for i, w := range x.Whens {
		whens[i] = sql.When{If: c.rewrite(w.If), Then: c.rewrite(w.Then)}
	}
	x.Whens = whens
	if x.Else != nil {
		x.Else = c.rewrite(x.Else)
	}
	return x
}
