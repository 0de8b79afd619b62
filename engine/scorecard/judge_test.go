package scorecard_test

import (
	"math"
	"testing"
)

// The rules of red, amber and green, with the published numbers where there are
// some.
func TestJudge(t *testing.T) {
	const (
		higher = "formula: avg(size), better: higher, target: 100, tolerance: 10% of target"
		lower  = "formula: avg(size), better: lower, target: 5, tolerance: 20% of target"
		within = "formula: avg(size), better: within, target: {between: [10, 20]}, tolerance: 2"
		loss   = "formula: avg(size), better: higher, target: -100, tolerance: 10% of target"
		rate   = "formula: avg(rate), better: higher, target: 28%, tolerance: 2 points"
	)
	// Constants would be computed exactly; the second is a little more than 0.3.
	three := 0.3
	product, sum := three*0.9, math.Nextafter(three, 1)
	tests := []struct {
		name   string
		kpi    string
		actual float64
		want   string
	}{
		{"ClearPoint: the goal is green", higher, 100, "on_track, attained 1"},
		{"ClearPoint: a hair below the goal is amber", higher, 99.99, "at_risk, attained 0.9999"},
		{"ClearPoint: nine tenths are amber", higher, 90, "at_risk, attained 0.9"},
		{"ClearPoint: a hair below nine tenths is red", higher, 89.99, "off_track, attained 0.8999"},
		{"more than the goal", higher, 150, "on_track, attained 1.5"},
		{"nothing of the goal", higher, 0, "off_track, attained 0"},

		{"lower: on target", lower, 5, "on_track, attained 1"},
		{"lower: better than the target", lower, 2.5, "on_track, attained 1.5"},
		{"lower: nothing at all does not run away", lower, 0, "on_track, attained 2"},
		{"lower: a hair above", lower, 5.01, "at_risk, attained 0.998"},
		{"lower: at the tolerance", lower, 6, "at_risk, attained 0.8"},
		{"lower: beyond the tolerance", lower, 6.01, "off_track, attained 0.798"},

		{"within: at the lower end", within, 10, "on_track, attained 1"},
		{"within: at the upper end", within, 20, "on_track, attained 1"},
		{"within: inside", within, 15, "on_track, attained 1"},
		{"within: a little low", within, 9, "at_risk, attained 0.5"},
		{"within: low by the tolerance", within, 8, "at_risk, attained 0"},
		{"within: too low", within, 7.99, "off_track, attained -0.005"},
		{"within: a little high", within, 21, "at_risk, attained 0.5"},
		{"within: high by the tolerance", within, 22, "at_risk, attained 0"},
		{"within: too high", within, 22.01, "off_track, attained -0.005"},
		{"within: a tolerance of the nearer end", "formula: avg(size), target: {between: [10, 20]}, tolerance: 10% of target", 22, "at_risk, attained 0"},
		{"within: a tolerance of the lower end", "formula: avg(size), target: {between: [10, 20]}, tolerance: 10% of target", 8.9, "off_track, attained -0.1"},
		{"within: no tolerance, no amber, no attainment", "formula: avg(size), target: {between: [10, 20]}", 20.5, "off_track, attained none"},

		{"a planned loss, made smaller", loss, -80, "on_track, attained 1.2"},
		{"a planned loss, met", loss, -100, "on_track, attained 1"},
		{"a planned loss, missed by the tolerance", loss, -110, "at_risk, attained 0.9"},
		{"a planned loss, missed", loss, -110.01, "off_track, attained 0.8999"},
		{"a planned saving, beaten", "formula: avg(size), better: lower, target: -100", -110, "on_track, attained 1.1"},
		{"a planned saving, missed", "formula: avg(size), better: lower, target: -100", -99, "off_track, attained 0.99"},

		{"a target of zero, met", "formula: avg(size), better: lower, target: 0", 0, "on_track, attained none"},
		{"a target of zero, missed", "formula: avg(size), better: lower, target: 0", 1, "off_track, attained none"},
		{"a share of a target of zero is nothing", "formula: avg(size), better: lower, target: 0, tolerance: 50% of target", 1, "off_track, attained none"},
		{"a tolerance in units around zero", "formula: avg(size), better: higher, target: 0, tolerance: 2", -2, "at_risk, attained none"},

		{"0.3 × 0.9 reaches 0.27", "formula: avg(size), better: higher, target: 0.3 * 0.9", 0.27, "on_track, attained 1"},
		{"0.27 reaches 0.3 × 0.9", "formula: avg(size), better: higher, target: 0.27", product, "on_track, attained 1"},
		{"0.27 is not above 0.3 × 0.9", "formula: avg(size), better: lower, target: 0.27", product, "on_track, attained 1"},
		{"0.3 × 0.9 is inside of a range to 0.27", "formula: avg(size), target: {between: [0.1, 0.27]}", product, "on_track, attained 1"},
		{"0.27 is inside of a range from 0.3 × 0.9", "formula: avg(size), target: {between: [0.3 * 0.9, 1]}, tolerance: 0.1", 0.27, "on_track, attained 1"},

		{"a little more than 0.3 is not above it", "formula: avg(size), better: lower, target: 0.3", sum, "on_track, attained 1"},
		{"a little more than 0.3 is inside of a range to it", "formula: avg(size), target: {between: [0.1, 0.3]}", sum, "on_track, attained 1"},
		{"0.3 is inside of a range from a little more", "formula: avg(size), target: {between: [0.1 + 0.2, 1]}, tolerance: 0.1", 0.3, "on_track, attained 1"},

		{"points: at the tolerance", rate, 0.26, "at_risk, attained 0.9285714286"},
		{"points: beyond the tolerance", rate, 0.2599, "off_track, attained 0.9282142857"},
		{"no tolerance, no amber", "formula: avg(rate), better: higher, target: 28%", 0.2799, "off_track, attained 0.9996428571"},

		{"quota: 50,000 of 45,000", "formula: avg(size), better: higher, target: 45000", 50000, "on_track, attained 1.111111111"},
		{"quota: 75,000 of 100,000", "formula: avg(size), better: higher, target: 100k", 75000, "off_track, attained 0.75"},
		{"quota: 120,000 of 150,000", "formula: avg(size), better: higher, target: 150k", 120000, "off_track, attained 0.8"},
		{"three of six features", "formula: avg(size), better: higher, target: 6", 3, "off_track, attained 0.5"},
		{"a value beyond the screen is compared as it is", "formula: avg(rate), better: higher, target: 90%", 0.8996, "off_track, attained 0.9995555556"},

		{"no target", "formula: avg(size)", 3, "no_target, attained none"},
		{"no value is never 0", higher, math.NaN(), "all_missing, attained none"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, kpi(test.kpi))
			w.put("deals", "2026-01-15", test.actual, "")
			if got := verdict(w.result()); got != test.want {
				t.Errorf("%v against %s is %s, want %s", test.actual, test.kpi, got, test.want)
			}
		})
	}
}

