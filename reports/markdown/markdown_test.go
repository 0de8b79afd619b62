package markdown_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/markdown"
)

func write(t testing.TB, d *document.Document) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := markdown.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// small is a document with every kind of cell.
func small(name string) *document.Document {
	number := func(main, sub string) document.Text { return document.Text{Main: main, Sub: sub} }
	return &document.Document{
		Title: name, Entity: "Northwind", Scope: `region != "Test"`, Period: "2026-Q3", AsOf: "15 Oct 2026", Message: "1 of 2 KPIs on track",
		Counts:  []document.Count{{Status: status.OnTrack, N: 1}, {Status: status.AtRisk}, {Status: status.None, N: 1}},
		Version: "a81e33d", Classification: "Confidential",
		Sections: []document.Section{
			{Name: "Summary", Blocks: []document.Block{
				&document.Notes{Name: "Finding", Sentences: []string{name, "second", "third"}, Printed: 2, Rest: "1 more below."},
				&document.Table{
					Columns: []document.Column{
						{Kind: document.Marks}, {Name: "KPI", Kind: document.Names}, {Name: "Actual", Kind: document.Numbers},
						{Name: "Status", Kind: document.Words}, {Name: "Attained", Kind: document.Numbers}, {Name: "Attained, %", Kind: document.Bullets}, {Name: "3 months", Kind: document.Sparks},
						{Name: "Δ", Kind: document.Changes}, {Name: "Empty", Kind: document.Labels},
					},
					Groups: []document.Group{{Name: "Grow", Note: "score 7", Rows: []document.Row{
						{Cells: []document.Cell{
							document.Mark{Status: status.OnTrack}, document.Text{Main: "Revenue", Sub: "USD"}, number("48,210", "to 15 Oct"), document.Text{Main: "on track"}, number("110%", "on track"),
							document.Bullet{Value: 1.1, Alt: "110 %"}, spark(1, 2, 3), document.Change{Text: "+12.4%"}, document.Text{},
						}},
						{Note: "no data", Cells: []document.Cell{
							document.Mark{}, document.Text{Main: name, Sub: name}, number("n/a", ""), document.Text{Main: "no data"}, number("", ""),
							document.Text{Main: "no percentage of this target"}, spark(), document.Change{Text: "n/a"}, document.Text{},
						}},
					}}},
				},
			}},
			{Name: name, Sub: name, Mark: &document.Mark{Status: status.OffTrack}, Own: true, Appendix: true, Blocks: []document.Block{
				&document.Tiles{Tiles: []document.Tile{{Label: name, Value: "38%", Note: name}, {Label: "Target", Value: "42%"}}},
				&document.Figure{Title: name, Sub: "by region"},
				&document.Beside{Columns: [][]document.Block{
					{&document.Facts{Name: "About", Facts: []document.Fact{{Label: name, Text: name}, {Text: "and more"}, {Label: "Empty"}}}},
					{&document.Boxes{Name: "SMART", Boxes: []document.Box{{Letter: "S", Filled: true}, {Letter: "M", Note: "no-unit"}}}},
				}},
				&document.Lines{Name: "Signed", Columns: []string{"Name", "Date"}, Rows: []string{"Prepared"}, Note: name},
			}},
			{Name: "Definitions", Appendix: true, Blocks: []document.Block{&document.Table{
				Columns: []document.Column{{Name: "KPI", Kind: document.Names}, {Name: "Formula", Kind: document.Prose}},
				Groups: []document.Group{{Rows: []document.Row{
					{Cells: []document.Cell{document.Text{Main: "Revenue"}, document.Text{Main: strings.Repeat("amount * ", 30) + name}}},
				}}},
			}}},
		},
	}
}

func spark(values ...float64) document.Spark {
	var s document.Spark
	for _, v := range values {
		s.Points = append(s.Points, document.SparkPoint{Value: &v})
	}
	return s
}

