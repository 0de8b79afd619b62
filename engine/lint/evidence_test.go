package lint_test

import (
	"math"
	"slices"
	"testing"

	"kpi/engine/evidence"
	"kpi/engine/lint"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
)

// times repeats a value.
func times(n int, v float64) []float64 { return slices.Repeat([]float64{v}, n) }

// steady are 24 periods around 100: limits from 73.4 to 126.6.
func steady(last ...float64) []float64 {
	values := slices.Repeat([]float64{95, 105}, 12)
	copy(values[24-len(last):], last)
	return values
}

// signalsOf are the signals of values with a target.
func signalsOf(values []float64, target float64, lower bool) *evidence.Signals {
	s := evidence.History{Periods: make([]string, len(values)), Values: values, Season: 1}.Look(nil)
	l, ok := s.Limits()
	if !ok {
		return s
	}
	s.Assurance, s.Aim = stats.Assure(l, target, lower), &evidence.Aim{Low: target, High: math.Inf(1)}
	if lower {
		s.Aim.Low, s.Aim.High = math.Inf(-1), target
	}
	return s
}

func TestTargetsAgainstHistory(t *testing.T) {
	d := read(t, withData(t, inBase(t, "kpis:\n  orders: {<<: *orders}\n")))
	card := evaluate(t, d)
	r := &card.Sections[0].Results[0]
	for _, c := range []struct {
		name    string
		signals *evidence.Signals
		want    string
	}{
		{"within reach", signalsOf(steady(), 110, false), ""},
		{"beyond the limit", signalsOf(steady(), 130, false), "target-beyond-limits"},
		{"beyond the limit, lower is better", signalsOf(steady(), 70, true), "target-beyond-limits"},
		{"beyond the limit, and reached in this year", signalsOf(steady(times(8, 131)...), 130, false), ""},
		{"beyond the limit, reached before this year only", signalsOf(append([]float64{131}, steady()[1:]...), 135, false), "target-beyond-limits"},
		{"eight of twelve are luck", signalsOf(steady(101, 101, 101, 95, 101, 101, 95, 95, 101, 101, 95, 101), 99, false), ""},
		{"nine of twelve are easy", signalsOf(steady(101, 101, 101, 95, 101, 101, 95, 101, 101, 101, 95, 101), 99, false), "target-already-met"},
		{"nine of twelve, lower is better", signalsOf(steady(99, 99, 99, 105, 99, 99, 105, 99, 99, 99, 105, 99), 101, true), "target-already-met"},
		{"all of them, and not the usual value", signalsOf(steady(times(12, 103)...), 102, false), ""},
		{"easy until now, when it is below its limits", signalsOf(steady(append(times(11, 105), 70)...), 90, false), ""},
		{"easy, and above its limits now", signalsOf(steady(append(times(11, 105), 130)...), 90, false), "target-already-met"},
		{"easy until now, when it is above its limits, lower is better", signalsOf(steady(append(times(11, 95), 130)...), 110, true), ""},
		{"too few values for limits that are firm", signalsOf(steady()[:10], 50, false), ""},
		{"too few values for limits", signalsOf(steady()[:5], 50, false), ""},
		{"no target", &evidence.Signals{Periods: make([]string, 24), Values: steady(), Chart: signalsOf(steady(), 0, false).Chart}, ""},
	} {
		r.Evidence = &evidence.Evidence{Signals: c.signals}
		if got := evidenceCodes(lint.Run(d.Plan, lint.Facts{Card: card})); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	r.Evidence, r.Pace = &evidence.Evidence{Signals: signalsOf(steady(), 130, false)}, &scorecard.Pace{}
	if got := evidenceCodes(lint.Run(d.Plan, lint.Facts{Card: card})); got != "" {
		t.Errorf("to be reached by a day: got %q", got)
	}
}

func TestRecordRunRates(t *testing.T) {
	d := read(t, withData(t, inBase(t, "kpis:\n  orders: {<<: *orders}\n")))
	card := evaluate(t, d)
	r := &card.Sections[0].Results[0]
	record := "record-run-rate"
	for _, c := range []struct {
		name      string
		better    scorecard.Better
		perPeriod float64
		left      float64 // periods
		history   []float64
		want      string
	}{
		{name: "more than any three", better: scorecard.Higher, perPeriod: 131, left: 3, history: steady(130, 130, 130), want: record},
		{name: "as much as the best three", better: scorecard.Higher, perPeriod: 130, left: 3, history: steady(130, 130, 130)},
		{name: "more than the best two, and a part of a period is left out", better: scorecard.Higher, perPeriod: 120, left: 1.9, history: steady(130)},
		{name: "a part of a period alone", better: scorecard.Higher, perPeriod: 131, left: 0.5, history: steady(130), want: record},
		{name: "runs over a gap are none", better: scorecard.Higher, perPeriod: 115, left: 2, history: steady(130, math.NaN(), 130), want: record},
		{name: "a ceiling below all", better: scorecard.Lower, perPeriod: 69, left: 2, history: steady(70, 70), want: record},
		{name: "a ceiling above the lowest", better: scorecard.Lower, perPeriod: 71, left: 2, history: steady(70, 70)},
		{name: "a ceiling that is passed already", better: scorecard.Lower, perPeriod: -5, left: 2, history: steady(), want: record},
		{name: "eleven runs of fourteen", better: scorecard.Higher, perPeriod: 200, left: 14, history: steady()},
		{name: "twelve runs of thirteen", better: scorecard.Higher, perPeriod: 200, left: 13, history: steady(), want: record},
		{name: "no history", better: scorecard.Higher, perPeriod: 200, left: 1},
		{name: "nobody says what is better", perPeriod: 200, left: 1, history: steady()},
	} {
		left := c.perPeriod * c.left
		r.Better, r.Pace = c.better, &scorecard.Pace{PerPeriod: &c.perPeriod, Left: &left, Grain: "month"}
		r.Evidence = &evidence.Evidence{History: evidence.History{Values: c.history}}
		if got := evidenceCodes(lint.Run(d.Plan, lint.Facts{Card: card})); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// evidenceCodes are the codes of rules that need evidence.
func evidenceCodes(r *lint.Report) string {
	text := ""
	for _, f := range r.Findings {
		if f.Rule.Needs == lint.Evidence {
			text += f.Code
		}
	}
	return text
}

func TestWhatARuleDoesNotSeeDoesNotCount(t *testing.T) {
	d := read(t, withData(t, inBase(t, "kpis:\n  orders: {<<: *orders}\n")))
	card := evaluate(t, d)
	achievable := func() scorecard.Letter { return lint.Run(d.Plan, lint.Facts{Card: card}).Smart("orders")[2] }
	seen := achievable()
	card.Sections[0].Results[0].Evidence = nil
	unseen := achievable()
	if seen.Passed != seen.Of || unseen.Passed != unseen.Of || seen.Of != unseen.Of+2 {
		t.Errorf("with evidence %+v, without %+v: want two rules fewer, and all passed", seen, unseen)
	}
}
