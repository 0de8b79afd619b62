package chart

import (
	"sort"
	"strings"
	"unicode"
)

// A Run is letters that one font has.
type Run struct {
	Text string
	CJK  bool // Chinese, Japanese or Korean
}

// Runs splits a text where the font changes. A space belongs to the run before
// it. The runs joined are the text.
func Runs(text string) []Run {
	var runs []Run
	first, before := 0, false
	for i, c := range text {
		cjk := isCJK(c)
		if i > 0 && cjk != before && c != ' ' {
			runs = append(runs, Run{text[first:i], before})
			first = i
		}
		if i == first || c != ' ' {
			before = cjk
		}
	}
	if text == "" {
		return nil
	}
	return append(runs, Run{text[first:], before})
}

// isCJK takes full-width punctuation for CJK, too: it stands with the letters.
func isCJK(c rune) bool {
	return c >= 0x1100 && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		c >= 0x3000 && c <= 0x303F || c >= 0xFF00 && c <= 0xFFEF
}

// tidy makes white space one space and drops control characters.
func tidy(text string) string {
	text = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c):
			return -1
		}
		return c
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// neverFirst and neverLast are where no line of a text may begin or end.
const (
	neverFirst = "，。、；：？！）】》」』”’,.;:?!)]}%"
	neverLast  = "（【《「『“‘([{"
)

// mayBreak reports whether a line may end between two letters.
func mayBreak(before, after rune) bool {
	if strings.ContainsRune(neverFirst, after) || strings.ContainsRune(neverLast, before) {
		return false
	}
	return before == ' ' || after != ' ' && (isCJK(before) || isCJK(after))
}

// fold breaks a text into at most the given number of lines of at most the
// width; the last one ends in an ellipsis where words are left over.
func fold(text string, width float64, most int, measure func(string) float64) []string {
	var lines []string
	letters := []rune(tidy(text))
	for len(letters) > 0 {
		n := foldAt(letters, width, measure)
		if len(lines) == most-1 {
			n = len(letters)
		}
		if line := cut(strings.TrimSpace(string(letters[:n])), width, measure); line != "" {
			lines = append(lines, line)
		}
		letters = letters[n:]
	}
	return lines
}

// foldAt returns how many letters the first line takes: all that fit, up to the
// last place where a line may end, and at least one.
func foldAt(letters []rune, width float64, measure func(string) float64) int {
	last := 0
	for i := range letters {
		if measure(strings.TrimSpace(string(letters[:i+1]))) > width {
			if last > 0 {
				return last
			}
			return max(i, 1)
		}
		if i+1 < len(letters) && mayBreak(letters[i], letters[i+1]) {
			last = i + 1
		}
	}
	return len(letters)
}

const ellipsis = "…"

// cut shortens a text to a width, with an ellipsis; "" is what has no room.
func cut(text string, width float64, measure func(string) float64) string {
	if measure(text) <= width {
		return text
	}
	letters := []rune(text)
	short := func(n int) string { return strings.TrimRight(string(letters[:n]), " ") + ellipsis }
	tooMany := sort.Search(len(letters), func(n int) bool { return measure(short(n)) > width })
	if tooMany <= 1 {
		return ""
	}
	return short(tooMany - 1)
}
