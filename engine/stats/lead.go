package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Verdict says what the data say of the claim that one series leads another.
type Verdict string

// The verdicts.
const (
	Supported    Verdict = "supported"     // it leads, also beyond what each tells of itself
	Coincident   Verdict = "coincident"    // both move at the same time
	Reversed     Verdict = "reversed"      // the other one leads
	NotSupported Verdict = "not_supported" // no lead is seen
	Insufficient Verdict = "insufficient"  // too few periods to tell
)

// fewestPairs is how many pairs of changes a verdict needs: with fewer, leads that
// are there are missed more often than found.
const fewestPairs = 24

// A Claim is that x leads y.
type Claim struct {
	// From and To are the lags at which x is said to lead, in periods, 1 or more.
	From, To int
	Negative bool // y falls where x rises
	Season   int  // periods of a season, 12 for months; 0 and 1 are none
}

// A Lead is a claim as tested.
type Lead struct {
	Verdict   Verdict
	Lag       int     // at which the changes go together most
	R         float64 // their correlation there, from -1 to 1
	Low, High float64 // where the true correlation lies, with 95 %
	N         int     // pairs of changes
	Granger   FTest   // of x for y
	Gain      float64 // by how much x cuts the error of a forecast one period ahead, of 1

	means int // that were taken out of a series: as many pairs say nothing
}

// TestLead tests a claim on two series of equal length whose values stand for the
// same periods; NaN is a period without a value, and the series are cut to what
// follows the last of them. Both are made comparable first: logarithms of what is
// positive and grows, without the season where there are three of them, and
// changes instead of levels, since two levels that both grow go together at any
// lag.
func TestLead(x, y []float64, c Claim) Lead {
	x, y = common(x, y)
	x, meansX := changes(x, c.Season)
	y, meansY := changes(y, c.Season)
	l := Lead{Verdict: Insufficient, N: max(0, len(x)-c.To), means: max(meansX, meansY)}
	if l.N < fewestPairs || 3*l.means > len(x)+1 || constant(x) || constant(y) {
		return l
	}
	l.strongest(x, y, c)
	switch {
	case !l.beyondChance(l.R, l.N, c.To-c.From+1):
		l.Verdict = NotSupported
		l.elsewhere(x, y, c)
	case l.elsewhere(x, y, c):
	case (l.R < 0) != c.Negative, !l.survives(x, y):
		l.Verdict = NotSupported
	default:
		l.Verdict = Supported
	}
	return l
}

// common cuts both series to the periods after the last gap.
func common(x, y []float64) ([]float64, []float64) {
	from := 0
	for i := range x {
		if math.IsNaN(x[i]) || math.IsNaN(y[i]) {
			from = i + 1
		}
	}
	return x[from:], y[from:]
}

// changes are the first differences of a series, of its logarithm where it is
// positive and grows, and without its season, with the number of means that were
// taken out. Fewer than three seasons say nothing of what is usual.
func changes(x []float64, season int) ([]float64, int) {
	x = append([]float64{}, x...)
	if grows(x) {
		for i := range x {
			x[i] = math.Log(x[i])
		}
	}
	out := differences(x)
	if !seasonal(out, season) {
		return out, 0
	}
	withoutMeans(out, season)
	return out, season
}

func grows(x []float64) bool {
	n := len(x) / 3
	if n == 0 {
		return false
	}
	for _, v := range x {
		if v <= 0 {
			return false
		}
	}
	return mean(x[len(x)-n:]) > 1.5*mean(x[:n])
}

func differences(x []float64) []float64 {
	var out []float64
	for i := 1; i < len(x); i++ {
		out = append(out, x[i]-x[i-1])
	}
	return out
}

// withoutMeans takes from each value the mean of its place in the season.
func withoutMeans(x []float64, season int) {
	for place := range season {
		var at []float64
		for i := place; i < len(x); i += season {
			at = append(at, x[i])
		}
		m := mean(at)
		for i := place; i < len(x); i += season {
			x[i] -= m
		}
	}
}

