package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kpi/engine/stats"
)

// errorsOf are the usual measures of forecasts of what came.
func errorsOf(train, test, forecast []float64, season int) (rmse, mae, mape, mase float64) {
	n := float64(len(test))
	for i, y := range test {
		e := y - forecast[i]
		rmse += e * e / n
		mae += math.Abs(e) / n
		mape += 100 * math.Abs(e/y) / n
	}
	step := 0.0
	for i := season; i < len(train); i++ {
		step += math.Abs(train[i]-train[i-season]) / float64(len(train)-season)
	}
	return math.Sqrt(rmse), mae, mape, mae / step
}

func TestForecastsAsPublished(t *testing.T) {
	beer := column(t, "statistics/ausbeer.csv")
	// 1992 to 2007 of quarters that begin in 1956, then ten more.
	train, test := beer[144:208], beer[208:218]
	rmse, mae, mape, mase := errorsOf(train, test, stats.SeasonalNaive(train, 4, 10), 4)
	near(t, "beer, seasonal naive, RMSE", rmse, 14.311, 5e-4)
	near(t, "beer, seasonal naive, MAE", mae, 13.40, 5e-3)
	near(t, "beer, seasonal naive, MAPE", mape, 3.169, 5e-4)
	near(t, "beer, seasonal naive, MASE", mase, 0.937, 5e-4)
	rmse, _, _, mase = errorsOf(train, test, stats.Naive(train, 4, 10), 4)
	near(t, "beer, naive, RMSE", rmse, 62.693, 5e-4)
	near(t, "beer, naive, MASE", mase, 4.014, 5e-4)
	rmse, _, _, mase = errorsOf(train, test, stats.Drift(train, 4, 10), 4)
	near(t, "beer, drift, RMSE", rmse, 64.901, 5e-4)
	near(t, "beer, drift, MASE", mase, 4.117, 5e-4)

	oil := column(t, "statistics/oil.csv")
	train, test = oil[:39], oil[39:]
	rmse, mae, mape, mase = errorsOf(train, test, stats.Naive(train, 1, len(test)), 1)
	near(t, "oil, RMSE", rmse, 35.10, 5e-3)
	near(t, "oil, MAE", mae, 29.98, 5e-3)
	near(t, "oil, MAPE", mape, 5.778, 5e-4)
	near(t, "oil, MASE", mase, 0.7603, 5e-5)

	near(t, "the last of goog200", stats.Naive(column(t, "statistics/goog200.csv"), 1, 1)[0], 531.4783, 5e-5)
}

func TestForecastOfAConstantIsThatConstant(t *testing.T) {
	for _, v := range []float64{0, 1, 250_000, -3.5} {
		y := make([]float64, 40)
		for i := range y {
			y[i] = v
		}
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
	scaled := make([]float64, len(y))
	for i, v := range y {
		scaled[i] = 1000 * v
	}
	for _, m := range stats.Methods() {
		got, want := m.Forecast(scaled, 4, 8), m.Forecast(y, 4, 8)
		for i := range want {
			near(t, m.Name, got[i]/1000, want[i], 0.002*want[i])
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
	for _, name := range []string{"ses", "theta", "theta of logarithms", "damped trend", "combined"} {
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

func TestTheFutureChangesNoForecast(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	y := make([]float64, 50)
	for i := range y {
		y[i] = 100 + 10*r.NormFloat64()
	}
	want, _ := stats.Predict(y[:40], 12, 6)
	for i := 40; i < 50; i++ {
		y[i] = 1e6
	}
	got, _ := stats.Predict(y[:40], 12, 6)
	for i := range want.Points {
		near(t, "a point", got.Points[i], want.Points[i], 0)
		near(t, "a bound", got.High[i], want.High[i], 0)
	}
}

func TestPredictNeedsEightValues(t *testing.T) {
	if _, ok := stats.Predict([]float64{1, 2, 3, 4, 5, 6, 7}, 12, 3); ok {
		t.Error("seven values are forecast")
	}
	gap := math.NaN()
	if _, ok := stats.Predict([]float64{1, 2, 3, 4, 5, gap, 6, 7, 8}, 12, 3); ok {
		t.Error("values before a gap count")
	}
	f, ok := stats.Predict([]float64{1, 2, 3, 4, 5, 6, 7, 8}, 12, 3)
	if !ok || len(f.Points) != 3 || f.Low[0] > f.Points[0] || f.High[2] < f.Points[2] {
		t.Errorf("got %+v", f)
	}
}
