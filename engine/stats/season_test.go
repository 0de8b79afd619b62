package stats

import (
	"math"
	"testing"
)

func TestSeasonsAreFoundOnALine(t *testing.T) {
	places := []float64{1.5, 0.8, 0.5, 1.2}
	// The moving average is exact for what adds, and nearly so for what multiplies.
	tests := []struct {
		name            string
		adds            bool
		at              func(trend, place float64) float64
		mean            float64
		slope, distance float64
	}{
		{"multiplied", false, func(trend, place float64) float64 { return trend * place }, 1, 0.1, 0.2},
		{"added", true, func(trend, place float64) float64 { return trend + 10*(place-1) }, 0, 5, 1e-9},
	}
	for _, tt := range tests {
		y := make([]float64, 41)
		for i := range y {
			y[i] = tt.at(200+tt.slope*float64(i), places[i%4])
		}
		s := decompose(y, 4, tt.adds)
		if got := mean(s.places); math.Abs(got-tt.mean) > 1e-12 {
			t.Errorf("%s: the places are %v on average, want %v", tt.name, got, tt.mean)
		}
		for i, got := range s.without(y) {
			if want := 200 + tt.slope*float64(i); math.Abs(got-want) > tt.distance {
				t.Errorf("%s: got %v at %d without the season, want %v", tt.name, got, i, want)
			}
		}
		if got, want := s.with([]float64{204.1, 204.2}, 41)[1], tt.at(204.2, places[2]); math.Abs(got-want) > tt.distance {
			t.Errorf("%s: got %v with the season, want %v", tt.name, got, want)
		}
	}
}

func TestASeasonHasToRepeatItself(t *testing.T) {
	noise := make([]float64, 48)
	for i := range noise {
		noise[i] = 100 + 10*math.Sin(float64(i*i))
	}
	if s := findSeasons(noise, 12); s.places != nil {
		t.Errorf("noise has the season %v", s.places)
	}
	for i := range noise {
		noise[i] += 20 * float64(i%12)
	}
	if s := findSeasons(noise, 12); s.places == nil || s.adds {
		t.Errorf("got %+v, want a season that multiplies", s)
	}
	if s := findSeasons(noise[:35], 12); s.places != nil {
		t.Error("less than three seasons are one")
	}
}
