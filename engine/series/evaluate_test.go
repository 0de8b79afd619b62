package series_test

import (
	"math"
	"testing"

	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
	"kpi/engine/unit"
)

func TestEvaluate(t *testing.T) {
	tests := []struct{ name, formula, period, want string }{
		{"a sum", "revenue", "2026-01", "120"},
		{"a sum of some amounts", "revenue", "2026-02", "200 some missing"},
		{"a sum over months", "revenue", "2026-Q1", "320 some missing"},
		{"a mean divides by the amounts that are there", "mean", "2026-02", "66.66666667 some missing"},
		{"the largest over months", "largest", "2026", "100 some missing"},
		{"a median is read for its own window", "middle", "2026-02", "50 some missing"},
		{"a day inside", "revenue", "2026-02-28", "50"},

		{"a month without rows has a sum of 0", "revenue", "2026-04", "0"},
		{"a month without rows has a count of 0", "deals", "2026-04", "0"},
		{"a month without rows has no different values", "regions", "2026-04", "0"},
		{"a month without rows has no mean", "mean", "2026-04", reason(status.NoData)},
		{"a month without rows has no largest", "largest", "2026-04", reason(status.NoData)},
		{"a month without rows has no median", "middle", "2026-04", reason(status.NoData)},
		{"rows without any amount have no sum", "revenue", "2026-03", reason(status.AllMissing)},
		{"rows without any amount have no mean", "mean", "2026-03", reason(status.AllMissing)},
		{"rows without any amount have no largest", "largest", "2026-03", reason(status.AllMissing)},
		{"rows without any amount are counted", "deals", "2026-03", "3"},
		{"before the data", "revenue", "2025-01", reason(status.OutOfRange)},
		{"before the data of this source", "leads", "2025-12", reason(status.OutOfRange)},
		{"after as-of", "revenue", "2026-06", reason(status.OutOfRange)},
		{"after the last row, up to as-of", "leads", "2026-05-30", "0"},
		{"a part before the data is no obstacle", "revenue", "2025", "50"},

		{"a plan row stands for its month", "quota", "2026-01", "310"},
		{"a plan row is shared out by days", "quota", "2026-05-01", "2"},
		{"a month before the plan", "quota", "2025-12", reason(status.OutOfRange)},
		{"a month after the plan", "quota", "2026-06", reason(status.OutOfRange)},
		{"a month that the plan leaves out", "quota", "2026-03", "0"},

		{"a ratio", "revenue / deals", "2026-01", "60"},
		{"a division by zero has no value", "revenue / leads", "2026-02", reason(status.ZeroDivision)},
		{"zero by zero has no value", "revenue / deals", "2026-04", reason(status.ZeroDivision)},
		{"a division without a value has no value", "mean / leads", "2026-04", reason(status.NoData)},
		{"a root of a negative number has no value", "(0 - deals) ^ 0.5", "2026-01", reason(status.Domain)},
		{"a power beyond all numbers has no value", "(deals * 1000) ^ 1000", "2026-01", reason(status.Domain)},
		{"minus nothing is nothing, and not -0", "-revenue", "2026-04", "0"},
		{"nothing times a negative number is not -0", "revenue * -1", "2026-04", "0"},

		{"otherwise takes the place of no value", "mean ?? 7", "2026-04", "7"},
		{"otherwise leaves a value", "mean ?? 7", "2026-01", "60"},
		{"otherwise takes the place of a division by zero", "(revenue / leads) ?? 7", "2026-02", "7"},
		{"otherwise without a value", "mean ?? largest", "2026-04", reason(status.NoData)},
		{"missing", "if(missing(mean), 1, 0)", "2026-04", "1"},
		{"not missing", "if(missing(mean), 1, 0)", "2026-01", "0"},
		{"zero is not missing", "if(missing(revenue), 1, 0)", "2026-04", "0"},

		{"an unknown condition is not met", "if(mean > 1, 1, 0)", "2026-04", "0"},
		{"nor is its opposite", "if(not (mean > 1), 1, 0)", "2026-04", "0"},
		{"unknown or true is true", "if(mean > 1 or deals == 0, 1, 0)", "2026-04", "1"},
		{"true or unknown is true", "if(deals == 0 or mean > 1, 1, 0)", "2026-04", "1"},
		{"unknown or false is unknown", "if(not (mean > 1 or deals > 0), 1, 0)", "2026-04", "0"},
		{"unknown and false is false", "if(not (mean > 1 and deals > 0), 1, 0)", "2026-04", "1"},
		{"false and unknown is false", "if(not (deals > 0 and mean > 1), 1, 0)", "2026-04", "1"},
		{"unknown and true is unknown", "if(not (mean > 1 and deals == 0), 1, 0)", "2026-04", "0"},
		{"true and unknown is unknown", "if(not (deals == 0 and mean > 1), 1, 0)", "2026-04", "0"},
		{"in a list", "if(deals in [1, 2], 1, 0)", "2026-01", "1"},
		{"not in a list", "if(not (deals in [1, 3]), 1, 0)", "2026-01", "1"},
		{"nothing is in no list", "if(not (mean in [1, 3]), 1, 0)", "2026-04", "0"},

		{"0.3 × 0.9 is 0.27", "if(0.3 * 0.9 == 0.27, 1, 0)", "2026-01", "1"},
		{"0.3 × 0.9 is not less", "if(0.3 * 0.9 < 0.27, 1, 0)", "2026-01", "0"},
		{"0.3 × 0.9 is not more", "if(0.3 * 0.9 > 0.27, 1, 0)", "2026-01", "0"},
		{"0.1 + 0.2 is 0.3", "if(0.1 + 0.2 != 0.3, 1, 0)", "2026-01", "0"},

		{"abs", "abs(revenue)", "2026-05", "40"},
		{"round half away from zero", "round(revenue / 16)", "2026-05", "-3"},
		{"round to digits", "round(2.675 + revenue, 2)", "2026-04", "2.68"},
		{"round before the point", "round(revenue, -2)", "2026-Q1", "300 some missing"},
		{"floor", "floor(revenue / 16)", "2026-05", "-3"},
		{"ceil", "ceil(revenue / 16)", "2026-05", "-2"},
		{"smaller", "smaller(deals, leads)", "2026-01", "2"},
		{"larger", "larger(deals, leads)", "2026-01", "10"},
		{"larger with no value has none", "larger(mean, 0)", "2026-04", reason(status.NoData)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := show(evaluate(t, test.formula, test.period)); got != test.want {
				t.Errorf("%s in %s = %s, want %s", test.formula, test.period, got, test.want)
			}
		})
	}
}

