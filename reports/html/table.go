package html

import (
	"fmt"
	"slices"

	"kpi/reports/chart"
	"kpi/reports/document"
)

// A tableWriter writes one table.
type tableWriter struct {
	*page
	table  *document.Table
	orders []order
	words  bool // a column has the words of the marks
	name   int  // the column that names the rows; -1 is none
	rows   int  // written so far
}

// Sizes of the figures in cells, in points.
const (
	bulletWidth, bulletHeight = 86, 12
	sparkWidth, sparkHeight   = 86, 20
	changeWidth, changeHeight = 50, 9
)

// table puts the table into a box that scrolls by itself where the screen is too
// narrow.
func (p *page) table(section string, t *document.Table) {
	if len(t.Columns) == 0 {
		return
	}
	p.tables++
	w := &tableWriter{page: p, table: t, name: -1}
	for i, c := range t.Columns {
		w.orders = append(w.orders, orderOf(t, i))
		w.words = w.words || c.Kind == document.Words
		if c.Kind == document.Names && w.name < 0 {
			w.name = i
		}
	}
	caption := fmt.Sprintf("table-%d", p.tables)
	p.add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"%s\"><table class=\"sortable\">\n", caption)
	p.add("<caption class=\"hidden\" id=\"%s\">%s</caption>\n", caption, section+": "+document.Joined(", ", w.titles()...))
	w.head()
	for _, g := range t.Groups {
		w.group(g)
	}
	w.scales()
	p.add("</table></div>\n")
	if t.Legend {
		w.legend()
	}
}

func (w *tableWriter) titles() []string {
	var out []string
	for i := range w.table.Columns {
		out = append(out, w.title(i))
	}
	return out
}

// title is never empty where the column has something to say.
func (w *tableWriter) title(i int) string {
	c := w.table.Columns[i]
	if c.Name == "" && c.Kind == document.Marks && !w.words {
		return "Status"
	}
	return c.Name
}

func (w *tableWriter) head() {
	w.add("<thead><tr>")
	for i, c := range w.table.Columns {
		title := w.title(i)
		if title == "" {
			w.add("<td class=\"%s\"></td>", string(c.Kind))
			continue
		}
		w.add("<th scope=\"col\" class=\"%s\"", string(c.Kind))
		if by := w.orders[i].by; by != "" {
			w.add(" data-sort=\"%s\"", by)
		}
		w.add(">%s</th>", title)
	}
	w.add("</tr></thead>\n")
}

// group is a body of its own, and is sorted by itself.
func (w *tableWriter) group(g document.Group) {
	w.add("<tbody>\n")
	if g.Name != "" || g.Note != "" {
		w.add("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%d\"><span>%s", len(w.table.Columns), g.Name)
		if g.Note != "" {
			w.add(" <small>%s</small>", g.Note)
		}
		w.add("</span></th></tr>\n")
	}
	for _, r := range g.Rows {
		w.row(r)
	}
	w.add("</tbody>\n")
}

func (w *tableWriter) row(r document.Row) {
	w.add("<tr>")
	for i, c := range w.table.Columns {
		element, scope := raw("td"), raw("")
		if i == w.name {
			element, scope = "th", ` scope="row"`
		}
		w.add("<%s%s class=\"%s\"", element, scope, string(c.Kind))
		if keys := w.orders[i].keys; keys != nil && keys[w.rows] != "" {
			w.add(" data-key=\"%s\"", keys[w.rows])
		}
		w.add(">")
		w.cell(c, r.Cells[i], r)
		w.add("</%s>", element)
	}
	w.rows++
	w.add("</tr>\n")
}

// scales stand below the columns of figures.
func (w *tableWriter) scales() {
	scaled := func(c document.Column) bool { return c.Kind == document.Bullets || c.Kind == document.Changes }
	if !slices.ContainsFunc(w.table.Columns, scaled) || w.rows == 0 {
		return
	}
	font := chart.Font{Size: 7}
	w.add("<tfoot aria-hidden=\"true\"><tr>")
	for _, c := range w.table.Columns {
		w.add("<td class=\"%s\">", string(c.Kind))
		switch c.Kind {
		case document.Bullets:
			w.add("%s", silent(chart.BulletAxis(c.Max, bulletWidth, font, measure)))
		case document.Changes:
			w.add("%s", silent(chart.ChangeAxis(w.in.Word("worse"), w.in.Word("better"), changeWidth, font, measure)))
		}
		w.add("</td>")
	}
	w.add("</tr></tfoot>\n")
}

// legend says what the shapes mean.
func (w *tableWriter) legend() {
	w.add("<ul class=\"legend\">\n")
	for _, c := range w.doc.Counts {
		w.add("<li>%s %s</li>\n", w.shape(c.Status, false), w.in.Word(c.Status.Word()))
	}
	if w.hasHollow() {
		w.add("<li>hollow: see the small print</li>\n")
	}
	w.add("</ul>\n")
}

func (w *tableWriter) hasHollow() bool {
	for _, g := range w.table.Groups {
		for _, r := range g.Rows {
			if m, ok := markOf(r); ok && m.Hollow {
				return true
			}
		}
	}
	return false
}

func markOf(r document.Row) (document.Mark, bool) {
	for _, c := range r.Cells {
		if m, ok := c.(document.Mark); ok {
			return m, true
		}
	}
	return document.Mark{}, false
}
