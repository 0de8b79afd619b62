package lint

import (
	"math"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/phrase"
	"kpi/engine/unit"
)

var uncertainShare = &Rule{
	Name:     "uncertain-share",
	Letter:   "M",
	Severity: diag.Warning,
	Needs:    Values,
	Doc: Doc{
		Why: `A share of few rows moves by chance alone: with 20 deals a win rate of 25% may be anything from 11% to 47%. Where that
is more than the whole tolerance to both sides, no status tells good from bad luck. The finding says how many rows it
would take; a longer period, a trailing window or a wider tolerance are the ways out.`,
		Wrong: `kpis:
  win_rate: {<<: *rate, tolerance: 2 points}
`,
		Right: `kpis:
  win_rate: {<<: *rate, tolerance: 50 points}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			i := r.Actual.Interval
			if i == nil || r.Target.Value == nil || r.Actual.Value == nil {
				continue
			}
			tolerance := k.Tolerance.Units + k.Tolerance.Share*math.Abs(*r.Target.Value)
			half := (i.High - i.Low) / 2
			if tolerance == 0 || half <= tolerance {
				continue
			}
			p.Reportf(k, k.Spec.ID.Range, "%q is known to %s only, and its tolerance is %s: about %s rows would tell, and it has %s", r.Name,
				toBothSides(half), toBothSides(tolerance),
				unit.Count.Format(rowsNeeded(*r.Actual.Value, tolerance), unit.Style{}), unit.Count.Format(*r.Actual.Denominator, unit.Style{})).
				Notef("judge a longer period, such as trailing(…, \"3 months\"), or allow a wider tolerance")
		}
	},
}

func toBothSides(v float64) phrase.Phrase {
	return phrase.Of("±%s pp", strings.TrimSuffix(strings.TrimPrefix(unit.Percent.FormatChange(v, unit.Style{}), "+"), " pp"))
}

// rowsNeeded is how many rows know a share to a tolerance, 95 times of 100, by the
// normal approximation; that of an even share where it is 0 or 1.
func rowsNeeded(share, tolerance float64) float64 {
	const z = 1.959963984540054
	spread := share * (1 - share)
	if spread <= 0 {
		spread = 0.25
	}
	return math.Ceil(z * z * spread / (tolerance * tolerance))
}
