package kpitest

import (
	"slices"
	"strings"
	"unicode"

	"kpi/engine/formula"
	"kpi/engine/plan"
)

// needs collects the sources that formulas read.
type needs struct {
	plan    *plan.Plan
	by      []*plan.Dimension       // that the rows are grouped by
	where   map[string]formula.Node // by source: the filter on its rows
	sources []*plan.Source
	visited map[string]bool // KPIs and measures
}

// number adds what a formula over numbers reads.
func (n *needs) number(f formula.Node) {
	formula.Walk(f, func(f formula.Node) {
		switch f := f.(type) {
		case *formula.Aggregate:
			n.aggregate(n.plan.Aggregates[f.Slot])
		case *formula.Each:
			if d := n.plan.Dimension(f.Dimension); d != nil && !slices.Contains(n.by, d) {
				n.by = append(n.by, d)
			}
		case *formula.Ref:
			if number := n.plan.Numbers[f.ID]; number != nil && !n.visited[f.ID] {
				n.visited[f.ID] = true
				n.number(number.Formula)
			}
		}
	})
}

func (n *needs) aggregate(a *plan.Aggregate) {
	n.add(a.Source)
	rows := []formula.Node{a.X, a.Entity, a.Where, a.Clock, n.where[a.Source.ID]}
	if a.Life != nil {
		rows = append(append(rows, a.Life.From, a.Life.Until), a.Life.Per...)
	}
	for _, d := range n.by {
		rows = append(rows, d.In[a.Source.ID])
	}
	for _, f := range rows {
		n.row(a.Source, f)
	}
}

// row adds what a formula over the rows of a source reads through joins.
func (n *needs) row(s *plan.Source, f formula.Node) {
	switch f := f.(type) {
	case nil:
	case *formula.Column:
		n.along(s, f.Path)
	case *formula.Reduced:
		other := n.along(n.along(s, f.Path), []string{f.Join})
		n.row(other, f.X)
		n.row(other, f.Where)
	default:
		for _, child := range formula.Children(f) {
			n.row(s, child)
		}
	}
}

// along follows joins from a source, and returns where they lead.
func (n *needs) along(s *plan.Source, joins []string) *plan.Source {
	for _, id := range joins {
		j := s.Joins[id]
		for i := range j.Local {
			n.row(s, j.Local[i])
			n.row(j.Source, j.Other[i])
		}
		n.add(j.Source)
		s = j.Source
	}
	return s
}

func (n *needs) add(s *plan.Source) {
	if !slices.Contains(n.sources, s) {
		n.sources = append(n.sources, s)
	}
}

// missing returns the sources that are read and not given, in the order of the
// definitions. A query that is not given reads the sources that its text names.
func (n *needs) missing(given func(id string) bool) []*plan.Source {
	for i := 0; i < len(n.sources); i++ {
		if s := n.sources[i]; s.Spec.Query.Written() && !given(s.ID) {
			n.addNamed(s)
		}
	}
	var out []*plan.Source
	for _, s := range n.plan.Sources {
		if slices.Contains(n.sources, s) && !s.Spec.Query.Written() && !given(s.ID) {
			out = append(out, s)
		}
	}
	return out
}

func (n *needs) addNamed(query *plan.Source) {
	words := strings.FieldsFunc(query.Spec.Query.Value, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' })
	for _, s := range n.plan.Sources {
		if s != query && slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, s.ID) }) {
			n.add(s)
		}
	}
}
