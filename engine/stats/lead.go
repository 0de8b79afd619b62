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

// A Correlation is how two series of changes go together at a lag.
type Correlation struct {
	Lag int     // periods that y comes after x; below 0 those that it comes before
	R   float64 // from -1 to 1
	N   int     // pairs of changes
}

// A Lead is a claim as tested.
type Lead struct {
	Verdict   Verdict
	Lag       int     // of the claim, at which the changes go together most
	R         float64 // their correlation there, from -1 to 1
	Low, High float64 // where the true correlation lies, with 95 %
	N         int     // pairs of changes there; of an insufficient claim, at its first lag
	// Tested is the last lag of the claim that there are enough pairs for. Where it
	// is before To and no lead is seen, the verdict is Insufficient.
	Tested int
	ByLag  []Correlation // from -Tested to Tested
	// What follows is only set where R is beyond chance, has the sign of the claim,
	// and is the strongest in ByLag.
	Rest    float64 // the correlation when what x tells of itself is taken out of both
	Granger FTest   // of x for y
	Reverse FTest   // of y for x
	Gain    float64 // by how much x cuts the error of a forecast one period ahead, of 1

	means int     // that were taken out of a series: as many pairs say nothing
	echo  float64 // how many pairs say as much as one, 1 or more
}

// TestLead tests a claim on two series of equal length whose values stand for the
// same periods; NaN is a period without a value, and the series are cut to what
// follows the last of them. Both are made comparable first: logarithms of what is
// positive and grows, without the season where there are three of them, and
// changes instead of levels, since two levels that both grow go together at any
// lag.
func TestLead(x, y []float64, c Claim) Lead {
	c.From = max(c.From, 1)
	c.To = max(c.To, c.From)
	x, y = common(x, y)
	x, meansX := changes(x, c.Season)
	y, meansY := changes(y, c.Season)
	l := Lead{Verdict: Insufficient, N: max(0, len(x)-c.From), means: max(meansX, meansY)}
	l.Tested = l.lastLag(len(x), c)
	if l.Tested == 0 || x == nil || y == nil {
		return Lead{Verdict: Insufficient, N: l.N}
	}
	l.echo = echo(x, y)
	l.look(x, y)
	l.strongest(c.From)
	l.Verdict = l.verdict(x, y, c)
	if l.Verdict == NotSupported && l.Tested < c.To {
		l.Verdict = Insufficient
	}
	return l
}

// lastLag is the last lag of a claim that leaves enough pairs of n changes, and 0
// where none does.
func (l *Lead) lastLag(n int, c Claim) int {
	last := min(c.To, n-fewestPairs, n-l.means-fewestPairs/2)
	if last < c.From || 3*l.means > n+1 {
		return 0
	}
	return last
}

func (l *Lead) verdict(x, y []float64, c Claim) Verdict {
	found := l.beyondChance(l.R, l.N, l.Tested-c.From+1)
	if other := l.elsewhere(c.From); other != "" {
		return other
	}
	if !found || (l.R < 0) != c.Negative || !l.survives(x, y) {
		return NotSupported
	}
	return Supported
}

// common cuts both series to the periods after the last gap. What is infinite is
// one, too.
func common(x, y []float64) ([]float64, []float64) {
	from := 0
	for i := range x {
		if !finite(x[i], y[i]) {
			from = i + 1
		}
	}
	return x[from:], y[from:]
}

