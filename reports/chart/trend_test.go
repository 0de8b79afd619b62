package chart_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kpi/reports/chart"
	"kpi/reports/document"
)

var page = chart.Frame{Width: 774, Height: 230, Size: 7.2, Measure: measure}

// paths are the lines and areas that a pen drew.
func paths(d chart.Drawing, is func(chart.Path) bool) []chart.Path {
	var out []chart.Path
	for _, s := range d.Shapes {
		if p, ok := s.(chart.Path); ok && is(p) {
			out = append(out, p)
		}
	}
	return out
}

func circles(d chart.Drawing, is func(chart.Circle) bool) []chart.Circle {
	var out []chart.Circle
	for _, s := range d.Shapes {
		if c, ok := s.(chart.Circle); ok && is(c) {
			out = append(out, c)
		}
	}
	return out
}

func texts(d chart.Drawing) []string {
	var out []string
	for _, s := range d.Shapes {
		if s, ok := s.(chart.Text); ok {
			out = append(out, s.Text)
		}
	}
	return out
}

func isValueLine(p chart.Path) bool { return p.Stroke == chart.Bar && p.Round }
func isSparkLine(p chart.Path) bool { return p.Stroke == chart.Bar }
func isDot(c chart.Circle) bool     { return c.Tip != "" && !strings.Contains(c.Tip, "forecast") }
func isRing(c chart.Circle) bool    { return c.Stroke == chart.Vermilion }
func isTarget(p chart.Path) bool    { return p.Stroke == chart.Dark && len(p.Dash) > 0 }
func isFan(p chart.Path) bool {
	return p.Closed && slices.Contains([]chart.Ink{chart.Blue1, chart.Blue2, chart.Blue3}, p.Fill)
}

// A series with gaps, and the same for a sparkline.
func gapped(r *rand.Rand) (chart.History, document.Spark) {
	h := chart.History{Format: oneDecimal, Periods: monthly(2024, 1, 2+r.IntN(58))}
	s := document.Spark{Points: make([]document.SparkPoint, len(h.Periods))}
	for i := range h.Periods {
		if r.IntN(7) > 0 {
			h.Periods[i].Value = new(50 + 20*r.NormFloat64())
		}
		s.Points[i].Value = h.Periods[i].Value
	}
	return h, s
}

func TestTrendAndSparklineDrawTheNumbersThatTheyAreGiven(t *testing.T) {
	for seed := range uint64(200) {
		h, s := gapped(rand.New(rand.NewPCG(seed, 2)))
		trend, spark := chart.Trend(h, page), chart.Spark(s, 120, 22)
		dots := circles(trend, isDot)
		var values []float64
		for _, p := range h.Periods {
			if p.Value != nil {
				values = append(values, *p.Value)
			}
		}
		if len(dots) != len(values) {
			t.Fatalf("%d: got %d dots, want %d", seed, len(dots), len(values))
		}
		for i := range values {
			if i > 0 && (values[i] > values[i-1]) != (dots[i].Y < dots[i-1].Y) {
				t.Errorf("%d: %v after %v goes from %v to %v", seed, values[i], values[i-1], dots[i-1].Y, dots[i].Y)
			}
		}
		checkScale(t, seed, values, dots)
		checkSameLines(t, seed, paths(trend, isValueLine), paths(spark, isSparkLine))
	}
}

// checkScale proves that places are linear in values.
func checkScale(t *testing.T, seed uint64, values []float64, dots []chart.Circle) {
	if len(values) < 2 {
		return
	}
	low, high := slices.Index(values, slices.Min(values)), slices.Index(values, slices.Max(values))
	scale := (dots[high].Y - dots[low].Y) / (values[high] - values[low])
	for i, v := range values {
		if want := dots[low].Y + scale*(v-values[low]); math.Abs(dots[i].Y-want) > 1e-6 {
			t.Errorf("%d: %v is at %v, want %v", seed, v, dots[i].Y, want)
		}
	}
}

// checkSameLines compares lines in parts of their extent.
func checkSameLines(t *testing.T, seed uint64, a, b []chart.Path) {
	if len(a) != len(b) {
		t.Fatalf("%d: got %d lines in the sparkline, want %d", seed, len(b), len(a))
	}
	for i := range a {
		p, q := shares(a[i].Points), shares(b[i].Points)
		for k := range p {
			if math.Abs(p[k].X-q[k].X) > 1e-6 || math.Abs(p[k].Y-q[k].Y) > 1e-6 {
				t.Errorf("%d: point %d of line %d is at %v in the trend and at %v in the sparkline", seed, k, i, p[k], q[k])
			}
		}
	}
}

