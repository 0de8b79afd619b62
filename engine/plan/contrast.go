package plan

import (
	"math"
	"strconv"

	"kpi/engine/spec"
)

// leastContrast is what WCAG 2.1 asks for between letters and what they lie on
// (success criterion 1.4.3).
const leastContrast = 4.5

// contrast reports a colour on which white letters cannot be read.
func (b *builder) contrast(brand spec.Brand) {
	rgb, err := strconv.ParseUint(trimHash(brand.Color.Value), 16, 32)
	if err != nil || len(brand.Color.Value) != len("#rrggbb") {
		return // nothing is written, or spec has said so
	}
	if c := onWhite(uint32(rgb)); c < leastContrast {
		// Rounded down: 4.49 is not 4.5.
		b.list.Errorf(brand.Color.Range, "brand-contrast", "white letters on %q have a contrast of %.1f to 1, and 4.5 is the least that can be read", brand.Color.Value, math.Floor(c*10)/10).
			Notef("choose a darker colour of the house")
	}
}

func trimHash(s string) string {
	if s != "" && s[0] == '#' {
		return s[1:]
	}
	return s
}

// onWhite is the contrast ratio of a colour 0xRRGGBB and white, from 1 to 21:
// (1 + 0.05)/(L + 0.05) with the relative luminance L of WCAG 2.1.
func onWhite(rgb uint32) float64 {
	l := 0.2126*lightOf(rgb>>16&255) + 0.7152*lightOf(rgb>>8&255) + 0.0722*lightOf(rgb&255)
	return 1.05 / (l + 0.05)
}

// lightOf is the light of a channel of sRGB, from 0 to 1.
func lightOf(channel uint32) float64 {
	c := float64(channel) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}