// What a value was computed from: intervals, roll-ups and readers need it.
func TestEvaluateKeepsWhatAValueIsMadeOf(t *testing.T) {
	tests := []struct{ name, formula, period, want string }{
		{"a sum has its rows", "revenue", "2026-02", "n 4"},
		{"a count has its rows", "deals", "2026-02", "n 4"},
		{"a mean has its sum and its number of amounts", "mean", "2026-02", "200 / 3 n 4"},
		{"a ratio has the rows of its denominator", "deals / leads", "2026-01", "2 / 10 n 10"},
		{"a ratio through a measure", "conversion", "2026-01", "2 / 10 n 10"},
		{"a scaled value has its rows", "100 * revenue", "2026-02", "n 4"},
		{"the rest has the rows of the part", "1 - deals / leads", "2026-01", "n 10"},
		{"a value in other terms keeps its rows", "round(revenue)", "2026-02", "n 4"},
		{"the negative of a ratio is no ratio of the same parts", "-(deals / leads)", "2026-01", "n 10"},
		{"a sum over the same rows has them", "revenue + largest", "2026-02", "n 4"},
		{"a sum of different rows has none", "deals + leads", "2026-01", ""},
		{"a sum of different rows and one more has none", "(deals + leads) + deals", "2026-01", ""},
		{"a sum of one more and different rows has none", "deals + (deals + leads)", "2026-01", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := parts(evaluate(t, test.formula, test.period)); got != test.want {
				t.Errorf("%s in %s is made of %q, want %q", test.formula, test.period, got, test.want)
			}
		})
	}
}

func TestEvaluateByMember(t *testing.T) {
	member := func(m series.Member) series.Group { return series.Group{Dimension: "region", Member: m} }
	west, east := member(series.Member{Name: "West"}), member(series.Member{Name: "East"})
	tests := []struct {
		name, formula, period string
		group                 series.Group
		want                  string
	}{
		{"a member's sum", "revenue", "2026-01", west, "80"},
		{"a member's mean", "mean", "2026-01", west, "80"},
		{"a member without rows sums to 0", "revenue", "2026-01", east, "0"},
		{"a member without rows has no mean", "mean", "2026-01", east, reason(status.NoData)},
		{"the others have one cell, however many they are", "revenue", "2026-02", member(series.Member{Others: 7}), "60"},
		{"a source without the dimension has no value", "leads", "2026-01", west, reason(status.NoDimension)},
		{"nor has what is computed from it", "revenue / leads", "2026-01", west, reason(status.NoDimension)},
		{"nor a plan", "revenue / quota", "2026-01", west, reason(status.NoDimension)},
		{"a number fits everywhere", "revenue * 2", "2026-01", west, "160"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := planOf(t, "k", test.formula)
			got := show(evaluator(p).Evaluate(p.Numbers["k"].Formula, period(test.period), test.group))
			if got != test.want {
				t.Errorf("%s = %s, want %s", test.formula, got, test.want)
			}
		})
	}
}

