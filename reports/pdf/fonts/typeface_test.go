package fonts

import (
	"math"
	"strings"
	"testing"
)

func needCJK(t *testing.T) {
	t.Helper()
	if !HasCJK {
		t.Skip("built without a Chinese font (tag nocjk)")
	}
}

func TestPrintable(t *testing.T) {
	for _, c := range []struct{ name, text, want, missing string }{
		{"Latin, Greek, Cyrillic and signs stay", "Łódź Ωmega Привет −1.8 ≥ 3 Δ…", "Łódź Ωmega Привет −1.8 ≥ 3 Δ…", ""},
		{"white space becomes spaces", "a\t\n b", "a   b", ""},
		{"control and format characters go", "a\x00b\x1b[1m\u202Ec\u200b", "ab[1mc", ""},
		{"an accent and its letter become one", "Cafe\u0301", "Café", ""},
		{"a flag of two letters beyond 16 bits", "\U0001F1E9\U0001F1EA", "??", "\U0001F1E9\U0001F1EA"},
		{"a letter that is missing twice is named once", "\U0001F600 a \U0001F600", "? a ?", "\U0001F600"},
		{"broken UTF-8 loses no other letter", "a\xffb", "a?b", "\uFFFD"},
		{"nothing stays nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, missing := BuiltIn().Printable(c.text)
			if got != c.want || missing != c.missing {
				t.Errorf("got %q, missing %q, want %q, missing %q", got, missing, c.want, c.missing)
			}
		})
	}
}

func TestChineseIsPrintable(t *testing.T) {
	got, missing := BuiltIn().Printable("赢单率：王喆㛃𠀀")
	want, lost := "赢单率：王喆㛃?", "𠀀"
	if !HasCJK {
		want, lost = "????????", "赢单率：王喆㛃𠀀"
	}
	if got != want || missing != lost {
		t.Errorf("got %q, missing %q, want %q, missing %q", got, missing, want, lost)
	}
}

// runs shows the Chinese parts of a text in brackets.
func runs(text string) string {
	var b strings.Builder
	for _, r := range BuiltIn().Runs(text, 10, false) {
		if r.Pair.Name == "noto" {
			b.WriteString("[" + r.Text + "]")
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestEachLetterIsSetInTheFontThatHasIt(t *testing.T) {
	needCJK(t)
	for _, c := range []struct{ name, text, want string }{
		{"Latin alone", "Win rate 38.4 %", "Win rate 38.4 %"},
		{"Latin stays Latin beside Chinese", "赢单率 Win rate 38%", "[赢单率] Win rate 38%"},
		{"Chinese punctuation is Chinese", "高于（目标）。", "[高于（目标）。]"},
		{"quotes round Chinese are Chinese", "他说“好”了", "[他说“好”了]"},
		{"quotes round Latin are Latin", "the “best” ‘one’", "the “best” ‘one’"},
		{"quotes round Latin in Chinese are Latin", "“Win”率", "“Win”[率]"},
		{"nested quotes before Chinese", "“‘好’”", "[“‘好’”]"},
		{"dots and dashes follow Chinese", "成交……好——Win…", "[成交……好——]Win…"},
		{"an apostrophe in Latin", "Q3’s 王", "Q3’s [王]"},
		{"dots between words stand apart", "王 · North", "[王] · North"},
		{"a name with a middle dot", "史蒂夫·乔布斯", "[史蒂夫·乔布斯]"},
		{"signs that only the Chinese font has", "25 ㎡ ①", "25 [㎡] [①]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := runs(c.text); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestChineseIsALittleSmaller(t *testing.T) {
	needCJK(t)
	got := BuiltIn().Runs("a王", 10, true)
	if len(got) != 2 || got[0].Size != 10 || math.Abs(got[1].Size-9.4) > 1e-9 || math.Abs(got[1].Width-9.4) > 1e-9 {
		t.Errorf("got %+v", got)
	}
}

// What is broken into lines is measured letter by letter, what is drawn run by run.
func TestLettersAreAsWideAsTheirText(t *testing.T) {
	for _, text := range []string{"", "Win rate", "Łódź “quoted” 38.4 %", "高于“目标”……三个 points（成交）", "e\u0301\u0302"} {
		for _, strong := range []bool{false, true} {
			face := BuiltIn()
			printable, _ := face.Printable(text)
			sum := 0.0
			for _, a := range face.Advances(printable, 9.5, strong) {
				sum += a
			}
			if got := face.Width(text, 9.5, strong); math.Abs(got-sum) > 1e-6 {
				t.Errorf("%q: got %v, want %v", text, got, sum)
			}
		}
	}
}

func TestFiguresAreAsWideAsEachOther(t *testing.T) {
	for _, strong := range []bool{false, true} {
		want := BuiltIn().Width("0", 10, strong)
		for _, c := range "123456789−" {
			if got := BuiltIn().Width(string(c), 10, strong); got != want {
				t.Errorf("%q is %v wide, 0 is %v", c, got, want)
			}
		}
	}
}

func TestLatinTextNeedsNoChineseFont(t *testing.T) {
	face := BuiltIn()
	face.cjk = func() *Pair {
		t.Error("the Chinese font is read")
		return builtInCJK()
	}
	for _, c := range []string{"Win rate 38.4 % – Łódź Ω ≥ ● ▲ ◆ ✓ → Δ “x”…", "\U0001F600", "\x00\u202e\ufeff"} {
		face.Runs(c, 10, true)
	}
}

func BenchmarkRuns(b *testing.B) {
	face := BuiltIn()
	for b.Loop() {
		face.Runs("Pipeline coverage of the enterprise segment", 9.5, false)
	}
}
