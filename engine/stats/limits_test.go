package stats_test

import (
	"math"
	"testing"

	"kpi/engine/stats"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > tolerance {
		t.Errorf("%s: got %.10g, want %.10g", what, got, want)
	}
}

// nist is the example of the NIST handbook, 6.3.2.2.
var nist = []float64{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1}

func TestNaturalLimitsAsPublished(t *testing.T) {
	l, ok := stats.Natural(nist)
	if !ok || !l.Trial || l.N != 10 {
		t.Fatalf("got %+v, want trial limits of ten values", l)
	}
	near(t, "center", l.Center, 50.81, 1e-9)
	near(t, "high", l.High, 55.8049, 5e-5)
	near(t, "low", l.Low, 45.8151, 5e-5)

	spike := []float64{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}
	l, _ = stats.Natural(spike)
	near(t, "center with a spike", l.Center, 1.9444, 5e-5)
	near(t, "high with a spike", l.High, 6.95, 5e-3)
	near(t, "low with a spike", l.Low, -3.06, 5e-3)
	l, _ = stats.NaturalScreened(spike)
	near(t, "high without large ranges", l.High, 4.60, 5e-3)
	near(t, "low without large ranges", l.Low, -0.72, 5e-3)
}

func TestNaturalLimitsNeedValues(t *testing.T) {
	if _, ok := stats.Natural([]float64{1, 2, 3, 4, 5}); ok {
		t.Error("five values have limits")
	}
	gap := math.NaN()
	if _, ok := stats.Natural([]float64{1, gap, 2, gap, 3, gap, 4, gap, 5, gap, 6}); ok {
		t.Error("values without a neighbour have limits")
	}
	for name, x := range map[string][]float64{
		"nothing":              nil,
		"values that are one":  {0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3},
		"an infinite value":    {1, 2, 1, 2, 1, 2, math.Inf(1)},
		"values without bound": {1e308, -1e308, 1e308, -1e308, 1e308, -1e308},
	} {
		if l, ok := stats.Natural(x); ok {
			t.Errorf("%s has limits: %+v", name, l)
		}
	}
	if _, ok := stats.NaturalByMedian([]float64{1, 1, 1, 1, 1, 1, 9}); ok {
		t.Error("values that mostly do not differ have limits by the median range")
	}
	l, ok := stats.Natural([]float64{1, 3, gap, 10, 11, 1, 3})
	near(t, "a range across a gap", (l.High-l.Center)/2.660, (2.0+1+10+2)/4, 1e-9)
	if !ok {
		t.Error("six values have no limits")
	}
	l, _ = stats.NaturalByMedian([]float64{1, 2, 1, 2, 1, 2, 100})
	near(t, "by the median range", l.High-l.Center, 3.145, 1e-9)
	near(t, "by the median, the ranges", l.RangeHigh, 3.865, 1e-9)
}

func TestSignals(t *testing.T) {
	l := stats.Limits{Center: 0, Low: -4, High: 4}
	gap := math.NaN()
	tests := []struct {
		name   string
		values []float64
		want   map[int]stats.Rule
	}{
		{"nothing on the limit itself", []float64{4, -4}, nil},
		{"outside", []float64{0, 4.1, -4.1}, map[int]stats.Rule{1: stats.Outside, 2: stats.Outside}},
		{"seven on one side", []float64{1, 1, 1, 1, 1, 1, 1, -1}, nil},
		{"eight on one side", []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, -1}, map[int]stats.Rule{7: stats.Run, 8: stats.Run}},
		{"the center breaks a run", []float64{1, 1, 1, 1, 0, 1, 1, 1, 1}, nil},
		{"a gap breaks a run", []float64{1, 1, 1, 1, gap, 1, 1, 1, 1}, nil},
		{"three of four near a limit", []float64{3, 3, 0, 3}, map[int]stats.Rule{3: stats.Near}},
		{"the fourth does not complete it", []float64{3, 3, 3, 1}, nil},
		{"near both limits", []float64{3, -3, 3, -3}, nil},
		{"a gap among the four", []float64{3, 3, gap, 3}, nil},
		{"the middle itself is not near", []float64{2, 2, 2, 2}, nil},
		{"outside counts as near for those after it", []float64{5, 3, 1, 3}, map[int]stats.Rule{0: stats.Outside, 3: stats.Near}},
		{"below", []float64{-3, -3, -1, -3, -5}, map[int]stats.Rule{3: stats.Near, 4: stats.Outside}},
		{"the strongest rule is told", []float64{3, 3, 3, 3, 3, 3, 3, 5, 3}, map[int]stats.Rule{
			3: stats.Near, 4: stats.Near, 5: stats.Near, 6: stats.Near, 7: stats.Outside, 8: stats.Run}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := map[int]stats.Rule{}
			for _, s := range stats.Signals(tt.values, l) {
				got[s.At] = s.Rule
				if s.High != (tt.values[s.At] > 0) {
					t.Errorf("the signal at %d is on the wrong side", s.At)
				}
			}
			if len(got) != len(tt.want) {
				t.Fatalf("got %v, want %v", got, tt.want)
			}
			for at, rule := range tt.want {
				if got[at] != rule {
					t.Errorf("at %d: got %q, want %q", at, got[at], rule)
				}
			}
		})
	}
}

