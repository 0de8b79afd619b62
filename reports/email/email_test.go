package email_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/email"
	"kpi/reports/internal/sample"
)

func write(t testing.TB, d *document.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := email.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A page is what an HTML text holds.
type page struct {
	elements map[string]int
	texts    []string
	styles   map[string]bool // names of properties
	names    map[string]bool // of attributes
}

// read parses strictly: what is not closed is an error.
func read(t *testing.T, html string) page {
	t.Helper()
	p := page{elements: map[string]int{}, styles: map[string]bool{}, names: map[string]bool{}}
	d := xml.NewDecoder(strings.NewReader(html))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, html)
		}
		switch token := token.(type) {
		case xml.StartElement:
			p.elements[token.Name.Local]++
			for _, a := range token.Attr {
				p.names[a.Name.Local] = true
				if a.Name.Local == "style" {
					for property := range strings.SplitSeq(a.Value, ";") {
						name, _, _ := strings.Cut(property, ":")
						p.styles[name] = true
					}
				}
			}
		case xml.CharData:
			if s := strings.TrimSpace(string(token)); s != "" {
				p.texts = append(p.texts, s)
			}
		}
	}
}

func cards() map[string]*scorecard.Scorecard {
	return map[string]*scorecard.Scorecard{
		"sales": sample.Sales(), "odd": sample.Odd(), "untargeted": sample.Untargeted(), "empty": sample.Empty(), "big": sample.Big(200, 5), "nothing": {},
	}
}

// What mail programs take away must not be there to be missed.
func TestMailHoldsOnlyWhatProgramsShow(t *testing.T) {
	allowed := []string{"b", "body", "br", "h1", "h2", "head", "html", "meta", "p", "span", "table", "td", "th", "title", "tr"}
	attributes := []string{"align", "aria-label", "bgcolor", "border", "cellpadding", "cellspacing", "charset", "colspan", "content", "height", "lang",
		"name", "nowrap", "role", "scope", "style", "valign", "width"}
	properties := []string{"background", "color", "font", "font-size", "line-height", "margin", "padding", "white-space", "width", "word-break"}
	for name, s := range cards() {
		html := write(t, reports.Compose(s, reports.Options{}))
		p := read(t, html)
		for what, has := range map[string][2][]string{
			"elements":   {slices.Sorted(maps.Keys(p.elements)), allowed},
			"attributes": {slices.Sorted(maps.Keys(p.names)), attributes},
			"properties": {slices.Sorted(maps.Keys(p.styles)), properties},
		} {
			for _, got := range has[0] {
				if !slices.Contains(has[1], got) {
					t.Errorf("%s: %q is not one of the %s that every program shows", name, got, what)
				}
			}
		}
		if len(html) > email.Limit {
			t.Errorf("%s: %d bytes", name, len(html))
		}
		for _, bad := range []string{"url(", "http", "&nbsp;", "\x1b", "\u202E"} {
			if strings.Contains(html, bad) {
				t.Errorf("%s: %q is in the mail", name, bad)
			}
		}
	}
}

func TestMailSaysWhatTheReportSays(t *testing.T) {
	p := read(t, write(t, reports.Compose(sample.Sales(), reports.Options{Classification: "Confidential"})))
	for _, want := range []string{
		"Sales scorecard", "Northwind Trading · 2026-Q3, 1 Jul to 30 Sep 2026", `As of 15 Oct 2026 · data through 14 Oct 2026 · only region != "Test"`,
		"6 of 13 KPIs on track; 2 off track: Pipeline coverage, Sales cycle; 3 at risk: New ARR, Win rate, Logo churn",
		"● on track", "Won revenue", "USD · VP Sales", "48,210,400", "46,500,000", "103.7%", "+12.4%", "▁▃▅▁▂▅▃▂▆▅▃▆▆▃▆▇▆▆▇▇▆▇▇▇",
		"◆ off track", "days · lower is better · Director Field Sales", "○ no status", "period not over, 2026-Q4 to 15 Oct", "no data",
		"Lead response time is of the running quarter, to 15 October.", "Add twenty discovery calls a week", "By region", "(others, 12)",
		"Not in this mail: Definitions (13 rows); Data quality (5 rows). The attached PDF has all of it.", "Confidential · definitions a81e33d",
	} {
		if !slices.Contains(p.texts, want) {
			t.Errorf("no %q in\n%q", want, p.texts)
		}
	}
}

