package fonts

import (
	"bytes"
	"testing"
)

func TestCutKeepsWhatIsUsed(t *testing.T) {
	const text = "Äéa bc1½赢单率“好”……\U0001F600"
	used := Letters{}
	used.Add(BuiltIn(), text, false)
	used.Add(BuiltIn(), text, true)
	for f := range used {
		cut := used.Cut(f)
		got, n := readTables(cut.Data, 0), 0
		used[f].each(func(letter int) {
			c := rune(letter)
			n++
			if cut.Glyph(c) != uint16(n) || cut.Letters[n-1] != c {
				t.Errorf("%q is glyph %d, which is %q; want number %d", c, cut.Glyph(c), cut.Letters[n-1], n)
			}
			if width := got.advances()[n]; int(width) != f.Advance(c) {
				t.Errorf("%q is %d wide, want %d", c, width, f.Advance(c))
			}
			sameOutline(t, got, n, f.tables, int(f.glyphs[c]))
		})
		sameOutline(t, got, 0, f.tables, 0)
		if len(cut.Letters) != n || got.glyphs() > 3*n {
			t.Errorf("got %d letters and %d glyphs, want %d letters", len(cut.Letters), got.glyphs(), n)
		}
	}
}

// sameOutline compares two glyphs, and the glyphs that they are made of, whose
// numbers may differ.
func sameOutline(t *testing.T, got sfnt, gotGlyph int, want sfnt, wantGlyph int) {
	t.Helper()
	a, b := got.glyph(gotGlyph), want.glyph(wantGlyph)
	gotParts, wantParts := parts(a), parts(b)
	if len(gotParts) != len(wantParts) {
		t.Fatalf("glyph %d is made of %d others, want %d", wantGlyph, len(gotParts), len(wantParts))
	}
	for i := range wantParts {
		sameOutline(t, got, gotParts[i], want, wantParts[i])
	}
	if !bytes.Equal(withoutParts(a), withoutParts(b)) {
		t.Errorf("glyph %d has another outline", wantGlyph)
	}
}

func (f sfnt) glyph(g int) table {
	return bytes.TrimRight(f["glyf"][f.outline(g):f.outline(g+1)], "\x00")
}

func withoutParts(glyph table) table {
	out := append(bytes.Clone(glyph), 0, 0, 0, 0)
	eachPart(glyph, func(at int) { out[at], out[at+1] = 0, 0 })
	return bytes.TrimRight(out, "\x00")
}

// Two letters that a font draws alike are still two letters to whoever copies
// the text.
func TestEachLetterHasAGlyphOfItsOwn(t *testing.T) {
	f := builtInLatin().Regular
	used := Letters{}
	var alike []rune
	for a := range f.glyphs {
		if f.glyphs[a] == f.glyphs['A'] && f.glyphs[a] != 0 || f.glyphs[a] == f.glyphs[' '] && f.glyphs[a] != 0 {
			alike = append(alike, rune(a))
		}
	}
	used[f] = &letterSet{}
	for _, c := range alike {
		used[f][c>>6] |= 1 << (c & 63)
	}
	cut, seen := used.Cut(f), map[uint16]rune{}
	for _, c := range alike {
		if other, ok := seen[cut.Glyph(c)]; ok {
			t.Errorf("U+%04X and U+%04X share a glyph", c, other)
		}
		seen[cut.Glyph(c)] = c
	}
	if len(alike) < 3 {
		t.Errorf("the font draws only %q alike; want a test of more", alike)
	}
}

func TestCutLeavesTheFontAsItIs(t *testing.T) {
	f := builtInLatin().Regular
	before := bytes.Clone(latinRegular)
	used := Letters{}
	used.Add(BuiltIn(), "Äbc", false)
	cut := used.Cut(f)
	clear(cut.Data)
	if !bytes.Equal(latinRegular, before) {
		t.Error("the font has changed")
	}
}

func TestCutWithoutLettersHasTheBoxForWhatIsMissing(t *testing.T) {
	f := builtInLatin().Regular
	cut := Letters{}.Cut(f)
	if n := readTables(cut.Data, 0).glyphs(); n != 1 || len(cut.Letters) != 0 {
		t.Errorf("got %d glyphs and %q", n, cut.Letters)
	}
}

func TestMetricsAreThoseOfTheFont(t *testing.T) {
	// As the tables hhea and OS/2 of the file have them.
	got := builtInLatin().Regular.Metrics()
	if got.Ascent != 1024 || got.Descent != -400 || got.CapHeight != 660 || got.StemV < 60 || got.StemV > 110 {
		t.Errorf("got %+v", got)
	}
}
