package svg_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kpi/reports/chart"
	"kpi/reports/svg"
)

// measure takes every letter for half as wide as it is high, CJK ones for as wide.
func measure(text string, f chart.Font) float64 {
	sum := 0.0
	for _, r := range chart.Runs(text) {
		share := 0.5
		if r.CJK {
			share = 1
		}
		sum += share * f.Size * float64(len([]rune(r.Text)))
	}
	return sum
}

func write(t *testing.T, d chart.Drawing) string {
	t.Helper()
	var out strings.Builder
	if err := svg.Write(&out, d, svg.Options{ID: "k1-", Measure: measure}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestFiguresHaveTheirWords(t *testing.T) {
	got := write(t, chart.Drawing{Width: 20, Height: 10, Name: "Win rate", Alt: "fell < 40 % & stays"})
	for _, want := range []string{
		`width="20pt" height="10pt" viewBox="0 0 20 10"`,
		`role="img" aria-labelledby="k1-title k1-desc"`,
		`<title id="k1-title">Win rate</title>`,
		`<desc id="k1-desc">fell &lt; 40 % &amp; stays</desc>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	hidden := write(t, chart.Drawing{Role: chart.Artifact, Alt: "scale"})
	if !strings.Contains(hidden, `aria-hidden="true"`) || strings.Contains(hidden, "scale") {
		t.Errorf("got %s, want what helps the eye only to be hidden", hidden)
	}
}

func TestShapesAsWritten(t *testing.T) {
	d := chart.Drawing{Width: 9, Height: 9}
	area := chart.Blue.Rect(0, 1.004, 2.5, 3)
	area.Tip = "Q1: 7"
	d.Add(area,
		chart.Line(chart.Point{X: 1.0 / 3}, chart.Point{X: -0.001, Y: 2}, chart.Pen{Stroke: chart.Bar, Width: 1, Dash: []float64{3.2, 2}, Round: true}),
		chart.Circle{X: 4, Y: 5, R: 2, Pen: chart.Pen{Fill: chart.White, Stroke: chart.Vermilion, Width: 1.3}},
		chart.Line(chart.Point{}, chart.Point{X: 1}, chart.Pen{Stroke: "#010203", Width: 1}),
		chart.Path{Points: []chart.Point{{X: 1}}, Pen: chart.Pen{Fill: chart.Blue}})
	d.Place(chart.Mark("on_track", false, 4), 1, 1)
	want := `<path class="fill-blue" fill="#0072B2" d="M0 1L2.5 1L2.5 4L0 4Z"><title>Q1: 7</title></path>
<path class="stroke-bar" fill="none" stroke="#1B3A66" stroke-width="1" stroke-dasharray="3.2 2" stroke-linejoin="round" stroke-linecap="round" d="M0.33 0L0 2"/>
<circle class="fill-white stroke-vermilion" fill="#FFFFFF" stroke="#D55E00" stroke-width="1.3" cx="4" cy="5" r="2"/>
<path fill="none" stroke="#010203" stroke-width="1" d="M0 0L1 0"/>
<g><title>on track</title>
<circle class="fill-blue" fill="#0072B2" cx="3" cy="3" r="1.84"/>
</g>
</svg>
`
	got := write(t, d)
	if got = got[strings.Index(got, "</desc>\n")+len("</desc>\n"):]; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEachFontHasItsElementAtItsPlace(t *testing.T) {
	d := chart.Drawing{Width: 200, Height: 20}
	d.Add(chart.Text{X: 10, Y: 15, Text: "Win 赢单 (Q3)", Font: chart.Font{Size: 10, Strong: true}, Ink: chart.Dark})
	var got []string
	for _, m := range regexp.MustCompile(`<text.* x="([^"]*)".*font-size="([^"]*)".*textLength="([^"]*)".*>(.*)</text>`).FindAllStringSubmatch(write(t, d), -1) {
		got = append(got, strings.Join(m[1:], " "))
	}
	// "Win " is 20 wide, "赢单 " 30.
	want := "10 10 15 Win|30 9.4 20 赢单|60 10 20 (Q3)"
	if strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOddTextsAreStillXML(t *testing.T) {
	for _, text := range []string{"<b>&\"'", "a\x00b\x1b[31m", "\xff\xfe", "😀 e\u0301", "]]>", strings.Repeat("长", 3000)} {
		d := chart.Drawing{Width: 9, Height: 9, Name: text, Alt: text}
		d.Add(chart.Text{Text: text, Font: chart.Font{Size: 7}, Ink: chart.Dark}, chart.Circle{R: 1, Tip: text, Pen: chart.Pen{Fill: chart.Blue}})
		decoder := xml.NewDecoder(strings.NewReader(write(t, d)))
		for {
			_, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
	}
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrorsOfTheWriterComeBack(t *testing.T) {
	if err := svg.Write(full{}, chart.Drawing{}, svg.Options{}); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}

func TestDarkPaletteHasEveryInk(t *testing.T) {
	dark := svg.Dark()
	style := svg.Style(dark)
	for _, i := range chart.Inks() {
		want := ".chart .fill-" + i.Name() + "{fill:" + string(dark[i]) + "}.chart .stroke-" + i.Name() + "{stroke:" + string(dark[i]) + "}"
		if dark[i] == "" || !strings.Contains(style, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestDarkTextsStandOut(t *testing.T) {
	dark := svg.Dark()
	for _, p := range []struct {
		text, behind chart.Ink
		least        float64
	}{
		{chart.Dark, chart.White, 4.5}, {chart.Grey, chart.White, 4.5}, {chart.Bar, chart.White, 4.5}, {chart.Blue, chart.White, 4.5},
		{chart.Grey, chart.Habit, 4.5}, {chart.White, chart.Navy, 4.5},
		{chart.Dark, chart.Blue1, 4.5}, {chart.Dark, chart.Blue2, 4.5}, {chart.Dark, chart.Blue3, 4.5},
		{chart.White, chart.Blue4, 4.5}, {chart.White, chart.Blue5, 4.5},
		{chart.Vermilion, chart.White, 3}, {chart.Orange, chart.White, 3}, {chart.Silver, chart.White, 3},
	} {
		if got := contrast(t, dark[p.text], dark[p.behind]); got < p.least {
			t.Errorf("%s on %s: contrast %.1f, want %v", p.text.Name(), p.behind.Name(), got, p.least)
		}
	}
}

// contrast is that of WCAG 2.
func contrast(t *testing.T, a, b chart.Ink) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, i chart.Ink) float64 {
	n, err := strconv.ParseUint(string(i[1:]), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	linear := func(c uint64) float64 {
		v := float64(c&0xFF) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
