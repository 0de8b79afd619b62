package pdf

import (
	"fmt"
	"slices"

	"kpi/reports/chart"
	"kpi/reports/document"
)

const (
	headLines   = 3 // at most
	groupHeight = 19.0
	footHeight  = 15.0
	leastRow    = 15.0
	calm        = 6.4 // above and below a row together
	close       = 2.4 // where a table fits on its page so
)

// A tableSetter lays one table out over as many pages as it needs.
type tableSetter struct {
	*layout
	table   *document.Table
	columns []column
	heads   []paragraph
	headRow float64 // how high the heads are
	padding float64 // above and below a row together
	section place
	whole   *element // the table
	body    *element // the group that is being drawn
}

// A tableRow is a row whose cells are set.
type tableRow struct {
	to     string // Key of a section
	pieces []piece
	height float64 // without padding
}

// table repeats the head on each page. A heading of a group stays with its
// first row, and comes again where the group goes on overleaf.
func (l *layout) table(t *document.Table) {
	s := tableSetter{layout: l, table: t, columns: l.columns(t), section: l.at, whole: l.here.add(roleTable)}
	groups := make([][]tableRow, len(t.Groups))
	for i, g := range t.Groups {
		groups[i] = s.rows(g)
	}
	s.at = s.section
	s.setHeads()
	l.need(s.headRow + s.firstRow(groups) + footHeight)
	s.padding = s.fitting(groups)
	s.head(s.whole.add(roleTableHead).add(roleRow))
	for i, g := range t.Groups {
		s.group(g, groups[i])
	}
	s.foot()
	s.at = s.section
}

// firstRow is the height of the first row below the name of its group, and that of
// two low ones at least.
func (s *tableSetter) firstRow(groups [][]tableRow) float64 {
	height := 2 * leastRow
	if len(groups) > 0 && len(groups[0]) > 0 {
		height = max(height, groups[0][0].height+calm)
	}
	return groupHeight + height
}

// fitting returns the padding with which the whole table fits on the rest of
// the page, so that no two rows stray overleaf, and a calm one where none does.
func (s *tableSetter) fitting(groups [][]tableRow) float64 {
	left := s.bottom() - s.y - s.headRow - footHeight
	n := 0
	for i, rows := range groups {
		left -= s.groupHeight(s.table.Groups[i])
		for _, r := range rows {
			left -= r.height
			n++
		}
	}
	if padding := (left - 0.1) / float64(max(n, 1)); padding >= close {
		return min(padding, calm)
	}
	return calm
}

// setHeads breaks the names of the columns into lines; they stand at the foot of
// their row.
func (s *tableSetter) setHeads() {
	lines := 1
	for _, c := range s.columns {
		style, width := headStyle, c.width
		switch c.Kind {
		case document.Numbers, document.Labels:
			style = style.aligned(right)
		case document.Changes:
			style, width = style.aligned(right), c.width-c.bar-changeGap
		}
		head := s.set(c.Name, width, headLines, style)
		s.heads = append(s.heads, head)
		lines = max(lines, len(head.lines))
	}
	s.headRow = 7 + float64(lines)*headStyle.leading
}

// head writes the names of the columns, which belong to a row.
func (s *tableSetter) head(row *element) {
	for i, c := range s.columns {
		h := s.heads[i]
		h.draw(s.page(), row.add(roleHeadCell).heads(ofColumn), c.x, s.y+s.headRow-4-h.height())
	}
	s.y += s.headRow
	s.page().Add(chart.Dark.Rect(margin, s.y-1.1, s.inner(), 1.1))
}

func (s *tableSetter) rows(g document.Group) []tableRow {
	rows := make([]tableRow, len(g.Rows))
	for i, r := range g.Rows {
		s.at = s.place(g, r)
		rows[i] = s.row(r)
	}
	return rows
}

func (s *tableSetter) group(g document.Group, rows []tableRow) {
	s.at = s.section
	first := 0.0
	if len(rows) > 0 {
		first = rows[0].height + s.padding
	}
	s.room(s.groupHeight(g) + first)
	if g.Name != "" {
		s.bookmark(g.Name, 1)
	}
	s.body = s.whole.add(roleTableBody)
	s.groupHeading(g, "", s.body)
	for i, r := range rows {
		if s.room(r.height + s.padding) {
			s.groupHeading(g, s.in.Say(" (continued)"), nil)
		}
		s.at = s.place(g, g.Rows[i])
		s.draw(r, i == len(rows)-1)
	}
}

// place names a row as its table does: the KPI, or a member with its KPI.
func (s *tableSetter) place(g document.Group, r document.Row) place {
	for i, c := range s.table.Columns {
		name, ok := r.Cells[i].(document.Text)
		switch {
		case c.Kind != document.Names || !ok:
		case c.Name == "KPI" || g.Name == "":
			return place{words: fmt.Sprintf("%s %q", readable(c.Name), name.Main), isRow: true}
		default:
			return place{words: fmt.Sprintf("%s %q of %q", readable(c.Name), name.Main, g.Name), isRow: true}
		}
	}
	return s.section
}

// room begins a new page, and says so, where the height does not fit.
func (s *tableSetter) room(height float64) bool {
	if s.y+height+footHeight <= s.bottom() {
		return false
	}
	s.foot()
	s.newPage()
	s.head(nil)
	return true
}

func (s *tableSetter) groupHeight(g document.Group) float64 {
	if g.Name == "" {
		return 0
	}
	return groupHeight
}

