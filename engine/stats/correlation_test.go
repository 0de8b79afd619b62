package stats_test

import (
	"math"
	"testing"

	"kpi/engine/stats"
)

func TestAutocorrelation(t *testing.T) {
	ups := []float64{9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11}
	if r, ok := stats.Autocorrelation(ups, 1); !ok || math.Abs(r+11.0/12) > 1e-12 {
		t.Errorf("of what goes up and down: got %v and %t, want -11/12", r, ok)
	}
	gap := math.NaN()
	// The mean is 2; of the products 1, 0 and 0 only the first is of two neighbours.
	if r, ok := stats.Autocorrelation([]float64{1, 1, gap, 3, gap, 3}, 1); !ok || math.Abs(r-1.0/4) > 1e-12 {
		t.Errorf("with gaps: got %v and %t, want 1/4", r, ok)
	}
	for name, x := range map[string][]float64{"nothing": nil, "one value": {3}, "a constant": {0.1, 0.1, 0.1}, "infinity": {1, 2, math.Inf(1)}} {
		if r, ok := stats.Autocorrelation(x, 1); ok {
			t.Errorf("%s has one: %v", name, r)
		}
	}
	if r, ok := stats.Autocorrelation(ups, 12); ok {
		t.Errorf("over all values: got %v", r)
	}
}

func TestCrossCorrelationLooksBothWays(t *testing.T) {
	x, y := []float64{0, 0, 1, 0, 0, 0, 0, 0}, []float64{0, 0, 0, 0, 1, 0, 0, 0}
	near(t, "two later", stats.CrossCorrelation(x, y, 2), 27.0/28, 1e-12)
	near(t, "the other way round", stats.CrossCorrelation(y, x, -2), stats.CrossCorrelation(x, y, 2), 0)
	for name, r := range map[string]float64{
		"a constant":       stats.CrossCorrelation(x, make([]float64, 8), 0),
		"after the end":    stats.CrossCorrelation(x, y, 8),
		"before the start": stats.CrossCorrelation(x, y, -8),
	} {
		if !math.IsNaN(r) {
			t.Errorf("%s: got %v, want NaN", name, r)
		}
	}
}
