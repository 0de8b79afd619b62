package chart

import (
	"math"
	"strconv"
	"testing"

	"kpi/engine/status"
	"kpi/reports/document"
)

var statuses = []status.Status{status.None, status.OnTrack, status.AtRisk, status.OffTrack}

// drawings are all charts over values that break charts.
func drawings() map[string]Drawing {
	all := map[string]Drawing{}
	for _, v := range []float64{0, 0.5, 1, 1.29, 7, -3, math.MaxFloat64, -math.MaxFloat64} {
		name := strconv.FormatFloat(v, 'g', 3, 64)
		for _, hollow := range []bool{false, true} {
			all["bullet "+name+strconv.FormatBool(hollow)] = Bullet(document.Bullet{Value: v, Hollow: hollow, Alt: "a"}, 1.3, 120, 13)
		}
		for _, verdict := range []document.Verdict{document.Gain, document.Loss, document.Neutral} {
			all["change "+name+string(verdict)] = Change(document.Change{Value: &v, Verdict: verdict, Alt: "a"}, 0.5, 44, 10)
		}
		for _, low := range []float64{0, 2} {
			all["scaled "+name+strconv.FormatFloat(low, 'g', -1, 64)] = ScaledBullet(Scale{Low: low, High: 5, Bounds: []float64{1, 3, 4}, Value: &v, Target: &v, Before: &v, Projected: &v, Alt: "a"}, 120, 13)
		}
		all["spark within limits "+name] = SparkWithin(document.Spark{Alt: "a", Points: []document.SparkPoint{{Value: &v}, {}, {Value: new(1.0)}}},
			[]*Limits{{Lower: -2, Upper: 3}, {Lower: min(v, 0), Upper: max(v, 0)}, nil}, 100, 22)
		all["spark "+name] = Spark(document.Spark{Alt: "a", Points: []document.SparkPoint{
			{Value: &v}, {}, {Value: new(1.0), Target: &v}, {Value: &v, Target: &v}, {Target: new(2.0)}, {Value: new(-v)}}}, 100, 22)
	}
	for _, s := range statuses {
		for _, hollow := range []bool{false, true} {
			all["mark "+string(s)+strconv.FormatBool(hollow)] = Mark(s, hollow, 8.5)
		}
	}
	all["spark of one point"] = Spark(document.Spark{Alt: "a", Points: []document.SparkPoint{{Value: new(3.0)}}}, 100, 22)
	all["spark of nothing"] = Spark(document.Spark{Alt: "a"}, 100, 22)
	all["change without a value"] = Change(document.Change{Alt: "a"}, 0.5, 44, 10)
	return all
}

func TestShapesStayInsideTheDrawing(t *testing.T) {
	for name, d := range drawings() {
		if d.Alt == "" {
			t.Errorf("%s has no words", name)
		}
		for _, s := range d.Shapes {
			for _, p := range corners(s) {
				if !(p.X >= -0.01 && p.X <= d.Width+0.01 && p.Y >= -0.01 && p.Y <= d.Height+0.01) {
					t.Errorf("%s: %+v leaves %v × %v", name, p, d.Width, d.Height)
				}
			}
		}
	}
}

func corners(s Shape) []Point {
	switch s := s.(type) {
	case Path:
		return s.Points
	case Circle:
		return []Point{{s.X - s.R, s.Y - s.R}, {s.X + s.R, s.Y + s.R}}
	}
	return nil
}

func TestBulletEndsAtItsValue(t *testing.T) {
	d := Bullet(document.Bullet{Value: 0.5}, 1.25, 100, 12)
	bar := d.Shapes[2].(Path)
	if got := bar.Points[1].X; got != 40 {
		t.Errorf("got a bar of %v, want 40", got)
	}
}

func TestBulletsHaveTheMeasuresOfFew(t *testing.T) {
	d := Bullet(document.Bullet{Value: 0.5}, 1.25, 100, 12)
	for i, want := range []struct {
		ink    Ink
		height float64
	}{{Shade10, 12}, {Shade35, 12}, {Bar, 4}} {
		p := d.Shapes[i].(Path)
		if height := p.Points[2].Y - p.Points[1].Y; p.Fill != want.ink || math.Abs(height-want.height) > 1e-9 {
			t.Errorf("part %d is %s and %v high, want %s and %v", i, p.Fill.Name(), height, want.ink.Name(), want.height)
		}
	}
}

