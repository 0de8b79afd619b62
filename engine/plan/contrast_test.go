package plan

import (
	"math"
	"testing"
)

// The ratios of grey #767676 and of the primary colours are widely published.
func TestContrastWithWhite(t *testing.T) {
	for _, c := range []struct {
		name string
		rgb  uint32
		want float64
	}{
		{"black", 0x000000, 21}, {"white", 0xFFFFFF, 1}, {"the lightest grey that passes", 0x767676, 4.54},
		{"the next lighter grey", 0x777777, 4.48}, {"red", 0xFF0000, 4.00}, {"blue", 0x0000FF, 8.59},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := onWhite(c.rgb); math.Abs(got-c.want) > 0.005 {
				t.Errorf("got %.3f, want %.2f", got, c.want)
			}
		})
	}
}
