package diff

import (
	"slices"

	"kpi/engine/scorecard"
)

// A Firing is in which periods a rule would have fired by the older definitions
// and by the newer ones, the oldest first.
type Firing struct {
	Rule, Member string // Member is "" for all rows
	Old, New     []string
	State        State // of the rule: Changed where both have it
}

// Differs reports whether there is a period in which the rule fires by one of both
// only.
func (f Firing) Differs() bool { return !slices.Equal(f.Old, f.New) }

// Firings compares the histories of the rules of two scorecards. Rules that fire in
// no period by either are left out.
func Firings(old, now *scorecard.Scorecard) []Firing {
	type id struct{ rule, member string }
	var order []id
	found := map[id]*Firing{}
	at := func(r scorecard.RuleResult, otherwise State) *Firing {
		k := id{r.ID, r.Dimension + "\x00" + r.Member}
		if found[k] == nil {
			found[k] = &Firing{Rule: r.ID, Member: r.Member, State: otherwise}
			order = append(order, k)
		}
		return found[k]
	}
	for _, r := range now.Rules {
		at(r, Added).New = fired(r)
	}
	for _, r := range old.Rules {
		f := at(r, Removed)
		f.Old = fired(r)
		if f.State == Added {
			f.State = Changed
		}
	}
	var out []Firing
	for _, k := range order {
		if f := found[k]; len(f.Old)+len(f.New) > 0 {
			out = append(out, *f)
		}
	}
	return out
}

func fired(r scorecard.RuleResult) []string {
	var out []string
	for _, p := range r.History {
		if p.State == scorecard.RuleFiring {
			out = append(out, p.Period.Label)
		}
	}
	return out
}
