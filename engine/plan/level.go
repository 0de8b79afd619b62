package plan

import (
	"strings"

	"kpi/engine/formula"
	"kpi/engine/spec"
)

// time returns what decides when the rows of a KPI's own source count: a clock,
// or a life. Both are nil where something is wrong.
func (b *builder) time(d *draft, s *Source) (formula.Node, *Life) {
	if d.level.Written() {
		b.noEffect(*d.date, "a level counts rows while they are alive, and %q has a date, too", d.id)
		return nil, b.life(d.level, s)
	}
	if d.date.Written() {
		return b.clock(d.date, s), nil
	}
	return s.Clock, s.life()
}

// life is what decides for a source that has no clock: its rows count as the
// file stands.
func (s *Source) life() *Life {
	if s.Spec.Date.Written() {
		return nil
	}
	return &Life{Current: true}
}

func (b *builder) life(l *spec.Level, s *Source) *Life {
	switch {
	case s.Covers != "":
		b.list.Errorf(l.Range, "plan-aggregate", "a plan has no level: its rows stand for their whole period")
		return nil
	case l.Current:
		return &Life{Current: true}
	case l.TakenOn.Written():
		return b.snapshots(l, s)
	}
	from := b.clock(&l.From, s)
	if from == nil || !l.Until.Written() {
		return aliveFrom(from, nil)
	}
	until := b.clock(&l.Until, s)
	if until == nil {
		return nil
	}
	return aliveFrom(from, until)
}

func aliveFrom(from, until formula.Node) *Life {
	if from == nil {
		return nil
	}
	return &Life{From: from, Until: until}
}

func (b *builder) snapshots(l *spec.Level, s *Source) *Life {
	life := &Life{From: b.clock(&l.TakenOn, s)}
	for i := range l.Per {
		if n := b.timeless(b.rowFormula(&l.Per[i], s.rows), &l.Per[i]); n != nil {
			life.Per = append(life.Per, n)
		}
	}
	if life.From == nil || len(life.Per) < len(l.Per) {
		return nil
	}
	return life
}

// key tells lives apart.
func (l *Life) key() string {
	if l == nil {
		return ""
	}
	if l.Current {
		return "current"
	}
	parts := []string{formula.Format(l.From), formula.Format(l.Until)}
	for _, n := range l.Per {
		parts = append(parts, formula.Format(n))
	}
	return strings.Join(parts, "\x01")
}

// Key tells the lives of a source apart; a nil Life has none.
func (l *Life) Key() string { return l.key() }

// levelWindows refuses trailing and to_date around levels alone: a level is the
// state on one day, and not something that a span has more of. Who stayed is
// something else: trailing says how far back the other day is.
func (b *builder) levelWindows(tree formula.Node) {
	formula.Walk(tree, func(n formula.Node) {
		w, ok := n.(*formula.Window)
		if !ok || w.Func != "trailing" && w.Func != "to_date" {
			return
		}
		r := b.reads(w.X)
		if r.levelsOnly() && (w.Func == "to_date" || r.compared == 0) {
			b.list.Errorf(formula.Range(w), "level-window", "%s has no meaning for a level, which is the state on one day", w.Func).
				Labelf("such as avg_each(%s, \"month\") for the mean of the ends of months", formula.Format(w.X))
		}
	})
}

// A reading counts the aggregates that a formula reads: levels, those of them
// that are compared with the window before, and others.
type reading struct{ levels, compared, others int }

func (r reading) levelsOnly() bool { return r.levels > 0 && r.others == 0 }

// reads counts what n reads. A level in each sub-period of a window is no level
// of the window.
func (b *builder) reads(n formula.Node) reading {
	var r reading
	seen := map[string]bool{}
	var visit func(formula.Node)
	visit = func(n formula.Node) {
		switch n := n.(type) {
		case nil:
		case *formula.Aggregate:
			a := b.plan.Aggregates[n.Slot]
			switch {
			case a.Life == nil:
				r.others++
			case a.Compares():
				r.levels++
				r.compared++
			default:
				r.levels++
			}
		case *formula.Ref:
			if number := b.plan.Numbers[n.ID]; number != nil && !seen[n.ID] {
				seen[n.ID] = true
				visit(number.Formula)
			}
		case *formula.Each:
			if n.Unit != "" {
				r.others++
				return
			}
			visit(n.X)
		default:
			for _, child := range formula.Children(n) {
				visit(child)
			}
		}
	}
	visit(n)
	return r
}

// settles is how long the periods of a KPI stay partial: as it says, else as
// long as the slowest that it reads.
func (b *builder) settles(k *KPI) int {
	if k.Spec.SettlesAfter.Written() {
		return days(k.Spec.SettlesAfter.Value)
	}
	return b.settling(k.Formula, map[string]bool{})
}

// settling is the longest time that a KPI or a join to many takes to settle,
// among those that n reads. What a KPI says holds for all that is below it.
func (b *builder) settling(n formula.Node, seen map[string]bool) int {
	longest := 0
	formula.Walk(n, func(n formula.Node) {
		switch n := n.(type) {
		case *formula.Aggregate:
			longest = max(longest, b.plan.Aggregates[n.Slot].within())
		case *formula.Ref:
			number := b.plan.Numbers[n.ID]
			if number == nil || seen[n.ID] {
				return
			}
			seen[n.ID] = true
			if number.KPI != nil && number.KPI.Spec.SettlesAfter.Written() {
				longest = max(longest, days(number.KPI.Spec.SettlesAfter.Value))
				return
			}
			longest = max(longest, b.settling(number.Formula, seen))
		}
	})
	return longest
}

// within is the longest time after their own date that rows wait for the rows of
// a join to many.
func (a *Aggregate) within() int {
	longest := 0
	for _, n := range []formula.Node{a.X, a.Entity, a.Where} {
		formula.Walk(n, func(n formula.Node) {
			if r, ok := n.(*formula.Reduced); ok {
				longest = max(longest, a.Source.reached(r.Path).Joins[r.Join].Within)
			}
		})
	}
	return longest
}

// reached returns the source that a path of joins leads to.
func (s *Source) reached(path []string) *Source {
	for _, step := range path {
		s = s.Joins[step].Source
	}
	return s
}
