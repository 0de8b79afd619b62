package stats

import "math"

// CrossCorrelation is the correlation of y with what x was lag periods before;
// with a negative lag, of x with what y was before. The means and spreads are
// those of the whole series. It is NaN for constant series, and where no value has
// a partner.
func CrossCorrelation(x, y []float64, lag int) float64 {
	if lag < 0 {
		return CrossCorrelation(y, x, -lag)
	}
	if lag >= len(y) {
		return math.NaN()
	}
	mx, my := mean(x), mean(y)
	var sum, vx, vy float64
	for i := range x {
		vx += (x[i] - mx) * (x[i] - mx)
		vy += (y[i] - my) * (y[i] - my)
	}
	for i := lag; i < len(y); i++ {
		sum += (x[i-lag] - mx) * (y[i] - my)
	}
	return sum / math.Sqrt(vx*vy)
}

// Autocorrelation is the correlation of values with those lag periods before them,
// 1 or more; NaN is a period without a value. It is false where values do not
// differ, or have no partner, and for infinite ones. Beyond two divided by the
// root of the number of values it is more than chance.
func Autocorrelation(x []float64, lag int) (float64, bool) {
	values := present(x)
	m := mean(values)
	var spread, sum float64
	for _, v := range values {
		spread += (v - m) * (v - m)
	}
	pairs := 0
	for i := lag; i < len(x); i++ {
		if p := (x[i] - m) * (x[i-lag] - m); !math.IsNaN(p) {
			sum += p
			pairs++
		}
	}
	if lag < 1 || pairs == 0 || !(spread > dust*dust*squares(values)) || !finite(sum/spread) {
		return 0, false
	}
	return sum / spread, true
}
