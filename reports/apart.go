package reports

import (
	"math"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// Actual prints the actual of a KPI, "" for none. It has as many digits as it
// takes to see on which side of a target it lies: 89.96% and not 90.0%, where 90%
// would be green.
func Actual(r scorecard.Result) string {
	v := r.Actual.Value
	if v == nil {
		return ""
	}
	style := apart(r.Unit, unit.Style{}, *v, missed(*v, r.Target, r.Better))
	return r.Unit.Format(*v, style)
}

// missed are the bounds of the status that a value is on the worse side of.
func missed(v float64, t scorecard.Target, better scorecard.Better) []float64 {
	var out []float64
	for _, b := range t.Bounds {
		if better != scorecard.Lower && v < b || better != scorecard.Higher && v > b {
			out = append(out, b)
		}
	}
	return out
}

// apart adds digits to a style until v does not print like a bound. It adds none
// for a difference that is a rest of arithmetic.
func apart(u unit.Unit, style unit.Style, v float64, bounds []float64) unit.Style {
	if size(u, v) >= scientificFrom {
		return style
	}
	for _, b := range bounds {
		if math.Abs(v-b) > 1e-9*max(math.Abs(v), math.Abs(b)) {
			style = tellApart(u, style, v, b)
		}
	}
	return style
}

func tellApart(u unit.Unit, style unit.Style, v, bound float64) unit.Style {
	finer := style
	for u.Format(v, finer) == u.Format(bound, finer) {
		if !finer.Fixed {
			finer.Fixed, finer.Decimals = true, decimals(u.Format(v, finer))
		}
		if finer.Decimals++; finer.Decimals > mostDecimals {
			return style
		}
	}
	return finer
}

// distinct adds digits until values that differ print differently, so that no
// sentence tells of a change from 2.03x to 2.03x.
func distinct(u unit.Unit, style unit.Style, values []*float64) unit.Style {
	for i, a := range values {
		for _, b := range values[:i] {
			if a != nil && b != nil {
				style = apart(u, style, *a, []float64{*b})
			}
		}
	}
	return style
}

// visible adds digits until a difference shows its first one: +0.003x is not
// 0.00x. One that needs more than mostDecimals is a rest of arithmetic.
func visible(u unit.Unit, style unit.Style, by float64) unit.Style {
	text := u.Format(by, style)
	if by == 0 || strings.ContainsAny(text, "123456789") || !strings.Contains(text, "0") {
		return style // the last is no number
	}
	if needed := -magnitude(size(u, by)); needed <= mostDecimals {
		style.Fixed, style.Decimals = true, needed
	}
	return style
}
