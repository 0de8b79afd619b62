package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A place is what is being set, in words: a row of a table, or what else a
// reader would look for.
type place struct {
	words string
	isRow bool
	again bool // much of what stands here stands before, too
}

var wholeReport = place{words: "the report"}

// Lost letters are texts that cannot be printed as they are, in order.
type lostLetters struct {
	texts []lostText
	index map[string]int // of texts, by the text
}

type lostText struct {
	text, letters string
	places        []place
}

func (l *lostLetters) add(text, letters string, at place) {
	i, ok := l.index[text]
	if !ok && at.again && l.know(letters) {
		return
	}
	if !ok {
		if l.index == nil {
			l.index = map[string]int{}
		}
		i = len(l.texts)
		l.index[text] = i
		l.texts = append(l.texts, lostText{text: text, letters: letters, places: []place{at}})
	}
	// That a heading has the name of its row once more is no news.
	if t := &l.texts[i]; at.isRow && !slices.Contains(t.places, at) {
		t.places = append(t.places, at)
	}
}

// know reports whether all letters are said to be missing from texts before.
func (l *lostLetters) know(letters string) bool {
	return strings.IndexFunc(letters, func(c rune) bool {
		return !slices.ContainsFunc(l.texts, func(t lostText) bool { return strings.ContainsRune(t.letters, c) })
	}) < 0
}

// warnings says where which letters are missing, a sentence a text, with a last
// one for those that would be too many.
func (l *lostLetters) warnings(face typeface) []string {
	const most = 20
	var out []string
	for i, t := range l.texts {
		if i == most {
			return append(out, fmt.Sprintf("%d more texts have letters that no font has", len(l.texts)-most))
		}
		out = append(out, t.warning(face))
	}
	return out
}

func (t lostText) warning(face typeface) string {
	where := t.places[0].words
	if more := len(t.places) - 1; more > 0 {
		where += fmt.Sprintf(" and %d more", more)
	}
	part := excerpt(t.text, t.letters)
	printed, _ := face.clean(part)
	return fmt.Sprintf("%s: no font has %s; %q is printed as %q", where, named(t.letters), part, printed)
}

// readable takes out what spoils a line on a terminal.
func readable(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return -1
		}
		return c // which is U+FFFD for broken UTF-8
	}, s)
}

// excerpt returns the part of a long text round the first of the letters.
func excerpt(text, letters string) string {
	const around = 24
	all := []rune(strings.Join(strings.Fields(text), " "))
	at := slices.IndexFunc(all, func(c rune) bool { return strings.ContainsRune(letters, c) })
	begin, end := max(at-around, 0), min(max(at, 0)+around, len(all))
	part := string(all[begin:end])
	if begin > 0 {
		part = ellipsis + part
	}
	if end < len(all) {
		part += ellipsis
	}
	return part
}

// named lists letters with their code points, as far as a sentence goes.
func named(letters string) string {
	const most = 6
	var out []string
	for i, c := range []rune(letters) {
		if i == most {
			return strings.Join(out, ", ") + " and more"
		}
		out = append(out, fmt.Sprintf("%q (%U)", string(c), c))
	}
	return strings.Join(out, ", ")
}
