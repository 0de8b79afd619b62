package pdf

import (
	"strings"
	"unicode"

	"kpi/reports/pdf/fonts"
)

// breakLines splits a text into lines that measure at most width. It breaks
// after spaces, hyphens, slashes and underscores and between Chinese, Japanese
// and Korean letters, and inside a word only where the word alone is too wide.
// No character is lost: the lines joined are the text, spaces stay at the ends
// of lines and may hang over. A width too small for a letter holds one letter.
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
			return max(i, 1)
		}
		if i+1 < len(letters) && mayBreak(c, letters[i+1]) {
			last = i + 1
		}
	}
	return len(letters)
}

const (
	neverFirst = "，。、；：？！）】》」』”’,.;:?!)]}%"
	neverLast  = "（【《「『“‘([{"
)

// mayBreak reports whether a line may end between two letters.
func mayBreak(before, after rune) bool {
	switch {
	case after == ' ' || strings.ContainsRune(neverFirst, after) || strings.ContainsRune(neverLast, before):
		return false
	case before == ' ':
		return true
	case strings.ContainsRune("-/_", before):
		return unicode.IsLetter(after)
	}
	return fonts.EastAsian(before) || fonts.EastAsian(after)
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
