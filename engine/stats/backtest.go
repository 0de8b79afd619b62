package stats

import (
	"math"
	"slices"
)

const (
	// fewestValues is how many values a forecast needs.
	fewestValues = 8
	// firstOrigin is how many values a method is first tried on.
	firstOrigin = 6
	// mostOrigins is how many past periods a method is tried from.
	mostOrigins = 12
	// clearly is how much better than the default the yardstick must have been to
	// take its place.
	clearly = 0.8
	// usual is the level of the bounds and of the coverage.
	usual = 0.8
)

// A Record is how a method has done in the past: at several periods, from the
// values that were known then only.
type Record struct {
	Origins int     // past periods that were forecast from
	Errors  int     // forecasts that were compared with what came
	MASE    float64 // mean absolute error over that of the seasonal naive forecast one period ahead; NaN for a constant series
	WAPE    float64 // sum of absolute errors over the sum of sizes; NaN where that is 0
	Bias    float64 // sum of forecasts less that of values, over the sum of sizes; NaN where that is 0
	// Coverage is the share of values that lay inside an interval of 80 % made of the
	// errors from the other origins; NaN for fewer than four.
	Coverage float64
}

// A Forecast is the next periods of a series, with an interval that holds four of
// five values, and the record of its method.
type Forecast struct {
	Method    string
	Points    []float64
	Low, High []float64 // At(0.8)
	Record    Record
	Yardstick Record // of the seasonal naive method

	spread   spread
	unit     float64 // of the spread
	positive bool    // nothing is below zero
}

// Predict forecasts the next h periods by the combined method, and by the
// yardstick where that has been better by a fifth. NaN is a period without a
// value; what stands before the last one is not read. It is false for fewer than
// eight values.
func Predict(y []float64, season, h int) (Forecast, bool) {
	y = afterGaps(y)
	if len(y) < fewestValues || h < 1 {
		return Forecast{}, false
	}
	f := Forecast{unit: unitOf(y), positive: slices.Min(y) >= 0}
	y = divided(y, f.unit)
	methods := Methods()
	best, naive := methods[len(methods)-1], methods[0]
	errors, accuracy := backtest(best, y, season, h)
	others, yardstick := backtest(naive, y, season, h)
	f.Yardstick = recordOf(others, yardstick, y, season)
	// Their MASE have one scale, and none where the series repeats itself.
	if yardstick.MAE < clearly*accuracy.MAE {
		best, errors, accuracy = naive, others, yardstick
	}
	f.Record = recordOf(errors, accuracy, y, season)
	f.Method, f.Points = best.Name, times(best.Forecast(y, season, h), f.unit)
	f.spread = spreadOf(errors, season, h)
	if len(errors) < fewestOrigins {
		f.spread = theory(y, season, h, best.Name == naive.Name)
	}
	f.Low, f.High = f.At(usual)
	return f, true
}

// afterGaps are the values after the last one that is missing, or not finite.
func afterGaps(y []float64) []float64 {
	from := len(y)
	for from > 0 && !math.IsNaN(y[from-1]) && !math.IsInf(y[from-1], 0) {
		from--
	}
	return y[from:]
}

// backtest forecasts from past periods, and gives the errors from each, the
// oldest first, and how far off all of them are.
func backtest(m Method, y []float64, season, h int) ([][]float64, Accuracy) {
	forecast := m.Forecast
	if m.follow != nil {
		forecast = m.follow()
	}
	var errors [][]float64
	var actual, forecasts []float64
	for from := max(firstOrigin, len(y)-mostOrigins); from < len(y); from++ {
		came := y[from:min(from+h, len(y))]
		points := forecast(y[:from], season, len(came))
		row := make([]float64, len(came))
		for i, v := range came {
			row[i] = v - points[i]
		}
		errors, actual, forecasts = append(errors, row), append(actual, came...), append(forecasts, points...)
	}
	return errors, AccuracyOf(actual, forecasts)
}

func recordOf(errors [][]float64, a Accuracy, y []float64, season int) Record {
	r := Record{Origins: len(errors), Errors: a.N, MASE: a.MASE(y, season), WAPE: a.WAPE, Bias: a.Bias, Coverage: math.NaN()}
	if len(errors) >= fewestOrigins {
		r.Coverage = spreadOf(errors, season, len(errors[0])).coverage(usual)
	}
	return r
}

// At gives the bounds that hold a share of the values to come, such as 0.5, 0.8 or
// 0.95: as far to both sides of each point, but not below zero where nothing was.
func (f Forecast) At(level float64) (low, high []float64) {
	width := f.spread.factor(level) * f.spread.size * f.unit
	for i, p := range f.Points {
		half := width * f.spread.reach[i]
		low, high = append(low, f.bounded(p-half)), append(high, f.bounded(p+half))
	}
	return low, high
}

// bounded keeps a value to what can be: a number, not below zero where nothing was.
func (f Forecast) bounded(v float64) float64 {
	if f.positive {
		v = max(v, 0)
	}
	return min(max(v, -math.MaxFloat64), math.MaxFloat64)
}

func times(y []float64, unit float64) []float64 {
	for i := range y {
		y[i] *= unit
	}
	return y
}
