package main

import (
	"fmt"
	"math"
	"strings"

	"kpi/engine"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports"
)

// explainJudgement says what the status must be read with, and what it is worth.
func explainJudgement(b *strings.Builder, x *engine.Explanation) {
	r := x.Result
	line(b, "", bandText(r))
	if i := r.Actual.Interval; i != nil {
		format := func(v float64) string { return r.Unit.Format(v, unit.Style{}) }
		text := fmt.Sprintf("%s to %s with %.0f%% confidence", format(i.Low), format(i.High), i.Level*100)
		if r.Indistinct {
			text += ": " + r.Actual.Doubt().String()
		}
		line(b, "Interval", text)
	}
	if r.MinN > 0 && r.Reason != status.TooFew {
		line(b, "Rows needed", fmt.Sprintf("at least %d for a status", r.MinN))
	}
	line(b, "Score", scoreText(r))
	explainWeight(b, x)
}

// explainWeight says how much the KPI counts in the score of its objective, and
// what it weighs at other times.
func explainWeight(b *strings.Builder, x *engine.Explanation) {
	w := x.Result.Weight
	if w == nil {
		return
	}
	weight := func(v float64) string { return unit.Number.Format(v, unit.Style{}) }
	text := fmt.Sprintf("%s (%s of %s)", weight(w.Value), unit.Percent.Format(w.Share, unit.Style{}), x.Card.Sections[0].Name)
	text += daysText(w.From, w.Until)
	if w.Because != "" {
		text += ": " + w.Because
	}
	line(b, "Weight", text)
	for _, other := range x.KPI.Weights {
		if s := other.Spec; s != nil && (s.From.Value != w.From || s.Until.Value != w.Until) {
			line(b, "", weight(other.Value)+daysText(s.From.Value, s.Until.Value))
		}
	}
}

// daysText says between which days something holds; "" is not written.
func daysText(from, until string) string {
	text := ""
	if from != "" {
		text += " from " + from
	}
	if until != "" {
		text += " until " + until
	}
	return text
}

// actualText is the value with as many digits as it takes to understand its
// status.
func actualText(r scorecard.Result) string {
	text := measured(r.Unit, r.Actual)
	if r.Actual.Value != nil {
		text = strings.Replace(text, r.Unit.Format(*r.Actual.Value, unit.Style{}), reports.Actual(r), 1)
	}
	return text
}

func statusText(r scorecard.Result) string {
	switch r.Reason {
	case status.NoReason:
		return r.Status.Word()
	case status.TooFew:
		return r.Status.Word() + ": " + r.Actual.Few(r.MinN).String()
	}
	return r.Status.Word() + ": " + r.Reason.Words()
}

// bandText says what a line of the status list was tried with.
func bandText(r scorecard.Result) string {
	if r.Band == "" {
		return ""
	}
	text := "for a value of " + reports.Actual(r)
	if r.Target.Value != nil {
		text += " and a target of " + r.Unit.Format(*r.Target.Value, unit.Style{})
	}
	return text + "; the first line that holds decides"
}

// scoreText says where a score lies: "5.0 of 10: halfway between red flag and
// goal".
func scoreText(r scorecard.Result) string {
	switch {
	case r.Score.Value != nil:
		return fmt.Sprintf("%.1f of 10: %s", *r.Score.Value, scorePlace(*r.Score.Value))
	case r.Status != status.None && r.Score.Reason != status.NoReason:
		return "none: " + r.Score.Reason.Words()
	}
	return ""
}

func scorePlace(score float64) string {
	// 0 at the red flag, 1 at the goal.
	share := (score - scorecard.RedFlagScore) / (scorecard.TargetScore - scorecard.RedFlagScore)
	at := func(mark float64) bool { return math.Abs(share-mark) < 1e-9 }
	switch {
	case at(1):
		return "at the goal"
	case at(0):
		return "at the red flag"
	case at(0.5):
		return "halfway between red flag and goal"
	case share > 1:
		return "better than the goal"
	case share < 0:
		return "worse than the red flag"
	}
	return fmt.Sprintf("%.0f%% of the way from red flag to goal", min(max(1, math.Round(share*100)), 99))
}
