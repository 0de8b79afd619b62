package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kpi/engine/stats"
)

func TestForecastsAsPublished(t *testing.T) {
	beer := column(t, "statistics/ausbeer.csv")
	// 1992 to 2007 of quarters that begin in 1956, then ten more.
	train, test := beer[144:208], beer[208:218]
	tests := []struct {
		name       string
		forecast   func([]float64, int, int) []float64
		rmse, mase float64
	}{
		{"mean", stats.Mean, 38.447, 2.435},
		{"naive", stats.Naive, 62.693, 4.014},
		{"seasonal naive", stats.SeasonalNaive, 14.311, 0.937},
		{"drift", stats.Drift, 64.901, 4.117},
	}
	for _, tt := range tests {
		a := stats.AccuracyOf(test, tt.forecast(train, 4, 10))
		near(t, "beer, "+tt.name+", RMSE", a.RMSE, tt.rmse, 5e-4)
		near(t, "beer, "+tt.name+", MASE", a.MASE(train, 4), tt.mase, 5e-4)
	}
	a := stats.AccuracyOf(test, stats.SeasonalNaive(train, 4, 10))
	near(t, "beer, seasonal naive, MAE", a.MAE, 13.40, 5e-3)
	near(t, "beer, seasonal naive, MAPE", a.MAPE, 3.169, 5e-4)
	for _, m := range stats.Methods()[4:] {
		if got := stats.AccuracyOf(test, m.Forecast(train, 4, 10)).RMSE; got > 14.311 {
			t.Errorf("beer, %s: RMSE %.3f, want less than that of the seasonal naive forecast", m.Name, got)
		}
	}
	near(t, "the last of goog200", stats.Naive(column(t, "statistics/goog200.csv"), 1, 1)[0], 531.4783, 5e-5)
}

// TestForecastsOfAirlinePassengers forecasts the last year of the classic series,
// whose growth and season multiply.
func TestForecastsOfAirlinePassengers(t *testing.T) {
	y := column(t, "forecasting/classic/AirPassengers.csv")
	train, test := y[:132], y[132:]
	near(t, "seasonal naive, MAPE", stats.AccuracyOf(test, stats.SeasonalNaive(train, 12, 12)).MAPE, 9.99, 5e-3)
	for _, m := range stats.Methods() {
		got := stats.AccuracyOf(test, m.Forecast(train, 12, 12)).MAPE
		if slices.Contains([]string{"theta of logarithms", "ets", "combined"}, m.Name) && got > 5 {
			t.Errorf("%s: MAPE %.2f, want at most 5", m.Name, got)
		}
	}
}

func TestForecastOfAConstantIsThatConstant(t *testing.T) {
	for _, v := range []float64{0, 1, 250_000, -3.5} {
		y := slices.Repeat([]float64{v}, 40)
		for _, m := range stats.Methods() {
			for _, f := range m.Forecast(y, 12, 14) {
				near(t, m.Name, f, v, 1e-6*max(1, math.Abs(v)))
			}
		}
		f, ok := stats.Predict(y, 12, 3)
		if !ok || math.Abs(f.Low[2]-v) > 1e-6*max(1, math.Abs(v)) {
			t.Errorf("got %+v", f)
		}
	}
}

func TestForecastsFollowTheScale(t *testing.T) {
	y := column(t, "statistics/ausbeer.csv")[:60]
	for _, by := range []float64{1000, 1024, 1e-7} {
		scaled := make([]float64, len(y))
		for i, v := range y {
			scaled[i] = by * v
		}
		for _, m := range stats.Methods() {
			got, want := m.Forecast(scaled, 4, 8), m.Forecast(y, 4, 8)
			for i := range want {
				near(t, m.Name, got[i]/by, want[i], 1e-6*want[i])
			}
		}
		got, _ := stats.Predict(scaled, 4, 8)
		want, _ := stats.Predict(y, 4, 8)
		near(t, "the low bound", got.Low[7]/by, want.Low[7], 1e-6*want.Low[7])
		near(t, "the record", got.Record.MASE, want.Record.MASE, 1e-6)
	}
}

// TestForecastsFollowAShift holds for what adds; logarithms and what multiplies
// see another series.
func TestForecastsFollowAShift(t *testing.T) {
	y := around(2, 50, 40, 3)
	shifted := make([]float64, len(y))
	for i, v := range y {
		shifted[i] = v + float64(i)/4 + 1000
		y[i] = v + float64(i)/4
	}
	for _, m := range stats.Methods() {
		if slices.Contains([]string{"theta of logarithms", "ets", "combined"}, m.Name) {
			continue
		}
		got, want := m.Forecast(shifted, 1, 8), m.Forecast(y, 1, 8)
		for i := range want {
			near(t, m.Name, got[i]-1000, want[i], 1e-6)
		}
	}
}

func TestAnAddedSeasonIsFoundBelowZero(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	season := []float64{-30, -10, 5, 35}
	y := make([]float64, 44)
	for i := range y {
		y[i] = season[i%4] + r.NormFloat64()
	}
	for _, name := range []string{"ses", "theta", "theta of logarithms", "damped trend", "ets", "combined"} {
		for i, got := range methodNamed(t, name).Forecast(y[:40], 4, 4) {
			near(t, name, got, season[i], 4)
		}
	}
}

func methodNamed(t *testing.T, name string) stats.Method {
	t.Helper()
	all := stats.Methods()
	i := slices.IndexFunc(all, func(m stats.Method) bool { return m.Name == name })
	if i < 0 {
		t.Fatalf("no method is called %q", name)
	}
	return all[i]
}

