package plan

import (
	"slices"
	"strconv"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// clear leaves out the sources whose formula was refused.
func (d *Dimension) clear() {
	for id, n := range d.In {
		if n == nil {
			delete(d.In, id)
		}
	}
}

// shownMembers is how many members a dimension shows where it does not say.
const shownMembers = 50

func (b *builder) dimensions() {
	for i := range b.catalog.Dimensions {
		spec := &b.catalog.Dimensions[i]
		d := &Dimension{ID: spec.ID.Value, Name: spec.Name.Value, In: map[string]formula.Node{}, Limit: shownMembers, named: spec.Name}
		if d.Name == "" {
			d.Name = d.ID
		}
		b.dimensionSources(d, spec)
		d.clear()
		b.bands(d, spec)
		if limit, ok := unit.ParseLiteral(spec.Limit.Value); ok {
			d.Limit = max(1, int(limit.Value))
		}
		b.plan.Dimensions = append(b.plan.Dimensions, d)
	}
}

func (b *builder) dimensionSources(d *Dimension, spec *spec.Dimension) {
	for i := range spec.In {
		in := &spec.In[i]
		s, ok := b.sourceByID[in.ID.Value]
		if !ok {
			b.unknown(in.ID, "unknown-source", "there is no source %q", ids(b.plan.Sources, func(s *Source) string { return s.ID }))
			continue
		}
		n := b.rowFormula(&in.Formula, s.rows)
		if n == nil {
			continue
		}
		d.In[s.ID] = n
		d.Unit = n.Info().Type.Unit
		if len(spec.Bands) > 0 && n.Info().Type.Kind != formula.Number {
			b.list.Errorf(in.Formula.Range, "formula-type", "bands divide numbers, and %q is a %s", in.Formula.Value, n.Info().Type.Kind)
		}
		if len(spec.Bands) == 0 {
			d.In[s.ID] = b.timeless(n, &in.Formula)
		}
		if len(spec.Bands) == 0 && n.Info().Type.Storage == formula.Double && n.Info().Type.Kind == formula.Number {
			b.list.Errorf(in.Formula.Range, "dimension-number", "%q is a number that can take any value: it makes no groups", in.Formula.Value).
				Notef("divide it with bands: [30, 60, 90]")
		}
	}
}

func (b *builder) bands(d *Dimension, spec *spec.Dimension) {
	divided := &formula.Ref{ID: d.ID}
	divided.Type = formula.Type{Kind: formula.Number, Unit: d.Unit}
	for i := range spec.Bands {
		t := &spec.Bands[i]
		lit, ok := unit.ParseLiteral(t.Value)
		if !ok {
			continue // spec has said so
		}
		literal(divided, t, &b.list)
		if len(d.Bands) > 0 && lit.Value <= d.Bands[len(d.Bands)-1] {
			b.list.Errorf(t.Range, "band-order", "bands are written from the smallest to the largest")
		}
		d.Bands = append(d.Bands, lit.Value)
	}
}

// BandName says what the band i of a dimension with bands holds, such as "over 10
// to 20" or "over 10% to 20%": its upper bound is inside. There is one band more
// than there are bounds.
func (d *Dimension) BandName(i int) string {
	switch {
	case i == 0:
		return "up to " + d.bound(0)
	case i == len(d.Bands):
		return "over " + d.bound(i-1)
	}
	return "over " + d.bound(i-1) + " to " + d.bound(i)
}

// bound prints an upper bound as it is written in the definitions.
func (d *Dimension) bound(i int) string {
	if d.Unit == unit.Percent {
		// 0.07 times 100 is not quite 7.
		return strconv.FormatFloat(100*d.Bands[i], 'g', 12, 64) + "%"
	}
	return strconv.FormatFloat(d.Bands[i], 'f', -1, 64)
}

// DimensionsOf returns the dimensions that every aggregate of n has: what n can
// be broken down by, in the order of writing.
func (p *Plan) DimensionsOf(n *Number) []*Dimension {
	var out []*Dimension
	for _, d := range p.Dimensions {
		sources := p.sourcesBy(n.Formula, d)
		if !slices.ContainsFunc(sources, func(s *Source) bool { return d.In[s.ID] == nil }) && len(sources) > 0 {
			out = append(out, d)
		}
	}
	return out
}

// member returns the source whose rows have the members of d for the aggregate.
// An entity that belongs to another member in each window belongs to none.
func (a *Aggregate) member(d *Dimension) *Source {
	if a.Entity != nil && formula.HasEdge(d.In[a.Source.ID]) {
		return &Source{}
	}
	return a.Source
}

// sourcesBy returns the sources that n reads member by member of d, also through
// KPIs and measures: a total is the same for every member.
func (p *Plan) sourcesBy(n formula.Node, d *Dimension) []*Source {
	var out []*Source
	seen := map[string]bool{}
	var visit func(formula.Node)
	visit = func(n formula.Node) {
		switch n := n.(type) {
		case nil:
		case *formula.Aggregate:
			if s := p.Aggregates[n.Slot].member(d); !slices.Contains(out, s) {
				out = append(out, s)
			}
		case *formula.Total:
			if n.Dimension != "" && n.Dimension != d.ID {
				visit(n.X)
			}
		case *formula.Ref:
			if number, ok := p.Numbers[n.ID]; ok && !seen[n.ID] {
				seen[n.ID] = true
				visit(number.Formula)
			}
		default:
			for _, child := range formula.Children(n) {
				visit(child)
			}
		}
	}
	visit(n)
	return out
}

// EachAggregate calls visit for every aggregate that n reads, also through KPIs
// and measures, in the order of the formula. Each KPI and measure is read once.
func (p *Plan) EachAggregate(n formula.Node, visit func(*Aggregate)) {
	p.EachLeaf(n, func(leaf *formula.Aggregate) { visit(p.Aggregates[leaf.Slot]) })
}

// EachLeaf calls visit for every aggregate that n reads as it stands in a
// formula, as EachAggregate does.
func (p *Plan) EachLeaf(n formula.Node, visit func(*formula.Aggregate)) {
	p.eachLeaf(n, visit, map[string]bool{})
}

func (p *Plan) eachLeaf(n formula.Node, visit func(*formula.Aggregate), seen map[string]bool) {
	formula.Walk(n, func(n formula.Node) {
		switch n := n.(type) {
		case *formula.Aggregate:
			visit(n)
		case *formula.Ref:
			if number, ok := p.Numbers[n.ID]; ok && !seen[n.ID] {
				seen[n.ID] = true
				p.eachLeaf(number.Formula, visit, seen)
			}
		}
	})
}

// Filter checks a condition over dimensions, as --where gives it, and returns
// it for each source that has all of them.
func (p *Plan) Filter(text *spec.Text) (map[string]formula.Node, diag.List) {
	var list diag.List
	parsed := formula.Parse(text, &list)
	if parsed == nil {
		return nil, list
	}
	filters := map[string]formula.Node{}
	known := ids(p.Dimensions, func(d *Dimension) string { return d.ID })
	formula.Walk(parsed, func(n formula.Node) {
		name, ok := n.(*formula.Name)
		if !ok || p.Dimension(name.Name) != nil {
			return
		}
		d := list.Errorf(name.Place.Range(), "unknown-dimension", "a filter reads dimensions, and there is no dimension %q", name.Name)
		if near := diag.Nearest(name.Name, known); near != "" {
			d.Labelf("did you mean %q?", near)
		}
		d.Notef("dimensions: %s", diag.Some(known))
	})
	if list.HasErrors() {
		return nil, list
	}
	for _, s := range p.Sources {
		rows := p.dimensionRows(s)
		if slices.ContainsFunc(formula.Names(parsed), func(name string) bool { return rows.Fields[name] == nil }) {
			continue
		}
		n := formula.CheckRow(formula.Parse(text, &list), rows, &list)
		if n.Info().Type.Kind != formula.Boolean && !list.HasErrors() {
			list.Errorf(text.Range, "formula-type", "a filter is a condition, such as region == \"West\"")
		}
		if formula.HasEdge(n) {
			list.Errorf(text.Range, "period-edge", "a filter keeps the same rows in every period, and a dimension that it reads differs from period to period")
		}
		filters[s.ID] = n
	}
	list.Sort()
	return filters, list
}

// dimensionRows are the rows of s as they are seen by dimensions alone.
func (p *Plan) dimensionRows(s *Source) *formula.Rows {
	rows := &formula.Rows{Source: s.ID, Fields: map[string]func() formula.Node{}}
	for _, d := range p.Dimensions {
		if n := d.In[s.ID]; n != nil {
			rows.Fields[d.ID] = func() formula.Node { return n }
		}
	}
	return rows
}
