package unit

import "testing"

func TestPrecision(t *testing.T) {
	for text, want := range map[string]float64{
		"120":       1,
		"1_200_000": 1,
		"120.":      1,
		"120.50":    0.01,
		".5":        0.1,
		"-4.25":     0.01,
		"28%":       0.01,
		"36.9%":     0.001,
		"12M":       1e6,
		"1.25M":     1e4,
		"413k":      1e3,
		"1200万":     1e4,
		"1.5e3":     100,
		"1e-2":      0.01,
		" 12 ":      1,
		"many":      0,
		"":          0,
	} {
		if got := Precision(text); got != want {
			t.Errorf("Precision(%q): got %v, want %v", text, got, want)
		}
	}
}
