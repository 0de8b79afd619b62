package scorecard

import (
	"math"

	"kpi/engine/calendar"
	"kpi/engine/pace"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
)

// A Pace says how far a KPI is on the way to a target that is to be reached by
// some day. Days are ISO days. What is nil has no meaning, or the Reason says why
// it is missing.
type Pace struct {
	From, Until string
	Through     string // the last day that counts: of the reported period, of as-of, or of the target
	Shape       plan.Shape
	// Paced says that Actual counts from From on, and that what is due by now
	// decides the status; else Actual is that of the reported period.
	Paced    bool
	Value    *float64 // to be reached by Until
	Baseline *float64 // where the KPI stood before From
	Stretch  *float64
	Because  string
	Actual   *float64 // reached from From through Through
	Elapsed  float64  // the part of the days, or of the working days, that is over
	Expected *float64 // due by Through
	// Ratio is 1 where as much is reached as is due: 1 + (A − E)/|E|, and where
	// lower is better 1 + (E − A)/|E|.
	Ratio      *float64
	Left       *float64 // Value − Actual
	PerDay     *float64 // needed on each day, or working day, that is left
	PerPeriod  *float64 // needed in each Grain that is left, parts of them by their days
	Grain      calendar.Grain
	Projection *float64 // reached by Until if it goes on like this
	Final      bool     // Until is over
	Reason     status.Reason
}

// A way is an aim on some day between its first and its last one.
type way struct {
	aim
	paced    bool
	through  calendar.Date
	frame    calendar.Frame // of the actual
	actual   series.Value
	total    series.Value // the number of the aim
	expected series.Value // the part of it that is due
	share    float64      // of the way that is due
	elapsed  float64
	begun    bool
}

// wayOf finds the goal that a KPI is on the way to in the reported frame f, and
// the last day that counts. It is nil where there is none.
func (v View) wayOf(k *plan.KPI, f calendar.Frame) (*plan.Goal, calendar.Date) {
	now := min(f.End-1, v.AsOf)
	for i := len(k.Target.Goals) - 1; i >= 0; i-- {
		switch g := &k.Target.Goals[i]; {
		case i == 0 && v.AsOf < g.From:
			return paced(g), g.From - 1
		case g.From <= now && g.Until >= f.Start && f.Start <= now:
			return paced(g), min(now, g.Until)
		}
	}
	return nil, 0
}

// paced is the goal, or nil where every period is compared with its value.
func paced(g *plan.Goal) *plan.Goal {
	if g.Shape == plan.Direct {
		return nil
	}
	return g
}

// needPace adds what the paces of k read, for all rows or by a dimension.
func (v View) needPace(p *plan.Plan, k *plan.KPI, dimension string, into func(string, series.Need)) {
	add := func(n series.Need) { into(dimension, n) }
	c := p.Calendar
	for i := range k.Target.Goals {
		a := aim{Goal: &k.Target.Goals[i], kpi: k}
		if a.Shape == plan.Direct {
			continue
		}
		series.Needs(p, a.Value, a.span(c), dimension, add)
		if a.Shape == plan.Seasonal && dimension == "" {
			for _, year := range a.seasons(c, v.AsOf) {
				for _, month := range year {
					series.Needs(p, k.Formula, month, "", add)
				}
			}
		}
	}
	f := v.frames(c, k)
	v.needWay(p, k, f.reported, dimension, add)
	if f.before.ok && dimension == "" {
		v.needWay(p, k, f.before.frame, "", add)
	}
}

// needWay adds what is read to find how far k is in f.
func (v View) needWay(p *plan.Plan, k *plan.KPI, f calendar.Frame, dimension string, add func(series.Need)) {
	goal, through := v.wayOf(k, f)
	a := aim{Goal: goal, kpi: k}
	if goal == nil || dimension != "" && !a.splits(dimension) {
		return
	}
	c := p.Calendar
	series.Needs(p, a.Value, a.running(c, through), dimension, add)
	series.Needs(p, k.Formula, a.soFar(c, through), dimension, add)
	for _, b := range k.Bands {
		series.Needs(p, b.When, a.soFar(c, through), dimension, add)
	}
}

