package plan

import "kpi/engine/spec"

// acknowledged reports changes that are acknowledged twice. Whether there is such
// a KPI or rule is not asked: it may have been removed, which is what is
// acknowledged.
func (b *builder) acknowledged() {
	type change struct{ kpi, rule, what string }
	first := map[change]*spec.Acknowledgement{}
	for i := range b.catalog.Acknowledged {
		a := &b.catalog.Acknowledged[i]
		c := change{a.KPI.Value, a.Rule.Value, a.Change.Value}
		if other := first[c]; other != nil {
			b.list.Errorf(a.Range, "acknowledged-twice", "a change of the %s of %q is acknowledged twice", c.what, c.kpi+c.rule).
				At(other.Range, "the first one").
				Notef("keep one of the two, with its reason")
			continue
		}
		first[c] = a
	}
}
