package reports

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/reports/document"
)

// Others are names that a report must not tell, because it is about another
// one. It is safe for concurrent use.
type Others struct {
	byWord map[string][]string // by the first word of the name, the longest first
	known  []string
}

// NewOthers prepares the names, and the texts that may hold them: those that
// somebody wrote into the definitions, which every reader sees.
func NewOthers(names, known []string) *Others {
	o := &Others{byWord: map[string][]string{}, known: slices.DeleteFunc(slices.Clone(known), func(s string) bool { return s == "" })}
	for _, n := range names {
		if !tellable(n) {
			continue
		}
		word := firstWord(n)
		o.byWord[word] = append(o.byWord[word], n)
	}
	for _, all := range o.byWord {
		slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	}
	return o
}

// tellable reports whether a name can be told from numbers and signs.
func tellable(name string) bool {
	return strings.ContainsFunc(name, unicode.IsLetter) && firstWord(name) != ""
}

// firstWord is what a name begins with up to the end of its first word; "" where
// it begins with something else than a word.
func firstWord(s string) string {
	end := strings.IndexFunc(s, func(c rune) bool { return !inWord(c) })
	if end < 0 {
		return s
	}
	return s[:end]
}

func inWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' }

// Find returns the first name but own that stands as whole words in what the
// card or its document says, with the text that it stands in. A name that is a
// part of own or of a known text where it stands is not told.
func (o *Others) Find(card *scorecard.Scorecard, d *document.Document, own string) (name, text string, found bool) {
	look := func(s string) bool {
		name, found = o.in(s, own)
		text = s
		return !found
	}
	if eachText(reflect.ValueOf(card), look) {
		eachText(reflect.ValueOf(d), look)
	}
	if !found {
		return "", "", false
	}
	return name, text, true
}

// in returns the first name in s.
func (o *Others) in(s, own string) (string, bool) {
	for at := 0; at < len(s); {
		word := firstWord(s[at:])
		if word == "" {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
			continue
		}
		for _, name := range o.byWord[word] {
			if name != own && standsAt(s, at, name) && !o.covered(s, at, at+len(name), own) {
				return name, true
			}
		}
		at += len(word)
	}
	return "", false
}

// standsAt reports whether the name stands in s from a place on, and ends with a
// word.
func standsAt(s string, at int, name string) bool {
	if !strings.HasPrefix(s[at:], name) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	next, size := utf8.DecodeRuneInString(s[at+len(name):])
	return size == 0 || !inWord(last) || !inWord(next)
}

// covered reports whether a part of s lies within own or a known text.
func (o *Others) covered(s string, from, to int, own string) bool {
	within := func(text string) bool {
		for at := 0; ; {
			i := strings.Index(s[at:], text)
			if i < 0 || at+i > from {
				return false
			}
			if at+i+len(text) >= to {
				return true
			}
			at += i + 1
		}
	}
	return within(own) || slices.ContainsFunc(o.known, within)
}

// eachText calls look for every text in v until it returns false. Words of the
// program, which have types of their own, and the names of columns are no texts.
func eachText(v reflect.Value, look func(string) bool) bool {
	switch v.Kind() {
	case reflect.String:
		return v.Type() != reflect.TypeFor[string]() || look(v.String())
	case reflect.Pointer, reflect.Interface:
		return v.IsNil() || eachText(v.Elem(), look)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !eachText(v.Index(i), look) {
				return false
			}
		}
	case reflect.Map:
		for entries := v.MapRange(); entries.Next(); {
			if !eachText(entries.Key(), look) || !eachText(entries.Value(), look) {
				return false
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[phrase.Phrase]() {
			return look(v.Interface().(phrase.Phrase).String())
		}
		for i := range v.NumField() {
			column := v.Type() == reflect.TypeFor[document.Column]() && v.Type().Field(i).Name == "Name"
			if !column && !eachText(v.Field(i), look) {
				return false
			}
		}
	}
	return true
}
