package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"kpi/reports/document"
)

// A sheet is rows of cells. They are written when all are there, so that columns
// are as wide as what stands in them.
type sheet struct {
	*book
	name   string
	rows   [][]cell
	rest   int              // rows below those, which are made when they are asked for
	restAt func(int) []cell // from 0
	head   int              // the row that stays in sight and is repeated on paper; 0 is none
	table  string           // name of the table that all rows are; "" is none
	widest []float64        // of each column; longer texts wrap or are cut off by their neighbours
	layout
}

// add adds a row and returns its number, from 1.
func (s *sheet) add(cells ...cell) int {
	s.rows = append(s.rows, s.said(cells))
	return len(s.rows)
}

// said has our words in the language of the reader.
func (s *sheet) said(cells []cell) []cell {
	for i := range cells {
		if english, ok := cells[i].value.(string); ok && cells[i].ours {
			cells[i].value = s.in.Label(english)
		}
	}
	return cells
}

func (s *sheet) length() int { return len(s.rows) + s.rest }

// row returns a row, from 0.
func (s *sheet) row(i int) []cell {
	if i < len(s.rows) {
		return s.rows[i]
	}
	return s.said(s.restAt(i - len(s.rows)))
}

// heads adds the row of the names of columns, which stays in sight.
func (s *sheet) heads(names ...string) {
	s.head = s.add(headCells(names)...)
}

func headCells(names []string) []cell {
	cells := make([]cell, len(names))
	for i, n := range names {
		cells[i] = label(n, headLook)
	}
	return cells
}

// title adds the rows that say what the sheet shows.
func (s *sheet) title(what string) {
	d := s.doc
	s.add(free(s.in.Label(what), titleLook))
	s.add(free(document.Dotted(d.Title, d.Entity, d.Period, s.in.Given("as of %s", d.AsOf)), look{ink: grey}))
	s.add()
}

// free is a text that may run over its neighbours.
func free(s string, l look) cell {
	c := text(s, l)
	c.free = true
	return c
}

// open makes the sheet the next one of the workbook, and lays out its page.
func (s *sheet) open() {
	first := s.file.GetSheetName(0)
	if len(s.file.GetSheetList()) == 1 && first == "Sheet1" {
		s.keep(s.file.SetSheetName(first, s.name))
	} else {
		_, err := s.file.NewSheet(s.name)
		s.keep(err)
	}
	size := map[document.Paper]int{document.Letter: 1}[s.doc.Paper]
	if size == 0 {
		size = 9 // A4
	}
	s.keep(s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Orientation: new("landscape"), Size: &size, FitToWidth: new(1), FitToHeight: new(0),
	}))
	s.keep(s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: new(true)}))
	s.keep(s.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + onPaper(document.Dotted(s.doc.Title, s.doc.Entity)) + "&R" + onPaper(s.doc.Period),
		OddFooter: "&L" + onPaper(document.Joined(", ", s.doc.Classification, s.in.Given("definitions %s", s.doc.Version))) + "&C" + s.name + "&R" + s.in.Label("&P of &N"),
	}))
	s.keep(s.file.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: new(false)}))
}

// onPaper fits a text into a third of a header, where & is a command.
func onPaper(s string) string {
	const most = 80
	letters := []rune(document.Line(s))
	if len(letters) > most {
		letters = append(letters[:most-1], '…')
	}
	return strings.ReplaceAll(string(letters), "&", "&&")
}

// freeze keeps the rows up to the head in sight, and repeats the head on paper.
func (s *sheet) freeze() {
	if s.head == 0 {
		return
	}
	s.keep(s.file.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: s.head, TopLeftCell: cellName(1, s.head+1), ActivePane: "bottomLeft"}))
	s.keep(s.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s!$%d:$%d", s.name, s.head, s.head), Scope: s.name,
	}))
}

// stream writes the sheet, which has no figures: the library would forget them.
// Only so do formulas have values that are numbers before they are computed.
func (s *sheet) stream() {
	s.lay()
	s.freeze()
	out, err := s.file.NewStreamWriter(s.name)
	if !s.keep(err) {
		return
	}
	for i := range s.length() {
		row := s.row(i)
		values := make([]any, len(row))
		for j, c := range row {
			values[j] = excelize.Cell{StyleID: s.style(c.look), Value: c.value, Formula: c.formula}
		}
		s.keep(out.SetRow(cellName(1, i+1), values, excelize.RowOpts{Height: s.heights[i]}))
	}
	if s.table != "" && s.length() > 1 {
		s.keep(out.AddTable(&excelize.Table{Name: s.table, StyleName: "TableStyleLight1",
			Range: cellName(1, 1) + ":" + cellName(len(s.rows[0]), s.length())}))
	}
	for _, row := range s.merged {
		s.keep(out.MergeCell(cellName(1, row), cellName(s.across, row)))
	}
	s.keep(out.Flush())
}

// place writes the sheet cell by cell, so that figures can be added.
func (s *sheet) place() {
	s.lay()
	s.freeze()
	for _, row := range s.merged {
		s.keep(s.file.MergeCell(s.name, cellName(1, row), cellName(s.across, row)))
	}
	for i := range s.length() {
		if s.heights[i] > 0 {
			s.keep(s.file.SetRowHeight(s.name, i+1, s.heights[i]))
		}
		for j, c := range s.row(i) {
			name := cellName(j+1, i+1)
			switch v := c.value.(type) {
			case string:
				s.keep(s.file.SetCellStr(s.name, name, v))
			case nil:
			default:
				s.keep(s.file.SetCellValue(s.name, name, v))
			}
			s.keep(s.file.SetCellStyle(s.name, name, name, s.style(c.look)))
		}
	}
}

// cellName names a cell by column and row, from 1.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic("xlsx: " + err.Error())
	}
	return name
}
