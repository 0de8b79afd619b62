package pdf

import (
	"kpi/reports/chart"
	"kpi/reports/document"
)

var (
	tileLabelStyle = style{chart.Font{Size: 7.5}, chart.Grey, 10, left}
	tileValueStyle = style{chart.Font{Size: 15, Strong: true}, chart.Dark, 20, left}
)

const (
	leastTile = 103.0
	mostTile  = 140.0
	tileGap   = 10.0 // on each side of a separator
	tileLines = 4
)

// A setTile is a tile on its way to its place.
type setTile struct{ label, value, note paragraph }

// tiles are numbers in rows of about as many each, with separators between them.
func (l *layout) tiles(t *document.Tiles, width float64) []part {
	if len(t.Tiles) == 0 {
		return nil
	}
	most := max(int((width+tileGap)/leastTile), 1)
	rows := (len(t.Tiles) + most - 1) / most
	perRow := (len(t.Tiles) + rows - 1) / rows
	each := min(width/float64(perRow), mostTile)
	list := l.here.add(roleList)
	var out []part
	for from := 0; from < len(t.Tiles); from += perRow {
		row := t.Tiles[from:min(from+perRow, len(t.Tiles))]
		out = append(out, l.tileRow(row, each, list), space(6))
	}
	return out
}

func (l *layout) tileRow(tiles []document.Tile, each float64, list *element) part {
	set, of := make([]setTile, len(tiles)), make([]*element, len(tiles))
	labels, notes := 0.0, 0.0
	for i, t := range tiles {
		room := each - tileGap
		if i > 0 {
			room -= tileGap
		}
		set[i] = setTile{l.set(t.Label, room, 2, tileLabelStyle), l.fit(t.Value, room, tileValueStyle), l.set(t.Note, room, tileLines, subStyle)}
		of[i] = list.add(roleItem)
		labels, notes = max(labels, set[i].label.height()), max(notes, set[i].note.height())
	}
	return part{height: labels + tileValueStyle.leading + notes, draw: func(x, y, height float64) {
		for i, t := range set {
			if i > 0 {
				l.page().Add(chart.Rule.Rect(x, y, 0.6, height))
				x += tileGap
			}
			l.drawTile(t, of[i], x, y, labels)
			x += each
			if i > 0 {
				x -= tileGap
			}
		}
	}}
}

// drawTile puts the label of one line beside others of two at their foot, so that
// the values share a line.
func (l *layout) drawTile(t setTile, of *element, x, y, labels float64) {
	t.label.draw(l.page(), of.add(roleLabel), x, y+labels-t.label.height())
	body := of.add(roleItemBody)
	y += labels
	t.value.draw(l.page(), body.add(roleParagraph), x, y)
	t.note.draw(l.page(), body.add(roleParagraph), x, y+t.value.leading)
}
