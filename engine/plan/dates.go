package plan

import (
	"fmt"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/spec"
)

// Days before and after all that something without a date holds on, and those
// that can be written.
var (
	always  = calendar.NewDate(1, time.January, 1)
	forever = calendar.NewDate(9999, time.December, 31)
	// What --as-of may be, a target may be for.
	firstDay = calendar.NewDate(1900, time.January, 1)
	lastDay  = calendar.NewDate(2200, time.December, 31)
)

// A dated is one of several things of a kind, each for a time of its own: the
// dates as written. The code is that of problems with them.
type dated struct {
	kind, code  string // "target", "target-span"
	from, until spec.Text
}

// dates returns the first and the last day on which something holds.
func (b *builder) dates(d dated) (first, last calendar.Date) {
	first, last = always, forever
	if day, ok := calendar.ParseDate(d.from.Value); ok {
		first = day
	}
	if day, ok := calendar.ParseDate(d.until.Value); ok {
		last = day
	}
	for _, t := range []spec.Text{d.from, d.until} {
		if day, ok := calendar.ParseDate(t.Value); ok && (day < firstDay || day > lastDay) {
			b.list.Errorf(t.Range, d.code, "%ss lie between %s and %s", d.kind, firstDay, lastDay)
		}
	}
	if first > last {
		b.list.Errorf(d.until.Range, d.code, "the %s ends on %s, before it begins on %s", d.kind, d.until.Value, d.from.Value).
			At(d.from.Range, "the first day")
	}
	return first, last
}

// during says on which days something holds, both of them included.
func during(first, last calendar.Date) string {
	switch {
	case first == always && last == forever:
		return "on every day"
	case first == always:
		return "until " + last.String()
	case last == forever:
		return "from " + first.String()
	case first == last:
		return "on " + first.String()
	}
	return fmt.Sprintf("from %s until %s", first, last)
}
