package stats

import (
	"math"
	"slices"
)

const (
	// fewestValues is how many values a forecast needs.
	fewestValues = 8
	// mostOrigins is how many past periods a method is tried from.
	mostOrigins = 12
	// clearly is how much better than the default the yardstick must have been to
	// take its place.
	clearly = 0.8
	// covered is the share of actual values that the interval is to hold.
	covered = 0.8
	// growth is the power of the periods ahead that errors grow by: measured on the
	// series of the M3 competition, where half would be that of a random walk.
	growth = 0.6
)

// A Record is how a method has done in the past: at several periods, from the
// values that were known then only.
type Record struct {
	Origins int     // past periods that were forecast from
	Errors  int     // forecasts that were compared with what came
	MASE    float64 // mean absolute error over that of the seasonal naive forecast one period ahead; NaN for a constant series
	WAPE    float64 // sum of absolute errors over the sum of sizes; NaN where that is 0
	Bias    float64 // sum of forecasts less that of values, over the sum of sizes; NaN where that is 0
	// Coverage is the share of values that lay inside an interval made of the
	// other errors.
	Coverage float64
}

// A Forecast is the next periods of a series, with an interval that holds four of
// five values, and the record of its method.
type Forecast struct {
	Method    string
	Points    []float64
	Low, High []float64
	Record    Record
	Yardstick Record // of the seasonal naive method

	errors []scaled
}

// A scaled error is actual less forecast, divided by the periods ahead to the
// power of growth.
type scaled struct {
	origin int
	value  float64
}

// Predict forecasts the next h periods by the combined method, and by the
// yardstick where that has been better by a fifth. NaN is a period without a
// value; what stands before the last one is not read. It is false for fewer than
// eight values.
func Predict(y []float64, season, h int) (Forecast, bool) {
	y, _ = common(y, y)
	if len(y) < fewestValues || h < 1 {
		return Forecast{}, false
	}
	methods := Methods()
	naive, best := methods[0], methods[len(methods)-1]
	f, yardstick := backtest(best, y, season, h), backtest(naive, y, season, h)
	f.Yardstick = yardstick.Record
	if yardstick.Record.MASE < clearly*f.Record.MASE {
		best = naive
		yardstick.Yardstick = yardstick.Record
		f = yardstick
	}
	f.Method, f.Points = best.Name, best.Forecast(y, season, h)
	f.interval(slices.Min(y) >= 0)
	return f, true
}

// origins are how many periods can be forecast from: each leaves eight values, or
// two seasons, before it.
func origins(n, season int) int {
	return max(0, min(mostOrigins, n-max(fewestValues, 2*season)))
}

// backtest forecasts from past periods and keeps the errors.
func backtest(m Method, y []float64, season, h int) Forecast {
	var f Forecast
	var actual, forecasts []float64
	count := origins(len(y), season)
	if count == 0 {
		count = min(3, len(y)-4)
	}
	for o := range count {
		from := len(y) - count + o
		for i, v := range m.Forecast(y[:from], season, min(h, len(y)-from)) {
			actual, forecasts = append(actual, y[from+i]), append(forecasts, v)
			f.errors = append(f.errors, scaled{o, (y[from+i] - v) / math.Pow(float64(i+1), growth)})
		}
	}
	a := AccuracyOf(actual, forecasts)
	f.Record = Record{Origins: count, Errors: a.N, MASE: a.MASE(y, season), WAPE: a.WAPE, Bias: a.Bias, Coverage: f.coverage()}
	return f
}

// interval sets the bounds from the errors of the past.
func (f *Forecast) interval(positive bool) {
	half := halfWidth(f.errors, f.Record.Origins)
	for i, p := range f.Points {
		w := half * math.Pow(float64(i+1), growth)
		low := p - w
		if positive {
			low = max(low, 0)
		}
		f.Low, f.High = append(f.Low, low), append(f.High, p+w)
	}
}

// halfWidth is the error that four of five stay below. Errors from one origin are
// much alike, so that the correction for few values goes by the origins.
func halfWidth(errors []scaled, origins int) float64 {
	var sizes []float64
	for _, e := range errors {
		sizes = append(sizes, math.Abs(e.value))
	}
	slices.Sort(sizes)
	most := float64(len(sizes) - 1)
	at := min(covered*(1+1/float64(origins)), 1) * most
	i := min(int(at), len(sizes)-2)
	if i < 0 {
		return sizes[0]
	}
	return sizes[i] + (at-float64(i))*(sizes[i+1]-sizes[i])
}

// coverage tries the interval of each origin on the errors of the others.
func (f *Forecast) coverage() float64 {
	inside := 0
	for _, e := range f.errors {
		rest := slices.DeleteFunc(slices.Clone(f.errors), func(x scaled) bool { return x.origin == e.origin })
		if len(rest) > 0 && math.Abs(e.value) <= halfWidth(rest, f.Record.Origins-1) {
			inside++
		}
	}
	return float64(inside) / float64(len(f.errors))
}
