package xlsx_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/internal/sample"
)

var values = regexp.MustCompile(`<val><numRef><f>(Data!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+)</f>`)

// cellsOf reads what a reference to the data holds.
func cellsOf(t *testing.T, f *excelize.File, reference string) []string {
	t.Helper()
	ends := strings.Split(strings.ReplaceAll(strings.TrimPrefix(reference, "Data!"), "$", ""), ":")
	column, first, err := excelize.CellNameToCoordinates(ends[0])
	if err != nil {
		t.Fatal(err)
	}
	_, last, err := excelize.CellNameToCoordinates(ends[1])
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for row := first; row <= last; row++ {
		at, err := excelize.CoordinatesToCellName(column, row)
		if err != nil {
			t.Fatal(err)
		}
		v, err := f.GetCellValue("Data", at, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// drawn lists the KPIs that have a curve, in order.
func drawn(s *scorecard.Scorecard) []scorecard.Result {
	var out []scorecard.Result
	for _, section := range s.Sections {
		for _, r := range section.Results {
			if len(r.Series) > 1 {
				out = append(out, r)
			}
		}
	}
	return out
}

func TestChartsShowTheSeriesOfTheData(t *testing.T) {
	s := sample.Sales()
	content := write(t, s, reports.Options{})
	f := open(t, content)
	all := drawn(s)
	for i, r := range all {
		xml := part(t, content, fmt.Sprintf("xl/charts/chart%d.xml", i+1))
		refs := values.FindAllStringSubmatch(xml, -1)
		curves := map[bool]int{true: 2, false: 1}[r.Series[0].Target != nil]
		if len(refs) != curves || !strings.Contains(xml, r.Name) {
			t.Fatalf("%s: got %q", r.Name, refs)
		}
		for j, got := range cellsOf(t, f, refs[0][1]) {
			if !shows(got, r.Series[j].Value) {
				t.Errorf("%s in %s: got %q, want %v", r.Name, r.Series[j].Period.Label, got, r.Series[j].Value)
			}
		}
		if curves == 2 {
			for j, got := range cellsOf(t, f, refs[1][1]) {
				if !shows(got, r.Series[j].Target) {
					t.Errorf("target of %s: got %q, want %v", r.Name, got, r.Series[j].Target)
				}
			}
		}
	}
	drawing := part(t, content, "xl/drawings/drawing1.xml")
	if got := strings.Count(drawing, "<xdr:graphicFrame"); got != len(all) {
		t.Errorf("got %d charts, want %d", got, len(all))
	}
	// A chart ends before the next one begins.
	for _, m := range regexp.MustCompile(`<xdr:to><xdr:col>(\d+)</xdr:col><xdr:colOff>\d+</xdr:colOff><xdr:row>(\d+)`).FindAllStringSubmatch(drawing, -1) {
		column, _ := strconv.Atoi(m[1])
		row, _ := strconv.Atoi(m[2])
		if column != 9 && column != 19 || row%14 != 13 {
			t.Errorf("a chart ends in column %d and row %d", column, row)
		}
	}
	if want := `descr="Net promoter score: 35.0 in 2024-10, no value in 2026-09"`; !strings.Contains(drawing, want) {
		t.Errorf("no %s in the drawing", want)
	}
}

// shows reports whether a cell holds v, but for digits that no sheet keeps.
func shows(cell string, v *float64) bool {
	if v == nil {
		return cell == ""
	}
	return same(cell, strconv.FormatFloat(*v, 'g', -1, 64))
}

func TestTrendsAreThoseOfTheCharts(t *testing.T) {
	content := write(t, sample.Sales(), reports.Options{})
	var charts, trends []string
	for i := range drawn(sample.Sales()) {
		charts = append(charts, values.FindStringSubmatch(part(t, content, fmt.Sprintf("xl/charts/chart%d.xml", i+1)))[1])
	}
	for _, m := range regexp.MustCompile(`<xm:f>(.*?)</xm:f>`).FindAllStringSubmatch(part(t, content, "xl/worksheets/sheet1.xml"), -1) {
		trends = append(trends, m[1])
	}
	if !slices.Equal(trends, charts) {
		t.Errorf("got %q, want %q", trends, charts)
	}
}
