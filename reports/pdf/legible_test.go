package pdf_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/internal/vision"
	"kpi/reports/locale"
	"kpi/reports/pdf"
	"kpi/reports/pdf/fonts"
)

// everyPage is the pages of reports that together draw all that there is.
func everyPage() map[string][]chart.Drawing {
	out := map[string][]chart.Drawing{}
	for name, c := range map[string]struct {
		card   *scorecard.Scorecard
		locale string
	}{
		"sales": {sample.Sales(), ""}, "odd": {sample.Odd(), ""}, "untargeted": {sample.Untargeted(), ""},
		"big": {sample.Big(40, 7), ""}, "Chinese": {chinese(), "zh-CN"},
	} {
		if c.locale == "zh-CN" && !fonts.HasCJK {
			continue // no letter of it is drawn
		}
		out[name] = pdf.Pages(reports.Compose(c.card, reports.Options{Pages: reports.AllPages, Locale: c.locale}))
	}
	d := kpiPage()
	d.Counts = []document.Count{{Status: status.AtRisk, N: 1}}
	out["a page of a KPI"] = pdf.Pages(d)
	return out
}

// flat are the shapes of groups, too, in the order in which they are painted.
func flat(shapes []chart.Shape) []chart.Shape {
	var out []chart.Shape
	for _, s := range shapes {
		if g, ok := s.(chart.Group); ok {
			out = append(out, flat(g.Shapes)...)
			continue
		}
		out = append(out, s)
	}
	return out
}

// Text can be read where it stands: what lies below each of its ends and its middle
// was painted before it.
func TestEveryTextStandsOutForEveryReader(t *testing.T) {
	for name, pages := range everyPage() {
		texts := 0
		for i, p := range pages {
			all := flat(p.Shapes)
			for at, s := range all {
				if text, ok := s.(chart.Text); ok {
					texts++
					for _, fault := range illegible(text, all[:at]) {
						t.Errorf("%s, page %d: %q %s", name, i+1, text.Text, fault)
					}
				}
			}
		}
		if texts < 20 {
			t.Errorf("%s has %d texts, want more to look at", name, texts)
		}
	}
}

