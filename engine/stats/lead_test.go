package stats_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kpi/engine/stats"
)

// published opens a file of the published series.
func published(t testing.TB, name string) *os.File {
	t.Helper()
	path := filepath.Join("../../../shared/data", name)
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		t.Skip("the published series are not here: " + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// column reads the last column of a CSV file with one line of header.
func column(t testing.TB, name string) []float64 {
	t.Helper()
	r := csv.NewReader(published(t, name))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for _, row := range rows[1:] {
		v, err := strconv.ParseFloat(strings.TrimSpace(row[len(row)-1]), 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func diff(x []float64) []float64 {
	out := make([]float64, len(x)-1)
	for i := range out {
		out[i] = x[i+1] - x[i]
	}
	return out
}

// filterMA takes out a moving average of order one.
func filterMA(x []float64, theta float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v
		if i > 0 {
			out[i] += theta * out[i-1]
		}
	}
	return out
}

func TestBoxJenkinsSeriesM(t *testing.T) {
	lead, sales := column(t, "statistics/bjlead.csv"), column(t, "statistics/bjsales.csv")
	near(t, "levels at lag 0", stats.CrossCorrelation(lead, sales, 0), 0.951, 5e-4)
	x, y := diff(lead), diff(sales)
	near(t, "differences at lag 3", stats.CrossCorrelation(x, y, 3), 0.720, 5e-4)
	near(t, "differences at lag 2", stats.CrossCorrelation(x, y, 2), -0.380, 5e-4)
	fx, fy := filterMA(x, 0.48), filterMA(y, 0.48)
	near(t, "prewhitened at lag 3", stats.CrossCorrelation(fx, fy, 3), 0.677, 2e-3)
	near(t, "prewhitened at lag 2", stats.CrossCorrelation(fx, fy, 2), 0.053, 2e-3)
	forward, _ := stats.Granger(x, y, 3)
	near(t, "F", forward.F, 615.1, 0.05)
	back, _ := stats.Granger(y, x, 3)
	near(t, "F of the reverse", back.F, 0.453, 5e-4)
	near(t, "p of the reverse", back.P, 0.716, 5e-4)
	if forward.DF1 != 3 || forward.DF2 != 139 {
		t.Errorf("got %d and %d degrees of freedom, want 3 and 139", forward.DF1, forward.DF2)
	}
	got := stats.TestLead(lead, sales, stats.Claim{From: 1, To: 6})
	if got.Verdict != stats.Supported || got.Lag != 3 || got.N != 146 || got.Tested != 6 || len(got.ByLag) != 13 {
		t.Errorf("got %+v, want a lead of 3", got)
	}
	near(t, "r of the pairs", got.R, 0.720, 0.015)
	near(t, "prewhitened", got.Rest, 0.677, 0.05)
	if got.Granger != forward || got.Reverse != back || got.Gain < 0.5 {
		t.Errorf("got %+v and %+v, want the tests above, and half of the error gone", got.Granger, got.Reverse)
	}
	if got := stats.TestLead(lead, sales, stats.Claim{From: 1, To: 6, Negative: true}); got.Verdict != stats.NotSupported {
		t.Errorf("with the wrong sign: got %s", got.Verdict)
	}
	if got := stats.TestLead(sales, lead, stats.Claim{From: 1, To: 6}); got.Verdict != stats.Reversed {
		t.Errorf("the other way round: got %s", got.Verdict)
	}
	if got := stats.TestLead(lead, lead, stats.Claim{From: 1, To: 6}); got.Verdict != stats.Coincident {
		t.Errorf("with itself: got %s", got.Verdict)
	}
	if got := stats.TestLead(lead[:27], sales[:27], stats.Claim{From: 1, To: 6}); got.Verdict != stats.Insufficient {
		t.Errorf("of 27 periods: got %s", got.Verdict)
	}
}

func TestChickenAndEgg(t *testing.T) {
	chicken, egg := chickenAndEgg(t)
	toEgg, _ := stats.Granger(chicken, egg, 3)
	near(t, "chicken to egg, F", toEgg.F, 0.59162, 5e-6)
	near(t, "chicken to egg, p", toEgg.P, 0.62379, 5e-6)
	toChicken, _ := stats.Granger(egg, chicken, 3)
	near(t, "egg to chicken, F", toChicken.F, 5.40498, 5e-6)
	near(t, "egg to chicken, p", toChicken.P, 0.0029664, 5e-8)
	if toEgg.DF2 != 44 {
		t.Errorf("got %d degrees of freedom, want 44", toEgg.DF2)
	}
}

// TestChickenAndEggAsClaims tests both claims: within a year they go together more
// than at any lag, which comes before what Granger's test says.
func TestChickenAndEggAsClaims(t *testing.T) {
	chicken, egg := chickenAndEgg(t)
	c := stats.Claim{From: 1, To: 3}
	if got := stats.TestLead(chicken, egg, c); got.Verdict != stats.Coincident {
		t.Errorf("chicken to egg: got %+v", got)
	}
	if got := stats.TestLead(egg, chicken, c); got.Verdict != stats.Coincident {
		t.Errorf("egg to chicken: got %+v", got)
	}
}

func chickenAndEgg(t *testing.T) (chicken, egg []float64) {
	t.Helper()
	var all []float64 // the chickens of all years, then the eggs
	if err := json.NewDecoder(published(t, "statistics/chickegg.json")).Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all[:len(all)/2], all[len(all)/2:]
}
