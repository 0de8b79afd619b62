package stats

import (
	"math"
	"testing"
)

// TestThetaAsPublished has fixed parameters, so that no search takes part. The
// first level of the theta line is the one that makes both forms of the method,
// lines and drift, the same.
func TestThetaAsPublished(t *testing.T) {
	y := []float64{3, 5, 4, 6, 8, 7, 9, 12, 10, 13}
	at0, slope := line(y)
	if math.Abs(slope-1.048485) > 5e-7 {
		t.Errorf("slope: got %v", slope)
	}
	got := theta(y, 0.4, 2*3-at0, 3)
	for i, want := range map[int]float64{0: 12.240583, 2: 13.289067} {
		if math.Abs(got[i]-want) > 1e-6 {
			t.Errorf("%d ahead: got %.6f, want %.6f", i+1, got[i], want)
		}
	}
}

// TestBothFormsOfThetaAgree compares the mean of two lines with exponential
// smoothing and half of the slope, where the theta line begins so that they are
// one: at twice the first level less the line's first value.
func TestBothFormsOfThetaAgree(t *testing.T) {
	for name, y := range map[string][]float64{
		"a short series": {3, 5, 4, 6, 8, 7, 9, 12, 10, 13},
		"a falling one":  {240, 251, 198, 203, 170, 188, 144, 139, 120, 133, 97},
		"one below zero": {-5, -2, -9, 4, -1, -6, -3},
	} {
		at0, slope := line(y)
		for _, alpha := range []float64{0.05, 0.4, 0.95} {
			first := y[0]
			level, _ := smooth(y, alpha, first)
			left := math.Pow(1-alpha, float64(len(y)))
			for i, got := range theta(y, alpha, 2*first-at0, 12) {
				want := level + slope/2*(float64(i)+(1-left)/alpha)
				if math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
					t.Errorf("%s, alpha %v, %d ahead: got %v, want %v", name, alpha, i+1, got, want)
				}
			}
		}
	}
}
