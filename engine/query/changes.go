package query

import (
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/sql"
)

// changes reports whether a level can be counted by what begins and what ends:
// numbers that add up without rounding, and ages, which grow alike.
func changes(a *plan.Aggregate) bool {
	if formula.HasEdge(a.Where) {
		return false
	}
	switch a.Func {
	case "count":
		return true
	case "sum", "avg":
		exact := a.X.Info().Type.Storage != formula.Double && !formula.HasEdge(a.X)
		return exact || ageFrom(a) != nil
	}
	return false
}

// epoch is the day that ages are counted from, 1970-01-01.
var epoch = &formula.DateLiteral{Base: formula.Base{Type: formula.Type{Kind: formula.Date}}}

// ageFrom returns the days from 1970 to the day that an age starts at, where the
// aggregate is about ages at the end of the period, and else nil. The sum of n
// ages is n times the last day less the sum of these days.
func ageFrom(a *plan.Aggregate) formula.Node {
	call, ok := a.X.(*formula.Call)
	if !ok || call.Name != "days_between" || a.Func != "sum" && a.Func != "avg" {
		return nil
	}
	end, ok := call.Args[1].(*formula.PeriodEdge)
	if !ok || !end.End || end.Unit != "" || formula.HasEdge(call.Args[0]) {
		return nil
	}
	day := &formula.Call{Base: call.Base, Name: call.Name, Args: []formula.Node{epoch, call.Args[0]}}
	day.Type.Nullable = call.Args[0].Info().Type.Nullable
	return day
}

// The columns of a snapshot's life, and what is read before the source or in its
// place; no name of a column or source has a space.
const (
	lifeFrom  = "life from"
	lifeUntil = "life until"
	allLives  = "all lives"
	bothSigns = "both signs"
)

// lived returns the first day of a row's life and the day that it ends; nil is
// never. Snapshots end with the next one of the same kind: they are read from a
// named query that looks at all rows, whatever is left out later.
func (in *inner) lived() (from, until sql.Expr) {
	l := in.batch.Life
	switch {
	case l.Current:
		return sql.Day("0001-01-01"), nil
	case len(l.Per) > 0:
		in.with = append(in.with, in.batch.lives())
		in.rows.from = allLives
		in.sel.From = in.rows.table()
		own := in.rows.alias(nil)
		return sql.Column{Table: own, Name: lifeFrom}, sql.Column{Table: own, Name: lifeUntil}
	case l.Until != nil:
		until = in.rows.day(l.Until)
	}
	return in.rows.day(l.From), until
}

// lives adds the life of each snapshot to the columns of its source.
func (b *Batch) lives() sql.With {
	r := b.newRows()
	s := &sql.Select{From: r.table()}
	for _, c := range b.Source.Columns {
		s.Columns = append(s.Columns, sql.Output{X: r.column(nil, c.ID), Name: c.ID})
	}
	from := r.day(b.Life.From)
	next := sql.Over{X: sql.Call{Func: "lead", Args: []sql.Expr{from}}, Order: []sql.Order{{X: from}}}
	for _, per := range b.Life.Per {
		next.Partition = append(next.Partition, r.expr(per))
	}
	s.Columns = append(s.Columns, sql.Output{X: from, Name: lifeFrom}, sql.Output{X: next, Name: lifeUntil})
	// A row without a day is no snapshot, and ends none.
	s.Where = []sql.Expr{sql.Not{X: sql.IsNull{X: from}}}
	s.Joins, s.With = r.joins(), r.with()
	return sql.With{Name: allLives, Select: s}
}

// lasting reads rows with the atoms that their life begins and ends in. An end
// after the last frame is none.
func (b *Batch) lasting() *inner {
	in := b.begin()
	from, until := in.lived()
	in.sel.Where = append(in.sel.Where, sql.Not{X: sql.IsNull{X: from}}, sql.Binary{Op: "<", X: from, Y: sql.Day(b.atoms.until.String())})
	in.output("born", b.atoms.expr(b.reached(from)))
	ended := sql.Expr(sql.Cast{X: sql.Null{}, Type: sql.Date})
	if until != nil {
		in.sel.Where = append(in.sel.Where, sql.Binary{Op: "OR", X: sql.IsNull{X: until}, Y: sql.Binary{Op: ">", X: until, Y: from}})
		ended = sql.If(sql.Binary{Op: "<", X: until, Y: sql.Day(b.atoms.until.String())}, b.atoms.expr(b.reached(until)))
	}
	in.output("ended", ended)
	in.columns()
	return in.end()
}

// reached is the day, and no day before the first frame: what changed before it
// is one change.
func (b *Batch) reached(day sql.Expr) sql.Expr {
	return sql.Call{Func: "greatest", Args: []sql.Expr{day, sql.Day(b.atoms.from.String())}}
}

// stays are the parts of the rows that begin and end in the same atoms and have
// the same members, or, where such rows are few, of each row.
func (b *Batch) stays(in *inner, joint bool) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: "rows"}}
	names := []string{"born", "ended"}
	for i := range b.Dimensions {
		names = append(names, memberColumn(i))
	}
	for _, name := range names {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
		if joint {
			s.GroupBy = append(s.GroupBy, sql.Column{Name: name})
		}
	}
	for i, p := range b.parts {
		x := in.aggregate(p)
		if !joint {
			x = in.single(p)
		}
		s.Columns = append(s.Columns, sql.Output{X: x, Name: partColumn(i)})
	}
	return s
}

// single is what one row adds to a part.
func (in *inner) single(p part) sql.Expr {
	condition, x := in.conditions[formula.Format(p.where)], in.operands[formula.Format(p.x)]
	if p.fn == "values" {
		condition = sql.And(condition, sql.Not{X: sql.IsNull{X: x}})
	}
	if p.fn == "sum" {
		return sql.If(condition, x)
	}
	return orZero(sql.If(condition, sql.Int(1)))
}

// changed reads each stay twice: where it begins, and, with the sign turned,
// where it ends.
func (b *Batch) changed() *sql.Select {
	begins := sql.Binary{Op: ">", X: sql.Column{Name: "sign"}, Y: sql.Int(0)}
	ended := sql.Column{Name: "ended"}
	s := &sql.Select{
		From:  sql.Table{Name: "stays"},
		Joins: []sql.Join{{Table: sql.Table{Name: bothSigns}, Inner: true, On: []sql.Expr{sql.Binary{Op: "OR", X: begins, Y: sql.Not{X: sql.IsNull{X: ended}}}}}},
	}
	s.Columns = []sql.Output{{X: sql.Case{Whens: []sql.When{{If: begins, Then: sql.Column{Name: "born"}}}, Else: ended}, Name: "atom"}}
	for i := range b.Dimensions {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: memberColumn(i)}, Name: memberColumn(i)})
	}
	for i := range b.parts {
		x := sql.Column{Name: partColumn(i)}
		turned := sql.Case{Whens: []sql.When{{If: begins, Then: x}}, Else: sql.Binary{Op: "-", X: sql.Int(0), Y: x}}
		s.Columns = append(s.Columns, sql.Output{X: turned, Name: partColumn(i)})
	}
	return s
}

// changes are the named queries from rows to what changes in each atom.
func (b *Batch) changes(in *inner, joint bool) []sql.With {
	return []sql.With{
		{Name: "stays", Select: b.stays(in, joint), Once: true},
		{Name: bothSigns, Columns: []string{"sign"}, Rows: [][]sql.Expr{{sql.Int(1)}, {sql.Int(-1)}}},
		{Name: "changes", Select: b.changed()},
	}
}
