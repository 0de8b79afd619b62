package main

import "time"

// The export holds what happened from firstDay to lastDay. Life begins earlier,
// or the first months would have leads but no closed deals.
const (
	lifeBegins = "2022-06-01"
	firstDay   = "2022-10-01"
	lastDay    = "2026-09-30"
	planEnds   = "2027-03-01" // last month with a quota: the end of the fiscal year
)

// day reads an ISO date.
func day(iso string) time.Time {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		panic(err)
	}
	return t
}

// isoDay prints a date, and nothing for the zero time.
func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// isoTime prints a local time without a zone, and nothing for the zero time.
func isoTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateTime)
}

// exported reports whether t lies inside the export.
func exported(t time.Time) bool {
	return !t.Before(day(firstDay)) && t.Before(day(lastDay).AddDate(0, 0, 1))
}

// happened reports whether t is known on the last day.
func happened(t time.Time) bool { return t.Before(day(lastDay).AddDate(0, 0, 1)) }

// months lists the first days of the months from one day to another, both
// included.
func months(from, to string) []time.Time {
	var list []time.Time
	for m := monthOf(day(from)); !m.After(day(to)); m = m.AddDate(0, 1, 0) {
		list = append(list, m)
	}
	return list
}

func monthOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

func lastOfMonth(t time.Time) time.Time { return monthOf(t).AddDate(0, 1, -1) }

// monthIndex counts months from the first month of the export.
func monthIndex(t time.Time) int {
	start := day(firstDay)
	return 12*(t.Year()-start.Year()) + int(t.Month()) - int(start.Month())
}

// fiscalYear is the year in which the fiscal year of t ends; it starts in April.
func fiscalYear(t time.Time) int { return t.AddDate(0, 9, 0).Year() }

func quarterEnd(t time.Time) time.Time {
	month := (int(t.Month()) + 2) / 3 * 3
	return time.Date(t.Year(), time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
}

func endsQuarter(t time.Time) bool { return t.Month()%3 == 0 }

func weekend(t time.Time) bool {
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
}

// workday is t, or the Monday after.
func workday(t time.Time) time.Time {
	for weekend(t) {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// workdayBefore is t, or the Friday before.
func workdayBefore(t time.Time) time.Time {
	for weekend(t) {
		t = t.AddDate(0, 0, -1)
	}
	return t
}