// seasonal reports whether the places in the season differ by more than chance
// lets them in one of ten cases, by the variance between and within them.
func seasonal(x []float64, season int) bool {
	n := len(x)
	if season < 2 || n <= season {
		return false
	}
	within := append([]float64{}, x...)
	withoutMeans(within, season)
	rest := squares(within)
	between := squares(x) - float64(n)*mean(x)*mean(x) - rest
	df1, df2 := float64(season-1), float64(n-season)
	return distuv.F{D1: df1, D2: df2}.Survival(between/df1/(rest/df2)) < 0.1
}

func squares(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return sum
}

func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

// strongest finds the lag of the claim with the strongest correlation.
func (l *Lead) strongest(x, y []float64, c Claim) {
	for lag := c.From; lag <= c.To; lag++ {
		if r := CrossCorrelation(x, y, lag); math.Abs(r) > math.Abs(l.R) {
			l.Lag, l.R, l.N = lag, r, len(x)-lag
		}
	}
	half := distuv.UnitNormal.Quantile(0.975) / math.Sqrt(float64(l.N-l.means)-3)
	l.Low, l.High = math.Tanh(math.Atanh(l.R)-half), math.Tanh(math.Atanh(l.R)+half)
}

// beyondChance reports whether the best of several correlations of n pairs is
// more than noise makes in one of twenty cases.
func (l *Lead) beyondChance(r float64, n, tried int) bool {
	z := math.Atanh(math.Abs(r)) * math.Sqrt(float64(n-l.means)-3)
	return z > distuv.UnitNormal.Quantile(1-0.05/(2*float64(tried)))
}

// elsewhere reports whether the two go together more at the same time, or the
// other way round, than at the lag of the claim.
func (l *Lead) elsewhere(x, y []float64, c Claim) bool {
	tried := c.To - c.From + 1
	strongest, verdict := math.Abs(l.R), Verdict("")
	look := func(lag int, v Verdict) {
		r := CrossCorrelation(x, y, lag)
		if math.Abs(r) > strongest && l.beyondChance(r, len(x)-max(lag, -lag), 2*tried+1) {
			strongest, verdict = math.Abs(r), v
		}
	}
	look(0, Coincident)
	for lag := c.From; lag <= c.To; lag++ {
		look(-lag, Reversed)
	}
	if verdict != "" {
		l.Verdict = verdict
	}
	return verdict != ""
}

// survives reports whether the lead remains when what x tells of itself is taken
// out of both, tells more of y than y itself does, and cuts the error of a
// forecast.
func (l *Lead) survives(x, y []float64) bool {
	phi := autoregression(x, min(8, len(x)/8))
	fx, fy := filterAR(x, phi), filterAR(y, phi)
	r := CrossCorrelation(fx, fy, l.Lag)
	if r*l.R <= 0 || !l.beyondChance(r, len(fx)-l.Lag, 1) {
		return false
	}
	var ok bool
	if l.Granger, ok = Granger(x, y, l.Lag); !ok || l.Granger.P >= 0.05 {
		return false
	}
	l.Gain = gain(x, y, l.Lag)
	return l.Gain > 0
}

// gain is by how much x at a lag cuts the mean absolute error of forecasts one
// period ahead that know the last value of y, each made from what was known
// before.
func gain(x, y []float64, lag int) float64 {
	var alone, together float64
	from := lag + 1
	for t := from + (len(y)-from)/2; t < len(y); t++ {
		past, own, other := y[from:t], y[from-1:t-1], x[from-lag:t-lag]
		a, _, okA := regress(past, own)
		b, _, okB := regress(past, own, other)
		if !okA || !okB {
			continue
		}
		alone += math.Abs(y[t] - a[0] - a[1]*y[t-1])
		together += math.Abs(y[t] - b[0] - b[1]*y[t-1] - b[2]*x[t-lag])
	}
	if alone == 0 {
		return 0
	}
	return 1 - together/alone
}
