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
	Dark      Ink = "#14253A" // text
	Bar       Ink = "#1B3A66" // measured values
	Grey      Ink = "#5C6B7E" // small print, 5.4 to 1 on white
	Silver    Ink = "#8794A5" // marks without a status
	Rule      Ink = "#D9DFE7"
	Shade     Ink = "#CBD5E1" // up to the target
	Tint      Ink = "#EDF1F5" // beyond the target
	Pale      Ink = "#C3D0DE" // small print on navy
	White     Ink = "#FFFFFF"
	Blue      Ink = "#0072B2"
	Orange    Ink = "#E69F00"
	Vermilion Ink = "#D55E00"
)

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
