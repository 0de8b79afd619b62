package stats_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"kpi/engine/stats"
)

// A led is a pair of series of which the second follows the first.
type led struct {
	n, lag int
	r      float64 // correlation of the changes
}

// make makes random walks that stay far above zero and do not grow, so that there
// are no logarithms.
func (p led) make(r *rand.Rand) (x, y []float64) {
	before := make([]float64, p.n+p.lag)
	for i := range before {
		before[i] = r.NormFloat64()
	}
	x, y = make([]float64, p.n), make([]float64, p.n)
	for i := range x {
		x[i] = before[i+p.lag]
		y[i] = p.r*before[i] + math.Sqrt(1-p.r*p.r)*r.NormFloat64()
		if i > 0 {
			x[i], y[i] = x[i]+x[i-1], y[i]+y[i-1]
		} else {
			x[i], y[i] = x[i]+1000, y[i]+1000
		}
	}
	return x, y
}

// supported is how often a claim is supported by pairs that are made.
func supported(runs int, c stats.Claim, pair func(*rand.Rand) (x, y []float64)) float64 {
	r := rand.New(rand.NewPCG(7, 11))
	n := 0
	for range runs {
		if x, y := pair(r); stats.TestLead(x, y, c).Verdict == stats.Supported {
			n++
		}
	}
	return float64(n) / float64(runs)
}

// naive is how often the best lag of the levels is beyond the bound for one lag.
func naive(runs int, c stats.Claim, pair func(*rand.Rand) (x, y []float64)) float64 {
	r := rand.New(rand.NewPCG(7, 11))
	n := 0
	for range runs {
		x, y := pair(r)
		for lag := c.From; lag <= c.To; lag++ {
			if math.Abs(stats.CrossCorrelation(x, y, lag)) > 1.96/math.Sqrt(float64(len(x))) {
				n++
				break
			}
		}
	}
	return float64(n) / float64(runs)
}

// step is how often the first step of the test, the strongest correlation of the
// changes, is more than chance.
func step(runs int, c stats.Claim, pair func(*rand.Rand) (x, y []float64)) float64 {
	r := rand.New(rand.NewPCG(7, 11))
	n, bound := 0, 2.638257 // Φ⁻¹(1 − 0.05/12), for six lags
	for range runs {
		x, y := pair(r)
		if l := stats.TestLead(x, y, c); math.Abs(math.Atanh(l.R))*math.Sqrt(float64(l.N-3)) > bound {
			n++
		}
	}
	return float64(n) / float64(runs)
}

// series makes one series that has nothing to do with any other.
func series(r *rand.Rand, kind string, n int) []float64 {
	const before = 36
	x := make([]float64, before+n)
	level, slope := 100+10*r.NormFloat64(), r.NormFloat64()
	for i := range x {
		e := r.NormFloat64()
		switch kind {
		case "walk":
			level += e
			x[i] = level
		case "trend":
			x[i] = level + slope*float64(i) + e
		case "season":
			x[i] = level + 5*math.Sin(2*math.Pi*float64(i)/12+slope) + e
		case "smooth":
			level = 30 + 0.7*level + e
			x[i] = level
		case "growth":
			x[i] = level * math.Exp(0.03*float64(i)+0.1*e)
		default:
			x[i] = 100 + 10*e
		}
	}
	switch kind {
	case "trailing 3":
		x = trailing(x, 3)
	case "trailing 12":
		x = trailing(x, 12)
	case "yearly growth":
		x = yearly(x)
	case "yearly growth of trailing 3":
		x = yearly(trailing(x, 3))
	case "yearly growth of trailing 12":
		x = yearly(trailing(x, 12))
	}
	return x[before:]
}

func trailing(x []float64, n int) []float64 {
	out := make([]float64, len(x))
	for i := range out {
		for _, v := range x[max(0, i-n+1) : i+1] {
			out[i] += v
		}
	}
	return out
}

func yearly(x []float64) []float64 {
	out := make([]float64, len(x))
	for i := 12; i < len(x); i++ {
		out[i] = x[i]/x[i-12] - 1
	}
	return out
}

// unrelated makes pairs of such series.
func unrelated(kindX, kindY string, n int) func(*rand.Rand) (x, y []float64) {
	return func(r *rand.Rand) (x, y []float64) { return series(r, kindX, n), series(r, kindY, n) }
}

