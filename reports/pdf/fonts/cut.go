package fonts

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// Letters are the letters that a document needs of each font.
type Letters map[*Face]*letterSet

// A letterSet has a bit for each letter below 65536.
type letterSet [1 << 10]uint64

// Add notes the letters of a text.
func (l Letters) Add(t *Typeface, text string, strong bool) {
	printable, _ := t.Printable(text)
	t.each(printable, func(_ int, c rune, p *Pair) {
		f := p.face(strong)
		if l[f] == nil {
			l[f] = &letterSet{}
		}
		l[f][c>>6] |= 1 << (c & 63)
	})
}

// each calls do for every letter in order.
func (s *letterSet) each(do func(letter int)) {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			do(i<<6 + bits.TrailingZeros64(word))
		}
	}
}

// Cut returns a font of its own with the letters that were added: the PDF
// library needs a hundredth of the time and room for it that a Chinese font
// takes.
func (l Letters) Cut(f *Face) []byte {
	whole := readTables(f.Data, 0)
	m, err := whole.charMap()
	if err != nil || l[f] == nil {
		return bytes.Clone(f.Data)
	}
	glyphOf := make([]uint16, 1<<16)
	m.each(func(letter, glyph int) { glyphOf[letter] = uint16(glyph) })
	kept := make([]bool, whole.glyphs())
	whole.keep(0, kept) // the box for what is missing
	l[f].each(func(letter int) { whole.keep(int(glyphOf[letter]), kept) })
	letters := newCharMap(l[f], glyphOf)
	if letters == nil {
		return bytes.Clone(f.Data)
	}
	head := bytes.Clone(whole["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // places of four bytes
	outlines, places := whole.outlines(kept)
	whole["head"], whole["cmap"], whole["glyf"], whole["loca"] = head, letters, outlines, places
	return whole.bytes()
}

// keep marks a glyph and all that it is made of.
func (f sfnt) keep(g int, kept []bool) {
	if kept[g] {
		return
	}
	kept[g] = true
	for _, part := range parts(f["glyf"][f.outline(g):f.outline(g+1)]) {
		f.keep(part, kept)
	}
}

// outlines returns the outlines of the kept glyphs, and where each begins.
// Glyphs keep their numbers: the others are empty.
func (f sfnt) outlines(kept []bool) (outlines, places table) {
	for g, isKept := range kept {
		places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
		if isKept {
			outlines = append(outlines, f["glyf"][f.outline(g):f.outline(g+1)]...)
			outlines = append(outlines, make([]byte, -len(outlines)&3)...)
		}
	}
	return outlines, binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
}

// newCharMap makes a table with one map of format 4, whose segments are letters
// in a row with glyphs in a row. It is nil where that takes more segments than
// the format has room for.
func newCharMap(letters *letterSet, glyphOf []uint16) table {
	var ends, starts, deltas []uint16
	letters.each(func(letter int) {
		c, g := uint16(letter), glyphOf[letter]
		if n := len(ends); n > 0 && ends[n-1]+1 == c && c+deltas[n-1] == g {
			ends[n-1] = c
			return
		}
		ends, starts, deltas = append(ends, c), append(starts, c), append(deltas, g-c)
	})
	ends, starts, deltas = append(ends, 0xFFFF), append(starts, 0xFFFF), append(deltas, 1)
	length := 16 + 8*len(ends)
	if length > 0xFFFF {
		return nil
	}
	out := table{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12} // one map, for Unicode, that begins at 12
	words := append([]uint16{4, uint16(length), 0, uint16(2 * len(ends)), 0, 0, 0}, ends...)
	words = append(append(append(words, 0), starts...), deltas...)
	words = append(words, make([]uint16, len(ends))...) // all by deltas
	for _, w := range words {
		out = binary.BigEndian.AppendUint16(out, w)
	}
	return out
}
