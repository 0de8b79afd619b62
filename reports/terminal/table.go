package terminal

import (
	"slices"
	"strings"

	"kpi/reports/document"
)

const (
	indent    = "  "
	gap       = "  "
	widestRun = 60 // cells of one text; longer ones are cut, and prose goes on below
)

// A column is a column of text with all its cells.
type column struct {
	title string
	right bool
	cells []string // row by row, through all groups; \n begins another line
	codes []string // the colour of each cell, "" is none; nil is none at all
}

func (p *printer) table(t *document.Table) {
	columns := used(p.textColumns(t))
	p.line(indent + p.bold(strings.TrimRight(titles(columns), " ")))
	row := 0
	for _, g := range t.Groups {
		if g.Name != "" {
			p.line(p.bold(document.Line(g.Name)) + gap + p.paint(document.Line(g.Note), dim))
		}
		for range g.Rows {
			for i := range height(columns, row) {
				p.line(indent + line(columns, row, i, p.paint))
			}
			row++
		}
	}
}

// textColumns turns the columns that are text, or have words, into text; the
// unit gets a column of its own, and so do the notes.
func (p *printer) textColumns(t *document.Table) []column {
	var out []column
	marked := hasKind(t, document.Marks)
	for i, c := range t.Columns {
		switch c.Kind {
		case document.Marks:
			out = append(out, p.marks(t, i))
		case document.Names:
			out = append(out,
				texts(t, c.Name, i, func(c document.Text) string { return c.Main }),
				texts(t, p.in.Say("Unit"), i, func(c document.Text) string { return c.Sub }))
		case document.Numbers, document.Changes:
			numbers := texts(t, c.Name, i, func(c document.Text) string { return c.Main })
			numbers.right, numbers.cells = true, hung(numbers.cells)
			out = append(out, numbers)
		case document.Words, document.Labels, document.Prose:
			// A mark has its word already.
			if !marked || c.Kind == document.Labels {
				out = append(out, texts(t, c.Name, i, func(c document.Text) string { return c.Main }))
			}
		case document.Bullets, document.Sparks:
		}
	}
	return append(out, p.notes(t))
}

func hasKind(t *document.Table, k document.Kind) bool {
	for _, c := range t.Columns {
		if c.Kind == k {
			return true
		}
	}
	return false
}

func (p *printer) marks(t *document.Table, at int) column {
	out := column{title: p.in.Say("Status")}
	for _, r := range rows(t) {
		m := r.Cells[at].(document.Mark)
		out.cells = append(out.cells, m.Glyph()+" "+p.in.Word(m.Status.Word()))
		out.codes = append(out.codes, statusColour(m.Status))
	}
	return out
}

func texts(t *document.Table, title string, at int, of func(document.Text) string) column {
	out := column{title: title}
	shorten := cut
	if t.Columns[at].Kind == document.Prose {
		shorten = wrap
	}
	for _, r := range rows(t) {
		text := ""
		switch c := r.Cells[at].(type) {
		case document.Text:
			text = of(c)
		case document.Change:
			text = c.Text
		}
		out.cells = append(out.cells, shorten(document.Line(text), widestRun))
	}
	return out
}

// hung leaves the room of a parenthesis behind numbers above zero where others of
// the column end with one, so that the digits line up.
func hung(cells []string) []string {
	if !slices.ContainsFunc(cells, document.InParens) {
		return cells
	}
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c
		if c != "" && !document.InParens(c) {
			out[i] += " "
		}
	}
	return out
}

func (p *printer) notes(t *document.Table) column {
	out := column{title: p.in.Say("Note")}
	for _, r := range rows(t) {
		out.cells = append(out.cells, document.Line(r.Note))
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

// titles are the titles of the columns, padded.
func titles(columns []column) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = c.padded(c.title, c.title)
	}
	return strings.Join(parts, gap)
}

// height is how many lines a row takes.
func height(columns []column, row int) int {
	n := 1
	for _, c := range columns {
		n = max(n, strings.Count(c.cells[row], "\n")+1)
	}
	return n
}

// line pads line i of the cells of a row.
func line(columns []column, row, i int, paint func(s, code string) string) string {
	parts := make([]string, len(columns))
	for at, c := range columns {
		text := ""
		if lines := strings.Split(c.cells[row], "\n"); i < len(lines) {
			text = lines[i]
		}
		painted := text
		if c.codes != nil {
			painted = paint(text, c.codes[row])
		}
		parts[at] = c.padded(text, painted)
	}
	return strings.Join(parts, gap)
}

// padded is a text as it is shown, with the spaces that the column takes beside it.
func (c column) padded(text, shown string) string {
	space := strings.Repeat(" ", c.width()-document.Width(text))
	if c.right {
		return space + shown
	}
	return shown + space
}

func (c column) width() int {
	w := document.Width(c.title)
	for _, s := range c.cells {
		for text := range strings.SplitSeq(s, "\n") {
			w = max(w, document.Width(text))
		}
	}
	return w
}
