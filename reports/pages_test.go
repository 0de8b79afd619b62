package reports_test

import (
	"slices"
	"testing"

	"kpi/reports"
	"kpi/reports/internal/sample"
)

func TestPagesStandInTheOrderInWhichTheyAreWritten(t *testing.T) {
	for _, c := range []struct {
		name     string
		pages    []reports.Page
		want     []string
		contents int // the section that they stand before; -1 is none
	}{
		{"two", []reports.Page{reports.QualityPage, reports.SummaryPage}, []string{"Data quality", "Summary"}, -1},
		{"contents before the pages of KPIs", []reports.Page{reports.SummaryPage, reports.ContentsPage, reports.DetailsPage}, []string{"Summary", "Won revenue", "Win rate"}, 1},
		{"contents of nothing", []reports.Page{reports.DefinitionsPage, reports.ContentsPage}, []string{"Definitions"}, -1},
		{"contents of what comes after a page without anything on it", []reports.Page{reports.ContentsPage, reports.BreakdownsPage, reports.SignOffPage}, []string{"Sign-off"}, 0},
		{"none chosen", nil, []string{"Summary", "What to act on", "What the numbers tell", "Definitions", "Data quality"}, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			card := sample.Small()
			for _, s := range card.Sections {
				for i := range s.Results {
					s.Results[i].Breakdowns = nil
				}
			}
			var got []string
			contents := -1
			for i, s := range reports.Compose(card, reports.Options{Pages: c.pages}).Sections {
				got = append(got, s.Name)
				if s.AfterContents {
					contents = i
				}
			}
			if !slices.Equal(got, c.want) || contents != c.contents {
				t.Errorf("got %q and contents before %d, want %q and %d", got, contents, c.want, c.contents)
			}
		})
	}
}
