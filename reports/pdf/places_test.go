package pdf_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
)

// A box is what a text or a figure covers.
type box struct {
	what                     string
	left, top, right, bottom float64
}

// boxes returns a box per text, and one per figure without text.
func boxes(shapes []chart.Shape) []box {
	var out []box
	for _, s := range shapes {
		switch s := s.(type) {
		case chart.Text:
			out = append(out, box{s.Text, s.X, s.Y - 0.7*s.Font.Size, s.X + s.Width, s.Y + 0.2*s.Font.Size})
		case chart.Group:
			if inner := boxes(s.Shapes); len(inner) > 0 {
				out = append(out, inner...)
			} else if b, ok := extent(s); ok {
				out = append(out, b)
			}
		}
	}
	return out
}

func extent(g chart.Group) (box, bool) {
	b := box{g.Alt, 1e9, 1e9, -1e9, -1e9}
	for _, s := range g.Shapes {
		switch s := s.(type) {
		case chart.Path:
			for _, p := range s.Points {
				b = b.with(p.X, p.Y)
			}
		case chart.Circle:
			b = b.with(s.X-s.R, s.Y-s.R).with(s.X+s.R, s.Y+s.R)
		}
	}
	return b, b.left <= b.right
}

func (b box) with(x, y float64) box {
	return box{b.what, min(b.left, x), min(b.top, y), max(b.right, x), max(b.bottom, y)}
}

func (b box) overlaps(c box) bool {
	const touch = 0.05
	return b.left < c.right-touch && c.left < b.right-touch && b.top < c.bottom-touch && c.top < b.bottom-touch
}

func TestNothingLeavesThePageAndNoTextMeetsAnother(t *testing.T) {
	cards := map[string]*scorecard.Scorecard{
		"sales": sample.Sales(), "odd": sample.Odd(), "untargeted": sample.Untargeted(),
		"empty": sample.Empty(), "sixty": sample.Big(60, 7), "small": sample.Small(), "Chinese": chinese(),
	}
	for seed := range uint64(20) {
		cards[fmt.Sprint("random ", seed)] = random(rand.New(rand.NewPCG(seed, 1)))
	}
	for name, card := range cards {
		for _, o := range papers() {
			t.Run(fmt.Sprint(name, " on ", o.Paper, " ", o.Orientation), func(t *testing.T) {
				o.Classification = strings.Repeat("Confidential ", 9)
				pages := pdf.Pages(reports.Compose(card, o))
				for i, p := range pages {
					check(t, i+1, p)
				}
			})
		}
	}
}

// A table of all kinds of columns finds room on any paper, and so does any text
// in all blocks.
func TestEveryColumnFindsRoom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for i := range 30 {
		text := words(r)
		for _, o := range papers() {
			d := everywhere(text, r.NormFloat64()*2)
			d.Paper, d.Orientation = o.Paper, o.Orientation
			t.Run(fmt.Sprint(i, " on ", o.Paper, " ", o.Orientation), func(t *testing.T) {
				for i, p := range pdf.Pages(d) {
					check(t, i+1, p)
				}
			})
		}
	}
}

// papers are all sizes of paper, in both orientations.
func papers() []reports.Options {
	var out []reports.Options
	for _, p := range []document.Paper{document.A4, document.Letter} {
		for _, o := range []document.Orientation{document.Landscape, document.Portrait} {
			out = append(out, reports.Options{Paper: p, Orientation: o, Pages: reports.AllPages})
		}
	}
	return out
}

func check(t *testing.T, number int, page chart.Drawing) {
	all := boxes(page.Shapes)
	for i, b := range all {
		if b.left < 33.9 || b.right > page.Width-33.9 || b.top < 5 || b.bottom > page.Height-8 {
			t.Errorf("page %d: %q leaves the page: %+v", number, b.what, b)
		}
		for _, c := range all[i+1:] {
			if b.overlaps(c) {
				t.Errorf("page %d: %q and %q overlap: %+v %+v", number, b.what, c.what, b, c)
			}
		}
	}
}

