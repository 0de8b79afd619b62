package reports

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// Numbers from here on are too wide for a column.
const (
	scientificFrom = 1e15 // 1.234e+18
	mostDecimals   = 8
)

// numbers prints values that stand side by side with one precision: that of
// the one that needs most. A small number shows its first two digits and not
// 0.000; one that needs more than mostDecimals is a rest of arithmetic. A nil
// prints as "". Different numbers do not print alike.
func (in language) numbers(u unit.Unit, values ...*float64) []string {
	return printed(u, distinct(u, in.styleOf(u, values), values), values)
}

// styleOf is the precision of values that stand side by side.
func (in language) styleOf(u unit.Unit, values []*float64) unit.Style {
	style := unit.Style{Notation: in.Notation}
	for _, v := range values {
		if v != nil && size(u, *v) >= in.CompactAt {
			style.Compact = true
		}
	}
	out := printed(u, style, values)
	if style.Compact {
		return style
	}
	style.Fixed = true
	for i, s := range out {
		style.Decimals = max(style.Decimals, decimals(s))
		v := values[i]
		if v == nil || *v == 0 || strings.ContainsAny(s, "123456789") {
			continue
		}
		if needed := 1 - magnitude(size(u, *v)); needed <= mostDecimals {
			style.Decimals = max(style.Decimals, needed)
		}
	}
	if u == unit.Count && large(values) {
		// Nobody reads a tenth of a customer among a thousand.
		style.Decimals = 0
	}
	return style
}

func large(values []*float64) bool {
	return !slices.ContainsFunc(values, func(v *float64) bool { return v != nil && math.Abs(*v) < 1000 })
}

// size is the number that is printed, without its sign.
func size(u unit.Unit, v float64) float64 {
	if u.Flavor == unit.Part {
		v *= 100
	}
	return math.Abs(v)
}

func printed(u unit.Unit, style unit.Style, values []*float64) []string {
	out := make([]string, len(values))
	for i, v := range values {
		if v != nil {
			out[i] = number(u, style, *v)
		}
	}
	return out
}

func number(u unit.Unit, style unit.Style, v float64) string {
	if size(u, v) < scientificFrom || math.IsInf(v, 0) {
		return u.Format(v, style)
	}
	sign, percent := "", ""
	if u.Flavor == unit.Part {
		v, percent = v*100, "%"
	}
	switch {
	case v < 0:
		sign = unit.Minus
	case style.Sign:
		sign = "+"
	}
	digits := strconv.FormatFloat(math.Abs(v), 'g', 4, 64)
	return style.Notation.WithSign(sign, strings.ReplaceAll(digits, "-", unit.Minus)+percent)
}

// magnitude is the power of ten of the first digit.
func magnitude(size float64) int { return int(math.Floor(math.Log10(size))) }

// decimals counts the digits after the point.
func decimals(s string) int {
	_, fraction, _ := strings.Cut(s, ".")
	n := 0
	for _, c := range fraction {
		if c < '0' || c > '9' {
			break
		}
		n++
	}
	return n
}

// measuredNumbers prints the actual and the target of a row. A missing actual
// is "n/a", a target that nobody wrote "–".
func (in language) measuredNumbers(u unit.Unit, actual *float64, t scorecard.Target, better scorecard.Better) (value, target string) {
	values := []*float64{actual, t.Value, t.Low, t.High}
	style := in.styleOf(u, values)
	if actual != nil {
		style = apart(u, style, *actual, missed(*actual, t, better))
	}
	all := printed(u, style, values)
	value, target = all[0], all[1]
	if value == "" {
		value = in.Say("n/a")
	}
	low, high := all[2], all[3]
	switch {
	case target != "":
	case low != "" && high != "":
		target = strings.TrimSuffix(low, "%") + " – " + high
	case low != "":
		target = "≥ " + low
	case high != "":
		target = "≤ " + high
	case hasTarget(t):
		target = in.Say("n/a")
	default:
		target = "–"
	}
	return value, target
}

// hasTarget reports whether a target was written, with or without a value.
func hasTarget(t scorecard.Target) bool {
	return t.Value != nil || t.Low != nil || t.High != nil || t.Text != ""
}

// share prints an attainment. Rounding must not lift it over the target:
// 99.96 % is not 100.0 %.
func (in language) share(v float64) string {
	style := unit.Style{Fixed: true, Decimals: 1, Notation: in.Notation}
	for v < 1 && style.Decimals < 6 && math.Round(v*100*math.Pow10(style.Decimals)) >= 100*math.Pow10(style.Decimals) {
		style.Decimals++
	}
	return number(unit.Percent, style, v)
}
