package unit

import (
	"strconv"
	"strings"
)

// A Literal is a number as a person writes it. Percent says that it was
// written with a percent sign; Value is then already divided by 100.
type Literal struct {
	Value   float64
	Percent bool
}

// suffixes are the powers of ten that may follow a number. The order matters:
// longer ones first.
var suffixes = []struct {
	text  string
	power int
}{
	{"%", -2}, {"％", -2}, {"k", 3}, {"K", 3}, {"M", 6}, {"bn", 9}, {"B", 9}, {"万亿", 12}, {"万", 4}, {"亿", 8},
}

// CutSuffix splits a power-of-ten suffix (%, k, M, B, 万, 亿) off the end of a
// number. Found is false, and the power zero, where there is none.
func CutSuffix(s string) (number string, power int, percent, found bool) {
	for _, x := range suffixes {
		if rest, ok := strings.CutSuffix(s, x.text); ok {
			return strings.TrimRight(rest, " "), x.power, x.power < 0, true
		}
	}
	return s, 0, false, false
}

// ParseLiteral reads 28%, 12M, 9.5M, 250k, 1200万, 3亿, 1_200_000, -4 and 1e6.
// The minus may be the typographic one that reports print. It reports false for
// anything else, and for what no float64 can hold.
func ParseLiteral(s string) (Literal, bool) {
	digits, power, percent, _ := CutSuffix(strings.TrimSpace(s))
	sign := ""
	if rest, ok := strings.CutPrefix(strings.Replace(digits, Minus, "-", 1), "-"); ok {
		sign, digits = "-", rest
	} else if rest, ok := strings.CutPrefix(digits, "+"); ok {
		digits = rest
	}
	if !plainNumber(digits) {
		return Literal{}, false
	}
	// The power goes into the text, so that 28% is the float64 nearest to 0.28.
	mantissa, exponent, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(digits, "_", "")), "e")
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil {
			return Literal{}, false
		}
		power += e
	}
	v, err := strconv.ParseFloat(sign+mantissa+"e"+strconv.Itoa(power), 64)
	if err != nil {
		return Literal{}, false
	}
	return Literal{Value: v, Percent: percent}, true
}

// plainNumber reports whether s is digits with at most one dot, underscores
// between digits, and an optional exponent. Hexadecimal, Inf and NaN are not.
func plainNumber(s string) bool {
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(s), "e")
	if hasExponent {
		// A longer exponent would overflow when the suffix is added to it.
		if _, err := strconv.Atoi(exponent); err != nil || len(exponent) > 5 {
			return false
		}
	}
	dots := 0
	for i, c := range mantissa {
		switch {
		case c >= '0' && c <= '9':
		case c == '.':
			dots++
		case c == '_' && i > 0 && isDigit(mantissa[i-1]) && i < len(mantissa)-1 && isDigit(mantissa[i+1]):
		default:
			return false
		}
	}
	return dots <= 1 && strings.ContainsAny(mantissa, "0123456789")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
