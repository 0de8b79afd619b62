package diff

import (
	"maps"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// A key names a definition among all of one plan.
type key struct {
	kind Kind
	id   string
}

// partOf is the key of what belongs to a source.
func partOf(kind Kind, id string, s *plan.Source) key { return key{kind, id + " of " + s.ID} }

// A reach collects the definitions that something reads, by the names that it is
// written with, also through others.
type reach struct {
	model *model
	found map[key]bool
}

func (m *model) reach() *reach { return &reach{m, map[key]bool{}} }

// add reports whether the definition was not reached before.
func (r *reach) add(k key) bool {
	known := r.found[k]
	r.found[k] = true
	return !known
}

// parsed is the tree of a text whose names are open; nil where the text is no
// formula.
func parsed(t *spec.Text) formula.Node {
	if !t.Written() {
		return nil
	}
	return formula.Parse(t, &diag.List{})
}

// rows follows a formula over the rows of s.
func (r *reach) rows(n formula.Node, s *plan.Source) {
	switch n := n.(type) {
	case nil:
		return
	case *formula.Name:
		r.name(n.Name, s)
		return
	case *formula.Member:
		if joined := r.path(n.X, s); joined != nil {
			r.name(n.Name, joined)
		}
		return
	case *formula.Call:
		if n.Qualifier != nil {
			s = r.step(n.Qualifier.Name, s)
		}
	}
	for _, child := range formula.Children(n) {
		r.rows(child, s)
	}
}

// path follows joins and returns the source that they lead to, or nil.
func (r *reach) path(n formula.Node, s *plan.Source) *plan.Source {
	switch n := n.(type) {
	case *formula.Name:
		return r.step(n.Name, s)
	case *formula.Member:
		return r.step(n.Name, r.path(n.X, s))
	}
	return nil
}

// step follows one join; nil is none.
func (r *reach) step(name string, s *plan.Source) *plan.Source {
	if s == nil || s.Joins[name] == nil {
		return nil
	}
	j := s.Joins[name]
	if r.add(partOf(Join, name, s)) {
		for i := range j.Spec.Via {
			local, other := j.Spec.Via[i].Local, j.Spec.Via[i].Other
			if !other.Written() {
				other = local
			}
			r.rows(parsed(&local), s)
			r.rows(parsed(&other), j.Source)
		}
		if j.Within > 0 {
			r.rows(parsed(&s.Spec.Date), s)
			r.rows(parsed(&j.Source.Spec.Date), j.Source)
		}
		r.source(j.Source)
	}
	return j.Source
}

// name follows a field or a column.
func (r *reach) name(name string, s *plan.Source) {
	if s == nil {
		return
	}
	for i := range s.Spec.Fields {
		f := &s.Spec.Fields[i]
		if f.ID.Value == name {
			if r.add(partOf(Field, name, s)) {
				r.rows(parsed(&f.Formula), s)
			}
			return
		}
	}
	r.add(partOf(Column, name, s))
}

func (r *reach) source(s *plan.Source) {
	if !r.add(key{Source, s.ID}) || !s.Spec.Query.Written() {
		return
	}
	for _, other := range r.model.plan.Queried(s) {
		r.source(other)
		for _, c := range other.Columns {
			r.add(partOf(Column, c.ID, other))
		}
	}
}

// numbers follows a formula over numbers whose own rows, where there are some,
// are those of s.
func (r *reach) numbers(n formula.Node, s *plan.Source) {
	switch n := n.(type) {
	case nil:
		return
	case *formula.Name:
		r.number(n.Name)
		return
	case *formula.Call:
		f := formula.Lookup(n.Name)
		switch {
		case f != nil && f.Scope == formula.Reduce:
			r.aggregate(n, s)
			return
		case f != nil && f.Scope == formula.Members && len(n.Args) > 0:
			r.numbers(n.Args[0], s)
			r.members(n.Args[1:], s)
			return
		}
	}
	for _, child := range formula.Children(n) {
		r.numbers(child, s)
	}
}

func (r *reach) aggregate(n *formula.Call, s *plan.Source) {
	if n.Qualifier != nil {
		s = r.model.plan.Source(n.Qualifier.Name)
		if s != nil {
			r.rows(parsed(&s.Spec.Date), s)
		}
	}
	if s != nil {
		r.source(s)
	}
	for _, arg := range n.Args {
		r.rows(arg, s)
	}
}

// members follows what a number is computed for each of: a dimension, or a
// formula over rows.
func (r *reach) members(args []formula.Node, s *plan.Source) {
	for _, arg := range args {
		if name, ok := arg.(*formula.Name); ok && r.model.plan.Dimension(name.Name) != nil {
			r.dimension(name.Name)
			continue
		}
		r.rows(arg, s)
	}
}

func (r *reach) dimension(id string) {
	d := r.model.plan.Dimension(id)
	if d == nil || !r.add(key{Dimension, id}) {
		return
	}
	for i := range r.model.plan.Catalog.Dimensions {
		w := &r.model.plan.Catalog.Dimensions[i]
		if w.ID.Value != id {
			continue
		}
		for i := range w.In {
			r.rows(parsed(&w.In[i].Formula), r.model.plan.Source(w.In[i].ID.Value))
		}
	}
}

// number follows a KPI or a measure by its name.
func (r *reach) number(id string) {
	n := r.model.plan.Numbers[id]
	if n == nil {
		return
	}
	k := key{Measure, id}
	if n.KPI != nil {
		k.kind = KPI
	}
	if r.add(k) {
		maps.Copy(r.found, r.model.reachOf(k, n).found)
	}
}

// reachOf is all that a KPI or a measure reads.
func (m *model) reachOf(k key, n *plan.Number) *reach {
	if m.reached[k] == nil {
		m.reached[k] = m.reach()
		m.reached[k].written(m.numberTexts(n))
	}
	return m.reached[k]
}

// A numberText is a KPI or a measure as written.
type numberText struct {
	formula, source, date, where *spec.Text
	level                        *spec.Level
}

func (m *model) numberTexts(n *plan.Number) numberText {
	if n.KPI != nil {
		w := n.KPI.Spec
		return numberText{&w.Formula, &w.Source, &w.Date, &w.Where, &w.Level}
	}
	for i := range m.plan.Catalog.Measures {
		if w := &m.plan.Catalog.Measures[i]; w.ID.Value == n.ID {
			return numberText{&w.Formula, &w.Source, &w.Date, &w.Where, &w.Level}
		}
	}
	panic("diff: the measure " + n.ID + " is not in the catalog")
}

// written follows all that a KPI or a measure says of its value.
func (r *reach) written(w numberText) {
	s := r.model.plan.Source(w.source.Value)
	r.numbers(parsed(w.formula), s)
	if s == nil {
		return
	}
	dates := []*spec.Text{w.date, w.where, &w.level.From, &w.level.Until, &w.level.TakenOn}
	if !w.date.Written() && !w.level.Written() {
		dates = append(dates, &s.Spec.Date)
	}
	for i := range w.level.Per {
		dates = append(dates, &w.level.Per[i])
	}
	for _, t := range dates {
		r.rows(parsed(t), s)
	}
}