func TestTextThatCannotBeReadIsFound(t *testing.T) {
	band := chart.Navy.Rect(40, 0, 100, 20)
	text := chart.Text{X: 10, Y: 15, Width: 60, Text: "half on the band", Font: chart.Font{Size: 9}, Ink: chart.Grey}
	want := []string{"grey on navy as most readers see", "grey on navy with deuteranopia", "grey on navy with protanopia", "grey on navy in grey"}
	if got := illegible(text, []chart.Shape{band}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	text.Width = 25
	if got := illegible(text, []chart.Shape{band}); len(got) > 0 {
		t.Errorf("beside the band: got %q", got)
	}
}

// illegible says to whom a text over what was painted before has too little contrast
// by WCAG 2.2, 1.4.3.
func illegible(text chart.Text, before []chart.Shape) []string {
	least := 4.5
	if text.Font.Size >= 18 || text.Font.Strong && text.Font.Size >= 14 {
		least = 3
	}
	var out []string
	for _, below := range inksBelow(text, before) {
		for _, eye := range vision.Eyes {
			if got := vision.Contrast(eye.See(string(text.Ink)), eye.See(string(below))); got < least {
				out = append(out, strings.TrimSpace(text.Ink.Name()+" on "+below.Name()+" "+eye.Name))
			}
		}
	}
	return out
}

// inksBelow are the inks of the topmost shapes below a text, each once.
func inksBelow(text chart.Text, before []chart.Shape) []chart.Ink {
	var out []chart.Ink
	for _, along := range []float64{0.02, 0.25, 0.5, 0.75, 0.98} {
		for _, up := range []float64{0.05, 0.35, 0.65} { // from the baseline to the height of capitals
			x, y := text.X+along*text.Width, text.Y-up*text.Font.Size
			if ink := inkAt(x, y, before); !slices.Contains(out, ink) {
				out = append(out, ink)
			}
		}
	}
	return out
}

func inkAt(x, y float64, before []chart.Shape) chart.Ink {
	for _, s := range slices.Backward(before) {
		switch s := s.(type) {
		case chart.Path:
			if s.Fill != "" && inside(x, y, s.Points) {
				return s.Fill
			}
		case chart.Circle:
			if s.Fill != "" && math.Hypot(x-s.X, y-s.Y) < s.R {
				return s.Fill
			}
		}
	}
	return chart.White // paper
}

// inside counts the sides that a ray to the right crosses.
func inside(x, y float64, points []chart.Point) bool {
	odd := false
	for i, a := range points {
		b := points[(i+1)%len(points)]
		if (a.Y > y) != (b.Y > y) && x < a.X+(y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
			odd = !odd
		}
	}
	return odd
}

// A statusMark is a mark on a page.
type statusMark struct {
	box
	word string // of its status
}

// marks are the marks of a page, by the words that they are read out as.
func marks(page chart.Drawing, in *locale.Locale) []statusMark {
	var out []statusMark
	for _, s := range page.Shapes {
		g, ok := s.(chart.Group)
		if !ok || len(g.Shapes) != 1 {
			continue
		}
		for _, one := range statuses {
			word := in.Word(one.Word())
			if b, ok := extent(g); ok && (g.Alt == word || strings.HasPrefix(g.Alt, word+",")) {
				out = append(out, statusMark{b, word})
			}
		}
	}
	return out
}

var statuses = []status.Status{status.None, status.OnTrack, status.AtRisk, status.OffTrack}

// besides reports whether the word stands right of the mark, at its height.
func (m statusMark) besides(texts []box) bool {
	middle := (m.top + m.bottom) / 2
	return slices.ContainsFunc(texts, func(b box) bool {
		return b.what == m.word && b.top < middle && middle < b.bottom && b.left > m.right && b.left < m.right+30
	})
}

// Whoever does not tell the colours of marks, or has not learnt their forms, finds
// the word beside a mark of the same form on the same page.
func TestEveryMarkHasItsWordOnThePage(t *testing.T) {
	for name, pages := range everyPage() {
		in, n := locale.Of("en"), 0
		if name == "Chinese" {
			in = locale.Of("zh-CN")
		}
		for i, p := range pages {
			all, texts := marks(p, in), boxes(p.Shapes)
			n += len(all)
			for _, m := range all {
				if !slices.ContainsFunc(all, func(o statusMark) bool { return o.word == m.word && o.besides(texts) }) {
					t.Errorf("%s, page %d: nothing says that a mark is %q", name, i+1, m.word)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s has no marks", name)
		}
	}
}

// Marks differ by their form, or by an ink that every reader tells apart.
func TestMarksDifferForEveryReader(t *testing.T) {
	const least = 15 // of the 100 between black and white
	type mark struct {
		document.Mark
		pen chart.Pen
	}
	var all []mark
	for _, s := range statuses {
		for _, hollow := range []bool{false, true} {
			if s == status.None && hollow {
				continue // is hollow anyway
			}
			m := document.Mark{Status: s, Hollow: hollow}
			form, pen := formOf(chart.Mark(s, hollow, 10).Shapes[0])
			for _, other := range all {
				otherForm, _ := formOf(chart.Mark(other.Status, other.Hollow, 10).Shapes[0])
				if form == otherForm && !differ(pen, other.pen, least) {
					t.Errorf("%+v and %+v have the same form, and inks that not every reader tells apart", m, other.Mark)
				}
			}
			all = append(all, mark{m, pen})
		}
	}
}

// formOf is the outline of a shape, and whether it is filled.
func formOf(s chart.Shape) (form string, pen chart.Pen) {
	corners := 0
	switch s := s.(type) {
	case chart.Circle:
		pen = s.Pen
	case chart.Path:
		corners, pen = len(s.Points), s.Pen
	}
	form = strings.Repeat("/", corners)
	if pen.Stroke != "" {
		form += " hollow"
	}
	return form, pen
}

func differ(a, b chart.Pen, least float64) bool {
	ink := func(p chart.Pen) string {
		if p.Stroke != "" {
			return string(p.Stroke)
		}
		return string(p.Fill)
	}
	return !slices.ContainsFunc(vision.Eyes, func(e vision.Eye) bool {
		return vision.Difference(e.See(ink(a)), e.See(ink(b))) < least
	})
}
