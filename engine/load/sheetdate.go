package load

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/xuri/nfp"
)

// A style is what the number format of a cell makes of its number.
type style int

const (
	numberStyle style = iota
	dateStyle         // a day, perhaps with its time
	clockStyle        // a time of no day, or a span of time
)

// styleOf returns the style of a number format: one of the file's own codes, or
// one that is built in.
func styleOf(id int, own map[int]style) style {
	if s, ok := own[id]; ok {
		return s
	}
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 34, id == 35, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return dateStyle
	case id >= 18 && id <= 21, id == 32, id == 33, id == 55, id == 56, id >= 45 && id <= 47:
		return clockStyle
	}
	return numberStyle
}

// styleOfCode looks for days, then for hours, in the part of a code that is for
// positive numbers: "dd.mm.yyyy;@".
func styleOfCode(code string) style {
	const longest = 255 // that a spreadsheet writes
	if len(code) > 4*longest {
		return numberStyle
	}
	parser := nfp.NumberFormatParser()
	sections := parser.Parse(code)
	if len(sections) == 0 {
		return numberStyle
	}
	found := numberStyle
	months := 0
	for _, item := range sections[0].Items {
		switch item.TType {
		case nfp.TokenTypeElapsedDateTimes:
			return clockStyle
		case nfp.TokenTypeDateTimes:
			switch strings.ToLower(item.TValue[:min(1, len(item.TValue))]) {
			case "y", "d", "e", "b", "g":
				return dateStyle
			case "m":
				months++
			default:
				found = clockStyle
			}
		}
	}
	// An m beside hours or seconds is minutes.
	if months > 0 && found == numberStyle {
		return dateStyle
	}
	return found
}

// dateOf returns a day as 2026-03-31, with its time where it has one. Days
// count from 1 January 1900 or from 1 January 1904. The first system has a day,
// 29 February 1900, that never was; it and what is beyond 9999 are no dates.
func dateOf(serial float64, from1904 bool) (string, bool) {
	days := math.Floor(serial)
	first := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		first = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	case days == 60, days < 1:
		return "", false
	case days < 60:
		first = first.AddDate(0, 0, 1)
	}
	const last = 2958466
	if days < 0 || days >= last {
		return "", false
	}
	// A number of days is exact to less than a thousandth of a second.
	const day = 24 * 60 * 60 * 1000
	at := first.AddDate(0, 0, int(days)).Add(time.Duration(math.Round((serial-days)*day)) * time.Millisecond)
	if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 && at.Nanosecond() == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02T15:04:05.999"), true
}

// clockOf returns a time of no day, or a span of time, as 36:30:00. No column
// of numbers takes it: nobody says whether it counts days or hours.
func clockOf(serial float64) string {
	sign := ""
	if serial < 0 {
		sign = "-"
	}
	seconds := math.Round(math.Abs(serial) * 24 * 60 * 60)
	return fmt.Sprintf("%s%.0f:%02.0f:%02.0f", sign, math.Floor(seconds/3600), math.Floor(math.Mod(seconds, 3600)/60), math.Mod(seconds, 60))
}
