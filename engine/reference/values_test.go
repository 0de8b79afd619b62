package reference_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"kpi/engine/calendar"
)

// oddWords are the texts of random rows: what a person types, and what comes out
// of a spreadsheet on a bad day.
var oddWords = []string{"Won", "Lost", "won", "Open", " Won", "Won ", "a,b", `say "x"`, "O'Brien", "é", "É", "e\u0301", "销售额", "東京", "😀", "Ω", "ﬁ",
	"  ", "NULL", "nil", "NaN", "0", "-1", "1e5", "true", "2024-02-29", "%", "_", "x%y", `back\slash`, "tab\there", "line\nbreak", "=1+1", "#", "(others, 3)", "a.b", "A", "a", "Zz", "\u00a0x", "\u3000销"}

// numerals are numbers that go wrong: zero, negative, tiny, with few digits.
var numerals = []string{"0", "0", "1", "-1", "0.1", "0.2", "0.3", "-0.5", "2.5", "3", "1e-6", "33.333", "1e6", "100", "-2.5", "0.005", "1e3"}

// A span of days in which random dates lie, with the days that go wrong.
type days struct {
	first, last calendar.Date
	special     []calendar.Date
	zone        *time.Location
	changes     []time.Time // of the clocks, such as the start of summer time
}

func newDays(r *rand.Rand, c calendar.Calendar) days {
	starts := []calendar.Date{date("2019-11-04"), date("2023-03-01"), date("2023-12-15"), date("2025-10-20")}
	d := days{first: pick(r, starts), zone: c.Zone}
	d.last = d.first + calendar.Date(150+r.IntN(600))
	if d.zone == nil {
		d.zone = time.UTC
	}
	for _, g := range []calendar.Grain{calendar.Week, calendar.Month, calendar.Quarter, calendar.Year} {
		for p := c.PeriodOf(g, d.first); c.Start(p) < d.last; p = p.Add(1 + r.IntN(3)) {
			d.special = append(d.special, c.Start(p), c.End(p)-1)
		}
	}
	for _, text := range []string{"2020-02-29", "2024-02-29", "2020-12-31", "2021-01-03", "2027-01-02"} {
		d.special = append(d.special, date(text))
	}
	d.special = slices.DeleteFunc(d.special, func(x calendar.Date) bool { return x < d.first || x > d.last })
	for day := d.first; day <= d.last; day++ {
		if t, ok := change(d.zone, day); ok {
			d.changes = append(d.changes, t)
		}
	}
	return d
}

// change finds the moment of a day in which the clocks are changed.
func change(zone *time.Location, day calendar.Date) (time.Time, bool) {
	offset := func(t time.Time) int { _, o := t.In(zone).Zone(); return o }
	from, until := day.Time(), (day + 1).Time()
	if offset(from) == offset(until) {
		return time.Time{}, false
	}
	for from.Add(time.Minute).Before(until) {
		middle := from.Add(until.Sub(from) / 2)
		if offset(middle) == offset(from) {
			from = middle
		} else {
			until = middle
		}
	}
	return until.Truncate(time.Minute), true
}

func date(text string) calendar.Date {
	d, ok := calendar.ParseDate(text)
	if !ok {
		panic(text)
	}
	return d
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }

func (d days) day(r *rand.Rand) calendar.Date {
	if chance(r, 30) {
		return pick(r, d.special)
	}
	return d.first + calendar.Date(r.IntN(int(d.last-d.first)))
}

// instant is a point in time as a file may write it.
func (d days) instant(r *rand.Rand) string {
	t := d.day(r).Time().Add(time.Duration(r.IntN(24*60*60)) * time.Second)
	switch {
	case chance(r, 15) && len(d.changes) > 0:
		t = pick(r, d.changes).Add(time.Duration(r.IntN(181)-90) * time.Minute)
	case chance(r, 15):
		// Around midnight of the zone the day is another than that of UTC.
		_, offset := t.In(d.zone).Zone()
		t = d.day(r).Time().Add(time.Duration(r.IntN(7)-3)*time.Second - time.Duration(offset)*time.Second)
	}
	local := t.In(d.zone)
	switch r.IntN(3) {
	case 0:
		return t.Format("2006-01-02T15:04:05Z")
	case 1:
		if naive := local.Format("2006-01-02 15:04:05"); unambiguous(naive, d.zone) {
			return naive
		}
	}
	return local.Format("2006-01-02T15:04:05-07:00")
}

// unambiguous reports whether a time of day was on the clocks exactly once.
func unambiguous(naive string, zone *time.Location) bool {
	const layout = "2006-01-02 15:04:05"
	t, err := time.ParseInLocation(layout, naive, zone)
	if err != nil || t.Format(layout) != naive {
		return false
	}
	for _, d := range []time.Duration{30 * time.Minute, time.Hour} {
		if t.Add(d).Format(layout) == naive || t.Add(-d).Format(layout) == naive {
			return false
		}
	}
	return true
}

// A vocabulary is what the cells of a column are made of.
type vocabulary struct {
	typ   string
	words []string
	blank int // percent of missing cells
}

func newVocabulary(r *rand.Rand, typ string) vocabulary {
	v := vocabulary{typ: typ, blank: pick(r, []int{0, 5, 15, 40})}
	for range 2 + r.IntN(5) {
		v.words = append(v.words, pick(r, oddWords))
	}
	return v
}

func (v vocabulary) cell(r *rand.Rand, d days) string {
	if chance(r, v.blank) {
		return ""
	}
	switch v.typ {
	case "text":
		return pick(r, v.words)
	case "integer", "count":
		return strconv.Itoa(pick(r, []int{0, 0, 1, 1, 2, 3, 5, 7, 12, -1, -4, 30, 100}))
	case "money":
		return money(r)
	case "boolean":
		return pick(r, []string{"true", "false", "1", "0", "TRUE"})
	case "date":
		return d.day(r).String()
	case "timestamp":
		return d.instant(r)
	}
	if chance(r, 70) {
		return pick(r, numerals)
	}
	return strconv.FormatFloat(r.NormFloat64()*10, 'g', 3+r.IntN(14), 64)
}

func money(r *rand.Rand) string {
	switch r.IntN(6) {
	case 0:
		return pick(r, []string{"0", "0.0", "-1", "100", "0.0001", "-0.0001", "99999.9999", "10", "12345678901.2345"})
	case 1:
		return strconv.Itoa(r.IntN(2000) - 200)
	}
	text := fmt.Sprintf("%d.%0*d", r.IntN(20000), 1+r.IntN(4), r.IntN(10))
	if chance(r, 15) {
		return "-" + text
	}
	return text
}

// literal writes a text in a formula.
func literal(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) + `"`
}
