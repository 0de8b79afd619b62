package xlsx

import (
	"github.com/xuri/excelize/v2"

	"kpi/engine/unit"
	"kpi/reports/document"
)

// The charts stand two a row, three rows a page. Their sizes are in the library's
// pixels, of which a column of the sheet has 69 and a row 18, though a screen shows
// others: a chart leaves a part of its last column and row free.
const (
	chartWidth   = 660
	chartHeight  = 244
	chartColumns = 10
	chartRows    = 14
	rowsOnPage   = 3
	chartScale   = 72 // per cent, so that two charts are as wide as a page

	lastChartColumn  = "T"
	chartColumnWidth = 9.14 // digits
)

// writeCharts draws every KPI that has a series, from the cells of the data: who
// changes a number there sees it here.
func writeCharts(b *book, d *data) {
	s := &sheet{book: b, name: b.in.Label(chartsName)}
	s.open()
	s.keep(s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: new(false)}))
	s.keep(s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{AdjustTo: new(uint(chartScale))}))
	s.keep(s.file.SetColWidth(s.name, "A", lastChartColumn, chartColumnWidth))
	drawn := 0
	for n, k := range b.kpis {
		if !hasCurve(k) {
			continue
		}
		row := 1 + drawn/2*chartRows
		if drawn > 0 && drawn%(2*rowsOnPage) == 0 {
			s.keep(s.file.InsertPageBreak(s.name, cellName(1, row)))
		}
		s.keep(s.file.AddChart(s.name, cellName(1+drawn%2*chartColumns, row), s.chart(k, d, n)))
		drawn++
	}
}

func (s *sheet) chart(k kpi, d *data, n int) *excelize.Chart {
	c := &excelize.Chart{
		Type:         excelize.Line,
		Title:        excelize.ChartTitle{Paragraph: chartTitle(document.Dotted(k.Name, s.in.Unit(unitWords(k.Unit, s.card.Currency))))},
		Format:       excelize.GraphicOptions{Name: document.Line(k.Name), AltText: s.curveWords(k), OffsetX: 4, OffsetY: 4},
		Dimension:    excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Legend:       excelize.ChartLegend{Position: "bottom"},
		ShowBlanksAs: "gap",
		XAxis:        excelize.ChartAxis{Font: excelize.Font{Size: 9, Color: grey}, TickLabelSkip: max(1, len(k.Series)/8)},
		YAxis: excelize.ChartAxis{Font: excelize.Font{Size: 9, Color: grey}, MajorGridLines: true,
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: s.numberFormat(k.format)}},
		Border: excelize.LineOptions{Type: excelize.LineNone},
		Series: []excelize.ChartSeries{curve("actual", d, n, excelize.LineOptions{Width: 2.25, Fill: filled(bar)})},
	}
	for _, p := range k.Series {
		if finite(p.Target) != nil {
			c.Series = append(c.Series, curve("target", d, n, excelize.LineOptions{Width: 1.5, Fill: filled(silver), Dash: excelize.LineDashDash}))
			break
		}
	}
	return c
}

// chartTitle has one run: the library sets each on a line of its own.
func chartTitle(title string) []excelize.RichTextRun {
	return []excelize.RichTextRun{{Text: document.Line(title), Font: &excelize.Font{Bold: true, Size: 11, Color: navy}}}
}

func curve(name string, d *data, n int, line excelize.LineOptions) excelize.ChartSeries {
	return excelize.ChartSeries{
		Name: one(name, 1), Categories: d.series(n, "period"), Values: d.series(n, name),
		Line: line, Fill: line.Fill, Marker: excelize.ChartMarker{Symbol: "none"},
	}
}

func filled(ink string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{ink}}
}

// curveWords says where a series begins and ends, for readers who do not see it.
func (s *sheet) curveWords(k kpi) string {
	first, last := k.Series[0], k.Series[len(k.Series)-1]
	return document.Line(s.in.Say("%s: %s in %s, %s in %s", k.Name,
		s.valueWords(k, first.Value), s.in.Period(first.Period.Label), s.valueWords(k, last.Value), s.in.Period(last.Period.Label)))
}

func (s *sheet) valueWords(k kpi, v *float64) string {
	if v = finite(v); v == nil {
		return s.in.Say("no value")
	}
	return k.Unit.Format(*v, unit.Style{Notation: s.in.Notation})
}
