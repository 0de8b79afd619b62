package calendar

import "time"

// A Date is a civil day, counted from 1970-01-01, which is the zero value. It
// has no time of day and no zone.
type Date int32

const secondsPerDay = 24 * 60 * 60

// NewDate returns the date of a year, month and day. Values outside their
// usual range carry over as in time.Date: 32 October is 1 November.
func NewDate(y int, m time.Month, d int) Date {
	seconds := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()
	return Date(floorDiv(int(seconds), secondsPerDay))
}

// ParseDate reads a date as 2026-01-31, and nothing else.
func ParseDate(s string) (Date, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, false
	}
	return DateOf(t), true
}

// DateOf returns the date that the calendar on the wall shows at t, in the
// location of t.
func DateOf(t time.Time) Date { return NewDate(t.Date()) }

// Time returns midnight of the date in UTC.
func (d Date) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// Civil returns the date's year, month and day of the month.
func (d Date) Civil() (y int, m time.Month, day int) { return d.Time().Date() }

// String returns the date as 2026-01-31.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// addMonths moves the date by n months. A day that the other month does not
// have becomes its last one: a month after 31 January is 28 February.
func (d Date) addMonths(n int) Date {
	y, m, day := d.Civil()
	first := NewDate(y, m+time.Month(n), 1)
	next := NewDate(y, m+time.Month(n)+1, 1)
	return min(first+Date(day)-1, next-1)
}

// monthIndex counts months since the start of the year 0.
func (d Date) monthIndex() int {
	y, m, _ := d.Civil()
	return 12*y + int(m) - 1
}

// monthStart is the first day of the month that monthIndex counts as i.
func monthStart(i int) Date { return NewDate(0, time.Month(i+1), 1) }

// sameDate returns the same month and day n years ago. It is false for a 29
// February that falls into a year without one; the date is then the 28th.
func (d Date) sameDate(n int) (Date, bool) {
	moved := d.addMonths(-12 * n)
	_, _, before := d.Civil()
	_, _, after := moved.Civil()
	return moved, before == after
}

// floorDiv divides and rounds towards minus infinity.
func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
