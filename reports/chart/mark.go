package chart

import (
	"fmt"

	"kpi/engine/status"
)

// Mark draws a status in a square of the given size: a disc, a triangle, a
// diamond, or a grey ring for no status. The shapes differ, so that colour is
// never alone; hollow ones have an outline only.
func Mark(s status.Status, hollow bool, size float64) Drawing {
	d := Drawing{Width: size, Height: size, Alt: s.Word()}
	pen := Pen{Fill: StatusInk(s)}
	if hollow || s == status.None {
		pen = Pen{Fill: White, Stroke: StatusInk(s), Width: size * 0.13}
	}
	d.Add(markShape(s, size, pen))
	return d
}

func markShape(s status.Status, size float64, pen Pen) Shape {
	half := size / 2
	in := pen.Width / 2 // keeps an outline inside the square
	switch s {
	case status.None, status.OnTrack:
		return Circle{X: half, Y: half, R: half*0.92 - in, Pen: pen}
	case status.AtRisk:
		return Path{Closed: true, Pen: pen, Points: []Point{
			{half, size*0.04 + in*1.6}, {size - in*1.6, size*0.92 - in}, {in * 1.6, size*0.92 - in}}}
	case status.OffTrack:
		return Path{Closed: true, Pen: pen, Points: []Point{
			{half, in * 1.4}, {size - in*1.4, half}, {half, size - in*1.4}, {in * 1.4, half}}}
	}
	panic(fmt.Sprintf("chart: unknown status %q", string(s)))
}
