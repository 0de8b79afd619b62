package stats_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"runtime"
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

// A score is how forecasts of many series did: the mean symmetric error of the
// points in percent, and the part of them inside the interval.
type score struct{ smape, coverage float64 }

func predictAll(all []competitor) score {
	var errors, points, inside float64
	each(all, func(c competitor) func() {
		f, ok := stats.Predict(c.Train, c.Freq, c.H)
		return func() {
			for i, y := range c.Test {
				points++
				if !ok {
					errors += 200
					continue
				}
				v := f.Points[i]
				errors += 200 * math.Abs(y-v) / (math.Abs(y) + math.Abs(v))
				if f.Low[i] <= y && y <= f.High[i] {
					inside++
				}
			}
		}
	})
	return score{errors / points, inside / points}
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

// m3 are the periods of the competition with the error that the default is
// to stay below: that of the best methods that were published.
var m3 = []struct {
	period string
	most   float64
}{{"yearly", 16.6}, {"quarterly", 9.15}, {"monthly", 13.7}, {"other", 5}}

// TestForecastsOfM3 forecasts one series of six of the M3 competition by the
// default; the benchmark forecasts all. A part may be a little harder.
func TestForecastsOfM3(t *testing.T) {
	for _, tt := range m3 {
		var some []competitor
		for i, c := range competition(t, tt.period) {
			if i%6 == 0 {
				some = append(some, c)
			}
		}
		got := predictAll(some)
		t.Logf("%s: sMAPE %.2f, %.1f %% inside the interval of 80 %%", tt.period, got.smape, 100*got.coverage)
		if got.smape > 1.1*tt.most {
			t.Errorf("%s: sMAPE %.2f, want at most %.2f", tt.period, got.smape, 1.1*tt.most)
		}
		if got.coverage < 0.72 || got.coverage > 0.88 {
			t.Errorf("%s: %.1f %% inside the interval, want about 80", tt.period, 100*got.coverage)
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
				var series, errors float64
				each(competition(b, tt.period), func(c competitor) func() {
					a := stats.AccuracyOf(c.Test, m.Forecast(c.Train, c.Freq, c.H))
					return func() { series, errors = series+1, errors+a.SMAPE }
				})
				line += fmt.Sprintf("%7.3f", errors/series)
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

// BenchmarkM3 forecasts all 3,003 series.
func BenchmarkM3(b *testing.B) {
	for b.Loop() {
		for _, tt := range m3 {
			got := predictAll(competition(b, tt.period))
			b.ReportMetric(got.smape, "sMAPE-"+tt.period)
			b.ReportMetric(100*got.coverage, "%inside-"+tt.period)
			if got.smape > tt.most || got.coverage < 0.75 || got.coverage > 0.85 {
				b.Errorf("%s: sMAPE %.2f with %.1f %% inside the interval, want at most %.2f and 75 to 85", tt.period, got.smape, 100*got.coverage, tt.most)
			}
		}
	}
}
