// Package vision tells tests how colours look to readers who see fewer of them
// than others, and on paper that was printed in grey.
package vision

import (
	"fmt"
	"math"
)

// A Light is how much red, green and blue a colour sends out, each from 0 to 1.
type Light [3]float64

// An Eye is a way to see colours.
type Eye struct {
	Name string
	see  func(Light) Light
}

// Eyes are the ways to see that a report is made for. The matrices are of Machado,
// Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color
// Vision Deficiency", IEEE TVCG 15(6), 2009, at their full severity. Grey is the
// luma of ITU-R BT.601, which printers make of a colour.
var Eyes = []Eye{
	{"as most readers see", func(l Light) Light { return l }},
	{"with deuteranopia", matrix{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}.see},
	{"with protanopia", matrix{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}.see},
	{"in grey", inGrey},
}

type matrix [3][3]float64

func (m matrix) see(l Light) Light {
	var out Light
	for i, row := range m {
		out[i] = min(max(row[0]*l[0]+row[1]*l[1]+row[2]*l[2], 0), 1)
	}
	return out
}

func inGrey(l Light) Light {
	luma := 0.299*encoded(l[0]) + 0.587*encoded(l[1]) + 0.114*encoded(l[2])
	g := linear(luma)
	return Light{g, g, g}
}

// See returns the colour #RRGGBB as the eye sees it.
func (e Eye) See(colour string) Light {
	var r, g, b uint8
	if n, err := fmt.Sscanf(colour, "#%02X%02X%02X", &r, &g, &b); n != 3 || err != nil {
		panic(fmt.Sprintf("vision: %q is not #RRGGBB", colour))
	}
	return e.see(Light{linear(float64(r) / 255), linear(float64(g) / 255), linear(float64(b) / 255)})
}

// linear and encoded are the curve of sRGB (IEC 61966-2-1) and its inverse.
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func encoded(v float64) float64 {
	if v <= 0.0031308 {
		return v * 12.92
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}

// luminance is that of WCAG 2.
func (l Light) luminance() float64 { return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2] }

// Contrast is how far two colours stand out from each other, from 1 to 21
// (WCAG 2.2).
func Contrast(a, b Light) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Difference is how far two colours are from each other to the eye that sees them
// so: 0 is the same, about 2 is noticed side by side, 100 is black and white (ΔE of
// CIE 1976, for the white of sRGB). In grey only lightness is left of it.
func Difference(a, b Light) float64 {
	sum, x, y := 0.0, a.lab(), b.lab()
	for i := range x {
		sum += (x[i] - y[i]) * (x[i] - y[i])
	}
	return math.Sqrt(sum)
}

// lab are the coordinates L*, a* and b*.
func (l Light) lab() [3]float64 {
	x := root((0.4124*l[0] + 0.3576*l[1] + 0.1805*l[2]) / 0.9505)
	y := root(l.luminance())
	z := root((0.0193*l[0] + 0.1192*l[1] + 0.9505*l[2]) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// root is the cube root, and a straight line near zero.
func root(v float64) float64 {
	if v <= 216.0/24389 {
		return (v*24389/27 + 16) / 116
	}
	return math.Cbrt(v)
}
