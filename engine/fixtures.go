package engine

import (
	"time"

	"kpi/engine/calendar"
	"kpi/engine/load"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/spec"
)

// Fixtures are rows that somebody wrote by hand to see what the KPIs make of
// them. They are all the rows that there are: a source without any is empty, a
// query reads those of other sources, and every source covers all days up to
// as-of, so that a month without rows is a month in which nothing happened.
type Fixtures struct {
	Rows map[string]*load.Rows // by source; nil is that all are empty
}

// firstDay is before every day that a user may name.
var firstDay = calendar.NewDate(1800, time.January, 1)

// covers is what a source with fixtures covers. Rows of a plan may be later than
// as-of.
func (r *run) covers(covered series.Range) series.Range {
	if asOf, ok := calendar.ParseDate(r.options.AsOf); ok {
		covered.Last = asOf
		if !covered.Empty {
			covered.Last = max(asOf, covered.Last)
		}
	}
	covered.First, covered.Empty = firstDay, false
	return covered
}

// canonical returns the sources with contracts that say nothing of how files
// spell values.
func canonical(sources []*plan.Source) []*plan.Source {
	out := make([]*plan.Source, len(sources))
	for i, s := range sources {
		plain := *s
		plain.Columns = make([]plan.Column, len(s.Columns))
		for j, c := range s.Columns {
			plain.Columns[j] = c
			plain.Columns[j].Spec = &spec.Column{ID: c.Spec.ID, Type: c.Spec.Type, Unit: c.Spec.Unit}
		}
		out[i] = &plain
	}
	return out
}
