package pdf

import (
	"fmt"

	"kpi/reports/document"
)

// A part is a piece of a block that no page break divides.
type part struct {
	height float64
	most   float64 // that it may grow to where the page has room; 0 is its height
	gap    bool    // it is without ink
	joined bool    // it does not end a page: what follows belongs to it
	draw   func(x, y, height float64)
}

// space is a part without ink.
func space(height float64) part {
	return part{height: height, gap: true, joined: true, draw: func(_, _, _ float64) {}}
}

// text is a part for each paragraph of at most some lines, so that long texts go
// on overleaf.
func (l *layout) text(p paragraph, of *element) []part {
	const together = 10
	var out []part
	for len(p.lines) > 0 {
		piece := p
		piece.lines = p.lines[:min(together, len(p.lines))]
		p.lines = p.lines[len(piece.lines):]
		out = append(out, part{height: piece.height(), draw: func(x, y, _ float64) { piece.draw(l.page(), of, x, y) }})
	}
	return out
}

// joined keeps parts on the page of what follows them.
func joined(parts []part) []part {
	for i := range parts {
		parts[i].joined = true
	}
	return parts
}

func heightOf(parts []part) float64 {
	sum := 0.0
	for _, p := range parts {
		sum += p.height
	}
	return sum
}

// mostOf is the height of parts that have all that they may take.
func mostOf(parts []part) float64 {
	sum := 0.0
	for _, p := range parts {
		sum += max(p.height, p.most)
	}
	return sum
}

// drawAll draws parts below each other; those that may grow share what is left of
// the height.
func drawAll(parts []part, x, y, height float64) {
	left := height - heightOf(parts)
	for i, p := range parts {
		p.height += p.growth(parts[i:], left)
		left -= p.height - parts[i].height
		p.draw(x, y, p.height)
		y += p.height
	}
}

// growth is what a part takes of what is left to it and the parts after it, by how
// much each of them may grow.
func (p part) growth(all []part, left float64) float64 {
	wish := max(p.most-p.height, 0)
	if wish == 0 || left <= 0 {
		return 0
	}
	return wish * min(left/(mostOf(all)-heightOf(all)), 1)
}

// flow puts parts below each other, over as many pages as they need. Parts that may
// grow share what their page has left.
func (l *layout) flow(parts []part) {
	for i, p := range parts {
		l.need(heightOf(block(parts[i:])))
		here := l.thatFit(parts[i:])
		p.height += p.growth(here, l.bottom()-l.y-0.1-heightOf(here))
		p.draw(margin, l.y, p.height)
		l.y += p.height
	}
}

// block is the first part with those that are to stand on its page.
func block(parts []part) []part {
	n := 1
	for n < len(parts) && parts[n-1].joined {
		n++
	}
	return parts[:n]
}

// thatFit are the first parts, as many as the page has room for.
func (l *layout) thatFit(parts []part) []part {
	n, room := 0, l.bottom()-l.y-0.1
	for n < len(parts) {
		next := block(parts[n:])
		if room -= heightOf(next); room < 0 {
			break
		}
		n += len(next)
	}
	return parts[:n]
}

// parts sets a block into a width.
func (l *layout) parts(b document.Block, width float64) []part {
	switch b := b.(type) {
	case *document.Tiles:
		return l.tiles(b, width)
	case *document.Figure:
		return l.titledFigure(b, width)
	case *document.Facts:
		return l.facts(b, width)
	case *document.Boxes:
		return l.boxes(b, width)
	case *document.Lines:
		return l.lines(b, width)
	case *document.Beside:
		return l.beside(b, width)
	}
	panic(fmt.Sprintf("pdf: unknown block %T", b))
}

// isPaged reports whether a block finds its pages itself, over the full width.
func isPaged(b document.Block) bool {
	switch b.(type) {
	case *document.Table, *document.Notes:
		return true
	}
	return false
}

// blocks puts blocks below each other.
func (l *layout) blocks(all []document.Block) {
	var parts []part
	for _, b := range all {
		if !isPaged(b) {
			parts = append(parts, l.parts(b, l.inner())...)
			continue
		}
		l.flow(parts)
		parts = nil
		switch b := b.(type) {
		case *document.Table:
			l.table(b)
		case *document.Notes:
			l.notes(b)
		}
	}
	l.flow(parts)
}

const (
	besideGap     = 22.0
	leastBeside   = 188.0 // of a column of texts that is still easy to read
	blockDistance = 10.0  // above a block
)

// beside puts as many columns side by side as there is room for, in rows of about
// as many each. What no page holds side by side goes below each other.
func (l *layout) beside(b *document.Beside, width float64) []part {
	most := max(int((width+besideGap)/(leastBeside+besideGap)), 1)
	all := unitsOf(b)
	rows := (all + most - 1) / most
	var out []part
	for columns := b.Columns; len(columns) > 0; {
		n, units := 0, 0
		for n < len(columns) && (n == 0 || units+columnUnits(columns[n]) <= (all+rows-1)/rows) {
			units += columnUnits(columns[n])
			n++
		}
		out = append(out, l.besideRow(columns[:n], units, width)...)
		columns = columns[n:]
	}
	return out
}

// unitsOf is how many columns stand side by side, those inside of columns, too.
func unitsOf(b *document.Beside) int {
	n := 0
	for _, c := range b.Columns {
		n += columnUnits(c)
	}
	return n
}

// columnUnits is how wide a column is beside others: one that has columns is as
// wide as all of them.
func columnUnits(blocks []document.Block) int {
	n := 1
	for _, b := range blocks {
		if inner, ok := b.(*document.Beside); ok {
			n = max(n, unitsOf(inner))
		}
	}
	return n
}

// besideRow sets columns, whose units share the width.
func (l *layout) besideRow(columns [][]document.Block, units int, width float64) []part {
	each := (width - float64(units-1)*besideGap) / float64(units)
	set, at := make([][]part, len(columns)), make([]float64, len(columns))
	highest, most, x := 0.0, 0.0, 0.0
	var stacked []part
	for i, c := range columns {
		wide := float64(columnUnits(c))*(each+besideGap) - besideGap
		for _, b := range c {
			set[i] = append(set[i], l.parts(b, wide)...)
		}
		at[i], x = x, x+wide+besideGap
		highest, most = max(highest, heightOf(set[i])), max(most, mostOf(set[i]))
		stacked = append(stacked, set[i]...)
	}
	if len(columns) == 1 || highest > l.emptyPage() {
		return stacked
	}
	return []part{{height: highest, most: most, draw: func(x, y, height float64) {
		for i, parts := range set {
			drawAll(parts, x+at[i], y, height)
		}
	}}}
}
