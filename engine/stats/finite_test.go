package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"kpi/engine/stats"
)

// wild makes values with all that a series may have by accident: gaps, infinite
// ones, the greatest and the smallest, and stretches that do not change.
func wild(r *rand.Rand, n int) []float64 {
	odd := []float64{math.NaN(), math.NaN(), math.Inf(1), math.Inf(-1), 0, math.MaxFloat64, -math.MaxFloat64, 5e-324, 1e200, 1e-200}
	x := make([]float64, n)
	rare := 1 + r.IntN(60)
	scale := math.Pow(10, float64(r.IntN(13)-6))
	for i := range x {
		x[i] = scale * r.NormFloat64()
		switch {
		case r.IntN(rare) == 0:
			x[i] = odd[r.IntN(len(odd))]
		case i > 0 && r.IntN(3) == 0:
			x[i] = x[i-1]
		case rare > 30:
			x[i] = math.Round(x[i])
		}
	}
	return x
}

// numbers fails where a value, or a part of it, is not a number.
func numbers(t *testing.T, what string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			t.Fatalf("%s is %v", what, f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			numbers(t, what+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			numbers(t, fmt.Sprintf("%s[%d]", what, i), v.Index(i))
		}
	}
}

// TestResultsAreNumbers calls everything with wild values: what cannot be said is
// false, and never a number that is none.
func TestResultsAreNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 13))
	said := map[string]int{}
	check := func(what string, v any, ok bool) {
		t.Helper()
		if ok {
			said[what]++
		}
		numbers(t, what, reflect.ValueOf(v))
	}
	for range 4000 {
		x := wild(r, r.IntN(80))
		y := wild(r, len(x))
		season := []int{0, 4, 12}[r.IntN(3)]
		l, ok := stats.Natural(x)
		check("limits", l, ok)
		l, ok = stats.NaturalByMedian(x)
		check("limits by the median", l, ok)
		l, ok = stats.NaturalScreened(x)
		check("screened limits", l, ok)
		c, ok := stats.NewChart(x, stats.ChartOptions{Season: season})
		check("chart", c, ok)
		a, ok := stats.Autocorrelation(x, 1+r.IntN(5))
		check("autocorrelation", a, ok)
		lead := stats.TestLead(x, y, stats.Claim{From: 1, To: 1 + r.IntN(6), Season: season})
		check("lead", lead, lead.Tested > 0)
		f, ok := stats.Granger(x, y, 1+r.IntN(4))
		check("test", f, ok)
	}
	for range 4000 {
		values := wild(r, 4*r.IntN(6))
		all := make([]stats.Segment, len(values)/4)
		for i := range all {
			v := values[4*i:]
			all[i] = stats.Segment{Num0: v[0], Den0: math.Abs(v[1]), Num1: v[2], Den1: math.Abs(v[3])}
		}
		d, ok := stats.Decompose(all)
		check("decomposition", d, ok)
		three, ok := stats.BaseWeighted(all)
		check("three-way", three, ok)
		b, ok := stats.PriceVolumeMix(all)
		check("bridge", b, ok)
		s, ok := stats.Simpson(all)
		check("paradox", s, ok)
		first, second, ok := stats.AtPooledMix(all)
		check("rates", []float64{first, second}, ok)
		gaps, ok := stats.TargetGaps(all, 0.3)
		check("gaps", gaps, ok)
		if len(values) > 0 {
			i, ok := stats.Wilson(values[0], values[1])
			check("interval", i, ok)
		}
	}
	for _, what := range []string{
		"limits", "limits by the median", "screened limits", "chart", "autocorrelation", "lead", "test", "decomposition",
		"three-way", "bridge", "paradox", "rates", "gaps", "interval",
	} {
		if said[what] < 20 {
			t.Errorf("%s: %d could be said, too few to see anything", what, said[what])
		}
	}
}
