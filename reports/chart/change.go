package chart

import "kpi/reports/document"

// Change draws a change as a bar from the middle: to the right and blue where
// it is good news, to the left and vermilion where it is bad, grey and by its
// sign where nobody said. A bar that is longer than the scale has a cut.
func Change(c document.Change, scale, width, height float64) Drawing {
	d := Drawing{Width: width, Height: height, Alt: c.Alt}
	if c.Value == nil {
		return d
	}
	middle := width / 2
	length := 0.0
	if scale > 0 {
		length = middle * min(abs(*c.Value)/scale, 1)
	}
	left, ink := middle, Silver
	switch {
	case c.Verdict == document.Gain:
		ink = Blue
	case c.Verdict == document.Loss:
		left, ink = middle-length, Vermilion
	case *c.Value < 0:
		left = middle - length
	}
	d.Add(ink.Rect(left, height*0.2, length, height*0.6))
	if abs(*c.Value) > scale {
		d.Add(notch(left == middle, width, height))
	}
	d.Add(Dark.Rect(middle-0.35, 0, 0.7, height))
	return d
}

func notch(right bool, width, height float64) Shape {
	x := 3.0
	if right {
		x = width - 3
	}
	return Line(Point{x - 1, height}, Point{x + 1, 0}, Pen{Stroke: White, Width: 1})
}

func abs(v float64) float64 { return max(v, -v) }

// ChangeAxis writes which side of a column of changes is bad, and which good.
func ChangeAxis(bad, good string, width float64, f Font, measure Measure) Drawing {
	d := Drawing{Width: width, Height: f.Size * 1.4, Role: Artifact, Alt: "worse to the left, better to the right"}
	worse, better := measure(bad, f), measure(good, f)
	const gap = 2.5
	d.Add(
		Text{X: width/2 - gap - worse, Y: f.Size, Width: worse, Text: bad, Font: f, Ink: Grey},
		Text{X: width/2 + gap, Y: f.Size, Width: better, Text: good, Font: f, Ink: Grey},
	)
	return d
}
