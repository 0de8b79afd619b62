package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kpi/engine/scorecard"
	"kpi/reports"
)

// checkText tells people what the rules say: first what somebody is to act on,
// then in a line each what is in order.
func checkText(b *bytes.Buffer, c *checked) {
	card := c.card
	fmt.Fprintln(b, strings.Trim(card.Title+" · "+card.Entity, " ·"))
	running := ""
	if !card.Period.Complete {
		running = " (" + card.Period.Label + " is not over)"
	}
	fmt.Fprintf(b, "Rules of %s%s, as of %s\n", c.period(), running, card.AsOf)
	for _, kind := range kinds() {
		for _, r := range card.Rules {
			if kindOf(r) == kind && isTold(r) {
				ruleBlock(b, c, r)
			}
		}
	}
	var rest bytes.Buffer
	for _, s := range []scorecard.RuleState{scorecard.RuleAbsent, scorecard.RuleClear} {
		if names := namesOf(card.Rules, s); names != "" {
			checkLine(&rest, capital(s.Words()), names)
		}
	}
	for _, n := range card.Notes {
		checkLine(&rest, "Note", n.String())
	}
	for _, f := range card.Findings {
		checkLine(&rest, "Data", reports.Sentence(f))
	}
	if rest.Len() > 0 {
		b.WriteByte('\n')
		b.Write(rest.Bytes())
	}
	if c.told > 0 {
		historyTable(b, card)
	}
	fmt.Fprintf(b, "\n%s\n", c.summary())
	if slices.ContainsFunc(card.Rules, func(r scorecard.RuleResult) bool { return r.State == scorecard.RuleError }) {
		b.WriteString("what is not evaluated is no pass: look for the data, or say in the rule what stands for a missing value, as in (win_rate ?? 0) < 20%\n")
	}
}

// isTold reports whether a result has a block of its own.
func isTold(r scorecard.RuleResult) bool {
	return r.State != scorecard.RuleClear && r.State != scorecard.RuleAbsent
}

func ruleBlock(b *bytes.Buffer, c *checked, r scorecard.RuleResult) {
	t := reports.TextOf(r)
	fmt.Fprintf(b, "\n%s  %s\n", strings.ToUpper(kindOf(r)), t.Name)
	if r.Period.Label != c.period() {
		checkLine(b, "  Period", r.Period.Label)
	}
	block := []struct{ label, text string }{
		{"Why", t.Why}, {"Held back by", t.HeldBy}, {"What", t.What}, {"Since", strings.TrimPrefix(t.Since, "since ")}, {"So far", t.SoFar},
		{"To do", t.Action}, {"Owner", t.Owner}, {"Rule", t.Rule}, {"Numbers", t.Numbers},
	}
	for _, l := range block {
		if l.text != "" && !(l.label == "Rule" && l.text == t.What) {
			checkLine(b, "  "+l.label, l.text)
		}
	}
}

// checkLine writes a label and its text.
func checkLine(b *bytes.Buffer, label, text string) { fmt.Fprintf(b, "%-16s%s\n", label, text) }

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// namesOf lists the rules in a state with their members: low (East, West).
func namesOf(rules []scorecard.RuleResult, s scorecard.RuleState) string {
	var order []string
	members := map[string][]string{}
	for _, r := range rules {
		if r.State != s {
			continue
		}
		if !slices.Contains(order, r.ID) {
			order = append(order, r.ID)
		}
		if r.Member != "" {
			members[r.ID] = append(members[r.ID], strings.TrimPrefix(reports.TextOf(r).Name, r.ID+": "))
		}
	}
	for i, id := range order {
		if len(members[id]) > 0 {
			order[i] = fmt.Sprintf("%s (%s)", id, strings.Join(members[id], ", "))
		}
	}
	return strings.Join(order, ", ")
}

// signs stand for the states in a history.
var signs = map[scorecard.RuleState]string{
	scorecard.RuleClear: ".", scorecard.RulePending: "+", scorecard.RuleFiring: "!", scorecard.RuleHeld: "-", scorecard.RuleError: "?", scorecard.RuleAbsent: " ",
}

// historyTable shows a sign for each period of a rule, and when it has fired. The
// last signs stand below each other, those of rules that count longer periods too.
func historyTable(b *bytes.Buffer, card *scorecard.Scorecard) {
	wide, long := 0, 0
	for _, r := range card.Rules {
		wide = max(wide, utf8.RuneCountInString(reports.TextOf(r).Name))
		long = max(long, len(r.History))
	}
	b.WriteString("\nHistory         ! firing, + pending, . clear, - held back, ? not evaluated, blank: no rows\n\n")
	for _, r := range card.Rules {
		row := strings.Repeat(" ", long-len(r.History))
		for _, p := range r.History {
			row += signs[p.State]
		}
		name := reports.TextOf(r).Name
		name += strings.Repeat(" ", wide-utf8.RuneCountInString(name))
		line := fmt.Sprintf("  %s  %s  %s to %s", name, row, r.History[0].Period.Label, r.Period.Label)
		if times := firings(r.History); len(times) > 0 {
			line += ": " + strings.Join(times, "; ")
		}
		fmt.Fprintln(b, line)
	}
}

// firings says in words when a rule has fired, and when that was over. A period
// that tells nothing ends nothing.
func firings(history []scorecard.RulePeriod) []string {
	var out []string
	start := -1
	for i, p := range history {
		switch {
		case p.State == scorecard.RuleFiring && start < 0:
			start = i
		case start >= 0 && (p.State == scorecard.RuleClear || p.State == scorecard.RulePending || p.State == scorecard.RuleAbsent):
			out = append(out, fmt.Sprintf("%s, over %s", fired(history, start), p.Period.Label))
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, fired(history, start))
	}
	return out
}

func fired(history []scorecard.RulePeriod, i int) string {
	if i == 0 {
		return "fired " + history[i].Period.Label + " or before"
	}
	return "fired " + history[i].Period.Label
}
