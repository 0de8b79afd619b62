package unit

import (
	"math"
	"strconv"
	"strings"
)

// Minus is the sign of negative numbers in reports: U+2212, as wide as a digit.
const Minus = "−"

// A Style says how a number is printed. The zero Style prints all digits that
// matter with separators: 1,234,568 and 28.4%.
type Style struct {
	Compact   bool      // 1.23M instead of 1,234,568
	Sign      bool      // + before positive numbers, for changes
	Decimals  int       // digits after the point, when Fixed
	Fixed     bool      // use Decimals instead of the unit's own
	PlainUnit bool      // leave the unit's own sign (%, x) out
	Notation  *Notation // nil is English: 1.23M, 2.6x, 1.5 pp
}

// A Notation is how a language writes what stands beside the digits.
type Notation struct {
	Powers []Power // of compact numbers, the smallest first
	Times  string  // behind a multiple
	Points string  // behind a difference of percentages
	Parens bool    // (1,235) instead of −1,235
}

// A Power is what a compact number is counted in.
type Power struct {
	Name string
	Size float64
}

var english = &Notation{Powers: []Power{{"k", 1e3}, {"M", 1e6}, {"bn", 1e9}, {"tn", 1e12}}, Times: "x", Points: " pp"}

// InParens is the notation with negative numbers in parentheses, as in finance;
// that of nil is English.
func (n *Notation) InParens() *Notation {
	out := *Style{Notation: n}.notation()
	out.Parens = true
	return &out
}

// WithSign puts a sign, "" for none, to the digits of a number and all that stands
// behind them.
func (n *Notation) WithSign(sign, digits string) string {
	if n != nil && n.Parens && sign == Minus {
		return "(" + digits + ")"
	}
	return sign + digits
}

func (s Style) notation() *Notation {
	if s.Notation == nil {
		return english
	}
	return s.Notation
}

// Format prints v in the unit u. Percent is multiplied by 100 and gets its
// sign, x gets an "x"; money has no currency sign: a report states the currency
// once. A value that rounds to zero has no sign. NaN and infinities, which no
// cell may hold, print as "n/a".
func (u Unit) Format(v float64, s Style) string {
	suffix := ""
	switch u.Flavor {
	case Part:
		suffix = "%"
	case Times:
		suffix = s.notation().Times
	}
	if s.PlainUnit {
		suffix = ""
	}
	return u.format(v, s, suffix)
}

// format prints v with what stands behind it.
func (u Unit) format(v float64, s Style, suffix string) string {
	if u.Flavor == Part {
		v *= 100
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "n/a"
	}
	scale := ""
	if s.Compact {
		v, scale = compact(v, s.notation().Powers)
	}
	decimals := s.Decimals
	if !s.Fixed {
		decimals = u.decimals(v, scale != "")
	}
	sign, digits := signed(v, decimals, s.Sign)
	return s.notation().WithSign(sign, digits+scale+suffix)
}

// FormatChange prints the difference between two values of the unit u: points
// for percent, the unit's own digits else, always with a sign.
func (u Unit) FormatChange(d float64, s Style) string {
	s.Sign = true
	if u.Flavor == Part && !math.IsNaN(d) && !math.IsInf(d, 0) {
		return u.format(d, s, s.notation().Points)
	}
	return u.Format(d, s)
}

// decimals returns the digits after the point that suit the unit and the size
// of the number: three to four significant digits for compact numbers.
func (u Unit) decimals(v float64, scaled bool) int {
	size := math.Abs(v)
	switch {
	case scaled:
		// 99.96k is printed as 100k, and not as 100.0k.
		rounded := roundHalfAway(size, max(0, 2-magnitude(size)))
		return max(0, 2-magnitude(rounded))
	case u.Flavor == Counted:
		if v == math.Trunc(v) {
			return 0
		}
		return 1
	case u.Money == 1:
		// What rounds to 1,000.00 is as large as 1,000.
		if size >= 999.995 || v == math.Trunc(v) {
			return 0
		}
		return 2
	case u.Flavor == Ratioed || u.Flavor == Plain && u.Dimensionless():
		if v == math.Trunc(v) {
			return 0
		}
		return max(0, 3-max(0, magnitude(size)))
	case u.Flavor == Times:
		return 2
	}
	return 1
}

// magnitude returns the number of digits before the point, less one.
func magnitude(size float64) int {
	n := 0
	// A logarithm of 1000 may come out below 3.
	for ; size >= 10; size /= 10 {
		n++
	}
	return n
}

// compact scales v down and names the power. 999,950 becomes 1.00M and not 1000k.
// Nothing below 10,000 is scaled.
func compact(v float64, powers []Power) (float64, string) {
	last := Power{Size: 1}
	for _, p := range powers {
		if math.Abs(v) < p.Size*0.9995 || p.Size <= 1e4 && math.Abs(v) < 1e4 {
			break
		}
		last = p
	}
	return v / last.Size, last.Name
}

// signed prints v with separators, apart from its sign: the typographic minus or,
// on request, a plus.
func signed(v float64, decimals int, plus bool) (sign, digits string) {
	digits = strconv.FormatFloat(math.Abs(roundHalfAway(v, decimals)), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(digits, ".")
	out := group(whole)
	if fraction != "" {
		out += "." + fraction
	}
	zero := strings.Trim(digits, "0.") == ""
	switch {
	case zero:
		return "", out
	case v < 0:
		return Minus, out
	case plus:
		return "+", out
	}
	return "", out
}

// roundHalfAway rounds as people do, 2.675 to 2.68, where binary floats hold
// 2.67499999: a hair is added before rounding.
func roundHalfAway(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	scaled := v * p
	// Beyond this the hair would be seen: 1e15 became 1,000,000,000,000,001.
	if math.Abs(scaled) > 1e12 {
		return v
	}
	return math.Round(scaled*(1+1e-15)) / p
}

func group(digits string) string {
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Rate is the unit of how much of u there is in a time: three deals in a hundred
// days are not 0 a day, so that counts become numbers.
func (u Unit) Rate() Unit {
	if u == Count {
		return Number
	}
	return u
}
