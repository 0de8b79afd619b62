package chart

import (
	"slices"
	"strings"
	"testing"
)

func TestRunsAreTheTextInPieces(t *testing.T) {
	for _, c := range []struct {
		text string
		want []Run
	}{
		{"", nil},
		{"Win rate", []Run{{"Win rate", false}}},
		{"赢单率", []Run{{"赢单率", true}}},
		{"Win rate 赢单率 2026 年（Q3）", []Run{{"Win rate ", false}, {"赢单率 ", true}, {"2026 ", false}, {"年（", true}, {"Q3", false}, {"）", true}}},
		{" 年", []Run{{" ", false}, {"年", true}}},
		{"é – ≥ 3 €", []Run{{"é – ≥ 3 €", false}}},
	} {
		if got := Runs(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.text, got, c.want)
		}
	}
}

func letters(s string) float64 { return float64(len([]rune(s))) }

func TestFoldedTextsLoseNothingButSpaces(t *testing.T) {
	for _, text := range []string{
		"List price up by six per cent on the first of June",
		"华南区自六月调价后赢单率下降 1.7 个百分点，流失商机中 61% 提及价格；华东区受益于新的合作伙伴计划（见附件）。",
		"Pneumonoultramicroscopicsilicovolcanoconiosis",
	} {
		for width := 4.0; width < 30; width++ {
			lines := fold(text, width, 0, letters)
			if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
				t.Errorf("width %v: got %q, want %q", width, got, want)
			}
			for i, l := range lines {
				if letters(l) > width {
					t.Errorf("%q is wider than %v", l, width)
				}
				if i > 0 && strings.ContainsAny(l[:1], ",.") || strings.HasPrefix(l, "，") || strings.HasPrefix(l, "。") {
					t.Errorf("width %v: a line begins with %q", width, l)
				}
			}
		}
	}
}

func TestFoldedTextsEndInAnEllipsisWhereWordsAreLeftOver(t *testing.T) {
	got := fold("one two three four five six", 9, 2, letters)
	if want := []string{"one two", "three fo…"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := cut("abc", 0.5, letters); got != "" {
		t.Errorf("got %q, want nothing where not even an ellipsis fits", got)
	}
}
