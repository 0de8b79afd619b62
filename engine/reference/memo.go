package reference

import (
	"regexp"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A memo keeps what was computed and cannot change. It changes the time that a
// test takes, and no result.
type memo struct {
	fixed    map[reading]any
	hasEdge  map[formula.Node]bool
	partners map[meeting][]*Row
	patterns map[string]*regexp.Regexp
	ranges   map[timing]span
	lives    map[*plan.Life]map[*Row]life
	numbers  map[reference]Value
}

// A reading is a formula over a row.
type reading struct {
	node formula.Node
	row  *Row
}

// A meeting is a join from a row.
type meeting struct {
	join *plan.Join
	row  *Row
}

// A timing is what decides when the rows of a source count.
type timing struct {
	source *plan.Source
	clock  formula.Node
	life   *plan.Life
}

// A reference is a KPI or measure in a scope.
type reference struct {
	id    string
	frame calendar.Frame
	moves string
	only  string
}

// New returns an evaluator over tables.
func New(p *plan.Plan, t Tables) *Evaluator {
	return &Evaluator{Plan: p, Tables: t, memo: memo{
		fixed: map[reading]any{}, hasEdge: map[formula.Node]bool{}, partners: map[meeting][]*Row{}, patterns: map[string]*regexp.Regexp{},
		ranges: map[timing]span{}, lives: map[*plan.Life]map[*Row]life{}, numbers: map[reference]Value{},
	}}
}

// fixed evaluates a formula over a row, once where it is the same in every
// frame.
func (e *Evaluator) fixed(n formula.Node, p place) any {
	edge, ok := e.memo.hasEdge[n]
	if !ok {
		edge = readsEdge(n)
		e.memo.hasEdge[n] = edge
	}
	if edge {
		return e.row(n, p)
	}
	key := reading{n, p.row}
	v, ok := e.memo.fixed[key]
	if !ok {
		v = e.row(n, p)
		e.memo.fixed[key] = v
	}
	return v
}

func readsEdge(n formula.Node) bool {
	found := false
	formula.Walk(n, func(n formula.Node) {
		_, ok := n.(*formula.PeriodEdge)
		found = found || ok
	})
	return found
}
