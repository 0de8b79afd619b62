package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/pace"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
)

// An aim is a goal of a KPI as it stands for a group of its rows.
type aim struct {
	*plan.Goal
	kpi   *plan.KPI
	group series.Group
}

// whole reports whether the aim is that of all rows.
func (a aim) whole() bool { return a.group == series.Group{} }

// paced reports whether what is reached by a day can be compared with what is
// due by then.
func (a aim) paced() bool { return a.Paced(a.kpi.Kind) }

// target computes what k is compared with in f. The goals that hold in f make
// it: of what adds up all of f has to have one, else the one of its last day
// counts.
func (j *judging) target(k *plan.KPI, f calendar.Frame, g series.Group) Target {
	if !k.Target.Set() {
		return Target{}
	}
	held := holding(k, f, g)
	if len(held) == 0 {
		return j.noGoal(k, f)
	}
	last := held[len(held)-1]
	t := described(last)
	if last.Low != nil {
		low, high := j.goal(last, last.Low, f), j.goal(last, last.High, f)
		t.Low, t.High = pointer(low), pointer(high)
		t.Reason = firstReason(low, high)
		return t
	}
	v := j.due(held, f)
	t.Value, t.Reason = pointer(v), v.Reason
	if last.Per != "" {
		n := periods(j.Plan.Calendar, f, last.Per)
		t.Stretch, t.Baseline = times(t.Stretch, n), times(t.Baseline, n)
	}
	return t
}

// times is v in n periods.
func times(v *float64, n float64) *float64 {
	if v == nil {
		return nil
	}
	return new(*v * n)
}

// holding lists the goals that make the target of f.
func holding(k *plan.KPI, f calendar.Frame, of series.Group) []aim {
	first, last := f.Start, lastDay(f)
	if k.Kind != plan.Flow {
		first = last
	}
	var out []aim
	days := calendar.Date(0)
	for i := range k.Target.Goals {
		if g := &k.Target.Goals[i]; g.From <= last && g.Until >= first {
			out = append(out, aim{g, k, of})
			days += min(g.Until, last) - max(g.From, first) + 1
		}
	}
	if days != last-first+1 {
		// What is due in a part of a period is not what the period is compared with.
		return nil
	}
	return out
}

// lastDay is the last day of f that is read, or its first one where none is.
func lastDay(f calendar.Frame) calendar.Date { return max(f.Start, f.Cut-1) }

// noGoal is the target of a frame in which none holds, or not all of the time.
func (j *judging) noGoal(k *plan.KPI, f calendar.Frame) Target {
	goals := k.Target.Goals
	near := &goals[len(goals)-1]
	for i := len(goals) - 1; i >= 0 && goals[i].Until >= f.Start; i-- {
		near = &goals[i]
	}
	t := Target{Text: goalText(near), Reason: status.NoTarget}
	if goals[0].From > j.View.AsOf {
		t.Reason = status.NotStarted
	}
	return t
}

// described is a target with all that is written of a goal but its value.
func described(a aim) Target {
	t := Target{Text: goalText(a.Goal), From: a.Spec.From.Value, Until: a.Spec.Until.Value, Because: oneLine(a.Spec.Because.Value)}
	if a.whole() {
		t.Baseline = a.Baseline
	}
	if a.whole() && a.Shape == plan.Direct {
		t.Stretch = a.Stretch
	}
	return t
}

func goalText(goal *plan.Goal) string {
	s := goal.Spec
	text := s.Formula.Value
	if s.Between() {
		text = "between " + s.Low.Value + " and " + s.High.Value
	}
	if s.From.Written() {
		text += " from " + s.From.Value
	}
	if s.Until.Written() {
		text += " until " + s.Until.Value
	}
	return text
}

// due is the value of the aims together in f. Of what is compared period by
// period there is one.
func (j *judging) due(aims []aim, f calendar.Frame) series.Value {
	if len(aims) == 1 {
		return j.dueOf(aims[0], f)
	}
	sum := series.Value{}
	for _, a := range aims {
		v := series.Value{Reason: status.NoTarget}
		if _, plain := plan.Constant(a.Value); plain {
			// What is computed would need the rows of a part of a period.
			v = j.dueOf(a, j.Plan.Calendar.RangeFrame(max(f.Start, a.From), min(f.End, a.Until+1), f.Cut-1))
		}
		if !v.OK() {
			return v
		}
		sum.Number += v.Number
	}
	return sum
}

func (j *judging) dueOf(a aim, f calendar.Frame) series.Value {
	if a.Shape == plan.Direct || a.Shape == plan.Computed {
		return j.goal(a, a.Value, f)
	}
	total := j.total(a)
	if !total.OK() {
		return total
	}
	until, reason := j.share(a, lastDay(f))
	from, _ := j.share(a, f.Start-1)
	switch {
	case reason != status.NoReason:
		return series.Value{Reason: reason}
	case a.kpi.Kind != plan.Flow:
		return series.Value{Number: a.course(total.Number).At(until)}
	}
	return series.Value{Number: total.Number * (until - from)}
}

// course leads from where the KPI stood to the number of a goal.
func (a aim) course(total float64) pace.Course {
	c := pace.Course{Target: total}
	if a.kpi.Kind != plan.Flow && a.Baseline != nil {
		c.Start = *a.Baseline
	}
	return c
}

// total is what a goal between two days asks for in all.
func (j *judging) total(a aim) series.Value { return j.goal(a, a.Value, a.span(j.Plan.Calendar)) }

// span is the time of a goal between two days, all of it read.
func (a aim) span(c calendar.Calendar) calendar.Frame {
	return c.RangeFrame(a.From, a.Until+1, a.Until)
}

// goal evaluates a formula of a goal in f; a number for a period is multiplied by
// the periods of f.
func (j *judging) goal(a aim, n formula.Node, f calendar.Frame) series.Value {
	switch part := j.View.PartOf; {
	case !a.whole():
		n = a.ofMember(n)
	case part.Dimension != "":
		of := a
		of.group = series.Group{Dimension: part.Dimension, Member: series.Member{Name: part.Member}}
		n = of.ofMember(n)
	}
	if n == nil {
		return series.Value{Reason: status.NoTarget}
	}
	v := j.Evaluate(n, f, a.group)
	if v.OK() && v.Empty {
		// A plan without a row is no plan of nothing.
		return series.Value{Reason: status.NoTarget}
	}
	if a.Per != "" {
		v.Number *= periods(j.Plan.Calendar, f, a.Per)
	}
	return v
}

// ofMember is what the formula of a goal is for a member; nil is nothing. What
// the whole is to reach is not what a member is to reach, unless it is computed
// from the member's own rows or holds for whatever is compared with it.
func (a aim) ofMember(n formula.Node) formula.Node {
	if v, ok := a.Split.Of(a.group.Dimension, MemberName(a.group.Member)); ok {
		return &formula.NumberLiteral{Value: v}
	}
	if a.Split.Dimension == a.group.Dimension || a.Per != "" || a.paced() && !a.splits(a.group.Dimension) {
		return nil
	}
	return n
}

// splits reports whether members of a dimension have numbers of their own: those
// that are written, or what a formula gives for their rows.
func (a aim) splits(dimension string) bool {
	_, plain := plan.Constant(a.Value)
	return a.Split.Dimension == dimension || !plain && a.Low == nil && a.Split.Dimension == "" && a.kpi.Kind == plan.Flow
}
