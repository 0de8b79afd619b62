package pdf

import (
	"slices"
	"strings"
	"testing"
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
