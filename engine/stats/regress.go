package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// regress fits y by least squares to the columns of x and an intercept, which
// is the first coefficient, and gives the sum of squared residuals. It is false
// where the columns do not determine the coefficients.
func regress(y []float64, x ...[]float64) (coefficients []float64, rss float64, ok bool) {
	n, k := len(y), len(x)+1
	if n <= k {
		return nil, 0, false
	}
	design := mat.NewDense(n, k, nil)
	for i := range y {
		design.Set(i, 0, 1)
		for j, column := range x {
			design.Set(i, j+1, column[i])
		}
	}
	var qr mat.QR
	qr.Factorize(design)
	if qr.Cond() > 1e12 {
		return nil, 0, false
	}
	var beta mat.VecDense
	if err := qr.SolveVecTo(&beta, false, mat.NewVecDense(n, y)); err != nil {
		return nil, 0, false
	}
	for i, v := range y {
		fit := beta.AtVec(0)
		for j, column := range x {
			fit += beta.AtVec(j+1) * column[i]
		}
		rss += (v - fit) * (v - fit)
	}
	return beta.RawVector().Data, rss, true
}

// lagged cuts x so that it stands lag places before a series that begins at
// place from.
func lagged(x []float64, lag, from int) []float64 { return x[from-lag : len(x)-lag] }

// A FTest compares two regressions.
type FTest struct {
	F, P     float64
	DF1, DF2 int
}

// Granger tests whether the last p values of x help to tell y when the last p
// values of y are known (Granger 1969). The series have equal lengths. It is
// false where they are too short, or constant. Where x leaves nothing of y to
// tell, F is the greatest number that there is.
func Granger(x, y []float64, p int) (FTest, bool) {
	return granger(x, y, p, p)
}

// granger tests the values of x that come lag periods before y, and the ones
// after, count of them, when as many values of y are known.
func granger(x, y []float64, lag, count int) (FTest, bool) {
	n := len(y) - lag
	if count < 1 || n <= 2*count+1 {
		return FTest{}, false
	}
	var own, other [][]float64
	for i := range count {
		own = append(own, lagged(y, i+1, lag))
		other = append(other, lagged(x, lag-i, lag))
	}
	_, restricted, ok := regress(y[lag:], own...)
	_, full, okFull := regress(y[lag:], append(own, other...)...)
	if !ok || !okFull || restricted <= 0 {
		return FTest{}, false
	}
	t := FTest{DF1: count, DF2: n - 2*count - 1}
	t.F = max(0, (restricted-full)/float64(count)/(full/float64(t.DF2)))
	if !finite(t.F) {
		t.F = math.MaxFloat64
		return t, true
	}
	t.P = distuv.F{D1: float64(t.DF1), D2: float64(t.DF2)}.Survival(t.F)
	return t, true
}

// autoregression fits the order, up to most, that has the least AIC, and gives
// the coefficients of the last values; none where the values are noise.
func autoregression(x []float64, most int) []float64 {
	var best []float64
	n := float64(len(x) - most)
	centered := x[most:]
	least := math.Inf(1)
	for p := 0; p <= most; p++ {
		var columns [][]float64
		for lag := 1; lag <= p; lag++ {
			columns = append(columns, lagged(x, lag, most))
		}
		beta, rss, ok := regress(centered, columns...)
		if !ok || rss <= 0 {
			break
		}
		if aic := n*math.Log(rss/n) + 2*float64(p+1); aic < least {
			least, best = aic, append([]float64{}, beta[1:]...)
		}
	}
	return best
}

// filterAR takes from each value what an autoregression tells of it; the first
// ones, which it cannot tell, are left out.
func filterAR(x, phi []float64) []float64 {
	out := make([]float64, 0, len(x))
	for t := len(phi); t < len(x); t++ {
		v := x[t]
		for i, f := range phi {
			v -= f * x[t-1-i]
		}
		out = append(out, v)
	}
	return out
}
