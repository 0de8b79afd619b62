// Package locale says the texts of reports in the languages of their readers.
//
// A text is written once, in English, where it is needed: l.Say("%d of %s on
// track", n, all). Another language is a table from these texts to its own, and its
// forms of dates and numbers.
package locale

import (
	"fmt"
	"maps"
	"strings"

	"kpi/engine/phrase"
	"kpi/engine/unit"
)

// A Locale is a language with its forms of dates and numbers.
type Locale struct {
	Tag       string            // BCP 47
	Notation  *unit.Notation    // of numbers; nil is English
	CompactAt float64           // numbers from here on are too wide for a column
	texts     map[string]string // by their English; nil is English
	words     map[string]string // that come with the numbers
	labels    map[string]string // of workbooks
	members   []form
	list      string // between the items of a list
	dates     dates
}

// English is the language in which the texts are written.
var English = &Locale{Tag: "en", CompactAt: 1e9, list: ", ", dates: englishDates}

// Chinese is Chinese of the mainland, in simplified letters.
var Chinese = &Locale{Tag: "zh-CN", Notation: chineseNotation, CompactAt: 1e8, texts: joined(chinese, chinesePhrases), words: chineseWords, labels: chineseLabels, members: chineseMembers, list: "、", dates: chineseDates}

// joined has all texts of both tables.
func joined(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// Of returns the locale of a tag, and English for one that is unknown.
func Of(tag string) *Locale {
	if tag == Chinese.Tag {
		return Chinese
	}
	return English
}

// InParens is the locale with negative numbers in parentheses.
func (l *Locale) InParens() *Locale {
	out := *l
	out.Notation = l.Notation.InParens()
	return &out
}

// Say says a text with its arguments, as fmt.Sprintf does; one without arguments is
// said as it is, with its percent signs. What has no words in the language stays
// English.
func (l *Locale) Say(english string, args ...any) string {
	text, ok := l.texts[english]
	if !ok {
		text = english
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Phrase says a phrase of the engine.
func (l *Locale) Phrase(p phrase.Phrase) string {
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		args[i] = l.argument(a)
	}
	return l.Say(p.Format, args...)
}

func (l *Locale) argument(a any) any {
	switch a := a.(type) {
	case phrase.Phrase:
		return l.Phrase(a)
	case phrase.List:
		items := make([]string, len(a))
		for i, p := range a {
			items[i] = l.Phrase(p)
		}
		return l.Join(", ", items...)
	case phrase.Day:
		return l.Period(string(a))
	case phrase.Period:
		return l.Period(string(a))
	case phrase.Length:
		return l.length(string(a))
	case phrase.Word:
		return l.Word(string(a))
	}
	return a
}

// Label says the name of a sheet or of a column in a workbook, and what stands in
// its cells by itself. What is not known stays as it is.
func (l *Locale) Label(english string) string {
	for _, table := range []map[string]string{l.labels, l.texts, l.words} {
		if label, ok := table[english]; ok {
			return label
		}
	}
	return english
}

// Given is Say of a text with one argument, and "" where that is empty.
func (l *Locale) Given(english, argument string) string {
	if argument == "" {
		return ""
	}
	return l.Say(english, argument)
}

// Several is a word for more than one of it: Note and Notes. Chinese has one word,
// and an advice stays as it is.
func (l *Locale) Several(word string) string {
	if l.texts != nil || strings.Contains(word, " with ") {
		return word
	}
	return word + "s"
}

// Word says a word that comes with the numbers: a status, a reason, a kind. What is
// not known stays as it is.
func (l *Locale) Word(english string) string {
	if word, ok := l.words[english]; ok {
		return word
	}
	return english
}

// List puts the items of a list beside each other.
func (l *Locale) List(items []string) string { return strings.Join(items, l.list) }

// Join puts clauses beside each other, and leaves empty ones out. The separator is
// English: ", ", "; ", ": " or " ".
func (l *Locale) Join(separator string, clauses ...string) string {
	var kept []string
	for _, c := range clauses {
		if c != "" {
			kept = append(kept, c)
		}
	}
	return strings.Join(kept, l.Say(separator))
}

// Count says how many there are of a thing, such as "3 periods". The thing is
// English and of one.
func (l *Locale) Count(n int, thing string) string {
	if n == 1 {
		return l.Say("1 " + thing)
	}
	return l.Say("%d "+thing+"s", n)
}

// Unit names a unit that is written as unit.Unit writes it, "USD per day".
func (l *Locale) Unit(english string) string {
	if l.texts == nil {
		return english
	}
	over, under, divided := strings.Cut(english, " per ")
	if !divided {
		return l.factors(over)
	}
	return l.Say("%s per %s", l.factors(over), l.factors(under))
}

func (l *Locale) factors(english string) string {
	all := strings.Split(english, " × ")
	for i, f := range all {
		name, currency, _ := strings.Cut(f, " ")
		all[i] = strings.TrimSpace(l.Word(name) + " " + currency)
	}
	return strings.Join(all, " × ")
}
