package chart

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func plain(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func tickTexts(a valueAxis) []string {
	var out []string
	for _, t := range a.ticks {
		out = append(out, t.text)
	}
	return out
}

func TestTicksAreRoundNumbersAroundTheValues(t *testing.T) {
	for _, c := range []struct {
		name      string
		low, high float64
		most      int
		want      string
	}{
		{"steps of two", 35.5, 43.7, 6, "34 36 38 40 42 44"},
		{"tenths stay tenths", 0.11, 0.58, 5, "0.1 0.2 0.3 0.4 0.5 0.6"},
		{"ends that are round stay", 0, 100, 5, "0 20 40 60 80 100"},
		{"across zero", -30, 40, 4, "-40 -20 0 20 40"},
		{"below zero", -0.95, -0.32, 4, "-1 -0.8 -0.6 -0.4 -0.2"},
		{"values that are all the same", 42, 42, 5, "39 40 41 42 43 44 45"},
		{"nothing but zero", 0, 0, 4, "-1 -0.5 0 0.5 1"},
		{"one step", 3, 98, 1, "0 100"},
		{"large", 1.2e12, 7.9e12, 4, "0 2e+12 4e+12 6e+12 8e+12"},
	} {
		got := strings.Join(tickTexts(roundAxis(c.low, c.high, ruler{steps: decimal, most: c.most, format: plain})), " ")
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTicksAreNoFinerThanTheirTexts(t *testing.T) {
	whole := func(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }
	got := tickTexts(roundAxis(40.1, 41.9, ruler{steps: decimal, most: 6, format: whole}))
	if want := []string{"40", "41", "42"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAxesHoldWhatTheyAreMadeFor(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		size := math.Pow(10, float64(r.IntN(600)-300))
		low, high := r.NormFloat64()*size, r.NormFloat64()*size
		low, high = min(low, high), max(low, high)
		most := 1 + r.IntN(9)
		a := roundAxis(low, high, ruler{steps: decimal, most: most, margin: r.IntN(2), format: plain})
		a.from, a.to = 100, 0
		if a.low > low || a.high < high {
			t.Fatalf("%v to %v leave %v to %v", low, high, a.low, a.high)
		}
		if y := a.at(low); !(y >= a.at(high) && y <= 100) {
			t.Fatalf("%v is at %v of %v to %v", low, y, a.low, a.high)
		}
		if n := len(a.ticks); n < 2 || n > most+4 {
			t.Fatalf("got %d ticks from %v to %v, want at most %d steps: %v", n, low, high, most, a.ticks)
		}
	}
}

func TestNamesOfPeriodsKeepTheirDistanceToTheYear(t *testing.T) {
	frame := Frame{Width: 300, Size: 7, Measure: func(s string, f Font) float64 { return 0.5 * f.Size * float64(len([]rune(s))) }}
	for _, c := range []struct {
		name          string
		first, n, per int // period of the year that is first, how many, and how many a year has
		shown, years  string
	}{
		{"months of a year", 0, 12, 12, "1 2 3 4 5 6 7 8 9 10 11 12", "2024"},
		{"months from October on", 9, 30, 12, "10 1 4 7 10 1 4 7 10 1", "2024 2025 2026 2027"},
		{"weeks of years of 53", 40, 60, 53, "42 46 50 1 5 9 13 17 21 25 29 33 37 41 45", "2024 2025"},
		{"quarters of fifteen years", 0, 60, 4, "", "2024 2026 2028 2030 2032 2034 2036 2038"},
	} {
		a := timeAxis{frame: frame, x: func(i int) float64 { return 300 * float64(i) / float64(c.n-1) }}
		for i := range c.n {
			a.times = append(a.times, Time{Short: strconv.Itoa((c.first+i)%c.per + 1), Year: strconv.Itoa(2024 + (c.first+i)/c.per)})
		}
		s := newSheet(frame, 40)
		a.draw(s, 0)
		var shown, years []string
		for _, shape := range s.Shapes {
			if text := shape.(Text); text.Font.Strong {
				years = append(years, text.Text)
			} else {
				shown = append(shown, text.Text)
			}
		}
		if got := strings.Join(shown, " "); got != c.shown {
			t.Errorf("%s: got %s, want %s", c.name, got, c.shown)
		}
		if got := strings.Join(years, " "); got != c.years {
			t.Errorf("%s: got years %s, want %s", c.name, got, c.years)
		}
	}
}
