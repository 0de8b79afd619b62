package stats_test

import (
	"math/rand/v2"
	"testing"

	"kpi/engine/stats"
)

// TestKidneyStones has the second published paradox: open surgery succeeds more
// often with small and with large stones, and less often with all (Charig et al.
// 1986).
func TestKidneyStones(t *testing.T) {
	stones := []stats.Segment{
		{Name: "small", Num0: 234, Den0: 270, Num1: 81, Den1: 87},
		{Name: "large", Num0: 55, Den0: 80, Num1: 192, Den1: 263},
	}
	r, ok := stats.Simpson(stones)
	if !ok || !r.Every {
		t.Fatalf("got %+v and %t, want a paradox of every segment", r, ok)
	}
	near(t, "change", r.Change, 273.0/350-289.0/350, 1e-12)
	near(t, "puncture at the pooled mix", r.First, 0.779, 5e-4)
	near(t, "surgery at the pooled mix", r.Second, 0.833, 5e-4)
	near(t, "change at the pooled mix", r.Standardized, 0.054, 5e-4)
}

func TestNoParadox(t *testing.T) {
	tests := []struct {
		name     string
		segments []stats.Segment
	}{
		{"nothing", nil},
		{"the published buildings, worse at both", buildings},
		{"one segment", []stats.Segment{{Num0: 1, Den0: 2, Num1: 1, Den1: 3}}},
		{"nothing moved", []stats.Segment{{Num0: 1, Den0: 3, Num1: 2, Den1: 6}, {Num0: 1, Den0: 7, Num1: 2, Den1: 14}}},
		{"only the mix moved", []stats.Segment{{Num0: 1, Den0: 10, Num1: 2, Den1: 20}, {Num0: 5, Den0: 10, Num1: 5, Den1: 10}}},
		{"the rates moved, and the mix made up for it", []stats.Segment{{Num0: 2, Den0: 10, Num1: 12, Den1: 30}, {Num0: 8, Den0: 10, Num1: 8, Den1: 10}}},
		{"nothing on both sides", []stats.Segment{{Num0: 1, Den0: 2}, {Num1: 1, Den1: 3}}},
		{"an empty side", []stats.Segment{{Num0: 1, Den0: 2}, {Num0: 2, Den0: 3}}},
	}
	for _, tt := range tests {
		if r, ok := stats.Simpson(tt.segments); ok {
			t.Errorf("%s: got %+v", tt.name, r)
		}
	}
	if _, _, ok := stats.AtPooledMix(tests[6].segments); ok {
		t.Error("segments that have nothing in common have a pooled mix")
	}
}

func TestParadoxOfANewSegment(t *testing.T) {
	// The old shop is better than it was, and a new one is bad.
	r, ok := stats.Simpson([]stats.Segment{{Num0: 50, Den0: 100, Num1: 55, Den1: 100}, {Num1: 5, Den1: 100}})
	if !ok || !r.Every || r.Standardized <= 0 || r.Change >= 0 {
		t.Errorf("got %+v and %t, want a paradox of every segment that is on both sides", r, ok)
	}
}

func TestParadoxesAreWhatTheySay(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	found := 0
	for range 3000 {
		all := shops(r)
		d, _ := stats.Decompose(all)
		first, second, ok := stats.AtPooledMix(all)
		if !ok {
			t.Fatalf("%+v have no pooled mix", all)
		}
		got, is := stats.Simpson(all)
		if want := (d.To-d.From)*(second-first) < 0; is != want {
			t.Fatalf("%v to %v, and %v to %v at the pooled mix: got %t", d.From, d.To, first, second, is)
		}
		if !is {
			continue
		}
		found++
		near(t, "change", got.Change, d.To-d.From, 1e-12)
		if got.Every && got.Standardized*got.Change >= 0 {
			t.Errorf("got %+v", got)
		}
	}
	if found < 100 {
		t.Errorf("%d paradoxes in 3,000: the test looks at too few", found)
	}
}
