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

// A dice makes data that break charts.
type dice struct{ *rand.Rand }

func (d dice) one(of ...float64) float64 { return of[d.IntN(len(of))] }

// value is nothing, nonsense, or a number of any size.
func (d dice) value() *float64 {
	if d.IntN(6) == 0 {
		return nil
	}
	v := d.one(d.NormFloat64(), d.NormFloat64()*1e6, 100+d.NormFloat64(), float64(d.IntN(5)), -40, 42, 0)
	if d.IntN(60) == 0 {
		v = d.one(math.NaN(), math.Inf(1), math.MaxFloat64, -math.MaxFloat64, 1e-300, 1e300)
	}
	return &v
}

func (d dice) number() float64 {
	if v := d.value(); v != nil {
		return *v
	}
	return 7
}

// text is up to twelve words, some long, some Chinese, some with odd letters.
func (d dice) text() string {
	var words []string
	for range d.IntN(12) {
		letters := []string{"x", "gW", "赢单率", "Ω", "\t", "（年）", "é\x00"}[d.IntN(7)]
		words = append(words, strings.Repeat(letters, 1+d.IntN(1+d.IntN(9))))
	}
	return strings.Join(words, " ")
}

func (d dice) frame() chart.Frame {
	f := chart.Frame{Width: 30 + d.Float64()*800, Size: 5 + d.Float64()*5, Measure: measure}
	if d.IntN(3) > 0 {
		f.Height = d.Float64() * 320
	}
	return f
}

func (d dice) times(n int) []chart.Time {
	out := make([]chart.Time, n)
	first := d.IntN(30)
	for i, p := range monthly(2020, 1+first, n) {
		out[i] = p.Time
		switch first % 4 {
		case 0:
			out[i].Year = ""
		case 1:
			out[i] = chart.Time{Short: d.text(), Year: d.text()}
		}
	}
	return out
}

func (d dice) history() chart.History {
	h := chart.History{Name: d.text(), Format: oneDecimal}
	base, spread := d.number(), d.one(0, 1, 30)
	for i, at := range d.times(d.IntN(61)) {
		p := chart.Period{Time: at, Value: d.value(), Signal: d.IntN(5) == 0, Partial: d.IntN(9) == 0}
		if d.IntN(8) > 0 {
			p.Value = new(base + spread*d.NormFloat64())
		}
		if d.IntN(2) == 0 {
			p.Target = new(base + float64(i/10))
		}
		if d.IntN(3) > 0 {
			p.Limits = &chart.Limits{Lower: base - 2*spread, Mean: base, Upper: base + 2*spread}
		}
		if i > 40 || d.IntN(70) == 0 {
			p.Forecast = &chart.Forecast{Value: base}
			for k := range d.IntN(5) {
				wide := spread * float64(k+1) * d.one(1, 1, 1, 50)
				p.Forecast.Bands = append(p.Forecast.Bands, chart.Band{Level: 0.2 * float64(k+1), Low: base - wide, High: base + wide})
			}
		}
		h.Periods = append(h.Periods, p)
	}
	for range d.IntN(3) * d.IntN(6) {
		h.Notes = append(h.Notes, chart.Note{At: d.IntN(61) - 1, Title: d.text(), Body: d.text(), Target: d.IntN(3) == 0})
	}
	if d.IntN(4) == 0 {
		h.Least, h.Most = new(0.0), new(100.0)
	}
	return h
}

func (d dice) part() chart.Part {
	verdicts := []document.Verdict{document.Gain, document.Loss, document.Neutral}
	return chart.Part{Name: d.text(), Value: d.value(), Verdict: verdicts[d.IntN(3)]}
}

func (d dice) parts() []chart.Part {
	out := make([]chart.Part, d.IntN(25))
	for i := range out {
		out[i] = d.part()
	}
	return out
}

func (d dice) grid() chart.Grid {
	g := chart.Grid{Times: d.times(d.IntN(40)), Format: oneDecimal, Texts: d.IntN(2) == 0}
	for range d.IntN(15) {
		m := chart.Member{Name: d.text()}
		for range d.IntN(45) {
			m.Values = append(m.Values, d.value())
		}
		g.Rows = append(g.Rows, m)
	}
	return g
}

func (d dice) scenarios() chart.Scenarios {
	s := chart.Scenarios{Of: d.text(), Unit: d.text(), Format: oneDecimal}
	for range d.IntN(25) {
		s.Rows = append(s.Rows, chart.Scenario{Name: d.text(), Previous: d.value(), Plan: d.value(), Actual: d.value(), Forecast: d.value()})
	}
	return s
}

