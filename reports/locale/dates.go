package locale

import (
	"strings"
	"time"
)

// Dates are how a language writes days and periods.
type dates struct {
	layouts
	period func(label string) string
	length func(text string) string // nil keeps what is written
}

// Layouts are how a language writes days, as package time takes them.
type layouts struct {
	day, short, end string // a whole day, one without its year, one of the same month
	joint           string // between the first and the last day
	// lastIsShort says that of two days the last leaves out what they share, and
	// else the first.
	lastIsShort bool
	axisMonth   string
	axisDay     string
	axisYear    string
}

var englishDates = dates{
	layouts: layouts{day: "2 Jan 2006", short: "2 Jan", end: "2", joint: " to ", axisMonth: "Jan", axisDay: "2 Jan", axisYear: "2006"},
	period:  func(label string) string { return label },
}

// Day prints an ISO day as 30 Sep 2026, and anything else as it is.
func (l *Locale) Day(iso string) string { return dated(iso, l.dates.day) }

// DayOfYear is Day without the year.
func (l *Locale) DayOfYear(iso string) string { return dated(iso, l.dates.short) }

func dated(iso, layout string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format(layout)
}

// Span prints the days from first to last, and what they share once: 1 to 31 Oct
// 2026.
func (l *Locale) Span(first, last string) string { return l.dates.span(first, last) }

func (l layouts) span(first, last string) string {
	layout := l.day
	switch {
	case first == last:
		return dated(last, l.day)
	case len(first) == len(time.DateOnly) && strings.HasPrefix(last, first[:8]):
		layout = l.end
	case len(first) == len(time.DateOnly) && strings.HasPrefix(last, first[:5]):
		layout = l.short
	}
	if l.lastIsShort {
		return dated(first, l.day) + l.joint + dated(last, layout)
	}
	return dated(first, layout) + l.joint + dated(last, l.day)
}

// Period prints the label of a period, such as 2026-Q3, as the language names it.
// English keeps the label.
func (l *Locale) Period(label string) string { return l.dates.period(label) }

// length names the length of a window, such as 12 months.
func (l *Locale) length(text string) string {
	if l.dates.length == nil {
		return text
	}
	return l.dates.length(text)
}

// Axis prints a period on an axis of time: what tells it from its neighbours, and
// the year that it shares with them, "" where it names none.
func (l *Locale) Axis(label string) (short, year string) {
	d := l.dates
	if t, err := time.Parse("2006-01", label); err == nil {
		return t.Format(d.axisMonth), t.Format(d.axisYear)
	}
	if t, err := time.Parse(time.DateOnly, label); err == nil {
		return t.Format(d.axisDay), t.Format(d.axisYear)
	}
	if year, part, ok := strings.Cut(label, "-"); ok {
		return strings.TrimPrefix(d.period(part), "第"), d.period(year)
	}
	return d.period(label), ""
}