// TestUnrelatedSeriesSeldomLead makes many pairs of independent series. The naive
// answer, the best lag of the levels, calls most of them leading.
func TestUnrelatedSeriesSeldomLead(t *testing.T) {
	c := stats.Claim{From: 1, To: 6, Season: 12}
	for kind, least := range map[string]float64{"walk": 0.6, "trend": 0.9, "season": 0.9, "smooth": 0, "noise": 0, "growth": 0} {
		pair := unrelated(kind, kind, 36)
		got, simply := supported(1500, c, pair), naive(1500, c, pair)
		t.Logf("%s: %.1f %% supported, %.1f %% by the best lag of the levels", kind, 100*got, 100*simply)
		if got > 0.05 || simply < least {
			t.Errorf("%s: %.1f %% of unrelated pairs are called leading, and %.1f %% by the best lag", kind, 100*got, 100*simply)
		}
	}
}

// overlapping are series whose values share rows, so that they follow themselves.
var overlapping = []string{"trailing 3", "trailing 12", "yearly growth", "yearly growth of trailing 3", "yearly growth of trailing 12"}

func TestOverlappingWindowsSeldomLead(t *testing.T) {
	for _, c := range []struct {
		n     int
		claim stats.Claim
	}{{36, stats.Claim{From: 1, To: 6, Season: 12}}, {48, stats.Claim{From: 3, To: 12, Season: 12}}, {60, stats.Claim{From: 1, To: 12, Season: 12}}} {
		for _, kind := range overlapping {
			for _, other := range []string{"walk", kind} {
				if got := supported(400, c.claim, unrelated(other, kind, c.n)); got > 0.05 {
					t.Errorf("%s and %s, %d values: %.1f %% of unrelated pairs are called leading", other, kind, c.n, 100*got)
				}
			}
		}
	}
}

func TestLeadThatIsThereIsFound(t *testing.T) {
	for _, tt := range []struct {
		pair  led
		claim stats.Claim
		least float64
	}{
		{led{37, 2, 0.7}, stats.Claim{From: 1, To: 6}, 0.85},
		{led{49, 2, 0.5}, stats.Claim{From: 1, To: 6}, 0.65},
		{led{48, 3, 0.7}, stats.Claim{From: 3, To: 12}, 0.85},
		{led{48, 12, 0.7}, stats.Claim{From: 3, To: 12}, 0.85},
		{led{48, 12, -0.7}, stats.Claim{From: 3, To: 12, Negative: true}, 0.85},
	} {
		if got := supported(400, tt.claim, tt.pair.make); got < tt.least {
			t.Errorf("%+v: %.1f %% were found, want %v", tt.pair, 100*got, 100*tt.least)
		}
	}
}

// TestPowerAsPublished compares the first step with the calculated power: n changes
// are n+1 values.
func TestPowerAsPublished(t *testing.T) {
	for _, tt := range []struct {
		n    int
		want float64
	}{{36, 0.69}, {48, 0.83}} {
		got := step(2000, stats.Claim{From: 1, To: 6}, led{tt.n + 1, 2, 0.5}.make)
		near(t, "found of a correlation of 0.5", got, tt.want, 0.04)
	}
}

func TestLongLagsHaveFewerPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	x, y := led{36, 4, 0.95}.make(r)
	c := stats.Claim{From: 3, To: 12}
	l := stats.TestLead(x, y, c)
	if l.Verdict != stats.Supported || l.Tested != 11 || l.Lag != 4 || l.N != 31 || l.ByLag[0].N != 24 {
		t.Errorf("got %+v, want a lead of 4 and lags up to 11", l)
	}
	x, y = led{36, 12, 0.95}.make(r)
	if l := stats.TestLead(x, y, c); l.Verdict != stats.Insufficient || l.Tested != 11 {
		t.Errorf("a lead at a lag that cannot be told: got %+v", l)
	}
	if l := stats.TestLead(x, y, stats.Claim{From: 12, To: 14}); l.Verdict != stats.Insufficient || l.N != 23 || l.Tested != 0 {
		t.Errorf("only such lags: got %+v, want 23 pairs", l)
	}
	if l := stats.TestLead(x, y, stats.Claim{From: 40, To: 50}); l.Verdict != stats.Insufficient || l.N != 0 {
		t.Errorf("lags beyond the values: got %+v, want no pairs", l)
	}
}

func TestLeadInterval(t *testing.T) {
	// White changes, so that every pair counts: the limits are those of Fisher.
	r := rand.New(rand.NewPCG(1, 1))
	inside, exact := 0, 0
	const runs = 1000
	for range runs {
		x, y := led{60, 2, 0.6}.make(r)
		l := stats.TestLead(x, y, stats.Claim{From: 2, To: 2})
		if l.Low <= 0.6 && 0.6 <= l.High {
			inside++
		}
		half := 1.959964 / math.Sqrt(float64(l.N)-3)
		low, high := math.Tanh(math.Atanh(l.R)-half), math.Tanh(math.Atanh(l.R)+half)
		if math.Abs(l.Low-low) < 1e-6 && math.Abs(l.High-high) < 1e-6 {
			exact++
		}
		if l.Low > low+1e-6 || l.High < high-1e-6 || l.N != 57 {
			t.Fatalf("got %+v, want an interval around %v to %v of 57 pairs", l, low, high)
		}
	}
	if inside < runs*93/100 || exact < runs/2 {
		t.Errorf("of %d intervals %d hold the correlation, and %d are Fisher's", runs, inside, exact)
	}
}

