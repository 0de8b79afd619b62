package chart

import (
	"math"

	"kpi/reports/document"
)

// Bullet draws an attainment as a bar on a scale from nothing to scale, with
// the target, 1, as a line: in a column of bullets the targets line up. A bar
// that leaves the scale ends in an arrow.
func Bullet(b document.Bullet, scale, width, height float64) Drawing {
	d := Drawing{Width: width, Height: height, Alt: b.Alt}
	at := func(v float64) float64 { return width * min(max(v, 0), scale) / scale }
	d.Add(
		Tint.Rect(0, 0, width, height),
		Shade.Rect(0, 0, at(1), height),
		bulletBar(b, at(b.Value), height),
		Dark.Rect(at(1)-0.8, height*0.08, 1.6, height*0.84),
	)
	if b.Value > scale {
		d.Add(arrow(Point{width, height / 2}, -height*0.35))
	}
	if b.Value < 0 {
		d.Add(arrow(Point{0, height / 2}, height*0.35))
	}
	return d
}

func bulletBar(b document.Bullet, length, height float64) Shape {
	top, thick := height*0.32, height*0.36
	if !b.Hollow {
		return Bar.Rect(0, top, length, thick)
	}
	bar := White.Rect(0.4, top+0.4, max(length-0.8, 0), thick-0.8)
	bar.Stroke, bar.Width = Bar, 0.8
	return bar
}

// arrow returns a triangle with its tip at p; a negative size points to the right.
func arrow(p Point, size float64) Path {
	half := math.Abs(size)
	return Path{Closed: true, Pen: Pen{Fill: Bar, Stroke: White, Width: 0.5}, Points: []Point{
		p, {p.X + size, p.Y - half}, {p.X + size, p.Y + half}}}
}

// BulletAxis writes the scale of a column of bullets: 0, 50 and 100 per cent.
func BulletAxis(scale, width float64, f Font, measure Measure) Drawing {
	d := Drawing{Width: width, Height: f.Size * 1.4, Alt: "scale from 0 to 100 per cent of target"}
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
