package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Metrics are what setting text needs to know of a TrueType font. The PDF
// library has them too, but tells neither which letters are missing nor, before
// a page exists, how wide a text is.
type metrics struct {
	unitsPerEm float64
	advance    []uint16 // by code point below 65536; 0 is not in the font
}

// sfnt reads tables of a TrueType file.
type sfnt []byte

var errShortFont = errors.New("the font file is cut short")

func (f sfnt) u16(at int) int { return int(binary.BigEndian.Uint16(f[at:])) }
func (f sfnt) u32(at int) int { return int(binary.BigEndian.Uint32(f[at:])) }

// table returns where a table begins.
func (f sfnt) table(tag string) (int, error) {
	for i := range f.u16(4) {
		record := 12 + 16*i
		if string(f[record:record+4]) == tag {
			return f.u32(record + 8), nil
		}
	}
	return 0, fmt.Errorf("the font has no table %q", tag)
}

// readMetrics reads the widths of all letters that the font has. It takes
// static TrueType outlines only: the PDF library draws others wrongly, without
// a word.
func readMetrics(data []byte) (m metrics, err error) {
	defer func() {
		if recover() != nil {
			err = errShortFont
		}
	}()
	f := sfnt(data)
	if tag := f.u32(0); tag != 0x00010000 && tag != 0x74727565 {
		return m, errors.New("the font does not have TrueType outlines")
	}
	if _, err := f.table("fvar"); err == nil {
		return m, errors.New("the font is variable; a report needs one of its instances")
	}
	head, err := f.table("head")
	if err != nil {
		return m, err
	}
	glyphs, err := f.glyphAdvances()
	if err != nil {
		return m, err
	}
	m.unitsPerEm = float64(f.u16(head + 18))
	m.advance, err = f.letterAdvances(glyphs)
	return m, err
}

// glyphAdvances reads the widths of the glyphs; the last one holds for the rest.
func (f sfnt) glyphAdvances() ([]uint16, error) {
	hhea, err := f.table("hhea")
	if err != nil {
		return nil, err
	}
	hmtx, err := f.table("hmtx")
	if err != nil {
		return nil, err
	}
	advances := make([]uint16, f.u16(hhea+34))
	for i := range advances {
		advances[i] = uint16(f.u16(hmtx + 4*i))
	}
	return advances, nil
}

// letterAdvances follows the character map to the widths.
func (f sfnt) letterAdvances(glyphs []uint16) ([]uint16, error) {
	segments, err := f.basicMap()
	if err != nil {
		return nil, err
	}
	advance := make([]uint16, 65536)
	double := f.u16(segments + 6) // twice the number of segments
	for i := 0; i < double; i += 2 {
		end, start := f.u16(segments+14+i), f.u16(segments+16+double+i)
		for c := start; c <= end && c != 0xFFFF; c++ {
			if g := f.glyph(segments, i, c); g != 0 {
				advance[c] = glyphs[min(g, len(glyphs)-1)]
			}
		}
	}
	return advance, nil
}

// basicMap returns where the map of the Basic Multilingual Plane begins.
func (f sfnt) basicMap() (int, error) {
	cmap, err := f.table("cmap")
	if err != nil {
		return 0, err
	}
	for i := range f.u16(cmap + 2) {
		record := cmap + 4 + 8*i
		platform, encoding := f.u16(record), f.u16(record+2)
		at := cmap + f.u32(record+4)
		if (platform == 0 || platform == 3 && encoding == 1) && f.u16(at) == 4 {
			return at, nil
		}
	}
	return 0, errors.New("the font has no Unicode character map of format 4")
}

// glyph returns the glyph of c, which lies in the segment at offset i; 0 is none.
func (f sfnt) glyph(segments, i, c int) int {
	double := f.u16(segments + 6)
	start := f.u16(segments + 16 + double + i)
	delta := f.u16(segments + 16 + 2*double + i)
	rangeAt := segments + 16 + 3*double + i
	offset := f.u16(rangeAt)
	if offset == 0 {
		return (c + delta) & 0xFFFF
	}
	g := f.u16(rangeAt + offset + 2*(c-start))
	if g == 0 {
		return 0
	}
	return (g + delta) & 0xFFFF
}
