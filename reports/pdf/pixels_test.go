package pdf_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
	"kpi/reports/pdf/fonts"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	cellSide  = 8 // points of a cell of a grid
	tolerance = 2 // of the 18 steps
)

// steps are how dark a cell is, from white to black.
const steps = ".123456789abcdefghi"

// grid draws a page with poppler and says how dark each cell of it is. Readers of
// PDF smooth edges differently, which moves a cell by a step at most.
func grid(t *testing.T, d *document.Document, page int) []string {
	t.Helper()
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	number := fmt.Sprint(page)
	picture := runTool(t, b.Bytes(), "pdftoppm", "-r", "72", "-gray", "-f", number, "-l", number, "FILE")
	var width, height, white int
	if n, err := fmt.Sscanf(picture, "P5\n%d %d\n%d\n", &width, &height, &white); n != 3 || err != nil {
		t.Fatalf("pdftoppm wrote no picture: %v", err)
	}
	pixels := picture[len(picture)-width*height:]
	var out []string
	for y := 0; y < height; y += cellSide {
		line := ""
		for x := 0; x < width; x += cellSide {
			line += string(steps[darkness(pixels, width, x, y)])
		}
		out = append(out, strings.TrimRight(line, "."))
	}
	return out
}

// darkness is the step of the cell that begins at a pixel.
func darkness(pixels string, width, left, top int) int {
	dark, n := 0, 0
	for y := top; y < min(top+cellSide, len(pixels)/width); y++ {
		for x := left; x < min(left+cellSide, width); x++ {
			dark += 255 - int(pixels[y*width+x])
			n += 255
		}
	}
	return int(math.Round(float64((len(steps)-1)*dark) / float64(n)))
}

// lostInk lists the cells that differ by more than the tolerance.
func lostInk(got, want []string) []string {
	var out []string
	at := func(lines []string, x, y int) int {
		if y >= len(lines) || x >= len(lines[y]) {
			return 0
		}
		return strings.IndexByte(steps, lines[y][x])
	}
	for y := range max(len(got), len(want)) {
		for x := range 200 {
			if a, b := at(got, x, y), at(want, x, y); max(a, b)-min(a, b) > tolerance {
				out = append(out, fmt.Sprintf("%d points from the left and %d from the top is %c, want %c", x*cellSide, y*cellSide, steps[a], steps[b]))
			}
		}
	}
	return out
}

// pageOf is the number of the page that begins with the name of a section.
func pageOf(t *testing.T, d *document.Document, name string) int {
	t.Helper()
	for i, p := range pdf.Pages(d) {
		for _, s := range p.Shapes {
			if text, ok := s.(chart.Text); ok && text.Text == name && text.Font.Size > 15 {
				return i + 1
			}
		}
	}
	t.Fatalf("no page begins with %q", name)
	return 0
}

// golden is how a page was drawn.
func golden(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".ink"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// drawnCard is a card, and the KPI whose page is looked at.
func drawnCard(locale string) (*scorecard.Scorecard, string) {
	if locale == "zh-CN" {
		return chinese(), "新增年度经常性收入（ARR）"
	}
	return sample.Sales(), "Win rate"
}

func TestPagesAreDrawnAsTheyWere(t *testing.T) {
	if !fonts.HasCJK {
		t.Skip("built without a Chinese font (tag nocjk)")
	}
	for _, locale := range []string{"en", "zh-CN"} {
		card, name := drawnCard(locale)
		d := reports.Compose(card, reports.Options{Pages: reports.AllPages, Locale: locale})
		for what, page := range map[string]int{"summary": 1, "kpi": pageOf(t, d, name)} {
			t.Run(what+" in "+locale, func(t *testing.T) {
				file, got := what+"-"+locale, grid(t, d, page)
				if *update {
					if err := os.WriteFile(filepath.Join("testdata", file+".ink"), []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				for _, fault := range lostInk(got, golden(t, file)) {
					t.Error(fault)
				}
			})
		}
	}
}

// What the test before is there to see: a chart that is not drawn, and a letter in
// whose place there is the box for what is missing.
func TestLostChartsAndLettersAreSeen(t *testing.T) {
	if !fonts.HasCJK {
		t.Skip("built without a Chinese font (tag nocjk)")
	}
	for _, c := range []struct {
		what, locale string
		lose         func(d *document.Document)
		least        int // cells that differ
	}{
		{"the trend", "en", func(d *document.Document) { blank(d, "Win rate") }, 150},
		{"the trend", "zh-CN", func(d *document.Document) { blank(d, "新增年度经常性收入（ARR）") }, 150},
		{"a letter", "en", func(d *document.Document) { rename(d, "Win rate", "□in rate") }, 3},
		{"a letter", "zh-CN", func(d *document.Document) {
			rename(d, "新增年度经常性收入（ARR）", "新增年度经常性□入（ARR）")
		}, 3},
	} {
		card, name := drawnCard(c.locale)
		d := reports.Compose(card, reports.Options{Pages: reports.AllPages, Locale: c.locale})
		page := pageOf(t, d, name)
		c.lose(d)
		if n := len(lostInk(grid(t, d, page), golden(t, "kpi-"+c.locale))); n < c.least {
			t.Errorf("%s without %s: %d cells differ, want at least %d", c.locale, c.what, n, c.least)
		}
	}
}

// blank takes what a trend shows out of the page of a KPI.
func blank(d *document.Document, name string) {
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if f, ok := b.(*document.Figure); ok && s.Name == name {
				if h, ok := f.Picture.(chart.History); ok {
					f.Picture = chart.History{Format: h.Format}
				}
			}
		}
	}
}

func rename(d *document.Document, name, other string) {
	for i := range d.Sections {
		if d.Sections[i].Name == name {
			d.Sections[i].Name = other
		}
	}
}
