package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kpi/reports/chart"
)

func TestClean(t *testing.T) {
	face, err := loadTypeface()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want, missing string }{
		{"Latin, Greek, Cyrillic and signs stay", "Łódź Ωmega Привет −1.8 ≥ 3 Δ…", "Łódź Ωmega Привет −1.8 ≥ 3 Δ…", ""},
		{"white space becomes one space", " a\t\n b c ", "a b c", ""},
		{"control and format characters go", "a\x00b\x1b[1m\u202Ec\u200b", "ab[1mc", ""},
		{"Chinese becomes a question mark a letter", "赢单率 %", "??? %", "赢单率"},
		{"letters beyond 16 bits too", "\U0001F600\U0001F600\U00020000", "???", "\U0001F600\U00020000"},
		{"broken UTF-8 too", "a\xffb", "a\uFFFDb", ""},
		{"nothing stays nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, missing := face.clean(c.text)
			if c.name == "broken UTF-8 too" && !face.has(utf8.RuneError) {
				c.want, c.missing = "a?b", "\uFFFD"
			}
			if got != c.want || missing != c.missing {
				t.Errorf("got %q, missing %q, want %q, missing %q", got, missing, c.want, c.missing)
			}
		})
	}
}

func TestFiguresAreAsWideAsEachOther(t *testing.T) {
	face, err := loadTypeface()
	if err != nil {
		t.Fatal(err)
	}
	for _, strong := range []bool{false, true} {
		f := chart.Font{Size: 10, Strong: strong}
		want := face.width("0", f)
		for _, c := range "123456789−" {
			if got := face.width(string(c), f); got != want {
				t.Errorf("%q is %v wide, 0 is %v", c, got, want)
			}
		}
	}
}

func TestReadMetricsRefusesWhatTheLibraryDrawsWrongly(t *testing.T) {
	variable := []byte(strings.Replace(string(regularFont), "hmtx", "fvar", 1))
	for _, c := range []struct {
		name string
		font []byte
		want string
	}{
		{"nothing", nil, "the font file is cut short"},
		{"outlines of another kind", []byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00"), "the font does not have TrueType outlines"},
		{"a variable font", variable, "the font is variable; a report needs one of its instances"},
		{"half a font", regularFont[:1000], "the font file is cut short"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := readMetrics(c.font); err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func BenchmarkReadFonts(b *testing.B) {
	for b.Loop() {
		if _, err := readMetrics(regularFont); err != nil {
			b.Fatal(err)
		}
		if _, err := readMetrics(strongFont); err != nil {
			b.Fatal(err)
		}
	}
}
