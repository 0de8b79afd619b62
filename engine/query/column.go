package query

import (
	"kpi/engine/formula"
)

// A Column is a column of a row that is listed.
type Column struct {
	Name string
	Node formula.Node
}

// Columns lists what is shown of each row: the columns of the source's
// contract, then the fields and the columns of joined rows that its formulas
// read.
func (l *Listing) Columns() []Column {
	var out []Column
	s := l.Aggregate.Source
	for _, c := range s.Columns {
		column := &formula.Column{ID: c.ID}
		column.Type = c.Type
		out = append(out, Column{c.ID, column})
	}
	read, order := l.reads()
	named := map[string]bool{}
	for _, f := range s.Spec.Fields {
		if n := s.Field(f.ID.Value); n != nil && computed(n) && read[formula.Format(n)] {
			named[formula.Format(n)] = true
			out = append(out, Column{f.ID.Value, n})
		}
	}
	for _, n := range order {
		if text := formula.Format(n); outside(n) && !named[text] {
			out = append(out, Column{text, n})
		}
	}
	return out
}

// reads finds every part of the formulas that the rows of the listing are read
// by, in the order of the text, each once. What stands inside an aggregate over
// a join to many is about other rows.
func (l *Listing) reads() (map[string]bool, []formula.Node) {
	seen, order := map[string]bool{}, []formula.Node(nil)
	var visit func(formula.Node)
	visit = func(n formula.Node) {
		if n == nil {
			return
		}
		if text := formula.Format(n); !seen[text] {
			seen[text] = true
			order = append(order, n)
		}
		if _, reduced := n.(*formula.Reduced); reduced {
			return
		}
		for _, child := range formula.Children(n) {
			visit(child)
		}
	}
	for _, n := range append(l.Formulas(), l.Shown...) {
		visit(n)
	}
	return seen, order
}

// Formulas are those that decide whether a row counts, and for how much; some
// are nil.
func (l *Listing) Formulas() []formula.Node {
	a := l.Aggregate
	out := []formula.Node{a.X, a.Entity, a.Where, a.Clock}
	if a.Life != nil {
		out = append(append(out, a.Life.From, a.Life.Until), a.Life.Per...)
	}
	if l.Each > 0 {
		out = append(out, l.each().In(a.Source))
	}
	if l.Dimension != nil {
		out = append(out, l.Dimension.In[a.Source.ID])
	}
	return append(out, l.request.Filters[a.Source.ID])
}

// computed reports whether a field says more than a column or a constant does.
func computed(n formula.Node) bool {
	if c, ok := n.(*formula.Column); ok {
		return len(c.Path) > 0
	}
	reads := false
	formula.Walk(n, func(n formula.Node) {
		switch n.(type) {
		case *formula.Column, *formula.Reduced, *formula.PeriodEdge:
			reads = true
		}
	})
	return reads
}

// outside reports whether n is read from another row than the source's own.
func outside(n formula.Node) bool {
	switch n := n.(type) {
	case *formula.Column:
		return len(n.Path) > 0
	case *formula.Reduced:
		return true
	}
	return false
}
