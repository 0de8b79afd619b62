package engine_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"kpi/engine"
	"kpi/engine/unit"
)

// salesAndPlans are the sales and the targets of representatives in a time that
// the condition names, employee by employee.
func salesAndPlans(condition string) string {
	return `(SELECT employee, team, sum(sales) AS sales, sum(amount) AS amount FROM (
		SELECT employee, team, month, fy, fq, Sales AS sales, NULL AS amount FROM lines WHERE rep
		UNION ALL SELECT employee, team, month, fy, fq, NULL, amount FROM plans WHERE rep) WHERE ` + condition + ` GROUP BY ALL)`
}

// TestRealAttainment compares how representatives and teams stand against their
// targets with SQL that was written by hand, in fiscal quarters and years.
func TestRealAttainment(t *testing.T) {
	l := openLedger(t, "adventureworks.yaml", sharedData(t, "adventureworks-sales"), adventureTables)
	year, quarter := salesAndPlans("fy = 'FY2019'"), salesAndPlans("fq = 'FY2020-Q3'")
	const (
		sold = `(SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2018-07-01' AND DATE '2018-11-15' AND rep)`
		due  = `(SELECT sum(CASE month WHEN '2018-11' THEN amount * 15 / 30 ELSE amount END) FROM plans WHERE first_day BETWEEN DATE '2018-07-01'
			AND DATE '2018-11-15' AND rep)`
	)
	l.check(t, []byHand{
		// 0.4540, and never the mean of the employees' attainments.
		{"rep_revenue", "FY2019", "attained", `SELECT 27420045.74 / 60400000`},
		{"rep_revenue", "FY2019", "attained", `SELECT sum(sales) / sum(amount) FROM ` + year},
		{"rep_revenue", "FY2019", "attained by employee", `SELECT employee, coalesce(sales, 0) / nullif(amount, 0) FROM ` + year},
		{"rep_revenue", "FY2019", "attained by team", `SELECT team, sum(sales) / sum(amount) FROM ` + year + ` GROUP BY team`},
		{"rep_revenue", "FY2019", "target by team", `SELECT team, sum(amount) FROM ` + year + ` GROUP BY team`},
		{"rep_revenue", "FY2020-Q3", "attained", `SELECT sum(sales) / sum(amount) FROM ` + quarter},
		{"rep_revenue", "FY2020-Q3", "attained by employee", `SELECT employee, coalesce(sales, 0) / nullif(amount, 0) FROM ` + quarter},
		{"rep_revenue", "FY2020-Q3", "attained by team", `SELECT team, sum(sales) / sum(amount) FROM ` + quarter + ` GROUP BY team`},
		{"rep_revenue", "FY2020-Q3", "target series", `SELECT fq, sum(amount) FROM plans WHERE fq < 'FY2020-Q4' AND rep GROUP BY fq`},

		// A year that runs: what its months ask for by now, or the same each day.
		{"rep_year", "2018-11 as of 2018-11-15", "to reach", `SELECT 60400000`},
		{"rep_year", "2018-11 as of 2018-11-15", "reached", `SELECT ` + sold},
		{"rep_year", "2018-11 as of 2018-11-15", "due", `SELECT ` + due},
		{"rep_year", "2018-11 as of 2018-11-15", "pace", `SELECT ` + sold + ` / ` + due},
		{"rep_year", "2018-11 as of 2018-11-15", "target", `SELECT sum(amount) * 15 / 30 FROM plans WHERE month = '2018-11' AND rep`},
		{"rep_year", "2018-11 as of 2018-11-15", "due by employee",
			`SELECT employee, sum(CASE month WHEN '2018-11' THEN amount * 15 / 30 ELSE amount END) FROM plans
			WHERE first_day BETWEEN DATE '2018-07-01' AND DATE '2018-11-15' AND rep GROUP BY employee`},
		{"rep_year_steady", "2018-11 as of 2018-11-15", "due", `SELECT 60400000 * (DATE '2018-11-15' - DATE '2018-07-01' + 1) / 365`},
		{"rep_year_steady", "2018-11 as of 2018-11-15", "target", `SELECT 60400000 * 15 / 365`},
		{"rep_year_steady", "FY2019", "target", `SELECT 60400000`},
		{"rep_year_steady", "FY2019", "pace", `SELECT 27420045.74 / 60400000`},
	})
}

// TestRealOneSided compares who has a target and no sales, or sales and no
// target, with SQL.
func TestRealOneSided(t *testing.T) {
	l := openLedger(t, "adventureworks.yaml", sharedData(t, "adventureworks-sales"), adventureTables)
	for _, period := range []string{"2017-08", "2018-11", "2019-12", "FY2018", "FY2019", "FY2020-Q3"} {
		result, list, err := l.definition.Evaluate(context.Background(), engine.Options{Period: period, KPIs: []string{"rep_revenue"}, By: []string{"employee"}, History: 1})
		if err != nil || list.HasErrors() {
			t.Fatal("the data cannot be evaluated", err)
		}
		got := map[string]*float64{}
		for _, o := range result.Scorecard.Sections[0].Results[0].OneSided {
			got[o.Member] = o.Target
			if o.Actual != nil {
				got[o.Member] = o.Actual
			}
		}
		both := salesAndPlans("'" + period + "' IN (month, fy, fq)")
		want := l.ask(t, period, `SELECT '', NULL UNION ALL SELECT employee, coalesce(sales, amount) FROM `+both+` WHERE sales IS NULL AND amount != 0 OR amount IS NULL`, true)
		delete(want, "")
		if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
			t.Errorf("%s: one-sided are %v, want %v", period, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
		for name, w := range want {
			if !same(got[name], w, unit.Money) {
				t.Errorf("%s: %s has %s, want %s", period, name, number(got[name]), number(w))
			}
		}
		t.Logf("%s: %d are one-sided", period, len(want))
	}
}
