package pdf_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
)

func format(v float64) string { return fmt.Sprint(v) }

// kpiPage is a document with a page of a KPI that has a block of each kind.
func kpiPage() *document.Document {
	bridge := chart.Bridge{Name: "Revenue", Start: chart.Part{Name: "last year", Value: new(40.0)}, End: chart.Part{Name: "Q3", Value: new(48.0)},
		Effects: []chart.Part{{Name: "West", Value: new(8.0)}}, Format: format, Signed: format, Alt: "from 40 to 48"}
	history := chart.History{Name: "Revenue", Alt: "from 40 to 48", Format: format,
		Periods: []chart.Period{{Time: chart.Time{Short: "Q2"}, Value: new(40.0)}, {Time: chart.Time{Short: "Q3"}, Value: new(48.0)}}}
	row := document.Row{To: "revenue", Cells: []document.Cell{document.Mark{Status: status.AtRisk}, document.Text{Main: "Revenue"}}}
	return &document.Document{Title: "Sales", Period: "2026-Q3", Sections: []document.Section{
		{Name: "Summary", Plain: true, Blocks: []document.Block{&document.Table{
			Columns: []document.Column{{Kind: document.Marks}, {Name: "KPI", Kind: document.Names}}, Groups: []document.Group{{Rows: []document.Row{row}}}}}},
		{Name: "Revenue", Key: "revenue", Group: "Growth", Sub: "USD", Mark: &document.Mark{Status: status.AtRisk}, Own: true, AfterContents: true, Blocks: []document.Block{
			&document.Tiles{Tiles: []document.Tile{{Label: "Actual", Value: "48", Note: "53 rows"}, {Label: "Target", Value: "50"}}},
			&document.Figure{Title: "Revenue rose", Sub: "USD, Q2 to Q3", Picture: history},
			&document.Beside{Columns: [][]document.Block{
				{&document.Figure{Title: "From last year", Sub: "by region", Picture: bridge}},
				{&document.Facts{Name: "Definition", Facts: []document.Fact{{Label: "Counts", Text: "Won deals."}, {Text: "In USD."}}},
					&document.Boxes{Name: "SMART", Boxes: []document.Box{{Letter: "S", Filled: true}, {Letter: "M", Note: "no unit"}}}},
			}},
		}},
		{Name: "Sign-off", Blocks: []document.Block{&document.Lines{Columns: []string{"Name", "Date"}, Rows: []string{"Prepared"}, Note: "SHA-256 1f"}}},
	}}
}

func TestPageOfAKPIIsReadInOrder(t *testing.T) {
	_, got, _ := strings.Cut(pdf.Tree(kpiPage()), "TH Row\n")
	want := `            Link Revenue
  Sect
    H2 Contents
    P Growth
    TOC
      TOCI
        Figure at risk
        Link Revenue 3
    TOC
      TOCI
        Link Sign-off 4
  Sect
    H2 Revenue
    P at risk
    P USD
    L
      LI
        Lbl Actual
        LBody
          P 48
          P 53 rows
      LI
        Lbl Target
        LBody
          P 50
          P
    H3 Revenue rose
    P USD, Q2 to Q3
    Figure from 40 to 48
    H3 From last year
    P by region
    Figure from 40 to 48
    H3 Definition
    P
    Table
      TR
        TH Row Counts
        TD
          P Won deals.
          P In USD.
    Figure SMART: S passed, M not passed
    L
      LI
        Lbl M
        LBody no unit
  Sect
    H2 Sign-off
    Table
      TR
        TD
        TH Column Name
        TH Column Date
      TR
        TH Row Prepared
        TD
        TD
    P SHA-256 1f
  P same inputs give the same bytes
  P
`
	if diff := cmp.Diff(want, regexp.MustCompile(`Figure ([^0-9\n]*\d+ to \d+).*`).ReplaceAllString(got, "Figure $1")); diff != "" {
		t.Error(diff)
	}
}

// The contents say on which page a KPI is, whatever comes before it.
func TestContentsNameThePages(t *testing.T) {
	for _, kpis := range []int{3, 60, 200} {
		d := reports.Compose(sample.Big(kpis, 2), reports.Options{Pages: reports.AllPages})
		pages := pdf.Pages(d)
		_, listed, _ := strings.Cut(pdf.Tree(d), "H2 Contents\n")
		listed, _, _ = strings.Cut(listed, "\n  Sect\n")
		entries := regexp.MustCompile(`Link (.*) (\d+)\n`).FindAllStringSubmatch(listed, -1)
		if len(entries) < kpis {
			t.Fatalf("%d KPIs: got %d entries", kpis, len(entries))
		}
		for _, e := range entries {
			var n int
			fmt.Sscan(e[2], &n)
			if n < 1 || n > len(pages) || !slices.Contains(headings(pages[n-1]), e[1]) {
				t.Errorf("%d KPIs: %q is not on page %s", kpis, e[1], e[2])
			}
		}
	}
}

// headings are the texts of a page in large print.
func headings(d chart.Drawing) []string {
	var out []string
	for _, s := range d.Shapes {
		if t, ok := s.(chart.Text); ok && t.Font.Strong && t.Font.Size >= 12.9 {
			out = append(out, t.Text)
		}
	}
	return out
}

