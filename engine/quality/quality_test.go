package quality

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/calendar"
	"kpi/engine/load"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// total is a control total as somebody writes it.
func total(t *testing.T, text string) plan.Total {
	t.Helper()
	lit, ok := unit.ParseLiteral(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return plan.Total{Value: lit.Value, Within: unit.Precision(text) / 2, Text: text}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		name string
		got  float64
		want string
		is   bool
	}{
		{"the same number", 120, "120", true},
		{"one row too many", 121, "120", false},
		{"cents of a whole amount", 413_000.49, "413_000", true},
		{"more than half of one", 413_000.51, "413_000", false},
		{"half a unit above", 0.3695, "36.9%", true},
		{"half a unit below", 0.3685, "36.9%", true},
		{"more than half a unit", 0.36951, "36.9%", false},
		{"thousands", 413_499, "413k", true},
		{"thousands, too far", 413_501, "413k", false},
		{"a decimal is a promise", 413_499, "413.0k", false},
		{"a hair of a float", 0.1 + 0.2, "0.3000000000000000000", true},
		{"one part in a billion of much", 1e15 + 1e5, "1e15", true},
		{"nothing", 0, "0", true},
		{"a loss", -12.5, "-12.5", true},
		{"another sign", 12.5, "-12.5", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Equal(c.got, total(t, c.want)); got != c.is {
				t.Errorf("got %v, want %v", got, c.is)
			}
		})
	}
}

func TestInFullShowsADifference(t *testing.T) {
	for _, c := range []struct {
		unit     unit.Unit
		v, other float64
		want     string
	}{
		{unit.Money, 413_250, 412_000, "413,250"},
		{unit.Money, 413_250.75, 413_250.25, "413,251"},
		{unit.Money, 413_250.2, 413_250.1, "413,250.2"},
		{unit.Percent, 0.36937, 0.369, "36.94%"},
		{unit.Count, 120, 121, "120"},
		{unit.Number, 1.25, 1.25 + 1e-12, "1.25000000"},
	} {
		if got := inFull(c.unit, c.v, c.other); got != c.want {
			t.Errorf("%v beside %v: got %s, want %s", c.v, c.other, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		ofRows(0, 10).String(): "0 rows of 10", ofRows(1, 5680).String(): "1 row of 5,680", ofRows(3, 3).String(): "all 3 rows", ofRows(1, 1).String(): "all 1 row",
		ofTotals(1, 1).String(): "1 control total", ofTotals(2, 2).String(): "2 control totals", ofTotals(1, 12).String(): "1 of 12 control totals",
		share(1, 1_000_000): "0.1%", share(999_999, 1_000_000): "99.9%", share(1, 3): "33.3%",
		shorten("a\tb\r\nc"): "a b  c",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSortPutsBrokenPromisesFirst(t *testing.T) {
	findings := []scorecard.Finding{
		{Code: "not-compared"}, {Code: "no-partner", Source: "a"}, {Code: "check-failed"}, {Code: "no-partner", Source: "b"}, {Code: "control-total"},
	}
	Sort(findings)
	want := []scorecard.Finding{
		{Code: "control-total", Severity: scorecard.Wrong}, {Code: "check-failed", Severity: scorecard.Wrong},
		{Code: "no-partner", Source: "a", Severity: scorecard.Doubtful}, {Code: "no-partner", Source: "b", Severity: scorecard.Doubtful},
		{Code: "not-compared", Severity: scorecard.Doubtful},
	}
	if diff := cmp.Diff(want, findings); diff != "" {
		t.Errorf("want, then got:\n%s", diff)
	}
}

// What is compared and what is not: each control total is in exactly one of the
// two findings, or it matches.
func TestCompareKPI(t *testing.T) {
	k := &plan.KPI{Number: &plan.Number{ID: "revenue"}, Spec: &spec.KPI{}, Unit: unit.Money}
	values := map[string]scorecard.Measured{
		"right": {Value: new(120.0)}, "wrong": {Value: new(121.0)}, "stale": {Value: new(7.0), Reason: status.Stale},
		"running": {Value: new(120.0), Reason: status.Partial}, "outside": {Reason: status.OutOfRange},
	}
	var totals []plan.Total
	for _, label := range []string{"right", "wrong", "stale", "running", "outside"} {
		one := total(t, "120")
		one.Period, one.Place = calendar.Selection{Label: label}, "totals.csv:2"
		totals = append(totals, one)
	}
	got := CompareKPI(k, totals, func(p calendar.Selection) scorecard.Measured { return values[p.Label] })
	want := []scorecard.Finding{
		{Code: "control-total", About: "revenue", KPI: "revenue", Message: phrase.Plain("2 of 3 control totals do not match"), Count: 2, Of: 3,
			Examples: []scorecard.Example{{Value: phrase.Plain("121 in wrong, expected 120"), Place: "totals.csv:2"}, {Value: phrase.Plain("7 in stale, expected 120"), Place: "totals.csv:2"}}},
		{Code: "not-compared", About: "revenue", KPI: "revenue", Message: phrase.Plain("2 of 5 control totals are not compared"), Count: 2, Of: 5,
			Examples: []scorecard.Example{{Value: phrase.Plain("running: period not over"), Place: "totals.csv:2"}, {Value: phrase.Plain("outside: outside the data"), Place: "totals.csv:2"}}},
	}
	if diff := cmp.Diff(want, got, cmp.Transformer("English", phrase.Phrase.String)); diff != "" {
		t.Errorf("want, then got:\n%s", diff)
	}
	if got := CompareKPI(k, nil, nil); len(got) > 0 {
		t.Errorf("nothing is expected, and found is %v", got)
	}
}

func TestBadRowsAreFoundAtTheirPlace(t *testing.T) {
	for want, b := range map[string]load.BadRow{
		"deals.csv:7":          {File: "deals.csv", Line: 7, Col: 3},
		"deals.json:7":         {File: "deals.json", Line: 7, Col: 3, Record: 2},
		"deals.xlsx:Sheet1!C7": {File: "deals.xlsx", Line: 7, Col: 3, Cell: "Sheet1!C7"},
		"deals.parquet:row 12": {File: "deals.parquet", Record: 12},
		"":                     {File: `the query of source "deals"`},
	} {
		if got := badExample(b).Place; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
