package main

import (
	"fmt"
	"strings"

	"kpi/engine"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
)

// explainFollowup says what the value asks for, what is done about it, what
// happened, and how SMART the KPI is.
func explainFollowup(b *strings.Builder, x *engine.Explanation) {
	if x.Dimension == nil {
		for _, c := range x.Card.Concerns {
			line(b, "Concern", concernText(c))
		}
	}
	for _, a := range x.Result.Actions {
		line(b, "Action", actionText(a))
	}
	for _, n := range x.Result.Notes {
		line(b, "Note", n.Date+": "+n.Text)
	}
	for _, n := range x.Card.Events {
		line(b, "Note", n.Date+": "+n.Text)
	}
	line(b, "SMART", smartText(x.Result.Smart))
}

func concernText(c scorecard.Concern) string {
	text := c.Message.String()
	if !c.Advice.Empty() {
		text += "; " + c.Advice.String()
	}
	return text + " [" + c.Code + "]"
}

func actionText(a scorecard.Action) string {
	state := string(a.Status)
	if a.Overdue {
		state += ", overdue"
	}
	return fmt.Sprintf("%s (%s, by %s, %s)", a.Do, a.Owner, a.Until, state)
}

// smartText is "S 5/6 (weasel-words)  M 4/4 …", with the rules that fail.
func smartText(letters []scorecard.Letter) string {
	var parts []string
	for _, l := range letters {
		part := fmt.Sprintf("%s %d/%d", l.Letter, l.Passed, l.Of)
		if len(l.Failed) > 0 {
			part += " (" + strings.Join(l.Failed, ", ") + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "  ")
}

// leadsTo says what a KPI claims to lead to; "" is nothing.
func leadsTo(l *plan.Lead) string {
	if l == nil {
		return ""
	}
	return l.KPI + ", " + l.Words()
}
