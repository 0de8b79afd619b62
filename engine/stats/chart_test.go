package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kpi/engine/stats"
)

// calm are twelve values of a process, with a mean of 10 and ranges of 2.
var calm = []float64{9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11}

func chart(t *testing.T, x []float64, o stats.ChartOptions) stats.Chart {
	t.Helper()
	c, ok := stats.NewChart(x, o)
	if !ok || c.Refused != "" || len(c.Periods) != len(x) {
		t.Fatalf("got %+v, want a chart of %d values", c, len(x))
	}
	return c
}

func TestChartFreezesTheFirstTwelveValues(t *testing.T) {
	c := chart(t, append(slices.Clone(calm), 12, 9, 30, 31), stats.ChartOptions{})
	if l := c.Limits; l.N != 12 || l.Trial {
		t.Errorf("got %+v, want limits of twelve values", l)
	}
	near(t, "center", c.Limits.Center, 10, 1e-12)
	near(t, "high", c.Limits.High, 10+2.66*2, 1e-12)
	want := []stats.Signal{{At: 14, Rule: stats.Outside, High: true}, {At: 15, Rule: stats.Outside, High: true}}
	if !slices.Equal(c.Signals, want) || c.Latest == nil || *c.Latest != want[1] {
		t.Errorf("got %v, the latest %v, want %v", c.Signals, c.Latest, want)
	}
	if c.Periods[15] != c.Limits || c.Seasonal {
		t.Errorf("without a season: got %+v at the last value, want %+v", c.Periods[15], c.Limits)
	}
}

func TestChartWithGaps(t *testing.T) {
	gap := math.NaN()
	x := slices.Concat([]float64{gap}, calm[:6], []float64{gap, gap}, calm[6:], []float64{30, gap})
	c := chart(t, x, stats.ChartOptions{})
	if c.Limits.N != 12 || len(c.Signals) != 1 || c.Signals[0].At != 15 {
		t.Errorf("got %+v, want limits of twelve values and a signal after them", c)
	}
	if c.Latest != nil || c.FalseAlarm != 0 {
		t.Errorf("at a period without a value: got %v and a chance of %v", c.Latest, c.FalseAlarm)
	}
}

func TestChartOfFewValuesIsATrial(t *testing.T) {
	for n := 6; n <= 12; n++ {
		if l := chart(t, calm[:n], stats.ChartOptions{}).Limits; l.N != n || l.Trial != (n < 12) {
			t.Errorf("%d values: got %+v", n, l)
		}
	}
}

func TestChartWithADeclaredBaseline(t *testing.T) {
	x := append(slices.Clone(calm), 29, 31, 29, 31, 29, 31, 29, 31, 50)
	c := chart(t, x, stats.ChartOptions{From: 12, To: 20})
	near(t, "center", c.Limits.Center, 30, 1e-12)
	want := []stats.Signal{{At: 20, Rule: stats.Outside, High: true}}
	if c.Limits.N != 8 || !c.Limits.Trial || c.From != 12 || !slices.Equal(c.Signals, want) {
		t.Errorf("got %+v, want limits of eight values, and a signal after them only", c)
	}
}

func TestChartRefuses(t *testing.T) {
	gap := math.NaN()
	season := make([]float64, 24)
	for i := range season {
		season[i] = 100 + 50*math.Sin(math.Pi*float64(i)/6) + float64(i*7%5)
	}
	for _, tt := range []struct {
		name    string
		values  []float64
		options stats.ChartOptions
		want    stats.Refusal
	}{
		{"nothing", nil, stats.ChartOptions{}, stats.NoBaseline},
		{"a baseline after the values", calm, stats.ChartOptions{From: 6, To: 13}, stats.NoBaseline},
		{"a baseline that ends first", calm, stats.ChartOptions{From: 6, To: 6}, stats.NoBaseline},
		{"a baseline before the values", calm, stats.ChartOptions{From: -1, To: 8}, stats.NoBaseline},
		{"five values", calm[:5], stats.ChartOptions{}, stats.FewValues},
		{"a baseline of five values", calm, stats.ChartOptions{From: 2, To: 7}, stats.FewValues},
		{"no neighbours", []float64{1, gap, 2, gap, 1, gap, 2, gap, 1, gap, 2}, stats.ChartOptions{}, stats.FewValues},
		{"a baseline that never differs", []float64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6}, stats.ChartOptions{}, stats.NoChange},
		{"an infinite value after the baseline", append(slices.Clone(calm), math.Inf(1)), stats.ChartOptions{}, stats.Unbounded},
		{"no limits that are numbers", []float64{1e308, -1e308, 1e308, -1e308, 1e308, -1e308}, stats.ChartOptions{}, stats.Unbounded},
		{"two years of a season", season, stats.ChartOptions{Season: 12}, stats.NewSeason},
	} {
		c, ok := stats.NewChart(tt.values, tt.options)
		if ok || c.Refused != tt.want {
			t.Errorf("%s: got %t and %q, want %q", tt.name, ok, c.Refused, tt.want)
		}
	}
}

