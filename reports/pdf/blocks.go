package pdf

import (
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/locale"
)

var (
	blockStyle  = style{chart.Font{Size: 9.5, Strong: true}, chart.Dark, 13, left}
	figureStyle = style{chart.Font{Size: 10.5, Strong: true}, chart.Dark, 14, left}
	factStyle   = style{chart.Font{Size: 8}, chart.Dark, 11, left}
	labelStyle  = style{chart.Font{Size: 8}, chart.Grey, 11, left}
)

const (
	chartText   = 7.5   // size of the texts of a chart
	smallText   = 7.0   // and of one in a column
	leastChart  = 104.0 // height of a chart that fills what it is given
	mostChart   = 310.0
	mostRows    = 330.0 // height of a chart of rows
	widestProse = 720.0
)

// opening is the rule and the name of a block, with small print beside the name
// where there is room.
func (l *layout) opening(name, sub string, width float64) []part {
	p := l.set(name, width, 3, blockStyle)
	small := l.set(sub, width, 2, subStyle)
	of, smallOf := l.here.add(l.below), l.here.add(roleParagraph)
	height, at := p.height()+6, p.drawnWidth()+7
	beside := len(p.lines) <= 1 && len(small.lines) <= 1 && at+small.drawnWidth() <= width
	if !beside {
		height += small.height()
	}
	return []part{space(blockDistance), {height: height, joined: true, draw: func(x, y, _ float64) {
		l.page().Add(chart.Dark.Rect(x, y, width, 0.8))
		p.draw(l.page(), of, x, y+3.5)
		if beside {
			small.draw(l.page(), smallOf, x+at, y+6)
			return
		}
		small.draw(l.page(), smallOf, x, y+3.5+p.height())
	}}}
}

// titledFigure is a picture under its title. Histories are wide, and fill the
// height that is left; other charts are as high as their rows.
func (l *layout) titledFigure(f *document.Figure, width float64) []part {
	frame := chart.Frame{Width: width, Height: mostRows, Size: chartText, Measure: l.face.width, Locale: l.in}
	if h, ok := f.Picture.(chart.History); ok && width > l.inner()/2 {
		out := l.figureTitle(f, width)
		of := l.here.add(roleFigure)
		return append(out, part{height: leastChart, most: mostChart, draw: func(x, y, height float64) {
			frame.Height = height - 4
			l.drawing(of, chart.Draw(h, frame), x, y)
		}})
	} else if ok {
		frame.Height = leastChart
	}
	frame.Size = smallText
	out := l.opening(f.Title, f.Sub, width)
	d, of := chart.Draw(f.Picture, frame), l.here.add(roleFigure)
	p := part{height: d.Height + 2, draw: func(x, y, height float64) {
		if height < d.Height+2 {
			frame.Height = height - 2
			d = chart.Draw(f.Picture, frame)
		}
		l.drawing(of, d, x, y+2)
	}}
	if canBeLower(f.Picture, d.Height) {
		p.height, p.most = p.height*lowRows, p.height
	}
	return append(out, p)
}

// lowRows is how low a chart of rows may become, in parts of its natural height:
// its rows are closer then, and still all there.
const lowRows = 0.78

func canBeLower(p document.Picture, height float64) bool {
	switch p.(type) {
	case chart.Bridge, chart.Contributions:
		return height > 8*smallText && height < mostRows
	}
	return false
}

// figureTitle is the sentence above a wide picture, with its small print.
func (l *layout) figureTitle(f *document.Figure, width float64) []part {
	out := []part{space(6)}
	out = append(out, joined(l.text(l.set(f.Title, width, 3, figureStyle), l.here.add(l.below)))...)
	out = append(out, joined(l.text(l.set(f.Sub, width, 2, subStyle), l.here.add(roleParagraph)))...)
	return append(out, space(5))
}

// facts are texts beside what they are about; a text without a label belongs to
// the fact before.
func (l *layout) facts(f *document.Facts, width float64) []part {
	out := l.opening(f.Name, "", width)
	table := l.here.add(roleTable)
	labels := l.labelWidth(f, width)
	var cell *element
	for i, fact := range f.Facts {
		label := l.set(fact.Label, labels, 3, labelStyle)
		var head *element
		if fact.Label != "" || i == 0 {
			row := table.add(roleRow)
			head, cell = row.add(roleHeadCell).heads(ofRow), row.add(roleCell)
		}
		text := l.set(fact.Text, min(width-labels-8, widestProse), 60, factStyle)
		out = append(out, l.fact(label, head, l.text(text, cell.add(roleParagraph)), labels+8)...)
	}
	return out
}

// fact puts the label beside the first part of its text.
func (l *layout) fact(label paragraph, head *element, text []part, indent float64) []part {
	var out []part
	for i, t := range text {
		height := t.height
		if i == 0 {
			height = max(height, label.height())
		}
		if i == len(text)-1 {
			height += 2
		}
		out = append(out, part{height: height, draw: func(x, y, _ float64) {
			if i == 0 {
				label.draw(l.page(), head, x, y)
			}
			t.draw(x+indent, y, t.height)
		}})
	}
	return out
}

