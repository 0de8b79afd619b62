// Package reference evaluates KPIs a second time, for tests alone: straight
// from the typed formulas and the rows, window by window and row by row, naive
// on purpose. It shares the plan and the calendar with the program, and no code
// that turns rows into numbers.
package reference

import (
	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// A Row is one row of a source: its values by column. A value is nil where it
// is missing, else a bool, an int64, a *big.Rat (money), a float64, a string, a
// calendar.Date or a time.Time.
type Row struct {
	Values map[string]any
}

// Tables hold the rows of all sources by their names.
type Tables map[string][]*Row

// An Evaluator computes formulas of a plan over tables. Its fields must not
// change after the first use. New makes one.
type Evaluator struct {
	Plan   *plan.Plan
	Tables Tables
	// AsOf is the last day that may be read. Told says that it was given and not
	// read off the data.
	AsOf  calendar.Date
	Known bool // AsOf is decided
	Told  bool
	// Filters are the condition on dimensions in force, for each source that has
	// all of them. Filtered says that there is one.
	Filters  map[string]formula.Node
	Filtered bool

	memo memo
}

// A Group is the rows of one member of a dimension. The zero Group is all rows.
type Group struct {
	Dimension string
	Member    Member
}

// A Member is one value of a dimension, by its text; with None the rows without
// one; with Others the rows of every member that is not among Shown.
type Member struct {
	Name   string
	None   bool
	Others bool
	Shown  []string
}

// Evaluate computes a formula over numbers in a frame for a group. A frame of
// which no day is read has no value, whatever the formula looks back at.
func (e *Evaluator) Evaluate(n formula.Node, f calendar.Frame, g Group) Value {
	if f.Days() <= 0 {
		return none(status.OutOfRange)
	}
	s := scope{window: window{frame: f}}
	if g.Dimension != "" {
		s.only = []restriction{e.memberOf(g)}
	}
	return e.number(n, s)
}

// A scope is what a part of a formula is computed for: a window, and the
// members that rows must belong to.
type scope struct {
	window window
	only   []restriction
}
