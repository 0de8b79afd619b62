package lineage

import (
	"slices"

	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A Reading collects the sources that formulas read, each once, in the order in
// which they come up.
type Reading struct {
	Plan *plan.Plan
	By   []*plan.Dimension // that the rows are grouped by
	// Where is the filter on the rows of a source; a source without one has none.
	Where map[string]formula.Node
	// Direct leaves out what is read through KPIs and measures.
	Direct bool

	Sources []*plan.Source
	visited map[string]bool // KPIs and measures
}

// Number adds what a formula over numbers reads. A nil formula reads nothing.
func (r *Reading) Number(f formula.Node) {
	formula.Walk(f, func(f formula.Node) {
		switch f := f.(type) {
		case *formula.Aggregate:
			r.aggregate(r.Plan.Aggregates[f.Slot])
		case *formula.Each:
			r.each(f)
		case *formula.Ref:
			r.follow(f.ID)
		}
	})
}

func (r *Reading) each(f *formula.Each) {
	if d := r.Plan.Dimension(f.Dimension); d != nil && !slices.Contains(r.By, d) {
		r.By = append(r.By, d)
	}
}

func (r *Reading) follow(id string) {
	number := r.Plan.Numbers[id]
	if r.Direct || number == nil || r.visited[id] {
		return
	}
	if r.visited == nil {
		r.visited = map[string]bool{}
	}
	r.visited[id] = true
	r.Number(number.Formula)
}

func (r *Reading) aggregate(a *plan.Aggregate) {
	r.add(a.Source)
	rows := []formula.Node{a.X, a.Entity, a.Where, a.Clock, r.Where[a.Source.ID]}
	if a.Life != nil {
		rows = append(append(rows, a.Life.From, a.Life.Until), a.Life.Per...)
	}
	for _, d := range r.By {
		rows = append(rows, d.In[a.Source.ID])
	}
	for _, f := range rows {
		r.row(a.Source, f)
	}
}

// row adds what a formula over the rows of a source reads through joins.
func (r *Reading) row(s *plan.Source, f formula.Node) {
	switch f := f.(type) {
	case nil:
	case *formula.Column:
		r.along(s, f.Path)
	case *formula.Reduced:
		other := r.along(r.along(s, f.Path), []string{f.Join})
		r.row(other, f.X)
		r.row(other, f.Where)
	default:
		for _, child := range formula.Children(f) {
			r.row(s, child)
		}
	}
}

// along follows joins from a source, and returns where they lead.
func (r *Reading) along(s *plan.Source, joins []string) *plan.Source {
	for _, id := range joins {
		j := s.Joins[id]
		for i := range j.Local {
			r.row(s, j.Local[i])
			r.row(j.Source, j.Other[i])
		}
		r.add(j.Source)
		s = j.Source
	}
	return s
}

func (r *Reading) add(s *plan.Source) {
	if !slices.Contains(r.Sources, s) {
		r.Sources = append(r.Sources, s)
	}
}

// Queried adds the sources that the text of a query names. A source that is no
// query names none.
func (r *Reading) Queried(query *plan.Source) {
	for _, s := range r.Plan.Queried(query) {
		r.add(s)
	}
}
