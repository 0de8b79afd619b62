package kpitest

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// points are the numbers of a series; NaN is no value.
func points(values []value) []float64 {
	var out []float64
	for _, v := range values {
		if v.none {
			v.number = math.NaN()
		}
		out = append(out, v.number)
	}
	return out
}

func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) })
}

func TestSeriesNotation(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		name, text string
		want       []float64
	}{
		{"values", "100 120", []float64{100, 120}},
		{"no value", "1 _ 3", []float64{1, none, 3}},
		{"a value that repeats", "0x3 100", []float64{0, 0, 0, 100}},
		{"no value that repeats", "_x2 5", []float64{none, none, 5}},
		{"steps up", "100+10x4", []float64{100, 110, 120, 130}},
		{"steps down", "10-5x3", []float64{10, 5, 0}},
		{"steps from below zero", "-2+1x3", []float64{-2, -1, 0}},
		{"percentages", "28% 30%+1%x2", []float64{0.28, 0.3, 0.31}},
		{"powers of ten", "1k 2M", []float64{1000, 2e6}},
		{"several lines", "1\n  2\t3 ", []float64{1, 2, 3}},
		{"once", "7x1", []float64{7}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, slips := parseSeries(c.text)
			if len(slips) > 0 || !same(points(got), c.want) {
				t.Errorf("%q: got %v %v, want %v", c.text, points(got), slips, c.want)
			}
		})
	}
}

func TestSeriesMistakesHaveTheirPlace(t *testing.T) {
	for _, c := range []struct {
		text     string
		from, to int
	}{
		{"1 two 3", 2, 5}, {"x3", 0, 2}, {"1 2x", 2, 4}, {"5x0", 0, 3}, {"5x99999999999999999999", 0, 22}, {"1+2", 0, 3}, {"1++2x3", 0, 6},
		{"_+1x3", 0, 5}, {"é 1e3", 0, 1}, {"1 e3", 2, 4}, {"1e+3x2", 0, 6}, {"1000x1000 1x1", 10, 13},
	} {
		_, slips := parseSeries(c.text)
		if len(slips) == 0 || slips[0].from != c.from || slips[0].to != c.to {
			t.Errorf("%q: got %v, want %d to %d", c.text, slips, c.from, c.to)
		}
	}
}

func TestSeriesAreSpelledShort(t *testing.T) {
	for _, text := range []string{"0x11 100", "1 1 2", "_x3 5 _ _", "28% 0%x3", "0.333x3"} {
		want, slips := parseSeries(text)
		var values []measured
		for i := range want {
			m := measured{}
			if !want[i].none {
				m.number = &want[i].number
			}
			values = append(values, m)
		}
		if got := spellSeries(values, strings.Contains(text, "%")); got != text || len(slips) > 0 {
			t.Errorf("got %q, want %q", got, text)
		}
	}
}

// FuzzSeries reads any text: what is read is spelled and read again the same, and
// mistakes lie in the text.
func FuzzSeries(f *testing.F) {
	for _, text := range []string{"100 120 _ 0x3 100+10x4", "28%-1%x3", "1x", "x", "_x1000", "−5x3", "1+−1x2", "3亿 1万亿", "1.5x2.5x3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		values, slips := parseSeries(text)
		if len(values) > maxSeries {
			t.Fatalf("%d values", len(values))
		}
		for _, s := range slips {
			if s.from < 0 || s.to <= s.from || s.to > len([]rune(text)) {
				t.Fatalf("%v lies outside of %q", s, text)
			}
		}
		var got []measured
		for i := range values {
			m := measured{}
			if !values[i].none {
				m.number = &values[i].number
			}
			got = append(got, m)
		}
		again, slips := parseSeries(spellSeries(got, false))
		if len(slips) > 0 || len(again) != len(values) {
			t.Fatalf("%q is spelled %q", text, spellSeries(got, false))
		}
		for i, v := range again {
			if !v.meets(got[i], nil) {
				t.Fatalf("value %d of %q is spelled %q", i, text, spellSeries(got, false))
			}
		}
	})
}