func TestColumnsStandBelowEachOtherWhereTheyWouldBeNarrow(t *testing.T) {
	for _, c := range []struct {
		columns     int
		orientation document.Orientation
		want        int // side by side
	}{
		{3, document.Landscape, 3}, {4, document.Landscape, 2}, {2, document.Portrait, 2}, {3, document.Portrait, 2},
	} {
		b := &document.Beside{}
		for i := range c.columns {
			b.Columns = append(b.Columns, []document.Block{&document.Facts{Name: fmt.Sprint("Column ", i), Facts: []document.Fact{{Text: "A fact"}}}})
		}
		d := &document.Document{Orientation: c.orientation, Sections: []document.Section{{Name: "Only", Blocks: []document.Block{b}}}}
		tops := map[float64]int{}
		widest := 0
		for _, x := range boxes(pdf.Pages(d)[0].Shapes) {
			if strings.HasPrefix(x.what, "Column ") {
				tops[x.top]++
				widest = max(widest, tops[x.top])
			}
		}
		if widest != c.want {
			t.Errorf("%d columns, %s: got %d side by side, want %d", c.columns, c.orientation, widest, c.want)
		}
	}
}

// The right column is too high for the page, and the left one has room for its last
// block.
func TestColumnsAreLevelledWhereThePageIsShort(t *testing.T) {
	for facts, want := range map[int]string{10: "right", 35: "left"} {
		long := &document.Facts{Name: "Long"}
		for i := range facts {
			long.Facts = append(long.Facts, document.Fact{Label: fmt.Sprint(i), Text: "A fact"})
		}
		last := &document.Facts{Name: "Last", Facts: []document.Fact{{Text: "1"}, {Text: "2"}, {Text: "3"}, {Text: "4"}, {Text: "5"}}}
		short := &document.Facts{Name: "Short", Facts: []document.Fact{{Text: "A fact"}}}
		d := &document.Document{Sections: []document.Section{{Name: "Only", Own: true, Blocks: []document.Block{
			&document.Beside{Columns: [][]document.Block{{short}, {long, last}}},
		}}}}
		at := map[string]float64{}
		for _, p := range pdf.Pages(d) {
			for _, x := range boxes(p.Shapes) {
				at[x.what] = x.left
			}
		}
		got := "right"
		if at["Last"] < at["Long"] {
			got = "left"
		}
		if got != want {
			t.Errorf("%d facts: the last block stands %s, want %s", facts, got, want)
		}
	}
}

func TestFewLinesDoNotStrayToAnotherPage(t *testing.T) {
	pages := pdf.Pages(reports.Compose(sample.Sales(), reports.Options{Pages: reports.AllPages}))
	for i, p := range pages {
		if strings.Contains(texts(p), "\n(continued)\n") {
			t.Errorf("page %d goes on with a KPI of the page before:\n%s", i+1, texts(p))
		}
	}
}

func TestLettersOfChartsAreLookedFor(t *testing.T) {
	d := kpiPage()
	h := d.Sections[1].Blocks[1].(*document.Figure).Picture.(chart.History)
	h.Notes = []chart.Note{{At: 1, Title: "ธง"}}
	d.Sections[1].Blocks[1].(*document.Figure).Picture = h
	got := warnings(t, d)
	if want := `section "Revenue": no font has "ธ" (U+0E18), "ง" (U+0E07); "ธง" is printed as "??"`; len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Links are objects that belong to their words, and lead to the right page.
func TestLinksLeadToTheirPages(t *testing.T) {
	f := readTaggedDocument(t, kpiPage())
	catalog := f.dict(f.objects["trailer"]["value"].(map[string]any)["/Root"])
	nums := f.dict(f.dict(catalog["/StructTreeRoot"])["/ParentTree"])["/Nums"].([]any)
	parents := map[any]any{}
	for i := 0; i < len(nums); i += 2 {
		parents[nums[i]] = nums[i+1]
	}
	pages := f.pages()
	var got []string
	for i, p := range pages {
		annotations, _ := f.dict(p)["/Annots"].([]any)
		for _, a := range annotations {
			link := f.dict(a)
			to := slices.Index(pages, link["/Dest"].([]any)[0])
			got = append(got, fmt.Sprintf("%d to %d", i+1, to+1))
			if e := f.dict(parents[link["/StructParent"]]); e["/S"] != "/Link" {
				t.Errorf("the link %v belongs to %v", link, e)
			}
		}
	}
	if want := []string{"1 to 3", "2 to 3", "2 to 4"}; !slices.Equal(got, want) {
		t.Errorf("got links %q, want %q", got, want)
	}
}

// The sparkline and the page of a KPI show the same limits.
func TestSparklinesHaveTheLimitsOfTheirPages(t *testing.T) {
	d := reports.Compose(sample.Sales(), reports.Options{Pages: reports.AllPages})
	sparks := map[string]document.Spark{}
	for _, b := range d.Sections[0].Blocks {
		table, ok := b.(*document.Table)
		if !ok {
			continue
		}
		for _, g := range table.Groups {
			for _, r := range g.Rows {
				for _, c := range r.Cells {
					if s, ok := c.(document.Spark); ok {
						sparks[r.To] = s
					}
				}
			}
		}
	}
	limited := 0
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			f, ok := b.(*document.Figure)
			if !ok {
				continue
			}
			periods := f.Picture.(chart.History).Periods
			for i, p := range sparks[s.Key].Points {
				switch want := periods[i].Limits; {
				case p.Limits == nil && want == nil:
				case p.Limits == nil || want == nil:
					t.Errorf("%s, point %d: limits in one place only", s.Name, i)
				default:
					limited++
					if p.Limits.High != want.Upper && want.Upper < 1 || p.Limits.Low != want.Lower && want.Lower > 0 {
						t.Errorf("%s, point %d: got %v, want %v", s.Name, i, *p.Limits, *want)
					}
				}
			}
		}
	}
	if limited == 0 {
		t.Error("no sparkline has limits")
	}
}