func TestStatusBands(t *testing.T) {
	const list = "formula: avg(size), better: higher, target: 100, status: [{green: value >= target}, {amber: value >= 0.9 * target}, {otherwise: red}]"
	tests := []struct {
		name, kpi string
		actual    float64
		want      string
	}{
		{"the first line that holds", list, 100, "on_track, attained 1"},
		{"the second line", list, 90, "at_risk, attained 0.9"},
		{"otherwise", list, 89.99, "off_track, attained 0.8999"},
		{"nine tenths of 0.3 count as 0.27", "formula: avg(size), better: higher, target: 0.3, status: [{green: value >= 0.9 * target}, {otherwise: red}]", 0.27, "on_track, attained 0.9"},
		{"the order decides, not the color", "formula: avg(size), status: [{red: value > 5}, {green: value > 1}, {otherwise: red}]", 9, "off_track, attained none"},
		{"no line holds", "formula: avg(size), status: [{green: value > 5 * visits + 5}, {red: value < visits}]", 3, "no_band, attained none"},
		{"a line reads other measures", "formula: avg(size), status: [{green: value > visits}, {otherwise: red}]", 3, "on_track, attained none"},
		{"a line over a window", `formula: avg(size), status: [{green: "value > previous(size) ?? 0"}, {otherwise: red}]`, 3, "on_track, attained none"},
		{"a line that cannot be decided", "formula: avg(size), status: [{green: value > 10 / visits - 10 / visits}, {otherwise: red}]", 3, "zero_division, attained none"},
		{"a target that cannot be computed", "formula: avg(size), better: higher, target: 10 / visits, status: [{green: value >= target}, {otherwise: red}]", 3, "zero_division, attained none"},
		{"no value is not judged", list, math.NaN(), "all_missing, attained none"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			measures := "measures:\n  visits: {source: visits, formula: count()}\n  size: {source: deals, formula: avg(size)}\n"
			w := newWorld(t, measures+kpi(test.kpi))
			w.put("deals", "2026-01-15", test.actual, "")
			if got := verdict(w.result()); got != test.want {
				t.Errorf("%v is %s, want %s", test.actual, got, test.want)
			}
		})
	}
}

