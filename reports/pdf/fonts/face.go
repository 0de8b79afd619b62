package fonts

import "errors"

// A Face is one TrueType font. A nil Face has no letters.
type Face struct {
	tables sfnt // that nobody writes into: all reports share them
	// widths is by code point: one more than the width in thousandths of the
	// size, so that 0 is a letter that the font does not have.
	widths []uint16
	glyphs []uint16 // by code point
}

var errBroken = errors.New("the font file is cut short or broken")

// Has reports whether the font has a glyph for the letter. No font has letters
// beyond U+FFFF: the character maps that are read end there.
func (f *Face) Has(c rune) bool {
	return f != nil && c >= 0 && int(c) < len(f.widths) && f.widths[c] != 0
}

// Advance returns the width of a letter in thousandths of the size of the font;
// 0 where the font does not have it.
func (f *Face) Advance(c rune) int {
	if !f.Has(c) {
		return 0
	}
	return int(f.widths[c]) - 1
}

// linesUp reports whether all figures that the font has are equally wide.
func (f *Face) linesUp() bool {
	for _, c := range "123456789" {
		if f.widths[c] != f.widths['0'] {
			return false
		}
	}
	return true
}

// readFace reads the widths of all letters of a font that is known to be sound.
func readFace(f sfnt) (*Face, error) {
	m, err := f.charMap()
	if err != nil {
		return nil, err
	}
	advances := f.advances()
	face := &Face{tables: f, widths: make([]uint16, 1<<16), glyphs: make([]uint16, 1<<16)}
	m.each(func(letter, glyph int) {
		face.glyphs[letter] = uint16(glyph)
		face.widths[letter] = 1 + advances[min(glyph, len(advances)-1)]
	})
	return face, nil
}

// Metrics are the measures of a font in thousandths of its size, which readers
// of PDF choose a stand-in by.
type Metrics struct {
	Box                        [4]int // left, bottom, right and top of all glyphs
	Ascent, Descent, CapHeight int
	StemV                      int // how thick upright strokes are, about
}

// Metrics returns the measures of the font.
func (f *Face) Metrics() Metrics {
	head, hhea, os2 := f.tables["head"], f.tables["hhea"], f.tables["OS/2"]
	scaled := func(units int) int { return units * 1000 / head.u16(18) }
	m := Metrics{Ascent: scaled(hhea.i16(4)), Descent: scaled(hhea.i16(6)), StemV: 80}
	for i := range m.Box {
		m.Box[i] = scaled(head.i16(36 + 2*i))
	}
	m.CapHeight = m.Ascent
	if len(os2) >= 90 {
		m.CapHeight = scaled(os2.i16(88))
	}
	if len(os2) >= 6 {
		m.StemV = 50 + os2.u16(4)*os2.u16(4)/(65*65) // by its weight from 100 to 900
	}
	return m
}
