package diff

import (
	"slices"

	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// ruleDirections says of the changes of a rule which way they go: a rule that
// fires later, or is over sooner, is weaker.
func (c *comparison) ruleDirections(d *Definition) {
	if d.Kind != Rule || d.State != Changed {
		return
	}
	old, now := c.before.plan.Rule(d.ID), c.after.plan.Rule(d.ID)
	for i := range d.Changes {
		switch change := &d.Changes[i]; change.What {
		case "when":
			change.Direction = c.fires(old.When, now.When)
		case "clear_when":
			change.Direction = flipped(c.fires(old.Clear, now.Clear))
		case "for":
			change.Direction = towards(float64(old.For), float64(now.For), Weaker)
		case "clear_for":
			change.Direction = towards(float64(old.ClearFor), float64(now.ClearFor), Harder)
		case "severity":
			change.Direction = towards(grade(old.Severity), grade(now.Severity), Harder)
		case "depends_on":
			change.Direction = dependencies(old.Spec.DependsOn, now.Spec.DependsOn)
		case "each":
			change.Direction = Unclear
		}
	}
}

func grade(s plan.Severity) float64 { return float64(slices.Index(plan.Severities(), s)) }

func flipped(d Direction) Direction {
	switch d {
	case Weaker:
		return Harder
	case Harder:
		return Weaker
	}
	return d
}

// dependencies compares what holds a rule back.
func dependencies(old, now []spec.Text) Direction {
	more := slices.ContainsFunc(now, func(t spec.Text) bool { return !named(old, t.Value) })
	fewer := slices.ContainsFunc(old, func(t spec.Text) bool { return !named(now, t.Value) })
	switch {
	case more && fewer:
		return Unclear
	case more:
		return Weaker
	}
	return Harder
}

func named(all []spec.Text, name string) bool {
	return slices.ContainsFunc(all, func(t spec.Text) bool { return t.Value == name })
}

// fires compares conditions of the same shape whose bounds differ: Harder is that
// the newer one holds more often.
func (c *comparison) fires(old, now formula.Node) Direction {
	if old == nil || now == nil {
		return Unclear
	}
	if c.alike(old, now) {
		return NoDirection
	}
	x, okX := old.(*formula.Binary)
	y, okY := now.(*formula.Binary)
	if !okX || !okY {
		return Unclear
	}
	if x.Op == "and" || x.Op == "or" {
		if x.Op != y.Op {
			return Unclear
		}
		return together(c.fires(x.X, y.X), c.fires(x.Y, y.Y))
	}
	return c.bounds(x, y)
}

// bounds compares x < 3 with x < 2, and so on.
func (c *comparison) bounds(old, now *formula.Binary) Direction {
	a, b := below(old), below(now)
	if a == nil || b == nil || !c.alike(a.X, b.X) || (a.Op == "<") != (b.Op == "<") {
		return Unclear
	}
	low, high, ok := c.bound(a.Y, b.Y)
	if !ok {
		return Unclear
	}
	if a.Op == "<" {
		return towards(low, high, Harder)
	}
	return towards(low, high, Weaker)
}

// below puts the bound of a comparison on the right; where equality counts makes
// no difference to the direction. nil is none.
func below(n *formula.Binary) *formula.Binary {
	mirrored := map[string]string{"<": ">", "<=": ">", ">": "<", ">=": "<"}
	op, ok := mirrored[n.Op]
	if !ok {
		return nil
	}
	if _, constant := plan.Constant(n.X); constant {
		return &formula.Binary{Op: op, X: n.Y, Y: n.X}
	}
	return &formula.Binary{Op: mirrored[op], X: n.X, Y: n.Y}
}

// alike reports whether formulas mean the same, or read the same, whatever that
// means by now: a rule about revenue stays one.
func (c *comparison) alike(old, now formula.Node) bool {
	return c.before.of(old, nil) == c.after.of(now, nil) || formula.Format(old) == formula.Format(now)
}

// bound compares numbers, or how many times something is counted which is alike in
// both: 0.8 * target(revenue). That is taken to be above zero.
func (c *comparison) bound(old, now formula.Node) (low, high float64, ok bool) {
	low, okLow := plan.Constant(old)
	high, okHigh := plan.Constant(now)
	if okLow || okHigh {
		return low, high, okLow && okHigh
	}
	low, before := factor(old)
	high, after := factor(now)
	return low, high, c.alike(before, after)
}

func factor(n formula.Node) (float64, formula.Node) {
	if b, ok := n.(*formula.Binary); ok && b.Op == "*" {
		if v, ok := plan.Constant(b.X); ok {
			return v, b.Y
		}
		if v, ok := plan.Constant(b.Y); ok {
			return v, b.X
		}
	}
	return 1, n
}
