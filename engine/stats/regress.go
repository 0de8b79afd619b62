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
// false where they are too short, or constant.
func Granger(x, y []float64, p int) (FTest, bool) {
	n := len(y) - p
	if n <= 2*p+1 {
		return FTest{}, false
	}
	var own, both [][]float64
	for lag := 1; lag <= p; lag++ {
		own = append(own, lagged(y, lag, p))
	}
	both = append(both, own...)
	for lag := 1; lag <= p; lag++ {
		both = append(both, lagged(x, lag, p))
	}
	_, restricted, ok := regress(y[p:], own...)
	_, full, okFull := regress(y[p:], both...)
	if !ok || !okFull || full <= 0 {
		return FTest{}, false
	}
	t := FTest{DF1: p, DF2: n - 2*p - 1}
	t.F = (restricted - full) / float64(p) / (full / float64(t.DF2))
	t.P = distuv.F{D1: float64(t.DF1), D2: float64(t.DF2)}.Survival(max(t.F, 0))
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
