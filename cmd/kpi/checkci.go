package main

import (
	"bytes"
	"fmt"
	"strings"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/finding"
)

// checkJUnit writes a test case for each rule and member. What fires and does
// not fail the check is told beside a case that passes.
func checkJUnit(b *bytes.Buffer, c *checked) error {
	suite := finding.Suite{Name: c.period()}
	for _, r := range c.card.Rules {
		suite.Cases = append(suite.Cases, c.junit(r))
	}
	return suite.WriteXML(b, "kpi check")
}

func (c *checked) junit(r scorecard.RuleResult) finding.Case {
	t, at := reports.TextOf(r), c.places[r.ID]
	x := finding.Case{Name: t.Name, Class: r.ID, File: at.File, Line: at.Start.Line}
	text := t.Sentence()
	switch {
	case r.State == scorecard.RuleError:
		x.Error = &finding.Verdict{Message: t.Why, Text: text}
	case r.Fails(c.failOn):
		x.Failure = &finding.Verdict{Message: t.What, Type: string(r.Severity), Text: text}
	case r.State == scorecard.RuleHeld, r.State == scorecard.RuleAbsent:
		x.Skipped = &finding.Verdict{Message: strings.TrimSpace(r.State.Words() + " " + by(t))}
	case r.Periods > 0:
		x.Out = text
	}
	return x
}

func by(t reports.RuleText) string {
	if t.HeldBy == "" {
		return ""
	}
	return "by " + t.HeldBy
}

// checkGitHub writes a workflow command for each rule that somebody is to look
// at: GitHub shows it at the rule in the file.
func checkGitHub(b *bytes.Buffer, c *checked) {
	for _, r := range c.card.Rules {
		level := map[scorecard.RuleSeverity]string{
			scorecard.RuleInfo: "notice", scorecard.RuleWarning: "warning", scorecard.RuleBad: "error",
		}[r.Severity]
		switch r.State {
		case scorecard.RuleFiring:
		case scorecard.RuleError:
			level = "error"
		case scorecard.RuleHeld:
			level = "notice"
		default:
			continue
		}
		t := reports.TextOf(r)
		b.WriteString(finding.Command(level, c.places[r.ID], t.Name, t.Sentence()))
	}
	fmt.Fprintln(b, c.summary())
}