// soFar is the time from the first day of an aim through a day, as a whole.
func (a aim) soFar(c calendar.Calendar, through calendar.Date) calendar.Frame {
	return c.RangeFrame(a.From, through+1, through)
}

// running is the time of an aim while it runs.
func (a aim) running(c calendar.Calendar, through calendar.Date) calendar.Frame {
	return c.RangeFrame(a.From, a.Until+1, through)
}

// way finds how far k is in f. It is nil where f has no goal that is on its way,
// or the group has no number of its own.
func (j *judging) way(k *plan.KPI, actual series.Value, f calendar.Frame, g series.Group) *way {
	goal, through := j.View.wayOf(k, f)
	if goal == nil {
		return nil
	}
	w := &way{aim: aim{goal, k, g}, through: through, begun: through >= goal.From, frame: f, actual: actual}
	w.paced = w.aim.paced()
	if w.total = j.total(w.aim); !w.whole() && w.total.Reason == status.NoTarget {
		return nil
	}
	if !w.begun {
		w.expected.Reason = status.NotStarted
		return w
	}
	if w.paced {
		w.frame = w.soFar(j.Plan.Calendar, through)
		w.actual = j.value(k, w.frame, g)
	}
	w.elapsed = j.elapsed(w.aim, through)
	j.expect(w)
	return w
}

// expect finds what is due.
func (j *judging) expect(w *way) {
	if !w.total.OK() {
		w.expected = w.total
		return
	}
	if w.Shape == plan.Computed && !w.final() {
		w.expected = j.goal(w.aim, w.Value, w.running(j.Plan.Calendar, w.through))
		if w.total.Number != 0 {
			w.share = w.expected.Number / w.total.Number
		}
		return
	}
	share, reason := j.share(w.aim, w.through)
	w.share, w.expected = share, series.Value{Number: w.course(w.total.Number).At(share), Reason: reason}
}

func (w *way) final() bool { return w.through == w.Until }

// met reports whether the target of what adds up is reached already, whatever
// comes: a number above zero that is better exceeded, or one below zero that is
// better undercut. A ceiling is kept only when its time is over.
func (w *way) met() bool {
	if w.kpi.Kind != plan.Flow || !w.actual.OK() || !w.total.OK() {
		return false
	}
	up := Better(w.kpi.Spec.Better.Value) != Lower
	target := Target{Value: &w.total.Number}
	s, _ := compare(w.kpi, w.actual.Number, target)
	return s == status.OnTrack && w.total.Number != 0 && (w.total.Number > 0) == up
}

// judgePace judges what is reached by what is due. The first that applies wins:
// no value, stale, not begun, reached, too early.
func (j *judging) judgePace(v *verdict, w *way) {
	k := w.kpi
	if v.reason = j.untold(k, w.actual, Target{Reason: w.expected.Reason}, w.frame); v.reason != status.NoReason {
		return
	}
	due := w.expected
	switch met := w.met(); {
	case !w.total.OK():
		v.reason = w.total.Reason
		return
	case w.final():
		due = w.total
	case len(k.Bands) == 0 && met:
		v.status, v.reason = status.OnTrack, status.Achieved
		v.judged = pair{w.actual, Target{Value: &w.total.Number}}
		return
	case !due.OK():
		v.reason = due.Reason
		return
	case !met && (w.elapsed < j.Plan.Early || w.share == 0):
		v.reason = status.TooEarly
		return
	}
	against := verdict{target: Target{Value: &due.Number}}
	v.judged = pair{w.actual, against.target}
	if len(k.Bands) > 0 {
		j.bands(&against, k, w.actual, w.frame, w.group)
	} else {
		against.status, against.reason = compare(k, w.actual.Number, against.target)
	}
	v.status, v.reason, v.band = against.status, against.reason, against.band
	if w.final() && v.status == status.OnTrack {
		v.reason = status.Achieved
	}
}

