package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A table is a part of a TrueType file, all of whose numbers are big-endian.
// Reading beyond its end panics; Parse says then that the font is broken.
type table []byte

func (t table) u16(at int) int { return int(binary.BigEndian.Uint16(t[at:])) }
func (t table) i16(at int) int { return int(int16(binary.BigEndian.Uint16(t[at:]))) }
func (t table) u32(at int) int { return int(binary.BigEndian.Uint32(t[at:])) }

// A sfnt is the tables of one font by their tags.
type sfnt map[string]table

// readTables reads the font whose list of tables stands at a place of a file.
func readTables(file table, list int) sfnt {
	f := sfnt{}
	for i := range file.u16(list + 4) {
		record := list + 12 + 16*i
		begin, length := file.u32(record+8), file.u32(record+12)
		f[string(file[record:record+4])] = slices.Clip(file[begin : begin+length])
	}
	return f
}

// need refuses a font that lacks one of the tables.
func (f sfnt) need(tags ...string) error {
	for _, tag := range tags {
		if _, ok := f[tag]; !ok {
			return fmt.Errorf("the font has no table %q", tag)
		}
	}
	return nil
}

// advances returns the widths of the glyphs in thousandths of the size of the
// font; the last one holds for the rest.
func (f sfnt) advances() []uint16 {
	perEm := f["head"].u16(18)
	out := make([]uint16, f["hhea"].u16(34))
	for i := range out {
		out[i] = thousandths(f["hmtx"].u16(4*i), perEm)
	}
	return out
}

// thousandths rounds to the unit of widths in a PDF: what is measured is what is
// drawn.
func thousandths(units, perEm int) uint16 {
	if units >= 1<<15 {
		return 0
	}
	return uint16(min(math.Round(1000/float64(perEm)*float64(units)), 1<<16-2))
}

// A charMap is the character map of the letters below 65536, in format 4.
type charMap struct{ table }

// charMap returns the first such map.
func (f sfnt) charMap() (charMap, error) {
	all := f["cmap"]
	for i := range all.u16(2) {
		record := 4 + 8*i
		platform, encoding := all.u16(record), all.u16(record+2)
		at := all.u32(record + 4)
		if (platform == 0 || platform == 3 && encoding == 1) && all.u16(at) == 4 {
			return charMap{all[at : at+all.u16(at+2)]}, nil
		}
	}
	return charMap{}, errors.New("the font has no Unicode character map of format 4")
}

// each calls do for every letter that has a glyph.
func (m charMap) each(do func(letter, glyph int)) {
	double := m.u16(6) // twice the number of segments
	for i := 0; i < double; i += 2 {
		start, end := m.segment(i)
		for c := start; c <= end && c != 0xFFFF; c++ {
			if g := m.glyph(i, c); g != 0 {
				do(c, g)
			}
		}
	}
}

// segment returns the first and the last letter of the segment at offset i.
func (m charMap) segment(i int) (start, end int) {
	return m.u16(16 + m.u16(6) + i), m.u16(14 + i)
}

// glyph returns the glyph of c, which lies in the segment at offset i; 0 is
// none.
func (m charMap) glyph(i, c int) int {
	double := m.u16(6)
	start, _ := m.segment(i)
	delta := m.u16(16 + 2*double + i)
	rangeAt := 16 + 3*double + i
	offset := m.u16(rangeAt)
	if offset == 0 {
		return (c + delta) & 0xFFFF
	}
	at := rangeAt + offset + 2*(c-start)
	if at >= len(m.table) {
		return 0
	}
	g := m.u16(at)
	if g == 0 {
		return 0
	}
	return (g + delta) & 0xFFFF
}
