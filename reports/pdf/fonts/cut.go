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

// A Subset is a font with the letters of a document.
type Subset struct {
	// Data is a TrueType file without a character map: a PDF names glyphs by
	// their numbers.
	Data []byte
	// Letters are those of the glyphs from number 1 on, in order. Glyph 0 is the
	// box for what is missing; parts of other glyphs come last.
	Letters []rune
	numbers map[rune]uint16
}

// Glyph returns the number of a letter's glyph.
func (s *Subset) Glyph(c rune) uint16 { return s.numbers[c] }

// Cut returns a font of its own with the letters that were added. Each has a
// glyph of its own, also where the whole font draws two letters alike, so that
// what is selected is what was written.
func (l Letters) Cut(f *Face) *Subset {
	s := &Subset{numbers: map[rune]uint16{}}
	old := []int{0} // numbers of the glyphs in the whole font
	if l[f] != nil {
		l[f].each(func(letter int) {
			s.numbers[rune(letter)] = uint16(len(old))
			s.Letters = append(s.Letters, rune(letter))
			old = append(old, int(f.glyphs[letter]))
		})
	}
	s.Data = f.tables.with(old).bytes()
	return s
}

// with returns the tables of a font with these glyphs, and after them all that
// they are made of, under new numbers.
func (f sfnt) with(glyphs []int) sfnt {
	numbers := map[int]int{} // of glyphs that others are made of
	var outlines, places, metrics table
	for i := 0; i < len(glyphs); i++ {
		places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
		outline := bytes.Clone(f["glyf"][f.outline(glyphs[i]):f.outline(glyphs[i]+1)])
		eachPart(outline, func(at int) {
			part := table(outline).u16(at)
			if numbers[part] == 0 {
				numbers[part] = len(glyphs)
				glyphs = append(glyphs, part)
			}
			binary.BigEndian.PutUint16(outline[at:], uint16(numbers[part]))
		})
		outlines = append(outlines, outline...)
		outlines = append(outlines, make([]byte, -len(outlines)&3)...)
		metrics = append(metrics, f.metric(glyphs[i])...)
	}
	places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
	out := sfnt{
		"glyf": outlines, "loca": places, "hmtx": metrics,
		"head": f["head"].set(50, 1), // places of four bytes
		"hhea": f["hhea"].set(34, len(glyphs)), "maxp": f["maxp"].set(4, len(glyphs)),
	}
	for _, tag := range []string{"cvt ", "fpgm", "prep"} { // what the hints of glyphs call
		if t, ok := f[tag]; ok {
			out[tag] = t
		}
	}
	return out
}

// metric is the width of a glyph and where its outline begins, of two bytes each.
func (f sfnt) metric(g int) table {
	all, n := f["hmtx"], f["hhea"].u16(34)
	if g < n {
		return all[4*g : 4*g+4]
	}
	at := 4*n + 2*(g-n) // those after the last one that has a width are as wide
	return append(bytes.Clone(all[4*(n-1):4*(n-1)+2]), all[at:at+2]...)
}

// set returns a copy of a table with another number at a place.
func (t table) set(at, value int) table {
	out := bytes.Clone(t)
	binary.BigEndian.PutUint16(out[at:], uint16(value))
	return out
}