// one is a document of one KPI, whose texts are all the same.
func one(text string) *document.Document {
	return &document.Document{
		Title: text, Entity: text, Scope: text, Period: text, AsOf: text, DataThrough: text, State: text, Message: text, Version: text,
		Classification: text, Language: "en", Counts: []document.Count{{Status: status.AtRisk, N: 1}},
		Sections: []document.Section{{Name: text, Blocks: []document.Block{
			&document.Notes{Name: text, Sentences: []string{text, text}, Printed: 1, Rest: text},
			&document.Table{
				Columns: []document.Column{
					{Kind: document.Marks}, {Name: text, Kind: document.Names}, {Name: text, Kind: document.Numbers}, {Name: text, Kind: document.Bullets, Max: 1.3},
					{Name: text, Kind: document.Sparks}, {Name: text, Kind: document.Changes}, {Name: text, Kind: document.Labels}, {Name: text, Kind: document.Prose},
				},
				Groups: []document.Group{{Name: text, Note: text, Rows: []document.Row{{Note: text, Cells: []document.Cell{
					document.Mark{Status: status.AtRisk}, document.Text{Main: text, Sub: text, Tone: document.Strong}, document.Text{Main: text, Sub: text},
					document.Bullet{Value: 0.9, Alt: text}, document.Spark{Points: []document.SparkPoint{{Value: new(1.0)}, {Value: new(2.0)}}, Alt: text},
					document.Change{Text: text, Alt: text}, document.Text{Main: text}, document.Text{Main: text},
				}}}}},
			},
			&document.Tiles{Tiles: []document.Tile{{Label: text, Value: text, Note: text}}},
			&document.Figure{Title: text, Sub: text},
			&document.Beside{Columns: [][]document.Block{
				{&document.Facts{Name: text, Facts: []document.Fact{{Label: text, Text: text}, {Text: text}}}},
				{&document.Boxes{Name: text, Boxes: []document.Box{{Letter: text, Filled: true}, {Letter: text, Note: text}}}},
			}},
			&document.Lines{Name: text, Columns: []string{text}, Rows: []string{text}, Note: text},
		}, Sub: text, Mark: &document.Mark{Status: status.OffTrack}}, {Name: text, Appendix: true, Blocks: []document.Block{&document.Notes{Sentences: []string{text}}}}},
	}
}

func TestNamesAreTexts(t *testing.T) {
	want := read(t, write(t, one("Win rate"))).elements
	for _, name := range []string{
		"<script>alert(1)</script>", `"><img src=x onerror=y>`, "' style='x", "<!-- x -->", "&lt;b&gt; &amp; &nbsp;", "</table></body>", "]]>", "a\x00b\x1b[2J\u202E", "a\xff", "赢单率",
	} {
		p := read(t, write(t, one(name)))
		if !maps.Equal(p.elements, want) {
			t.Errorf("%q: got the elements %v, want %v", name, p.elements, want)
		}
		shown := 0
		for _, s := range p.texts {
			if s == document.Line(name) {
				shown++
			}
		}
		if document.Line(name) != "" && shown < 10 {
			t.Errorf("%q is shown %d times", name, shown)
		}
	}
}

func TestPagesOfKPIsAreCounted(t *testing.T) {
	p := read(t, write(t, reports.Compose(sample.Sales(), reports.Options{Pages: reports.AllPages})))
	want := "Not in this mail: the pages of 13 KPIs; Definitions (13 rows); Data quality (5 rows); Sign-off (3 rows). The attached PDF has all of it."
	if !slices.Contains(p.texts, want) {
		t.Errorf("no %q in %q", want, p.texts[len(p.texts)-3:])
	}
}

func TestEveryBlockIsShown(t *testing.T) {
	d := one("Win rate")
	d.Sections[0].Blocks = slices.Concat(d.Sections[0].Blocks, []document.Block{
		&document.Tiles{Tiles: []document.Tile{{Label: "Actual", Value: "38%", Note: "1,073 rows"}}}, &document.Figure{Title: "It falls", Sub: "by month"},
		&document.Facts{Name: "About", Facts: []document.Fact{{Label: "Counts", Text: "won deals"}}},
		&document.Boxes{Name: "SMART", Boxes: []document.Box{{Letter: "S", Filled: true}, {Letter: "M", Note: "no-unit"}}},
	})
	p := read(t, write(t, d))
	for _, want := range []string{"◆ off track", "Actual", "38%", "1,073 rows", "It falls", "by month (drawn in the PDF)", "About", "Counts:", "won deals", "SMART:", "☑ S · ☐ M (no-unit)",
		"Not in this mail: 1 of 12 rows of Win rate; Win rate (1 row). The attached PDF has all of it."} {
		if !slices.Contains(p.texts, want) && !slices.Contains(p.texts, want+" \u00A0") {
			t.Errorf("no %q in %q", want, p.texts)
		}
	}
}

