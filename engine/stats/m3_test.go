package stats_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"strings"
	"sync"
	"testing"

	"kpi/engine/stats"
)

// A competitor is a series of the M3 competition.
type competitor struct {
	Freq, H     int
	Train, Test []float64
}

func competition(t testing.TB, period string) []competitor {
	t.Helper()
	lines := bufio.NewScanner(published(t, "forecasting/m3/m3_"+period+".jsonl"))
	lines.Buffer(nil, 1<<20)
	var out []competitor
	for lines.Scan() {
		var c competitor
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// m3 are the periods of the competition with the error that the default is
// to stay below: that of the best methods that were published.
var m3 = []struct {
	period string
	most   float64
}{{"yearly", 16.6}, {"quarterly", 9.15}, {"monthly", 13.7}, {"other", 5}}

// sixth is every sixth series of a period.
func sixth(t testing.TB, period string) []competitor {
	var out []competitor
	for i, c := range competition(t, period) {
		if i%6 == 0 {
			out = append(out, c)
		}
	}
	return out
}

// each calls do for every series, on all processors, and what it gives one after
// the other.
func each(all []competitor, do func(competitor) (add func())) {
	var lock sync.Mutex
	var wait sync.WaitGroup
	next := make(chan competitor)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for c := range next {
				add := do(c)
				lock.Lock()
				add()
				lock.Unlock()
			}
		})
	}
	for _, c := range all {
		next <- c
	}
	close(next)
	wait.Wait()
}

// fan are the levels of the intervals that are tried.
var fan = []float64{0.5, 0.8, 0.95}

// A score is how forecasts of many series did.
type score struct {
	series, errors, points float64
	inside                 [3]float64  // points inside the intervals of the fan
	chances                [10]chances // by the chance that was told, in tenths
}

// chances are what was told of sums, and what came.
type chances struct{ n, told, came float64 }

func (c *chances) add(d chances) { c.n, c.told, c.came = c.n+d.n, c.told+d.told, c.came+d.came }

func (c chances) String() string {
	return fmt.Sprintf("%5.0f sums, told %4.1f %%, came %4.1f %%", c.n, 100*c.told/c.n, 100*c.came/c.n)
}

func (s *score) smape() float64 { return s.errors / s.series }

// share is the part of the points inside an interval of the fan, in percent.
func (s *score) share(i int) float64 { return 100 * s.inside[i] / s.points }

func (s *score) String() string {
	return fmt.Sprintf("sMAPE %.2f; %.1f, %.1f, %.1f %% inside the intervals of 50, 80, 95 %%",
		s.smape(), s.share(0), s.share(1), s.share(2))
}

// calibration is what was told and what came, by what was told.
func (s *score) calibration() string {
	var out []string
	for _, c := range s.chances {
		out = append(out, fmt.Sprintf("%.0f %.0f", 100*c.told/c.n, 100*c.came/c.n))
	}
	return strings.Join(out, ", ")
}

func predictAll(all []competitor) *score {
	s := &score{}
	each(all, func(c competitor) func() {
		f, ok := stats.Predict(c.Train, c.Freq, c.H)
		if !ok {
			return func() { s.series, s.errors = s.series+1, s.errors+200 }
		}
		told := tell(f, c)
		return func() {
			s.add(f, c)
			for _, t := range told {
				s.chances[min(int(10*t.told), 9)].add(t)
			}
		}
	})
	return s
}

func (s *score) add(f stats.Forecast, c competitor) {
	s.series++
	s.errors += stats.AccuracyOf(c.Test, f.Points).SMAPE
	s.points += float64(len(c.Test))
	for i, level := range fan {
		low, high := f.At(level)
		for j, y := range c.Test {
			if low[j] <= y && y <= high[j] {
				s.inside[i]++
			}
		}
	}
}

// tell gives the chance that the sum of the test reaches what the last periods came
// to, and a little more and less, as a target would ask for.
func tell(f stats.Forecast, c competitor) []chances {
	n := min(len(c.Test), max(c.Freq, 4))
	weights := make([]float64, n)
	last, came := 0.0, 0.0
	for i := range weights {
		weights[i] = 1
		last += c.Train[len(c.Train)-n+i]
		came += c.Test[i]
	}
	var out []chances
	for _, times := range []float64{0.95, 1, 1.05, 1.1} {
		t := chances{n: 1, told: f.ChanceOfSum(weights, times*last, math.Inf(1))}
		if came >= times*last {
			t.came = 1
		}
		out = append(out, t)
	}
	return out
}

// TestForecastsOfM3 forecasts one series of six of the M3 competition by the
// default; the benchmark forecasts all. A part may be a little harder.
func TestForecastsOfM3(t *testing.T) {
	for _, tt := range m3 {
		got := predictAll(sixth(t, tt.period))
		t.Logf("%s: %s", tt.period, got)
		if got.smape() > 1.1*tt.most {
			t.Errorf("%s: sMAPE %.2f, want at most %.2f", tt.period, got.smape(), 1.1*tt.most)
		}
		for i, level := range fan {
			if off := got.share(i) - 100*level; math.Abs(off) > 8 {
				t.Errorf("%s: %.1f %% inside the interval of %.0f %%", tt.period, got.share(i), 100*level)
			}
		}
	}
}

// BenchmarkMethods compares the methods on all 3,003 series by the mean symmetric
// error of yearly, quarterly, monthly and other series.
func BenchmarkMethods(b *testing.B) {
	for b.Loop() {
		for _, m := range stats.Methods() {
			line := ""
			for _, tt := range m3 {
				s := &score{}
				each(competition(b, tt.period), func(c competitor) func() {
					a := stats.AccuracyOf(c.Test, m.Forecast(c.Train, c.Freq, c.H))
					return func() { s.series, s.errors = s.series+1, s.errors+a.SMAPE }
				})
				line += fmt.Sprintf("%7.3f", s.smape())
			}
			b.Logf("%-20s %s", m.Name, line)
		}
	}
}

// BenchmarkPredict forecasts a year of five years of months.
func BenchmarkPredict(b *testing.B) {
	for _, c := range competition(b, "monthly") {
		if len(c.Train) >= 60 {
			for b.Loop() {
				stats.Predict(c.Train[len(c.Train)-60:], 12, 12)
			}
			return
		}
	}
}

// BenchmarkM3 forecasts all 3,003 series, and holds what is told of them against
// what came.
func BenchmarkM3(b *testing.B) {
	for b.Loop() {
		for _, tt := range m3 {
			got := predictAll(competition(b, tt.period))
			b.Logf("%s: %s; told of sums and came, in percent: %s", tt.period, got, got.calibration())
			b.ReportMetric(got.smape(), "sMAPE-"+tt.period)
			b.ReportMetric(got.share(1), "%inside-"+tt.period)
			if got.smape() > tt.most || got.share(1) < 75 || got.share(1) > 85 {
				b.Errorf("%s: %s, want sMAPE of at most %.2f and 75 to 85 %% inside that of 80 %%", tt.period, got, tt.most)
			}
		}
	}
}
