package kpitest

import (
	"slices"

	"kpi/engine/lineage"
	"kpi/engine/plan"
)

// missing returns the sources that are read and not given, in the order of the
// definitions. A query that is not given reads the sources that its text names.
func missing(r *lineage.Reading, given func(id string) bool) []*plan.Source {
	for i := 0; i < len(r.Sources); i++ {
		if s := r.Sources[i]; s.Spec.Query.Written() && !given(s.ID) {
			r.Queried(s)
		}
	}
	var out []*plan.Source
	for _, s := range r.Plan.Sources {
		if slices.Contains(r.Sources, s) && !s.Spec.Query.Written() && !given(s.ID) {
			out = append(out, s)
		}
	}
	return out
}
