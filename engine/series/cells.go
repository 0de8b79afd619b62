// Package series evaluates formulas of KPIs over the cells that the database
// has computed, window by window and group by group.
package series

import (
	"math"
	"slices"
	"strconv"

	"kpi/engine/calendar"
)

// A Member is one value of a dimension. The zero Member stands for all rows.
type Member struct {
	Name   string
	None   bool // the rows without a value
	Others int  // the number of members that this one stands for; 0 is itself
}

// Named reports whether m is a value of the dimension, and not the rows without
// one or the rest.
func (m Member) Named() bool { return !m.None && m.Others == 0 }

// A Group is the rows of one member of one dimension, or of all rows, and of
// these the rows of one member of an Each. The zero Group is all rows.
type Group struct {
	Dimension string
	Member    Member
	Each      int    // 1 + the slot of the plan's Each; 0 is all rows
	Of        string // the member of the Each, as the database groups it
}

// A Cell is what the database has computed for one aggregate, in one window,
// for one group.
type Cell struct {
	Rows   float64 // rows that meet the condition
	Values float64 // of these, rows where x is not missing
	All    float64 // rows, whether they meet the condition or not
	// Number is the sum, the extreme, the percentile or the distinct count. It is
	// NaN where there is no value to compute it from.
	Number float64
	// Whole is what Number is a part of, where it is one.
	Whole float64
}

// A Combine says how the numbers of the parts of a window make the number of
// the window.
type Combine string

// The ways to combine.
const (
	Add      Combine = "add"
	Smallest Combine = "min"
	Largest  Combine = "max"
	// Read is for numbers that parts do not make: each window has its own.
	Read Combine = "read"
)

// A Layout says where the parts of an aggregate stand in a Row; -1 is nowhere.
type Layout struct {
	Rows, Values, Number, All int
	// Whole is where the whole stands that Number is a part of. Ends says that
	// Number counts days since 1970 that are taken from the last day of the frame
	// once for each value: the sum of ages.
	Whole   int
	Ends    bool
	Combine Combine
	// Scale divides Number: sums of money come in ten thousandths, so that
	// they add up without rounding.
	Scale float64
	// Round asks for ten significant digits: sums of binary floats differ in
	// the last ones from run to run.
	Round bool
}

// A Row holds the numbers of one group in one stretch of time: an atom, which
// starts at Start, or a whole window, which is Frame.
type Row struct {
	Start  calendar.Date
	Frame  calendar.Frame
	Values []float64 // NaN is missing
}

// A Table holds the rows that one statement has given.
type Table struct {
	Layouts map[int]Layout // by slot
	Groups  map[Group][]Row
	// Level says that atoms hold changes: a frame has all that changed before it
	// ends.
	Level bool
	// Each holds the rows of the members of an Each, in place of Groups.
	Each map[EachKey]map[string]Row
	// Share, where set, gives the part of an atom's plan that falls into a
	// frame, from 0 to 1.
	Share func(start calendar.Date, f calendar.Frame) float64
}

// An EachKey is where the members of an Each are looked up; the Of of its group
// is empty.
type EachKey struct {
	Frame calendar.Frame
	Group Group
}

// Cells are the results of all statements. The zero Cells are empty.
type Cells struct {
	tables  map[int][]*Table // by slot
	members map[string][]Member
}

// Put adds the results of a statement. Rows of atoms may come in any order. An
// aggregate of windows may be put more than once, for different windows.
func (c *Cells) Put(t *Table) {
	if c.tables == nil {
		c.tables = map[int][]*Table{}
	}
	for _, rows := range t.Groups {
		slices.SortFunc(rows, func(a, b Row) int { return int(a.Start) - int(b.Start) })
	}
	for slot := range t.Layouts {
		c.tables[slot] = append(c.tables[slot], t)
	}
}

// SetMembers says which members a dimension shows, in their order.
func (c *Cells) SetMembers(dimension string, members []Member) {
	if c.members == nil {
		c.members = map[string][]Member{}
	}
	c.members[dimension] = members
}

// Members returns the members of a dimension in their order.
func (c *Cells) Members(dimension string) []Member { return c.members[dimension] }

// Holds reports whether any row of a member was found.
func (c *Cells) Holds(dimension string, m Member) bool {
	for _, tables := range c.tables {
		for _, t := range tables {
			if len(t.Groups[Group{Dimension: dimension, Member: m}]) > 0 {
				return true
			}
			for k := range t.Each {
				if k.Group.Dimension == dimension && k.Group.Member == m {
					return true
				}
			}
		}
	}
	return false
}

