package reports

import (
	"slices"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
)

// compared is a card that knows all comparisons of its first KPI, which is money,
// and that of last year of the others.
func compared() *scorecard.Scorecard {
	s := sample.Small()
	r := &s.Sections[0].Results[0]
	r.Previous = sample.Compared(r.Unit, *r.Actual.Value, *r.Actual.Value/2)
	r.Previous.Period.Label = "2026-Q2"
	r.YearToDate = scorecard.Comparison{Measured: scorecard.Measured{Value: new(98_000_000.0)}, Period: scorecard.Period{Start: "2026-04-01", Last: "2026-09-30"}}
	return s
}

func TestComparisonsStandInTheOrderInWhichTheyAreWritten(t *testing.T) {
	for _, c := range []struct {
		name   string
		chosen []document.Comparison
		heads  []string // behind the bullets and before the owner
		first  []string
	}{
		{"the usual one", nil, []string{"Δ last year"}, []string{"+12.4%"}},
		{"one that no KPI has a value for is left out", []document.Comparison{document.Trailing12, document.YearToDate, document.Previous},
			[]string{"Year to date", "Δ previous"}, []string{"98,000,000", "+100.0%"}},
		{"none", []document.Comparison{}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Compose(compared(), Options{Comparisons: c.chosen})
			table := lastTable(d.Sections[0])
			var heads, first []string
			for i, column := range table.Columns {
				switch cell := table.Groups[0].Rows[0].Cells[i].(type) {
				case document.Change:
					heads, first = append(heads, column.Name), append(first, cell.Text)
				case document.Text:
					if column.Name == "Year to date" || column.Name == "Last 12 months" {
						heads, first = append(heads, column.Name), append(first, cell.Main)
					}
				}
			}
			if !slices.Equal(heads, c.heads) || !slices.Equal(first, c.first) {
				t.Errorf("got %q with %q, want %q with %q", heads, first, c.heads, c.first)
			}
			if !slices.Equal(d.Comparisons, c.chosen) && c.chosen != nil {
				t.Errorf("writers are told of %q", d.Comparisons)
			}
		})
	}
}

func TestPageOfAKPIHasATileForEachComparison(t *testing.T) {
	d := Compose(compared(), Options{Pages: []Page{DetailsPage}, Comparisons: []document.Comparison{document.YearToDate, document.Previous}})
	tiles := d.Sections[0].Blocks[0].(*document.Tiles).Tiles
	want := []document.Tile{
		{Label: "Year to date", Value: "98,000,000", Note: "1 Apr to 30 Sep 2026"},
		{Label: "Δ previous", Value: "+100.0%", Note: "24,105,200 in 2026-Q2"},
	}
	if !slices.Equal(tiles[3:5], want) {
		t.Errorf("got %+v, want %+v", tiles[3:5], want)
	}
}

func TestMembersHaveTheComparisonWithLastYearAlone(t *testing.T) {
	for _, c := range []struct {
		chosen []document.Comparison
		want   bool
	}{{nil, true}, {[]document.Comparison{document.Previous}, false}, {[]document.Comparison{document.Previous, document.LastYear}, true}} {
		d := Compose(compared(), Options{Pages: []Page{BreakdownsPage}, Comparisons: c.chosen})
		table := lastTable(d.Sections[0])
		if got := table.Columns[len(table.Columns)-1].Kind == document.Changes; got != c.want {
			t.Errorf("with %q the last column of members is one of changes: %v", c.chosen, got)
		}
	}
}

// Bars of more than two changes would leave no room for the numbers.
func TestManyComparisonsHaveNoBars(t *testing.T) {
	s := compared()
	table := lastTable(Compose(s, Options{Comparisons: []document.Comparison{document.Previous, document.LastYear, document.YearToDate}}).Sections[0])
	var got []string
	for i, c := range table.Columns {
		if c.Name == "Δ previous" || c.Name == "Δ last year" {
			got = append(got, string(c.Kind)+" "+table.Groups[0].Rows[0].Cells[i].(document.Text).Main)
		}
	}
	if want := []string{"numbers +100.0%", "numbers +12.4%"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func lastTable(s document.Section) *document.Table {
	var out *document.Table
	for _, b := range s.Blocks {
		if t, ok := b.(*document.Table); ok && (out == nil || t.Legend || !out.Legend) {
			out = t
		}
	}
	return out
}
