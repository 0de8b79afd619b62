package pdf

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kpi/reports/pdf/fonts"
)

// one measures each letter as 1 wide, and Chinese as 2.
func one(s string) float64 {
	n := 0.0
	for _, a := range ones(s) {
		n += a
	}
	return n
}

func ones(s string) []float64 {
	var out []float64
	for _, c := range s {
		if fonts.EastAsian(c) {
			out = append(out, 2)
		} else {
			out = append(out, 1)
		}
	}
	return out
}

func TestBreakLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		width float64
		want  []string
	}{
		{"a short text is one line", "Win rate", 8, []string{"Win rate"}},
		{"a line breaks after a space, which hangs over", "Win rate of deals", 8, []string{"Win rate ", "of deals"}},
		{"a hyphen stays on its line", "mid-market", 6, []string{"mid-", "market"}},
		{"a minus keeps its number", "from -10 to", 7, []string{"from ", "-10 to"}},
		{"a long word breaks where it must", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"Chinese breaks anywhere", "高于目标三个百分点", 6, []string{"高于目", "标三个", "百分点"}},
		{"no line begins with a stop", "高于目标。三个", 8, []string{"高于目", "标。三个"}},
		{"no line ends with an opening bracket", "高于（目标）", 6, []string{"高于", "（目", "标）"}},
		{"a stop after a broken word takes a letter along", "abcdefgh，王", 8, []string{"abcdefg", "h，王"}},
		{"an ellipsis stays with its letter", "高于目标……", 8, []string{"高于目", "标……"}},
		{"a small kana stays with its letter", "データッテ", 6, []string{"デー", "タッテ"}},
		{"an accent stays with its letter", "abx\u0302y", 3, []string{"ab", "x\u0302y"}},
		{"Latin beside Chinese may part", "赢单率Win rate率", 6, []string{"赢单率", "Win ", "rate率"}},
		{"an address breaks after its slashes", "https://example.com/reports/q3", 12, []string{"https://", "example.com/", "reports/q3"}},
		{"no room is a letter a line", "abc", 0, []string{"a", "b", "c"}},
		{"nothing is no line", "", 10, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := breakLines(c.text, c.width, ones(c.text)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCutLines(t *testing.T) {
	const text = "the quick brown fox jumps"
	lines := breakLines(text, 10, ones(text))
	got := cutLines(lines, 2, 10, one)
	want := []string{"the quick ", "brown fox…"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if whole := cutLines(lines, 3, 10, one); !slices.Equal(whole, lines) {
		t.Errorf("got %q, want %q", whole, lines)
	}
}

func FuzzBreakLinesKeepsEveryCharacter(f *testing.F) {
	f.Add("Win rate of deals", uint8(8))
	f.Add("营业收入高于计划；商机覆盖倍数仅 2.6 倍，（成交）周期延长。", uint8(7))
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		if !utf8.ValidString(text) {
			t.Skip("letters are lost in broken UTF-8, which clean has taken out")
		}
		lines := breakLines(text, float64(width), ones(text))
		if got := strings.Join(lines, ""); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
		for _, line := range lines {
			if one(strings.TrimRight(line, " ")) > max(float64(width), 2) {
				t.Errorf("line %q is wider than %d", line, width)
			}
		}
	})
}

// A stop never begins a line, and an opening bracket never ends one, however
// Chinese, words, figures and addresses are mixed.
func TestMarksStayWithTheirLetters(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	parts := []string{"营", "业", "收入", "高于", "计划", "Win", "rate", "38.4%", " ", " ", "，", "。", "、", "；", "：", "？", "！", "（", "）", "《", "》", "“", "”", "【", "】",
		"https://example.com/a/b?c=d", strings.Repeat("long", 12), "mid-market", "under_score", "−10"}
	const first, last = "，。、；：？！）】》”", "（【《“"
	for range 3000 {
		text := mix(r, parts)
		width := 9 + float64(r.IntN(30))
		lines := breakLines(text, width, ones(text))
		if got := strings.Join(lines, ""); got != text {
			t.Fatalf("got %q, want %q", got, text)
		}
		for i := 1; i < len(lines); i++ {
			end, _ := utf8.DecodeLastRuneInString(lines[i-1])
			begin, _ := utf8.DecodeRuneInString(lines[i])
			if strings.ContainsRune(last, end) || strings.ContainsRune(first, begin) {
				t.Fatalf("at %v wide %q parts %q and %q", width, text, lines[i-1], lines[i])
			}
		}
	}
}

// mix joins parts at random, with at most two marks or spaces in a row.
func mix(r *rand.Rand, parts []string) string {
	var b strings.Builder
	marks := 0
	for range r.IntN(40) {
		part := parts[r.IntN(len(parts))]
		switch c, _ := utf8.DecodeRuneInString(part); {
		case unicode.IsPunct(c) || c == ' ':
			marks++
		default:
			marks = 0
		}
		if marks <= 2 {
			b.WriteString(part)
		}
	}
	return b.String()
}

func TestUnbroken(t *testing.T) {
	for text, want := range map[string][]string{
		"": nil, "Attained": {"Attained"}, "Last 12 months": {"Last", "12", "months"}, "lead_source": {"lead_", "source"}, "达成率": {"达", "成", "率"}, "达成率（%）": {"达", "成", "率", "（%）"},
	} {
		if got := unbroken(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
