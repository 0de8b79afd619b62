package formula

import (
	"fmt"
	"maps"
	"slices"

	"kpi/engine/calendar"
)

// members checks a function that computes a number once for each member, or
// without the filter of a dimension.
func (c *checker) members(n *Call, f *Function) Node {
	if c.rows != nil {
		c.errorf(n, "members-inside-aggregate", "%s works on whole numbers, and this formula reads one row at a time", n.Name).
			Notef("write it around the aggregate: %s", f.Example)
		return n
	}
	if n.Qualifier != nil {
		c.list.Errorf(n.Qualifier.Place.Range(), "function-scope", "only an aggregate can be qualified by a source")
	}
	if len(n.Args) < f.Required || len(n.Args) > len(f.Params) {
		c.errorf(n, "wrong-arguments", "%s takes %s, not %d", n.Name, howMany(f), len(n.Args)).Labelf("%s", f.Example)
		return n
	}
	n.Args[0] = c.check(n.Args[0])
	x := n.Args[0].Info().Type
	if !c.present(n.Args[0]) || x.Kind == Unknown {
		n.Type = Type{}
		return n
	}
	if !fits(x, f.Params[0].Kinds) {
		c.wrongArgument(n.Args[0], f.Params[0], f)
		return n
	}
	if n.Name == "total" {
		return c.total(n, f)
	}
	return c.each(n, f)
}

func (c *checker) total(n *Call, f *Function) Node {
	t := &Total{Base: n.Base, X: n.Args[0]}
	t.Type = f.Result([]Type{t.X.Info().Type})
	if len(n.Args) == 1 {
		return t
	}
	name, ok := n.Args[1].(*Name)
	if !ok || !c.numbers.Dimensions[name.Name] {
		c.noDimension(n.Args[1], n.Name)
		return n
	}
	t.Dimension = name.Name
	return t
}

func (c *checker) noDimension(at Node, function string) {
	name, ok := at.(*Name)
	if !ok {
		c.list.Errorf(Range(at), "unknown-dimension", "%s names a dimension", function)
		return
	}
	c.unknown(at, "unknown-dimension", fmt.Sprintf("there is no dimension %q", name.Name), slices.Collect(maps.Keys(c.numbers.Dimensions)), "dimensions")
}

func (c *checker) each(n *Call, f *Function) Node {
	e := &Each{Base: n.Base, Func: n.Name, X: n.Args[0]}
	e.Type = f.Result([]Type{e.X.Info().Type})
	switch per := n.Args[1].(type) {
	case *TextLiteral:
		grain, ok := calendar.ParseGrain(per.Value)
		if !ok {
			c.list.Errorf(per.Place.Range(), "bad-span", "%s needs a unit of the calendar, or the name of a dimension or column without quotes", n.Name).
				Labelf(`"day", "week", "month", "quarter" or "year"`)
		}
		e.Unit = grain
		return e
	case *Name:
		if c.numbers.Dimensions[per.Name] {
			e.Dimension = per.Name
			return e
		}
	}
	return c.eachRow(e, n)
}

// eachRow reads the members of an Each from the rows of the KPI's own source.
func (c *checker) eachRow(e *Each, n *Call) Node {
	if c.numbers.Rows == nil {
		c.noDimension(n.Args[1], n.Name)
		n.Type = Type{}
		return n
	}
	inner := &checker{list: c.list, rows: c.numbers.Rows, expanded: c.expanded}
	e.Per, e.Source = inner.check(n.Args[1]), c.numbers.Rows.Source
	if !c.present(e.Per) || e.Per.Info().Type.Kind == Unknown {
		n.Type = Type{}
		return n
	}
	return e
}

// edge makes the node of period_start or period_end.
func edge(base Base, name string, unit calendar.Grain) Node {
	e := &PeriodEdge{Base: base, End: name == "period_end", Unit: unit}
	e.Type = Type{Kind: Date}
	return e
}

// edge checks period_end("year").
func (c *checker) edge(n *Call) Node {
	if len(n.Args) == 0 {
		return edge(n.Base, n.Name, "")
	}
	lit, ok := n.Args[0].(*TextLiteral)
	if !ok {
		c.list.Errorf(Range(n.Args[0]), "bad-span", "%s needs a unit of the calendar in quotes", n.Name).Labelf(`"week", "month", "quarter" or "year"`)
		return n
	}
	grain, ok := calendar.ParseGrain(lit.Value)
	if !ok || grain == calendar.Day {
		c.list.Errorf(lit.Place.Range(), "bad-span", "%s needs a unit of the calendar", n.Name).Labelf(`"week", "month", "quarter" or "year"`)
		return n
	}
	return edge(n.Base, n.Name, grain)
}

// reduced checks an aggregate over the rows of a join to many, which makes one
// value for the row at hand.
func (c *checker) reduced(n *Call, f *Function) Node {
	if n.Qualifier == nil {
		c.errorf(n, "nested-aggregate", "%s is an aggregate, and this formula reads one row at a time", n.Name).
			Notef("aggregates stand in the formulas of measures and KPIs, one not inside another")
		return n
	}
	join, ok := c.rows.Joins[n.Qualifier.Name]
	if !ok || !join.Many || join.Rows == nil {
		c.errorf(n, "nested-aggregate", "%q is no join of %q to many rows: a formula over rows has no other aggregates", n.Qualifier.Name, c.rows.Source).
			Notef("a join with \"many: true\" is read through an aggregate under fields:")
		return n
	}
	if !c.rows.Reduces || !slices.Contains([]string{"sum", "count", "count_distinct", "avg", "median", "percentile", "min", "max"}, n.Name) {
		c.errorf(n, "join-many", "many rows are reduced to one value by sum, count, count_distinct, avg, median, percentile, min or max under fields:").
			Notef("give the value a name there and use the name")
		return n
	}
	// The first call of a lead is a date; a KPI is none.
	dated := *f
	if n.Name == "min" || n.Name == "max" {
		dated.Params = []Param{{"x", slices.Concat(numbers, dates)}, condition}
	}
	if !c.rowArguments(n, &dated, join.Rows) {
		return n
	}
	g := c.operands(n, &dated)
	r := &Reduced{Base: n.Base, Join: n.Qualifier.Name, Source: join.Rows.Source, Func: n.Name, X: g.x, P: g.p, Where: g.where}
	r.Type = f.Result(types(n.Args))
	r.Place = extent(n)
	return r
}
