package unit

import (
	"math"
	"strconv"
	"strings"
)

// Precision is what one unit of the last digit of a number as a person writes it
// is worth: 1 of 120, 0.001 of 36.9%, 10,000 of 1.25M. It is 0 for what
// ParseLiteral does not read.
func Precision(s string) float64 {
	if _, ok := ParseLiteral(s); !ok {
		return 0
	}
	digits, power, _, _ := CutSuffix(strings.TrimSpace(s))
	mantissa, exponent, _ := strings.Cut(strings.ToLower(digits), "e")
	if e, err := strconv.Atoi(exponent); err == nil {
		power += e
	}
	_, decimals, _ := strings.Cut(strings.ReplaceAll(mantissa, "_", ""), ".")
	return math.Pow10(power - len(decimals))
}
