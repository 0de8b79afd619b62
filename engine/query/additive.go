package query

import (
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// additive computes every part for each atom, for all rows and for each member
// of each dimension.
//
// With joint, rows are first grouped by the atom and all dimensions together,
// and each dimension is added up from these groups: one pass over the rows,
// whatever the number of dimensions. It pays as long as the groups are much
// fewer than the rows.
func (b *Batch) additive(known map[string][]series.Member, joint bool) *sql.Select {
	in := b.atomic()
	cells := &sql.Select{From: sql.Table{Name: "rows"}, Columns: b.cellKey()}
	with := append(in.with, sql.With{Name: "rows", Select: in.sel})
	again := true
	switch {
	case b.Strategy == Changes:
		with = append(with, b.changes(in, joint || len(b.Dimensions) == 0)...)
		cells.From.Name = "changes"
	case joint && len(b.Dimensions) > 0:
		with = append(with, sql.With{Name: "groups", Select: b.joint(in)})
		cells.From.Name = "groups"
	default:
		again = false
	}
	for i, p := range b.parts {
		x := in.aggregate(p)
		if again {
			x = sql.Call{Func: combined(p.fn), Args: []sql.Expr{sql.Column{Name: partColumn(i)}}}
		}
		cells.Columns = append(cells.Columns, sql.Output{X: x, Name: partColumn(i)})
	}
	b.group(cells, sql.Column{Name: "atom"})
	if len(b.Dimensions) == 0 {
		return b.final(&sql.Select{With: append(with, sql.With{Name: "cells", Select: cells}), From: sql.Table{Name: "cells"}}, nil)
	}
	with = append(with,
		// DuckDB would compute the cells once more for the weights.
		sql.With{Name: "cells", Select: cells, Once: true},
		sql.With{Name: "weighed", Select: b.weighed()},
		sql.With{Name: "ranked", Select: b.ranked(known)})
	return b.final(&sql.Select{With: with, From: sql.Table{Name: "ranked"}}, b.shown(known))
}

// atomic reads rows with their atoms: of a flow the one that each is dated in, of
// a level those in which its life begins and ends.
func (b *Batch) atomic() *inner {
	if b.Strategy == Changes {
		return b.lasting()
	}
	return b.inner()
}

// combined is the aggregate that adds up parts of parts.
func combined(fn string) string {
	switch fn {
	case "min", "max":
		return fn
	}
	return "sum"
}

// joint groups the rows by the atom and all dimensions.
func (b *Batch) joint(in *inner) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: "rows"}}
	keys := []string{"atom"}
	for i := range b.Dimensions {
		keys = append(keys, memberColumn(i))
	}
	for _, k := range keys {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: k}, Name: k})
		s.GroupBy = append(s.GroupBy, sql.Column{Name: k})
	}
	for i, p := range b.parts {
		s.Columns = append(s.Columns, sql.Output{X: in.aggregate(p), Name: partColumn(i)})
	}
	return s
}

// cellKey names a cell: which grouping it belongs to, its atom and member.
func (b *Batch) cellKey() []sql.Output {
	key := []sql.Output{{X: b.grouping(), Name: "s"}, {X: sql.Column{Name: "atom"}, Name: "atom"}}
	if len(b.Dimensions) == 0 {
		return key
	}
	var member sql.Case
	for i := range b.Dimensions {
		member.Whens = append(member.Whens, sql.When{
			If:   sql.Binary{Op: "=", X: b.grouping(), Y: sql.Int(b.groupingOf(i))},
			Then: sql.Column{Name: memberColumn(i)},
		})
	}
	return append(key, sql.Output{X: member, Name: "member"})
}

// grouping is the database's number of a grouping set: a bit for each dimension
// that is not grouped by. It tells all rows from the rows without a member.
func (b *Batch) grouping() sql.Expr {
	if len(b.Dimensions) == 0 {
		return sql.Int(0)
	}
	args := make([]sql.Expr, len(b.Dimensions))
	for i := range args {
		args[i] = sql.Column{Name: memberColumn(i)}
	}
	return sql.Call{Func: "GROUPING", Args: args}
}

func (b *Batch) groupingOf(i int) int {
	all := 1<<len(b.Dimensions) - 1
	return all &^ (1 << (len(b.Dimensions) - 1 - i))
}

// group adds the grouping sets: key alone, and key with each dimension.
func (b *Batch) group(s *sql.Select, key sql.Expr) {
	s.Sets = [][]sql.Expr{{key}}
	for i := range b.Dimensions {
		s.Sets = append(s.Sets, []sql.Expr{key, sql.Column{Name: memberColumn(i)}})
	}
}

// weighed adds to each cell the weight of its member in the reported period.
func (b *Batch) weighed() *sql.Select {
	s := b.pass("cells", "s", "atom", "member")
	atom := sql.Column{Name: "atom"}
	inside := sql.Expr(sql.Binary{Op: "<", X: atom, Y: sql.Day(b.request.Reported.Cut.String())})
	if b.Strategy == Additive {
		inside = sql.And(sql.Binary{Op: ">=", X: atom, Y: sql.Day(b.request.Reported.Start.String())}, inside)
	}
	weight := sql.Over{
		X:         sql.Call{Func: "sum", Args: []sql.Expr{sql.If(inside, sql.Column{Name: partColumn(b.weight())})}},
		Partition: []sql.Expr{sql.Column{Name: "s"}, sql.Column{Name: "member"}},
	}
	s.Columns = append(s.Columns, sql.Output{X: weight, Name: "weight"})
	return s
}

// weight is the part by which members are ranked: the first sum, else the first
// count.
func (b *Batch) weight() int {
	for i, p := range b.parts {
		if p.fn == "sum" {
			return i
		}
	}
	return 0
}

