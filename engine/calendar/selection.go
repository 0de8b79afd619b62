package calendar

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Selection is a period or a free range that a user typed.
type Selection struct {
	Start  Date   // first day
	End    Date   // the day after the last one
	Grain  Grain  // of Period; empty for a free range
	Period Period // the zero value for a free range
	Free   bool   // the days are no period of the calendar
	Label  string // the calendar's label of the period; a free range as typed
}

// The years that a user may name.
const (
	firstYear = 1900
	lastYear  = 2200
)

// ParsePeriod reads a period as a user types it: 2026-10, 2026-Q3, FY2026,
// FY2026-Q3, 2026, 2026-W05, 2026-10-31, or a range of any two of them, both
// inclusive: 2017-03-01..2017-12-31. Blanks around them and lower case do not
// matter. 2026 and 2026-Q3 are of the calendar year; where no fiscal year or
// quarter has the same days they are free ranges, and so is every range. The
// error quotes s and tells what to write.
func (c Calendar) ParsePeriod(s string) (Selection, error) {
	from, to, isRange := strings.Cut(s, "..")
	selection, err := c.parseOne(from)
	if isRange && err == nil {
		selection, err = c.extend(selection, to)
		selection.Label = typed(from) + ".." + typed(to)
	}
	if err != nil {
		return Selection{}, fmt.Errorf("%q is no period: %w", strings.TrimSpace(s), err)
	}
	return selection, nil
}

// extend makes a range from first up to the end of what to says.
func (c Calendar) extend(first Selection, to string) (Selection, error) {
	last, err := c.parseOne(to)
	if err != nil {
		return Selection{}, err
	}
	if last.End <= first.Start {
		return Selection{}, errors.New("it ends before it starts, write the earlier day first")
	}
	return Selection{Start: first.Start, End: last.End, Free: true}, nil
}

// parseOne reads everything but a range.
func (c Calendar) parseOne(s string) (Selection, error) {
	text := typed(s)
	rest, fiscal := strings.CutPrefix(text, "FY")
	year, part, hasPart := strings.Cut(rest, "-")
	y, ok := number(year, 4)
	switch {
	case !ok:
		return Selection{}, formError()
	case y < firstYear || y > lastYear:
		return Selection{}, fmt.Errorf("years go from %d to %d", firstYear, lastYear)
	case fiscal:
		return c.parseFiscal(y, part, hasPart)
	case !hasPart:
		return c.matching(Year, NewDate(y, time.January, 1), text), nil
	}
	return c.parsePart(y, part, text)
}

// parseFiscal reads what follows FY2026.
func (c Calendar) parseFiscal(y int, part string, hasPart bool) (Selection, error) {
	p := Period{Grain: Year, Index: y}
	if c.fiscal() {
		p.Index--
	}
	if !hasPart {
		return c.selectionOf(p), nil
	}
	digits, isQuarter := strings.CutPrefix(part, "Q")
	q, ok := number(digits, 1)
	if !isQuarter || !ok {
		return Selection{}, formError()
	}
	if q < 1 || q > 4 {
		return Selection{}, errors.New("quarters go from Q1 to Q4")
	}
	return c.selectionOf(Period{Grain: Quarter, Index: 4*p.Index + q - 1}), nil
}

// parsePart reads what follows the calendar year y in text.
func (c Calendar) parsePart(y int, part, text string) (Selection, error) {
	if digits, found := strings.CutPrefix(part, "W"); found {
		return c.parseWeek(y, digits)
	}
	digits, isQuarter := strings.CutPrefix(part, "Q")
	if q, ok := number(digits, 1); isQuarter && ok {
		if q < 1 || q > 4 {
			return Selection{}, errors.New("quarters go from Q1 to Q4")
		}
		return c.matching(Quarter, NewDate(y, time.Month(3*q-2), 1), text), nil
	}
	if m, ok := number(part, 2); ok {
		if m < 1 || m > 12 {
			return Selection{}, errors.New("months go from 01 to 12")
		}
		return c.selectionOf(c.PeriodOf(Month, NewDate(y, time.Month(m), 1))), nil
	}
	if d, ok := ParseDate(text); ok {
		return c.selectionOf(c.PeriodOf(Day, d)), nil
	}
	if month, day, _ := strings.Cut(part, "-"); isNumber(month, 2) && isNumber(day, 2) {
		return Selection{}, errors.New("there is no such day")
	}
	return Selection{}, formError()
}

func (c Calendar) parseWeek(y int, digits string) (Selection, error) {
	w, ok := number(digits, 2)
	if !ok {
		return Selection{}, formError()
	}
	p, ok := c.weekOfYear(y, w)
	if !ok {
		last := c.PeriodOf(Week, NewDate(y, time.December, 28))
		return Selection{}, fmt.Errorf("weeks of that year go from %d-W01 to %s", y, c.Label(last))
	}
	return c.selectionOf(p), nil
}

// matching selects the calendar year or quarter that begins on start: as a
// period where the fiscal calendar has one of the same days, else as a range.
func (c Calendar) matching(g Grain, start Date, label string) Selection {
	end := start.addMonths(g.months())
	p := c.PeriodOf(g, start)
	if c.Start(p) == start && c.End(p) == end {
		return c.selectionOf(p)
	}
	return Selection{Start: start, End: end, Free: true, Label: label}
}

func (c Calendar) selectionOf(p Period) Selection {
	return Selection{Start: c.Start(p), End: c.End(p), Grain: p.Grain, Period: p, Label: c.Label(p)}
}

// typed is what the user meant to type: no blanks around it, capital letters.
func typed(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// number reads a number of exactly so many digits.
func number(s string, digits int) (int, bool) {
	if len(s) != digits || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func isNumber(s string, digits int) bool {
	_, ok := number(s, digits)
	return ok
}

func formError() error {
	return errors.New("write 2026-10, 2026-Q3, FY2026, FY2026-Q3, 2026, 2026-W05, 2026-10-31 or 2017-03-01..2017-12-31")
}
