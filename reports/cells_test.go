package reports

import (
	"testing"
	"time"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
)

func TestChange(t *testing.T) {
	for _, c := range []struct {
		name    string
		reading reading
		want    document.Change
	}{
		{"higher is better and it rose", reading{in: english, better: scorecard.Higher, unit: unit.Money}, document.Change{Text: "+50.0%", Verdict: document.Gain}},
		{"lower is better and it rose", reading{in: english, better: scorecard.Lower, unit: unit.Money}, document.Change{Text: "+50.0%", Verdict: document.Loss}},
		{"nobody said what is better", reading{in: english, unit: unit.Money}, document.Change{Text: "+50.0%"}},
		{"percent changes in points", reading{in: english, better: scorecard.Higher, unit: unit.Percent}, document.Change{Text: "+10.0 pp", Verdict: document.Gain}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.reading.actual.Value = new(0.3)
			got := c.reading.change(english.comparison(document.LastYear), sample.Compared(c.reading.unit, 0.3, 0.2))
			if got.Text != c.want.Text || got.Verdict != c.want.Verdict {
				t.Errorf("got %q %q, want %q %q", got.Text, got.Verdict, c.want.Text, c.want.Verdict)
			}
		})
	}
}

func TestChangeWithoutMeaning(t *testing.T) {
	r := reading{in: english, unit: unit.Money}
	lastYear := english.comparison(document.LastYear)
	if got := r.change(lastYear, scorecard.Comparison{}).Text; got != "n/a" {
		t.Errorf("without values: got %q, want n/a", got)
	}
	r.actual.Value = new(3.0)
	if got := r.change(lastYear, scorecard.Comparison{Measured: scorecard.Measured{Value: new(0.0)}}).Text; got != "n/m" {
		t.Errorf("over zero: got %q, want n/m", got)
	}
}

// What is not final is hollow and says so in words.
func TestMarksAndNotes(t *testing.T) {
	target := scorecard.Target{Value: new(1.0)}
	for _, c := range []struct {
		name   string
		r      reading
		hollow bool
		note   string
	}{
		{"on track", reading{in: english, status: status.OnTrack, target: target}, false, ""},
		{"no target", reading{in: english}, false, "no target"},
		{"no data", reading{in: english, reason: status.NoData, target: target}, false, "no data"},
		{"stale", reading{in: english, status: status.AtRisk, reason: status.Stale, target: target}, true, "data out of date"},
		{"partial", reading{in: english, reason: status.Partial, target: target, period: "to 15 Oct", running: true}, true, "period not over, to 15 Oct"},
		{"of a quarter in a card of months", reading{in: english, status: status.OnTrack, target: target, period: "2026-Q3"}, false, "2026-Q3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.r.mark().Hollow; got != c.hollow {
				t.Errorf("hollow: got %v, want %v", got, c.hollow)
			}
			if got := c.r.note(); got != c.note {
				t.Errorf("note: got %q, want %q", got, c.note)
			}
		})
	}
}

func TestComposeDatesTheDocument(t *testing.T) {
	given := time.Date(2026, 11, 2, 9, 0, 0, 0, time.FixedZone("", 3600))
	for _, c := range []struct {
		name string
		asOf string
		o    Options
		want string
	}{
		{"by the caller", "2026-10-15", Options{Created: given}, "2026-11-02T08:00:00Z"},
		{"by as-of", "2026-10-15", Options{}, "2026-10-15T00:00:00Z"},
		{"without both", "", Options{}, "1970-01-01T00:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compose(&scorecard.Scorecard{AsOf: c.asOf}, c.o).Created.Format(time.RFC3339)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// A reader must be able to compare the bullets of a table.
func TestScalesAreCommonAndBounded(t *testing.T) {
	at := func(v float64) scorecard.Result {
		return scorecard.Result{Attainment: &v, LastYear: scorecard.Comparison{Change: &v}}
	}
	for _, c := range []struct {
		values            []float64
		attained, changed float64
	}{
		{nil, 1.3, 0.05},
		{[]float64{0.9, 1.1}, 1.3, 0.5},
		{[]float64{1.52}, 1.6, 0.5},
		{[]float64{-0.02}, 1.3, 0.05},
		{[]float64{9}, 2, 0.5},
	} {
		var all []scorecard.Result
		for _, v := range c.values {
			all = append(all, at(v))
		}
		if got := attainmentScale(all); got != c.attained {
			t.Errorf("attained %v: got %v, want %v", c.values, got, c.attained)
		}
		if got := changeScale(all, english.comparison(document.LastYear).of); got != c.changed {
			t.Errorf("changed %v: got %v, want %v", c.values, got, c.changed)
		}
	}
}

func TestNoteSaysWhatTheStatusMustBeReadWith(t *testing.T) {
	few := scorecard.Result{Reason: status.TooFew, MinN: 20, Actual: scorecard.Measured{N: new(int64(3))}}
	chance := scorecard.Result{Indistinct: true, Actual: scorecard.Measured{Denominator: new(142.0)}}
	for _, c := range []struct {
		name    string
		reading reading
		want    string
	}{
		{"too few rows, once and with their numbers", reading{in: english, reason: few.Reason, doubt: english.doubt(few)}, "too few rows: 3 of at least 20"},
		{"a status that may be chance", reading{in: english, status: status.OnTrack, doubt: english.doubt(chance)}, "not distinguishable from target (n=142)"},
		{"a status of the way to a target", reading{in: english, status: status.AtRisk, paced: true}, "by what is due to date"},
		{"a target that is reached", reading{in: english, status: status.OnTrack, reason: status.Achieved, paced: true}, "target reached, by what is due to date"},
		{"nothing to say", reading{in: english, status: status.OnTrack}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.reading.note(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGatesAreNamedWhereTheyHold(t *testing.T) {
	card := &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{{ID: "reopened", Name: "Reopened tickets"}}}}}
	for _, c := range []struct {
		name   string
		rollup scorecard.Rollup
		want   string
	}{
		{"the score alone would be on track", scorecard.Rollup{Status: status.AtRisk, Score: new(7.5), Gates: []string{"reopened"}}, "held by Reopened tickets"},
		{"the score is at risk by itself", scorecard.Rollup{Status: status.AtRisk, Score: new(5.0), Gates: []string{"reopened"}}, ""},
		{"no gate", scorecard.Rollup{Status: status.AtRisk, Score: new(5.0)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := english.held(card, &c.rollup); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Costs of nothing are 0, which is not 200% of the target.
func TestNothingCountedIsNoAttainment(t *testing.T) {
	r := reading{in: english, unit: unit.Count, better: scorecard.Lower, actual: scorecard.Measured{Value: new(0.0)}, attainment: new(2.0), reason: status.Empty}
	r.target.Value = new(720.0)
	if got := r.attainedText().Main; got != "n/a" {
		t.Errorf("attained: got %q, want n/a", got)
	}
	if got, ok := r.bullet().(document.Text); !ok || got.Main != "no rows in the period" {
		t.Errorf("bullet: got %v, want why there is none", got)
	}
	r.status, r.reason = status.OnTrack, status.NoReason
	if got := r.attainedText().Main; got != "200.0%" {
		t.Errorf("with rows: got %q, want 200.0%%", got)
	}
}