func shares(points []chart.Point) []chart.Point {
	low, high := points[0], points[0]
	for _, p := range points {
		low = chart.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
		high = chart.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	out := make([]chart.Point, len(points))
	for i, p := range points {
		out[i] = chart.Point{X: (p.X - low.X) / (high.X - low.X), Y: (p.Y - low.Y) / (high.Y - low.Y)}
	}
	return out
}

func TestMissingPeriodsBreakTheLine(t *testing.T) {
	h := winRate()
	h.Periods[5].Value, h.Periods[6].Value, h.Periods[8].Value = nil, nil, nil
	lines := paths(chart.Trend(h, page), isValueLine)
	if got, want := lengths(lines), []int{5, 15}; !slices.Equal(got, want) {
		t.Errorf("got lines of %d points, want %d: the lone value between has a dot only", got, want)
	}
}

func lengths(lines []chart.Path) []int {
	var out []int
	for _, l := range lines {
		out = append(out, len(l.Points))
	}
	return out
}

func TestTargetStepsWhereItChanges(t *testing.T) {
	lines := paths(chart.Trend(winRate(), page), isTarget)
	if len(lines) != 1 || len(lines[0].Points) != 4 {
		t.Fatalf("got %v, want one line of four points", lines)
	}
	p := lines[0].Points
	if p[0].Y != p[1].Y || p[1].X != p[2].X || p[2].Y != p[3].Y || p[2].Y >= p[1].Y {
		t.Errorf("got %v, want a step up", p)
	}
}

func TestSignalsAreRinged(t *testing.T) {
	d := chart.Trend(winRate(), page)
	rings := circles(d, isRing)
	if len(rings) != 1 {
		t.Fatalf("got %d rings, want 1", len(rings))
	}
	if dot := circles(d, isDot)[20]; dot.X != rings[0].X || dot.Y != rings[0].Y || dot.Tip != "Jun 2026: 37.6" {
		t.Errorf("got a ring at %v, %v, want it around %+v", rings[0].X, rings[0].Y, dot)
	}
}

func TestRunningPeriodIsHollow(t *testing.T) {
	h := winRate()
	h.Periods = h.Periods[:24]
	h.Periods[23].Partial = true
	d := chart.Trend(h, page)
	dots := circles(d, isDot)
	if last := dots[len(dots)-1]; last.Fill != chart.White || last.Tip != "Sep 2026: 38.2 so far" {
		t.Errorf("got %+v, want it hollow", last)
	}
	if lines := paths(d, isValueLine); len(lines[0].Points) != 23 {
		t.Errorf("got a line of %d points, want the running period apart from 23", len(lines[0].Points))
	}
	if !slices.Contains(texts(d), "38.2 so far") {
		t.Errorf("got %q, want the last value said to be so far", texts(d))
	}
}

func TestFanOpensAtTheLastValue(t *testing.T) {
	d := chart.Trend(winRate(), page)
	fans := paths(d, isFan)
	if len(fans) != 3 {
		t.Fatalf("got %d bands, want 3", len(fans))
	}
	dots := circles(d, isDot)
	last := dots[len(dots)-1]
	widest := math.Inf(1)
	for _, f := range fans {
		if f.Points[0] != (chart.Point{X: last.X, Y: last.Y}) {
			t.Errorf("a band begins at %v, want %v, %v", f.Points[0], last.X, last.Y)
		}
		high, low := f.Points[len(f.Points)/2-1], f.Points[len(f.Points)/2]
		if width := low.Y - high.Y; width >= widest || width <= 0 {
			t.Errorf("got a band of %v after one of %v, want the widest behind", width, widest)
		} else {
			widest = width
		}
	}
}

func TestWideForecastsDoNotPressTheValuesFlat(t *testing.T) {
	h := winRate()
	for _, p := range h.Periods[24:] {
		for i := range p.Forecast.Bands {
			p.Forecast.Bands[i].Low, p.Forecast.Bands[i].High = -5000, 9000
		}
	}
	h.Least = nil
	dots := circles(chart.Trend(h, page), isDot)
	low, high := math.Inf(1), math.Inf(-1)
	for _, d := range dots {
		low, high = min(low, d.Y), max(high, d.Y)
	}
	if part := (high - low) / page.Height; part < 0.2 {
		t.Errorf("values take %.0f%% of the height", 100*part)
	}
}

func TestLimitsEndAtPossibleValues(t *testing.T) {
	h := winRate()
	for i := range h.Periods[:24] {
		h.Periods[i].Limits = &chart.Limits{Lower: -3, Mean: 20, Upper: 43}
	}
	got := texts(chart.Trend(h, page))
	if !slices.Contains(got, "lower limit 0.0") {
		t.Errorf("got %q, want a lower limit of 0", got)
	}
}

func TestLinesAreNamed(t *testing.T) {
	got := texts(chart.Trend(winRate(), page))
	for _, want := range []string{"Target 42.0", "target 40.0", "Forecast 39.2", "50, 80 and 95% ranges", "actual", "forecast",
		"upper limit 43.7", "lower limit 38.1", "mean 40.9", "38.2", "Oct", "2024", "2025", "2026", "2027", "34", "44"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func TestSeasonalLimitsNameThoseOfTheLastPeriod(t *testing.T) {
	h := winRate()
	for i := range h.Periods[:24] {
		m := 40 + float64(i%12)/10
		h.Periods[i].Limits = &chart.Limits{Lower: m - 2, Mean: m, Upper: m + 2}
	}
	if got := texts(chart.Trend(h, page)); !slices.Contains(got, "limits of Sep 2026: 39.1 to 43.1, mean 41.1") {
		t.Errorf("got %q", got)
	}
	h.Periods = h.Periods[:24]
	if got := texts(chart.Trend(h, page)); !slices.Contains(got, "upper limit 43.1") {
		t.Errorf("got %q", got)
	}
}

// crowded is a series with ten notes on five periods in a row.
func crowded() chart.History {
	h := chart.History{Name: "Crowded", Format: whole, Periods: monthly(2023, 1, 36)}
	for i := range h.Periods {
		h.Periods[i].Value = new(100 + 30*math.Sin(float64(i)/3))
	}
	for i := range 10 {
		h.Notes = append(h.Notes, chart.Note{At: 15 + i%5, Title: "Note about it", Body: "with a body that goes on for a while and another while"})
	}
	return h
}

func TestAllNotesArePrinted(t *testing.T) {
	count := func(d chart.Drawing) int {
		return strings.Count(strings.Join(texts(d), "\n"), "Note about it")
	}
	if got := count(chart.Trend(crowded(), page)); got != 10 {
		t.Errorf("got %d notes beside the line, want 10", got)
	}
	half := page
	half.Width, half.Height = 380, 250
	if got := count(chart.Trend(crowded(), half)); got != 10 {
		t.Errorf("got %d notes in the list, want 10", got)
	}
	half.Height = 100
	low := chart.Trend(crowded(), half)
	if got := count(low); got >= 10 || !slices.ContainsFunc(texts(low), func(s string) bool { return strings.HasSuffix(s, " more notes") }) {
		t.Errorf("got %d notes in a low drawing, want it to count what it leaves out: %q", got, texts(low))
	}
}

func TestTrendOfNothingSaysSo(t *testing.T) {
	for name, h := range map[string]chart.History{
		"no periods": {Format: whole},
		"no values":  {Format: whole, Periods: monthly(2026, 1, 12)},
		"nonsense":   {Format: whole, Periods: []chart.Period{{Value: new(math.NaN()), Target: new(math.Inf(1))}}},
	} {
		d := chart.Trend(h, page)
		if !slices.Contains(texts(d), "no values") || d.Alt != "no values" {
			t.Errorf("%s: got %q, %q", name, texts(d), d.Alt)
		}
	}
}

func TestTrendInWords(t *testing.T) {
	got := chart.Trend(winRate(), page).Alt
	want := "Win rate: Oct 2024 to Sep 2026; last 38.2 in Sep 2026; lowest 37.6 in Jun 2026; highest 42.6 in Feb 2026; target 42.0; " +
		"natural limits 38.1 to 43.7, mean 40.9; more than chance in Jun 2026; forecast 39.2 in Mar 2027 (95% range 35.5 to 42.9); " +
		"note 1: Target raised from 40 to 42; note 2: List price +6% on 1 Jun"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	h := winRate()
	h.Alt = "own words"
	if got := chart.Trend(h, page).Alt; got != "own words" {
		t.Errorf("got %q, want own words", got)
	}
}

// A report has a trend on each page of a KPI.
func BenchmarkTrend(b *testing.B) {
	h, f := winRate(), chart.Frame{Width: 774, Height: 230, Size: 7.2, Measure: measure}
	for b.Loop() {
		chart.Trend(h, f)
	}
}