// A filter over a dimension leaves no value of the sources that lack it.
func TestEvaluateExcluded(t *testing.T) {
	p := planOf(t, "k", "revenue / leads", "l", "revenue")
	e := evaluator(p)
	e.Excluded = func(s *plan.Source) bool { return s.ID == "leads" }
	for kpi, want := range map[string]string{"k": reason(status.NoDimension), "l": "120"} {
		if got := show(e.Evaluate(p.Numbers[kpi].Formula, period("2026-01"), series.Group{})); got != want {
			t.Errorf("%s = %s, want %s", kpi, got, want)
		}
	}
}

// The names of a status stand for the value and the target of its own KPI, and
// not for what other formulas call so.
func TestEvaluateNames(t *testing.T) {
	p := planOf(t, "target", "revenue * 10", "other", "target + 1", "own", "target + 2")
	e := evaluator(p)
	e.Names = map[string]series.Value{"target": {Number: 5}}
	if got := e.Evaluate(p.Numbers["own"].Formula, period("2026-01"), series.Group{}).Number; got != 7 {
		t.Errorf("the formula at hand reads %v, want 7", got)
	}
	inner := planOf(t, "target", "revenue * 10", "other", "target + 1", "own", "other + 2")
	e.Plan = inner
	if got := e.Evaluate(inner.Numbers["own"].Formula, period("2026-01"), series.Group{}).Number; got != 1203 {
		t.Errorf("a KPI that it reads gives %v, want 1203", got)
	}
}

// A sum beyond all numbers must not reach a report.
func TestEvaluateInfinity(t *testing.T) {
	p := planOf(t, "k", "revenue", "m", "mean")
	e := evaluator(p)
	layout := series.Layout{Rows: 0, Values: 1, Number: 2, Combine: series.Add}
	e.Cells = &series.Cells{}
	e.Cells.Put(&series.Table{Layouts: map[int]series.Layout{revenue: layout, mean: layout},
		Groups: map[series.Group][]series.Row{{}: {atom("2026-01-05", 1, 1, math.Inf(1))}}})
	for _, kpi := range []string{"k", "m"} {
		if got, want := show(e.Evaluate(p.Numbers[kpi].Formula, period("2026-01"), series.Group{})), reason(status.Domain); got != want {
			t.Errorf("%s = %s, want %s", kpi, got, want)
		}
	}
}

func TestChange(t *testing.T) {
	tests := []struct {
		name        string
		now, before float64
		unit        unit.Unit
		want        string
	}{
		{"more", 120, 100, unit.Money, "0.2"},
		{"less", 80, 100, unit.Money, "-0.2"},
		{"down to nothing", 0, 100, unit.Money, "-1"},
		{"a smaller loss is growth", -80, -100, unit.Money, "0.2"},
		{"a loss down to nothing is growth", 0, -100, unit.Money, "1"},
		{"from nothing", 100, 0, unit.Money, reason(status.ZeroDivision)},
		{"from nothing to nothing", 0, 0, unit.Money, reason(status.ZeroDivision)},
		{"from loss to profit", 100, -50, unit.Money, reason(status.Domain)},
		{"from profit to loss", -50, 100, unit.Money, reason(status.Domain)},
		{"a percentage changes by points", 0.31, 0.28, unit.Percent, "0.03"},
		{"a percentage from nothing", 0.28, 0, unit.Percent, "0.28"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := show(series.Change(test.now, test.before, test.unit)); got != test.want {
				t.Errorf("from %v to %v is %s, want %s", test.before, test.now, got, test.want)
			}
		})
	}
}

// Without a given as-of nobody says that a source which ends early is complete:
// there is no value after its end, and not a zero.
func TestSourceThatEndsEarly(t *testing.T) {
	e := evaluator(planOf(t, "k", "leads"))
	e.Told = false
	n := e.Plan.Numbers["k"].Formula
	if got := e.Evaluate(n, period("2026-05-30"), series.Group{}); got.Reason != status.OutOfRange {
		t.Errorf("leads after their end = %+v, want no value", got)
	}
}
