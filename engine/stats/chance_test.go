package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"kpi/engine/stats"
)

// around is a series that scatters around a level.
func around(seed uint64, n int, level, spread float64) []float64 {
	r := rand.New(rand.NewPCG(seed, 7))
	y := make([]float64, n)
	for i := range y {
		y[i] = level + spread*r.NormFloat64()
	}
	return y
}

func predicted(t *testing.T, y []float64, season, h int) stats.Forecast {
	t.Helper()
	f, ok := stats.Predict(y, season, h)
	if !ok {
		t.Fatal("no forecast")
	}
	return f
}

var (
	ever   = math.Inf(1)
	never  = math.Inf(-1)
	thrice = []float64{1, 1, 1}
)

func TestChanceOfAConstantIsAllOrNothing(t *testing.T) {
	y := make([]float64, 20)
	for i := range y {
		y[i] = 0.1
	}
	f := predicted(t, y, 1, 4)
	tests := []struct {
		name      string
		weights   []float64
		low, high float64
		want      float64
	}{
		{"exactly the sum", thrice, 0.3, ever, 1},
		{"a little more than the sum", thrice, 0.3001, ever, 0},
		{"at most the sum, where lower is better", thrice, never, 0.3, 1},
		{"at most a little less", thrice, never, 0.2999, 0},
		{"half of a period counts half", []float64{1, 0.5}, 0.15, 0.15, 1},
		{"the other half does not count", []float64{1, 0.5}, 0.16, ever, 0},
		{"a range around the sum", thrice, 0.2, 0.4, 1},
		{"a range beside the sum", thrice, 0.4, 0.5, 0},
		{"no period is left, and nothing to reach", nil, 0, ever, 1},
		{"no period is left, and something to reach", nil, 1, ever, 0},
	}
	for _, tt := range tests {
		near(t, tt.name, f.ChanceOfSum(tt.weights, tt.low, tt.high), tt.want, 0)
	}
	near(t, "the value in a month", f.ChanceAt(4, 0.1, ever), 1, 0)
	near(t, "more than the value", f.ChanceAt(4, 0.11, ever), 0, 0)
}

func TestChanceFallsAsTheTargetRises(t *testing.T) {
	f := predicted(t, around(3, 40, 100, 10), 12, 6)
	last := 1.0
	for target := 200.0; target <= 400; target += 5 {
		p := f.ChanceOfSum(thrice, target, ever)
		if p > last || p < 0 {
			t.Errorf("to reach %v: %v after %v", target, p, last)
		}
		near(t, "to stay below", f.ChanceOfSum(thrice, never, target), 1-p, 0.002)
		last = p
	}
	near(t, "to reach what cannot be missed", f.ChanceOfSum(thrice, 100, ever), 1, 0.001)
	near(t, "to reach what cannot be reached", f.ChanceOfSum(thrice, 500, ever), 0, 0.001)
	sum, low, high := f.Sum(thrice, 0.8)
	near(t, "to reach the point", f.ChanceOfSum(thrice, sum, ever), 0.5, 0.01)
	near(t, "to come between the bounds", f.ChanceOfSum(thrice, low, high), 0.8, 0.01)
	if most := f.High[0] + f.High[1] + f.High[2]; high >= most {
		t.Errorf("the sum is at most %v, want less than the sum of the bounds, %v", high, most)
	}
}

func TestChanceFollowsScaleAndShift(t *testing.T) {
	// With values below zero nothing multiplies, so that a shift changes nothing.
	y := around(4, 48, 0, 10)
	scaled, shifted := make([]float64, len(y)), make([]float64, len(y))
	for i, v := range y {
		scaled[i], shifted[i] = 1000*v, v+5
	}
	f, thousand, up := predicted(t, y, 12, 6), predicted(t, scaled, 12, 6), predicted(t, shifted, 12, 6)
	for target := -30.0; target <= 30; target += 6 {
		want := f.ChanceOfSum(thrice, target, ever)
		near(t, "times a thousand", thousand.ChanceOfSum(thrice, 1000*target, ever), want, 0.005)
		near(t, "five more", up.ChanceOfSum(thrice, target+15, ever), want, 0.005)
		near(t, "five more in one period", up.ChanceAt(2, target+5, ever), f.ChanceAt(2, target, ever), 0.005)
	}
}

// TestChanceOfFewValues has an interval from theory, of which the chance is
// known.
func TestChanceOfFewValues(t *testing.T) {
	f := predicted(t, around(6, 8, 100, 5), 1, 3)
	for _, level := range []float64{0.5, 0.8, 0.95} {
		low, high := f.At(level)
		near(t, "to come inside the interval", f.ChanceAt(3, low[2], high[2]), level, 0.01)
	}
}

// TestChancesOfM3 holds what is told of the sums of the series of the M3
// competition against what came, for one series of six. What was told rarely is
// not compared.
func TestChancesOfM3(t *testing.T) {
	var all [10]chances
	for _, tt := range m3 {
		for i, c := range predictAll(sixth(t, tt.period)).chances {
			all[i].add(c)
		}
	}
	compared := 0
	for i, c := range all {
		t.Logf("told %2d to %3d %%: %s", 10*i, 10*i+10, c)
		if c.n < 50 {
			continue
		}
		compared++
		if off := (c.came - c.told) / c.n; math.Abs(off) > 0.15 {
			t.Errorf("told %d to %d %%: %s", 10*i, 10*i+10, c)
		}
	}
	if compared < 8 {
		t.Errorf("%d of ten parts were compared", compared)
	}
}