var missing = regexp.MustCompile(`(\d+) of (\d+) rows of Summary`)

// However long a report is: the mail is not, and says what it does not have.
func TestLongMailsSayWhatIsLeftOut(t *testing.T) {
	cut := 0
	for kpis := 10; kpis <= 150; kpis += 7 {
		d := reports.Compose(sample.Big(kpis, 4), reports.Options{})
		html := write(t, d)
		p := read(t, html)
		if len(html) > email.Limit {
			t.Fatalf("%d KPIs: %d bytes", kpis, len(html))
		}
		shown, named := 0, strings.Join(p.texts, "\n")
		for i := range kpis {
			if slices.Contains(p.texts, fmt.Sprintf("Indicator number %d", i+1)) {
				shown++
			}
		}
		want := 0
		if m := missing.FindStringSubmatch(named); m != nil {
			want, _ = strconv.Atoi(m[1])
			cut++
			if !strings.Contains(named, fmt.Sprintf("%d of %d rows are shown.", shown, kpis)) || !strings.Contains(named, "By region (") {
				t.Errorf("%d KPIs, %d shown:\n%s", kpis, shown, named[len(named)-400:])
			}
		}
		const note = "Lead response time is of the running quarter, to 15 October."
		if slices.Contains(p.texts, note) {
			shown++
		}
		if shown+want != kpis+1 {
			t.Errorf("%d KPIs and a note: %d are shown, and %d said to be missing", kpis, shown, want)
		}
	}
	if cut == 0 {
		t.Error("no mail was long enough to be cut")
	}
}

func TestHeadAndFootAlwaysFit(t *testing.T) {
	for _, letter := range []string{"x", "赢", "&", "\""} {
		d := one(strings.Repeat(letter, 3_000))
		for range 50 {
			d.Sections = append(d.Sections, d.Sections[0])
		}
		html := write(t, d)
		read(t, html)
		if len(html) > email.Limit || !strings.Contains(html, "The attached PDF has all of it.") {
			t.Errorf("%q: %d bytes, … %q", letter, len(html), html[len(html)-300:])
		}
	}
}

var cellWidth = regexp.MustCompile(`<td width="(\d+)" height="8" bgcolor="(#\w+)"`)

func TestBulletsAreAsWideAsTheirScale(t *testing.T) {
	for _, c := range []struct {
		name       string
		value, max float64
		want       string
	}{
		{"nothing", 0, 1.3, "60 shade, 2 target, 16 beyond"},
		{"below nothing", -3, 1.3, "60 shade, 2 target, 16 beyond"},
		{"half", 0.5, 1.3, "30 bar, 30 shade, 2 target, 16 beyond"},
		{"on target", 1, 1.3, "60 bar, 2 target, 16 beyond"},
		{"over it", 1.2, 1.3, "60 bar, 2 gap, 10 bar, 6 beyond"},
		{"off the scale", 9, 1.3, "60 bar, 2 gap, 16 bar"},
		{"a scale to the target", 0.5, 1, "39 bar, 37 shade, 2 target"},
		{"no scale", 0.5, 0, "39 bar, 37 shade, 2 target"},
	} {
		d := one("x")
		table := d.Sections[0].Blocks[1].(*document.Table)
		table.Columns[3].Max = c.max
		table.Groups[0].Rows[0].Cells[3] = document.Bullet{Value: c.value}
		var got []string
		width := 0
		for _, m := range cellWidth.FindAllStringSubmatch(write(t, d), -1) {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				t.Fatal(err)
			}
			width += n
			got = append(got, m[1]+" "+map[string]string{"#1B3A66": "bar", "#CBD5E1": "shade", "#14253A": "target", "#EDF1F5": "beyond", "#FFFFFF": "gap"}[m[2]])
		}
		if strings.Join(got, ", ") != c.want || width != 78 {
			t.Errorf("%s: got %q, %d pixels, want %q", c.name, got, width, c.want)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestBrokenPipeIsAnError(t *testing.T) {
	if err := email.Write(brokenWriter{}, one("x")); err == nil || err.Error() != "write the e-mail: broken pipe" {
		t.Errorf("got %v", err)
	}
}
