package chart

import (
	"math"

	"kpi/reports/document"
)

// Bullet draws an attainment as a bar on a scale from nothing to scale, with
// the target, 1, as a line: in a column of bullets the targets line up. A bar
// that leaves the scale ends in an arrow. Bands, bar and line have the measures
// of Few's specification of the bullet graph.
func Bullet(b document.Bullet, scale, width, height float64) Drawing {
	d := Drawing{Width: width, Height: height, Alt: b.Alt}
	at := func(v float64) float64 { return width * min(max(v, 0), scale) / scale }
	d.Add(
		Shade10.Rect(0, 0, width, height),
		Shade35.Rect(0, 0, at(1), height),
		bulletBar(b.Hollow, 0, at(b.Value), height),
		targetLine(at(1), height),
	)
	d.Add(beyond(b.Value, 0, scale, d)...)
	return d
}

// bulletBar is a third as high as the bands.
func bulletBar(hollow bool, from, to, height float64) Shape {
	left, length := min(from, to), math.Abs(to-from)
	if !hollow {
		return Bar.Rect(left, height/3, length, height/3)
	}
	bar := White.Rect(left+0.4, height/3+0.4, max(length-0.8, 0), height/3-0.8)
	bar.Stroke, bar.Width = Bar, 0.8
	return bar
}

func targetLine(x, height float64) Shape {
	return Dark.Rect(x-0.8, height*0.08, 1.6, height*0.84)
}

// beyond are arrows at the ends of a scale that a value leaves.
func beyond(v, low, high float64, d Drawing) []Shape {
	switch {
	case v > high:
		return []Shape{arrow(Point{d.Width, d.Height / 2}, -d.Height*0.35)}
	case v < low:
		return []Shape{arrow(Point{0, d.Height / 2}, d.Height*0.35)}
	}
	return nil
}

// arrow returns a triangle with its tip at p; a negative size points to the right.
func arrow(p Point, size float64) Path {
	half := math.Abs(size)
	return Path{Closed: true, Pen: Pen{Fill: Bar, Stroke: White, Width: 0.5}, Points: []Point{
		p, {p.X + size, p.Y - half}, {p.X + size, p.Y + half}}}
}

// BulletAxis writes the scale of a column of bullets: 0, 50 and 100 per cent.
func BulletAxis(scale, width float64, f Font, measure Measure) Drawing {
	d := Drawing{Width: width, Height: f.Size * 1.4, Role: Artifact, Alt: "scale from 0 to 100 per cent of target"}
	for _, tick := range []struct {
		at   float64
		text string
	}{{0, "0"}, {0.5, "50"}, {1, "100"}} {
		w := measure(tick.text, f)
		x := width*tick.at/scale - w/2
		if tick.at == 0 {
			x = 0
		}
		d.Add(Text{X: x, Y: f.Size, Width: w, Text: tick.text, Font: f, Ink: Grey})
	}
	return d
}
