package diff

import (
	"math"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// together is the direction of two changes.
func together(a, b Direction) Direction {
	switch {
	case a == NoDirection || a == b:
		return b
	case b == NoDirection:
		return a
	}
	return Unclear
}

// towards is the direction of a number that grows or shrinks.
func towards(before, after float64, growing Direction) Direction {
	opposite := map[Direction]Direction{Weaker: Harder, Harder: Weaker}[growing]
	switch {
	case math.Abs(after-before) <= 1e-9*math.Max(math.Abs(before), math.Abs(after)):
		return NoDirection
	case after > before:
		return growing
	}
	return opposite
}

// kpiDirections says of the changes of a KPI which way they go.
func (c *comparison) kpiDirections(d *Definition) {
	if d.State == Added {
		return
	}
	old, now := kpiOf(c.before.plan, c.was[d.ID]), kpiOf(c.after.plan, d.ID)
	for i := range d.Changes {
		switch change := &d.Changes[i]; change.What {
		case "better", "attainment", "min_n":
			change.Direction = Unclear
		case "no_base":
			change.Direction = noBaseDirection(old.NoBase, now.NoBase)
		case "tolerance", "red_flag":
			change.Direction = toleranceDirection(old.Tolerance, now.Tolerance)
		case "status":
			change.Direction = statusDirection(old, now)
		}
		if change := &d.Changes[i]; change.Category == Target && change.Direction == NoDirection {
			change.Direction = c.targetDirection(old, now)
		}
	}
}

func noBaseDirection(old, now status.Status) Direction {
	switch {
	case now == status.OnTrack:
		return Weaker
	case now == status.OffTrack:
		return Harder
	}
	return Unclear
}

// toleranceDirection compares tolerances of the same kind.
func toleranceDirection(old, now plan.Tolerance) Direction {
	if old.Share*now.Units != 0 || old.Units*now.Share != 0 {
		return Unclear
	}
	return towards(old.Share+old.Units, now.Share+now.Units, Weaker)
}

// targetDirection compares the goals that were with those that hold at the same
// time now.
func (c *comparison) targetDirection(old, now *plan.KPI) Direction {
	switch {
	case !now.Target.Set():
		return Weaker
	case !old.Target.Set():
		return Harder
	case old.Spec.Better.Value != now.Spec.Better.Value:
		return Unclear
	}
	out := NoDirection
	for i := range old.Target.Goals {
		g := &old.Target.Goals[i]
		if c.kept(g, now) {
			continue
		}
		held := false
		for j := range now.Target.Goals {
			if h := &now.Target.Goals[j]; h.From <= g.Until && h.Until >= g.From {
				held = true
				out = together(out, c.goalDirection(g, h, now))
			}
		}
		if !held {
			out = together(out, Weaker)
		}
	}
	return out
}

// kept reports whether a goal of the older definitions still holds as it was.
func (c *comparison) kept(g *plan.Goal, now *plan.KPI) bool {
	meaning := c.before.goal(g)
	return slices.ContainsFunc(now.Target.Goals, func(h plan.Goal) bool { return c.after.goal(&h) == meaning })
}

func (c *comparison) goalDirection(old, now *plan.Goal, k *plan.KPI) Direction {
	if old.Low != nil && now.Low != nil {
		return rangeDirection(old, now)
	}
	if c.before.of(old.Value, nil) == c.after.of(now.Value, nil) && c.sameButDates(old, now) {
		return datesDirection(old, now, k)
	}
	a, okA := rate(old, k.Kind)
	b, okB := rate(now, k.Kind)
	growing := map[string]Direction{"higher": Harder, "lower": Weaker}[k.Spec.Better.Value]
	if !okA || !okB || growing == NoDirection {
		return Unclear
	}
	if d := towards(a, b, growing); d != NoDirection {
		return d
	}
	return Unclear
}

// sameButDates reports whether goals differ in their dates alone.
func (c *comparison) sameButDates(old, now *plan.Goal) bool {
	a, b := *old, *now
	a.From, a.Until, b.From, b.Until = 0, 0, 0, 0
	return c.before.goal(&a) == c.after.goal(&b)
}

// datesDirection is that of the same goal at another time. More time for the same
// sum is less a day.
func datesDirection(old, now *plan.Goal, k *plan.KPI) Direction {
	if old.Shape == plan.Direct {
		return towards(float64(old.Until-old.From), float64(now.Until-now.From), Harder)
	}
	less := map[string]Direction{"higher": Weaker, "lower": Harder}[k.Spec.Better.Value]
	if k.Kind != plan.Flow {
		less = Weaker // a longer way to the same place
	}
	return towards(float64(old.Until-old.From), float64(now.Until-now.From), less)
}

func rangeDirection(old, now *plan.Goal) Direction {
	if !constants(old.Low, old.High, now.Low, now.High) || old.Per != now.Per {
		return Unclear
	}
	value := func(n formula.Node) float64 { v, _ := plan.Constant(n); return v }
	out := together(towards(value(old.Low), value(now.Low), Harder), towards(value(old.High), value(now.High), Weaker))
	if out == NoDirection {
		return Unclear
	}
	return out
}

// days is the mean length of a period.
var days = map[calendar.Grain]float64{calendar.Day: 1, calendar.Week: 7, calendar.Month: 365.25 / 12, calendar.Quarter: 365.25 / 4, calendar.Year: 365.25}

// rate is the number of a goal; of what adds up, that of a day.
func rate(g *plan.Goal, kind plan.Kind) (float64, bool) {
	v, ok := plan.Constant(g.Value)
	switch {
	case !ok:
		return 0, false
	case g.Per != "":
		return v / days[g.Per], true
	case kind == plan.Flow:
		return v / float64(g.Until-g.From+1), true
	}
	return v, true
}

// statusDirection tries both lists at every value at which one of them changes the
// status, and between.
func statusDirection(old, now *plan.KPI) Direction {
	if len(old.Bands) == 0 || len(now.Bands) == 0 || old.Edges == nil || now.Edges == nil {
		return Unclear
	}
	target, ok := sampleTarget(old, now)
	if !ok {
		return Unclear
	}
	out := NoDirection
	for _, v := range samples(target, old.Edges, now.Edges) {
		a, okA := bandAt(old.Bands, v, target)
		b, okB := bandAt(now.Bands, v, target)
		if !okA || !okB {
			return Unclear
		}
		out = together(out, towards(goodness(a), goodness(b), Weaker))
	}
	return out
}

func goodness(s status.Status) float64 {
	return map[status.Status]float64{status.OffTrack: 1, status.AtRisk: 2, status.OnTrack: 3}[s]
}

// sampleTarget is a target by which lists can be compared: where they only speak of
// parts of it, any.
func sampleTarget(old, now *plan.KPI) (float64, bool) {
	numbers, shares := false, false
	for _, e := range slices.Concat(old.Edges, now.Edges) {
		numbers, shares = numbers || e.Number != 0, shares || e.Share != 0
	}
	if len(now.Target.Goals) == 1 && now.Target.Goals[0].Per == "" {
		if v, ok := plan.Constant(now.Target.Goals[0].Value); ok {
			return v, true
		}
	}
	return 1, !numbers || !shares
}

func samples(target float64, lists ...[]plan.Edge) []float64 {
	var edges []float64
	for _, list := range lists {
		for _, e := range list {
			edges = append(edges, e.Number+e.Share*target)
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	if len(edges) == 0 {
		return []float64{0}
	}
	first, last := edges[0], edges[len(edges)-1]
	out := []float64{first - 1 - math.Abs(first)}
	for i, e := range edges {
		out = append(out, e)
		if i+1 < len(edges) {
			out = append(out, (e+edges[i+1])/2)
		}
	}
	return append(out, last+1+math.Abs(last))
}

func bandAt(bands []plan.Band, value, target float64) (status.Status, bool) {
	for _, b := range bands {
		if b.When == nil {
			return b.Status, true
		}
		v, ok := trial{value, target}.evaluate(b.When)
		if !ok {
			return status.None, false
		}
		if v != 0 {
			return b.Status, true
		}
	}
	return status.None, true
}
