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
