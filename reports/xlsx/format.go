package xlsx

import (
	"math"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// The formats that do not depend on a unit.
const (
	wholeFormat  = "#,##0"
	dayFormat    = "yyyy-mm-dd"
	shareFormat  = "0.0%"
	scoreFormat  = "0.0"
	changeFormat = "+0.0%;-0.0%;0.0%"
	pointsFormat = `+0.0" pp";-0.0" pp";0.0" pp"`
	vastFormat   = "0.00E+00"
)

const (
	mostDecimals = 8
	vast         = 1e15 // and above: more digits than a sheet keeps
)

// formatOf is the format of all numbers of a KPI: they have one precision, that
// of its value or its target, whichever needs more.
func formatOf(r scorecard.Result) string {
	decimals, size, large := 0, 0.0, true
	for _, v := range []*float64{r.Actual.Value, r.Target.Value, r.Target.Low, r.Target.High} {
		if v = finite(v); v != nil {
			decimals, size = max(decimals, decimalsFor(r.Unit, *v)), max(size, math.Abs(*v))
			large = large && math.Abs(*v) >= 1000
		}
	}
	switch {
	case size >= vast:
		return vastFormat
	case r.Unit == unit.Count && large:
		decimals = 0 // nobody reads a tenth of a customer among a thousand
	}
	return numberFormat(r.Unit, decimalsApart(r, decimals))
}

func numberFormat(u unit.Unit, decimals int) string {
	format := wholeFormat
	if decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	switch u.Flavor {
	case unit.Part:
		return format + "%"
	case unit.Times:
		return format + `"x"`
	}
	return format
}

// numberFormat has numbers below zero in parentheses where the house wants them
// so. Those above leave the room of a parenthesis, so that the digits line up.
func (b *book) numberFormat(format string) string {
	if b.doc.Negatives != document.Parens || format == dayFormat {
		return format
	}
	parts := strings.Split(format, ";")
	above, zero := parts[0], ""
	if len(parts) > 2 {
		zero = ";" + parts[2] + "_)"
	}
	return above + "_);(" + strings.TrimPrefix(above, "+") + ")" + zero
}

// decimalsFor are those that the unit asks for. A small number shows its first
// two digits and not 0.000; one that needs more than mostDecimals is a rest of
// arithmetic.
func decimalsFor(u unit.Unit, v float64) int {
	s := u.Format(v, unit.Style{PlainUnit: true})
	_, fraction, _ := strings.Cut(s, ".")
	if v == 0 || strings.ContainsAny(s, "123456789") {
		return len(fraction)
	}
	size := math.Abs(v)
	if u == unit.Percent {
		size *= 100
	}
	if needed := 1 - int(math.Floor(math.Log10(size))); needed <= mostDecimals {
		return needed
	}
	return len(fraction)
}

// decimalsApart are those that keep a value which misses its target, or the bound of
// a status, from being printed as that: 89.96% is not 90.0%.
func decimalsApart(r scorecard.Result, decimals int) int {
	a, t := finite(r.Actual.Value), finite(r.Target.Value)
	if a == nil {
		return decimals
	}
	var missed []float64
	if t != nil && r.Status != status.OnTrack {
		missed = append(missed, *t)
	}
	for _, b := range r.Target.Bounds {
		if r.Better != scorecard.Lower && *a < b || r.Better != scorecard.Higher && *a > b {
			missed = append(missed, b)
		}
	}
	for _, b := range missed {
		decimals = tellApart(r.Unit, *a, b, decimals)
	}
	return decimals
}

// tellApart adds decimals until two numbers do not print alike. It adds none for a
// difference that is a rest of arithmetic.
func tellApart(u unit.Unit, a, b float64, decimals int) int {
	if math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b)) {
		return decimals
	}
	for d := decimals; d <= mostDecimals; d++ {
		style := unit.Style{Fixed: true, Decimals: d}
		if u.Format(a, style) != u.Format(b, style) {
			return d
		}
	}
	return decimals
}

// attainedFormat does not lift 99.96% over the target.
func attainedFormat(v *float64) string {
	if v = finite(v); v == nil || *v >= 1 {
		return shareFormat
	}
	decimals := 1
	for ; decimals < 6 && math.Round(*v*100*math.Pow10(decimals)) >= 100*math.Pow10(decimals); decimals++ {
	}
	return "0." + strings.Repeat("0", decimals) + "%"
}

// decimalsOf counts the digits behind the point of a format.
func decimalsOf(format string) int {
	_, fraction, _ := strings.Cut(format, ".")
	return len(fraction) - len(strings.TrimLeft(fraction, "0"))
}

// unitWords names the unit as a report prints it.
func unitWords(u unit.Unit, currency string) string {
	switch {
	case u == unit.Number:
		return ""
	case u == unit.Percent:
		return "%"
	case u.Money == 0:
		return u.String()
	case u.Currency != "":
		return strings.Replace(u.String(), "money ", "", 1)
	case currency != "":
		return strings.Replace(u.String(), "money", currency, 1)
	}
	return u.String()
}
