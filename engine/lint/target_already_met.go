package lint

import (
	"math"

	"kpi/engine/diag"
	"kpi/engine/scorecard"
)

// easy is the part of the last values that reach a target which asks for nothing:
// six or seven of ten are what a good goal is reached in.
const easy = 0.7

var targetAlreadyMet = &Rule{
	Name:     "target-already-met",
	Letter:   "A",
	Severity: diag.Warning,
	Needs:    Evidence,
	Sees:     hasProcess,
	Doc: Doc{
		Why: `A target that is met by standing still asks for nothing: the usual value reaches it, and more than seven of the last ten
values did. The percentile says how many of them fell short of it. Where the KPI is turning to the bad, which a signal says,
nothing is reported. Where it is the aim to keep what was reached, a comment that ignores the finding says so.`,
		Wrong: `kpis:
  orders: {<<: *orders, target: 92 per month}
`,
		Right: `kpis:
  orders: {<<: *orders, target: 105 per month}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			usual, _ := processOf(r)
			n, reached := len(usual.values), usual.reached()
			if r.Better == scorecard.Within || !usual.Aim.Holds(usual.limits.Center) || float64(reached) <= easy*float64(n) || usual.worsens() {
				continue
			}
			target, center := usual.beside(usual.limits.Center)
			p.Reportf(k, k.Spec.Target.Range, "the target of %q is %s, and %s is usual: %d of its last %d values reached it (percentile %d)",
				r.Name, target, center, reached, n, int(math.Round(100*float64(n-reached)/float64(n)))).
				Notef("ask for more than it does by itself, or ignore this where the aim is to keep it")
		}
	},
}

// worsens reports whether the last value is a signal away from the target.
func (p process) worsens() bool {
	s := p.Latest()
	return s != nil && s.High == math.IsInf(p.Aim.Low, -1)
}
