package kpitest

import (
	"math"
	"strconv"
	"strings"

	"kpi/engine/series"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// spell writes what the KPI has as it would be expected: in percent where the
// like of it is, else as a plain number.
func (m measured) spell(percent bool) string {
	if m.number == nil {
		return inBrackets(noValue, m.reason)
	}
	return spellNumber(*m.number, percent)
}

func inBrackets(words string, r status.Reason) string {
	if r == status.NoReason {
		return words
	}
	return words + " (" + r.Words() + ")"
}

// spellNumber writes a number so that it is read as the same number, or one that
// differs by less than a hair.
func spellNumber(v float64, percent bool) string {
	suffix := ""
	if percent {
		v, suffix = v*100, "%"
	}
	if v != math.Trunc(v) || math.Abs(v) >= 1e15 {
		v = series.TenDigits(v)
	}
	return strconv.FormatFloat(v+0, 'f', -1, 64) + suffix
}

// isPercent reports whether a number is expected in percent. A KPI that was
// expected to have no value has it in its own unit.
func isPercent(want string, u unit.Unit) bool {
	if strings.HasPrefix(want, noValue) {
		return u == unit.Percent
	}
	return strings.ContainsAny(want, "%％")
}
