package plan

import (
	"kpi/engine/formula"
)

func (b *builder) dimensionNames() map[string]bool {
	names := make(map[string]bool, len(b.plan.Dimensions))
	for _, d := range b.plan.Dimensions {
		names[d.ID] = true
	}
	return names
}

// bindEaches gives every Each with members its slot in the plan, and checks
// that what is inside can be computed member by member.
func (b *builder) bindEaches(tree formula.Node) {
	formula.Walk(tree, func(n formula.Node) {
		e, ok := n.(*formula.Each)
		if !ok || e.Unit != "" {
			return
		}
		b.eachSlot(e)
		b.eachReads(e)
	})
}

func (b *builder) eachSlot(e *formula.Each) {
	key := e.Dimension + "\x00" + e.Source + "\x00" + formula.Format(e.Per)
	slot, ok := b.eaches[key]
	if !ok {
		slot = len(b.plan.Eaches)
		b.eaches[key] = slot
		b.plan.Eaches = append(b.plan.Eaches, &Each{Slot: slot, Dimension: b.plan.Dimension(e.Dimension), Per: e.Per, Source: b.sourceByID[e.Source]})
	}
	e.Slot = slot
}

// eachReads checks the aggregates that an Each computes for its members.
func (b *builder) eachReads(e *formula.Each) {
	per, rows := b.plan.Eaches[e.Slot], 0
	leaves := &leaves{plan: b.plan, dimension: e.Dimension, seen: map[string]bool{}}
	leaves.visit(e.X, func(n formula.Node) {
		inner, ok := n.(*formula.Each)
		if ok && inner.Unit == "" {
			b.list.Errorf(formula.Range(e), "members-in-members", "%s computes a number for each member already, and %s would do so for each member of that", inner.Func, e.Func).
				Notef("\"month\" and the other units of the calendar can stand inside")
		}
		leaf, ok := n.(*formula.Aggregate)
		if !ok {
			return
		}
		rows++
		a := b.plan.Aggregates[leaf.Slot]
		switch {
		case a.Entity != nil:
			b.list.Errorf(formula.Range(e), "members-in-members", "%s looks at each entity already, and cannot be computed for each member of another kind", a.Func)
		case per.In(a.Source) == nil:
			b.noMember(e, a)
		}
	})
	if rows == 0 {
		b.list.Errorf(formula.Range(e.X), "no-members", "no rows are read here, so that there are no members to compute it for")
	}
}

func (b *builder) noMember(e *formula.Each, a *Aggregate) {
	d := b.list.Errorf(formula.Range(e), "no-members", "the rows of %q belong to no %s", a.Source.ID, formula.Format(e.Per)+e.Dimension)
	if e.Dimension != "" {
		d.Notef("add %q to in: of the dimension, or take total(…) of it", a.Source.ID)
		return
	}
	d.Notef("a column has members in its own source only: name a dimension that both sources have")
}

// leaves are the aggregates and Eaches that a formula reads member by member,
// also through KPIs and measures. A total is the same for all members.
type leaves struct {
	plan      *Plan
	dimension string
	seen      map[string]bool
}

func (l *leaves) visit(n formula.Node, found func(formula.Node)) {
	switch n := n.(type) {
	case nil:
	case *formula.Total:
		if n.Dimension != "" && n.Dimension != l.dimension {
			l.visit(n.X, found)
		}
	case *formula.Ref:
		if number := l.plan.Numbers[n.ID]; number != nil && !l.seen[n.ID] {
			l.seen[n.ID] = true
			l.visit(number.Formula, found)
		}
	case *formula.Aggregate:
		found(n)
	default:
		found(n)
		for _, child := range formula.Children(n) {
			l.visit(child, found)
		}
	}
}
