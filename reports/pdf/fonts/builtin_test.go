package fonts

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
)

func TestFilesAreThoseThatWereFetched(t *testing.T) {
	sums, err := os.ReadFile("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(sums)), "\n")
	for _, line := range lines {
		want, name, _ := strings.Cut(line, "  ")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if len(lines) != 7 {
		t.Errorf("got %d files, want four fonts, two licences and the list of letters", len(lines))
	}
}

func TestBothWeightsHaveTheSameLetters(t *testing.T) {
	for _, p := range []*Pair{builtInLatin(), builtInCJK()} {
		for c := range rune(1 << 16) {
			if p.Regular.Has(c) != p.Strong.Has(c) {
				t.Errorf("%s: %q is in one of the weights", p.Name, c)
			}
		}
	}
}

// GB2312 has 6,763 Chinese letters, and hanzi.txt those of names and places.
func TestChineseFontHasTheLettersOfItsList(t *testing.T) {
	needCJK(t)
	more, err := os.ReadFile("hanzi.txt")
	if err != nil {
		t.Fatal(err)
	}
	letters := strings.Join(strings.Fields(string(more)), "")
	for _, c := range letters + "一丁啊鼾齄〇、。《》（）！？０９Ａｚぁんァヶー㎡℃①⑩Ⅳ·—“”…" {
		if !builtInCJK().has(c) {
			t.Errorf("no %q", c)
		}
	}
	got := 0
	for c := range rune(1 << 16) {
		if unicode.Is(unicode.Han, c) && c >= 0x3400 && builtInCJK().has(c) {
			got++
		}
	}
	if want := 6763 + len([]rune(letters)); got != want {
		t.Errorf("got %d Chinese letters, want %d", got, want)
	}
}

func TestLicencesNameBothFonts(t *testing.T) {
	for _, want := range []string{"Source Sans 3", "Noto Sans SC", "SIL OPEN FONT LICENSE Version 1.1", "a modified version"} {
		if !strings.Contains(Licences, want) {
			t.Errorf("no %q", want)
		}
	}
}

func BenchmarkReadLatin(b *testing.B) {
	for b.Loop() {
		mustRead(latinRegular)
		mustRead(latinStrong)
	}
}

func BenchmarkReadChinese(b *testing.B) {
	for b.Loop() {
		inflateCJK()
	}
}
