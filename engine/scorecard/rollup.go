package scorecard

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// leastCoverage is the part of the weights that must have a score for their mean
// to stand for the whole.
const leastCoverage = 0.7

// A Rollup is the mean of scores by their weights: of the KPIs of an objective,
// or of the objectives of a perspective. What has no score is left out.
type Rollup struct {
	Score    *float64 // from 0 to 10; nil where nothing has a score
	Coverage float64  // the part of the weights that has a score, from 0 to 1
	// Status is on track from a score of 20/3, at risk from 10/3, unrounded.
	Status status.Status
	Reason status.Reason // why there is no status
	// Gates are the KPIs that are off track and hold the status at risk at best.
	Gates []string
}

// A Perspective is the objectives that name it.
type Perspective struct {
	Name       string
	Objectives []string // IDs, in the order of writing
	Rollup     *Rollup  // nil where no objective can have a score, or not all KPIs are shown
}

// A Balance counts the KPIs of an objective, shown or not, by class.
type Balance struct{ Leading, Lagging, Unclassed int }

// Words says the balance, "2 leading, 1 lagging" or "only lagging KPIs".
func (b Balance) Words() string {
	switch {
	case b.Leading == 0 && b.Unclassed == 0 && b.Lagging > 0:
		return "only lagging KPIs"
	case b.Lagging == 0 && b.Unclassed == 0 && b.Leading > 0:
		return "only leading KPIs"
	}
	var words []string
	for _, class := range []struct {
		count int
		name  string
	}{{b.Leading, "leading"}, {b.Lagging, "lagging"}, {b.Unclassed, "without a class"}} {
		if class.count > 0 {
			words = append(words, fmt.Sprintf("%d %s", class.count, class.name))
		}
	}
	return strings.Join(words, ", ")
}

// A part is a child of a roll-up.
type part struct {
	weight float64
	score  *float64 // nil is none
	gates  []string // what of it is off track and a gate
}

// rollUp gives the sections their roll-ups and returns the perspectives. The
// weights are those of the last day of the reported period, whatever as-of is, so
// that an old period has the score that it had.
func (j *judging) rollUp(sections []Section) []Perspective {
	results := map[string]Result{}
	place := map[string]*Section{}
	for i := range sections {
		place[sections[i].ID] = &sections[i]
		for _, r := range sections[i].Results {
			results[r.ID] = r
		}
	}
	day := j.View.Reported(j.Plan.Calendar).End - 1
	for _, o := range j.Plan.Objectives {
		if s := place[o.Spec.ID.Value]; s != nil {
			s.Balance, s.Rollup = balance(o), objective(o, results, day)
			weigh(s, o, day)
		}
	}
	return perspectives(j.Plan.Objectives, place, day)
}

func balance(o *plan.Objective) Balance {
	var b Balance
	for _, k := range o.KPIs {
		switch k.Spec.Class.Value {
		case "leading":
			b.Leading++
		case "lagging":
			b.Lagging++
		default:
			b.Unclassed++
		}
	}
	return b
}

// objective rolls the KPIs of an objective up by their weights of a day. A part of
// them would be another score than the one of the whole card.
func objective(o *plan.Objective, results map[string]Result, day calendar.Date) *Rollup {
	var parts []part
	for _, k := range o.KPIs {
		r, shown := results[k.ID]
		if !shown {
			return nil
		}
		p := part{weight: k.Weights.On(day).Value, score: r.Score.Value}
		if k.Gate && r.Status == status.OffTrack {
			p.gates = []string{k.ID}
		}
		parts = append(parts, p)
	}
	if !canRollUp(o) {
		return nil
	}
	return mean(parts)
}

// perspectives rolls the objectives up that have a KPI, by their weights of a day,
// in the order in which perspectives are first named. One of which nothing is
// shown is left out.
func perspectives(objectives []*plan.Objective, sections map[string]*Section, day calendar.Date) []Perspective {
	var out []Perspective
	of := map[string][]*plan.Objective{}
	for _, o := range objectives {
		name := o.Spec.Perspective.Value
		if name == "" || len(o.KPIs) == 0 {
			continue
		}
		if of[name] == nil {
			out = append(out, Perspective{Name: name})
		}
		of[name] = append(of[name], o)
	}
	out = slices.DeleteFunc(out, func(p Perspective) bool {
		return !slices.ContainsFunc(of[p.Name], func(o *plan.Objective) bool { return sections[o.Spec.ID.Value] != nil })
	})
	for i := range out {
		p := &out[i]
		for _, o := range of[p.Name] {
			p.Objectives = append(p.Objectives, o.Spec.ID.Value)
		}
		p.Rollup = perspective(of[p.Name], sections, day)
		weighObjectives(sections, of[p.Name], day)
	}
	return out
}

// perspective is the mean of objectives. One whose own score stands for too
// little has none here.
func perspective(objectives []*plan.Objective, sections map[string]*Section, day calendar.Date) *Rollup {
	var parts []part
	scores := false
	for _, o := range objectives {
		s := sections[o.Spec.ID.Value]
		if s == nil || len(s.Results) < len(o.KPIs) {
			return nil
		}
		p := part{weight: o.Weights.On(day).Value}
		if r := s.Rollup; r != nil {
			scores, p.gates = true, r.Gates
			if r.Reason == status.NoReason {
				p.score = r.Score
			}
		}
		parts = append(parts, p)
	}
	if !scores {
		return nil
	}
	return mean(parts)
}

// mean is Σ weight·score / Σ weight over the parts that have a score.
func mean(parts []part) *Rollup {
	r := &Rollup{}
	sum, present, all := 0.0, 0.0, 0.0
	for _, p := range parts {
		all += p.weight
		r.Gates = append(r.Gates, p.gates...)
		if p.score != nil {
			sum += p.weight * *p.score
			present += p.weight
		}
	}
	if all > 0 {
		r.Coverage = present / all
	}
	if present > 0 {
		score := sum / present
		r.Score = &score
	}
	if r.Score == nil || !reaches(r.Coverage, leastCoverage) {
		r.Reason = status.Insufficient
		return r
	}
	r.Status = statusOf(*r.Score, len(r.Gates) > 0)
	return r
}

func statusOf(score float64, held bool) status.Status {
	switch {
	case reaches(score, TargetScore) && !held:
		return status.OnTrack
	case reaches(score, RedFlagScore):
		return status.AtRisk
	}
	return status.OffTrack
}
