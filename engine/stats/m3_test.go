package stats_test

import (
	"bufio"
	"encoding/json"
	"math"
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

// smape is the mean error of the points of all series, in percent.
func smape(all []competitor, m stats.Method) float64 {
	sum, n := 0.0, 0.0
	for _, c := range all {
		for i, f := range m.Forecast(c.Train, c.Freq, c.H) {
			if y := c.Test[i]; y != 0 || f != 0 {
				sum += 200 * math.Abs(y-f) / (math.Abs(y) + math.Abs(f))
			}
			n++
		}
	}
	return sum / n
}

func TestM3(t *testing.T) {
	for _, period := range []string{"yearly", "quarterly", "monthly", "other"} {
		all := competition(t, period)
		for _, m := range stats.Methods() {
			t.Logf("%s, %s: %.2f", period, m.Name, smape(all, m))
		}
	}
}