// random draws one of each chart.
func (d dice) random() map[string]chart.Drawing {
	return map[string]chart.Drawing{
		"trend":    chart.Trend(d.history(), d.frame()),
		"variance": chart.Variance(chart.Contributions{Of: d.text(), Unit: d.text(), Parts: d.parts(), Total: d.part(), Format: signed}, d.frame()),
		"waterfall": chart.Waterfall(chart.Bridge{Of: d.text(), Unit: d.text(), Start: d.part(), Effects: d.parts(), End: d.part(),
			Format: oneDecimal, Signed: signed}, d.frame()),
		"pareto":    chart.Pareto(chart.Ranking{Of: d.text(), Unit: d.text(), Parts: d.parts(), Most: d.IntN(9), Format: oneDecimal}, d.frame()),
		"heat":      chart.Heat(d.grid(), d.frame()),
		"scenarios": chart.Compare(d.scenarios(), d.frame()),
	}
}

// A place is what a text covers, a little less than the room that it is given.
type place struct {
	text                     string
	left, top, right, bottom float64
}

func (p place) overlaps(q place) bool {
	return p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom
}

func places(d chart.Drawing) []place {
	var out []place
	for _, s := range d.Shapes {
		if s, ok := s.(chart.Text); ok {
			out = append(out, place{s.Text, s.X, s.Y - 0.8*s.Font.Size, s.X + s.Width, s.Y + 0.2*s.Font.Size})
		}
	}
	return out
}

func TestNoTextLeavesAChartOrMeetsAnother(t *testing.T) {
	for seed := range uint64(600) {
		for name, d := range (dice{rand.New(rand.NewPCG(seed, 5))}).random() {
			checkTexts(t, name, seed, d)
			checkShapes(t, name, seed, d)
			if d.Alt == "" {
				t.Errorf("%s %d has no words", name, seed)
			}
		}
	}
}

func checkTexts(t *testing.T, name string, seed uint64, d chart.Drawing) {
	const touch = 0.02
	all := places(d)
	for i, p := range all {
		if p.left < -touch || p.top < -touch || p.right > d.Width+touch || p.bottom > d.Height+touch {
			t.Errorf("%s %d: %q leaves %v × %v: %+v", name, seed, p.text, d.Width, d.Height, p)
		}
		for _, q := range all[i+1:] {
			if p.overlaps(q) {
				t.Errorf("%s %d: %q and %q overlap: %+v %+v", name, seed, p.text, q.text, p, q)
			}
		}
	}
}

func checkShapes(t *testing.T, name string, seed uint64, d chart.Drawing) {
	const touch = 0.02
	check := func(x, y float64) {
		// The negation catches NaN, too.
		if !(x >= -touch && x <= d.Width+touch && y >= -touch && y <= d.Height+touch) {
			t.Errorf("%s %d: (%v, %v) leaves %v × %v", name, seed, x, y, d.Width, d.Height)
		}
	}
	for _, s := range d.Shapes {
		switch s := s.(type) {
		case chart.Path:
			for _, p := range s.Points {
				check(p.X, p.Y)
			}
		case chart.Circle:
			check(s.X-s.R, s.Y-s.R)
			check(s.X+s.R, s.Y+s.R)
		}
	}
}

func TestNumbersOfRowsAreNeverLost(t *testing.T) {
	for seed := range uint64(200) {
		d := dice{rand.New(rand.NewPCG(seed, 6))}
		f := chart.Frame{Width: 180 + 400*d.Float64(), Size: 8, Measure: measure}
		parts := d.parts()
		got := texts(chart.Variance(chart.Contributions{Parts: parts, Total: d.part(), Format: signed}, f))
		for _, p := range parts {
			if p.Value == nil || math.IsNaN(*p.Value) || math.IsInf(*p.Value, 0) {
				continue
			}
			if !slices.Contains(got, signed(*p.Value)) {
				t.Errorf("%d: no %s in %q", seed, signed(*p.Value), got)
			}
		}
	}
}

func TestTheSameNumbersGiveTheSameDrawing(t *testing.T) {
	for seed := range uint64(40) {
		first := (dice{rand.New(rand.NewPCG(seed, 5))}).random()
		second := (dice{rand.New(rand.NewPCG(seed, 5))}).random()
		for name, d := range first {
			if got, want := text(t, second[name]), text(t, d); got != want {
				t.Errorf("%s %d differs", name, seed)
			}
		}
	}
}