func TestPredictChangesNothingAndAlwaysSaysTheSame(t *testing.T) {
	y := around(1, 50, 100, 10)
	before := slices.Clone(y)
	want, _ := stats.Predict(y, 12, 6)
	if !slices.Equal(y, before) {
		t.Error("the series was changed")
	}
	for range 3 {
		got, _ := stats.Predict(y, 12, 6)
		if !slices.Equal(got.Points, want.Points) || !slices.Equal(got.Low, want.Low) || got.Record != want.Record {
			t.Errorf("got %+v, want %+v", got, want)
		}
		a, b := got.ChanceAt(6, 100, math.Inf(1)), want.ChanceAt(6, 100, math.Inf(1))
		near(t, "the chance", a, b, 0)
	}
}

func TestPredictNeedsEightValues(t *testing.T) {
	gap := math.NaN()
	tests := []struct {
		name string
		y    []float64
		ok   bool
	}{
		{"none", nil, false},
		{"seven values", []float64{1, 2, 3, 4, 5, 6, 7}, false},
		{"values before a gap do not count", []float64{1, 2, 3, 4, 5, gap, 6, 7, 8}, false},
		{"values before one that is not finite do not count", []float64{1, 2, 3, math.Inf(1), 5, 6, 7, 8, 9}, false},
		{"a gap at the end", []float64{1, 2, 3, 4, 5, 6, 7, 8, gap}, false},
		{"eight values", []float64{1, 2, 3, 4, 5, 6, 7, 8}, true},
		{"eight values after a gap", []float64{gap, 1, 2, 3, 4, 5, 6, 7, 8}, true},
	}
	for _, tt := range tests {
		f, ok := stats.Predict(tt.y, 12, 3)
		if ok != tt.ok {
			t.Errorf("%s: got %v, want %v", tt.name, ok, tt.ok)
		}
		if ok && (len(f.Points) != 3 || f.Low[0] > f.Points[0] || f.High[2] < f.Points[2]) {
			t.Errorf("%s: got %+v", tt.name, f)
		}
	}
}

// TestOddValuesGiveNumbers forecasts what no one should: there are numbers, and
// the points lie between the bounds.
func TestOddValuesGiveNumbers(t *testing.T) {
	for name, y := range odd() {
		for _, season := range []int{0, 1, 4, 12, 52} {
			for _, m := range stats.Methods() {
				if !finite(m.Forecast(y, season, 13)) {
					t.Errorf("%s, %s, season of %d: got %v", name, m.Name, season, m.Forecast(y, season, 13))
				}
			}
			f, ok := stats.Predict(y, season, 13)
			if !ok {
				continue
			}
			if !finite(f.Points) || !finite(f.Low) || !finite(f.High) {
				t.Errorf("%s, season of %d: got %v, %v, %v", name, season, f.Low, f.Points, f.High)
			}
			for i, p := range f.Points {
				if p < f.Low[i] || p > f.High[i] {
					t.Errorf("%s, season of %d: %v is not between %v and %v", name, season, p, f.Low[i], f.High[i])
				}
			}
			if p := f.ChanceOfSum(thrice, y[0], ever); !(p >= 0 && p <= 1) {
				t.Errorf("%s, season of %d: the chance is %v", name, season, p)
			}
		}
	}
}

// odd are series that no one should forecast.
func odd() map[string][]float64 {
	r := rand.New(rand.NewPCG(3, 3))
	out := map[string][]float64{
		"two values":        {1, 2},
		"two equal values":  {0, 0},
		"one after zeros":   append(make([]float64, 30), 1),
		"zeros after one":   append([]float64{1}, make([]float64, 30)...),
		"now and then":      slices.Repeat([]float64{0, 0, 0, 7}, 10),
		"to and fro":        slices.Repeat([]float64{-1, 1}, 20),
		"huge":              slices.Repeat([]float64{1e308, 1.7e308, 1.2e308}, 12),
		"huge to and fro":   slices.Repeat([]float64{1.7e308, -1.7e308}, 12),
		"huge after small":  append(slices.Repeat([]float64{1e-300}, 30), 1e308),
		"tiny":              slices.Repeat([]float64{5e-324, 1e-320}, 16),
		"tiny with one big": slices.Repeat([]float64{1e-300, 1e-300, 1e-300, 1}, 10),
		"a thousandfold":    {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096},
		"a line to zero":    {12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
	}
	wild := make([]float64, 60)
	for i := range wild {
		wild[i] = math.Exp(200 * r.NormFloat64())
	}
	out["wild"] = wild
	return out
}

func finite(x []float64) bool {
	return !slices.ContainsFunc(x, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}

// TestRandomSeriesGiveNumbers makes short series of few different values, which
// meet the edges of every method more often than real ones do.
func TestRandomSeriesGiveNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	values := []float64{0, 0, 1, 1, 2, 5, -1, 1e-9, 1e9}
	for range 400 {
		y := make([]float64, 8+r.IntN(40))
		few := values[:2+r.IntN(len(values)-1)]
		for i := range y {
			y[i] = few[r.IntN(len(few))]
		}
		season := []int{1, 4, 7, 12}[r.IntN(4)]
		f, ok := stats.Predict(y, season, 12)
		if !ok || !finite(f.Points) || !finite(f.Low) || !finite(f.High) {
			t.Fatalf("%v, season of %d: got %+v", y, season, f)
		}
	}
}
