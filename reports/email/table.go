package email

import (
	"fmt"
	"strings"

	"kpi/reports/document"
)

// table writes the rows that there is room for, and returns their number. The
// heading comes before the first of them.
func (m *mail) table(t *document.Table, heading string) int {
	l := layoutOf(t)
	open := heading + l.open()
	shown := 0
	for _, g := range t.Groups {
		begin := l.group(g)
		if len(g.Rows) == 0 && begin != "" && m.fits(open+begin) {
			open = ""
		}
		for _, r := range g.Rows {
			if m.fits(open + begin + l.row(r)) {
				shown, open, begin = shown+1, "", ""
			}
		}
	}
	if open == "" {
		m.WriteString("</table></td></tr>\n")
	}
	if of := size(t); open == "" && shown < of {
		m.line(small(fmt.Sprintf("%d of %d rows are shown.", shown, of), grey))
	}
	return shown
}

// A layout says which columns of a table are columns of the mail. It has no room
// for more than six or seven: figures and owners stand below what they are of.
type layout struct {
	table   *document.Table
	columns []int // of the table
	under   map[int][]int
}

func layoutOf(t *document.Table) layout {
	l := layout{table: t, under: map[int][]int{}}
	marked, names := hasKind(t, document.Marks), 0
	for i, c := range t.Columns {
		switch {
		case c.Kind == document.Sparks, c.Kind == document.Labels && marked:
			l.under[names] = append(l.under[names], i)
		case c.Kind == document.Bullets:
			l.under[max(i-1, 0)] = append(l.under[max(i-1, 0)], i)
		case c.Kind == document.Words && marked:
			// A mark has its word already.
		default:
			l.columns = append(l.columns, i)
		}
		if c.Kind == document.Names {
			names = i
		}
	}
	return l
}

func hasKind(t *document.Table, k document.Kind) bool {
	for _, c := range t.Columns {
		if c.Kind == k {
			return true
		}
	}
	return false
}

func (l layout) open() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<tr><td style="padding:8px %dpx 0"><table width="%d" cellpadding="4" cellspacing="0" border="0" style="width:%dpx"><tr valign="bottom">`,
		side, width-2*side, width-2*side)
	for _, i := range l.columns {
		title := text(l.table.Columns[i].Name)
		if l.table.Columns[i].Kind == document.Marks {
			title = "Status"
		}
		fmt.Fprintf(&b, `<th scope="col" align="%s" style="font:bold 11px/14px %s;color:%s">%s</th>`, l.edge(i), fonts, grey, title)
	}
	b.WriteString("</tr>" + l.rule(silver))
	return b.String()
}

// rule is a line below a row. As a row of its own it is shorter than as the border
// of every cell.
func (l layout) rule(ink string) string {
	return fmt.Sprintf(`<tr><td colspan="%d" height="1" bgcolor="%s" style="padding:0;font-size:1px;line-height:1px"></td></tr>`+"\n", len(l.columns), ink)
}

// isNumbers reports whether the cells of a column line up at the right.
func (l layout) isNumbers(i int) bool {
	k := l.table.Columns[i].Kind
	return k == document.Numbers || k == document.Changes
}

func (l layout) edge(i int) string {
	if l.isNumbers(i) {
		return "right"
	}
	return "left"
}

func (l layout) group(g document.Group) string {
	if g.Name == "" && g.Note == "" {
		return ""
	}
	return fmt.Sprintf(`<tr><td colspan="%d" bgcolor="%s" style="font:12px %s%s"><b>%s</b> <span style="color:%s">%s</span></td></tr>`+"\n",
		len(l.columns), tint, fonts, broken(g.Name+" "+g.Note), text(g.Name), grey, text(g.Note))
}

// row is a line of the table, with its note below it.
func (l layout) row(r document.Row) string {
	var b strings.Builder
	b.WriteString(`<tr valign="top">`)
	for _, i := range l.columns {
		switch {
		case l.isNumbers(i):
			fmt.Fprintf(&b, `<td align="right" nowrap="nowrap" style="font:12px %s">`, fonts)
		case l.table.Columns[i].Kind == document.Marks:
			fmt.Fprintf(&b, `<td nowrap="nowrap" style="font:12px %s">`, fonts)
		default:
			c, _ := r.Cells[i].(document.Text)
			fmt.Fprintf(&b, `<td style="font:12px %s%s">`, fonts, broken(c.Main+" "+c.Sub))
		}
		b.WriteString(l.cell(r, i) + "</td>")
	}
	b.WriteString("</tr>")
	if note := l.note(r); note != "" {
		fmt.Fprintf(&b, `<tr><td colspan="%d" style="padding:0 4px 4px;font:11px %s;color:%s">%s</td></tr>`, len(l.columns), fonts, grey, note)
	}
	b.WriteString(l.rule(rule))
	return b.String()
}

// note is that of the row, and the words that stand in for a bullet.
func (l layout) note(r document.Row) string {
	note := text(r.Note)
	for i, c := range l.table.Columns {
		instead, ok := r.Cells[i].(document.Text)
		if c.Kind != document.Bullets || !ok || strings.Contains(note, text(instead.Main)) {
			continue
		}
		note = strings.TrimSuffix(text(instead.Main)+", "+note, ", ")
	}
	return note
}

// cell is a cell with its small print and what stands below it.
func (l layout) cell(r document.Row, at int) string {
	out, small := "", ""
	switch c := r.Cells[at].(type) {
	case document.Mark:
		out = fmt.Sprintf(`<span style="color:%s">%s</span>`, statusInk(c.Status), c.Text())
	case document.Text:
		out, small = text(c.Main), c.Sub
		if c.Tone == document.Strong {
			out = "<b>" + out + "</b>"
		}
	case document.Change:
		out = text(c.Text)
	default:
		panic(fmt.Sprintf("email: no column for %T", c))
	}
	if small == marked(r) {
		small = "" // the mark says it
	}
	figures := ""
	for _, i := range l.under[at] {
		switch c := r.Cells[i].(type) {
		case document.Text:
			if l.table.Columns[i].Kind != document.Bullets { // whose words the note has
				small = document.Dotted(small, c.Main)
			}
		case document.Spark:
			figures += curve(c)
		case document.Bullet:
			figures += bullet(c, l.table.Columns[i].Max)
		default:
			panic(fmt.Sprintf("email: no place below for %T", c))
		}
	}
	if small = text(small); small != "" {
		wrap := ""
		if l.isNumbers(at) {
			wrap = "white-space:normal;"
		}
		out += fmt.Sprintf(`<br/><span style="%sfont-size:11px;color:%s">%s</span>`, wrap, grey, small)
	}
	return out + figures
}

// marked is the word of the row's mark; "" is a row without one.
func marked(r document.Row) string {
	for _, c := range r.Cells {
		if m, ok := c.(document.Mark); ok {
			return m.Status.Word()
		}
	}
	return ""
}

// curve draws a series as characters, with words for those who do not see them.
func curve(s document.Spark) string {
	blocks := s.Blocks()
	if blocks == "" {
		return ""
	}
	return fmt.Sprintf(`<br/><span role="img" aria-label="%s" style="font-size:9px;white-space:nowrap;color:%s">%s</span>`, text(s.Alt), bar, blocks)
}
