package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"kpi/engine/stats"
)

// alarms are the parts of charts that have a signal anywhere, and at the last
// value, and the mean of what they say of that chance.
type alarms struct{ anywhere, last, said float64 }

// A process makes n values of a normal distribution, around a season of so many
// standard deviations.
type process struct {
	n      int
	height float64
}

// chart charts what the process makes so many times.
func (p process) chart(tb testing.TB, runs int, o stats.ChartOptions) alarms {
	tb.Helper()
	r := rand.New(rand.NewPCG(uint64(p.n), uint64(o.To)))
	var a alarms
	x := make([]float64, p.n)
	for range runs {
		for i := range x {
			x[i] = 100 + p.height*math.Sin(math.Pi*float64(i)/6) + r.NormFloat64()
		}
		c, ok := stats.NewChart(x, o)
		if !ok {
			tb.Fatalf("no chart of %v: %s", x, c.Refused)
		}
		if len(c.Signals) > 0 {
			a.anywhere++
		}
		if c.Latest != nil {
			a.last++
		}
		a.said += c.FalseAlarm
	}
	return alarms{a.anywhere / float64(runs), a.last / float64(runs), a.said / float64(runs)}
}

// TestFalseAlarmsAsPublished makes limits of the same values that they are
// compared with.
func TestFalseAlarmsAsPublished(t *testing.T) {
	for n, want := range map[int]float64{12: 0.037, 24: 0.106, 36: 0.181} {
		got := process{n: n}.chart(t, 20000, stats.ChartOptions{To: n})
		near(t, fmt.Sprintf("charts of %d values", n), got.anywhere, want, 0.008)
	}
}

func TestFalseAlarmsAreAsOftenAsSaid(t *testing.T) {
	const runs = 10000
	check := func(what string, got alarms) {
		t.Helper()
		noise := 4 * math.Sqrt(got.said*(1-got.said)/runs)
		near(t, what, got.last, got.said, got.said/6+noise)
	}
	for _, n := range []int{6, 9, 12, 13, 16, 18, 20, 36} {
		check(fmt.Sprintf("%d values", n), process{n: n}.chart(t, runs, stats.ChartOptions{}))
	}
	for _, o := range []stats.ChartOptions{{To: 6}, {To: 24}, {From: 4, To: 40}} {
		for _, after := range []int{1, 8} {
			check(fmt.Sprintf("%d after %+v", after, o), process{n: o.To + after}.chart(t, runs, o))
		}
	}
	for _, n := range []int{36, 60} {
		check(fmt.Sprintf("%d values with a season", n), process{n: n, height: 4}.chart(t, runs, stats.ChartOptions{Season: 12}))
	}
}

func TestFalseAlarm(t *testing.T) {
	near(t, "24 values", stats.FalseAlarm(12, 12), 0.050, 0.0005)
	near(t, "a baseline of 24", stats.FalseAlarm(24, 12), 0.029, 0.0005)
	near(t, "limits that are known", stats.FalseAlarm(1e9, 8), 0.0121, 1e-6)
	if stats.FalseAlarm(12, -3) != stats.FalseAlarm(12, 0) || stats.FalseAlarm(5, 3) != 0 {
		t.Error("inside the baseline it does not grow, and without limits there is none")
	}
	for baseline := 6; baseline < 200; baseline++ {
		for after := range 20 {
			a := stats.FalseAlarm(baseline, after)
			if a > stats.FalseAlarm(baseline, after+1) || after > 0 && a < stats.FalseAlarm(baseline+1, after) {
				t.Errorf("%d values and %d after: got %v, want it to grow after the baseline and fall with it", baseline, after, a)
			}
		}
	}
}

func TestAtLeastOne(t *testing.T) {
	near(t, "of nothing", stats.AtLeastOne(nil), 0, 0)
	near(t, "of 20 equal ones", stats.AtLeastOne([]float64{
		.05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05, .05,
	}), 1-math.Pow(0.95, 20), 1e-12)
	near(t, "of different ones", stats.AtLeastOne([]float64{0.5, 0, 0.2}), 0.6, 1e-12)
	near(t, "of a sure one", stats.AtLeastOne([]float64{0.5, 1}), 1, 0)
}

// BenchmarkFalseAlarms reports how often charts of a process that does not change
// have a signal, in percent.
func BenchmarkFalseAlarms(b *testing.B) {
	const runs = 100000
	for b.Loop() {
		for _, n := range []int{12, 24, 36} {
			b.ReportMetric(100*process{n: n}.chart(b, runs, stats.ChartOptions{To: n}).anywhere, fmt.Sprintf("%%own-limits-%d", n))
		}
		for _, n := range []int{13, 16, 20, 24, 36} {
			got := process{n: n}.chart(b, runs, stats.ChartOptions{})
			b.ReportMetric(100*got.anywhere, fmt.Sprintf("%%anywhere-%d", n))
			b.ReportMetric(100*got.last, fmt.Sprintf("%%last-%d", n))
		}
		for _, n := range []int{36, 48, 60} {
			got := process{n: n, height: 4}.chart(b, runs/4, stats.ChartOptions{Season: 12})
			b.ReportMetric(100*got.anywhere, fmt.Sprintf("%%anywhere-seasonal-%d", n))
			b.ReportMetric(100*got.last, fmt.Sprintf("%%last-seasonal-%d", n))
		}
	}
}
