package stats

import (
	"math"
	"testing"
)

// chosen is the form that ETS finds for a series.
func chosen(t *testing.T, y []float64, season int) form {
	t.Helper()
	c := &chooser{}
	c.forecast(y, season, 1)
	if !c.chosen {
		t.Fatal("no model was chosen")
	}
	return c.form
}

func TestETSFindsTheShapeOfASeries(t *testing.T) {
	// A little noise that repeats nothing.
	noise := func(i int) float64 { return math.Sin(float64(i * i)) }
	season := []float64{10, -4, -9, 3}
	tests := []struct {
		name string
		at   func(i int) float64
		want form
	}{
		{"noise around a level", func(i int) float64 { return 100 + noise(i) }, form{additive, absent, absent}},
		{"noise around a line", func(i int) float64 { return 100 + 3*float64(i) + noise(i) }, form{additive, additive, absent}},
		{"noise that grows with the level", func(i int) float64 { return (100 + 20*float64(i)) * (1 + 0.05*noise(i)) }, form{multiplicative, additive, absent}},
		{"a season that adds to a level", func(i int) float64 { return 100 + season[i%4] + noise(i) }, form{additive, absent, additive}},
		{"a season that multiplies a line", func(i int) float64 {
			return (100 + 20*float64(i)) * (1 + season[i%4]/30) * (1 + 0.005*noise(i))
		}, form{multiplicative, additive, multiplicative}},
		{"a season of values below zero", func(i int) float64 { return season[i%4] + noise(i)/4 }, form{additive, absent, additive}},
	}
	for _, tt := range tests {
		y := make([]float64, 48)
		for i := range y {
			y[i] = tt.at(i)
		}
		if got := chosen(t, y, 4); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestETSGoesOnWithAPattern(t *testing.T) {
	season := []float64{1.2, 0.9, 0.7, 1.2}
	y := make([]float64, 50)
	for i := range y {
		y[i] = (200 + 5*float64(i)) * season[i%4]
	}
	for i, got := range ETS(y[:40], 4, 10) {
		if math.Abs(got-y[40+i]) > 0.01*y[40+i] {
			t.Errorf("%d ahead: got %v, want %v", i+1, got, y[40+i])
		}
	}
}

// TestLikelihoodAsByHand goes through three values with a level that follows half
// of each error: 10, 12, 12 from 8 has the errors 2, 3, 1.5.
func TestLikelihoodAsByHand(t *testing.T) {
	y := []float64{10, 12, 12}
	m := model{form: form{additive, absent, absent}, alpha: 0.5, phi: 1, level: 8}
	if got, want := m.learn(y), 3*math.Log((4+9+2.25)/3); math.Abs(got-want) > 1e-12 || m.level != 11.25 {
		t.Errorf("got %v with the level %v, want %v with 11.25", got, m.level, want)
	}
	// The same errors over what was expected: 8, 9, 10.5.
	m = model{form: form{multiplicative, absent, absent}, alpha: 0.5, phi: 1, level: 8}
	relative := 4./64 + 9./81 + 2.25/110.25
	if got, want := m.learn(y), 3*math.Log(relative/3)+2*math.Log(8*9*10.5); math.Abs(got-want) > 1e-12 {
		t.Errorf("got %v, want %v", got, want)
	}
	// A season that multiplies, and a line: expected is 11, and a fifth more comes.
	m = model{
		form: form{multiplicative, additive, multiplicative}, alpha: 0.5, beta: 0.5, gamma: 0.5, phi: 1,
		level: 9, slope: 1, places: []float64{1.1, 0.5},
	}
	m.learn([]float64{13.2})
	if math.Abs(m.level-11) > 1e-12 || math.Abs(m.slope-1.5) > 1e-12 || math.Abs(m.places[0]-1.155) > 1e-12 {
		t.Errorf("got level %v, slope %v and season %v, want 11, 1.5 and 1.155", m.level, m.slope, m.places[0])
	}
}

func TestAkaikeAsByHand(t *testing.T) {
	if got := akaike(50, 20, 3); got != 50+6+24./16 {
		t.Errorf("got %v, want 57.5", got)
	}
	l := learner{period: 12}
	tests := []struct {
		name string
		form
		want int
	}{
		{"alpha, level and spread", form{additive, absent, absent}, 3},
		{"beta and slope more", form{multiplicative, additive, absent}, 5},
		{"phi more", form{additive, damped, absent}, 6},
		{"gamma and eleven free places more", form{multiplicative, damped, multiplicative}, 18},
	}
	for _, tt := range tests {
		if got := l.unknowns(tt.form); got != tt.want {
			t.Errorf("%s: got %d unknowns, want %d", tt.name, got, tt.want)
		}
	}
}
