package fonts

import "errors"

// A Face is one TrueType font. A nil Face has no letters.
type Face struct {
	// Data is the font as a TrueType file. Who lets others write into it gives
	// them a clone: the file is shared by all reports.
	Data []byte
	// widths is by code point: one more than the width in thousandths of the
	// size, so that 0 is a letter that the font does not have.
	widths []uint16
}

var errBroken = errors.New("the font file is cut short or broken")

// Has reports whether the font has a glyph for the letter. No font has letters
// beyond U+FFFF: the PDF library cannot draw them.
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
func readFace(data []byte) (*Face, error) {
	f := readTables(data, 0)
	m, err := f.charMap()
	if err != nil {
		return nil, err
	}
	advances := f.advances()
	face := &Face{Data: data, widths: make([]uint16, 1<<16)}
	m.each(func(letter, glyph int) {
		face.widths[letter] = 1 + advances[min(glyph, len(advances)-1)]
	})
	return face, nil
}
