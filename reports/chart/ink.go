package chart

import (
	"fmt"

	"kpi/engine/status"
)

// Ink is a colour as #RRGGBB. The zero value is no ink.
type Ink string

// The inks. Colour is for meaning only; blue, orange and vermilion are Okabe
// and Ito's, told apart by colour-blind readers and, by lightness, in grey.
const (
	Navy      Ink = "#12304F" // the band at the top
	Dark      Ink = "#14253A" // text, and what values are compared with
	Bar       Ink = "#1B3A66" // measured values
	Grey      Ink = "#5C6B7E" // small print, 5.4 to 1 on white
	Silver    Ink = "#8794A5" // marks without a status
	Rule      Ink = "#D9DFE7"
	Pale      Ink = "#C3D0DE" // small print on navy
	White     Ink = "#FFFFFF"
	Blue      Ink = "#0072B2"
	Orange    Ink = "#E69F00"
	Vermilion Ink = "#D55E00"
	Habit     Ink = "#E9EEF4" // between natural limits: what the process does anyway
)

// The shades are bands of a bullet, named by how much black they hold: 35 and 10
// per cent where there are two of them (Few, Bullet Graph Design Specification).
const (
	Shade75 Ink = "#33425A"
	Shade50 Ink = "#738199"
	Shade40 Ink = "#8F9CAE"
	Shade35 Ink = "#9AA8BA"
	Shade25 Ink = "#B5C0CE"
	Shade20 Ink = "#C3CEDA"
	Shade10 Ink = "#E1E6EC"
	Shade3  Ink = "#F5F7FA"
)

// The blues are one hue in five steps that differ in grey, for how much, and how
// likely.
const (
	Blue1 Ink = "#DCEAF5"
	Blue2 Ink = "#A9CDE6"
	Blue3 Ink = "#6AA5CF"
	Blue4 Ink = "#2E74AA"
	Blue5 Ink = "#0C3F6B"
)

// inks are all inks with their names.
var inks = []struct {
	ink  Ink
	name string
}{
	{Navy, "navy"}, {Dark, "dark"}, {Bar, "bar"}, {Grey, "grey"}, {Silver, "silver"}, {Rule, "rule"}, {Pale, "pale"}, {White, "white"},
	{Blue, "blue"}, {Orange, "orange"}, {Vermilion, "vermilion"}, {Habit, "habit"},
	{Shade75, "shade75"}, {Shade50, "shade50"}, {Shade40, "shade40"}, {Shade35, "shade35"},
	{Shade25, "shade25"}, {Shade20, "shade20"}, {Shade10, "shade10"}, {Shade3, "shade3"},
	{Blue1, "blue1"}, {Blue2, "blue2"}, {Blue3, "blue3"}, {Blue4, "blue4"}, {Blue5, "blue5"},
}

// Inks lists the inks of all drawings.
func Inks() []Ink {
	all := make([]Ink, len(inks))
	for i, n := range inks {
		all[i] = n.ink
	}
	return all
}

// Name is a word for the ink, for style sheets that change its colour; "" is an
// ink that is not in the list.
func (i Ink) Name() string {
	for _, n := range inks {
		if n.ink == i {
			return n.name
		}
	}
	return ""
}

// StatusInk returns the colour of a status.
func StatusInk(s status.Status) Ink {
	switch s {
	case status.None:
		return Silver
	case status.OnTrack:
		return Blue
	case status.AtRisk:
		return Orange
	case status.OffTrack:
		return Vermilion
	}
	panic(fmt.Sprintf("chart: unknown status %q", string(s)))
}