// random changes the texts and numbers of the sales card.
func random(r *rand.Rand) *scorecard.Scorecard {
	s := sample.Sales()
	s.Title, s.Entity, s.Where = words(r), words(r), words(r)
	for i := range s.Sections {
		s.Sections[i].Name = words(r)
		for j := range s.Sections[i].Results {
			k := &s.Sections[i].Results[j]
			k.Name, k.Owner, k.Description, k.Formula = words(r), words(r), words(r), words(r)
			v := r.NormFloat64() * float64(r.Uint64N(1<<(r.Uint64N(62)+1)))
			k.Actual.Value = &v
			if r.IntN(3) == 0 {
				k.Attainment = new(r.NormFloat64() * 3)
			}
			k.LastYear = sample.Compared(k.Unit, v, r.NormFloat64()*1e6)
			for n := range k.Notes {
				k.Notes[n].Text = words(r)
			}
			for n := range k.Actions {
				k.Actions[n].Do, k.Actions[n].Owner = words(r), words(r)
			}
			for n := range k.Smart {
				k.Smart[n].Failed = append(slices.Clone(k.Smart[n].Failed), words(r))
			}
		}
	}
	return s
}

// words is up to thirty words, some without end and some of one letter.
func words(r *rand.Rand) string {
	var out []string
	for range r.IntN(30) {
		first := 'A'
		if r.IntN(3) == 0 {
			first = '一' // and the Chinese letters after it, of which some are in no font
		}
		out = append(out, strings.Repeat(string(first+r.Int32N(57)), 1+r.IntN(1+r.IntN(40))))
	}
	return strings.Join(out, " ")
}

func TestTableHeadsAndGroupsReturnOnEachPage(t *testing.T) {
	pages := pdf.Pages(reports.Compose(sample.Big(60, 0), reports.Options{Pages: []reports.Page{reports.SummaryPage, reports.ActionsPage, reports.EvidencePage, reports.DefinitionsPage, reports.QualityPage}}))
	if len(pages) < 5 {
		t.Fatalf("got %d pages, want some", len(pages))
	}
	for i, p := range pages {
		text := texts(p)
		if !strings.Contains(text, "\nActual\n") && !strings.Contains(text, "\nDescription\n") {
			t.Errorf("page %d has no table head:\n%s", i+1, text)
		}
		if want := fmt.Sprintf("\nPage %d of %d\n", i+1, len(pages)); !strings.Contains(text, want) {
			t.Errorf("page %d does not say %q", i+1, want)
		}
	}
	if second := texts(pages[1]); !strings.Contains(second, "Objective 2 (continued)") {
		t.Errorf("page 2 does not repeat the heading that it continues:\n%s", second)
	}
}

// A heading stands on the page of the first row below it, however high that is, and
// so does the head of its table.
func TestNoHeadingStandsAlone(t *testing.T) {
	for lines := range 60 { // push the heading down
		before := &document.Notes{Name: "Before", Sentences: slices.Repeat([]string{"A line."}, lines)}
		row := document.Row{Cells: []document.Cell{document.Text{Main: strings.Repeat("first row ", 300)}}}
		table := &document.Table{Columns: []document.Column{{Name: "Head", Kind: document.Prose}}, Groups: []document.Group{{Rows: []document.Row{row}}}}
		for _, p := range pdf.Pages(&document.Document{Sections: []document.Section{
			{Blocks: []document.Block{before}}, {Name: "Heading", Blocks: []document.Block{table}},
		}}) {
			text := texts(p)
			for _, want := range []string{"\nHeading\n", "\nHead\n"} {
				if strings.Contains(text, want) != strings.Contains(text, "first row") {
					t.Errorf("after %d lines, %q and the first row stand on different pages", lines, strings.TrimSpace(want))
				}
			}
		}
	}
}

func TestFindingsOfManyPagesHaveTheirHeads(t *testing.T) {
	d := reports.Compose(sample.Odd(), reports.Options{})
	d.Sections = d.Sections[len(d.Sections)-1:]
	pages := pdf.Pages(d)
	if len(pages) < 3 {
		t.Fatalf("got %d pages, want some", len(pages))
	}
	for i, p := range pages {
		if text := texts(p); !strings.Contains(text, "\nExamples\n") {
			t.Errorf("page %d has no table head:\n%s", i+1, text)
		}
	}
}

func texts(d chart.Drawing) string {
	out := "\n"
	for _, b := range boxes(d.Shapes) {
		out += b.what + "\n"
	}
	return out
}

func TestFiguresHaveWords(t *testing.T) {
	pages := pdf.Pages(reports.Compose(sample.Sales(), reports.Options{}))
	for _, p := range pages {
		for _, s := range p.Shapes {
			if g, ok := s.(chart.Group); ok && g.Alt == "" {
				t.Errorf("a figure has no words: %+v", g)
			}
		}
	}
}
