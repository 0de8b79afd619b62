package plan_test

import (
	"strings"
	"testing"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// Wilson's interval is for shares of which every row of the part is proved to
// be a row of the whole.
func TestProportions(t *testing.T) {
	tests := []struct {
		name, formula string
		want          bool
	}{
		{"share", `share(won, closed)`, true},
		{"a part of all rows", `count(won) / count()`, true},
		{"a condition and a further one", `count(won and size > 3) / count(won)`, true},
		{"the conditions in another order", `count(size > 3 and closed and stage == "Won") / count(closed and size > 3)`, true},
		{"one of the values", `count(stage == "Won") / count(stage in ["Won", "Lost"])`, true},
		{"some of the values", `count(stage in ["Won", "Lost"]) / count(stage in ["Lost", "Open", "Won"])`, true},
		{"a value that is not the excluded one", `count(stage == "Won") / count(stage != "Open")`, true},
		{"values that are not the excluded ones", `count(stage in ["Won", "Lost"]) / count(not (stage in ["Open"]))`, true},
		{"either of two", `count(stage == "Won" or stage == "Lost") / count(closed)`, true},
		{"one of either", `count(won) / count(stage == "Won" or size > 3)`, true},
		{"in a window", `trailing(share(won, closed), "12 months")`, true},
		{"windows of counts", `trailing(count(won), "12 months") / trailing(count(closed), "12 months")`, true},
		{"of a total", `total(count(won)) / total(count())`, true},

		{"rows that are not among the others", `count(stage == "Won") / count(stage == "Lost")`, false},
		{"a value that is excluded", `count(stage == "Won") / count(stage != "Won")`, false},
		{"a value that is not listed", `count(stage in ["Won", "Open"]) / count(closed)`, false},
		{"the whole over the part", `count(closed) / count(won)`, false},
		{"one of two conditions", `count(won) / count(won and size > 3)`, false},
		{"what is excluded is not known to be something else", `count(stage != "Open") / count(closed)`, false},
		{"other numbers", `count(size > 3) / count(size > 1)`, false},
		{"sums", `sum(amount, won) / sum(amount, closed)`, false},
		{"different values", `count_distinct(stage, won) / count_distinct(stage)`, false},
		{"another window", `trailing(count(won), "3 months") / count(closed)`, false},
		{"windows of another length", `trailing(count(won), "3 months") / trailing(count(closed), "12 months")`, false},
		{"a member of a total", `count(won) / total(count())`, false},
		{"growth", `growth(share(won, closed))`, false},
		{"the rest", `1 - share(won, closed)`, false},
		{"a mean", `avg(score)`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			k, list := build(t, "formula: '"+test.formula+"'")
			if list.HasErrors() || k.Proportion != test.want {
				t.Errorf("%s is a proportion: %v, want %v (%s)", test.formula, k.Proportion, test.want, found(list))
			}
		})
	}
}

// There are more ways through these conditions than anybody could wait for.
func TestConditionsWithManyWays(t *testing.T) {
	long := func(op string, x string) string { return strings.Join(repeat(x, 60), op) }
	body := "formula: 'count(" + long(" and ", "size > 1") + ") / count(" + long(" or ", "size > 2") + ")'"
	if k, _ := build(t, body); k.Proportion {
		t.Error("size > 1 is taken for size > 2")
	}
}

func repeat(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

func TestFewestRows(t *testing.T) {
	tests := []struct {
		name, kpi string
		want      int
	}{
		{"five for a share of rows", "formula: 'share(won, closed)', better: higher, target: 50%", 5},
		{"as declared", "formula: 'share(won, closed)', better: higher, target: 50%, min_n: 20", 20},
		{"any number of other values", "formula: avg(size), better: higher, target: 5", 0},
		{"as declared, of other values", "formula: avg(size), better: higher, target: 5, min_n: 3", 3},
		{"nothing that is judged", "formula: 'share(won, closed)'", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if k, list := build(t, test.kpi); k.MinN != test.want || list.HasErrors() {
				t.Errorf("got %d, want %d (%s)", k.MinN, test.want, found(list))
			}
		})
	}
}