// A target of a flow is for a period; longer views add up, shorter ones and
// running ones take their days.
func TestTargetsOfFlows(t *testing.T) {
	const third = 500000.0 / 31
	tests := []struct {
		name, target, period, asOf string
		want                       float64
	}{
		{"the month", "500k per month", "2026-01", "2026-12-31", 500000},
		{"a quarter adds up", "500k per month", "2026-Q1", "2026-12-31", 1500000},
		{"a year adds up", "500k per month", "2026", "2026-12-31", 6000000},
		{"a week takes its days", "500k per month", "2026-W03", "2026-12-31", 7 * third},
		{"a week across two months takes from both", "500k per month", "2026-W05", "2026-12-31", 6*third + 500000.0/28},
		{"a day", "500k per month", "2026-01-31", "2026-12-31", third},
		{"a running month takes the days that are over", "500k per month", "2026-01", "2026-01-15", 15 * third},
		{"a running quarter", "500k per month", "2026-Q1", "2026-02-14", 750000},
		{"a month of a quarter", "90 per quarter", "2026-02", "2026-12-31", 28},
		{"a month of a year", "365 per year", "2026-04", "2026-12-31", 30},
		{"a month of weeks", "7 per week", "2026-02", "2026-12-31", 28},
		{"a month of days", "2 per day", "2026-02", "2026-12-31", 56},
		{"a range of days", "31 per month", "2026-01-11..2026-01-20", "2026-12-31", 10},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, kpi("formula: sum(amount), better: higher, target: "+test.target))
			w.covers("deals", "2025-01-01", "2026-12-31")
			w.look(test.period, test.asOf)
			got := w.result().Target
			if got.Value == nil || math.Abs(*got.Value-test.want) > 1e-9*test.want || got.Text != test.target {
				t.Errorf("the target is %s (%s), want %v", text(got.Value), got.Text, test.want)
			}
		})
	}
}

// A running month is shown against its share of the target and not judged.
func TestRunningPeriodsAreNotJudged(t *testing.T) {
	w := newWorld(t, kpi("formula: sum(amount), better: higher, target: 31 per month"))
	w.put("deals", "2026-01-05", 12, "")
	w.covers("deals", "2025-01-01", "2026-01-15")
	w.look("2026-01", "2026-01-15")
	r := w.result()
	if got, want := verdict(r), "partial, attained 0.8"; got != want {
		t.Errorf("a running month is %s, want %s", got, want)
	}
	if r.Period.Complete || r.Actual.Reason != "partial" || text(r.Actual.Value) != "12" {
		t.Errorf("a running month is %+v", r.Actual)
	}
}

// Totals are compared as totals: 75 of 100 and 120 of 150 are 195 of 250, and
// not the mean of 75 % and 80 %.
func TestTargetsFromATable(t *testing.T) {
	w := newWorld(t, "measures:\n  quota: {source: quotas, formula: sum(amount)}\n"+kpi("formula: sum(amount), better: higher, target: quota"))
	w.put("deals", "2026-01-05", 75, "West")
	w.put("deals", "2026-01-06", 120, "East")
	w.put("quotas", "2026-01-01", 100, "")
	w.put("quotas", "2026-01-01", 150, "")
	if got, want := verdict(w.result()), "off_track, attained 0.78"; got != want {
		t.Errorf("the team is %s, want %s", got, want)
	}
	w.look("2026-01", "2026-01-15")
	if got, want := text(w.result().Target.Value), text(new(250.0*15/31)); got != want {
		t.Errorf("half of the month has a target of %s, want %s", got, want)
	}
}
