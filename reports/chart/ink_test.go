package chart

import (
	"math"
	"strconv"
	"testing"

	"kpi/reports/internal/vision"
)

// Inks that meet in one drawing must differ, also for readers who see fewer
// colours, and in grey.
func TestNeighboursDifferForEveryReader(t *testing.T) {
	const least = 5 // of 100
	neighbours := map[string][]Ink{
		"limits on paper":      {White, Habit},
		"fan of a forecast":    {White, Blue1, Blue2, Blue3, Blue},
		"steps of a heat map":  append([]Ink{White}, steps...),
		"bars of a variance":   {Blue, Vermilion, Silver, Bar},
		"the few and the many": {Bar, Shade40, White},
		"bar on bands":         {Bar, Shade50},
		"projected on bands":   {Shade75, Shade50},
	}
	for _, inks := range bandInks {
		neighbours["bands "+strconv.Itoa(len(inks))] = inks
	}
	for name, inks := range neighbours {
		for i, a := range inks {
			for _, b := range inks[i+1:] {
				for _, eye := range vision.Eyes {
					if d := vision.Difference(eye.See(string(a)), eye.See(string(b))); d < least {
						t.Errorf("%s, %s: %s and %s differ by %.1f", name, eye.Name, a.Name(), b.Name(), d)
					}
				}
			}
		}
	}
}

// The parts of black are those of Few's Bullet Graph Design Specification.
func TestBandsAreAsBlackAsFewSaysThem(t *testing.T) {
	want := [][]float64{{10}, {35, 10}, {40, 25, 10}, {50, 35, 20, 10}, {50, 35, 20, 10, 3}}
	for i, inks := range bandInks {
		for k, ink := range inks {
			if got := 100 * (1 - grey(t, ink)/255); math.Abs(got-want[i][k]) > 0.5 {
				t.Errorf("band %d of %d is %.1f%% black, want %v", k+1, len(inks), got, want[i][k])
			}
		}
	}
	if got := 100 * (1 - grey(t, Shade75)/255); math.Abs(got-75) > 0.5 {
		t.Errorf("the second comparison is %.1f%% black, want 75", got)
	}
}

func TestTextStandsOutFromWhatIsBehindIt(t *testing.T) {
	const least = 4.5 // WCAG 2, level AA
	pairs := [][2]Ink{{Grey, White}, {Dark, White}, {Bar, White}, {Blue, White}, {White, Navy}, {Grey, Habit}}
	for _, s := range steps {
		pairs = append(pairs, [2]Ink{over(s), s})
	}
	for _, p := range pairs {
		for _, eye := range vision.Eyes {
			if got := vision.Contrast(eye.See(string(p[0])), eye.See(string(p[1]))); got < least {
				t.Errorf("%s on %s, %s: contrast %.1f", p[0].Name(), p[1].Name(), eye.Name, got)
			}
		}
	}
}

func TestEveryInkHasItsOwnName(t *testing.T) {
	seen := map[string]Ink{}
	for _, i := range Inks() {
		if other, ok := seen[i.Name()]; ok || i.Name() == "" {
			t.Errorf("%s and %s are named %q", i, other, i.Name())
		}
		seen[i.Name()] = i
	}
	if got := Ink("#123456").Name(); got != "" {
		t.Errorf("got %q for an ink outside the list", got)
	}
}
