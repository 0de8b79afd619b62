package pdf

import (
	"strings"
	"unicode"

	"kpi/reports/pdf/fonts"
)

// breakLines splits a text, whose letters have the given widths, into lines
// that measure at most width. It breaks after spaces, hyphens, slashes and
// underscores and between Chinese, Japanese and Korean letters, and inside a
// word only where the word alone is too wide. No character is lost: the lines
// joined are the text, spaces stay at the ends of lines and may hang over. A
// width too small for a letter holds one letter.
func breakLines(text string, width float64, advances []float64) []string {
	var lines []string
	letters := []rune(text)
	for len(letters) > 0 {
		n := lineLength(letters, width, advances)
		lines = append(lines, string(letters[:n]))
		letters, advances = letters[n:], advances[n:]
	}
	return lines
}

// slack is for sums of widths that differ in the last bit.
const slack = 0.01

// lineLength returns the number of letters of the first line.
func lineLength(letters []rune, width float64, advances []float64) int {
	used, last := 0.0, 0
	for i, c := range letters {
		used += advances[i]
		if used > width+slack && c != ' ' {
			if last > 0 {
				return last
			}
			return brokenWord(letters, i)
		}
		if i+1 < len(letters) && mayBreak(c, letters[i+1]) {
			last = i + 1
		}
	}
	return len(letters)
}

// brokenWord returns where a word is broken that has room for n letters.
func brokenWord(letters []rune, n int) int {
	for at := n; at > 0; at-- {
		if !sticks(letters[at-1], letters[at]) {
			return at
		}
	}
	return max(n, 1)
}

// Marks that belong to the letter before them or after them. The long mark and
// the small letters are Japanese.
const (
	neverFirst = "，。、；：？！）】》〉」』〕〗〙〛｝］”’…—‥·～々〻ーゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％‰℃,.;:?!)]}%"
	neverLast  = "（【《〈「『〔〖〘〚｛［“‘([{￥￡＄"
)

// sticks reports whether a letter may not begin a line, or the one before not
// end one.
func sticks(before, after rune) bool {
	return after == ' ' || strings.ContainsRune(neverFirst, after) || strings.ContainsRune(neverLast, before) ||
		unicode.Is(unicode.M, after)
}

// mayBreak reports whether a line may end between two letters.
func mayBreak(before, after rune) bool {
	switch {
	case sticks(before, after):
		return false
	case before == ' ':
		return true
	case strings.ContainsRune("-/_", before):
		return unicode.IsLetter(after)
	}
	return fonts.EastAsian(before) || fonts.EastAsian(after)
}

// unbroken are the parts of a text between the places where a line may end.
func unbroken(text string) []string {
	var out []string
	letters, from := []rune(text), 0
	for i := range letters {
		if i+1 == len(letters) || mayBreak(letters[i], letters[i+1]) {
			out = append(out, strings.TrimRight(string(letters[from:i+1]), " "))
			from = i + 1
		}
	}
	return out
}

// ellipsis ends a text that was cut.
const ellipsis = "…"

// cutLines keeps the first most lines; the last of them ends in an ellipsis
// where more would have followed.
func cutLines(lines []string, most int, width float64, measure func(string) float64) []string {
	if len(lines) <= most {
		return lines
	}
	kept := append([]string(nil), lines[:most]...)
	last := []rune(strings.TrimRight(kept[most-1], " "))
	for len(last) > 0 && measure(string(last)+ellipsis) > width+slack {
		last = last[:len(last)-1]
	}
	kept[most-1] = strings.TrimRight(string(last), " ") + ellipsis
	return kept
}