// pass selects columns and all parts of a named query as they are.
func (b *Batch) pass(from string, columns ...string) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: from}}
	for i := range b.parts {
		columns = append(columns, partColumn(i))
	}
	for _, c := range columns {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: c}, Name: c})
	}
	return s
}

// ranked adds each member's place by size. Rows without a member are ranked
// apart, so that they are never folded away, and so are the members that are
// shown already.
func (b *Batch) ranked(known map[string][]series.Member) *sql.Select {
	s := b.pass("weighed", "s", "atom", "member")
	member := sql.Column{Name: "member"}
	first := sql.Case{Else: sql.Int(1)}
	for i, d := range b.Dimensions {
		var names []sql.Expr
		for _, m := range known[d.ID] {
			if m.Named() {
				names = append(names, sql.Arg{Value: memberText(d, m)})
			}
		}
		if len(names) > 0 {
			here := sql.Binary{Op: "=", X: sql.Column{Name: "s"}, Y: sql.Int(b.groupingOf(i))}
			first.Whens = append(first.Whens, sql.When{If: sql.And(here, sql.In{X: member, Items: names}), Then: sql.Int(0)})
		}
	}
	place := sql.Over{
		X:         sql.Call{Func: "dense_rank"},
		Partition: []sql.Expr{sql.Column{Name: "s"}, sql.IsNull{X: member}},
		Order:     []sql.Order{{X: sql.Column{Name: "weight"}, Descending: true}, {X: member}},
	}
	if len(first.Whens) > 0 {
		place.Partition = append(place.Partition, first)
	}
	s.Columns = append(s.Columns, sql.Output{X: place, Name: "place"})
	return s
}

// final folds the members that are not shown into one, and leaves the database
// with numbers that Go can add up exactly. Without dimensions shown is nil.
func (b *Batch) final(s *sql.Select, shown sql.Expr) *sql.Select {
	keep := func(x sql.Expr, name string) {
		s.Columns = append(s.Columns, sql.Output{X: x, Name: name})
		s.GroupBy = append(s.GroupBy, x)
	}
	keep(sql.Column{Name: "s"}, "s")
	keep(sql.Column{Name: "atom"}, "atom")
	if shown != nil {
		keep(sql.If(shown, sql.Column{Name: "member"}), "member")
		keep(sql.Not{X: shown}, "folded")
		s.Columns = append(s.Columns,
			sql.Output{X: sql.Call{Func: "min", Args: []sql.Expr{sql.Column{Name: "place"}}}, Name: "first"},
			sql.Output{X: sql.Call{Func: "max", Args: []sql.Expr{sql.Column{Name: "place"}}}, Name: "last"})
	}
	for i, p := range b.parts {
		sum := sql.Call{Func: combined(p.fn), Args: []sql.Expr{sql.Column{Name: partColumn(i)}}}
		s.Columns = append(s.Columns, sql.Output{X: sql.Cast{X: sum, Type: sql.Double}, Name: partColumn(i)})
	}
	return s
}

// shown is true for the members that are shown: the first ones up to each
// dimension's limit. Where another batch has folded members already, it is
// those that are known and no other: the rows that a further member has there
// are among the others.
func (b *Batch) shown(known map[string][]series.Member) sql.Expr {
	place := sql.Column{Name: "place"}
	shown := sql.Case{Else: sql.Binary{Op: "<=", X: place, Y: sql.Int(1)}} // all rows
	for i, d := range b.Dimensions {
		then := sql.Expr(sql.Binary{Op: "<=", X: place, Y: sql.Int(d.Limit)})
		if len(known[d.ID]) > 0 {
			then = b.shownBeside(d, known[d.ID])
		}
		here := sql.Binary{Op: "=", X: sql.Column{Name: "s"}, Y: sql.Int(b.groupingOf(i))}
		shown.Whens = append(shown.Whens, sql.When{If: here, Then: then})
	}
	return shown
}

// shownBeside is true for the members that are known, and for the largest of the
// others in the lines that are left.
func (b *Batch) shownBeside(d *plan.Dimension, known []series.Member) sql.Expr {
	left := d.Limit
	for _, m := range known {
		switch {
		case m.Others > 0:
			left = 0
		case m.Named():
			left--
		}
	}
	then := showsMember(d, sql.Column{Name: "member"}, known)
	if left <= 0 {
		return then
	}
	return sql.Binary{Op: "OR", X: then, Y: sql.Binary{Op: "<=", X: sql.Column{Name: "place"}, Y: sql.Int(left)}}
}

// Probe counts the groups that joint grouping would make, in the first rows of
// the source. It is nil where there is nothing to decide.
func (b *Batch) Probe(rows int) *sql.Select {
	if !b.Strategy.combines() || len(b.Dimensions) == 0 {
		return nil
	}
	alone := &Batch{Source: b.Source, Clock: b.Clock, Life: b.Life, Strategy: b.Strategy, Dimensions: b.Dimensions, request: b.request, atoms: b.atoms}
	in := alone.atomic()
	in.sel.Limit = rows
	distinct := &sql.Select{From: sql.Table{Name: "rows"}}
	for i := range b.Dimensions {
		column := sql.Column{Name: memberColumn(i)}
		distinct.Columns = append(distinct.Columns, sql.Output{X: column, Name: column.Name})
		distinct.GroupBy = append(distinct.GroupBy, column)
	}
	return &sql.Select{
		With:    append(in.with, sql.With{Name: "rows", Select: in.sel}, sql.With{Name: "members", Select: distinct}),
		Columns: []sql.Output{{X: sql.Call{Func: "count", Args: []sql.Expr{sql.Int(1)}}, Name: "n"}},
		From:    sql.Table{Name: "members"},
	}
}
