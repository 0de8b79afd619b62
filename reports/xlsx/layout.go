package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"kpi/reports/document"
)

// A layout is what follows from the cells of a sheet.
type layout struct {
	across  int       // columns
	heights []float64 // of each row, in points; 0 is one line
	merged  []int     // rows, from 1, whose first cell is as wide as all columns
}

// narrowest and widest are bounds of columns, in digits.
const (
	narrowest = 6.0
	widest    = 40.0
)

// lay decides how wide the columns are and how high the rows, and sets the names
// of columns of numbers above the numbers.
func (s *sheet) lay() {
	widths := s.widths()
	for i, w := range widths {
		letter, err := excelize.ColumnNumberToName(i + 1)
		s.keep(err)
		s.keep(s.file.SetColWidth(s.name, letter, letter, w))
	}
	s.heights = make([]float64, s.length())
	s.unfold(widths)
	var head []cell
	for i := range s.length() {
		row := s.row(i)
		switch {
		case len(row) == 0:
			head = nil
		case row[0].look == headLook:
			head = row
		}
		for j, c := range row {
			if !c.free {
				s.heights[i] = max(s.heights[i], c.height(widths[j]))
			}
			if j < len(head) && c.isNumber() {
				head[j].right = true
			}
		}
	}
}

// unfold lets the texts that run over their neighbours have as many lines as they
// need: one that ran out of the table would make everything small on paper.
func (s *sheet) unfold(widths []float64) {
	all := 0.0
	for _, w := range widths {
		all += w
	}
	for i, row := range s.rows {
		if len(row) != 1 || !row[0].free {
			continue
		}
		if row[0].width()*max(row[0].size/11, 1) > all {
			row[0].wrap = true
			s.merged = append(s.merged, i+1)
		}
		s.heights[i] = row[0].height(all / max(row[0].size/11, 1))
	}
	if len(widths) < 2 {
		s.merged = nil
	}
	s.across = len(widths)
}

func (s *sheet) widths() []float64 {
	var widths []float64
	for row := range s.length() {
		for i, c := range s.row(row) {
			if len(widths) <= i {
				widths = append(widths, narrowest)
			}
			if !c.free {
				widths[i] = max(widths[i], c.needs()+1.5)
			}
		}
	}
	for i := range widths {
		most := widest
		if i < len(s.widest) && s.widest[i] > 0 {
			most = s.widest[i]
		}
		widths[i] = min(widths[i], most)
	}
	return widths
}

// shortHead is the width up to which the name of a column stands on one line.
const shortHead = 14.0

// needs is the width that a cell asks for: the long names of columns wrap.
func (c cell) needs() float64 {
	if c.look != headLook || c.width() <= shortHead {
		return c.width()
	}
	longest := shortHead
	for _, w := range strings.Fields(c.value.(string)) {
		longest = max(longest, float64(document.Width(w))*1.1)
	}
	return longest
}

// The heights of lines in points.
const (
	lineHeight = 15.0
	mostHeight = 409.0 // of a row
)

// height is what the cell needs, and 0 where that is one usual line.
func (c cell) height(width float64) float64 {
	lines := c.lines(width - 1)
	if lines == 1 && c.size <= 11 {
		return 0
	}
	return min(mostHeight, float64(lines)*lineHeight*max(c.size/11, 1))
}
