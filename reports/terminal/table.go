package terminal

import (
	"strings"

	"kpi/reports/document"
)

const (
	indent    = "  "
	gap       = "  "
	widestRun = 60 // cells of one text; longer ones are cut
)

// A column is a column of text with all its cells.
type column struct {
	title string
	right bool
	cells []string // row by row, through all groups
	codes []string // the colour of each cell, "" is none; nil is none at all
}

func (p *printer) table(t *document.Table) {
	columns := used(textColumns(t))
	p.line(indent + p.bold(strings.TrimRight(line(columns, -1, nil), " ")))
	row := 0
	for _, g := range t.Groups {
		if g.Name != "" {
			p.line(p.bold(clean(g.Name)) + gap + p.paint(clean(g.Note), dim))
		}
		for range g.Rows {
			p.line(indent + line(columns, row, p.paint))
			row++
		}
	}
}

// textColumns turns the columns that are text, or have words, into text; the
// unit gets a column of its own, and so do the notes.
func textColumns(t *document.Table) []column {
	var out []column
	marked := hasKind(t, document.Marks)
	for i, c := range t.Columns {
		switch c.Kind {
		case document.Marks:
			out = append(out, marks(t, i))
		case document.Names:
			out = append(out,
				texts(t, c.Name, i, func(c document.Text) string { return c.Main }),
				texts(t, "Unit", i, func(c document.Text) string { return c.Sub }))
		case document.Numbers, document.Changes:
			numbers := texts(t, c.Name, i, func(c document.Text) string { return c.Main })
			numbers.right = true
			out = append(out, numbers)
		case document.Words, document.Labels, document.Prose:
			// A mark has its word already.
			if !marked || c.Kind == document.Labels {
				out = append(out, texts(t, c.Name, i, func(c document.Text) string { return c.Main }))
			}
		case document.Bullets, document.Sparks:
		}
	}
	return append(out, notes(t))
}

func hasKind(t *document.Table, k document.Kind) bool {
	for _, c := range t.Columns {
		if c.Kind == k {
			return true
		}
	}
	return false
}

func marks(t *document.Table, at int) column {
	out := column{title: "Status"}
	for _, r := range rows(t) {
		m := r.Cells[at].(document.Mark)
		out.cells = append(out.cells, glyph(m.Status)+" "+m.Status.Word())
		out.codes = append(out.codes, statusColour(m.Status))
	}
	return out
}

func texts(t *document.Table, title string, at int, of func(document.Text) string) column {
	out := column{title: title}
	for _, r := range rows(t) {
		text := ""
		switch c := r.Cells[at].(type) {
		case document.Text:
			text = of(c)
		case document.Change:
			text = c.Text
		}
		out.cells = append(out.cells, cut(clean(text), widestRun))
	}
	return out
}

func notes(t *document.Table) column {
	out := column{title: "Note"}
	for _, r := range rows(t) {
		out.cells = append(out.cells, clean(r.Note))
	}
	return out
}

func rows(t *document.Table) []document.Row {
	var all []document.Row
	for _, g := range t.Groups {
		all = append(all, g.Rows...)
	}
	return all
}

// used drops columns without any text.
func used(all []column) []column {
	var kept []column
	for _, c := range all {
		if strings.Join(c.cells, "") != "" {
			kept = append(kept, c)
		}
	}
	return kept
}

// line pads the cells of a row; row -1 is the titles. A nil paint is no colour.
func line(columns []column, row int, paint func(s, code string) string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		text := c.title
		if row >= 0 {
			text = c.cells[row]
		}
		space := strings.Repeat(" ", c.width()-width(text))
		if paint != nil && c.codes != nil {
			text = paint(text, c.codes[row])
		}
		parts[i] = text + space
		if c.right {
			parts[i] = space + text
		}
	}
	return strings.Join(parts, gap)
}

func (c column) width() int {
	w := width(c.title)
	for _, s := range c.cells {
		w = max(w, width(s))
	}
	return w
}
