package fonts

import "errors"

// check refuses a font that would be drawn wrongly without a word.
func (f sfnt) check() error {
	if _, ok := f["fvar"]; ok {
		return errors.New("the font is variable; a report needs one of its instances as a file of its own, such as its Regular")
	}
	if err := f.need("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post"); err != nil {
		return err
	}
	if err := f.checkLicence(); err != nil {
		return err
	}
	if !f.hasSoundNumbers() || !f.hasSoundGlyphs() {
		return errBroken
	}
	m, err := f.charMap()
	if err != nil {
		return err
	}
	if !f.isSound(m) {
		return errBroken
	}
	return nil
}

// checkLicence reads whether the font may be embedded: bit 1 alone forbids it,
// bit 8 forbids subsets, and bit 9 outlines.
func (f sfnt) checkLicence() error {
	t, ok := f["OS/2"]
	if !ok {
		return nil
	}
	if kind := t.u16(8); kind == 0x0002 || kind&0x0300 != 0 {
		return errors.New("the font says that it must not be embedded")
	}
	if len(t) < 78 || t.u16(0) > 1 && len(t) < 90 {
		return errBroken
	}
	return nil
}

// hasSoundNumbers compares the numbers of glyphs and the sizes of tables.
func (f sfnt) hasSoundNumbers() bool {
	head, hhea, glyphs := f["head"], f["hhea"], f.glyphs()
	perEm, metrics := head.u16(18), hhea.u16(34)
	return perEm >= 16 && perEm <= 16384 && head.u16(50) <= 1 && head.u16(52) == 0 &&
		hhea.u16(32) == 0 && metrics >= 1 && metrics <= glyphs &&
		len(f["hmtx"]) >= 4*metrics+2*(glyphs-metrics) && len(f["post"]) >= 32
}

func (f sfnt) glyphs() int { return f["maxp"].u16(4) }

// isSound reports whether the segments of a character map are in order and all
// its glyphs in the font.
func (f sfnt) isSound(m charMap) bool {
	glyphs, before := f.glyphs(), -1
	for i := 0; i < m.u16(6); i += 2 {
		start, end := m.segment(i)
		if start <= before || end < start {
			return false
		}
		before = end
	}
	sound := true
	m.each(func(_, glyph int) { sound = sound && glyph < glyphs })
	return sound
}

// hasSoundGlyphs reports whether all outlines lie in their table, and none is
// made of itself, or of so many others that whoever draws it would follow them
// for ever.
func (f sfnt) hasSoundGlyphs() bool {
	sizes := make([]int, f.glyphs())
	for g := range sizes {
		if f.size(g, sizes) > mostParts {
			return false
		}
	}
	return true
}

const mostParts = 1000

// size returns the number of outlines that a glyph is made of, or more than
// mostParts where it is not sound. Sizes has what is known: 0 is nothing yet.
func (f sfnt) size(g int, sizes []int) int {
	if g >= len(sizes) {
		return mostParts + 1
	}
	if sizes[g] > 0 {
		return sizes[g]
	}
	sizes[g] = mostParts + 1 // for whoever is made of itself
	begin, end := f.outline(g), f.outline(g+1)
	if end < begin || end > len(f["glyf"]) || end > begin && end < begin+10 {
		return mostParts + 1
	}
	sum := 1
	for _, part := range parts(f["glyf"][begin:end]) {
		sum = min(sum+f.size(part, sizes), mostParts+1)
	}
	sizes[g] = sum
	return sum
}

// outline returns where the outline of a glyph begins.
func (f sfnt) outline(g int) int {
	if f["head"].u16(50) == 0 {
		return 2 * f["loca"].u16(2*g)
	}
	return f["loca"].u32(4 * g)
}

// parts returns the glyphs that a glyph is made of.
func parts(glyph table) []int {
	var out []int
	eachPart(glyph, func(at int) { out = append(out, glyph.u16(at)) })
	return out
}

// eachPart calls do with each place of a glyph where the number of another one
// stands that it is made of.
func eachPart(glyph table, do func(at int)) {
	if len(glyph) == 0 || glyph.u16(0) < 1<<15 {
		return
	}
	const (
		words    = 1 << 0 // arguments of two bytes each
		scale    = 1 << 3
		more     = 1 << 5
		scales   = 1 << 6 // one for each direction
		fourFold = 1 << 7
	)
	for at, flags := 10, more; flags&more != 0; {
		flags = glyph.u16(at)
		do(at + 2)
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&scales != 0:
			at += 4
		case flags&fourFold != 0:
			at += 8
		}
	}
}