func TestBarsNeedAScaleWithZero(t *testing.T) {
	dots := func(s Scale) (n int) {
		for _, shape := range ScaledBullet(s, 100, 12).Shapes {
			if _, ok := shape.(Circle); ok {
				n++
			}
		}
		return n
	}
	if got := dots(Scale{Low: 0, High: 100, Value: new(60.0)}); got != 0 {
		t.Errorf("got %d dots on a scale from zero, want a bar", got)
	}
	if got := dots(Scale{Low: 50, High: 100, Value: new(60.0)}); got != 1 {
		t.Errorf("got %d dots on a scale from 50, want 1", got)
	}
}

func TestBandsAreDarkestWhereItIsWorst(t *testing.T) {
	for lowerIsBetter, want := range map[bool][]Ink{false: {Shade40, Shade25, Shade10}, true: {Shade10, Shade25, Shade40}} {
		d := ScaledBullet(Scale{High: 100, Bounds: []float64{40, 75}, LowerIsBetter: lowerIsBetter}, 100, 12)
		for i, ink := range want {
			if got := d.Shapes[i].(Path); got.Fill != ink || got.Points[0].X != []float64{0, 40, 75}[i] {
				t.Errorf("band %d is %s from %v on, want %s", i, got.Fill.Name(), got.Points[0].X, ink.Name())
			}
		}
	}
}

func TestSparklineStandsOnItsLimits(t *testing.T) {
	s := document.Spark{Points: []document.SparkPoint{{Value: new(4.0)}, {Value: new(6.0)}, {Value: new(5.0)}}}
	d := SparkWithin(s, []*Limits{{Lower: 2, Upper: 8}, {Lower: 2, Upper: 8}, {Lower: 3, Upper: 9}}, 100, 22)
	band := d.Shapes[0].(Path)
	if band.Fill != Habit || len(band.Points) != 12 {
		t.Fatalf("got %+v, want a band behind all, of three periods", band)
	}
	top, bottom := band.Points[4].Y, band.Points[11].Y
	line := d.Shapes[1].(Path)
	// 5 lies in the middle of 2 and 8, and the band from 2 to 9 fills the height.
	if got, want := line.Points[2].Y, bottom+(top-bottom)*3/7; math.Abs(got-want) > 1e-9 {
		t.Errorf("5 is at %v, want %v on the scale of the limits", got, want)
	}
}

func TestGainsPointToTheRightWhateverTheirSign(t *testing.T) {
	fall := -0.25
	d := Change(document.Change{Value: &fall, Verdict: document.Gain}, 0.5, 44, 10)
	bar := d.Shapes[0].(Path)
	if bar.Points[0].X != 22 || bar.Points[1].X != 33 || bar.Fill != Blue {
		t.Errorf("got %+v, want a blue bar from 22 to 33", bar)
	}
}

func TestGapsOfASeriesStayOpen(t *testing.T) {
	d := Spark(document.Spark{Points: []document.SparkPoint{
		{Value: new(1.0)}, {Value: new(2.0)}, {}, {Value: new(2.0)}, {Value: new(1.0)}}}, 100, 22)
	lines := 0
	for _, s := range d.Shapes {
		if _, ok := s.(Path); ok {
			lines++
		}
	}
	if lines != 2 {
		t.Errorf("got %d lines, want 2", lines)
	}
}

// In grey and to colour-blind readers the statuses must still differ: by
// lightness, and by shape.
func TestStatusesDifferWithoutColour(t *testing.T) {
	const least = 15 // of 255
	for i, a := range statuses {
		for _, b := range statuses[i+1:] {
			if d := math.Abs(grey(t, StatusInk(a)) - grey(t, StatusInk(b))); d < least {
				t.Errorf("%q and %q differ by %.0f in grey", a, b, d)
			}
			if shape(a) == shape(b) {
				t.Errorf("%q and %q have the same shape", a, b)
			}
		}
	}
}

// shape tells discs from rings and polygons by the number of their corners.
func shape(s status.Status) string {
	switch m := Mark(s, false, 10).Shapes[0].(type) {
	case Circle:
		return "circle filled " + string(m.Fill[:1]) + strconv.FormatBool(m.Stroke == "")
	case Path:
		return strconv.Itoa(len(m.Points)) + " corners"
	}
	return ""
}

func grey(t *testing.T, i Ink) float64 {
	n, err := strconv.ParseUint(string(i[1:]), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return 0.299*float64(n>>16) + 0.587*float64(n>>8&0xFF) + 0.114*float64(n&0xFF)
}
