package reports

import (
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

	reach string // Since without its first word
}

// TextOf says a rule in words.
func TextOf(r scorecard.RuleResult) RuleText { return english.textOf(r) }

func (in language) textOf(r scorecard.RuleResult) RuleText {
	t := RuleText{
		Name: r.ID, Action: printable(r.Action), Owner: printable(r.Owner), Rule: in.ruleWords(r), Numbers: in.termsText(r.Terms),
		Why: printable(r.Why), HeldBy: in.List(r.HeldBy),
	}
	if r.Member != "" {
		t.Name = in.Join(": ", t.Name, in.Member(printable(r.Member)))
	}
	switch {
	case r.Periods == 0:
	case r.Why != "":
		t.SoFar = in.Say("firing since %s", in.Period(r.Since.Label))
	default:
		t.What, t.reach = firstText(printable(r.Message), printable(r.When)), in.reach(r)
		t.Since = in.Say("since %s", t.reach)
	}
	return t
}

// Sentence is the whole rule on one line.
func (t RuleText) Sentence() string { return english.ruleSentence(t) }

func (in language) ruleSentence(t RuleText) string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, strings.TrimSuffix(strings.TrimSuffix(text, "."), "。")+in.Say("."))
		}
	}
	about := func(what, text string) {
		if text != "" {
			add(in.Join(": ", what, text))
		}
	}
	add(t.What)
	about(in.Say("Not evaluated"), t.Why)
	about(in.Say("Held back while this rule fires"), t.HeldBy)
	add(upperFirst(t.Since))
	if t.SoFar != "" {
		add(in.Say("So far %s", t.SoFar))
	}
	switch {
	case t.Action != "" && t.Owner != "":
		about(t.Owner, t.Action)
	default:
		about(in.Say("To do"), t.Action)
		about(in.Say("Owner"), t.Owner)
	}
	return in.Join(" ", parts...)
}

// reach is the first period in which the condition held, and for how many it has.
func (in language) reach(r scorecard.RuleResult) string {
	out := in.Period(r.Since.Label)
	if r.Earlier {
		out = in.Say("%s or earlier", out)
	}
	count := in.Count(r.Periods, r.Grain)
	if r.State == scorecard.RulePending {
		count = in.Say("%d of %s", r.Periods, in.Count(r.For, r.Grain))
	}
	return in.Say("%s (%s)", out, count)
}

// ruleWords says when a rule fires, and what ends it.
func (in language) ruleWords(r scorecard.RuleResult) string {
	out := in.lasting(printable(r.When), r.For, r.Grain)
	if r.ClearWhen != "" {
		return in.Say("%s, until %s", out, in.lasting(printable(r.ClearWhen), r.ClearFor, r.Grain))
	}
	if r.ClearFor > 1 {
		return in.Say("%s, until %s", out, in.lasting(in.Say("it does not hold"), r.ClearFor, r.Grain))
	}
	return out
}

// lasting is a condition with the periods for which it holds.
func (in language) lasting(condition string, n int, grain string) string {
	if n == 1 {
		return condition
	}
	return in.Say("%s for %s", condition, in.Count(n, grain))
}

// termsText lists what the conditions read.
func (in language) termsText(terms []scorecard.RuleTerm) string {
	var parts []string
	for _, t := range terms {
		parts = append(parts, in.termValue(t))
	}
	return in.List(parts)
}

func (in language) termValue(t scorecard.RuleTerm) string {
	text := printable(t.Text)
	out := in.Say("%s has no value", text)
	switch {
	case t.Value == nil:
	case t.Condition && *t.Value != 0:
		out = in.Say("%s: yes", text)
	case t.Condition:
		out = in.Say("%s: no", text)
	case t.Points:
		out = in.Say("%s %s pp", text, t.Unit.Format(*t.Value, unit.Style{PlainUnit: true, Notation: in.Notation}))
	default:
		out = text + " " + t.Unit.Format(*t.Value, unit.Style{Notation: in.Notation}) + in.inUnit(t.Unit)
	}
	if t.Reason != "" {
		out = in.Say("%s (%s)", out, in.Word(t.Reason.Words()))
	}
	return out
}

// inUnit names the unit behind a number that does not show it.
func (in language) inUnit(u unit.Unit) string {
	if u.Flavor == unit.Pointed || u.Money == 0 && !u.Dimensionless() {
		return " " + in.Unit(u.String())
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
