// Package diff says what changed in meaning between two sets of definitions.
package diff

import (
	"kpi/engine/diag"
	"kpi/engine/plan"
)

// A Diff is what changed from older definitions to newer ones. The zero Diff is
// no change.
type Diff struct {
	// KPIs that changed, in the order of the newer definitions, then those that are
	// gone, in the order of the older ones.
	KPIs []Definition
	// Others that changed: the scorecard, sources with their columns, fields and
	// joins, dimensions, measures, objectives and rules, in the same order.
	Others []Definition

	before, after *plan.Plan
	was           map[string]string // older name by newer name, of the KPIs in both
	comparison    *comparison
}

// A Definition is one thing that changed.
type Definition struct {
	Kind    Kind
	ID      string // "won of deals" for what belongs to a source
	Was     string // the older name of what was renamed, else ""
	Name    string // as reports print it, "" where there is none
	State   State
	Changes []Change
	Place   diag.Range // in the newer file; zero where it is gone
	Old     diag.Range // in the older file; zero where it is new
	// Reaches are the KPIs whose value, target or thresholds change by it.
	Reaches []string
}

// A Kind is what kind of thing is defined.
type Kind string

// The kinds.
const (
	KPI       Kind = "KPI"
	Measure   Kind = "measure"
	Source    Kind = "source"
	Column    Kind = "column"
	Field     Kind = "field"
	Join      Kind = "join"
	Dimension Kind = "dimension"
	Objective Kind = "objective"
	Rule      Kind = "rule"
	Card      Kind = "scorecard"
)

// A State is what happened to a definition.
type State string

// The states.
const (
	Changed State = "changed"
	Added   State = "added"
	Removed State = "removed"
	Renamed State = "renamed" // probably: its value is defined as that of one that is gone
)

// A Category says whom a change concerns.
type Category string

// The categories, in the order of printing.
const (
	Value     Category = "value"     // what is computed
	Target    Category = "target"    // what it is to reach
	Threshold Category = "threshold" // when it is good, bad, or for somebody to act on
	Owner     Category = "owner"     // who answers for it
	Text      Category = "text"      // how it is named, described and grouped
)

// Categories lists all categories.
func Categories() []Category { return []Category{Value, Target, Threshold, Owner, Text} }

// A Change is one difference of a definition.
type Change struct {
	Category Category
	What     string // the key: formula, target, tolerance
	// Through is what changed where the definition itself says the same as before,
	// "field won of deals"; "" is the definition itself.
	Through       string
	Before, After string // as written, on one line; "" is not written
	Place, Old    diag.Range
	Direction     Direction // of a target or threshold
}

// Unknown is what a definition changes through where nothing that it reads says
// something else.
const Unknown = "what it reads"

// A Direction says which way a target or a threshold moved.
type Direction string

// The directions. NoDirection is that of a change that is neither.
const (
	NoDirection Direction = ""
	Weaker      Direction = "weaker"  // easier to reach, later to fire
	Harder      Direction = "harder"  // harder to reach, sooner to fire
	Unclear     Direction = "unclear" // it depends on the values, or cannot be told
)

// Compare returns what changed in meaning from before to after, which are plans
// without errors. Comments, the order of keys and of what needs none, the spelling
// of numbers and formulas, and fields that are written out are no changes.
func Compare(before, after *plan.Plan) *Diff {
	c := &comparison{before: newModel(before), after: newModel(after), was: map[string]string{}, is: map[string]string{}}
	c.match()
	d := &Diff{before: before, after: after, was: c.was, comparison: c}
	c.others(d)
	c.kpis(d)
	return d
}

// Empty reports whether nothing changed.
func (d *Diff) Empty() bool { return len(d.KPIs) == 0 && len(d.Others) == 0 }

// WasCalled returns the older name of a KPI that both definitions have; false is
// a KPI that is new.
func (d *Diff) WasCalled(id string) (string, bool) {
	name, ok := d.was[id]
	return name, ok
}

// Count returns how many KPIs are in a state.
func (d *Diff) Count(s State) int {
	n := 0
	for _, k := range d.KPIs {
		if k.State == s {
			n++
		}
	}
	return n
}