// labelWidth is what the labels of facts need, up to a third.
func (l *layout) labelWidth(f *document.Facts, width float64) float64 {
	widest := 20.0
	for _, fact := range f.Facts {
		widest = max(widest, l.face.width(fact.Label, labelStyle.Font)+0.1)
	}
	return min(widest, width/3)
}

const (
	boxSide = 13.0
	boxGap  = 4.0
)

// boxes are squares with letters, as many in a row as there is room for; below
// them stands why the empty ones are.
func (l *layout) boxes(b *document.Boxes, width float64) []part {
	name := l.set(b.Name, width/3, 1, labelStyle)
	of, list := l.here.add(roleFigure), l.here.add(roleList)
	d := l.boxDrawing(b, width-name.drawnWidth()-8)
	out := []part{space(5), {height: d.Height + 4, joined: true, draw: func(x, y, _ float64) {
		name.draw(l.page(), nil, x, y+1)
		l.drawing(of, d, x+name.drawnWidth()+8, y)
	}}}
	for _, box := range b.Boxes {
		if box.Note != "" {
			letter := l.fit(box.Letter, 16, labelStyle.strong())
			item := list.add(roleItem)
			label := item.add(roleLabel)
			text := l.text(l.set(box.Note, min(width-20, widestProse), 8, factStyle), item.add(roleItemBody))
			out = append(out, l.fact(letter, label, text, 20)...)
		}
	}
	return out
}

// boxDrawing draws the squares, dark where they are filled, so that they differ
// in grey, too.
func (l *layout) boxDrawing(b *document.Boxes, width float64) chart.Drawing {
	perRow := max(int((width+boxGap)/(boxSide+boxGap)), 1)
	d := chart.Drawing{Width: width, Alt: l.in.Join(": ", b.Name, boxWords(l.in, b))}
	for i, box := range b.Boxes {
		x, y := float64(i%perRow)*(boxSide+boxGap), float64(i/perRow)*(boxSide+boxGap)
		square, ink := chart.Bar.Rect(x, y, boxSide, boxSide), chart.White
		if !box.Filled {
			square, ink = chart.White.Rect(x+0.4, y+0.4, boxSide-0.8, boxSide-0.8), chart.Grey
			square.Pen = chart.Pen{Fill: chart.White, Stroke: chart.Silver, Width: 0.8}
		}
		letter := l.fit(box.Letter, boxSide-2, style{chart.Font{Size: 8, Strong: true}, ink, boxSide, centre})
		d.Add(square)
		if len(letter.lines) > 0 {
			w := l.face.width(letter.lines[0], letter.Font)
			d.Add(chart.Text{X: x + (boxSide-w)/2, Y: y + boxSide/2 + 0.33*letter.Size, Width: w, Text: letter.lines[0], Font: letter.Font, Ink: ink})
		}
		d.Height = y + boxSide
	}
	return d
}

func boxWords(in *locale.Locale, b *document.Boxes) string {
	var words []string
	for _, box := range b.Boxes {
		is := in.Say("not passed")
		if box.Filled {
			is = in.Say("passed")
		}
		words = append(words, in.Join(" ", box.Letter, is))
	}
	return in.Join(", ", words...)
}

const signHeight = 30.0 // of a row that somebody writes in

// lines are rows to be filled in by hand.
func (l *layout) lines(b *document.Lines, width float64) []part {
	const nameWidth = 96.0
	var out []part
	if b.Name != "" {
		out = l.opening(b.Name, "", width)
	}
	table := l.here.add(roleTable)
	each := (width - nameWidth) / float64(max(len(b.Columns), 1))
	head := table.add(roleRow)
	head.add(roleCell)
	heads := make([]paragraph, len(b.Columns))
	cells := make([]*element, len(b.Columns))
	for i, c := range b.Columns {
		heads[i], cells[i] = l.set(c, each-12, 1, headStyle), head.add(roleHeadCell).heads(ofColumn)
	}
	out = append(out, part{height: headStyle.leading, joined: true, draw: func(x, y, _ float64) {
		for i, h := range heads {
			h.draw(l.page(), cells[i], x+nameWidth+float64(i)*each, y)
		}
	}})
	for _, r := range b.Rows {
		out = append(out, l.signRow(r, table.add(roleRow), len(b.Columns), [2]float64{nameWidth, each}))
	}
	note := l.text(l.set(b.Note, width, 12, footStyle), l.here.add(roleParagraph))
	return append(append(out, space(8)), note...)
}

// signRow is a name with a line under each place to fill in.
func (l *layout) signRow(name string, row *element, columns int, widths [2]float64) part {
	p := l.set(name, widths[0]-8, 2, cellStyle)
	head := row.add(roleHeadCell).heads(ofRow)
	for range columns {
		row.add(roleCell)
	}
	return part{height: signHeight, joined: true, draw: func(x, y, height float64) {
		p.draw(l.page(), head, x, y+height-p.height())
		for i := range columns {
			l.page().Add(chart.Grey.Rect(x+widths[0]+float64(i)*widths[1], y+height-1, widths[1]-12, 0.6))
		}
	}}
}
