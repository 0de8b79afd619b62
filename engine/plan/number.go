package plan

import (
	"strconv"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// A draft is a KPI's or a measure's text on the way to a Number.
type draft struct {
	id                           string
	name                         spec.Text // where it is named, for errors
	formula, source, date, where *spec.Text
	level                        *spec.Level
	unit                         spec.Text
	kpi                          *spec.KPI
	tree                         formula.Node
	state                        state
}

type state int

const (
	untouched state = iota
	underway
	done
)

// numbers resolves measures and KPIs, each after those that it reads.
func (b *builder) numbers() {
	drafts := b.drafts()
	byID := make(map[string]*draft, len(drafts))
	for _, d := range drafts {
		if other, ok := byID[d.id]; ok {
			// Two KPIs, or two measures, of one name were reported where they were read.
			if d.kpi != nil && other.kpi == nil {
				b.list.Errorf(d.name.Range, "duplicate-name", "%q is a measure already", d.id).At(other.name.Range, "the measure is here")
			}
			continue
		}
		byID[d.id] = d
		d.tree = formula.Parse(d.formula, &b.list)
		b.numberTypes[d.id] = formula.Type{}
	}
	for _, d := range drafts {
		b.resolve(d, byID)
	}
	for i := range b.catalog.KPIs {
		if n := b.plan.Numbers[b.catalog.KPIs[i].ID.Value]; n != nil && n.KPI != nil {
			b.plan.KPIs = append(b.plan.KPIs, n.KPI)
		}
	}
}

func (b *builder) drafts() []*draft {
	var out []*draft
	for i := range b.catalog.Measures {
		m := &b.catalog.Measures[i]
		out = append(out, &draft{id: m.ID.Value, name: m.ID, formula: &m.Formula, source: &m.Source, date: &m.Date, where: &m.Where, level: &m.Level, unit: m.Unit})
	}
	for i := range b.catalog.KPIs {
		k := &b.catalog.KPIs[i]
		out = append(out, &draft{id: k.ID.Value, name: k.ID, formula: &k.Formula, source: &k.Source, date: &k.Date, where: &k.Where, level: &k.Level, unit: k.Unit, kpi: k})
	}
	return out
}

// resolve checks d after all that it reads.
func (b *builder) resolve(d *draft, byID map[string]*draft) {
	if d.state != untouched {
		return
	}
	d.state = underway
	if d.tree != nil {
		for _, name := range formula.Names(d.tree) {
			other := byID[name]
			if other == nil {
				continue
			}
			if other.state == underway {
				b.list.Errorf(d.formula.Range, "cycle", "%q depends on itself: %s", d.id, cycleText(d.id, name))
				d.tree = nil
				break
			}
			b.resolve(other, byID)
		}
	}
	if d.tree != nil {
		b.number(d)
	}
	d.state = done
}

func cycleText(id, name string) string {
	if id == name {
		return "its formula names it"
	}
	return "its formula reads " + name + ", which reads " + id
}

func (b *builder) number(d *draft) {
	scope := &formula.Numbers{Sources: b.rows, Refs: b.numberTypes, Dimensions: b.dimensionNames()}
	source := b.sourceByID[d.source.Value]
	if d.source.Written() && source == nil {
		b.unknown(*d.source, "unknown-source", "there is no source %q", ids(b.plan.Sources, func(s *Source) string { return s.ID }))
		return
	}
	if source != nil {
		scope.Rows = source.rows
	}
	tree := formula.CheckNumber(d.tree, scope, &b.list)
	t := tree.Info().Type
	if t.Kind != formula.Number {
		if t.Kind != formula.Unknown {
			b.list.Errorf(d.formula.Range, "formula-type", "a KPI is a number, and this formula is a %s", t.Kind).
				Notef("count(…) makes a number of a condition")
		}
		return
	}
	t.Unit = b.declaredUnit(d, t.Unit)
	b.bind(d, tree, source)
	n := &Number{ID: d.id, Formula: tree, Type: t}
	n.Kind = b.kind(tree)
	n.State = b.reads(tree).levelsOnly()
	if d.kpi != nil {
		n.KPI = &KPI{Number: n, Spec: d.kpi, Unit: t.Unit}
		n.KPI.Grain, _ = calendar.ParseGrain(d.kpi.Grain.Value)
	}
	b.plan.Numbers[d.id] = n
	b.numberTypes[d.id] = t
}

// declaredUnit checks the unit that is declared against that of the formula.
func (b *builder) declaredUnit(d *draft, found unit.Unit) unit.Unit {
	if !d.unit.Written() {
		return found
	}
	declared, ok := unit.Parse(d.unit.Value)
	if !ok {
		return found // spec has said so
	}
	if !found.Fits(declared) {
		b.list.Errorf(d.unit.Range, "unit-mismatch", "%q is declared as %s, and its formula gives %s", d.id, declared, found).
			At(d.formula.Range, "the formula")
	}
	return declared
}

// An own is what a KPI says of the rows of its own source.
type own struct {
	source *Source
	clock  formula.Node
	life   *Life
	where  formula.Node
}

// bind gives every aggregate of a formula its clock or life, its full condition
// and its slot in the plan.
func (b *builder) bind(d *draft, tree formula.Node, source *Source) {
	mine := own{source: source}
	if source != nil {
		mine.clock, mine.life = b.time(d, source)
		if d.where.Written() {
			mine.where = b.condition(d.where, source.rows)
		}
	}
	b.readsOwnRows(d, tree)
	formula.Walk(tree, func(n formula.Node) {
		a, ok := n.(*formula.Aggregate)
		if !ok {
			return
		}
		if a.Qualified {
			s := b.sourceByID[a.Source]
			b.slot(a, own{source: s, clock: s.Clock, life: s.life()})
			return
		}
		b.slot(a, mine)
	})
	b.bindEaches(tree)
	b.levelWindows(tree)
}

// readsOwnRows reports a where: or date: that would change nothing, because the
// formula has no aggregate of the KPI's own source.
func (b *builder) readsOwnRows(d *draft, tree formula.Node) {
	reads := false
	formula.Walk(tree, func(n formula.Node) {
		a, ok := n.(*formula.Aggregate)
		reads = reads || ok && !a.Qualified
	})
	for _, option := range []struct {
		name string
		text *spec.Text
	}{{"where", d.where}, {"date", d.date}, {"level", &spec.Text{Range: d.level.Range}}} {
		if option.text.Written() && !reads {
			b.list.Errorf(option.text.Range, "nothing-to-filter", "%s: speaks of the rows of the KPI's own source, and the formula of %q reads none", option.name, d.id).
				Notef("write it at the measures and KPIs that the formula reads")
		}
	}
}

// condition checks a row formula that is true or false.
func (b *builder) condition(text *spec.Text, rows *formula.Rows) formula.Node {
	n := b.rowFormula(text, rows)
	if n != nil && n.Info().Type.Kind != formula.Boolean {
		b.list.Errorf(text.Range, "formula-type", "where: is a condition, and this is a %s", n.Info().Type.Kind)
		return nil
	}
	return n
}

func both(a, b formula.Node) formula.Node {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	and := &formula.Binary{Op: "and", X: a, Y: b}
	and.Type = formula.Type{Kind: formula.Boolean, Nullable: true}
	return and
}

// slot finds or makes the plan's aggregate for a. Where what decides its time is
// wrong, which was reported, it has neither clock nor life.
func (b *builder) slot(a *formula.Aggregate, o own) {
	s := o.source
	if s.Covers != "" && a.Func != "sum" {
		b.list.Errorf(a.Place.Range(), "plan-aggregate", "%s of a plan has no meaning inside a period: a plan row is shared out by days, so only sum can be asked for", a.Func)
	}
	aggregate := &Aggregate{Source: s, Clock: o.clock, Life: o.life, Func: a.Func, X: a.X, Entity: a.Entity, P: a.P, N: a.N, Where: both(o.where, a.Where), Filter: o.where, Type: a.Type}
	if a.Entity != nil && (formula.HasEdge(a.X) || formula.HasEdge(a.Entity) || formula.HasEdge(aggregate.Where)) {
		b.list.Errorf(a.Place.Range(), "period-edge", "%s compares periods itself: period_start and period_end cannot stand inside", a.Func)
	}
	key := strings.Join([]string{s.ID, formula.Format(o.clock), o.life.key(), a.Func, formula.Format(a.X), formula.Format(a.Entity),
		formula.Format(&formula.NumberLiteral{Value: a.P}), strconv.Itoa(a.N), formula.Format(aggregate.Where), formula.Format(o.where)}, "\x00")
	slot, ok := b.slots[key]
	if !ok {
		slot = len(b.plan.Aggregates)
		b.slots[key] = slot
		aggregate.Slot = slot
		b.plan.Aggregates = append(b.plan.Aggregates, aggregate)
	}
	a.Slot = slot
}

// kind derives how the periods of a formula add up.
func (b *builder) kind(n formula.Node) Kind {
	switch n := n.(type) {
	case *formula.Aggregate:
		return kindOf(b.plan.Aggregates[n.Slot])
	case *formula.Ref:
		if number := b.plan.Numbers[n.ID]; number != nil {
			return number.Kind
		}
	case *formula.Unary:
		return b.kind(n.X)
	case *formula.Binary:
		return b.kindOfPair(n)
	}
	return Derived
}

func kindOf(a *Aggregate) Kind {
	switch a.Func {
	case "sum", "count":
		if a.Life != nil {
			return Level
		}
		return Flow
	case "avg":
		return Average
	case "count_distinct":
		if a.Life != nil {
			return Level
		}
		return Distinct
	case "new_count", "retained_count", "returned_count", "lost_count":
		return Distinct
	case "top_share":
		return Ratio
	case "retained_sum", "lost_sum", "kept_sum":
		return Derived
	}
	return Percentile
}

func (b *builder) kindOfPair(n *formula.Binary) Kind {
	x, y := b.kind(n.X), b.kind(n.Y)
	_, scaled := n.Y.(*formula.NumberLiteral)
	_, scales := n.X.(*formula.NumberLiteral)
	switch n.Op {
	case "+", "-":
		if x == y && (x == Flow || x == Level) {
			return x
		}
	case "*":
		if scaled && (x == Flow || x == Level) {
			return x
		}
		if scales && (y == Flow || y == Level) {
			return y
		}
	case "/":
		if scaled {
			return x
		}
		if x != Derived && y != Derived {
			return Ratio
		}
	case "??":
		return x
	}
	return Derived
}
