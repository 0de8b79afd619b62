package plan

import (
	"math"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// shape decides how a goal is to be reached. Only what adds up has a share that
// is due by some day; a level runs from its baseline; everything else is compared
// period by period.
func (b *builder) shape(k *KPI, g *Goal) Shape {
	p := g.Spec.Pace
	_, plain := Constant(g.Value)
	level := k.Kind == Level
	switch shape := Shape(p.Word.Value); {
	case p.Written() && !g.Dated:
		b.list.Errorf(p.Range, "target-span", "a pace leads from one day to another, and the target does not name both").
			Labelf("add from: and until: to the target")
	case p.Written() && g.Per != "":
		b.list.Errorf(p.Range, "pace-kind", "a target per %s is a pace already", g.Per).
			Notef("leave pace: out, or write as value: what is to be reached by %s in all", g.Until)
	case len(p.Milestones) > 0:
		return Milestones
	case level && shape == Seasonal:
		b.list.Errorf(p.Range, "pace-kind", "%q is a level, and no month has a share of it", k.ID).
			Notef("write pace: linear, which leads in a straight line from the baseline")
	case p.Written() && k.Kind != Flow && !level:
		b.list.Errorf(p.Range, "pace-kind", "%q does not add up over time: no share of %s is due by a day", k.ID, g.Spec.Formula.Value).
			Notef("leave pace: out, then every period is compared with %s; or set milestones: pace: {2026-06-30: …}", g.Spec.Formula.Value)
	case p.Written() && k.Kind == Flow:
		return shape
	case level && g.Dated && g.Baseline != nil && p.Written():
		return shape
	case level && g.Dated && g.Baseline != nil, k.Kind == Flow && g.Dated && g.Per == "" && plain:
		return Linear
	case k.Kind == Flow && g.Dated && g.Per == "" && g.Value != nil:
		return Computed
	}
	return Direct
}

// milestones checks the milestones of a goal. The last one is the goal itself.
func (b *builder) milestones(k *KPI, g *Goal) {
	p := &g.Spec.Pace
	value, ok := Constant(g.Value)
	start := 0.0
	switch {
	case !ok:
		if g.Value != nil {
			b.list.Errorf(p.Range, "target-milestones", "milestones lead to a plain number, and the target is computed")
		}
		return
	case g.Baseline != nil && k.Kind != Flow:
		start = *g.Baseline
	case k.Kind != Flow:
		b.list.Errorf(p.Range, "target-milestones", "%q does not add up over time: its milestones lead from where it stood", k.ID).
			Notef("add baseline: to the target")
		return
	}
	if start == value {
		b.list.Errorf(p.Range, "target-milestones", "there is no way from %s to %s that could have milestones",
			k.Unit.Format(start, unit.Style{}), k.Unit.Format(value, unit.Style{}))
		return
	}
	for i := range p.Milestones {
		m := &p.Milestones[i]
		day, _ := calendar.ParseDate(m.Date.Value)
		if v := b.constant(k, &m.Value); v != nil {
			b.milestone(g, m, Milestone{day, *v}, start)
		}
	}
	if n := len(g.Milestones); n == 0 || g.Milestones[n-1].Day < g.Until {
		g.Milestones = append(g.Milestones, Milestone{g.Until, value})
	}
}

// milestone adds one that follows those before it.
func (b *builder) milestone(g *Goal, s *spec.Milestone, m Milestone, start float64) {
	value, _ := Constant(g.Value)
	last := Milestone{g.From - 1, start}
	if n := len(g.Milestones); n > 0 {
		last = g.Milestones[n-1]
	}
	towards := math.Copysign(1, value-start)
	switch {
	case m.Day < g.From || m.Day > g.Until:
		b.list.Errorf(s.Date.Range, "target-milestones", "the milestone of %s lies outside of the target, %s to %s", s.Date.Value, g.From, g.Until)
	case m.Day <= last.Day:
		b.list.Errorf(s.Date.Range, "target-milestones", "the milestone of %s stands after that of %s", s.Date.Value, last.Day).
			Notef("write milestones in the order of their dates")
	case m.Day == g.Until && m.Value != value:
		b.list.Errorf(s.Value.Range, "target-milestones", "on %s the target itself is to be reached", s.Date.Value).
			Labelf("write %s, or leave it out", g.Spec.Formula.Value)
	case (m.Value-last.Value)*towards < 0 || (value-m.Value)*towards < 0:
		b.list.Errorf(s.Value.Range, "target-milestones", "the milestone of %s leads away from %s", s.Date.Value, g.Spec.Formula.Value).
			Notef("each milestone lies between the one before it and the target")
	default:
		g.Milestones = append(g.Milestones, m)
	}
}

// stretch checks that a stretch is harder than its target.
func (b *builder) stretch(k *KPI, g *Goal) {
	value, ok := Constant(g.Value)
	if g.Stretch == nil || !ok {
		return
	}
	better := k.Spec.Better.Value
	if better == "higher" && *g.Stretch <= value || better == "lower" && *g.Stretch >= value {
		b.list.Errorf(g.Spec.Stretch.Range, "target-stretch", "the stretch %s is no harder than the target %s, as %s is better",
			g.Spec.Stretch.Value, g.Spec.Formula.Value, better)
	}
}

// split resolves the numbers of members, which together are what the whole has
// to reach.
func (b *builder) split(k *KPI, g *Goal) {
	s := &g.Spec.Split
	if !s.Dimension.Written() {
		b.noEffect(g.Spec.Cushion, "a cushion is what the members of a split have more than the whole, and %q has no split", k.ID)
		return
	}
	value, plain := Constant(g.Value)
	switch {
	case b.plan.Dimension(s.Dimension.Value) == nil:
		b.unknown(s.Dimension, "unknown-dimension", "there is no dimension %q", ids(b.plan.Dimensions, func(d *Dimension) string { return d.ID }))
	case !slices.Contains(b.dimensionsOf(k), s.Dimension.Value):
		b.list.Errorf(s.Dimension.Range, "unknown-dimension", "%q has no dimension %q", k.ID, s.Dimension.Value).
			Notef("it has: %s", diag.Some(b.dimensionsOf(k)))
	case g.Value != nil && !plain:
		b.list.Errorf(s.Dimension.Range, "target-split", "a plain number is split, and the target is computed: it has members of its own")
	case g.Baseline != nil && k.Kind != Flow:
		b.list.Errorf(s.Dimension.Range, "target-split", "the members of %q have no baseline of their own to start from", k.ID).
			Notef("leave baseline: or split: out")
	}
	g.Split.Dimension = s.Dimension.Value
	sum := 0.0
	for i := range s.Members {
		if v := b.constant(k, &s.Members[i].Value); v != nil {
			g.Split.Members = append(g.Split.Members, Part{s.Members[i].Member.Value, *v})
			sum += *v
		}
	}
	if k.Kind != Flow {
		b.noEffect(g.Spec.Cushion, "the numbers of members add up for what adds up, and %q does not", k.ID)
	} else if plain && len(g.Split.Members) == len(s.Members) {
		b.splitSum(k, g, sum, value)
	}
}

// mostApart is how far the members of a split may be from the whole, as a part
// of it: no more than rounding.
const mostApart = 0.01

func (b *builder) splitSum(k *KPI, g *Goal, sum, value float64) {
	cushion := 0.0
	if lit, ok := unit.ParseLiteral(g.Spec.Cushion.Value); ok {
		cushion = lit.Value
	}
	if math.Abs(sum-value*(1+cushion)) <= mostApart*math.Abs(value)*(1+1e-9) {
		return
	}
	d := b.list.Errorf(g.Spec.Split.Dimension.Range, "target-split", "the members of %q have %s together, and the target is %s",
		k.ID, k.Unit.Format(sum, unit.Style{}), k.Unit.Format(value, unit.Style{}))
	switch over := (sum - value) / math.Abs(value); {
	case value == 0 || over < 0:
		d.Notef("give the rest to a member, or lower the target")
	case cushion > 0:
		d.Notef("that is %s more, and the cushion says %s", share(over), g.Spec.Cushion.Value)
	default:
		d.Notef("declare what is assigned beyond the target: cushion: %s", share(over))
	}
}

func share(v float64) string { return unit.Percent.Format(v, unit.Style{}) }

func (b *builder) dimensionsOf(k *KPI) []string {
	var out []string
	for _, d := range b.plan.DimensionsOf(k.Number) {
		out = append(out, d.ID)
	}
	return out
}