// groupHeading is a row of one cell in a group of rows.
func (s *tableSetter) groupHeading(g document.Group, suffix string, of *element) {
	if g.Name == "" {
		return
	}
	cell := of.add(roleRow).add(roleHeadCell).heads(ofColumn)
	if cell != nil {
		cell.span = len(s.columns)
	}
	x := s.nameColumn().x
	s.again = suffix != ""
	defer func() { s.again = false }()
	room := s.width - margin - x
	name := s.set(g.Name+suffix, room*0.6, 1, groupStyle)
	name.draw(s.page(), cell.add(roleParagraph), x, s.y+4)
	note := x + name.drawnWidth() + 7
	s.set(g.Note, s.width-margin-note, 1, subStyle).draw(s.page(), cell.add(roleParagraph), note, s.y+6)
	s.y += groupHeight
	s.page().Add(chart.Rule.Rect(margin, s.y-0.5, s.inner(), 0.5))
}

func (s *tableSetter) nameColumn() column {
	for _, c := range s.columns {
		if c.Kind == document.Names {
			return c
		}
	}
	return s.columns[0]
}

func (s *tableSetter) row(r document.Row) tableRow {
	out := tableRow{to: r.To, height: leastRow - calm}
	for i, c := range s.columns {
		p := s.piece(c, r.Cells[i], r.Note)
		out.pieces = append(out.pieces, p)
		out.height = max(out.height, p.height)
	}
	return out
}

// draw leaves the rule below the last row of a group out: space divides there.
func (s *tableSetter) draw(r tableRow, last bool) {
	box := rowBox{y: s.y, height: r.height + s.padding, top: s.y + s.padding/2}
	row := s.body.add(roleRow)
	for i, p := range r.pieces {
		cell := row.add(roleCell)
		if s.columns[i].Kind == document.Names {
			cell = s.linked(cell.heads(ofRow), r.to, s.columns[i], box)
		}
		p.draw(s.page(), cell, box)
	}
	s.y += box.height
	if !last {
		s.page().Add(chart.Rule.Rect(margin, s.y-0.5, s.inner(), 0.5))
	}
}

// linked makes the name of a row lead to the section that says more of it.
func (s *tableSetter) linked(cell *element, to string, c column, box rowBox) *element {
	section, ok := s.sectionOf(to)
	if !ok || cell == nil {
		return cell
	}
	words := cell.add(roleLink)
	s.page().links = append(s.page().links, link{words, c.x, box.y, c.width, box.height, section})
	return words
}

// foot closes the table on this page with the scales of its columns and with
// what its marks mean.
func (s *tableSetter) foot() {
	s.page().Add(chart.Dark.Rect(margin, s.y, s.inner(), 0.9))
	y := s.y + 3
	legendEnd := s.width - margin
	for i, c := range s.columns {
		switch c.Kind {
		case document.Sparks:
			words := s.set(s.in.Say("band: natural limits"), c.width, 2, footStyle)
			if !s.hasLimits(i) || len(words.lines) > 1 {
				break
			}
			words.draw(s.page(), nil, c.x, y)
			legendEnd = min(legendEnd, c.x)
		case document.Bullets:
			if c.width < 36 {
				break // its numbers would meet
			}
			s.figure(nil, chart.BulletAxis(c.Max, c.width, footStyle.Font, s.face.width), c.x, y)
			legendEnd = min(legendEnd, c.x)
		case document.Changes:
			if c.bar < changeBar {
				break // its words would be wider than the bar
			}
			at := c.x + c.width - c.bar
			s.figure(nil, chart.ChangeAxis(s.in.Word("worse"), s.in.Word("better"), c.bar, footStyle.Font, s.face.width), at, y)
			legendEnd = min(legendEnd, at)
		}
	}
	if slices.ContainsFunc(s.columns, func(c column) bool { return c.Kind == document.Marks }) {
		s.legend(y, legendEnd-10)
	}
	s.y += footHeight
}

// legend says what the shapes mean as far as there is room before end.
func (s *tableSetter) legend(y, end float64) {
	x, whole := s.statuses(margin+3, y, end)
	hint := s.set(s.in.Say("hollow: see the small print"), 140, 1, footStyle)
	if whole && s.table.Legend && s.hasHollow() && x+hint.drawnWidth() <= end {
		hint.draw(s.page(), nil, x, y)
	}
}

// statuses are the marks with their words from x on, as far as there is room
// before end. It returns where they end, and whether there was room for all.
func (l *layout) statuses(x, y, end float64) (float64, bool) {
	const size = 6.5
	for _, c := range l.doc.Counts {
		word := l.set(l.in.Word(c.Status.Word()), 80, 1, footStyle)
		if x+size+4+word.drawnWidth() > end {
			return x, false
		}
		l.figure(nil, l.mark(document.Mark{Status: c.Status}, size), x, y+1.2)
		word.draw(l.page(), nil, x+size+4, y)
		x += size + 4 + word.drawnWidth() + 11
	}
	return x, true
}

// hasLimits reports whether a sparkline of a column has natural limits.
func (s *tableSetter) hasLimits(column int) bool {
	for _, g := range s.table.Groups {
		for _, r := range g.Rows {
			spark, ok := r.Cells[column].(document.Spark)
			if ok && slices.ContainsFunc(spark.Points, func(p document.SparkPoint) bool { return p.Limits != nil }) {
				return true
			}
		}
	}
	return false
}

func (s *tableSetter) hasHollow() bool {
	for _, g := range s.table.Groups {
		for _, r := range g.Rows {
			if m, ok := r.Cells[0].(document.Mark); ok && m.Hollow {
				return true
			}
		}
	}
	return false
}
