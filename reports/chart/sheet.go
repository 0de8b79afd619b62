package chart

import (
	"cmp"

	"kpi/reports/locale"
)

// A Frame is the room and the type that a chart with texts is given. A chart is
// never smaller than eight letters by six lines.
type Frame struct {
	Width float64
	// Height is what a chart may take. Charts of rows take what they need, and
	// less than that where Height is not 0 and smaller; others fill it.
	Height  float64
	Size    float64        // of the text
	Measure Measure        // of the typeface that the drawing will be set in
	Locale  *locale.Locale // of the words that a chart adds; nil is English
}

func (f Frame) in() *locale.Locale { return cmp.Or(f.Locale, locale.English) }

// atLeast makes a frame large enough to draw in.
func (f Frame) atLeast() Frame {
	f.Width = max(f.Width, 8*f.Size)
	if f.Height > 0 {
		f.Height = max(f.Height, 6*f.Size)
	}
	return f
}

// A Format writes a number of a chart as text.
type Format func(v float64) string

// A sheet is a drawing on its way. It knows where its texts stand: no text
// leaves it or meets another.
type sheet struct {
	Drawing
	frame Frame
	taken []box
}

// newSheet takes a height of its own, because charts of rows find theirs.
func newSheet(f Frame, height float64) *sheet {
	f.Height = height
	return &sheet{frame: f, Drawing: Drawing{Width: f.Width, Height: height}}
}

// A box is the place that something covers.
type box struct{ left, top, right, bottom float64 }

func (b box) overlaps(c box) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

func (b box) holds(c box) bool {
	return c.left >= b.left && c.right <= b.right && c.top >= b.top && c.bottom <= b.bottom
}

func (b box) grown(by float64) box {
	return box{b.left - by, b.top - by, b.right + by, b.bottom + by}
}

func (b box) clamp(p Point) Point {
	return Point{min(max(p.X, b.left), b.right), min(max(p.Y, b.top), b.bottom)}
}

// Letters reach so far above and below their baseline, in parts of their size;
// CJK ones reach further than Latin ones.
const (
	ascent  = 0.82
	descent = 0.22
	middle  = 0.33 // half of a capital: from the baseline to the middle of a line
)

// words are a text in its font.
type words struct {
	text string
	font Font
	ink  Ink
}

// small is the words of labels, strong those of names.
func (f Frame) small(text string) words { return words{tidy(text), Font{Size: f.Size}, Grey} }
func (f Frame) plain(text string) words { return words{tidy(text), Font{Size: f.Size}, Dark} }
func (f Frame) strong(text string) words {
	return words{tidy(text), Font{Size: f.Size, Strong: true}, Dark}
}

func (w words) in(ink Ink) words {
	w.ink = ink
	return w
}

func (f Frame) width(w words) float64 { return f.Measure(w.text, w.font) }

// fitted cuts words to a width; they are empty where there is no room.
func (f Frame) fitted(w words, width float64) words {
	w.text = cut(w.text, width, func(t string) float64 { return f.Measure(t, w.font) })
	return w
}

// shrunk makes words smaller where they are too wide: a number is never cut.
func (f Frame) shrunk(w words, width float64) words {
	if natural := f.width(w); natural > width {
		w.font.Size *= max(width, 0) / natural
	}
	return w
}

// align says which part of a text stands at a place.
type align float64

const (
	atLeft   align = 0
	atCentre align = 0.5
	atRight  align = 1
)

// place returns the box of words whose baseline goes through p.
func (f Frame) place(w words, p Point, a align) box {
	return w.box(f.width(w), p, a)
}

func (w words) box(width float64, p Point, a align) box {
	left := p.X - float64(a)*width
	return box{left, p.Y - ascent*w.font.Size, left + width, p.Y + descent*w.font.Size}
}

// slack is for sums of widths that differ in the last bit.
const slack = 0.01

// free reports whether a text may stand in a box.
func (s *sheet) free(b box) bool {
	if !(box{0, 0, s.Width, s.Height}).grown(slack).holds(b) {
		return false
	}
	for _, t := range s.taken {
		if b.overlaps(t) {
			return false
		}
	}
	return true
}

// write puts words where there is room for them, and says whether there was.
func (s *sheet) write(w words, p Point, a align) bool {
	b := s.frame.place(w, p, a)
	if w.text == "" || w.font.Size <= 0 || !s.free(b) {
		return false
	}
	s.taken = append(s.taken, b)
	s.Add(Text{X: b.left, Y: p.Y, Width: b.right - b.left, Text: w.text, Font: w.font, Ink: w.ink})
	return true
}

// number returns a number that can be drawn, or nil.
func number(v *float64) *float64 {
	if v == nil || *v-*v != 0 { // neither NaN nor infinite
		return nil
	}
	return v
}