func TestRoundingIsNoSignal(t *testing.T) {
	l, _ := stats.Natural([]float64{0.1, 0.3, 0.1, 0.3, 0.1, 0.3})
	center := make([]float64, 9)
	for i := range center {
		center[i] = l.Center * (1 + 1e-15*float64(i))
	}
	if got := stats.Signals(center, l); got != nil {
		t.Errorf("values on the center: got %v", got)
	}
	if got := stats.Signals([]float64{l.High * (1 + 1e-15), l.Low * (1 + 1e-15)}, l); got != nil {
		t.Errorf("values on the limits: got %v", got)
	}
}

func TestAssurance(t *testing.T) {
	l := stats.Limits{Low: 10, High: 20}
	for _, tt := range []struct {
		target float64
		lower  bool
		want   stats.Assurance
	}{
		{21, false, stats.Fails}, {9, false, stats.Passes}, {15, false, stats.Chance}, {20, false, stats.Chance}, {10, false, stats.Chance},
		{21, true, stats.Passes}, {9, true, stats.Fails}, {15, true, stats.Chance}, {20, true, stats.Chance}, {10, true, stats.Chance},
		{math.NaN(), false, ""}, {math.NaN(), true, ""},
	} {
		if got := stats.Assure(l, tt.target, tt.lower); got != tt.want {
			t.Errorf("target %v, lower is better %t: got %q, want %q", tt.target, tt.lower, got, tt.want)
		}
		mirrored := stats.Limits{Low: -l.High, High: -l.Low}
		if got := stats.Assure(mirrored, -tt.target, !tt.lower); got != tt.want {
			t.Errorf("target %v, lower is better %t, mirrored: got %q, want %q", tt.target, tt.lower, got, tt.want)
		}
	}
	if got := stats.Assure(stats.Limits{Low: math.NaN(), High: 20}, 15, false); got != "" {
		t.Errorf("without limits: got %q", got)
	}
}

func TestAssuranceOfRange(t *testing.T) {
	l := stats.Limits{Low: 10, High: 20}
	for _, tt := range []struct {
		name      string
		low, high float64
		want      stats.Assurance
	}{
		{"around the limits", 9, 21, stats.Passes},
		{"the limits themselves", 10, 20, stats.Chance},
		{"within the limits", 12, 18, stats.Chance},
		{"over the upper one", 15, 30, stats.Chance},
		{"over the lower one", 0, 15, stats.Chance},
		{"above", 21, 30, stats.Fails},
		{"below", 0, 9, stats.Fails},
		{"next to the upper one", 20, 30, stats.Chance},
		{"one value outside", 25, 25, stats.Fails},
		{"upside down", 18, 12, ""},
		{"missing", math.NaN(), 12, ""},
	} {
		if got := stats.AssureRange(l, tt.low, tt.high); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if got := stats.AssureRange(stats.Limits{Low: -20, High: -10}, -tt.high, -tt.low); got != tt.want {
			t.Errorf("%s, mirrored: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSignalsFollowScaleAndShift(t *testing.T) {
	x := append(append([]float64{}, nist...), 60, 49, 49, 49, 49, 49, 49, 49, 49)
	l, _ := stats.Natural(x)
	want := stats.Signals(x, l)
	moved := make([]float64, len(x))
	for i, v := range x {
		moved[i] = 3*v - 7
	}
	l, _ = stats.Natural(moved)
	got := stats.Signals(moved, l)
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got[i], want[i])
		}
	}
}
