// Package unit holds units of measure as types: their algebra, the numbers
// that people write (12M, 28%, 1200万) and the numbers that reports print.
package unit

import (
	"fmt"
	"slices"
	"strings"
)

// A Unit is a product of powers of base units, or a flavor of a plain number.
// The zero Unit is a plain number, which fits every other plain number.
// Units are comparable with ==.
type Unit struct {
	Flavor   Flavor // of a plain number only
	Currency string // of money other than the scorecard's currency; "" is the scorecard's
	Money    int8   // exponents of the base units
	Days     int8
	Hours    int8
	Months   int8
}

// Flavor tells plain numbers apart that must not be added to each other.
type Flavor string

// The flavors. They vanish under multiplication and division.
const (
	Plain   Flavor = ""
	Counted Flavor = "count"
	Part    Flavor = "percent" // 0.28 is printed as 28 %
	Ratioed Flavor = "ratio"
	Pointed Flavor = "points" // survey scores and the like
	Times   Flavor = "x"      // 2.6x
)

// The units that have a name.
var (
	Number  = Unit{}
	Count   = Unit{Flavor: Counted}
	Percent = Unit{Flavor: Part}
	Ratio   = Unit{Flavor: Ratioed}
	Points  = Unit{Flavor: Pointed}
	X       = Unit{Flavor: Times}
	Money   = Unit{Money: 1}
	Days    = Unit{Days: 1}
	Hours   = Unit{Hours: 1}
	Months  = Unit{Months: 1}
)

var named = map[string]Unit{
	"number": Number, "count": Count, "percent": Percent, "ratio": Ratio, "points": Points, "x": X,
	"money": Money, "days": Days, "hours": Hours, "months": Months,
	"day": Days, "hour": Hours, "month": Months,
}

// Names returns the units that a definition may name, in order.
func Names() []string {
	return []string{"count", "days", "hours", "money", "months", "number", "percent", "points", "ratio", "x"}
}

// Parse reads a unit as a definition writes it: "money", "percent",
// "money per day", "money EUR". It reports false for anything else.
func Parse(s string) (Unit, bool) {
	top, bottom, divided := strings.Cut(s, " per ")
	u, ok := parseFactor(top)
	if !ok || !divided {
		return u, ok
	}
	d, ok := parseFactor(bottom)
	return u.Div(d), ok
}

func parseFactor(s string) (Unit, bool) {
	name, currency, _ := strings.Cut(strings.TrimSpace(s), " ")
	u, ok := named[name]
	if currency != "" {
		if u != Money || !isCurrency(currency) {
			return Unit{}, false
		}
		u.Currency = currency
	}
	return u, ok
}

func isCurrency(s string) bool {
	return len(s) == 3 && strings.IndexFunc(s, func(c rune) bool { return c < 'A' || c > 'Z' }) < 0
}

// Dimensionless reports whether u has no base unit: a plain number of any flavor.
func (u Unit) Dimensionless() bool {
	u.Flavor = Plain
	return u == Number
}

// Mul returns the unit of a product. Flavors vanish.
func (u Unit) Mul(v Unit) Unit {
	return combine(u, v, +1)
}

// Div returns the unit of a quotient. Flavors vanish: a count over a count is
// a plain number.
func (u Unit) Div(v Unit) Unit {
	return combine(u, v, -1)
}

func combine(u, v Unit, sign int8) Unit {
	r := Unit{
		Currency: u.Currency,
		Money:    exponent(u.Money, v.Money, sign),
		Days:     exponent(u.Days, v.Days, sign),
		Hours:    exponent(u.Hours, v.Hours, sign),
		Months:   exponent(u.Months, v.Months, sign),
	}
	if r.Currency == "" {
		r.Currency = v.Currency
	}
	if r.Money == 0 {
		r.Currency = ""
	}
	return r
}

// exponent adds exponents and stops at the largest: a product of 256 amounts
// must not come round to a plain number.
func exponent(a, b, sign int8) int8 {
	const most = 100
	return int8(min(max(int(a)+int(sign)*int(b), -most), most))
}

// Pow returns u multiplied n times with itself.
func (u Unit) Pow(n int) Unit {
	r := Number
	for range min(max(n, 0), 16) {
		r = r.Mul(u)
	}
	return r
}

// Add returns the common unit of two numbers that are added or compared, and
// false where they must not be. A plain number takes the other side's flavor.
func (u Unit) Add(v Unit) (Unit, bool) {
	switch {
	case u == v:
		return u, true
	case u == Number && v.Dimensionless():
		return v, true
	case v == Number && u.Dimensionless():
		return u, true
	}
	return Number, false
}

// Fits reports whether a formula with the unit u may be declared as v. A plain
// number, the result of a division, may be declared as any flavor, and as days,
// hours or months (a payback time is money over money per month).
func (u Unit) Fits(v Unit) bool {
	if u == v {
		return true
	}
	if v == Number && u.Dimensionless() {
		return true
	}
	return u == Number && (v.Dimensionless() || v == Days || v == Hours || v == Months)
}

// String returns the unit in words, as Parse reads it where it has a name.
func (u Unit) String() string {
	if u.Dimensionless() {
		if u.Flavor == Plain {
			return "number"
		}
		return string(u.Flavor)
	}
	money := "money"
	if u.Currency != "" {
		money += " " + u.Currency
	}
	var over, under []string
	for _, f := range []struct {
		name     string
		singular string
		exponent int8
	}{{money, money, u.Money}, {"days", "day", u.Days}, {"hours", "hour", u.Hours}, {"months", "month", u.Months}} {
		over = append(over, slices.Repeat([]string{f.name}, int(max(f.exponent, 0)))...)
		under = append(under, slices.Repeat([]string{f.singular}, int(max(-f.exponent, 0)))...)
	}
	if len(over) == 0 {
		over = []string{"number"}
	}
	s := strings.Join(over, " × ")
	if len(under) > 0 {
		s += " per " + strings.Join(under, " × ")
	}
	return s
}

// GoString helps test failures to be read.
func (u Unit) GoString() string { return fmt.Sprintf("unit(%s)", u) }
