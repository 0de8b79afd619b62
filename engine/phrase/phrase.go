// Package phrase holds sentences whose words are known before the language of their
// reader is.
package phrase

import (
	"fmt"
	"strings"
)

// A Phrase is a sentence or a part of one: an English format of fmt.Sprintf with
// its arguments. reports/locale has the formats of other languages. The zero Phrase
// says nothing.
//
// Arguments that are strings are names and printed numbers, the same in every
// language. A Day, a Period, a Word, a Length, a List and a Phrase are said in
// that of the reader.
type Phrase struct {
	Format string
	Args   []any
}

// Arguments that each language writes in its own way.
type (
	Day    string // ISO, 2026-09-30
	Period string // as it is labelled, 2026-Q3
	Word   string // that comes with the numbers: a grain, a status
	Length string // of time, as it is written: 3 days
	List   []Phrase
)

// Of returns a phrase. The format is written where it is called, so that a test
// finds it.
func Of(format string, args ...any) Phrase { return Phrase{Format: format, Args: args} }

// Plain is a text that is the same in every language.
func Plain(text string) Phrase {
	if text == "" {
		return Phrase{}
	}
	return Of("%s", text)
}

// Choose is one for one thing, and many for any other number of them.
func Choose(n int64, one, many Phrase) Phrase {
	if n == 1 {
		return one
	}
	return many
}

// Empty reports whether a phrase says nothing.
func (p Phrase) Empty() bool { return p.Format == "" }

// String says the phrase in English.
func (p Phrase) String() string {
	if len(p.Args) == 0 {
		return p.Format
	}
	return fmt.Sprintf(p.Format, p.Args...)
}

// String says the items in English.
func (l List) String() string {
	items := make([]string, len(l))
	for i, p := range l {
		items[i] = p.String()
	}
	return strings.Join(items, ", ")
}