// seasonal makes values with a season of twelve periods.
func seasonal(r *rand.Rand, n int, middle, height, spread float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = middle + height*math.Sin(math.Pi*float64(i)/6) + spread*r.NormFloat64()
	}
	return x
}

func TestChartTakesTheSeasonOut(t *testing.T) {
	for name, middle := range map[string]float64{"above zero": 100, "around zero": 0} {
		r := rand.New(rand.NewPCG(4, 4))
		x := seasonal(r, 48, middle, 20, 1)
		x[44] += 15
		x[5] = math.NaN()
		plain := chart(t, x, stats.ChartOptions{})
		if len(plain.Signals) < 20 {
			t.Errorf("%s, with the season: got %d signals, want it to be taken for them", name, len(plain.Signals))
		}
		c := chart(t, x, stats.ChartOptions{Season: 12})
		if !c.Seasonal || !slices.Contains(c.Signals, stats.Signal{At: 44, Rule: stats.Outside, High: true}) {
			t.Errorf("%s: got %v, want the value that is out of season", name, c.Signals)
		}
		for i, l := range c.Periods {
			outside := x[i] > l.High || x[i] < l.Low
			signal := slices.ContainsFunc(c.Signals, func(s stats.Signal) bool { return s.At == i && s.Rule == stats.Outside })
			if outside != signal {
				t.Errorf("%s, at %d: %v outside %v to %v is %t, and a signal is %t", name, i, x[i], l.Low, l.High, outside, signal)
			}
		}
		near(t, name+", the center in the third month", c.Periods[3].Center, middle+20, 3)
		near(t, name+", the center in the ninth month", c.Periods[9].Center, middle-20, 3)
	}
}

func TestChartOfPublishedSeason(t *testing.T) {
	beer := column(t, "statistics/ausbeer.csv")
	beer = beer[len(beer)-24:]
	plain, c := chart(t, beer, stats.ChartOptions{}), chart(t, beer, stats.ChartOptions{Season: 4})
	if wide, narrow := plain.Limits.High-plain.Limits.Low, c.Limits.High-c.Limits.Low; !c.Seasonal || narrow > wide/2 {
		t.Errorf("got limits %v wide with the season, and %v without", wide, narrow)
	}
}

func TestStraightLinesHaveNoSeason(t *testing.T) {
	x := make([]float64, 30)
	for i := range x {
		x[i] = 0.1 * float64(i-7)
	}
	for _, season := range []int{-1, 0, 1, 4, 7, 12, 15, 40} {
		if chart(t, x, stats.ChartOptions{Season: season}).Seasonal {
			t.Errorf("a season of %d in a line", season)
		}
	}
}

func TestChartsFollowScaleAndShift(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 200 {
		x := seasonal(r, 40+r.IntN(20), 0, 3, 1)
		moved := make([]float64, len(x))
		for i, v := range x {
			moved[i] = 3*v - 70
		}
		o := stats.ChartOptions{Season: 12}
		a, b := chart(t, x, o), chart(t, moved, o)
		if !slices.Equal(a.Signals, b.Signals) || a.Seasonal != b.Seasonal {
			t.Fatalf("got %v, want %v", b.Signals, a.Signals)
		}
		for i := range x {
			near(t, "low", b.Periods[i].Low, 3*a.Periods[i].Low-70, 1e-9)
			near(t, "range", b.Periods[i].RangeHigh, 3*a.Periods[i].RangeHigh, 1e-9)
		}
		for i := range x {
			x[i] = math.Exp(x[i] / 10)
			moved[i] = 1000 * x[i]
		}
		a, b = chart(t, x, o), chart(t, moved, o)
		if !slices.Equal(a.Signals, b.Signals) || a.Seasonal != b.Seasonal {
			t.Fatalf("scaled: got %v, want %v", b.Signals, a.Signals)
		}
	}
}
