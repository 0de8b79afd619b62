package scorecard_test

import (
	"fmt"
	"math"
	"math/rand"
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// Spider Impact's goal and red flag, with its published scores, and what follows
// from them.
func TestScores(t *testing.T) {
	const (
		spider = "formula: avg(size), better: higher, target: 700, red_flag: 500"
		lower  = "formula: avg(size), better: lower, target: 5, red_flag: 10"
		around = "formula: avg(size), target: {between: [10, 20]}, tolerance: 2"
		loss   = "formula: avg(size), better: higher, target: -100, tolerance: 10% of target"
		list   = "formula: avg(size), better: higher, target: 700, red_flag: 500, status: [{green: value >= 900}, {otherwise: red}]"
	)
	tests := []struct {
		name, kpi string
		actual    float64
		want      string
	}{
		{"Spider: 300", spider, 300, "off_track, score 0"},
		{"Spider: the red flag", spider, 500, "at_risk, score 3.333333333"},
		{"Spider: half way", spider, 600, "at_risk, score 5"},
		{"Spider: the goal", spider, 700, "on_track, score 6.666666667"},
		{"Spider: 900", spider, 900, "on_track, score 10"},
		{"Spider: no more than 10", spider, 1000, "on_track, score 10"},
		{"Spider: no less than 0", spider, -1000, "off_track, score 0"},
		{"a hair below the red flag", spider, 499.99, "off_track, score 3.333166667"},

		{"lower: the goal", lower, 5, "on_track, score 6.666666667"},
		{"lower: half way", lower, 7.5, "at_risk, score 5"},
		{"lower: the red flag", lower, 10, "at_risk, score 3.333333333"},
		{"lower: three times the goal", lower, 15, "off_track, score 0"},
		{"lower: nothing at all", lower, 0, "on_track, score 10"},

		{"range: the middle", around, 15, "on_track, score 10"},
		{"range: between the middle and an end", around, 12.5, "on_track, score 8.333333333"},
		{"range: the lower end", around, 10, "on_track, score 6.666666667"},
		{"range: the upper end", around, 20, "on_track, score 6.666666667"},
		{"range: half of the tolerance", around, 21, "at_risk, score 5"},
		{"range: the tolerance", around, 8, "at_risk, score 3.333333333"},
		{"range: far outside", around, 4, "off_track, score 0"},
		{"range: one value", "formula: avg(size), target: {between: [10, 10]}, tolerance: 2", 10, "on_track, score 10"},
		{"range: inside, without a tolerance", "formula: avg(size), target: {between: [10, 20]}", 15, "on_track, no score: no_red_flag"},
		{"range: outside, without a tolerance", "formula: avg(size), target: {between: [10, 20]}", 25, "off_track, no score: no_red_flag"},

		{"a tolerance is the distance of the red flag", "formula: avg(size), better: higher, target: 100, tolerance: 10% of target", 95, "at_risk, score 5"},
		{"a planned loss", loss, -105, "at_risk, score 5"},
		{"a target of zero", "formula: avg(size), better: lower, target: 0, tolerance: 4", 2, "at_risk, score 5"},
		{"0.3 × 0.9 has the score of 0.27", "formula: avg(size), better: higher, target: 0.27, tolerance: 0.1", 0.3 * 0.9, "on_track, score 6.666666667"},

		{"no tolerance and no red flag", "formula: avg(size), better: higher, target: 100", 95, "off_track, no score: no_red_flag"},
		{"no target", "formula: avg(size)", 95, "no_target, no score: no_target"},
		{"no value", spider, math.NaN(), "all_missing, no score: all_missing"},
		{"too few rows", spider + ", min_n: 2", 700, "too_few, no score: too_few"},
		{"as many rows as are asked for", spider + ", min_n: 1", 700, "on_track, score 6.666666667"},
		{"the list decides the color, and the red flag the score", list, 800, "off_track, score 8.333333333"},
		{"a list without a target", "formula: avg(size), status: [{green: value >= 900}, {otherwise: red}]", 950, "on_track, no score: no_target"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, kpi(test.kpi))
			w.put("deals", "2026-01-15", test.actual, "")
			if got := scored(w.result()); got != test.want {
				t.Errorf("%v is %s, want %s", test.actual, got, test.want)
			}
		})
	}
}

