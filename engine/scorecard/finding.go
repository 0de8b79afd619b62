package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/series"
)

// A Finding is something about the data that a reader of the values must know.
// It changes no value. Message and Advice are sentences without their end.
type Finding struct {
	Code     string // stable: control-total, check-failed, no-partner …
	Severity Severity
	About    string        // the source or the KPI, as a report names it
	Source   string        // ID; "" where it is about a KPI
	KPI      string        // ID; "" where it is about a source
	Message  phrase.Phrase // what was found, without examples
	Advice   phrase.Phrase // what to do, where that is not plain; empty is nothing
	Count    int64         // rows, amounts or control totals that it concerns; 0 where the word means nothing
	Of       int64         // of so many; 0 where the word means nothing
	Examples []Example
}

// A Severity says how bad a finding is.
type Severity string

// The severities. Wrong is what the definitions promise and the data do not
// keep; Doubtful is what nobody has promised, and may be fine.
const (
	Wrong    Severity = "wrong"
	Doubtful Severity = "doubtful"
)

// An Example shows what a finding is about.
type Example struct {
	Value phrase.Phrase
	Rows  int64  // that look alike; 0 where the word means nothing
	Place string // of the first of them, "deals.csv:14"; "" is unknown
}

// SourceFacts say what a source holds, whether that is fine or not. Dates are
// ISO days.
type SourceFacts struct {
	Source      string
	Rows        int64  // without those that were left out
	LeftOut     int64  // because they do not fit their types
	First, Last string // of its date; "" where it has none
	Undated     int64  // rows without a date
	After       int64  // rows after as-of; 0 for a plan
	Missing     []MissingValues
}

// MissingValues counts the rows of a source that have no value in a column.
type MissingValues struct {
	Column string
	Rows   int64
}

// Measure computes k for all rows in any frame, with the reason why there is no
// value or why it must be read with care.
func Measure(e *series.Evaluator, v View, k *plan.KPI, f calendar.Frame) Measured {
	j := newJudging(e, v)
	return j.measured(k, j.value(k, f, series.Group{}), f)
}
