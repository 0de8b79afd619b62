package chart

import "math"

// A Scale is a value on the KPI's own scale, for KPIs whose attainment means
// nothing: a target of zero, a range to stay in.
type Scale struct {
	Alt       string
	Low, High float64 // the ends of the scale; Low is less than High
	// Bounds are where bands meet, rising, and at most four: the bands are poor,
	// …, good, from the left, and from the right where LowerIsBetter.
	Bounds        []float64
	LowerIsBetter bool
	Value         *float64
	Hollow        bool     // the value is not final
	Projected     *float64 // where the value will end, by a lighter bar
	Target        *float64
	Before        *float64 // a second thing to compare with, as last year
}

// ScaledBullet draws a bullet graph by Few's specification: the worst band is the
// darkest, the bar begins at zero, and where the scale does not hold zero there is
// a dot, because the length of a bar would mean nothing.
func ScaledBullet(s Scale, width, height float64) Drawing {
	d := Drawing{Width: width, Height: height, Alt: s.Alt}
	axis := valueAxis{low: s.Low, high: s.High, to: width}
	d.Add(s.bands(axis, height)...)
	zero := s.Low <= 0 && s.High >= 0
	if v := number(s.Projected); v != nil && zero {
		d.Add(Shade50.Rect(min(axis.within(0), axis.within(*v)), height/3, math.Abs(axis.within(*v)-axis.within(0)), height/3))
	}
	if v := number(s.Value); v != nil {
		if zero {
			d.Add(bulletBar(s.Hollow, axis.within(0), axis.within(*v), height))
		}
		d.Add(beyond(*v, s.Low, s.High, d)...)
	}
	if v := number(s.Before); v != nil {
		d.Add(Shade75.Rect(inside(axis.within(*v)-0.4, 0.8, width), height*0.2, 0.8, height*0.6))
	}
	if v := number(s.Target); v != nil {
		d.Add(targetLine(inside(axis.within(*v)-0.8, 1.6, width)+0.8, height))
	}
	if v := number(s.Value); v != nil && !zero && *v >= s.Low && *v <= s.High {
		d.Add(s.dot(axis.within(*v), height))
	}
	return d
}

// inside keeps what is as wide as size between 0 and width.
func inside(left, size, width float64) float64 { return max(min(left, width-size), 0) }

func (s Scale) dot(x, height float64) Shape {
	dot := Circle{X: x, Y: height / 2, R: height / 5, Pen: Pen{Fill: Bar, Stroke: White, Width: 0.5}}
	if s.Hollow {
		dot.Pen = Pen{Fill: White, Stroke: Bar, Width: 0.9}
	}
	return dot
}

// bandInks are the shades of two to five bands, from the worst to the best.
var bandInks = [][]Ink{
	{Shade10},
	{Shade35, Shade10},
	{Shade40, Shade25, Shade10},
	{Shade50, Shade35, Shade20, Shade10},
	{Shade50, Shade35, Shade20, Shade10, Shade3},
}

func (s Scale) bands(axis valueAxis, height float64) []Shape {
	bounds := s.Bounds[:min(len(s.Bounds), len(bandInks)-1)]
	inks := bandInks[len(bounds)]
	var out []Shape
	left := axis.from
	for i, ink := range inks {
		right := axis.to
		if i < len(bounds) {
			right = max(axis.within(bounds[i]), left)
		}
		if s.LowerIsBetter {
			ink = inks[len(inks)-1-i]
		}
		out = append(out, ink.Rect(left, 0, right-left, height))
		left = right
	}
	return out
}
