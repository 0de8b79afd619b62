package fonts

import (
	"bytes"
	"testing"
)

// glyphs returns the letters of a font with their glyphs.
func glyphs(f *Face) map[rune]int {
	out := map[rune]int{}
	m, _ := readTables(f.Data, 0).charMap()
	m.each(func(letter, glyph int) { out[rune(letter)] = glyph })
	return out
}

func outlineOf(f *Face, glyph int) []byte {
	t := readTables(f.Data, 0)
	return bytes.TrimRight(t["glyf"][t.outline(glyph):t.outline(glyph+1)], "\x00")
}

func TestCutKeepsWhatIsUsed(t *testing.T) {
	const text = "Äéa bc1½赢单率“好”……\U0001F600"
	used := Letters{}
	used.Add(BuiltIn(), text, false)
	used.Add(BuiltIn(), text, true)
	for f := range used {
		data := used.Cut(f)
		got, err := Parse(data, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > len(f.Data)/5 {
			t.Errorf("the cut has %d bytes of %d", len(data), len(f.Data))
		}
		n := 0
		before, after := glyphs(f), glyphs(got)
		used[f].each(func(letter int) {
			c := rune(letter)
			n++
			if got.Advance(c) != f.Advance(c) || !got.Has(c) {
				t.Errorf("%q is %d wide, want %d", c, got.Advance(c), f.Advance(c))
			}
			if !bytes.Equal(outlineOf(got, after[c]), outlineOf(f, before[c])) {
				t.Errorf("%q has another outline", c)
			}
			for _, part := range parts(outlineOf(f, before[c])) {
				if !bytes.Equal(outlineOf(got, part), outlineOf(f, part)) {
					t.Errorf("a part of %q has another outline", c)
				}
			}
		})
		if len(after) != n {
			t.Errorf("got %d letters, want %d", len(after), n)
		}
	}
}

func TestCutLeavesTheFontAsItIs(t *testing.T) {
	f := builtInLatin().Regular
	before := bytes.Clone(f.Data)
	used := Letters{}
	used.Add(BuiltIn(), "abc", false)
	cut := used.Cut(f)
	for i := range cut {
		cut[i] = 0
	}
	if !bytes.Equal(f.Data, before) {
		t.Error("the font has changed")
	}
}

// No text has so many letters; a font of all of them is as good as the whole.
func TestCutOfVeryManyLettersIsTheWholeFont(t *testing.T) {
	set := &letterSet{}
	glyphOf := make([]uint16, 1<<16)
	for c := 0; c < 1<<15; c += 2 {
		set[c>>6] |= 1 << (c & 63)
		glyphOf[c] = 7
	}
	if got := newCharMap(set, glyphOf); got != nil {
		t.Errorf("got a map of %d bytes", len(got))
	}
	used := Letters{}
	f := builtInLatin().Regular
	if got := used.Cut(f); !bytes.Equal(got, f.Data) {
		t.Error("a font without letters is cut")
	}
}
