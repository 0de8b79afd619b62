package kpitest

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"kpi/engine/status"
	"kpi/engine/unit"
)

// A value is what is expected of one number.
type value struct {
	none   bool
	reason status.Reason // of no value; NoReason is any
	number float64
	slack  float64 // how far off a number may be because of how it is written
}

const (
	noValue = "no value"
	hair    = 1e-9 // a difference of one part in a billion is none
)

var withReason = regexp.MustCompile(`^(.*?) \((.*)\)$`)

// parseValue reads a number, "no value" or "no value (division by zero)".
func parseValue(text string) (value, bool) {
	words, reason, ok := cutReason(text)
	if words == noValue {
		return value{none: true, reason: reason}, ok
	}
	n, ok := parseNumber(text)
	return n, ok
}

// cutReason splits a reason off that stands in brackets. It reports false where
// what stands there is none.
func cutReason(text string) (words string, reason status.Reason, ok bool) {
	m := withReason.FindStringSubmatch(text)
	if m == nil {
		return text, status.NoReason, true
	}
	reason, ok = status.ParseReason(m[2])
	return m[1], reason, ok
}

func parseNumber(text string) (value, bool) {
	literal, ok := unit.ParseLiteral(text)
	return value{number: literal.Value, slack: slack(text)}, ok
}

// fewestDigits is how many digits a number needs so that it may be a rounded one:
// 0.333 stands for all that rounds to it, 0.5 is meant exactly.
const fewestDigits = 3

// slack is half of the last decimal that is written, where there are decimals
// and at least three digits that count.
func slack(text string) float64 {
	number, power, _, _ := unit.CutSuffix(strings.TrimSpace(text))
	whole, decimals, _ := strings.Cut(number, ".")
	if decimals == "" || strings.ContainsFunc(decimals, func(c rune) bool { return !unicode.IsDigit(c) && c != '_' }) {
		return 0
	}
	digits := func(s string) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsDigit(c) {
				return c
			}
			return -1
		}, s)
	}
	decimals = digits(decimals)
	if len(strings.TrimLeft(digits(whole)+decimals, "0")) < fewestDigits {
		return 0
	}
	return math.Pow10(power-len(decimals)) / 2
}

// A measured number is what the KPI has: nil is no value, for the reason.
type measured struct {
	number *float64
	reason status.Reason
}

// meets reports whether the value is what was expected. Within, where it is not
// nil, says how far off a number may be.
func (v value) meets(m measured, within *float64) bool {
	switch {
	case v.none:
		return m.number == nil && (v.reason == status.NoReason || v.reason == m.reason)
	case m.number == nil:
		return false
	}
	allowed := v.slack
	if within != nil {
		allowed = *within
	}
	// The bound itself belongs to what is allowed: 0.3335 rounds to 0.333 or 0.334.
	return math.Abs(*m.number-v.number) <= allowed*(1+hair)+hair*max(math.Abs(*m.number), math.Abs(v.number))
}
