package query

import (
	"fmt"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// A Listing is the rows behind an aggregate in some windows, one by one: those
// that meet its condition, with the value that each brings in. For the members
// of an Each it is all rows that make a member one, also those that do not meet
// the condition; they have no value and a share of 0. An aggregate that Compares
// has the rows of the window before each window, too.
type Listing struct {
	Aggregate *plan.Aggregate
	Frames    []calendar.Frame // as Aggregate.Window gives them; at least one
	Each      int              // 1 + the slot of the plan's Each; 0 is none
	Dimension *plan.Dimension  // keeps the rows of Member; nil keeps all
	Member    series.Member
	// Shown are further formulas over the rows whose fields and joined columns
	// are shown.
	Shown []formula.Node

	request *Request
	batch   *Batch
}

// A Line is a row of a listing. The zero value of what an aggregate does not
// have is missing.
type Line struct {
	Frame  calendar.Frame // one of the listing's
	Before bool           // the row is of the window before Frame
	Member string         // of the Each
	// Share is the part of the row that counts: of a plan row the days that fall
	// into the window, else 1, or 0 where the row does not meet the condition.
	Share     float64
	Entity    any // who is counted or ranked
	FirstSeen any // the first day of Entity, where new and old ones are told apart
	Value     any // the operand; 1 where rows or entities are counted
	Values    []any
}

// Listing prepares the statement of a listing over the plan and the filters of
// the request.
func (r *Request) Listing(l Listing) *Listing {
	a := l.Aggregate
	l.request = r
	l.batch = &Batch{Source: a.Source, Clock: a.Clock, Life: a.Life, Strategy: Windows, Frames: l.spans(), each: l.Each, request: r}
	return &l
}

// spans are the windows that rows are read in: where windows are compared, each
// after the one before it.
func (l *Listing) spans() []calendar.Frame {
	if !l.Aggregate.Compares() {
		return l.Frames
	}
	var out []calendar.Frame
	for _, f := range l.Frames {
		// Windows without one before have no value, and are not listed.
		before, _ := plan.Before(l.request.Plan.Calendar, f)
		out = append(out, before, f)
	}
	return out
}

// The columns of a listing before those of its rows.
const (
	lineWindow = iota
	lineMember
	lineShare
	lineEntity
	lineFirst
	lineValue
	lineValues
)

// Decode reads a line of the statement's result. Its Values are a part of
// values.
func (l *Listing) Decode(values []any) (Line, error) {
	w, err := integer(values[lineWindow])
	if err != nil {
		return Line{}, err
	}
	line := Line{Entity: values[lineEntity], FirstSeen: values[lineFirst], Value: values[lineValue], Values: values[lineValues:]}
	if l.Aggregate.Compares() {
		line.Before, w = w%2 == 0, w/2
	}
	line.Frame = l.Frames[w]
	var ok bool
	if line.Share, ok = values[lineShare].(float64); !ok {
		return Line{}, fmt.Errorf("the database gave %T for a share", values[lineShare])
	}
	if l.Each > 0 {
		line.Member = l.batch.member(l.members(), values[lineMember], false).Name
	}
	return line, nil
}

// members is the dimension of the Each; one without bands where it has none.
func (l *Listing) members() *plan.Dimension {
	if d := l.each().Dimension; d != nil {
		return d
	}
	return &plan.Dimension{}
}

func (l *Listing) each() *plan.Each { return l.request.Plan.Eaches[l.Each-1] }

// Statement prints the query of the listing. Rows come window by window, member
// by member, then in the order of the clock, the key and all columns.
func (l *Listing) Statement() sql.Statement {
	in := l.batch.begin()
	join := in.meets()
	in.sel.Joins = []sql.Join{join}
	for i, x := range l.lead(in) {
		in.output(listed(i), x)
	}
	for i, c := range l.Columns() {
		in.output(listed(lineValues+i), in.rows.expr(c.Node))
	}
	if l.TellsNew() {
		in.sel.Joins = append(in.sel.Joins, l.joinFirst(in))
	}
	in.sel.Where = append(in.sel.Where, l.conditions(in)...)
	in.sel.OrderBy = l.order(in)
	in.end()
	in.sel.With = append(in.with, l.batch.windowTable(in.rows.edges))
	if l.TellsNew() {
		in.sel.With = append(in.sel.With, l.first())
	}
	return sql.Print(in.sel, sql.DuckDB)
}

// listed names a column of the result; no column of a source has a space in its
// name.
func listed(i int) string { return fmt.Sprintf("out %d", i) }

// lead are the columns before those of the row.
func (l *Listing) lead(in *inner) []sql.Expr {
	a, out := l.Aggregate, make([]sql.Expr, lineValues)
	for i := range out {
		out[i] = sql.Null{}
	}
	out[lineWindow] = ofWindow("w")
	share := sql.Expr(sql.Int(1))
	if a.Source.Covers != "" {
		share = ofWindow("share")
	}
	out[lineValue] = sql.Int(1)
	if a.X != nil {
		out[lineValue] = in.rows.expr(a.X)
	}
	if a.Entity != nil {
		out[lineEntity] = in.rows.expr(a.Entity)
	}
	if l.TellsNew() {
		out[lineFirst] = sql.Column{Table: firstSeen, Name: "day"}
	}
	if l.Each > 0 {
		out[lineMember] = in.rows.member(l.each().In(a.Source), l.each().Dimension)
	}
	if l.completes() {
		meets := in.rows.expr(a.Where)
		out[lineValue] = sql.If(meets, out[lineValue])
		share = sql.Case{Whens: []sql.When{{If: meets, Then: share}}, Else: sql.Int(0)}
	}
	out[lineShare] = sql.Cast{X: share, Type: sql.Double}
	return out
}

// conditions are those of the rows that are listed.
func (l *Listing) conditions(in *inner) []sql.Expr {
	a, where := l.Aggregate, l.Aggregate.Where
	var out []sql.Expr
	if l.Each > 0 {
		where = a.Filter
		out = append(out, sql.Not{X: sql.IsNull{X: in.rows.expr(l.each().In(a.Source))}})
	}
	if where != nil {
		out = append(out, in.rows.expr(where))
	}
	if a.Compares() {
		out = append(out, sql.Not{X: sql.IsNull{X: in.rows.expr(a.Entity)}})
	}
	if d := l.Dimension; d != nil {
		out = append(out, l.isMember(in.rows.member(d.In[a.Source.ID], d)))
	}
	return out
}

func (l *Listing) isMember(member sql.Expr) sql.Expr {
	if l.Member.None {
		return sql.IsNull{X: member}
	}
	return sql.Binary{Op: "=", X: member, Y: sql.Arg{Value: memberText(l.Dimension, l.Member)}}
}

// order tells all rows apart that differ in anything.
func (l *Listing) order(in *inner) []sql.Order {
	a := l.Aggregate
	out := []sql.Order{{X: ofWindow("w")}}
	add := func(n formula.Node) {
		if n != nil {
			out = append(out, sql.Order{X: in.rows.expr(n)})
		}
	}
	if l.Each > 0 {
		out = append(out, sql.Order{X: sql.Column{Name: listed(lineMember)}})
	}
	add(a.Clock)
	if a.Life != nil {
		add(a.Life.From)
	}
	for _, n := range a.Source.Key {
		add(n)
	}
	for i := range a.Source.Columns {
		out = append(out, sql.Order{X: sql.Column{Name: listed(lineValues + i)}})
	}
	return out
}

// Shares reports whether rows may count for less than 1.
func (l *Listing) Shares() bool { return l.Aggregate.Source.Covers != "" || l.completes() }

// completes reports whether rows are listed that only make a member one.
func (l *Listing) completes() bool {
	return l.Each > 0 && formula.Format(l.Aggregate.Where) != formula.Format(l.Aggregate.Filter)
}

// firstSeen names the query with the first day of each entity; no source has a
// space in its name.
const firstSeen = "first seen"

// TellsNew reports whether it matters when an entity was first seen.
func (l *Listing) TellsNew() bool {
	return l.Aggregate.Func == "new_count" || l.Aggregate.Func == "returned_count"
}

// first finds the first day on which each entity has a row that counts.
func (l *Listing) first() sql.With {
	in := l.batch.begin()
	var day sql.Expr
	if l.batch.Life != nil {
		day, _ = in.lived()
	} else {
		day = in.rows.day(l.batch.Clock)
	}
	entity := in.rows.expr(l.Aggregate.Entity)
	in.output("entity", entity)
	in.output("day", sql.Call{Func: "min", Args: []sql.Expr{day}})
	in.sel.GroupBy = []sql.Expr{entity}
	in.sel.Where = l.conditions(in)
	in.end()
	in.sel.With = in.with
	return sql.With{Name: firstSeen, Select: in.sel}
}

func (l *Listing) joinFirst(in *inner) sql.Join {
	return sql.Join{Table: sql.Table{Name: firstSeen}, Inner: true, On: []sql.Expr{
		sql.Binary{Op: "=", X: in.rows.expr(l.Aggregate.Entity), Y: sql.Column{Table: firstSeen, Name: "entity"}},
	}}
}
