package kpitest

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"kpi/engine/unit"
)

// maxSeries is the number of values that a series may have.
const maxSeries = 1_000

// maxSlips of one series are told.
const maxSlips = 8

// A slip is a mistake in a text: the runes from, up to but not including to.
type slip struct {
	from, to int
	message  string
}

// parseSeries reads the values of consecutive periods, the oldest first:
//
//	100 120 _ 0x3 100+10x4
//
// is 100, 120, no value, three times 0, and four values that start at 100 and
// go up by 10.
func parseSeries(text string) ([]value, []slip) {
	var out []value
	var slips []slip
	for from, word := range fieldsWithPlaces(text) {
		values, problem := parseRun(word)
		if problem == "" && len(out)+len(values) > maxSeries {
			problem = fmt.Sprintf("a series has at most %d values", maxSeries)
		}
		if problem != "" {
			slips = append(slips, slip{from, from + len([]rune(word)), problem})
			if len(slips) == maxSlips {
				break
			}
			continue
		}
		out = append(out, values...)
	}
	return out, slips
}

// fieldsWithPlaces yields the words of a text with the rune that each starts at.
func fieldsWithPlaces(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		runes := []rune(text)
		for i := 0; i < len(runes); {
			start := i
			for i < len(runes) && !unicode.IsSpace(runes[i]) {
				i++
			}
			if i > start && !yield(start, string(runes[start:i])) {
				return
			}
			i++
		}
	}
}

var repeated = regexp.MustCompile(`^(.+)x([0-9]+)$`)

// parseRun reads one word of a series. The problem is "" where there is none.
func parseRun(word string) ([]value, string) {
	first, times := word, 1
	if m := repeated.FindStringSubmatch(word); m != nil {
		n, err := strconv.Atoi(m[2])
		if err != nil || n < 1 || n > maxSeries {
			return nil, fmt.Sprintf("%q repeats a value from 1 to %d times", word, maxSeries)
		}
		first, times = m[1], n
	}
	start, step, ok := parseStep(first)
	switch {
	case !ok:
		return nil, fmt.Sprintf("%q is no value of a series", word)
	case math.IsInf(start.number+float64(times)*step, 0):
		return nil, fmt.Sprintf("%q goes beyond all numbers", word)
	case step != 0 && times == 1:
		return nil, fmt.Sprintf("%q does not say how many values it has: write %sx12", word, first)
	}
	out := make([]value, times)
	for i := range out {
		out[i] = start
		out[i].number += float64(i) * step
	}
	return out, ""
}

// parseStep reads _, 100, 100+10 or 100-10.
func parseStep(text string) (start value, step float64, ok bool) {
	if text == "_" {
		return value{none: true}, 0, true
	}
	if n, ok := parseNumber(text); ok && !strings.ContainsAny(text, "eE") {
		return n, 0, true
	}
	at := strings.LastIndexAny(text, "+-")
	if at < 1 {
		return value{}, 0, false
	}
	start, ok = parseNumber(text[:at])
	by, known := unit.ParseLiteral(text[at:])
	return start, by.Value, ok && known && !strings.ContainsAny(text, "eE")
}

// fewestRepeats are written with an x.
const fewestRepeats = 3

// spellSeries writes values as parseSeries reads them.
func spellSeries(values []measured, percent bool) string {
	var words []string
	for i := 0; i < len(values); {
		word := spellPoint(values[i], percent)
		n := 1
		for i+n < len(values) && spellPoint(values[i+n], percent) == word {
			n++
		}
		i += n
		if n >= fewestRepeats {
			words = append(words, fmt.Sprintf("%sx%d", word, n))
			continue
		}
		for range n {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

func spellPoint(m measured, percent bool) string {
	if m.number == nil {
		return "_"
	}
	return spellNumber(*m.number, percent)
}
