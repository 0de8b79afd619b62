package markdown

import (
	"fmt"

	"kpi/reports/document"
)

// blocks writes what stands in a section, or beside something else: Markdown has
// no columns, so that comes below it.
func (p *printer) blocks(all []document.Block) {
	for _, b := range all {
		switch b := b.(type) {
		case *document.Table:
			p.table(b)
		case *document.Notes:
			p.notes(b)
		case *document.Tiles:
			p.tiles(b)
		case *document.Figure:
			p.paragraph(document.Dotted(bold(text(b.Title)), text(b.Sub)))
		case *document.Facts:
			p.facts(b)
		case *document.Beside:
			for _, column := range b.Columns {
				p.blocks(column)
			}
		case *document.Boxes:
			p.boxes(b)
		case *document.Lines:
			p.lines(b)
		default:
			panic(fmt.Sprintf("markdown: unknown block %T", b))
		}
	}
}

// list writes an item a line; a list without items is left out.
func (p *printer) list(items []string) {
	lines := make([]string, len(items))
	for i, s := range items {
		lines[i] = "- " + s
	}
	if len(lines) > 0 {
		p.block(lines...)
	}
}

// notes prints those that a page prints: the others stand in another part.
func (p *printer) notes(n *document.Notes) {
	printed := n.Sentences
	if n.Printed > 0 && n.Printed < len(printed) {
		printed = printed[:n.Printed]
	}
	var items []string
	for _, s := range printed {
		items = append(items, labelled(n.Name, s))
	}
	if len(printed) < len(n.Sentences) {
		items = append(items, text(n.Rest))
	}
	p.list(items)
}

func (p *printer) tiles(t *document.Tiles) {
	var items []string
	for _, tile := range t.Tiles {
		items = append(items, document.Dotted(labelled(tile.Label, tile.Value), text(tile.Note)))
	}
	p.list(items)
}

// facts goes on in the line of the fact before, where one has no label.
func (p *printer) facts(f *document.Facts) {
	p.paragraph(bold(text(f.Name)))
	var items []string
	for _, fact := range f.Facts {
		if fact.Label == "" && len(items) > 0 {
			items[len(items)-1] += " " + text(fact.Text)
			continue
		}
		items = append(items, labelled(fact.Label, fact.Text))
	}
	p.list(items)
}

func (p *printer) boxes(b *document.Boxes) {
	var marks []string
	for _, box := range b.Boxes {
		mark := "☐ "
		if box.Filled {
			mark = "☑ "
		}
		note := ""
		if box.Note != "" {
			note = "(" + text(box.Note) + ")"
		}
		marks = append(marks, mark+document.Joined(" ", text(box.Letter), note))
	}
	p.paragraph(document.Joined(" ", bold(text(b.Name)+":"), document.Dotted(marks...)))
}

// lines leaves room for what is written by hand.
func (p *printer) lines(l *document.Lines) {
	p.paragraph(bold(text(l.Name)))
	columns := []column{{cells: make([]string, len(l.Rows))}}
	for i, name := range l.Rows {
		columns[0].cells[i] = text(name)
	}
	for _, name := range l.Columns {
		columns = append(columns, column{title: text(name), cells: make([]string, len(l.Rows))})
	}
	p.grid(columns)
	p.paragraph(begun(text(l.Note)))
}

// labelled sets a text behind what it is about.
func labelled(label, s string) string {
	if label == "" {
		return begun(text(s))
	}
	return document.Joined(" ", bold(text(label)+":"), text(s))
}