// pace is what a report shows of a way; nil of none.
func (w *way) pace(j *judging) *Pace {
	if w == nil {
		return nil
	}
	p := &Pace{
		From: w.From.String(), Until: w.Until.String(), Through: w.through.String(), Shape: w.Shape, Paced: w.paced, Value: pointer(w.total), Grain: j.grain(w.kpi),
		Because: oneLine(w.Spec.Because.Value), Elapsed: w.elapsed, Final: w.final(), Reason: firstReason(w.total, w.expected),
	}
	if w.whole() {
		p.Baseline, p.Stretch = w.Baseline, w.Stretch
	}
	if !w.begun {
		p.Through = ""
		return p
	}
	p.Actual, p.Expected = pointer(w.actual), pointer(w.expected)
	j.readings(p, w)
	return p
}

// readings adds what follows from the actual, the target and what is due of it.
func (j *judging) readings(p *Pace, w *way) {
	if p.Actual == nil || p.Value == nil {
		return
	}
	left := *p.Value - *p.Actual
	p.Left = &left
	if p.Expected != nil {
		p.Ratio = attained(plan.Mode(w.kpi.Spec.Better.Value), *p.Actual, *p.Expected)
	}
	if !w.paced {
		return
	}
	course := w.course(*p.Value)
	if p.Expected != nil && !math.IsNaN(w.share) {
		p.Projection = course.Projection(*p.Actual, w.share)
	}
	if !w.met() {
		days := float64(j.count(w.aim, w.through+1, w.Until))
		p.PerDay = course.Needed(*p.Actual, days)
		c := j.Plan.Calendar
		p.PerPeriod = course.Needed(*p.Actual, periods(c, c.RangeFrame(w.through+1, w.Until+1, w.Until), j.grain(w.kpi)))
	}
}

// grain is that of the periods that k is shown in.
func (j *judging) grain(k *plan.KPI) calendar.Grain {
	if k.Grain != "" && j.View.Grain.FinerThan(k.Grain) {
		return k.Grain
	}
	return j.View.Grain
}

// elapsed is the part of an aim's days that is over by the end of a day.
func (j *judging) elapsed(a aim, day calendar.Date) float64 {
	if day >= a.Until {
		return 1
	}
	return pace.Linear(j.count(a, a.From, day), j.count(a, a.From, a.Until))
}

// count counts the days that an aim's pace goes by, both ends inside.
func (j *judging) count(a aim, first, last calendar.Date) int {
	if a.Shape == plan.Workdays {
		return calendar.Workdays(first, last, j.Plan.Holidays)
	}
	return max(0, int(last-first)+1)
}

// share is the part of the way that is due by the end of a day: 0 before the
// first day and 1 on the last one.
func (j *judging) share(a aim, day calendar.Date) (float64, status.Reason) {
	switch {
	case day < a.From:
		return 0, status.NoReason
	case day >= a.Until:
		return 1, status.NoReason
	case a.Shape == plan.Milestones:
		return pace.Along(a.steps(), int(day)), status.NoReason
	case a.Shape == plan.Seasonal:
		return j.seasonal(a, day)
	}
	return j.elapsed(a, day), status.NoReason
}

// steps are the milestones as shares of the way.
func (a aim) steps() []pace.Step {
	c := a.course(a.Milestones[len(a.Milestones)-1].Value)
	steps := []pace.Step{{Day: int(a.From - 1)}}
	for _, m := range a.Milestones {
		steps = append(steps, pace.Step{Day: int(m.Day), Share: (m.Value - c.Start) / (c.Target - c.Start)})
	}
	return steps
}
