// Package calendar names and moves periods: days, weeks, months, quarters and
// years, calendar or fiscal.
package calendar

import (
	"slices"
	"strconv"
	"strings"
)

// A Grain is a length of period.
type Grain string

// The grains, from the finest.
const (
	Day     Grain = "day"
	Week    Grain = "week"
	Month   Grain = "month"
	Quarter Grain = "quarter"
	Year    Grain = "year"
)

// maxCount bounds how many periods a span holds or a move goes back, so that
// no date leaves the range of Date.
const maxCount = 99_999

// Grains returns all grains, the finest first.
func Grains() []Grain { return []Grain{Day, Week, Month, Quarter, Year} }

// ParseGrain reads day, week, month, quarter or year, in exactly this spelling.
func ParseGrain(s string) (Grain, bool) {
	g := Grain(s)
	return g, slices.Contains(Grains(), g)
}

// ParseSpan reads a length of time such as "12 months" or "1 week". The number
// is 1 to 99999; singular and plural mean the same.
func ParseSpan(s string) (n int, g Grain, ok bool) {
	words := strings.Fields(s)
	if len(words) != 2 || strings.Trim(words[0], "0123456789") != "" {
		return 0, "", false
	}
	n, err := strconv.Atoi(words[0])
	if err != nil || n < 1 || n > maxCount {
		return 0, "", false
	}
	g, ok = ParseGrain(strings.TrimSuffix(words[1], "s"))
	if !ok {
		return 0, "", false
	}
	return n, g, true
}

// FinerThan reports whether periods of g are shorter than those of other. The
// empty grain is finer than every other.
func (g Grain) FinerThan(other Grain) bool {
	return slices.Index(Grains(), g) < slices.Index(Grains(), other)
}

// Plural returns the word for several periods: "months".
func (g Grain) Plural() string { return string(g) + "s" }

// months is how many months a period of the grain has, and zero for days and
// weeks, whose periods do not fit into months.
func (g Grain) months() int {
	switch g {
	case Month:
		return 1
	case Quarter:
		return 3
	case Year:
		return 12
	}
	return 0
}

// span is the length of n periods of the grain: in months where it has any,
// else in days.
func (g Grain) span(n int) shift {
	switch g {
	case Month, Quarter, Year:
		return shift{months: n * g.months()}
	case Week:
		return shift{days: 7 * n}
	}
	return shift{days: n}
}
