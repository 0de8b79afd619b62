package email

import (
	"fmt"
	"strings"

	"kpi/reports/document"
)

// blocks writes blocks below each other, and returns how many of their rows there
// was room for. The heading comes before the first of them.
func (m *mail) blocks(all []document.Block, heading string) int {
	shown := 0
	for _, b := range all {
		before := m.Len()
		shown += m.block(b, heading)
		if m.Len() > before {
			heading = ""
		}
	}
	return shown
}

func (m *mail) block(b document.Block, heading string) int {
	switch b := b.(type) {
	case *document.Table:
		return m.table(b, heading)
	case *document.Notes:
		return m.notes(b, heading)
	case *document.Tiles:
		return m.whole(size(b), heading+line(tiles(b)))
	case *document.Figure:
		return m.whole(size(b), heading+line(paragraph(labelled(b.Title, b.Sub+" (drawn in the PDF)"), "13px/18px", dark)))
	case *document.Facts:
		return m.facts(b, heading)
	case *document.Beside:
		shown := 0
		for _, column := range b.Columns {
			before := m.Len()
			shown += m.blocks(column, heading)
			if m.Len() > before {
				heading = ""
			}
		}
		return shown
	case *document.Boxes:
		return m.whole(size(b), heading+line(paragraph(labelled(b.Name+":", boxes(b)), "13px/18px", dark)))
	case *document.Lines:
		return 0 // nobody signs an e-mail
	}
	panic(fmt.Sprintf("email: unknown block %T", b))
}

// size is the number of rows of a block.
func size(b document.Block) int {
	n := 0
	switch b := b.(type) {
	case *document.Table:
		for _, g := range b.Groups {
			n += len(g.Rows)
		}
	case *document.Notes:
		n = len(printed(b))
	case *document.Tiles:
		n = 1
	case *document.Figure:
		n = 1
	case *document.Facts:
		n = len(b.Facts)
	case *document.Beside:
		for _, column := range b.Columns {
			for _, b := range column {
				n += size(b)
			}
		}
	case *document.Boxes:
		n = 1
	case *document.Lines:
		n = len(b.Rows)
	default:
		panic(fmt.Sprintf("email: unknown block %T", b))
	}
	return n
}

// whole adds a piece of that many rows, or nothing.
func (m *mail) whole(rows int, piece string) int {
	if m.fits(piece) {
		return rows
	}
	return 0
}

// printed are the sentences that a page prints: the others stand in another part.
func printed(n *document.Notes) []string {
	if n.Printed > 0 && n.Printed < len(n.Sentences) {
		return n.Sentences[:n.Printed]
	}
	return n.Sentences
}

func (m *mail) notes(n *document.Notes, heading string) int {
	shown := 0
	name := n.Name
	if name != "" {
		name += ":"
	}
	for _, s := range printed(n) {
		if m.fits(heading + line(paragraph(labelled(name, s), "13px/18px", dark))) {
			shown, heading = shown+1, ""
		}
	}
	if shown < len(n.Sentences) {
		m.fits(line(small(text(n.Rest), grey)))
	}
	return shown
}

func (m *mail) facts(f *document.Facts, heading string) int {
	shown := 0
	heading += line(paragraph(labelled(f.Name, ""), "13px/18px", dark))
	for _, fact := range f.Facts {
		label := fact.Label
		if label != "" {
			label += ":"
		}
		if m.fits(heading + line(paragraph(labelled(label, fact.Text), "12px/17px", dark))) {
			shown, heading = shown+1, ""
		}
	}
	return shown
}

// tiles are numbers side by side.
func tiles(t *document.Tiles) string {
	var cells strings.Builder
	for _, tile := range t.Tiles {
		fmt.Fprintf(&cells, `<td valign="top" style="padding:0 14px 0 0">%s%s%s</td>`, small(text(tile.Label), grey),
			paragraph(text(tile.Value), "bold 16px/20px", dark), small(text(tile.Note), grey))
	}
	if cells.Len() == 0 {
		return ""
	}
	return `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>` + cells.String() + "</tr></table>"
}

func boxes(b *document.Boxes) string {
	var marks []string
	for _, box := range b.Boxes {
		mark := "☐ "
		if box.Filled {
			mark = "☑ "
		}
		mark += box.Letter
		if box.Note != "" {
			mark += " (" + box.Note + ")"
		}
		marks = append(marks, mark)
	}
	return document.Dotted(marks...)
}

// labelled sets a text behind what it is about.
func labelled(label, s string) string {
	label, s = text(label), text(s)
	if label != "" {
		label = "<b>" + label + "</b>"
	}
	return strings.TrimSpace(label + " " + s)
}
