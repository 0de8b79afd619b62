package reports

import (
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		name           string
		unit           unit.Unit
		actual, target float64
		want           [2]string
	}{
		{"money has its separators", unit.Money, 48_210_400, 46_500_000, [2]string{"48,210,400", "46,500,000"}},
		{"both sides have the same digits", unit.Money, 31.5, 30, [2]string{"31.50", "30.00"}},
		{"percent is times hundred", unit.Percent, 0.384, 0.42, [2]string{"38.4%", "42.0%"}},
		{"a loss has a minus", unit.Money, -12_400, 0, [2]string{"−12,400", "0"}},
		{"billions are short on both sides", unit.Money, 2_345_000_000, 900_000_000, [2]string{"2.35bn", "900M"}},
		{"what has no words is written with a power", unit.Money, -1.5e300, 1, [2]string{"−1.5e+300", "1"}},
		{"a rest of arithmetic is zero", unit.Percent, -2.8e-17, 0.5, [2]string{"0.0%", "50.0%"}},
		{"a small number is not zero", unit.Ratio, 0.000123, 0.5, [2]string{"0.00012", "0.50000"}},
		{"zero is zero", unit.Count, 0, 0, [2]string{"0", "0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := english.numbers(c.unit, &c.actual, &c.target)
			if [2]string(got) != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestShareNeverRoundsUpToTheTarget(t *testing.T) {
	for v, want := range map[float64]string{
		1: "100.0%", 1.0367: "103.7%", 0.9996: "99.96%", 0.99996: "99.996%", 0.9994: "99.9%",
		0: "0.0%", -0.2: "−20.0%",
	} {
		if got := english.share(v); got != want {
			t.Errorf("share(%v): got %s, want %s", v, got, want)
		}
	}
}

func TestTargets(t *testing.T) {
	ten, twenty := 0.1, 0.2
	for _, c := range []struct {
		name   string
		target scorecard.Target
		want   string
	}{
		{"a number", scorecard.Target{Value: &ten}, "10.0%"},
		{"a range", scorecard.Target{Low: &ten, High: &twenty}, "10.0 – 20.0%"},
		{"a lower end", scorecard.Target{Low: &ten}, "≥ 10.0%"},
		{"an upper end", scorecard.Target{High: &twenty}, "≤ 20.0%"},
		{"none", scorecard.Target{}, "–"},
		{"one without a value", scorecard.Target{Text: "quota", Reason: status.NoData}, "n/a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := english.measuredNumbers(unit.Percent, &ten, c.target, scorecard.Unsaid); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestPeriodWords(t *testing.T) {
	for _, c := range []struct {
		period scorecard.Period
		want   string
	}{
		{scorecard.Period{Label: "2026-10", Start: "2026-10-01", Last: "2026-10-31"}, "2026-10, 1 to 31 Oct 2026"},
		{scorecard.Period{Label: "2026-Q3", Start: "2026-07-01", Last: "2026-09-30"}, "2026-Q3, 1 Jul to 30 Sep 2026"},
		{scorecard.Period{Label: "FY2026", Start: "2025-04-01", Last: "2026-03-31"}, "FY2026, 1 Apr 2025 to 31 Mar 2026"},
		{scorecard.Period{Label: "2026-10-31", Start: "2026-10-31", Last: "2026-10-31"}, "31 Oct 2026"},
		{scorecard.Period{Label: "2026-03-01..2026-05-31", Start: "2026-03-01", Last: "2026-05-31"}, "1 Mar to 31 May 2026"},
		{scorecard.Period{}, ""},
	} {
		if got := english.periodWords(c.period); got != c.want {
			t.Errorf("%s: got %q, want %q", c.period.Label, got, c.want)
		}
	}
}

func TestMessage(t *testing.T) {
	on := scorecard.Result{Name: "Leads", Status: status.OnTrack}
	risk := scorecard.Result{Name: "Win rate", Status: status.AtRisk}
	off := scorecard.Result{Name: "Sales cycle", Status: status.OffTrack}
	none := scorecard.Result{Name: "Churn", Reason: status.NoTarget}
	for _, c := range []struct {
		results []scorecard.Result
		want    string
	}{
		{nil, "The scorecard has no KPIs"},
		{[]scorecard.Result{on}, "1 of 1 KPI on track"},
		{[]scorecard.Result{on, on}, "All 2 KPIs on track"},
		{[]scorecard.Result{on, none}, "1 of 2 KPIs on track"},
		{[]scorecard.Result{on, risk, off}, "1 of 3 KPIs on track; 1 off track: Sales cycle; 1 at risk: Win rate"},
		{[]scorecard.Result{off, off, off, off, off},
			"0 of 5 KPIs on track; 5 off track: Sales cycle, Sales cycle, Sales cycle and 2 more"},
		{[]scorecard.Result{none}, "1 KPI measured, not judged: 1 no target"},
		{[]scorecard.Result{none, {Reason: status.Partial}, none},
			"3 KPIs measured, none judged: 2 no target, 1 period not over"},
	} {
		s := &scorecard.Scorecard{Sections: []scorecard.Section{{Results: c.results}}}
		if got := english.message(s); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestUnitWords(t *testing.T) {
	perDay, _ := unit.Parse("money per day")
	euros, _ := unit.Parse("money EUR")
	for _, c := range []struct {
		unit     unit.Unit
		currency string
		want     string
	}{
		{unit.Money, "USD", "USD"}, {perDay, "USD", "USD per day"}, {euros, "USD", "EUR"}, {unit.Money, "", "money"},
		{unit.Percent, "USD", "%"}, {unit.Number, "USD", ""}, {unit.Days, "", "days"},
	} {
		if got := english.unitWords(c.unit, c.currency); got != c.want {
			t.Errorf("%v: got %q, want %q", c.unit, got, c.want)
		}
	}
}
