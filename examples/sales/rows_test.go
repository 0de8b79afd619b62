package sales

import (
	"math"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"kpi/examples/internal/table"
)

// A row is a line of a CSV file by its header.
type row map[string]string

func load(t *testing.T, file string) []row {
	t.Helper()
	lines, err := table.Read(filepath.Join("data", file))
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]row, len(lines))
	for i, line := range lines {
		rows[i] = line
	}
	return rows
}

// closedDeals joins the deals that are won or lost with their reps.
func closedDeals(t *testing.T) []row {
	t.Helper()
	reps := map[string]row{}
	for _, r := range load(t, "reps.csv") {
		reps[r["rep_id"]] = r
	}
	var closed []row
	for _, d := range load(t, "deals.csv") {
		if d["stage"] == "Won" || d["stage"] == "Lost" {
			d["rep"], d["region"] = reps[d["rep_id"]]["name"], reps[d["rep_id"]]["region"]
			closed = append(closed, d)
		}
	}
	return closed
}

func (r row) number(t *testing.T, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(r[column], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (r row) date(t *testing.T, column string) time.Time {
	t.Helper()
	return parse(t, time.DateOnly, r[column])
}

func (r row) time(t *testing.T, column string) time.Time {
	t.Helper()
	return parse(t, time.DateTime, r[column])
}

func parse(t *testing.T, layout, text string) time.Time {
	t.Helper()
	v, err := time.Parse(layout, text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// monthIndex counts months from October 2022.
func monthIndex(t time.Time) int { return 12*(t.Year()-2022) + int(t.Month()) - 10 }

// changes returns the changes of the logarithm from month to month, less their
// mean in the same month of all years: what season and growth do not explain.
func changes(v []float64) []float64 {
	d := make([]float64, len(v)-1)
	var sum, n [12]float64
	for i := range d {
		d[i] = math.Log(v[i+1]) - math.Log(v[i])
		sum[i%12] += d[i]
		n[i%12]++
	}
	for i := range d {
		d[i] -= sum[i%12] / n[i%12]
	}
	return d
}

// correlation is Pearson's r of x with y so many months later.
func correlation(x, y []float64, lag int) float64 {
	if lag < 0 {
		return correlation(y, x, -lag)
	}
	x, y = x[:len(x)-lag], y[lag:]
	meanX, meanY := total(x)/float64(len(x)), total(y)/float64(len(y))
	var xy, xx, yy float64
	for i := range x {
		xy += (x[i] - meanX) * (y[i] - meanY)
		xx += (x[i] - meanX) * (x[i] - meanX)
		yy += (y[i] - meanY) * (y[i] - meanY)
	}
	return xy / math.Sqrt(xx*yy)
}

func total(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum
}
