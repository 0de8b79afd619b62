package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// A sfnt reads the tables of a TrueType file.
type sfnt []byte

func (f sfnt) u16(at int) int { return int(binary.BigEndian.Uint16(f[at:])) }
func (f sfnt) u32(at int) int { return int(binary.BigEndian.Uint32(f[at:])) }

// find returns where a table begins, and its length.
func (f sfnt) find(tag string) (at, length int, err error) {
	for i := range f.u16(4) {
		record := 12 + 16*i
		if string(f[record:record+4]) == tag {
			return f.u32(record + 8), f.u32(record + 12), nil
		}
	}
	return 0, 0, fmt.Errorf("the font has no table %q", tag)
}

// table returns the bytes of a table.
func (f sfnt) table(tag string) (sfnt, error) {
	at, length, err := f.find(tag)
	if err != nil {
		return nil, err
	}
	return f[at : at+length], nil
}

// tables returns the bytes of several tables.
func (f sfnt) tables(tags ...string) (map[string]sfnt, error) {
	out := map[string]sfnt{}
	for _, tag := range tags {
		t, err := f.table(tag)
		if err != nil {
			return nil, err
		}
		out[tag] = t
	}
	return out, nil
}

// advances returns the widths of the glyphs in thousandths of the size of the
// font; the last one holds for the rest.
func (f sfnt) advances() ([]uint16, error) {
	t, err := f.tables("head", "hhea", "hmtx")
	if err != nil {
		return nil, err
	}
	perEm := t["head"].u16(18)
	out := make([]uint16, t["hhea"].u16(34))
	for i := range out {
		out[i] = thousandths(t["hmtx"].u16(4*i), perEm)
	}
	if len(out) == 0 {
		return nil, errors.New("the font has no widths")
	}
	return out, nil
}

// thousandths rounds as the PDF library does: what is measured is what is
// drawn.
func thousandths(units, perEm int) uint16 {
	if units >= 1<<15 {
		return 0
	}
	return uint16(min(math.Round(1000/float64(perEm)*float64(units)), 1<<16-2))
}

// A charMap is the character map of the letters below 65536, in format 4.
type charMap struct{ sfnt }

// charMap returns the first such map, which is the one that the PDF library
// takes.
func (f sfnt) charMap() (charMap, error) {
	all, err := f.table("cmap")
	if err != nil {
		return charMap{}, err
	}
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
		end, start := m.u16(14+i), m.u16(16+double+i)
		for c := start; c <= end && c != 0xFFFF; c++ {
			if g := m.glyph(i, c); g != 0 {
				do(c, g)
			}
		}
	}
}

// glyph returns the glyph of c, which lies in the segment at offset i; 0 is
// none.
func (m charMap) glyph(i, c int) int {
	double := m.u16(6)
	start := m.u16(16 + double + i)
	delta := m.u16(16 + 2*double + i)
	rangeAt := 16 + 3*double + i
	offset := m.u16(rangeAt)
	if offset == 0 {
		return (c + delta) & 0xFFFF
	}
	at := rangeAt + offset + 2*(c-start)
	if at >= len(m.sfnt) {
		return 0
	}
	g := m.u16(at)
	if g == 0 {
		return 0
	}
	return (g + delta) & 0xFFFF
}
