package main

import (
	"fmt"
	"strings"

	"kpi/engine"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// shapes say how a target is to be reached between its days.
var shapes = map[plan.Shape]string{
	plan.Linear:     "the same each day",
	plan.Workdays:   "the same each working day",
	plan.Seasonal:   "by the shares that its months had in earlier years",
	plan.Milestones: "in straight lines from milestone to milestone",
	plan.Computed:   "as its formula gives it day by day",
}

// explainPace says how far a KPI is on the way to its target.
func explainPace(b *strings.Builder, x *engine.Explanation) {
	r := x.Result
	line(b, "Because", r.Target.Because)
	if r.Target.Stretch != nil {
		line(b, "Stretch", r.Unit.Format(*r.Target.Stretch, unit.Style{}))
	}
	p := r.Pace
	if p == nil {
		return
	}
	number := func(v *float64) string {
		if v == nil {
			return "no value"
		}
		return r.Unit.Format(*v, unit.Style{})
	}
	line(b, "To reach", fmt.Sprintf("%s from %s until %s, %s", number(p.Value), p.From, p.Until, shapes[p.Shape]))
	if p.Baseline != nil {
		line(b, "", "where it stood before: "+number(p.Baseline))
	}
	if p.Through == "" {
		return
	}
	line(b, "Reached", fmt.Sprintf("%s by %s, with %s over", number(p.Actual), p.Through, over(p)))
	line(b, "Due by then", dueText(p, number))
	if p.PerDay != nil && p.PerPeriod != nil {
		rate := r.Unit.Rate()
		line(b, "Left", fmt.Sprintf("%s: %s each %s, or %s each %s", number(p.Left),
			rate.Format(*p.PerDay, unit.Style{}), dayWord(p), rate.Format(*p.PerPeriod, unit.Style{}), p.Grain))
	}
	if p.Projection != nil && !p.Final {
		line(b, "Projected", fmt.Sprintf("%s by %s", number(p.Projection), p.Until))
	}
	if p.Stretch != nil {
		line(b, "Stretch", number(p.Stretch))
	}
}

func over(p *scorecard.Pace) string {
	if p.Final {
		return "all of its time"
	}
	return unit.Percent.Format(p.Elapsed, unit.Style{}) + " of its " + dayWord(p) + "s"
}

func dayWord(p *scorecard.Pace) string {
	if p.Shape == plan.Workdays {
		return "working day"
	}
	return "day"
}

func dueText(p *scorecard.Pace, number func(*float64) string) string {
	switch {
	case p.Expected == nil:
		return "unknown: " + p.Reason.Words()
	case p.Ratio == nil:
		return number(p.Expected)
	}
	return fmt.Sprintf("%s: the pace is %s", number(p.Expected), unit.Percent.Format(*p.Ratio, unit.Style{}))
}

// reviewText says when a definition was looked at.
func reviewText(r plan.Review) string {
	switch {
	case r.Reviewed == 0:
		return ""
	case r.Due == 0:
		return r.Reviewed.String()
	}
	return fmt.Sprintf("%s, and again by %s", r.Reviewed, r.Due)
}
