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

// changed reads each row twice: on the day that its life begins, and, with the
// sign turned, on the day that it ends.
func (b *Batch) changed() *inner {
	in := b.begin()
	from, until := in.lived()
	sign := sql.Column{Table: bothSigns, Name: "sign"}
	begins := sql.Binary{Op: ">", X: sign, Y: sql.Int(0)}
	day := from
	in.sel.Where = append(in.sel.Where, sql.Not{X: sql.IsNull{X: from}})
	if until != nil {
		day = sql.Case{Whens: []sql.When{{If: begins, Then: from}}, Else: until}
		in.sel.Where = append(in.sel.Where,
			sql.Binary{Op: "OR", X: sql.IsNull{X: until}, Y: sql.Binary{Op: ">", X: until, Y: from}},
			sql.Binary{Op: "OR", X: begins, Y: sql.Not{X: sql.IsNull{X: until}}})
	} else {
		in.sel.Where = append(in.sel.Where, begins)
	}
	// What changed before the first frame is one change.
	day = sql.Call{Func: "greatest", Args: []sql.Expr{day, sql.Day(b.atoms.from.String())}}
	in.sel.Where = append(in.sel.Where, sql.Binary{Op: "<", X: day, Y: sql.Day(b.atoms.until.String())})
	in.output("atom", b.atoms.expr(day))
	in.output("sign", sign)
	in.columns()
	for i, c := range in.sel.Columns {
		if in.isOperand(c.Name) {
			in.sel.Columns[i].X = sql.Case{Whens: []sql.When{{If: begins, Then: c.X}}, Else: sql.Binary{Op: "-", X: sql.Int(0), Y: c.X}}
		}
	}
	in.with = append(in.with, sql.With{Name: bothSigns, Columns: []string{"sign"}, Rows: [][]sql.Expr{{sql.Int(1)}, {sql.Int(-1)}}})
	in.sel.Joins = []sql.Join{{Table: sql.Table{Name: bothSigns}, Inner: true, On: []sql.Expr{sql.Binary{Op: "<>", X: sign, Y: sql.Int(0)}}}}
	return in.end()
}

func (in *inner) isOperand(name string) bool {
	for _, x := range in.operands {
		if x == sql.Expr(sql.Column{Name: name}) {
			return true
		}
	}
	return false
}

// signed adds up what begins less what ends.
func signed(p part, condition, x sql.Expr) sql.Expr {
	if p.fn == "sum" {
		return sql.Call{Func: "sum", Args: []sql.Expr{sql.If(condition, x)}}
	}
	if p.fn == "values" {
		condition = sql.And(condition, sql.Not{X: sql.IsNull{X: x}})
	}
	sum := sql.Call{Func: "sum", Args: []sql.Expr{sql.If(condition, sql.Column{Name: "sign"})}}
	return sql.Call{Func: "coalesce", Args: []sql.Expr{sum, sql.Int(0)}}
}
