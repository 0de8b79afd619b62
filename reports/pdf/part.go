package pdf

import (
	"fmt"
	"slices"

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
			l.left = l.bottom() - l.y - heightOf(parts) - 0.1
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

// besideRow sets columns, whose units share the width. Where the row is higher than
// what its page has left, the last block of the highest column goes below the
// lowest one, as long as that makes the row lower.
func (l *layout) besideRow(columns [][]document.Block, units int, width float64) []part {
	tags := len(l.here.kids)
	row := l.setRow(columns, units, width)
	for row.height() > l.left {
		moved := row.levelled(columns)
		if moved == nil {
			break
		}
		next := l.setRow(moved, units, width)
		if next.height() >= row.height() {
			l.here.kids = l.here.kids[:tags]
			row = l.setRow(columns, units, width)
			break
		}
		// What was set before is set no more.
		l.here.kids = append(l.here.kids[:tags], l.here.kids[tags+row.tags:]...)
		columns, row = moved, next
	}
	if len(columns) == 1 || row.height() > l.emptyPage() {
		return slices.Concat(row.set...)
	}
	return []part{{height: row.height(), most: row.most(), draw: func(x, y, height float64) {
		for i, parts := range row.set {
			drawAll(parts, x+row.at[i], y, height)
		}
	}}}
}

// A row is columns as they are set: their parts, and where they stand.
type row struct {
	set  [][]part
	at   []float64
	tags int // that it has in the structure
}

func (l *layout) setRow(columns [][]document.Block, units int, width float64) row {
	each := (width - float64(units-1)*besideGap) / float64(units)
	out, x, tags := row{set: make([][]part, len(columns)), at: make([]float64, len(columns))}, 0.0, len(l.here.kids)
	for i, c := range columns {
		wide := float64(columnUnits(c))*(each+besideGap) - besideGap
		for _, b := range c {
			out.set[i] = append(out.set[i], l.parts(b, wide)...)
		}
		out.at[i], x = x, x+wide+besideGap
	}
	out.tags = len(l.here.kids) - tags
	return out
}

func (r row) height() float64 {
	highest := 0.0
	for _, parts := range r.set {
		highest = max(highest, heightOf(parts))
	}
	return highest
}

func (r row) most() float64 {
	most := 0.0
	for _, parts := range r.set {
		most = max(most, mostOf(parts))
	}
	return most
}

// levelled are the columns with the last block of the highest one below the lowest;
// nil is that it has only one.
func (r row) levelled(columns [][]document.Block) [][]document.Block {
	high, low := 0, 0
	for i := range r.set {
		if heightOf(r.set[i]) > heightOf(r.set[high]) {
			high = i
		}
		if heightOf(r.set[i]) < heightOf(r.set[low]) {
			low = i
		}
	}
	last := len(columns[high]) - 1
	if high == low || last < 1 {
		return nil
	}
	out := slices.Clone(columns)
	out[high] = columns[high][:last]
	out[low] = append(slices.Clip(columns[low]), columns[high][last])
	return out
}
