package main

import "time"

// The company began on firstDay. Its product and its ledger have kept records
// since recordsBegin.
const (
	firstDay     = "2022-01-01"
	recordsBegin = "2023-01-01"
	lastDay      = "2026-09-30"
	planEnds     = "2026-12-01" // the last month of the budget
)

// What happened to the plan Team: for eight months nobody showed new customers
// around, and in the middle of them the price rose.
const (
	toursEnd  = "2025-11-01"
	toursBack = "2026-07-01"
	priceRise = "2026-01-01"
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

// known reports whether a day is not after the last one.
func known(t time.Time) bool { return !t.After(day(lastDay)) }

// months lists the first days of the months from one day to another, both
// included.
func months(from, to string) []time.Time {
	var list []time.Time
	for m := day(from); !m.After(day(to)); m = m.AddDate(0, 1, 0) {
		list = append(list, m)
	}
	return list
}

func lastOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC)
}

// addMonths is the same day so many months later, or the last day of a month
// that is too short for it.
func addMonths(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(t.Day(), lastOfMonth(first).Day())-1)
}

// monthIndex counts months from the first one.
func monthIndex(t time.Time) int { return 12*(t.Year()-2022) + int(t.Month()) - 1 }