func TestLeadVerdicts(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	x, y := led{80, 2, 0.9}.make(r)
	c := stats.Claim{From: 1, To: 4}
	later := append(append([]float64{}, y[:10]...), y...)[:80]
	late := append([]float64{math.NaN(), 1, math.Inf(1)}, y[3:]...)
	fallen := make([]float64, 80)
	line, exact := make([]float64, 80), make([]float64, 80)
	for i := range line {
		line[i], fallen[i] = 0.1*float64(i), -y[i]
		exact[i] = x[max(0, i-2)]
	}
	for _, tt := range []struct {
		name string
		x, y []float64
		c    stats.Claim
		want stats.Verdict
	}{
		{"it leads", x, y, c, stats.Supported},
		{"after a gap", x, late, c, stats.Supported},
		{"it leads without an error", x, exact, c, stats.Supported},
		{"the claim is of no lag, which is one period", x, y, stats.Claim{}, stats.NotSupported},
		{"it falls, and is to rise", x, fallen, c, stats.NotSupported},
		{"it falls as claimed", x, fallen, stats.Claim{From: 1, To: 4, Negative: true}, stats.Supported},
		{"it leads by more than is claimed", x, later, c, stats.NotSupported},
		{"the other one leads", y, x, c, stats.Reversed},
		{"the other one leads by less than is claimed", y, x, stats.Claim{From: 3, To: 4}, stats.Reversed},
		{"both are the same", x, x, c, stats.Coincident},
		{"a line", x, line, c, stats.Insufficient},
		{"a constant", make([]float64, 80), y, c, stats.Insufficient},
		{"nothing", nil, nil, c, stats.Insufficient},
		{"24 values", x[:24], y[:24], c, stats.Insufficient},
	} {
		if got := stats.TestLead(tt.x, tt.y, tt.c); got.Verdict != tt.want {
			t.Errorf("%s: got %+v, want %s", tt.name, got, tt.want)
		}
	}
}

func TestLeadsFollowScaleAndShift(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 100 {
		x, y := led{50, 2, 0.7}.make(r)
		moved, scaled := make([]float64, 50), make([]float64, 50)
		for i := range x {
			moved[i], scaled[i] = 3*x[i]-500, 1e6*y[i]
		}
		c := stats.Claim{From: 1, To: 4, Season: 12}
		want, got := stats.TestLead(x, y, c), stats.TestLead(moved, scaled, c)
		if got.Verdict != want.Verdict || got.Lag != want.Lag {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		near(t, "r", got.R, want.R, 1e-9)
		near(t, "gain", got.Gain, want.Gain, 1e-9)
		near(t, "p", got.Granger.P, want.Granger.P, 1e-9)
	}
}

// BenchmarkUnrelatedLeads reports what percentage of 3,000 unrelated pairs of 36
// values is called leading.
func BenchmarkUnrelatedLeads(b *testing.B) {
	c := stats.Claim{From: 1, To: 6, Season: 12}
	for b.Loop() {
		for _, kind := range append([]string{"walk", "trend", "season", "noise"}, overlapping...) {
			name, pair := strings.ReplaceAll(kind, " ", "-"), unrelated(kind, kind, 36)
			b.ReportMetric(100*supported(3000, c, pair), "%both-"+name)
			b.ReportMetric(100*naive(3000, c, pair), "%naive-"+name)
			b.ReportMetric(100*supported(3000, c, unrelated("walk", kind, 36)), "%walk-"+name)
		}
	}
}

// BenchmarkLeadPower reports what percentage of leads by two periods is found
// among six lags, by the first step and by all.
func BenchmarkLeadPower(b *testing.B) {
	c := stats.Claim{From: 1, To: 6}
	for b.Loop() {
		for _, p := range []led{{31, 2, 0.5}, {37, 2, 0.5}, {49, 2, 0.5}, {31, 2, 0.7}, {37, 2, 0.7}} {
			name := strconv.Itoa(p.n-1) + "-" + strconv.FormatFloat(p.r, 'f', 1, 64)
			b.ReportMetric(100*step(3000, c, p.make), "%step-"+name)
			b.ReportMetric(100*supported(3000, c, p.make), "%found-"+name)
		}
	}
}
