package reference

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kpi/engine/calendar"
	"kpi/engine/formula"
)

// rowFunctions are the functions of values over rows. Without a missing
// argument; those that may have one stand in rowCall.
var rowFunctions = map[string]func(e *Evaluator, args []any) any{
	"abs": func(_ *Evaluator, a []any) any {
		if order(a[0], int64(0)) < 0 {
			return arithmetic("-", int64(0), a[0])
		}
		return a[0]
	},
	"round":   func(_ *Evaluator, a []any) any { return finite(rounded(float(a[0]), digits(a))) },
	"floor":   func(_ *Evaluator, a []any) any { return math.Floor(float(a[0])) },
	"ceil":    func(_ *Evaluator, a []any) any { return math.Ceil(float(a[0])) },
	"smaller": func(_ *Evaluator, a []any) any { return chosen(a, -1) },
	"larger":  func(_ *Evaluator, a []any) any { return chosen(a, +1) },

	"lower":  func(_ *Evaluator, a []any) any { return strings.Map(unicode.ToLower, a[0].(string)) },
	"upper":  func(_ *Evaluator, a []any) any { return strings.Map(unicode.ToUpper, a[0].(string)) },
	"trim":   func(_ *Evaluator, a []any) any { return strings.Trim(a[0].(string), " \t\n\f\r") },
	"length": func(_ *Evaluator, a []any) any { return int64(utf8.RuneCountInString(a[0].(string))) },

	"year":    func(e *Evaluator, a []any) any { y, _, _ := e.day(a[0]).Civil(); return int64(y) },
	"month":   func(e *Evaluator, a []any) any { _, m, _ := e.day(a[0]).Civil(); return int64(m) },
	"day":     func(e *Evaluator, a []any) any { _, _, d := e.day(a[0]).Civil(); return int64(d) },
	"weekday": func(e *Evaluator, a []any) any { return weekday(e.day(a[0])) },

	"days_between":     func(e *Evaluator, a []any) any { return int64(e.day(a[1]) - e.day(a[0])) },
	"workdays_between": func(e *Evaluator, a []any) any { return e.workdays(e.day(a[0]), e.day(a[1])) },
	"months_between":   func(e *Evaluator, a []any) any { return months(e.day(a[0]), e.day(a[1])) },
	"hours_between": func(_ *Evaluator, a []any) any {
		return float64(a[1].(time.Time).UnixMicro()-a[0].(time.Time).UnixMicro()) / 3.6e9
	},
}

func (e *Evaluator) rowCall(n *formula.Call, p place) any {
	switch n.Name {
	case "if":
		if e.row(n.Args[0], p) == true {
			return e.row(n.Args[1], p)
		}
		return e.row(n.Args[2], p)
	case "missing":
		return e.row(n.Args[0], p) == nil
	}
	apply, ok := rowFunctions[n.Name]
	if !ok {
		panic(fmt.Sprintf("reference: function %q over rows", n.Name))
	}
	args := make([]any, len(n.Args))
	for i, arg := range n.Args {
		if args[i] = e.row(arg, p); args[i] == nil {
			return nil
		}
	}
	return apply(e, args)
}

// chosen is the argument that compares as sign with the other.
func chosen(a []any, sign int) any {
	if order(a[1], a[0]) == sign {
		return a[1]
	}
	return a[0]
}

func digits(args []any) int {
	if len(args) < 2 {
		return 0
	}
	return int(float(args[1]))
}

// rounded rounds half away from zero. What is too large to have such digits
// stays as it is.
func rounded(x float64, digits int) float64 {
	p := math.Pow(10, math.Abs(float64(digits)))
	r := math.Round(x*p) / p
	if digits < 0 {
		r = math.Round(x/p) * p
	}
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return x
	}
	return r
}

// weekday is 1 on Monday; 1970-01-01 was a Thursday.
func weekday(d calendar.Date) int64 {
	return ((int64(d)+3)%7+7)%7 + 1
}

// workdays counts the working days from one day to another, both inside, less
// one, and for a span that runs backwards the opposite.
func (e *Evaluator) workdays(from, until calendar.Date) int64 {
	if until < from {
		return -e.workdays(until, from)
	}
	n := int64(-1)
	for d := from; d <= until; d++ {
		holiday := false
		for _, h := range e.Plan.Holidays {
			holiday = holiday || h == d
		}
		if weekday(d) <= 5 && !holiday {
			n++
		}
	}
	return n
}

// months counts the full months from one day to another: the largest number of
// months after which the first day, or the last day of a shorter month, is not
// past the second.
func months(from, until calendar.Date) int64 {
	if until < from {
		return -months(until, from)
	}
	n := 0
	for monthsAfter(from, n+1) <= until {
		n++
	}
	return int64(n)
}

func monthsAfter(d calendar.Date, n int) calendar.Date {
	y, m, day := d.Civil()
	last := calendar.NewDate(y, m+time.Month(n)+1, 0)
	return min(calendar.NewDate(y, m+time.Month(n), 1)+calendar.Date(day)-1, last)
}

// sum adds numbers: exactly where all are exact, else as floats, with the sum
// of what they are without their signs.
func sum(values []any) (total any, weight float64) {
	r, f, isExact := new(big.Rat), 0.0, true
	for _, v := range values {
		weight += math.Abs(float(v))
		f += float(v)
		if x, ok := exact(v); ok && isExact {
			r.Add(r, x)
			continue
		}
		isExact = false
	}
	if isExact {
		return r, weight
	}
	return f, weight
}
