package stats

import "math"

// An Accuracy is how far forecasts were from what came. An error is actual less
// forecast. What would be divided by zero is NaN.
type Accuracy struct {
	N             int // pairs that were compared
	ME, MAE, RMSE float64
	MAPE          float64 // mean absolute error as a percentage of each value
	SMAPE         float64 // mean of 200|y−f|/(|y|+|f|), where two zeros are no error
	WAPE          float64 // sum of absolute errors over the sum of sizes
	Bias          float64 // sum of forecasts less that of values, over the sum of sizes
}

// AccuracyOf compares forecasts with what came. A pair with a NaN is left out; no
// pair gives NaN everywhere.
func AccuracyOf(actual, forecast []float64) Accuracy {
	var a Accuracy
	var sum, absolute, squared, shares, symmetric, sizes float64
	for i, y := range actual {
		e := y - forecast[i]
		if math.IsNaN(e) {
			continue
		}
		size := math.Abs(e)
		a.N++
		sum, absolute, squared = sum+e, absolute+size, squared+e*e
		shares += size / math.Abs(y)
		if size > 0 {
			symmetric += size / (math.Abs(y) + math.Abs(forecast[i]))
		}
		sizes += math.Abs(y)
	}
	n := float64(a.N)
	a.ME, a.MAE, a.RMSE = over(sum, n), over(absolute, n), math.Sqrt(over(squared, n))
	a.MAPE, a.SMAPE = over(100*shares, n), over(200*symmetric, n)
	if math.IsInf(a.MAPE, 0) {
		a.MAPE = math.NaN()
	}
	a.WAPE, a.Bias = over(absolute, sizes), over(-sum, sizes)
	return a
}

// MASE is the mean absolute error over that of the seasonal naive forecast one
// period ahead in the values before (Hyndman and Koehler 2006): below 1 is better
// than that. It is NaN where those are constant, or fewer than two.
func (a Accuracy) MASE(before []float64, season int) float64 {
	return over(a.MAE, stepError(before, season))
}

// over is a/b, and NaN where b is 0.
func over(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// stepError is the mean absolute error of the seasonal naive forecast over y, and
// of the naive one where y has no more than one season.
func stepError(y []float64, season int) float64 {
	d := steps(y, season)
	sum := 0.0
	for _, v := range d {
		sum += math.Abs(v)
	}
	return over(sum, float64(len(d)))
}

// steps are the errors of the seasonal naive forecast one period ahead.
func steps(y []float64, season int) []float64 {
	m := max(1, season)
	if len(y) <= m {
		m = 1
	}
	var out []float64
	for t := m; t < len(y); t++ {
		out = append(out, y[t]-y[t-m])
	}
	return out
}
