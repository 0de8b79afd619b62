package scorecard

import (
	"math"

	"kpi/engine/calendar"
	"kpi/engine/evidence"
	"kpi/engine/plan"
	"kpi/engine/series"
)

// outlook forecasts k beyond the last period of which nothing is open any more,
// as far as its target goes.
func (j *judging) outlook(k *plan.KPI, p past) *evidence.Outlook {
	p = p.known()
	if len(p.frames) == 0 {
		return &evidence.Outlook{Refusal: evidence.TooShort}
	}
	c := j.Plan.Calendar
	coming := p.coming(c, j.View.ahead(c, k, p))
	var labels []string
	for _, f := range coming {
		labels = append(labels, c.FrameLabel(f))
	}
	within := evidence.Anything
	if k.Proportion {
		within = evidence.Bounded{Low: 0, High: 1}
	}
	return p.Foresee(labels, within, j.aimed(k, p, coming))
}

// known is the past up to the last period that has a value.
func (p past) known() past {
	n := len(p.Values)
	for n > 0 && math.IsNaN(p.Values[n-1]) {
		n--
	}
	return past{evidence.History{Periods: p.Periods[:n], Values: p.Values[:n], Season: p.Season}, p.frames[:n]}
}

// ahead is how many periods are forecast: up to the day by which the target is to
// be reached, within what a forecast can tell.
func (v View) ahead(c calendar.Calendar, k *plan.KPI, p past) int {
	last := p.frames[len(p.frames)-1]
	r := rhythms[last.Grain()]
	goal, _ := v.wayOf(k, v.frames(c, k).reported)
	if goal == nil {
		return r.ahead
	}
	n := int(c.PeriodOf(last.Grain(), goal.Until).Index - c.PeriodOf(last.Grain(), last.Start).Index)
	return min(max(n, 1), r.most)
}

// aimed is the target that the coming periods are compared with: the one that is
// to be reached by a day, else that of the next period. It is nil where there is
// none.
func (j *judging) aimed(k *plan.KPI, p past, coming []calendar.Frame) *evidence.Aim {
	goal, through := j.View.wayOf(k, j.View.frames(j.Plan.Calendar, k).reported)
	if goal == nil {
		return j.aimIn(k, coming[0])
	}
	a := aim{Goal: goal, kpi: k}
	total := j.total(a)
	if !total.OK() || through == goal.Until || coming[len(coming)-1].End <= goal.Until {
		return nil
	}
	out := towards(k, Target{Value: &total.Number})
	out.By = goal.Until.String()
	if k.Kind != plan.Flow {
		out.Weights = make([]float64, len(coming))
		out.Weights[len(coming)-1] = 1
		return out
	}
	reached := j.value(k, j.View.reached(j.Plan.Calendar, goal, p), series.Group{})
	if !reached.OK() && p.frames[len(p.frames)-1].End > goal.From {
		return nil
	}
	out.Reached = reached.Number
	for _, f := range coming {
		days := min(f.End, goal.Until+1) - max(f.Start, goal.From)
		out.Weights = append(out.Weights, max(0, float64(days))/float64(f.End-f.Start))
	}
	return out
}

// reached is the time from the first day of a goal to the end of the past.
func (v View) reached(c calendar.Calendar, g *plan.Goal, p past) calendar.Frame {
	end := max(g.From, p.frames[len(p.frames)-1].End)
	return c.RangeFrame(g.From, end, end-1)
}

// aimIn is the target of a period; nil where there is none.
func (j *judging) aimIn(k *plan.KPI, f calendar.Frame) *evidence.Aim {
	t := j.target(k, f, series.Group{})
	if !t.given() {
		return nil
	}
	out := towards(k, t)
	out.By, out.Weights = j.Plan.Calendar.FrameLabel(f), []float64{1}
	return out
}

// towards is the good side of a target.
func towards(k *plan.KPI, t Target) *evidence.Aim {
	switch {
	case t.Low != nil:
		return &evidence.Aim{Low: *t.Low, High: *t.High}
	case better(k) == Lower:
		return &evidence.Aim{Low: math.Inf(-1), High: *t.Value}
	}
	return &evidence.Aim{Low: *t.Value, High: math.Inf(1)}
}

// needOutlook adds what the targets of coming periods read, and what is reached
// of those that are to be reached by a day.
func (v View) needOutlook(p *plan.Plan, k *plan.KPI, need func(string, series.Need)) {
	if !k.Evidence.Forecast || !k.Target.Set() {
		return
	}
	all := func(n series.Need) { need("", n) }
	frames := v.pastFrames(p.Calendar, k)
	goal, _ := v.wayOf(k, v.frames(p.Calendar, k).reported)
	// How much of the past is final is not known yet.
	for n := len(frames); n > 0 && n > len(frames)-mostOpen; n-- {
		known := past{frames: frames[:n]}
		if goal != nil && k.Kind == plan.Flow {
			series.Needs(p, k.Formula, v.reached(p.Calendar, goal, known), "", all)
		}
		if next := known.coming(p.Calendar, 1)[0]; goal == nil {
			for _, g := range k.Target.Goals {
				series.Needs(p, g.Value, next, "", all)
				series.Needs(p, g.Low, next, "", all)
				series.Needs(p, g.High, next, "", all)
			}
		}
	}
}

// mostOpen is how many periods at the end of a past may be open yet, for their
// targets to be known.
const mostOpen = 4
