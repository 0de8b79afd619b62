package xlsx_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/internal/sample"
)

// paced is a card with KPIs on the way to a target, one measured by its progress,
// one outside of its range, with rules and roll-ups.
func paced() *scorecard.Scorecard {
	s := sample.Sales()
	revenue, deal := &s.Sections[0].Results[0], &s.Sections[0].Results[2]
	revenue.Pace = &scorecard.Pace{From: "2026-04-01", Until: "2027-03-31", Through: "2026-09-30", Shape: "linear", Paced: true, Because: "the plan",
		Value: new(12e6), Baseline: new(1e6), Actual: new(5.1e6), Expected: new(6e6), Ratio: new(0.85), Left: new(6.9e6), PerPeriod: new(1.15e6),
		Grain: "month", Projection: new(10.2e6), Elapsed: 0.5}
	deal.Target = scorecard.Target{Value: new(40_000.0), Baseline: new(30_000.0), Text: "40k", Because: "more for each", From: "2026-01-01", Until: "2026-12-31"}
	deal.Attainment = new((31_218.4 - 30_000) / 10_000)
	discount := &s.Sections[2].Results[2]
	discount.Actual.Value, discount.Target.Bounds = new(0.17), []float64{0.08, 0.10, 0.15, 0.19}
	discount.Actual.Numerator = nil
	discount.Attainment = new(0.5)
	s.Sections[1].Rollup = &scorecard.Rollup{Score: new(7.1), Coverage: 1, Status: status.AtRisk, Gates: []string{"coverage"}}
	s.Sections[0].Rollup = &scorecard.Rollup{Score: new(5.4), Coverage: 0.8, Status: status.AtRisk, Gates: []string{"new_arr"}}
	s.Sections[0].Results[0].Score.Value = new(7.25)
	s.Perspectives = []scorecard.Perspective{{Name: "financial", Rollup: &scorecard.Rollup{Score: new(5.4), Coverage: 0.8, Status: status.AtRisk}}}
	s.Rules = []scorecard.RuleResult{{ID: "thin_pipeline", When: "coverage < 3", State: scorecard.RuleFiring, Severity: scorecard.RuleBad,
		Message: "Only 2.6x", Action: "Prospect", Owner: "VP Sales", Since: sample.Quarter, Periods: 2, HeldBy: []string{"other"}, Why: "why"}}
	return s
}

type computed struct{ at, formula, written string }

// formulas are those of the audit; no other sheet has any.
func formulas(t *testing.T, f *excelize.File) []computed {
	t.Helper()
	var out []computed
	for i, row := range grid(t, f, "Audit", true) {
		for j, v := range row {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			formula, err := f.GetCellFormula("Audit", at)
			if err != nil {
				t.Fatal(err)
			}
			if formula != "" {
				out = append(out, computed{at, formula, v})
			}
		}
	}
	return out
}

// A program that does not compute shows the values that are written; one that
// computes must find the same.
func TestFormulasGiveTheValuesThatAreWritten(t *testing.T) {
	for name, s := range cards() {
		f := open(t, write(t, s, reports.Options{}))
		all := formulas(t, f)
		if name == "sales" && len(all) < 70 {
			t.Errorf("%s has %d formulas", name, len(all))
		}
		for _, c := range all {
			got, err := f.CalcCellValue("Audit", c.at, excelize.Options{RawCellValue: true})
			if err != nil || !same(got, c.written) {
				t.Errorf("%s: %s =%s gives %q, %v, and %q is written", name, c.at, c.formula, got, err, c.written)
			}
		}
	}
}

func same(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) <= 1e-9*max(1, math.Abs(x))
}

func auditRow(t *testing.T, s *scorecard.Scorecard, id string) []string {
	t.Helper()
	return rowOf(t, grid(t, open(t, write(t, s, reports.Options{})), "Audit", false), 0, id)
}

func TestEveryModeOfAttainmentIsComputedAgain(t *testing.T) {
	s := paced()
	for id, want := range map[string][2]string{
		"new_arr":   {"94.5%", "1 + (actual − target) ÷ |target|"},
		"cycle":     {"85.5%", "1 + (target − actual) ÷ |target|"},
		"deal_size": {"12.2%", "(so far − baseline) ÷ (target − baseline)"},
		"discount":  {"50.0%", "1 − distance from the range ÷ tolerance"},
	} {
		if got := auditRow(t, s, id); got[9] != want[0] || got[10] != want[1] || got[11] != "agrees" {
			t.Errorf("%s: got %q, want %q", id, got[9:], want)
		}
	}
	if got := auditRow(t, sample.Sales(), "discount"); got[10] != "1 inside the range" || got[11] != "agrees" {
		t.Errorf("got %q", got)
	}
}

func TestAuditSaysWhatDiffers(t *testing.T) {
	s := sample.Sales()
	s.Sections[0].Results[1].Attainment = new(0.95)
	*s.Sections[1].Results[0].Actual.Numerator++
	for id, want := range map[string]string{"new_arr": "differs", "win_rate": "differs", "revenue": "agrees"} {
		if got := auditRow(t, s, id); got[11] != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}

func TestMembersOfFlowsAreAddedUp(t *testing.T) {
	s := sample.Sales()
	sum := 0.0
	segments := &s.Sections[0].Results[0].Breakdowns[1]
	for _, m := range segments.Members {
		sum += *m.Actual.Value
	}
	last := &segments.Members[0]
	last.Actual.Value = new(*last.Actual.Value + 48_210_400 - sum)
	rows := grid(t, open(t, write(t, s, reports.Options{})), "Audit", false)
	for dimension, want := range map[string]string{"segment": "adds up", "region": "does not add up"} {
		if got := rowOf(t, rows, 1, dimension); got[0] != "revenue" || got[4] != want {
			t.Errorf("%s: got %q, want %q", dimension, got, want)
		}
	}
}
