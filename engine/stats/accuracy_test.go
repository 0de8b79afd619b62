package stats_test

import (
	"bufio"
	"encoding/json"
	"math"
	"testing"

	"kpi/engine/stats"
)

func TestErrorsAsPublished(t *testing.T) {
	google := column(t, "statistics/goog200.csv")
	n := len(google)
	oneAhead := stats.AccuracyOf(google[1:], google[:n-1])
	near(t, "goog200, naive, RMSE", oneAhead.RMSE, 6.208148, 5e-7)
	near(t, "goog200, naive, MAE", oneAhead.MAE, 3.740697, 5e-7)

	oil := column(t, "statistics/oil.csv")
	train, test := oil[:39], oil[39:]
	a := stats.AccuracyOf(test, stats.Naive(train, 1, len(test)))
	near(t, "oil, ME", a.ME, 21.602, 5e-4)
	near(t, "oil, RMSE", a.RMSE, 35.10, 5e-3)
	near(t, "oil, MAE", a.MAE, 29.98, 5e-3)
	near(t, "oil, MAPE", a.MAPE, 5.778, 5e-4)
	near(t, "oil, MASE", a.MASE(train, 1), 0.7603, 5e-5)
	a = stats.AccuracyOf(train[1:], train[:38])
	near(t, "oil, training, ME", a.ME, 9.874, 5e-4)
	near(t, "oil, training, RMSE", a.RMSE, 52.56, 5e-3)
	near(t, "oil, training, MAE", a.MAE, 39.43, 5e-3)
	near(t, "oil, training, MASE", a.MASE(train, 1), 1, 1e-12)

	a = stats.AccuracyOf([]float64{1000, 10}, []float64{950, 25})
	near(t, "MAPE of a large and a small value", a.MAPE, 77.5, 1e-9)
	near(t, "WAPE of a large and a small value", a.WAPE, 65./1010, 1e-12)
	near(t, "bias of a large and a small value", a.Bias, -35./1010, 1e-12)
}

// TestMeasuresOfM3 compares the mean of the measures over the series of the M3
// competition with answers that were computed elsewhere, for two methods of ours
// and for forecasts as they were handed in.
func TestMeasuresOfM3(t *testing.T) {
	methods := map[string]func([]float64, int, int) []float64{"naive": stats.Naive, "seasonal naive": stats.SeasonalNaive}
	lines := bufio.NewScanner(published(t, "answers/forecasting.json"))
	compared := 0
	for lines.Scan() {
		var want struct {
			Dataset, Period, Method string
			Series                  float64
			SMAPE                   float64 `json:"smape_mean_of_series"`
			MASE                    float64 `json:"mase_mean"`
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		method := methods[want.Method]
		if want.Dataset != "m3" || method == nil {
			continue
		}
		var n, smape, mase float64
		for _, c := range competition(t, want.Period) {
			a := stats.AccuracyOf(c.Test, method(c.Train, c.Freq, c.H))
			n, smape, mase = n+1, smape+a.SMAPE, mase+a.MASE(c.Train, c.Freq)
		}
		near(t, want.Period+", "+want.Method+", series", n, want.Series, 0)
		near(t, want.Period+", "+want.Method+", sMAPE", smape/n, want.SMAPE, 5e-5)
		near(t, want.Period+", "+want.Method+", MASE", mase/n, want.MASE, 5e-5)
		compared++
	}
	if compared < 6 {
		t.Errorf("%d rows were compared, want 6", compared)
	}
}

func TestMeasuresAtTheirEdges(t *testing.T) {
	none := math.NaN()
	tests := []struct {
		name              string
		actual, forecast  []float64
		smape, mape, wape float64
		bias              float64
	}{
		{"two zeros are no error", []float64{0, 4}, []float64{0, 4}, 0, none, 0, 0},
		{"a zero that was not foreseen is wrong by all", []float64{0}, []float64{5}, 200, none, none, none},
		{"all zero has no share", []float64{0, 0}, []float64{0, 0}, 0, none, none, none},
		{"a gap is left out", []float64{10, none, 10}, []float64{11, 3, 11}, 200. / 21, 10, 0.1, 0.1},
		{"sizes are added, and not values", []float64{-10, 10}, []float64{-9, 11}, (200./19 + 200./21) / 2, 10, 0.1, 0.1},
		{"nothing was compared", nil, nil, none, none, none, none},
	}
	for _, tt := range tests {
		a := stats.AccuracyOf(tt.actual, tt.forecast)
		near(t, tt.name+": sMAPE", a.SMAPE, tt.smape, 1e-9)
		near(t, tt.name+": MAPE", a.MAPE, tt.mape, 1e-9)
		near(t, tt.name+": WAPE", a.WAPE, tt.wape, 1e-9)
		near(t, tt.name+": bias", a.Bias, tt.bias, 1e-9)
	}
	a := stats.AccuracyOf([]float64{7}, []float64{6})
	near(t, "MASE after a constant", a.MASE([]float64{5, 5, 5}, 1), none, 1e-9)
	near(t, "MASE after one value", a.MASE([]float64{5}, 1), none, 1e-9)
	near(t, "MASE after less than a season", a.MASE([]float64{1, 3, 5}, 12), 0.5, 1e-9)
}