func TestDocumentAsText(t *testing.T) {
	got := write(t, small("Win rate"))
	want := `# Win rate

Northwind · 2026-Q3 · as of 15 Oct 2026 · only ` + "`region != \"Test\"`" + `

**1 of 2 KPIs on track**

● 1 on track · ○ 1 no status

## Summary

- **Finding:** Win rate
- **Finding:** second
- 1 more below.

| Status      | KPI                 |             Actual | Attained | 3 months |      Δ | Note                                  |
| ----------- | ------------------- | -----------------: | -------: | -------- | -----: | ------------------------------------- |
|             | **Grow** · score 7  |                    |          |          |        |                                       |
| ● on track  | Revenue · USD       | 48,210 (to 15 Oct) |     110% | ▁▅▇      | +12.4% |                                       |
| ○ no status | Win rate · Win rate |                n/a |          |          |    n/a | no percentage of this target, no data |

## Win rate

◆ off track · Win rate

- **Win rate:** 38% · Win rate
- **Target:** 42%

**Win rate** · by region

**About**

- **Win rate:** Win rate and more
- **Empty:**

**SMART:** ☑ S · ☐ M (no-unit)

**Signed**

|          | Name | Date |
| -------- | ---- | ---- |
| Prepared |      |      |

Win rate

## Definitions

| KPI     | Formula |
| ------- | ------- |
| Revenue | ` + strings.Repeat(`amount \* `, 30) + `Win rate |

---

Confidential · definitions ` + "`a81e33d`" + `
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

var evil = []string{
	"a | b", `a \| b \\`, "`code` ``", "*bold* **x** _i_ __j__ closed_on", "[link](http://evil.example) ![x](y)", "<script>alert(1)</script> <!-- x -->",
	"&lt;b&gt; &amp; &#64;octocat", "@octocat and @org/team, mail a@b.example", "fixes #123, octo/repo#7, GH-42, gh-1", "https://github.com/o/r/issues/1 www.evil.example",
	"# heading", "- item", "+ item", "1. item", "2) item", "> quote", "---", "===", "    code", "~~gone~~", "$a$ costs $5 and $6", ":tada: :100: :+1:", "deals.csv:14",
	"two\nlines\r\n\ttabs", "\x1b[31mred\x00\u202E", "赢单率 \U0001F600", "C#", "#", "|", "\\", "`", "ends with \\", "```\nfence", "_", "**", "| - |",
}

// render turns Markdown into HTML with the parser that GitHub wrote.
func render(t *testing.T, text string) string {
	t.Helper()
	if _, err := exec.LookPath("cmark-gfm"); err != nil {
		t.Skip("cmark-gfm is not installed (Debian: apt-get install cmark-gfm)")
	}
	c := exec.Command("cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough")
	c.Stdin = strings.NewReader(text)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// read lists the texts of the elements and counts the elements of an HTML text.
func read(t *testing.T, html string) (texts []string, elements map[string]int) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<html>" + html + "</html>"))
	elements = map[string]int{}
	var b strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts, elements
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, html)
		}
		switch token := token.(type) {
		case xml.StartElement:
			elements[token.Name.Local]++
			b.Reset()
		case xml.CharData:
			b.Write(token)
		case xml.EndElement:
			if s := strings.ReplaceAll(b.String(), "\u200B", ""); strings.TrimSpace(s) != "" {
				texts = append(texts, s)
			}
			b.Reset()
		}
	}
}

// Whatever a name is: the page has the same elements, and shows the name.
func TestNamesAreTexts(t *testing.T) {
	_, want := read(t, render(t, write(t, small("Win rate"))))
	for _, name := range evil {
		text := write(t, small(name))
		texts, elements := read(t, render(t, text))
		if !reflect.DeepEqual(elements, want) {
			t.Errorf("%q: got the elements %v, want %v", name, elements, want)
		}
		shown := document.Line(name)
		for _, cell := range []string{shown, shown + " · " + shown, strings.Repeat("amount * ", 30) + shown} {
			if !contains(texts, cell) {
				t.Errorf("%q: no text %q in %q", name, cell, texts)
			}
		}
	}
}

func contains(texts []string, want string) bool {
	for _, s := range texts {
		if strings.TrimSpace(s) == strings.TrimSpace(want) {
			return true
		}
	}
	return false
}

// GitHub looks for mentions, references and links in the text that is shown.
func TestNothingIsMentioned(t *testing.T) {
	for _, name := range evil {
		text := write(t, small(name))
		for _, signal := range []string{"@octocat", "@org", "@b", "#123", "#7", "GH-42", "gh-1", "://", "www.e", ":tada:", ":100:", ":+1:"} {
			if strings.Contains(text, signal) {
				t.Errorf("%q: %q is in the text", name, signal)
			}
		}
	}
	if got := write(t, small("deals.csv:14")); !strings.Contains(got, "- **Finding:** deals.csv:14\n") {
		t.Error("a place in a file was taken for something else")
	}
}

func TestPagesOfKPIsAreText(t *testing.T) {
	d := reports.Compose(sample.Sales(), reports.Options{Pages: reports.AllPages})
	text := write(t, d)
	for _, section := range d.Sections {
		if section.Own && !strings.Contains(text, "\n## "+section.Name+"\n\n"+section.Mark.Text()+" · ") {
			t.Errorf("no page of %s", section.Name)
		}
	}
	read(t, render(t, text))
}

func TestEveryRowIsThere(t *testing.T) {
	for name, s := range map[string]*scorecard.Scorecard{
		"sales": sample.Sales(), "odd": sample.Odd(), "untargeted": sample.Untargeted(), "empty": sample.Empty(), "big": sample.Big(60, 5), "nothing": {},
	} {
		d := reports.Compose(s, reports.Options{})
		text := write(t, d)
		want, got := 0, 0
		for _, section := range d.Sections {
			for _, b := range section.Blocks {
				if table, ok := b.(*document.Table); ok {
					for _, g := range table.Groups {
						want += len(g.Rows)
						if g.Name != "" || g.Note != "" {
							want++
						}
					}
					want += 2
				}
			}
		}
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "| ") {
				got++
			}
		}
		if got != want {
			t.Errorf("%s: got %d lines of tables, want %d", name, got, want)
		}
		if strings.ContainsAny(text, "\x1b\x00\u202E\r") {
			t.Errorf("%s: control characters in the text", name)
		}
	}
}

// The spaces that line columns up go before anything else is too long.
func TestSpacesGiveWayToTheLimit(t *testing.T) {
	for kpis, aligned := range map[int]bool{30: true, 45: false} {
		text := write(t, reports.Compose(sample.Big(kpis, 5), reports.Options{}))
		n := len([]rune(text))
		if got := strings.Contains(text, "| ● on track  |"); got != aligned || n > markdown.CommentLimit {
			t.Errorf("%d KPIs: got aligned %v with %d characters, want %v", kpis, got, n, aligned)
		}
	}
}

func TestLongTextsAreWholeAndSaidToBeLong(t *testing.T) {
	for kpis, long := range map[int]bool{5: false, 400: true} {
		d := reports.Compose(sample.Big(kpis, 5), reports.Options{})
		var b bytes.Buffer
		got, err := markdown.Write(&b, d)
		if err != nil || (len(got) == 1) != long {
			t.Errorf("%d KPIs: got %q, %v", kpis, got, err)
		}
		if long && !strings.Contains(got[0], fmt.Sprintf("%d characters, and a comment on GitHub holds 65536; break down by fewer", len([]rune(b.String())))) {
			t.Errorf("got %q", got)
		}
		if last := fmt.Sprintf("Indicator number %d · kpi", kpis); !strings.Contains(b.String(), last) {
			t.Errorf("no %q in the text", last)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestBrokenPipeIsAnError(t *testing.T) {
	if _, err := markdown.Write(brokenWriter{}, small("Win rate")); err == nil || err.Error() != "write the Markdown: broken pipe" {
		t.Errorf("got %v", err)
	}
}