// At returns the cell of an aggregate. Where no row was found it is a cell with
// no rows.
func (c *Cells) At(slot int, f calendar.Frame, g Group) Cell {
	g.Member.Others = min(g.Member.Others, 1)
	cell := Cell{Number: math.NaN()}
	for _, t := range c.tables[slot] {
		if l := t.Layouts[slot]; (t.Each != nil) == (g.Each > 0) {
			from, ok := t.cell(l, f, g)
			cell.take(l, from, ok)
		}
	}
	return cell
}

// take fills in what a layout has: one statement may count the rows, and another
// give the number.
func (c *Cell) take(l Layout, from Cell, ok bool) {
	if !ok {
		return
	}
	if l.Rows >= 0 {
		c.Rows, c.Values, c.All = from.Rows, from.Values, from.All
	}
	if l.Number >= 0 {
		c.Number, c.Whole = from.Number, from.Whole
	}
}

// cell returns what the table has for a frame and a group.
func (t *Table) cell(l Layout, f calendar.Frame, g Group) (Cell, bool) {
	switch {
	case t.Each != nil:
		row, ok := t.Each[key(f, g)][g.Of]
		return row.cell(l), ok
	case l.Combine != Read:
		return t.combine(l, f, g), true
	}
	return t.read(l, f, g)
}

func (t *Table) read(l Layout, f calendar.Frame, g Group) (Cell, bool) {
	for _, r := range t.Groups[g] {
		if r.Frame == f {
			return r.cell(l), true
		}
	}
	return Cell{}, false
}

func (r Row) cell(l Layout) Cell {
	return Cell{Rows: r.at(l.Rows), Values: r.at(l.Values), All: r.at(l.All), Number: l.number(r.at(l.Number)), Whole: l.number(r.at(l.Whole))}
}

func key(f calendar.Frame, g Group) EachKey {
	g.Of = ""
	return EachKey{f, g}
}

// Of calls found for every member of an Each that has rows for the aggregate in
// f and g, in any order.
func (c *Cells) Of(slot int, f calendar.Frame, g Group, found func(string)) {
	g.Member.Others = min(g.Member.Others, 1)
	for _, t := range c.tables[slot] {
		for of, row := range t.Each[key(f, g)] {
			if row.at(t.Layouts[slot].All) > 0 {
				found(of)
			}
		}
	}
}

func (r Row) at(i int) float64 {
	if i < 0 || i >= len(r.Values) {
		return math.NaN()
	}
	return r.Values[i]
}

// number rounds away what differs from run to run.
func (l Layout) number(v float64) float64 {
	if l.Scale != 0 {
		v /= l.Scale
	}
	if l.Round {
		return TenDigits(v)
	}
	return v
}

// TenDigits rounds v to ten significant digits.
func TenDigits(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 9, 64), 64)
	if err != nil {
		panic("series: a printed number cannot be read: " + err.Error())
	}
	return r
}

func (t *Table) combine(l Layout, f calendar.Frame, g Group) Cell {
	rows := t.Groups[g]
	cell := Cell{Number: math.NaN()}
	first := 0
	if t.Share == nil && !t.Level {
		first, _ = slices.BinarySearchFunc(rows, f.Start, func(r Row, d calendar.Date) int { return int(r.Start) - int(d) })
	}
	for _, r := range rows[first:] {
		if t.Share == nil && r.Start >= f.Cut {
			break
		}
		share := 1.0
		if t.Share != nil {
			if share = t.Share(r.Start, f); share == 0 {
				continue
			}
		}
		cell.add(l, r, share)
	}
	if l.Ends {
		cell.Number = cell.Values*float64(f.Cut-1) - cell.Number
	}
	cell.Number = l.number(cell.Number)
	return cell
}

func (c *Cell) add(l Layout, r Row, share float64) {
	c.Rows += r.at(l.Rows)
	c.Values += r.at(l.Values)
	c.All += r.at(l.All)
	v := r.at(l.Number) * share
	switch {
	case math.IsNaN(v):
	case math.IsNaN(c.Number):
		c.Number = v
	case l.Combine == Add:
		c.Number += v
	case l.Combine == Smallest:
		c.Number = min(c.Number, v)
	case l.Combine == Largest:
		c.Number = max(c.Number, v)
	}
}
