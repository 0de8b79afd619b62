package reports

import (
	"fmt"
	"strings"
	"unicode"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// A RuleText is a rule in words for people, each part on one line without what a
// terminal obeys. A part that there is nothing to say of is "".
type RuleText struct {
	Name    string // thin_pipeline, or low_revenue: West
	What    string // the message, or else the condition that holds
	Since   string // since 2026-08 (2 months)
	SoFar   string // of a rule that could not be evaluated: firing since 2026-08
	Action  string
	Owner   string
	Rule    string // coverage < 3 for 2 months, until coverage >= 3.2
	Numbers string // Pipeline coverage 2.41x, Win rate 33.1%
	Why     string // why it could not be evaluated
	HeldBy  string // rules, with commas
}

// TextOf says a rule in words.
func TextOf(r scorecard.RuleResult) RuleText {
	t := RuleText{
		Name: r.ID, Action: printable(r.Action), Owner: printable(r.Owner), Rule: ruleWords(r), Numbers: termsText(r.Terms),
		Why: printable(r.Why), HeldBy: strings.Join(r.HeldBy, ", "),
	}
	if r.Member != "" {
		t.Name += ": " + printable(r.Member)
	}
	switch {
	case r.Periods == 0:
	case r.Why != "":
		t.SoFar = "firing since " + r.Since.Label
	case r.Message != "":
		t.What, t.Since = printable(r.Message), since(r)
	default:
		t.What, t.Since = printable(r.When), since(r)
	}
	return t
}

// Sentence is the whole rule on one line.
func (t RuleText) Sentence() string {
	var parts []string
	add := func(before, text string) {
		if text != "" {
			parts = append(parts, before+strings.TrimSuffix(text, ".")+".")
		}
	}
	add("", t.What)
	add("Not evaluated: ", t.Why)
	add("Held back while this rule fires: ", t.HeldBy)
	add("S", strings.TrimPrefix(t.Since, "s"))
	add("So far ", t.SoFar)
	switch {
	case t.Action != "" && t.Owner != "":
		add(t.Owner+": ", t.Action)
	default:
		add("To do: ", t.Action)
		add("Owner: ", t.Owner)
	}
	return strings.Join(parts, " ")
}

func since(r scorecard.RuleResult) string {
	out := "since " + r.Since.Label
	if r.Earlier {
		out += " or earlier"
	}
	of := ""
	if r.State == scorecard.RulePending {
		of = fmt.Sprintf(" of %d", r.For)
	}
	unit := r.Grain
	if r.Periods != 1 || of != "" {
		unit += "s"
	}
	return fmt.Sprintf("%s (%d%s %s)", out, r.Periods, of, unit)
}

// ruleWords says when a rule fires, and what ends it.
func ruleWords(r scorecard.RuleResult) string {
	out := printable(r.When) + forPeriods(r.For, r.Grain)
	if r.ClearWhen != "" {
		return out + ", until " + printable(r.ClearWhen) + forPeriods(r.ClearFor, r.Grain)
	}
	if r.ClearFor > 1 {
		return out + ", until it does not hold" + forPeriods(r.ClearFor, r.Grain)
	}
	return out
}

func forPeriods(n int, grain string) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" for %d %ss", n, grain)
}

// termsText lists what the conditions read.
func termsText(terms []scorecard.RuleTerm) string {
	var parts []string
	for _, t := range terms {
		parts = append(parts, printable(t.Text)+termValue(t))
	}
	return strings.Join(parts, ", ")
}

func termValue(t scorecard.RuleTerm) string {
	value := " has no value"
	switch {
	case t.Value == nil:
	case t.Condition && *t.Value != 0:
		value = ": yes"
	case t.Condition:
		value = ": no"
	case t.Points:
		value = " " + t.Unit.Format(*t.Value, unit.Style{PlainUnit: true}) + " pp"
	default:
		value = " " + t.Unit.Format(*t.Value, unit.Style{}) + inUnit(t.Unit)
	}
	if t.Reason != "" {
		value += " (" + t.Reason.Words() + ")"
	}
	return value
}

// inUnit names the unit behind a number that does not show it.
func inUnit(u unit.Unit) string {
	if u.Flavor == unit.Pointed || u.Money == 0 && !u.Dimensionless() {
		return " " + u.String()
	}
	return ""
}

// printable puts a text on one line, without what a terminal obeys.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) && c != ' ' {
			return '\uFFFD'
		}
		return c
	}, strings.Join(strings.Fields(s), " "))
}
