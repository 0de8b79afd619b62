package calendar

// Workdays counts the days from first to last, both counted, that are neither a
// Saturday or Sunday nor one of the holidays, each of which is named once. It is
// 0 where last is before first.
func Workdays(first, last Date, holidays []Date) int {
	if last < first {
		return 0
	}
	weeks := int(last-first+1) / 7
	n := 5 * weeks
	for d := first + Date(7*weeks); d <= last; d++ {
		if !d.weekend() {
			n++
		}
	}
	for _, h := range holidays {
		if first <= h && h <= last && !h.weekend() {
			n--
		}
	}
	return n
}

// weekend reports whether d is a Saturday or Sunday; 1970-01-01 was a Thursday.
func (d Date) weekend() bool {
	fromMonday := int(d) + 3
	return fromMonday-7*floorDiv(fromMonday, 7) >= 5
}

// After returns the day n units of g later: a month after 31 January is the last
// day of February.
func (d Date) After(n int, g Grain) Date {
	by := g.span(n)
	return d.addMonths(by.months) + Date(by.days)
}
