package engine

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/phrase"
	"kpi/engine/query"
)

// notes tell the reader of the card what was left out or rounded on the way.
func (r *run) notes() []phrase.Phrase {
	var out []phrase.Phrase
	if r.options.SkipProofs {
		out = append(out, phrase.Of("Not checked (--skip-proofs): keys, joins, rows without a partner, rows that are copies."))
	}
	if r.view.Told {
		return out
	}
	out = append(out, r.endings()...)
	c := r.Plan.Calendar
	if running := c.PeriodOf(r.view.Grain, r.view.AsOf); r.options.Period == "" && !c.Complete(running, r.view.AsOf) {
		out = append(out, notOver(c.Label(running), r.view.AsOf, c.End(running)-1))
	}
	if r.view.Period.End-1 > r.view.AsOf {
		out = append(out, notOver(r.view.Period.Label, r.view.AsOf, r.view.Period.End-1))
	}
	return out
}

// notOver says that the data end before a period does.
func notOver(period string, asOf, last calendar.Date) phrase.Phrase {
	return phrase.Of("%s is not over: the data end on %s; pass --as-of %s if that is all.", phrase.Period(period), phrase.Day(asOf.String()), last.String())
}

// endings names the sources that end before the reported period does, although
// others go on: their KPIs are partial.
func (r *run) endings() []phrase.Phrase {
	var out []phrase.Phrase
	last := min(r.view.Period.End-1, r.view.AsOf)
	for _, s := range r.Plan.Sources {
		covered := r.covered[query.Clock{Source: s, Node: s.Clock}.Key()]
		read := slices.ContainsFunc(r.statements, func(x Statement) bool { return x.Source == s.ID })
		if s.Clock != nil && !s.Spec.Plan && read && !covered.Empty && covered.Last < last {
			out = append(out, phrase.Of("%s: the last row is of %s, so that its KPIs are partial; pass --as-of %s if that is all.",
				s.ID, phrase.Day(covered.Last.String()), (r.view.Period.End-1).String()))
		}
	}
	return out
}
