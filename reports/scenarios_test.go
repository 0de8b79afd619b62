package reports

import (
	"slices"
	"testing"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/engine/unit"
	"kpi/reports/chart"
)

// expecting is a KPI of a month with a forecast of one.
func expecting(next string) scorecard.Result {
	r := scorecard.Result{Name: "Revenue", Unit: unit.Count, Better: scorecard.Higher, Period: scorecard.Period{Label: "2026-09"}}
	r.Actual.Value, r.Target.Value, r.LastYear.Value = new(50.0), new(60.0), new(40.0)
	for label, v := range map[string]float64{"2025-10": 44} {
		r.Series = append(r.Series, scorecard.Point{Period: scorecard.Period{Label: label}, Measured: scorecard.Measured{Value: &v}})
	}
	r.Evidence = &evidence.Evidence{Outlook: &evidence.Outlook{Periods: []string{next}, Forecast: stats.Forecast{Points: []float64{55}}}}
	return r
}

func TestScenariosStandSideBySide(t *testing.T) {
	for _, c := range []struct {
		name   string
		next   string
		change func(*scorecard.Result)
		title  string
		want   []chart.Scenario
	}{
		{"all of them", "2026-10", nil, "Last year, target, actual, forecast", []chart.Scenario{
			{Name: "Sep 2026", Previous: new(40.0), Plan: new(60.0), Actual: new(50.0)}, {Name: "Oct 2026", Previous: new(44.0), Forecast: new(55.0)}}},
		{"a running period", "2026-09", nil, "Last year, target, actual, forecast", []chart.Scenario{
			{Name: "Sep 2026", Previous: new(40.0), Plan: new(60.0), Actual: new(50.0), Forecast: new(55.0)}}},
		{"no forecast", "", func(r *scorecard.Result) { r.Evidence = nil }, "Last year, target, actual", []chart.Scenario{
			{Name: "Sep 2026", Previous: new(40.0), Plan: new(60.0), Actual: new(50.0)}}},
		{"a refused forecast", "2026-10", func(r *scorecard.Result) { r.Evidence.Outlook.Refusal = "too short" }, "Last year, target, actual", []chart.Scenario{
			{Name: "Sep 2026", Previous: new(40.0), Plan: new(60.0), Actual: new(50.0)}}},
		{"nothing beside it", "", func(r *scorecard.Result) { r.Evidence, r.Target.Value, r.LastYear.Value = nil, nil, nil }, "", nil},
		{"no value", "2026-10", func(r *scorecard.Result) { r.Actual.Value = nil }, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := expecting(c.next)
			if c.change != nil {
				c.change(&r)
			}
			f := english.scenarioFigure(&scorecard.Scorecard{}, r)
			if f == nil {
				if c.want != nil {
					t.Fatal("there is no picture")
				}
				return
			}
			if f.Title != c.title {
				t.Errorf("title: got %q, want %q", f.Title, c.title)
			}
			same := func(a, b chart.Scenario) bool {
				return a.Name == b.Name && slices.EqualFunc(a.Values(), b.Values(), func(v, w *float64) bool { return (v == nil) == (w == nil) && (v == nil || *v == *w) })
			}
			if got := f.Picture.(chart.Scenarios).Rows; !slices.EqualFunc(got, c.want, same) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestYearBefore(t *testing.T) {
	for label, want := range map[string]string{
		"2026-10": "2025-10", "2026-Q4": "2025-Q4", "2026": "2025", "FY2026": "FY2025", "FY2026-Q1": "FY2025-Q1",
		"2026-W53": "", "2026-10-31": "", "": "", "2026-03-01..2026-05-31": "",
	} {
		if got := yearBefore(label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
}

// What has no members to say what moved it stands beside last year all the same.
func TestTitleOfAHistoryWithoutMoves(t *testing.T) {
	r := expecting("2026-10")
	if got, want := english.trendTitle(r), "Revenue: 50 is 10 above last year's 40"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTicksOfHugeNumbersHaveExponents(t *testing.T) {
	money, _ := unit.Parse("money")
	r := expecting("2026-10")
	r.Unit = money
	tick := english.trendFigure(&scorecard.Scorecard{}, r).Picture.(chart.History).Tick
	for v, want := range map[float64]string{1.5e300: "1.5e+300", 2e6: "2.00M", 0: "0"} {
		if got := tick(v); got != want {
			t.Errorf("%v: got %q, want %q", v, got, want)
		}
	}
}
