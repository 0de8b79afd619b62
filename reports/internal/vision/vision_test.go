package vision

import (
	"math"
	"testing"
)

// The numbers are known from WCAG 2 and CIE: white on black is 21 to 1, #767676 is
// the lightest grey to be read on white, and #777777 lies half way to black.
func TestContrastAndDifference(t *testing.T) {
	for _, e := range Eyes {
		white, black, grey := e.See("#FFFFFF"), e.See("#000000"), e.See("#767676")
		if got := Contrast(black, white); math.Abs(got-21) > 0.01 {
			t.Errorf("%s: black on white has a contrast of %.2f, want 21", e.Name, got)
		}
		if got := Contrast(grey, white); math.Abs(got-4.54) > 0.01 {
			t.Errorf("%s: #767676 on white has a contrast of %.2f, want 4.54", e.Name, got)
		}
		if got := Difference(e.See("#777777"), black); math.Abs(got-50.03) > 0.1 {
			t.Errorf("%s: #777777 is %.2f from black, want 50.03", e.Name, got)
		}
	}
}

// Red and green are far apart to most readers, and close to those who lack a cone.
func TestEyesWithoutAConeTakeRedForGreen(t *testing.T) {
	apart := func(e Eye) float64 { return Difference(e.See("#C00000"), e.See("#608000")) }
	for _, e := range Eyes[1:] {
		if got, most := apart(e), apart(Eyes[0])/2; got > most {
			t.Errorf("%s: red and green differ by %.2f, want less than %.2f", e.Name, got, most)
		}
	}
}
