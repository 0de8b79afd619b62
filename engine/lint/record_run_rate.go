package lint

import (
	"math"

	"kpi/engine/diag"
	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

var recordRunRate = &Rule{
	Name:     "record-run-rate",
	Letter:   "A",
	Severity: diag.Warning,
	Needs:    Evidence,
	Sees:     func(r *scorecard.Result) bool { _, ok := raceOf(r); return ok },
	Doc: Doc{
		Why: `What is left up to the day of a target has to come in the periods that are left. Where that takes more in each of them
than there ever was over as many periods in a row, the target asks for a record. It may be set, by somebody who knows
how; else the target is out of reach, and that is better said early. Of a ceiling the lowest run is the record. Where
the history has fewer than twelve runs of that length, nothing is said.`,
		Wrong: `kpis:
  orders: {<<: *orders, target: {value: 1300, from: 2026-01-01, until: 2026-12-31}, tolerance: 20% of target}
`,
		Right: `kpis:
  orders: {<<: *orders, target: {value: 1200, from: 2026-01-01, until: 2026-12-31}}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			race, _ := raceOf(r)
			if !race.needsRecord() {
				continue
			}
			p.Report(k, k.Spec.Target.Range, race.said(r)).
				Notef("say what will be different, or agree on what can be reached")
		}
	},
}

// said says what is needed beside the record.
func (r race) said(of *scorecard.Result) phrase.Phrase {
	grain := phrase.Word(of.Pace.Grain)
	args := []any{
		of.Name, of.Unit.Format(r.needed, unit.Style{}), grain, phrase.Day(of.Pace.Until), inARow(r.length, grain), of.Unit.Format(r.best, unit.Style{}), grain,
	}
	if r.lower {
		return phrase.Of("the target of %q leaves %s a %s up to %s, and the lowest %s of its history had %s a %s", args...)
	}
	return phrase.Of("the target of %q needs %s a %s up to %s, and the best %s of its history had %s a %s", args...)
}

// A race compares what is needed in each period that is left with the best mean of
// as many periods in a row.
type race struct {
	needed, best float64
	length       int
	lower        bool
}

// fewestRuns is how many runs of the history make a best one.
const fewestRuns = 12

// raceOf is false where nothing is left to reach, or too little is known.
func raceOf(r *scorecard.Result) (race, bool) {
	if r.Evidence == nil || r.Pace == nil || r.Pace.PerPeriod == nil || *r.Pace.PerPeriod == 0 || r.Better == scorecard.Unsaid {
		return race{}, false
	}
	out := race{needed: *r.Pace.PerPeriod, lower: r.Better == scorecard.Lower}
	// A part of a period is left out: shorter runs have better means.
	out.length = max(1, int(math.Floor(*r.Pace.Left / *r.Pace.PerPeriod + 1e-9)))
	runs := runMeans(r.Evidence.History.Values, out.length)
	if len(runs) < fewestRuns {
		return race{}, false
	}
	out.best = runs[0]
	for _, v := range runs {
		if out.better(v, out.best) {
			out.best = v
		}
	}
	return out, true
}

func (r race) better(a, b float64) bool { return a != b && (a > b) != r.lower }

func (r race) needsRecord() bool { return r.better(r.needed, r.best) }

// runMeans are the means of n values in a row that are all there.
func runMeans(values []float64, n int) []float64 {
	var out []float64
	for i := n; i <= len(values); i++ {
		sum := 0.0
		for _, v := range values[i-n : i] {
			sum += v
		}
		if !math.IsNaN(sum) {
			out = append(out, sum/float64(n))
		}
	}
	return out
}

// inARow is "9 months in a row", or "month".
func inARow(n int, grain phrase.Word) phrase.Phrase {
	if n == 1 {
		return phrase.Of("%s", grain)
	}
	return phrase.Of("%d %s in a row", n, grain+"s")
}
