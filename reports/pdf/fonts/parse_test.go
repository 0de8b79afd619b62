package fonts

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParseTakesTheBuiltInFonts(t *testing.T) {
	for name, data := range map[string][]byte{"regular": latinRegular, "strong": latinStrong} {
		got, err := Parse(data, 1)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := mustRead(data)
		for c := range rune(1 << 16) {
			if got.Has(c) != want.Has(c) || got.Advance(c) != want.Advance(c) {
				t.Fatalf("%s: %q is %v wide, want %v", name, c, got.Advance(c), want.Advance(c))
			}
		}
	}
}

// changed returns the tables of a sound font after a change, as a file.
func changed(change func(f sfnt)) []byte {
	f := readTables(bytes.Clone(latinRegular), 0)
	change(f)
	return rebuilt(f)
}

// rebuilt makes a file of all tables, also of those that bytes drops.
func rebuilt(f sfnt) []byte {
	out := f.bytes()
	if _, ok := f["fvar"]; ok {
		return bytes.Replace(out, []byte("prep"), []byte("fvar"), 1)
	}
	return out
}

func put16(t table, at, value int) { binary.BigEndian.PutUint16(t[at:], uint16(value)) }

func TestParseSaysWhatIsWrong(t *testing.T) {
	const broken = "the font file is cut short or broken"
	for _, c := range []struct {
		name string
		font []byte
		want string
	}{
		{"nothing", nil, broken},
		{"a text", []byte("Once upon a time"), "this is no TrueType font"},
		{"PostScript outlines", []byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00"), "the font has PostScript outlines (OTF); a report needs one with TrueType outlines (TTF)"},
		{"a web font", []byte("wOF2 and so on"), "the font is packed for web pages (WOFF); a report needs it as a TTF file"},
		{"an older web font", []byte("wOFF and so on"), "the font is packed for web pages (WOFF); a report needs it as a TTF file"},
		{"half a font", latinRegular[:len(latinRegular)/2], broken},
		{"a head alone", latinRegular[:1000], broken},
		{"a variable font", changed(func(f sfnt) { f["fvar"] = nil }),
			"the font is variable; a report needs one of its instances as a file of its own, such as its Regular"},
		{"no outlines", changed(func(f sfnt) { delete(f, "glyf") }), `the font has no table "glyf"`},
		{"a font that must not be embedded", changed(func(f sfnt) { put16(f["OS/2"], 8, 2) }), "the font says that it must not be embedded"},
		{"a font that must not be cut", changed(func(f sfnt) { put16(f["OS/2"], 8, 0x100) }), "the font says that it must not be embedded"},
		{"no map of letters", changed(func(f sfnt) { f["cmap"] = table{0, 0, 0, 0} }), "the font has no Unicode character map of format 4"},
		{"letters without glyphs", changed(func(f sfnt) {
			put16(f["maxp"], 4, 10)
			put16(f["hhea"], 34, 10)
		}), broken},
		{"an unknown form of places", changed(func(f sfnt) { put16(f["head"], 50, 7) }), broken},
		{"no widths", changed(func(f sfnt) { put16(f["hhea"], 34, 0) }), broken},
		{"outlines that go backwards", changed(func(f sfnt) { put16(f["loca"], 2*100, 1) }), broken},
		{"a glyph that is made of itself", changed(selfMade), broken},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Parse(c.font, 1); err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// selfMade changes the first glyph that is made of others.
func selfMade(f sfnt) {
	for g := range f.glyphs() {
		if glyph := f["glyf"][f.outline(g):f.outline(g+1)]; len(parts(glyph)) > 0 {
			put16(glyph, 12, g)
			return
		}
	}
}

// Eight glyphs of eight parts each are sixteen million outlines in the last.
func TestGlyphsOfTooManyPartsAreRefused(t *testing.T) {
	const glyphs = 10
	f := sfnt{"head": make(table, 54), "maxp": {0, 1, 0, 0, 0, glyphs}}
	put16(f["head"], 50, 1)
	f["loca"] = binary.BigEndian.AppendUint32(nil, 0)
	simple := table{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	f["glyf"] = simple
	for g := 1; g < glyphs; g++ {
		f["loca"] = binary.BigEndian.AppendUint32(f["loca"], uint32(len(f["glyf"])))
		glyph := table{0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0}
		for i := range 8 {
			more := byte(0x20)
			if i == 7 {
				more = 0
			}
			glyph = append(glyph, 0, more, 0, byte(g-1), 0, 0)
		}
		f["glyf"] = append(f["glyf"], glyph...)
	}
	f["loca"] = binary.BigEndian.AppendUint32(f["loca"], uint32(len(f["glyf"])))
	if f.hasSoundGlyphs() {
		t.Error("the glyphs are taken")
	}
}

// collectionOf makes a collection that has the fonts one after the other.
func collectionOf(fonts ...[]byte) []byte {
	out := []byte(collection + "\x00\x01\x00\x00")
	out = binary.BigEndian.AppendUint32(out, uint32(len(fonts)))
	begin := len(out) + 4*len(fonts)
	var body []byte
	for _, f := range fonts {
		at := begin + len(body)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		moved := bytes.Clone(f)
		for i := range table(f).u16(4) {
			place := moved[12+16*i+8:]
			binary.BigEndian.PutUint32(place, binary.BigEndian.Uint32(place)+uint32(at))
		}
		body = append(body, moved...)
	}
	return append(out, body...)
}

func TestParsePicksAFontOfACollection(t *testing.T) {
	both := collectionOf(latinRegular, latinStrong)
	for number, want := range []*Face{nil, mustRead(latinRegular), mustRead(latinStrong)} {
		got, err := Parse(both, number)
		if want == nil {
			if err == nil || err.Error() != "the collection has 2 fonts, and no number 0" {
				t.Errorf("number 0: got %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got.Advance('W') != want.Advance('W') {
			t.Errorf("number %d: W is %v wide, want %v", number, got.Advance('W'), want.Advance('W'))
		}
	}
	if _, err := Parse(collectionOf([]byte("OTTO\x00\x00")), 1); err == nil || !strings.Contains(err.Error(), "PostScript outlines") {
		t.Errorf("got %v", err)
	}
	if _, err := Parse(latinRegular, 2); err == nil || err.Error() != "the file is one font and no collection; it has no number 2" {
		t.Errorf("got %v", err)
	}
}

func TestParseStandsBrokenBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		data := bytes.Clone(latinRegular)
		for range 1 + r.IntN(20) {
			data[r.IntN(len(data))] = byte(r.Uint32())
		}
		for range r.IntN(4) {
			data[r.IntN(4096)] = byte(r.Uint32())
		}
		face, err := Parse(data, 1)
		if (face == nil) != (err != nil) {
			t.Fatalf("got %v and %v", face, err)
		}
		if face != nil { // then it can be used
			face.Metrics()
			Letters{face: &letterSet{1: ^uint64(0), 3: ^uint64(0)}}.Cut(face)
		}
	}
}

func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// proportional is the built-in font with a narrow 1.
func proportional(f sfnt) {
	m, _ := f.charMap()
	m.each(func(letter, glyph int) {
		if letter == '1' {
			put16(f["hmtx"], 4*glyph, 300)
		}
	})
}

func TestOpenPutsOwnFontsBeforeTheBuiltInOnes(t *testing.T) {
	narrow := save(t, "narrow.ttf", changed(proportional))
	both := save(t, "both.ttc", collectionOf(latinRegular, changed(proportional)))
	for _, c := range []struct {
		name     string
		files    Files
		width    float64 // of a 1 of size 10
		strong   float64
		warnings int
	}{
		{"none", Files{}, 4.97, 5.13, 0},
		{"a regular one stands in for the strong one", Files{Latin: narrow}, 3, 3, 1},
		{"a number in a collection", Files{Latin: both, LatinStrong: both + "#2"}, 4.97, 3, 1},
		{"the first of a collection", Files{Latin: both + "#1"}, 4.97, 4.97, 0},
		{"a Chinese one leaves Latin alone", Files{CJK: narrow}, 4.97, 5.13, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			face, warnings, err := Open(c.files)
			if err != nil {
				t.Fatal(err)
			}
			if got, strong := face.Width("1", 10, false), face.Width("1", 10, true); got != c.width || strong != c.strong {
				t.Errorf("got %v and %v, want %v and %v", got, strong, c.width, c.strong)
			}
			if len(warnings) != c.warnings {
				t.Errorf("got %q", warnings)
			}
			if c.warnings > 0 && !strings.HasSuffix(warnings[0], "are not as wide as each other, so that numbers do not line up") {
				t.Errorf("got %q", warnings)
			}
		})
	}
}

func TestLettersThatAnOwnFontLacksAreBuiltIn(t *testing.T) {
	f := readTables(bytes.Clone(latinRegular), 0)
	maps.DeleteFunc(f, func(tag string, _ table) bool { return tag == "OS/2" })
	all, _ := f.charMap()
	all.each(func(letter, glyph int) {
		if letter == 'Ω' {
			for i := 0; i < all.u16(6); i += 2 {
				if start, end := all.segment(i); start <= letter && letter <= end {
					put16(all.table, 14+i, letter-1)
				}
			}
		}
	})
	face, _, err := Open(Files{Latin: save(t, "own.ttf", f.bytes())})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range face.Runs("aΩ", 10, false) {
		got = append(got, r.Pair.Name+" "+r.Text)
	}
	if s := strings.Join(got, ", "); s != "own a, source Ω" {
		t.Errorf("got %s", s)
	}
}

func TestOpenNamesTheFontThatIsWrong(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.ttf")
	text := save(t, "text.ttf", []byte("Once upon a time"))
	for _, c := range []struct {
		files Files
		want  string
	}{
		{Files{Latin: missing}, "font " + `"` + missing + `": open ` + missing + ": "},
		{Files{CJK: text}, `font "` + text + `": this is no TrueType font`},
		{Files{LatinStrong: text}, `font "` + text + `" is the strong one of a pair, and the regular one is not named`},
		{Files{Latin: t.TempDir()}, "font "},
	} {
		if _, _, err := Open(c.files); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