// changes are the first differences of a series, of its logarithm where it is
// positive and grows, and without its season, with the number of means that were
// taken out. Fewer than three seasons say nothing of what is usual. There are none
// where the changes do not differ, beyond rounding.
func changes(x []float64, season int) ([]float64, int) {
	x = append([]float64{}, x...)
	if grows(x) {
		for i := range x {
			x[i] = math.Log(x[i])
		}
	}
	out, means := differences(x), 0
	if seasonal(out, season) {
		_, out = places(out, season)
		means = season
	}
	m := mean(out)
	if squares(out)-float64(len(out))*m*m <= dust*dust*squares(x) {
		return nil, means
	}
	return out, means
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

// places takes values apart into the mean of their place in the season and the
// rest.
func places(x []float64, season int) (usual, rest []float64) {
	usual, rest = make([]float64, len(x)), make([]float64, len(x))
	for place := range min(season, len(x)) {
		sum, n := 0.0, 0.0
		for i := place; i < len(x); i += season {
			sum, n = sum+x[i], n+1
		}
		for i := place; i < len(x); i += season {
			usual[i], rest[i] = sum/n, x[i]-sum/n
		}
	}
	return usual, rest
}

// seasonal reports whether the places in the season differ by more than chance
// lets them in one of ten cases.
func seasonal(x []float64, season int) bool {
	if season < 2 || len(x) <= season {
		return false
	}
	usual, rest := places(x, season)
	return placesDiffer(usual, rest, season) < 0.1
}

func squares(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return sum
}

// look fills in the correlations.
func (l *Lead) look(x, y []float64) {
	for lag := -l.Tested; lag <= l.Tested; lag++ {
		l.ByLag = append(l.ByLag, Correlation{lag, together(x, y, lag), len(x) - max(lag, -lag)})
	}
}

// together is the correlation of the pairs at a lag, with the means and spreads of
// what is in them: unlike CrossCorrelation it is not less for long lags only since
// they have fewer pairs. It is 0 where one of them is constant.
func together(x, y []float64, lag int) float64 {
	if lag < 0 {
		return together(y, x, -lag)
	}
	r := CrossCorrelation(x[:len(x)-lag], y[lag:], 0)
	if math.IsNaN(r) {
		return 0
	}
	return max(-1, min(r, 1))
}

// strongest finds the lag, from the first of the claim, with the strongest
// correlation.
func (l *Lead) strongest(from int) {
	for _, c := range l.ByLag[l.Tested+from:] {
		if l.Lag == 0 || math.Abs(c.R) > math.Abs(l.R) {
			l.Lag, l.R, l.N = c.Lag, c.R, c.N
		}
	}
	half := distuv.UnitNormal.Quantile(0.975) / math.Sqrt(l.worth(l.N))
	l.Low, l.High = math.Tanh(math.Atanh(l.R)-half), math.Tanh(math.Atanh(l.R)+half)
}

// beyondChance reports whether the best of several correlations of n pairs is
// more than noise makes in one of twenty cases.
func (l *Lead) beyondChance(r float64, n, tried int) bool {
	z := math.Atanh(math.Abs(r)) * math.Sqrt(l.worth(n))
	return z > distuv.UnitNormal.Quantile(1-0.05/(2*float64(tried)))
}

// worth is one over the variance of Fisher's transform of a correlation of n pairs.
func (l *Lead) worth(n int) float64 { return (float64(n-l.means) - 3) / l.echo }

// echo is how many pairs of two series that follow themselves say as much as one
// pair of noise (Bartlett 1946). Trailing windows of the same length follow
// themselves at the same lag, also where no autoregression of few values sees it.
// Lags at which only one of them does are left out: what is estimated of noise
// would add up.
func echo(x, y []float64) float64 {
	sum, least := 1.0, 1.5/math.Sqrt(float64(len(x)))
	for lag := 1; lag <= len(x)/2; lag++ {
		ofX, ofY := CrossCorrelation(x, x, lag), CrossCorrelation(y, y, lag)
		if min(math.Abs(ofX), math.Abs(ofY)) > least {
			sum += 2 * ofX * ofY
		}
	}
	return max(1, sum)
}

// elsewhere is the verdict where the two go together more at the same time, or the
// other way round, than at the lags of the claim; empty where they do not.
func (l *Lead) elsewhere(from int) Verdict {
	strongest, verdict := math.Abs(l.R), Verdict("")
	tried := l.Tested + 1 + l.Tested - from + 1
	for _, c := range l.ByLag[:l.Tested+1] {
		if math.Abs(c.R) <= strongest || !l.beyondChance(c.R, c.N, tried) {
			continue
		}
		strongest, verdict = math.Abs(c.R), Reversed
		if c.Lag == 0 {
			verdict = Coincident
		}
	}
	return verdict
}

// perCoefficient is how many pairs a coefficient of Granger's test is to have.
const perCoefficient = 4

// survives reports whether the lead remains when what x tells of itself is taken
// out of both, tells more of y than y itself does, and cuts the error of a
// forecast. Granger's test is of as many values as the lag, or, where that would
// be more than the pairs can carry, of the ones farthest back.
func (l *Lead) survives(x, y []float64) bool {
	phi := autoregression(x, min(8, len(x)/8))
	fx, fy := filterAR(x, phi), filterAR(y, phi)
	l.Rest = together(fx, fy, l.Lag)
	l.Gain = gain(x, y, l.Lag)
	count := max(1, min(l.Lag, (l.N/perCoefficient-1)/2))
	l.Reverse, _ = granger(y, x, l.Lag, count)
	var ok bool
	l.Granger, ok = granger(x, y, l.Lag, count)
	return l.Rest*l.R > 0 && l.beyondChance(l.Rest, len(fx)-l.Lag, 1) &&
		ok && l.Granger.P < 0.05 && l.Gain > 0
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