func scored(r scorecard.Result) string {
	s := string(r.Status)
	if s == "" {
		s = string(r.Reason)
	}
	if r.Score.Value == nil {
		return s + ", no score: " + string(r.Score.Reason)
	}
	return s + ", score " + text(r.Score.Value)
}

// Score and color come from the same comparison: a score reaches a mark exactly
// where the color changes, and never falls while the value gets better.
func TestScoresAgreeWithColors(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 300 {
		target, tolerance := math.Round(r.Float64()*2000-1000)/10, math.Round(1+r.Float64()*400)/10
		better := []string{"higher", "lower"}[r.Intn(2)]
		steps := []float64{-3, -2, -1.01, -1, -0.99, -0.5, -0.01, 0, 0.01, 0.5, 1, 2}
		last := -1.0
		for _, step := range steps {
			a := target + step*tolerance
			if better == "lower" {
				a = target - step*tolerance
			}
			w := newWorld(t, kpi(fmt.Sprintf("formula: avg(size), better: %s, target: %v, tolerance: %v", better, target, tolerance)))
			w.put("deals", "2026-01-15", a, "")
			got := w.result()
			score := *got.Score.Value
			want := status.OffTrack
			switch {
			case score >= scorecard.TargetScore:
				want = status.OnTrack
			case score >= scorecard.RedFlagScore:
				want = status.AtRisk
			}
			if got.Status != want || score < last {
				t.Fatalf("%s than %v ± %v: %v is %s with a score of %v, after %v", better, target, tolerance, a, got.Status, score, last)
			}
			last = score
		}
	}
}

// The bounds are what a report must not round a value across.
func TestBounds(t *testing.T) {
	tests := []struct{ name, kpi, want string }{
		{"a target alone", "formula: avg(size), better: higher, target: 100", "[100]"},
		{"higher is better", "formula: avg(size), better: higher, target: 100, tolerance: 10% of target", "[90 100]"},
		{"lower is better", "formula: avg(size), better: lower, target: 100, tolerance: 10", "[100 110]"},
		{"a range", "formula: avg(size), target: {between: [10, 20]}, tolerance: 2", "[8 10 20 22]"},
		{"a list over a target", "formula: avg(size), better: higher, target: base, status: [{green: value >= target}, {amber: value >= 0.9 * target}, {otherwise: red}]", "[90 100]"},
		{"a list over numbers", "formula: avg(size), status: [{red: value > 20 or value < 5}, {otherwise: green}]", "[5 20]"},
		{"a list that reads other numbers", "formula: avg(size), status: [{red: value > base}, {otherwise: green}]", "[]"},
		{"no target", "formula: avg(size)", "[]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, "measures:\n  base: {source: deals, formula: avg(size)}\n"+kpi(test.kpi))
			w.put("deals", "2026-01-15", 100, "")
			if got := fmt.Sprint(w.result().Target.Bounds); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestBalanceInWords(t *testing.T) {
	for b, want := range map[scorecard.Balance]string{
		{}:                                     "",
		{Lagging: 2}:                           "only lagging KPIs",
		{Leading: 1}:                           "only leading KPIs",
		{Unclassed: 3}:                         "3 without a class",
		{Leading: 1, Lagging: 2}:               "1 leading, 2 lagging",
		{Leading: 1, Lagging: 2, Unclassed: 1}: "1 leading, 2 lagging, 1 without a class",
	} {
		if got := b.Words(); got != want {
			t.Errorf("%+v is %q, want %q", b, got, want)
		}
	}
}
