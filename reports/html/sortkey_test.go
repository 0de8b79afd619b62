package html_test

import (
	"regexp"
	"strings"
	"testing"

	"kpi/reports/document"
)

func TestColumnsSortByWhatTheirTextsMean(t *testing.T) {
	for _, c := range []struct {
		name  string
		kind  document.Kind
		cells []string
		want  string // the order, and the key of each cell
	}{
		{"percentages", document.Numbers, []string{"9.5%", "110.0%", "n/a"}, "number 9.5 110 -"},
		{"thousands and millions", document.Numbers, []string{"950k", "1.2M", "1,300", "–"}, "number 950000 1.2e+06 1300 -"},
		{"billions, below zero", document.Numbers, []string{"−1.5bn", "+2tn"}, "number -1.5e+09 2e+12"},
		{"the largest", document.Numbers, []string{"1.234e+18", "5.0e−3"}, "number 1.234e+18 0.005"},
		{"money among percentages", document.Numbers, []string{"48,210", "38.4%"}, ""},
		{"a range among numbers", document.Numbers, []string{"4.0", "4.0 – 9.0"}, ""},
		{"negative numbers in parentheses", document.Numbers, []string{"48,210", "(1,235)", "0", "(2.5)"}, "number 48210 -1235 0 -2.5"},
		{"negative percentages in parentheses", document.Numbers, []string{"(2.5%)", "3.0%"}, "number -2.5 3"},
		{"no number at all", document.Numbers, []string{"n/a", "–"}, "number - -"},
		{"days", document.Words, []string{"2 Oct 2026", "11 Sep 2026", ""}, "number 20261002 20260911 -"},
		{"a day among words", document.Words, []string{"2 Oct 2026", "soon"}, "text"},
		{"words", document.Labels, []string{"VP Sales", "CFO"}, "text"},
		{"nothing", document.Labels, []string{"", ""}, "text"},
		{"prose", document.Prose, []string{"2", "1"}, ""},
	} {
		table := &document.Table{Columns: []document.Column{{Name: "Column", Kind: c.kind}}}
		table.Groups = make([]document.Group, 1)
		for _, text := range c.cells {
			table.Groups[0].Rows = append(table.Groups[0].Rows, document.Row{Cells: []document.Cell{document.Text{Main: text}}})
		}
		if got := sortedBy(write(t, &document.Document{Sections: []document.Section{{Blocks: []document.Block{table}}}})); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// sortedBy reads how the only column of a page sorts, with its keys.
func sortedBy(page string) string {
	by := regexp.MustCompile(`data-sort="([^"]*)"`).FindStringSubmatch(page)
	if by == nil {
		return ""
	}
	out := by[1]
	if out == "text" {
		return out
	}
	for _, m := range regexp.MustCompile(`<tr><t[dh][^>]*>`).FindAllString(page[strings.Index(page, "<tbody>"):], -1) {
		key := regexp.MustCompile(`data-key="([^"]*)"`).FindStringSubmatch(m)
		if key == nil {
			out += " -"
			continue
		}
		out += " " + strings.ReplaceAll(key[1], "&#43;", "+")
	}
	return out
}
