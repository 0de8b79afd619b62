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

// A restriction keeps the rows whose value by a formula is accepted.
type restriction struct {
	dimension string                             // "" is a column
	of        func(*plan.Source) formula.Node    // nil: the source has no such thing
	accepts   func(text string, given bool) bool // given: the row has a value
	bands     []float64
	key       string // tells restrictions apart
}

func (e *Evaluator) memberOf(g Group) restriction {
	d := e.Plan.Dimension(g.Dimension)
	m := g.Member
	return restriction{
		dimension: d.ID, bands: d.Bands, key: d.ID + "\x00" + m.key(),
		of: func(s *plan.Source) formula.Node { return d.In[s.ID] },
		accepts: func(text string, given bool) bool {
			switch {
			case m.None:
				return !given
			case m.Others:
				return given && !contains(m.Shown, text)
			}
			return given && text == m.Name
		},
	}
}

func (m Member) key() string {
	switch {
	case m.None:
		return "none"
	case m.Others:
		out := "others"
		for _, name := range m.Shown {
			out += "\x00" + name
		}
		return out
	}
	return "is\x00" + m.Name
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
