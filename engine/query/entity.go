package query

import (
	"fmt"

	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// The parts of an aggregate over entities: how many entities it is about, how
// many of them miss no amount, the number, and for top_share the whole that it is
// a part of.
const (
	rowsOf   = "entities"
	valuesOf = "entities with all amounts"
	partOf   = "entity number"
	wholeOf  = "entity whole"
)

func (b *Batch) entityLayout(a *plan.Aggregate) series.Layout {
	part := func(fn string) int { return b.part(part{fn: fn, x: a.X, where: a.Where, over: a.Func, n: a.N}) }
	l := series.Layout{Rows: part(rowsOf), Values: part(valuesOf), Number: part(partOf), All: -1, Whole: -1, Combine: series.Read}
	if a.Func == "top_share" {
		l.Whole = part(wholeOf)
	}
	if a.X != nil && a.X.Info().Type.Storage == formula.Decimal {
		l.Scale = moneyScale
	}
	l.Round = a.X != nil && a.X.Info().Type.Storage == formula.Double
	return l
}

// An activity is what entities do: the rows that meet a condition, and the
// amounts in them.
type activity struct{ x, where formula.Node }

func (a activity) key() string { return formula.Format(a.x) + "\x00" + formula.Format(a.where) }

// activityColumns are the numbers of an activity: the sum alone tells who is active where
// no amount is missing.
func (b *Batch) activityColumns(a activity) []string {
	switch {
	case a.x == nil:
		return []string{"rows"}
	case b.nullable(a.x):
		return []string{"rows", "values", "sum"}
	}
	return []string{"sum"}
}

// isActive holds where an entity has a row in the window, "now", or in the one
// before, "before".
func (b *Batch) isActive(a activity, side string, i int) sql.Expr {
	if b.activityColumns(a)[0] == "rows" {
		return above(numbered(side+"_rows", i))
	}
	return sql.Not{X: sql.IsNull{X: numbered(side+"_sum", i)}}
}

// complete holds where no amount is missing on a side.
func (b *Batch) complete(a activity, side string, i int) sql.Expr {
	if len(b.activityColumns(a)) < 3 {
		return nil
	}
	return sql.Binary{Op: "=", X: numbered(side+"_rows", i), Y: numbered(side+"_values", i)}
}

// activities lists what the parts look at, each once.
func (b *Batch) activities() []activity {
	var out []activity
	for _, p := range b.parts {
		if a := (activity{p.x, p.where}); b.activityOf(out, p) < 0 {
			out = append(out, a)
		}
	}
	return out
}

func (b *Batch) activityOf(all []activity, p part) int {
	for i, a := range all {
		if a.key() == (activity{p.x, p.where}).key() {
			return i
		}
	}
	return -1
}

// entities looks at each entity in a window and in the window before: how many
// rows it has, what they add up to, and when the first of all its rows was.
func (b *Batch) entities(known map[string][]series.Member) *sql.Select {
	all := b.activities()
	var with []sql.With
	if b.Life == nil {
		with = b.active(all, known)
	} else {
		with = b.living(all, known)
	}
	with = append(with, sql.With{Name: "ranked", Select: b.rankedEntities()})
	s := &sql.Select{With: with, From: sql.Table{Name: "ranked"}}
	for _, name := range append([]string{"s", "w"}, b.memberColumns()...) {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
		s.GroupBy = append(s.GroupBy, sql.Column{Name: name})
	}
	for i, p := range b.parts {
		x := sql.Cast{X: b.overEntities(p, b.activityOf(all, p), i), Type: sql.Double}
		s.Columns = append(s.Columns, sql.Output{X: x, Name: partColumn(i)})
	}
	return s
}

// memberColumns are those of the dimensions, folded members told apart.
func (b *Batch) memberColumns() []string {
	var out []string
	for i := range b.Dimensions {
		out = append(out, memberColumn(i), foldedColumn(i))
	}
	return out
}

// numbered names a column of an activity.
func numbered(name string, i int) sql.Expr { return sql.Column{Name: fmt.Sprintf("%s%d", name, i)} }

func above(x sql.Expr) sql.Expr { return sql.Binary{Op: ">", X: x, Y: sql.Int(0)} }

// overEntities adds up a part over the entities that it is about.
func (b *Batch) overEntities(p part, i, column int) sql.Expr {
	a := activity{p.x, p.where}
	now, before, first := b.isActive(a, "now", i), b.isActive(a, "before", i), numbered("first", i)
	start := sql.Column{Name: "start"}
	named := sql.Expr(sql.Not{X: sql.IsNull{X: sql.Column{Name: "e"}}})
	var chosen, amount, whole sql.Expr
	switch p.over {
	case "new_count":
		chosen = sql.And(named, now, sql.Binary{Op: ">=", X: first, Y: start})
	case "returned_count":
		chosen = sql.And(named, now, sql.Not{X: before}, sql.Binary{Op: "<", X: first, Y: start})
	case "retained_count":
		chosen = sql.And(named, now, before)
	case "lost_count":
		chosen = sql.And(named, sql.Not{X: now}, before)
	case "retained_sum":
		chosen, amount, whole = sql.And(named, now, before), numbered("now_sum", i), b.complete(a, "now", i)
	case "lost_sum":
		chosen, amount, whole = sql.And(named, sql.Not{X: now}, before), numbered("before_sum", i), b.complete(a, "before", i)
	case "kept_sum":
		smaller := sql.Call{Func: "least", Args: []sql.Expr{orZero(numbered("now_sum", i)), orZero(numbered("before_sum", i))}}
		chosen, amount = sql.And(named, now, before), sql.Call{Func: "greatest", Args: []sql.Expr{smaller, sql.Int(0)}}
		whole = sql.And(b.complete(a, "now", i), b.complete(a, "before", i))
	case "top_share":
		return b.topShare(p, i, column)
	}
	if p.fn == partOf && amount != nil {
		return sql.Call{Func: "sum", Args: []sql.Expr{sql.If(chosen, amount)}}
	}
	if p.fn == valuesOf {
		chosen = sql.And(chosen, whole)
	}
	return sql.Call{Func: "count", Args: []sql.Expr{sql.If(chosen, sql.Int(1))}}
}

// topShare adds up the sums of the largest entities, or of all rows.
func (b *Batch) topShare(p part, i, column int) sql.Expr {
	a := activity{p.x, p.where}
	sum := sql.Expr(numbered("now_sum", i))
	switch p.fn {
	case rowsOf, valuesOf:
		chosen := b.isActive(a, "now", i)
		if p.fn == valuesOf {
			chosen = sql.And(chosen, b.complete(a, "now", i))
		}
		return sql.Call{Func: "count", Args: []sql.Expr{sql.If(chosen, sql.Int(1))}}
	case partOf:
		top := sql.Binary{Op: "<=", X: numbered("place", column), Y: sql.Int(p.n)}
		sum = sql.If(sql.And(top, sql.Not{X: sql.IsNull{X: sql.Column{Name: "e"}}}), sum)
	}
	return sql.Call{Func: "sum", Args: []sql.Expr{sum}}
}

func orZero(x sql.Expr) sql.Expr {
	return sql.Call{Func: "coalesce", Args: []sql.Expr{x, sql.Int(0)}}
}

// rankedEntities adds the place of each entity by its sum, for the parts that
// look at the largest.
func (b *Batch) rankedEntities() *sql.Select {
	s := &sql.Select{From: sql.Table{Name: "pairs"}}
	all := b.activities()
	for _, name := range b.pairColumns(all) {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
	}
	for i, p := range b.parts {
		if p.fn != partOf || p.over != "top_share" {
			continue
		}
		e := sql.Column{Name: "e"}
		place := sql.Over{X: sql.Call{Func: "row_number"}, Partition: b.groupKey(), Order: []sql.Order{
			{X: sql.IsNull{X: e}}, {X: numbered("now_sum", b.activityOf(all, p)), Descending: true}, {X: sql.Cast{X: e, Type: sql.Text}},
		}}
		s.Columns = append(s.Columns, sql.Output{X: place, Name: fmt.Sprintf("place%d", i)})
	}
	return s
}

// pairColumns are the columns of what entities do in a window and before. When
// an entity was first alive is known of levels.
func (b *Batch) pairColumns(all []activity) []string {
	names := append([]string{"s", "w", "e"}, b.memberColumns()...)
	for i, a := range all {
		for _, name := range b.activityColumns(a) {
			names = append(names, fmt.Sprintf("now_%s%d", name, i), fmt.Sprintf("before_%s%d", name, i))
		}
		if b.Life != nil {
			names = append(names, fmt.Sprintf("first%d", i))
		}
	}
	if b.Life != nil {
		names = append(names, "start")
	}
	return names
}

// groupKey tells the groups and windows of entities apart.
func (b *Batch) groupKey() []sql.Expr {
	key := []sql.Expr{sql.Column{Name: "s"}, sql.Column{Name: "w"}}
	for _, name := range b.memberColumns() {
		key = append(key, sql.Column{Name: name})
	}
	return key
}

// sets groups by keys alone, or by keys with each dimension.
func (b *Batch) sets(keys ...sql.Expr) [][]sql.Expr {
	if len(b.Dimensions) == 0 {
		return [][]sql.Expr{keys}
	}
	var out [][]sql.Expr
	for i := range b.Dimensions {
		set := append([]sql.Expr{}, keys...)
		out = append(out, append(set, sql.Column{Name: memberColumn(i)}, sql.Column{Name: foldedColumn(i)}))
	}
	return out
}

// dimensioned maps the members that are not shown to one, where there are
// dimensions, and returns the named query to read.
func (b *Batch) dimensioned(in *inner, with []sql.With, known map[string][]series.Member) ([]sql.With, string) {
	if len(b.Dimensions) == 0 {
		return with, "rows"
	}
	return append(with, sql.With{Name: "shown", Select: b.shownRows(in, known)}), "shown"
}
