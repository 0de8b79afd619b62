package library

import (
	"fmt"
	"strings"
)

// headings of the domains on the page.
var headings = map[string]string{"sales": "Sales", "saas": "SaaS", "support": "Support"}

// Page is docs/library.md.
func Page() string {
	var b strings.Builder
	b.WriteString(`# The library of KPIs

This page is generated from the library (` + "`make docs`" + `), and a test computes every KPI on it over rows with a known result.

` + "`kpi add win_rate --source deals`" + ` puts a KPI onto a source of your ` + "`kpis.yaml`" + ` and leaves everything else in the file as it is. What it needs to know, its *roles*, it finds by the
names and types of the columns, or asks for; ` + "`--set won='stage == \"Won\"'`" + ` says it. ` + "`kpi add --list`" + ` lists the library, ` + "`kpi add --show win_rate`" + ` shows one KPI.

A role is a *condition* over the rows, a *date*, *timestamp*, *money*, *number* or *id* column, a *value* that is written out, a further *source*, or the name of a *kpi* or measure that the file has
already. Money is in one currency, that of the scorecard, and converted before by the day that decides the period. A division by zero is no value with its reason, never 0.
`)
	for _, domain := range Domains {
		fmt.Fprintf(&b, "\n## %s\n\n| KPI | what it is | better |\n|---|---|---|\n", headings[domain])
		for _, t := range All() {
			if t.Domain == domain {
				fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", t.ID, t.ID, t.Name(), t.Better())
			}
		}
	}
	for _, t := range All() {
		b.WriteString("\n" + t.entry())
	}
	return b.String()
}

// entry is the part of the page on one KPI.
func (t *Template) entry() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n**%s.** %s\n\n", t.ID, t.Name(), t.Description())
	fmt.Fprintf(&b, "- Formula: `%s`%s, in %s; %s is better; %s%s.\n", t.Formula(), t.when(), t.Unit(), t.Better(), t.Class(), t.leadsTo())
	if t.Rows != "" {
		fmt.Fprintf(&b, "- Rows: %s.\n", t.Rows)
	}
	fmt.Fprintf(&b, "- Zero: %s\n- Mind: %s\n\n| role | kind | what it is | usual names |\n|---|---|---|---|\n", t.Zero, t.Pitfalls)
	for _, r := range t.Roles {
		kind, usual := string(r.Kind), strings.Join(r.Hints, ", ")
		if r.Of != "" {
			kind += " of " + r.Of
		}
		if r.Default != "" {
			usual = r.Default + " where it is not said"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.Name, kind, r.Says, usual)
	}
	return b.String()
}

// when says what decides the period of a row.
func (t *Template) when() string {
	date, from, until := t.line("date"), t.line("from"), t.line("until")
	switch {
	case from != "":
		return fmt.Sprintf(" over the rows alive on the last day, from `%s` until `%s`", from, until)
	case date != "":
		return fmt.Sprintf(" by `%s`", date)
	}
	return ""
}

func (t *Template) leadsTo() string {
	if t.Leads() == "" {
		return ""
	}
	return ", said to come before " + t.Leads()
}

// Help is the entry of the page as plain text, for a terminal.
func (t *Template) Help() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n%s\n\n", t.ID, t.Name(), t.Description())
	fmt.Fprintf(&b, "Formula   %s\nUnit      %s; %s is better\n", t.Formula(), t.Unit(), t.Better())
	if t.Rows != "" {
		fmt.Fprintf(&b, "Rows      %s\n", t.Rows)
	}
	fmt.Fprintf(&b, "Zero      %s\nMind      %s\n\nRoles\n", t.Zero, t.Pitfalls)
	for _, r := range t.Roles {
		fmt.Fprintf(&b, "  %-12s %s: %s", r.Name, r.Kind.Words(), r.Says)
		if r.Default != "" {
			fmt.Fprintf(&b, " (%s)", r.Default)
		}
		b.WriteString("\n")
	}
	return b.String()
}
