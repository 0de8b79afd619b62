package chart

import (
	"math"
	"slices"

	"kpi/reports/document"
)

// Spark draws a series as a line without axes, gaps left open, the targets
// dashed, the last point in the colour of its status.
func Spark(s document.Spark, width, height float64) Drawing {
	return SparkWithin(s, nil, width, height)
}

// SparkWithin draws a series over the band of its natural limits, one for each
// point; nil and points without a partner have none.
func SparkWithin(s document.Spark, limits []*Limits, width, height float64) Drawing {
	d := Drawing{Width: width, Height: height, Alt: s.Alt}
	scale := sparkScale{points: s.Points, limits: limits[:min(len(limits), len(s.Points))], width: width, height: height}
	scale.low, scale.high = scale.extent()
	if scale.low > scale.high {
		return d
	}
	d.Add(scale.habit()...)
	for _, run := range scale.runs(targetOf) {
		d.Add(Path{Points: scale.steps(run), Pen: Pen{Stroke: Silver, Width: 0.6, Dash: []float64{1.6, 1.6}}})
	}
	for _, run := range scale.runs(valueOf) {
		d.Add(scale.line(run))
	}
	if last := len(s.Points) - 1; s.Points[last].Value != nil {
		d.Add(lastPoint(s, scale.at(last, *s.Points[last].Value)))
	}
	return d
}

const sparkMargin = 2.6 // room for the last point

// lastPoint has a white rim, so that it stands off the line.
func lastPoint(s document.Spark, p Point) Circle {
	dot := Circle{X: p.X, Y: p.Y, R: 2, Pen: Pen{Fill: StatusInk(s.Status), Stroke: White, Width: 0.5}}
	if s.Hollow {
		dot.Pen = Pen{Fill: White, Stroke: StatusInk(s.Status), Width: 1}
	}
	return dot
}

func valueOf(p document.SparkPoint) *float64  { return p.Value }
func targetOf(p document.SparkPoint) *float64 { return p.Target }

// extent returns the least and the greatest number; low > high is none.
func (s sparkScale) extent() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, l := range s.limits {
		if l != nil {
			low, high = min(low, l.Lower), max(high, l.Upper)
		}
	}
	for _, p := range s.points {
		for _, v := range []*float64{p.Value, p.Target} {
			if v != nil {
				low, high = min(low, *v), max(high, *v)
			}
		}
	}
	return low, high
}

// A sparkScale maps periods and values to places.
type sparkScale struct {
	points        []document.SparkPoint
	limits        []*Limits
	width, height float64
	low, high     float64
}

func (s sparkScale) at(i int, v float64) Point {
	share := 0.5
	if s.high > s.low {
		// Halves keep the difference of huge numbers finite.
		share = (v/2 - s.low/2) / (s.high/2 - s.low/2)
	}
	return Point{s.x(float64(i)), sparkMargin + (1-share)*(s.height-2*sparkMargin)}
}

func (s sparkScale) x(i float64) float64 {
	room := s.width - 2*sparkMargin
	last := float64(len(s.points) - 1)
	if last <= 0 {
		return sparkMargin + room
	}
	return sparkMargin + room*min(max(i, 0), last)/last
}

// A run is the points from first to last that have a number.
type run struct {
	first, last int
	number      func(document.SparkPoint) *float64
}

// runs splits the series where it has gaps.
func (s sparkScale) runs(number func(document.SparkPoint) *float64) []run {
	var runs []run
	open := false
	for i, p := range s.points {
		switch {
		case number(p) == nil:
			open = false
		case open:
			runs[len(runs)-1].last = i
		default:
			runs = append(runs, run{first: i, last: i, number: number})
			open = true
		}
	}
	return runs
}

// line joins the points of a run; a lone point is a dot.
func (s sparkScale) line(r run) Shape {
	points := make([]Point, 0, r.last-r.first+1)
	for i := r.first; i <= r.last; i++ {
		points = append(points, s.at(i, *r.number(s.points[i])))
	}
	if len(points) == 1 {
		return Circle{X: points[0].X, Y: points[0].Y, R: 0.8, Pen: Pen{Fill: Bar}}
	}
	return Path{Points: points, Pen: Pen{Stroke: Bar, Width: 1, Round: true}}
}

// steps draws each target over the whole of its period.
func (s sparkScale) steps(r run) []Point {
	var points []Point
	for i := r.first; i <= r.last; i++ {
		left, right := s.edges(i)
		y := s.at(i, *r.number(s.points[i])).Y
		points = append(points, Point{left, y}, Point{right, y})
	}
	return points
}

// habit draws natural limits as bands, each over the whole of its period.
func (s sparkScale) habit() []Shape {
	var out []Shape
	var top, bottom []Point
	for i := 0; i <= len(s.limits); i++ {
		if i < len(s.limits) && s.limits[i] != nil {
			left, right := s.edges(i)
			upper, lower := s.at(i, s.limits[i].Upper).Y, s.at(i, s.limits[i].Lower).Y
			top = append(top, Point{left, upper}, Point{right, upper})
			bottom = append(bottom, Point{left, lower}, Point{right, lower})
			continue
		}
		if len(top) > 0 {
			slices.Reverse(bottom)
			out = append(out, Path{Points: append(top, bottom...), Closed: true, Pen: Pen{Fill: Habit}})
			top, bottom = nil, nil
		}
	}
	return out
}

// edges are the ends of a period; a lone one is as wide as the drawing.
func (s sparkScale) edges(i int) (left, right float64) {
	if len(s.points) == 1 {
		return sparkMargin, s.width - sparkMargin
	}
	return s.x(float64(i) - 0.5), s.x(float64(i) + 0.5)
}
