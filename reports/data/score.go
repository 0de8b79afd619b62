package data

import (
	"kpi/engine/scorecard"
)

type interval struct {
	Low   float64 `json:"low" doc:"lower end"`
	High  float64 `json:"high" doc:"upper end"`
	Level float64 `json:"level" doc:"how certain it is: 0.95"`
}

// scored are the fields of a result that say what its value is worth.
type scored struct {
	Band        string   `json:"band" doc:"line of the status list that held, as written; \"\" where none did"`
	Indistinct  bool     `json:"indistinct" doc:"the target lies inside the interval of the actual: the status may be chance"`
	MinN        int      `json:"min_n" doc:"fewer rows give no status; 0 is any number"`
	Score       *float64 `json:"score" doc:"from 0 to 10: 20/3 on target, 10/3 where red begins; null is no score"`
	ScoreReason *string  `json:"score_reason" doc:"why there is no score: no_red_flag, no_target, too_few …"`
	Weight      *weight  `json:"weight" doc:"how much it counts in the score of its objective; null where that can have no score"`
}

// rolled are the fields of a section that say what its KPIs come to.
type rolled struct {
	Rollup  *rollup `json:"rollup" doc:"what its KPIs come to; null where none of them can have a score, or not all are in this file"`
	Balance balance `json:"balance" doc:"number of its KPIs by class"`
	Weight  *weight `json:"weight" doc:"how much it counts in the score of its perspective; null where that can have no score"`
}

type weight struct {
	Value   float64 `json:"value" doc:"on the last day of the reported period, relative to those beside it"`
	Share   float64 `json:"share" doc:"part of the weights of all of them, from 0 to 1"`
	From    *string `json:"from" doc:"first day on which it holds; null where none is written"`
	Until   *string `json:"until" doc:"last day on which it holds; null where none is written"`
	Because string  `json:"because" doc:"why; \"\" where nobody said"`
}

type rollup struct {
	Score    *float64 `json:"score" doc:"mean of the scores by weight, from 0 to 10; null where nothing has one"`
	Coverage float64  `json:"coverage" doc:"part of the weights that has a score, from 0 to 1"`
	Status   string   `json:"status" doc:"on_track from a score of 20/3, at_risk from 10/3, off_track or none"`
	Reason   *string  `json:"reason" doc:"why there is no status: insufficient is a coverage below 0.7"`
	Gates    []string `json:"gates" doc:"KPIs that are off track and hold the status at risk at best"`
}

type balance struct {
	Leading   int `json:"leading" doc:"number of leading KPIs"`
	Lagging   int `json:"lagging" doc:"number of lagging KPIs"`
	Unclassed int `json:"unclassed" doc:"number of KPIs without a class"`
}

// perspectives are the field of a card that says what its objectives come to.
type perspectives struct {
	Perspectives []perspective `json:"perspectives" doc:"of a balanced scorecard, in the order in which objectives name them first"`
}

type perspective struct {
	Name       string   `json:"name" doc:"as written"`
	Objectives []string `json:"objectives" doc:"names of its objectives in the file"`
	Rollup     *rollup  `json:"rollup" doc:"what its objectives come to; null as for a section"`
}

func intervalOf(m scorecard.Measured) *interval {
	if m.Interval == nil {
		return nil
	}
	return &interval{Low: m.Interval.Low, High: m.Interval.High, Level: m.Interval.Level}
}

func scoredOf(r scorecard.Result) scored {
	return scored{
		Band: r.Band, Indistinct: r.Indistinct, MinN: r.MinN, Score: finite(r.Score.Value), ScoreReason: orNull(r.Score.Reason),
		Weight: weightOf(r.Weight),
	}
}

func rolledOf(s scorecard.Section) rolled {
	return rolled{Rollup: rollupOf(s.Rollup), Balance: balance(s.Balance), Weight: weightOf(s.Weight)}
}

func weightOf(w *scorecard.Weight) *weight {
	if w == nil {
		return nil
	}
	return &weight{Value: w.Value, Share: w.Share, From: orNull(w.From), Until: orNull(w.Until), Because: w.Because}
}

func rollupOf(r *scorecard.Rollup) *rollup {
	if r == nil {
		return nil
	}
	return &rollup{
		Score: finite(r.Score), Coverage: r.Coverage, Status: statusName(r.Status), Reason: orNull(r.Reason),
		Gates: each(r.Gates, func(id string) string { return id }),
	}
}

func perspectivesOf(all []scorecard.Perspective) perspectives {
	return perspectives{each(all, func(p scorecard.Perspective) perspective {
		return perspective{Name: p.Name, Objectives: each(p.Objectives, func(id string) string { return id }), Rollup: rollupOf(p.Rollup)}
	})}
}
