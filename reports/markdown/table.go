package markdown

import (
	"strings"

	"kpi/reports/document"
)

// A column is a column of escaped text with all its cells.
type column struct {
	title string
	right bool
	cells []string // row by row, with the headings of the groups
	width int
}

// widest is the width up to which the cells of a column are filled up. Longer ones
// run over: who reads the text has less to scroll.
const widest = 40

// narrowest is the width of the shortest rule below a title.
const narrowest = 3

// table writes a table. The heading of a group is a row of its own: Markdown has
// no other.
func (p *printer) table(t *document.Table) {
	p.grid(used(textColumns(t), rows(t)))
}

// grid writes columns of text.
func (p *printer) grid(columns []column) {
	if len(columns) == 0 {
		return
	}
	for i := range columns {
		columns[i].width = narrowest
		if p.aligned {
			columns[i].width = columns[i].fits()
		}
	}
	lines := []string{line(columns, -1), rule(columns)}
	for i := range columns[0].cells {
		lines = append(lines, line(columns, i))
	}
	p.block(lines...)
}

// A row is a row of the document, or the heading of a group.
type row struct {
	document.Row
	heading string
}

func rows(t *document.Table) []row {
	var out []row
	for _, g := range t.Groups {
		if g.Name != "" || g.Note != "" {
			out = append(out, row{heading: document.Dotted(bold(text(g.Name)), text(g.Note))})
		}
		for _, r := range g.Rows {
			out = append(out, row{Row: r})
		}
	}
	return out
}

// textColumns turns all columns that are text, or have words, into text. A bullet
// says nothing that the number beside it does not.
func textColumns(t *document.Table) []column {
	var out []column
	all := rows(t)
	marked := hasKind(t, document.Marks)
	for i, c := range t.Columns {
		one := column{title: text(c.Name), right: c.Kind == document.Numbers || c.Kind == document.Changes}
		switch c.Kind {
		case document.Marks:
			one.title = "Status"
		case document.Bullets:
			continue
		case document.Words:
			// A mark has its word already.
			if marked {
				continue
			}
		case document.Names, document.Numbers, document.Labels, document.Prose, document.Sparks, document.Changes:
		}
		for _, r := range all {
			one.cells = append(one.cells, r.cell(i, c.Kind))
		}
		out = append(out, one)
	}
	return append(out, notes(t, all))
}

func hasKind(t *document.Table, k document.Kind) bool {
	for _, c := range t.Columns {
		if c.Kind == k {
			return true
		}
	}
	return false
}

// cell is the text of a cell. The heading of a group stands among the names.
func (r row) cell(i int, k document.Kind) string {
	if r.heading != "" {
		if k == document.Names {
			return r.heading
		}
		return ""
	}
	switch c := r.Cells[i].(type) {
	case document.Mark:
		return c.Text()
	case document.Text:
		return words(c, k, r.marked())
	case document.Spark:
		return c.Blocks()
	case document.Change:
		return text(c.Text)
	case document.Bullet:
		return text(c.Alt)
	}
	panic("markdown: unknown cell")
}

// marked is the word of the row's mark; "" is a row without one.
func (r row) marked() string {
	for _, c := range r.Cells {
		if m, ok := c.(document.Mark); ok {
			return m.Status.Word()
		}
	}
	return ""
}

// words sets the small print of a text behind it, unless the mark says the same.
func words(c document.Text, k document.Kind, marked string) string {
	main := text(c.Main)
	switch {
	case k == document.Names:
		return document.Dotted(main, text(c.Sub))
	case c.Sub != "" && c.Sub != marked:
		return document.Joined(" ", main, "("+text(c.Sub)+")")
	}
	return main
}

// notes are those of the rows, and the words that stand in for a bullet.
func notes(t *document.Table, all []row) column {
	out := column{title: "Note"}
	for _, r := range all {
		note := text(r.Note)
		for i, c := range t.Columns {
			if c.Kind != document.Bullets || r.heading != "" {
				continue
			}
			if instead, ok := r.Cells[i].(document.Text); ok && !strings.Contains(note, text(instead.Main)) {
				note = document.Joined(", ", text(instead.Main), note)
			}
		}
		out.cells = append(out.cells, note)
	}
	return out
}

// used leaves out the columns in which no row has a text.
func used(all []column, rows []row) []column {
	var kept []column
	for _, c := range all {
		for i, text := range c.cells {
			if text != "" && rows[i].heading == "" {
				kept = append(kept, c)
				break
			}
		}
	}
	return kept
}

// line is a row, filled up; row -1 is the titles.
func line(columns []column, row int) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		text := c.title
		if row >= 0 {
			text = c.cells[row]
		}
		space := strings.Repeat(" ", max(0, c.width-document.Width(text)))
		parts[i] = text + space
		if c.right {
			parts[i] = space + text
		}
	}
	return "| " + strings.Join(parts, " | ") + " |"
}

// rule is the line below the titles, which says how columns line up.
func rule(columns []column) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = strings.Repeat("-", c.width)
		if c.right {
			parts[i] = strings.Repeat("-", c.width-1) + ":"
		}
	}
	return "| " + strings.Join(parts, " | ") + " |"
}

// fits is the width in which all cells fit that are not too long.
func (c column) fits() int {
	w := max(narrowest, document.Width(c.title))
	for _, s := range c.cells {
		if n := document.Width(s); n <= widest {
			w = max(w, n)
		}
	}
	return w
}
