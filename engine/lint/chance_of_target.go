package lint

import (
	"math"

	"kpi/engine/diag"
	"kpi/engine/evidence"
	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// Chances below hopeless and above certain say that a target was set wrong; half
// of its time is how long that one is certain is news.
const (
	hopeless = 0.05
	certain  = 0.95
	half     = 0.5
)

var chanceOfTarget = &Rule{
	Name:     "chance-of-target",
	Letter:   "A",
	Severity: diag.Warning,
	Needs:    Evidence,
	Sees:     func(r *scorecard.Result) bool { return chanceOf(r) != nil },
	Doc: Doc{
		Why: `The forecast of a KPI says how likely it reaches its target by the day, if it goes on as it does. Below 5% nobody is led by
the target any more; above 95% it asks for nothing. Good ones are reached six or seven times of ten. A target that is
as good as reached late in its time has done its work: that one is certain is said in the first half only. What
record-run-rate warns of is not said twice, and targets of each period are compared with the natural limits.`,
		Wrong: `kpis:
  orders: {<<: *orders, target: {value: 1050, from: 2026-01-01, until: 2026-12-31}}
`,
		Right: `kpis:
  orders: {<<: *orders, target: {value: 1200, from: 2026-01-01, until: 2026-12-31}}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			c := chanceOf(r)
			number := func(v float64) string { return r.Unit.Format(v, unit.Style{Fixed: whole(r.Unit, v)}) }
			args := []any{r.Name, number(*r.Pace.Value), phrase.Day(c.By), number(c.Expected), number(c.Least), number(c.Most)}
			switch {
			case c.P < hopeless:
				p.Reportf(k, k.Spec.Target.Range, "%q reaches its target of %s by %s with a chance below 5%%: it comes to %s, and four times of five between %s and %s", args...).
					Notef("say what will be different, or agree on what can be reached")
			case c.P > certain && r.Pace.Elapsed <= half:
				p.Reportf(k, k.Spec.Target.Range, "%q reaches its target of %s by %s with a chance above 95%%: it comes to %s, and four times of five between %s and %s", args...).
					Notef("ask for more than what comes anyway")
			}
		}
	},
}

// chanceOf is the chance of a target that is to be reached by a day, and of which
// no other rule says more; else nil.
func chanceOf(r *scorecard.Result) *evidence.Chance {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Pace == nil || r.Pace.Value == nil || r.Reason == status.Achieved {
		return nil
	}
	if race, ok := raceOf(r); ok && race.needsRecord() {
		return nil
	}
	return r.Evidence.Outlook.Chance
}

// whole reports whether nobody reads a tenth of v.
func whole(u unit.Unit, v float64) bool { return u == unit.Count && math.Abs(v) >= 100 }
