package unit

import (
	"math"
	"testing"
)

func TestFormat(t *testing.T) {
	perDay := Money.Div(Days)
	for _, c := range []struct {
		name string
		unit Unit
		v    float64
		want string
	}{
		{"a whole number", Number, 1234568, "1,234,568"},
		{"a number with a fraction", Number, 2.5, "2.500"},
		{"a larger number with a fraction", Number, 1234.5, "1,235"},
		{"a count", Count, 1200, "1,200"},
		{"half a count, which a mean may be", Count, 12.5, "12.5"},
		{"a percentage", Percent, 0.284, "28.4%"},
		{"a percentage above one", Percent, 12.5, "1,250.0%"},
		{"a ratio", Ratio, 0.284, "0.284"},
		{"a factor", X, 2.6, "2.60x"},
		{"points", Points, 41.25, "41.3"},
		{"money", Money, 12.5, "12.50"},
		{"whole money", Money, 12, "12"},
		{"money from a thousand on", Money, 1234.56, "1,235"},
		{"money that rounds to a thousand", Money, 999.999, "1,000"},
		{"money per day", perDay, 12.345, "12.35"},
		{"days", Days, 3.957477, "4.0"},
		{"hours", Hours, 0.04, "0.0"},
		{"a negative number has the sign that is as wide as a digit", Number, -12, "−12"},
		{"negative money", Money, -1234.5, "−1,235"},
		{"zero", Number, 0, "0"},
		{"negative zero has no sign", Number, math.Copysign(0, -1), "0"},
		{"what rounds to zero has no sign", Money, -0.004, "0.00"},
		{"half a cent is rounded away from zero", Money, 2.675, "2.68"},
		{"half a cent is rounded away from zero below it", Money, -1.005, "−1.01"},
		{"a large number is not made larger by rounding", Number, 1e15, "1,000,000,000,000,000"},
		{"a number beyond all digits", Count, 1e18, "1,000,000,000,000,000,000"},
		{"no number", Number, math.NaN(), "n/a"},
		{"infinity", Money, math.Inf(1), "n/a"},
		{"a percentage that overflows", Percent, math.MaxFloat64, "n/a"},
	} {
		if got := c.unit.Format(c.v, Style{}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFormatCompact(t *testing.T) {
	for _, c := range []struct {
		unit Unit
		v    float64
		want string
	}{
		{Count, 0, "0"},
		{Count, 999, "999"},
		{Count, 1000, "1,000"},
		{Count, 9999, "9,999"},
		{Money, 9999.6, "10,000"},
		{Money, 10_000, "10.0k"},
		{Money, 12_345, "12.3k"},
		{Money, 99_940, "99.9k"},
		{Money, 99_960, "100k"},
		{Money, 999_499, "999k"},
		{Money, 999_500, "1.00M"},
		{Money, 999_950, "1.00M"},
		{Money, 1_234_567, "1.23M"},
		{Money, 9_996_000, "10.0M"},
		{Money, 12_345_678, "12.3M"},
		{Money, -12_345_678, "−12.3M"},
		{Money, 999_600_000, "1.00bn"},
		{Money, 2.5e12, "2.50tn"},
		{Money, 1e15, "1,000tn"},
		{Percent, 0.284, "28.4%"},
		{X, 25_000, "25.0kx"},
	} {
		if got := c.unit.Format(c.v, Style{Compact: true}); got != c.want {
			t.Errorf("%v %s: got %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

func TestFormatStyle(t *testing.T) {
	for _, c := range []struct {
		name  string
		unit  Unit
		v     float64
		style Style
		want  string
	}{
		{"a sign before a positive number", Count, 12, Style{Sign: true}, "+12"},
		{"a sign before a negative number", Count, -12, Style{Sign: true}, "−12"},
		{"no sign before zero", Count, 0, Style{Sign: true}, "0"},
		{"no sign before what rounds to zero", Money, 0.001, Style{Sign: true}, "0.00"},
		{"fixed decimals", Number, 2, Style{Fixed: true, Decimals: 2}, "2.00"},
		{"no decimals", Money, 2.5, Style{Fixed: true}, "3"},
		{"decimals count only when fixed", Money, 2, Style{Decimals: 2}, "2"},
		{"a percentage without its sign", Percent, 0.284, Style{PlainUnit: true}, "28.4"},
		{"a factor without its sign", X, 2.6, Style{PlainUnit: true}, "2.60"},
		{"compact with fixed decimals", Money, 1_234_567, Style{Compact: true, Fixed: true, Decimals: 1}, "1.2M"},
		{"compact with a sign", Money, 1_234_567, Style{Compact: true, Sign: true}, "+1.23M"},
	} {
		if got := c.unit.Format(c.v, c.style); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFormatChange(t *testing.T) {
	for _, c := range []struct {
		name  string
		unit  Unit
		d     float64
		style Style
		want  string
	}{
		{"points of a percentage", Percent, 0.021, Style{}, "+2.1 pp"},
		{"points lost", Percent, -0.021, Style{}, "−2.1 pp"},
		{"no change of a percentage", Percent, 0, Style{}, "0.0 pp"},
		{"a change that rounds to none", Percent, -0.0001, Style{}, "0.0 pp"},
		{"a change of money", Money, 1234, Style{}, "+1,234"},
		{"a change of money in short", Money, -1_234_567, Style{Compact: true}, "−1.23M"},
		{"a change of a count", Count, 3, Style{}, "+3"},
		{"a change of a factor", X, 0.2, Style{}, "+0.20x"},
		{"no change that can be said", Percent, math.NaN(), Style{}, "n/a"},
		{"an infinite change", Percent, math.Inf(-1), Style{}, "n/a"},
	} {
		if got := c.unit.FormatChange(c.d, c.style); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNegativesInParentheses(t *testing.T) {
	finance := Style{Notation: (*Notation)(nil).InParens()}
	for _, c := range []struct {
		name, got, want string
	}{
		{"money", Money.Format(-1234.5, finance), "(1,235)"},
		{"a percentage encloses its sign", Percent.Format(-0.284, finance), "(28.4%)"},
		{"a compact number encloses its power", Money.Format(-1_234_567, Style{Compact: true, Notation: finance.Notation}), "(1.23M)"},
		{"points enclose their name", Percent.FormatChange(-0.015, finance), "(1.5 pp)"},
		{"a rise has its plus", Percent.FormatChange(0.015, finance), "+1.5 pp"},
		{"what rounds to zero is zero", Money.Format(-0.004, finance), "0.00"},
		{"other notations keep the minus", Money.Format(-12, Style{}), "−12"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}
