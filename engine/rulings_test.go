package engine_test

import (
	"os"
	"path/filepath"
	"testing"
)

// rulings says which cases show what each ruling of the design means, where two
// engineers would compute different numbers. Cases are those of
// testdata/corpus.
var rulings = []struct {
	number int
	about  string
	cases  []string
}{
	{1, "windows count periods of the view", []string{"rules/quarters", "values/windows", "values/weeks"}},
	{2, "windows apply from the outside in", []string{"values/windows", "values/free-range", "rules/leap-year"}},
	{3, "customers are compared with the whole previous window", []string{"values/customers", "rules/quarters", "values/at-the-edges"}},
	{4, "as-of is told, or the last date of the data", []string{"values/default-period", "values/source-ends-early", "values/partial-data", "values/gap"}},
	{5, "partial periods are compared day by day", []string{"values/partial", "values/plan-running", "values/joins-to-many"}},
	{6, "data may begin inside a period", []string{"values/members"}},
	{7, "fiscal years are named for their end", []string{"values/fiscal", "values/weeks", "rules/leap-year", "rules/quarters"}},
	{8, "a row without a date belongs to no period", []string{"rules/no-date", "rules/daylight-saving", "values/timestamps"}},
	{9, "count counts rows, or those that meet a condition", []string{"rules/nulls-and-numbers", "formula/count-column"}},
	{10, "nothing, all missing, some missing and outside differ", []string{"values/empty-period", "values/missing-amounts", "values/outside-range"}},
	{11, "percentiles are interpolated; nobody is in the whole only", []string{"values/median-and-distinct", "values/customers"}},
	{12, "a number for each member", []string{"values/members"}},
	{13, "a total is without the filter of a dimension", []string{"values/members"}},
	{14, "a share is a part of its own whole", []string{"values/members", "values/joins-to-many"}},
	{15, "one KPI, one source, one clock", []string{"values/own-clock-and-filter", "values/own-grain", "values/two-sources"}},
	{16, "no KPI inside an aggregate", []string{"formula/kpi-inside-aggregate"}},
	{17, "alive from the first day up to the day that ends it", []string{"values/level-lifetimes", "values/level-snapshots", "values/level-current"}},
	{18, "today's state in a level of the past is told", []string{"../../lint/testdata/mutable-state"}},
	{19, "a level is read on the last day", []string{"plan/level-window", "values/level-lifetimes", "values/level-retention", "rules/quarters"}},
	{20, "inputs align by member", []string{"values/two-sources", "values/no-dimension", "values/members"}},
	{21, "joins never multiply", []string{"load/join-not-unique", "values/join-by-two-columns", "values/joins-to-many", "values/none-member"}},
	{22, "columns are read by their snake names", []string{"values/renamed-columns", "values/chinese", "load/ambiguous-column"}},
	{23, "upper bounds of bands are inside", []string{"values/bands"}},
	{24, "the target of a flow names its period", []string{"values/target-views", "plan/target-without-period"}},
	{25, "a plan row stands for its whole period", []string{"values/plan-table", "values/plan-running"}},
	{26, "the first line of a status list decides", []string{"values/range-target", "values/status-list", "plan/tolerance"}},
	{27, "freshness is judged against an as-of that is told", []string{"values/fresh", "values/stale"}},
	{28, "growth is measured by the size of its base", []string{"rules/growth"}},
	{29, "28% is 0.28", []string{"formula/percent-scale"}},
	{30, "habits of spreadsheets and SQL get our spelling", []string{"formula/unknown-function", "formula/formula-syntax"}},
	{31, "units are types", []string{"formula/unit-mismatch", "plan/declared-unit"}},
	{32, "money keeps four decimals", []string{"load/bad-value-money", "rules/nulls-and-numbers"}},
	{33, "working days are NETWORKDAYS less one", []string{"values/workdays", "rules/daylight-saving"}},
	{34, "columns are a contract", []string{"load/missing-column", "formula/unknown-column"}},
	{35, "the rest of the members adds up", []string{"values/others"}},
}

func TestEveryRulingHasACase(t *testing.T) {
	for i, r := range rulings {
		if r.number != i+1 {
			t.Errorf("ruling %d stands in place %d", r.number, i+1)
		}
		if len(r.cases) == 0 {
			t.Errorf("ruling %d (%s) has no case", r.number, r.about)
		}
		for _, c := range r.cases {
			if _, err := os.Stat(filepath.Join("testdata/corpus", c+".txtar")); err != nil {
				t.Errorf("ruling %d (%s): %v", r.number, r.about, err)
			}
		}
	}
}