// A red flag is a tolerance by another name.
func TestRedFlags(t *testing.T) {
	tests := []struct {
		name, kpi string
		want      plan.Tolerance
		problem   string
	}{
		{"Spider", "formula: avg(size), better: higher, target: 700, red_flag: 500", plan.Tolerance{Units: 200}, ""},
		{"lower is better", "formula: avg(size), better: lower, target: 5, red_flag: 10", plan.Tolerance{Units: 5}, ""},
		{"a flow", "formula: sum(amount), better: higher, target: 500k per month, red_flag: 400k per month", plan.Tolerance{Share: 0.2}, ""},
		{"a flow that is not to flow", "formula: sum(amount), better: lower, target: 0 per month, red_flag: 4 per month", plan.Tolerance{Units: 4}, ""},
		{"a target that is worked out", "formula: avg(size), better: higher, target: 7 * 100, red_flag: 5 * 100", plan.Tolerance{Units: 200}, ""},
		{"beside a status list", "formula: avg(size), better: higher, target: 7, red_flag: 5, status: [{green: value >= 6}, {otherwise: red}]", plan.Tolerance{Units: 2}, ""},
		{"on the good side", "formula: avg(size), better: higher, target: 5, red_flag: 7", plan.Tolerance{}, `red-flag: red begins on the bad side of the target, and for "k" higher is better`},
		{"on the target", "formula: avg(size), better: lower, target: 5, red_flag: 5", plan.Tolerance{}, `red-flag: red begins on the bad side of the target, and for "k" lower is better`},
		{"beside a tolerance", "formula: avg(size), better: higher, target: 7, tolerance: 2, red_flag: 5", plan.Tolerance{Units: 2}, "red-flag: a tolerance and a red flag both say where red begins"},
		{"of a computed target", "formula: avg(size), better: higher, target: base, red_flag: 5", plan.Tolerance{}, "red-flag: a red flag needs a target that is a number"},
		{"without a target", "formula: avg(size), red_flag: 5", plan.Tolerance{}, "red-flag: a red flag needs a target that is a number"},
		{"of a range", "formula: avg(size), target: {between: [1, 2]}, red_flag: 5", plan.Tolerance{}, "red-flag: a red flag needs a target that is a number"},
		{"computed", "formula: avg(size), better: higher, target: 7, red_flag: base", plan.Tolerance{}, "red-flag: a red flag is a number"},
		{"of another period", "formula: sum(amount), better: higher, target: 500k per month, red_flag: 100k per week", plan.Tolerance{}, "red-flag: target and red flag are for the same period"},
		{"of no period", "formula: sum(amount), better: higher, target: 500k per month, red_flag: 100k", plan.Tolerance{}, `target-without-period: "k" adds up over time, so its target names a period`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			k, list := build(t, test.kpi)
			if got := found(list); got != test.problem || k.Tolerance != test.want {
				t.Errorf("got %+v (%s), want %+v (%s)", k.Tolerance, got, test.want, test.problem)
			}
		})
	}
}

func TestRowsOfMinNMustBeKnown(t *testing.T) {
	tests := []struct {
		formula string
		known   bool
	}{
		{"sum(amount)", true}, {"avg(size)", true}, {"sum(amount) / count(won)", true}, {"100 * (count(won) - count(closed)) / count()", true},
		{"base * 2", true}, {"1 - sum(amount, won) / sum(amount)", true}, {`trailing(sum(amount), "12 months")`, true}, {"abs(base)", true},
		{"-base", true}, {"base ?? avg(score)", true}, {`if(base > 3, base, 0 - base)`, true}, {`sum_each(avg(size), "month")`, true}, {"total(base)", true},
		{"sum(amount) - sum(amount, won)", false}, {"growth(base)", false}, {"base + avg(size)", false}, {"12", false}, {"base ?? 0", false},
	}
	for _, test := range tests {
		t.Run(test.formula, func(t *testing.T) {
			_, list := build(t, "formula: '"+test.formula+"', unit: number, min_n: 3, status: [{green: 'value > 3'}, {otherwise: red}]")
			got := ""
			for _, d := range list.Items {
				if d.Code == "unclear-rows" {
					got = d.Code
				}
			}
			if (got == "") != test.known {
				t.Errorf("the problems are %q", found(list))
			}
		})
	}
}

func TestWeights(t *testing.T) {
	const two = `
version: 1
sources: {deals: {file: deals.csv, date: day, columns: {day: date, size: number}}}
objectives:
  grow: {perspective: financial, weight: 0}
  keep: {%p}
  rest: {}
kpis:
  a: {objective: grow, source: deals, formula: avg(size), %a}
  b: {objective: grow, source: deals, formula: max(size), weight: 0}
  c: {objective: keep, source: deals, formula: min(size)}
`
	tests := []struct{ name, perspective, kpi, want string }{
		{"one counts", "perspective: financial", "weight: 1", ""},
		{"no KPI counts", "perspective: financial", "weight: 0", `zero-weights: every KPI of objective "grow" weighs nothing: it can have no score`},
		{"no objective counts", "perspective: financial, weight: 0.0", "weight: 2", `zero-weights: every objective of perspective "financial" weighs nothing: it can have no score`},
		{"a weight without perspective", "weight: 2", "weight: 1",
			`zero-weights: every objective of perspective "financial" weighs nothing: it can have no score; no-effect: objective "keep" has no perspective in whose score it would count`},
		{"a gate that cannot be red", "perspective: financial", "gate: true", `no-effect: "a" has neither target nor status: it is never red, and holds nothing back`},
		{"below zero", "perspective: financial", "weight: -1", `invalid-value: "weight": expected a number from 0 to a million, such as 2, found "-1"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			catalog, list := spec.Parse("kpis.yaml", []byte(strings.NewReplacer("%p", test.perspective, "%a", test.kpi).Replace(two)), nil)
			if !list.HasErrors() {
				_, problems := plan.Build(catalog)
				list.Append(problems)
			}
			if got := found(diag.List{Items: list.Items}); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
