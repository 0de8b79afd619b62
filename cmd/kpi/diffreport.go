package main

import (
	"bytes"

	"kpi/engine/diff"
	"kpi/reports/finding"
)

// diffRules explain the codes of what a comparison finds.
var diffRules = []finding.Rule{
	{Code: diff.MovedGoalpost, Short: "A target, tolerance, status list or rule was changed while it is judged by, without a reason"},
	{Code: diff.RemovedKPI, Short: "A KPI that is judged is gone"},
	{Code: diff.MovedValue, Short: "A KPI has other values than before"},
	{Code: diff.BrokenBase, Short: "The definitions to compare with have errors, and nothing was compared"},
	{Code: diff.NoSuchChange, Short: "An acknowledgement is of no finding"},
}

// diffReport writes what a comparison has found in one of the forms that kpi
// validate has, too.
func diffReport(format string) func(*bytes.Buffer, *compared) error {
	f, _ := finding.Lookup(format)
	return func(b *bytes.Buffer, c *compared) error {
		return f.Write(b, &finding.Report{
			Command: "kpi diff", File: c.file, FailOn: c.failOn, Subjects: c.subjects, Rules: diffRules, Summary: c.summary(), List: diff.List(c.findings),
		})
	}
}
