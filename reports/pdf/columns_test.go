package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"kpi/reports"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
)

// Six columns of numbers beside bullets and sparklines are more than portrait has
// room for: heads take more lines then, and no word of them is broken.
func TestWordsOfHeadsAreNotBroken(t *testing.T) {
	all := []document.Comparison{document.Previous, document.LastYear, document.YearToDate, document.Trailing12}
	for _, o := range papers() {
		t.Run(fmt.Sprint(o.Paper, " ", o.Orientation), func(t *testing.T) {
			card := sample.Sales()
			for i := range card.Sections {
				for j := range card.Sections[i].Results {
					r := &card.Sections[i].Results[j]
					r.Previous, r.YearToDate, r.Trailing12 = r.LastYear, r.LastYear, r.LastYear
				}
			}
			o.Comparisons = all
			d := reports.Compose(card, o)
			words := map[string]bool{}
			for _, s := range d.Sections {
				for _, b := range s.Blocks {
					for _, w := range strings.Fields(strings.Join(headsOf(b), " ")) {
						words[w] = true
					}
				}
			}
			if !words["Attained"] || !words["months"] {
				t.Fatalf("the columns are not those that were asked for: %v", words)
			}
			for _, page := range pdf.Pages(d) {
				for _, head := range heads(page) {
					for _, w := range strings.Fields(head) {
						if !words[w] {
							t.Errorf("a head has the line %q", head)
						}
					}
				}
			}
		})
	}
}

func headsOf(b document.Block) []string {
	var out []string
	switch b := b.(type) {
	case *document.Table:
		for _, c := range b.Columns {
			out = append(out, c.Name)
		}
	case *document.Lines:
		out = b.Columns
	}
	return out
}

// heads are the lines in the look of the heads of columns.
func heads(page chart.Drawing) []string {
	var out []string
	for _, s := range page.Shapes {
		if t, ok := s.(chart.Text); ok && t.Font.Strong && t.Font.Size == 7.5 && t.Ink == chart.Grey {
			out = append(out, t.Text)
		}
	}
	return out
}
