package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"kpi/engine/stats"
)

func TestSpreadsAsPublished(t *testing.T) {
	near(t, "80 % of a normal distribution", stats.Z(0.8), 1.2816, 5e-5)
	near(t, "95 % of a normal distribution", stats.Z(0.95), 1.9600, 5e-5)

	google := column(t, "statistics/goog200.csv")
	n := len(google)
	sigma := stats.AccuracyOf(google[1:], google[:n-1]).RMSE
	point := stats.Naive(google, 1, 10)
	tests := []struct {
		name      string
		h         int
		level     float64
		low, high float64
	}{
		{"the next day, 80 %", 1, 0.8, 523.5222, 539.4343},
		{"the next day, 95 %", 1, 0.95, 519.3105, 543.6460},
		{"two days on, 95 %", 2, 0.95, 514.2705, 548.6861},
		{"ten days on, 95 %", 10, 0.95, 493.0005, 569.9561},
	}
	for _, tt := range tests {
		half := stats.Z(tt.level) * stats.NaiveSpread(sigma, tt.h)
		near(t, tt.name+": low", point[tt.h-1]-half, tt.low, 1e-4)
		near(t, tt.name+": high", point[tt.h-1]+half, tt.high, 1e-4)
	}
}

func TestSpreadsGrowWithThePeriodsAhead(t *testing.T) {
	near(t, "naive, four ahead", stats.NaiveSpread(3, 4), 6, 1e-12)
	for h, want := range map[int]float64{1: 1, 4: 1, 5: math.Sqrt2, 8: math.Sqrt2, 9: math.Sqrt(3)} {
		near(t, "seasonal naive", stats.SeasonalNaiveSpread(1, 4, h), want, 1e-12)
	}
	near(t, "seasonal naive without a season is naive", stats.SeasonalNaiveSpread(2, 0, 9), stats.NaiveSpread(2, 9), 1e-12)
	near(t, "drift through 11 values, five ahead", stats.DriftSpread(2, 11, 5), 2*math.Sqrt(7.5), 1e-12)
}

func TestIntervalsLieInEachOther(t *testing.T) {
	f, ok := stats.Predict(column(t, "statistics/ausbeer.csv")[:80], 4, 8)
	if !ok {
		t.Fatal("no forecast")
	}
	inner := f.Points
	for _, level := range []float64{0.5, 0.8, 0.95} {
		low, high := f.At(level)
		for i := range low {
			if low[i] >= min(inner[i], f.Points[i]) || high[i] <= f.Points[i] {
				t.Errorf("%v %%, %d ahead: %v to %v", 100*level, i+1, low[i], high[i])
			}
			if i > 0 && high[i]-low[i] <= high[i-1]-low[i-1] {
				t.Errorf("%v %%, %d ahead: the interval does not grow", 100*level, i+1)
			}
		}
		inner = low
	}
	low, high := f.At(0.8)
	near(t, "the usual low bound", f.Low[3], low[3], 0)
	near(t, "the usual high bound", f.High[3], high[3], 0)
}

// TestIntervalOfFewValues has too few values to try the method, so that the
// theory of drift tells the interval, for its seven changes by a Student
// distribution: 1.4149 for 80 %.
func TestIntervalOfFewValues(t *testing.T) {
	y := []float64{30, 36, 33, 41, 40, 38, 45, 47}
	f, ok := stats.Predict(y, 1, 3)
	if !ok {
		t.Fatal("no forecast")
	}
	sigma := stats.AccuracyOf(y[1:], y[:7]).RMSE
	for i := range 3 {
		near(t, "half of the interval", f.High[i]-f.Points[i], 1.4149*stats.DriftSpread(sigma, 8, i+1), 1e-3)
	}
	if !math.IsNaN(f.Record.Coverage) || f.Record.Origins != 2 {
		t.Errorf("got coverage %v from %d origins, want none from 2", f.Record.Coverage, f.Record.Origins)
	}
}

// TestIntervalsHoldWhatTheyPromise draws noise of a known spread: its interval
// of 80 % reaches 1.28 standard deviations to both sides.
func TestIntervalsHoldWhatTheyPromise(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	sum, n := 0.0, 300.0
	for range int(n) {
		y := make([]float64, 60)
		for i := range y {
			y[i] = 1000 + 10*r.NormFloat64()
		}
		f, _ := stats.Predict(y, 1, 1)
		sum += (f.High[0] - f.Low[0]) / 2
	}
	if got := sum / n; got < 11.5 || got > 16.5 {
		t.Errorf("half of the interval is %.1f on average, want about 12.8, and a little more for not knowing the spread", got)
	}
}
