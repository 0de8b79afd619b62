package stats_test

import (
	"math"
	"testing"

	"kpi/engine/stats"
)

// The intervals that R's package binom prints (binom.wilson).
func TestWilson(t *testing.T) {
	tests := []struct {
		name      string
		hits, n   float64
		low, high float64
		within    float64
	}{
		{"18 of 20", 18, 20, 0.6989663547715128, 0.972133518786232, 1e-15},
		{"4 of 20", 4, 20, 0.0806576625797981, 0.4160174322518935, 1e-15},
		{"4 of 200", 4, 200, 0.00780442641634947, 0.05028708690582643, 1e-16},
		{"190 of 200", 190, 200, 0.910421851861224, 0.972617354399236, 1e-15},
		{"1 of 30", 1, 30, 0.005908590, 0.16670391, 5e-9},
		{"none of 30", 0, 30, 0, 0.11351339, 5e-9},
		{"all of 30", 30, 30, 0.8864866, 1, 5e-8},
		{"30 of 100", 30, 100, 0.219, 0.396, 5e-4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := stats.Wilson(test.hits, test.n)
			if !ok || math.Abs(got.Low-test.low) > test.within || math.Abs(got.High-test.high) > test.within || got.Level != 0.95 {
				t.Errorf("got %v to %v, want %v to %v", got.Low, got.High, test.low, test.high)
			}
		})
	}
}

func TestWilsonEndsAreExact(t *testing.T) {
	for n := 1.0; n <= 1000; n++ {
		none, _ := stats.Wilson(0, n)
		all, _ := stats.Wilson(n, n)
		if none.Low != 0 || all.High != 1 {
			t.Errorf("n = %v: from %v, to %v", n, none.Low, all.High)
		}
	}
}

func TestWilsonHoldsTheShareAndMirrors(t *testing.T) {
	for n := 1.0; n <= 60; n++ {
		for hits := 0.0; hits <= n; hits++ {
			i, ok := stats.Wilson(hits, n)
			if !ok || !i.Holds(hits/n) || i.Low < 0 || i.High > 1 || i.Low >= i.High {
				t.Errorf("%v of %v: %+v", hits, n, i)
			}
			other, _ := stats.Wilson(n-hits, n)
			if math.Abs(i.Low-(1-other.High)) > 1e-15 || math.Abs(i.High-(1-other.Low)) > 1e-15 {
				t.Errorf("%v of %v is %+v, and the rest of it %+v", hits, n, i, other)
			}
		}
	}
}

func TestWilsonOfNothing(t *testing.T) {
	for _, pair := range [][2]float64{{0, 0}, {3, 2}, {-1, 4}, {math.NaN(), 4}, {1, math.NaN()}, {1, math.Inf(1)}} {
		if i, ok := stats.Wilson(pair[0], pair[1]); ok {
			t.Errorf("%v of %v has an interval: %+v", pair[0], pair[1], i)
		}
	}
}
