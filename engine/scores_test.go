package engine_test

import (
	"bytes"
	"fmt"
	"strings"

	"kpi/engine/scorecard"
)

// scores prints what values are worth for people who check it with a pocket
// calculator.
func scores(card *scorecard.Scorecard) []byte {
	var b bytes.Buffer
	for _, s := range card.Sections {
		for _, r := range s.Results {
			fmt.Fprintf(&b, "%s = %s%s%s%s%s\n", r.ID, measured(r.Actual), interval(r.Actual), optional(", target ", r.Target.Value), verdictOf(r), scoreOf(r.Score))
			if len(r.Target.Bounds) > 0 {
				fmt.Fprintf(&b, "  the status changes at %.10g\n", r.Target.Bounds)
			}
			for _, d := range r.Breakdowns {
				for _, m := range d.Members {
					fmt.Fprintf(&b, "  %s %s = %s%s, %s%s\n", d.Dimension, m.Name, measured(m.Actual), interval(m.Actual), m.Status.Word(), words(m.Indistinct, string(m.Reason)))
				}
			}
		}
	}
	for _, s := range card.Sections {
		fmt.Fprintf(&b, "objective %s: %s; %s\n", s.ID, rollup(s.Rollup), s.Balance.Words())
	}
	for _, p := range card.Perspectives {
		fmt.Fprintf(&b, "perspective %s (%s): %s\n", p.Name, strings.Join(p.Objectives, ", "), rollup(p.Rollup))
	}
	return b.Bytes()
}

func interval(m scorecard.Measured) string {
	if m.Interval == nil {
		return ""
	}
	return fmt.Sprintf(", %.10g to %.10g", m.Interval.Low, m.Interval.High)
}

func verdictOf(r scorecard.Result) string {
	few := ""
	if r.MinN > 0 {
		few = fmt.Sprintf(" (at least %d rows)", r.MinN)
	}
	return few + ", " + r.Status.Word() + words(r.Indistinct, string(r.Reason))
}

func words(indistinct bool, reason string) string {
	switch {
	case indistinct:
		return ", not distinguishable from target"
	case reason != "":
		return ": " + reason
	}
	return ""
}

func scoreOf(s scorecard.Score) string {
	if s.Value == nil {
		return ", no score: " + string(s.Reason)
	}
	return optional(", score ", s.Value)
}

func rollup(r *scorecard.Rollup) string {
	if r == nil {
		return "no roll-up"
	}
	text := optional("score ", r.Score)
	if r.Score == nil {
		text = "no score"
	}
	text += fmt.Sprintf(", coverage %.3g, %s", r.Coverage, r.Status.Word())
	if r.Reason != "" {
		text += ": " + string(r.Reason)
	}
	if len(r.Gates) > 0 {
		text += ", held by " + strings.Join(r.Gates, ", ")
	}
	return text
}
