package lint

import (
	"slices"

	"kpi/engine/diag"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
)

// CheckIgnores reports comments that name no rule of lint.
func CheckIgnores(c *spec.Catalog) diag.List {
	var names []string
	for _, r := range Rules() {
		names = append(names, r.Name)
	}
	for _, p := range c.Policies {
		names = append(names, policyPrefix+p.ID.Value)
	}
	var list diag.List
	for _, g := range c.Ignores {
		if slices.Contains(names, g.Rule.Value) {
			continue
		}
		d := list.Errorf(g.Rule.Range, "bad-ignore", "%q is not a rule of lint", g.Rule.Value)
		if near := diag.Nearest(g.Rule.Value, names); near != "" {
			d.Labelf("did you mean %q?", near)
		}
		d.Notef("rules: %s", diag.Some(names))
		d.Notef("errors of the definitions cannot be ignored")
	}
	return list
}

// A spot is a line of a file with the rule that is ignored there.
type spot struct {
	file string
	line int
	rule string
}

// ignore drops the findings that a comment ignores, and reports the comments
// that have ended or ignore nothing, of the rules that looked. Where values are
// computed only to be shown, nobody is told of comments that ignore nothing.
func (r *Report) ignore(comments []spec.Ignore, facts Facts) {
	today := facts.Today
	if today == "" && facts.Card != nil {
		today = facts.Card.AsOf
	}
	live := map[spot][]int{}
	used := make([]bool, len(comments))
	for i, g := range comments {
		if today != "" && g.Until.Value < today {
			used[i] = true
			r.Comments.Warnf(g.Until.Range, "expired-ignore", "%q is ignored up to %s, which is past", g.Rule.Value, g.Until.Value).
				Notef("mend what it hides and remove the comment, or give a later day")
			continue
		}
		at := spot{g.Range.File, g.Line, g.Rule.Value}
		live[at] = append(live[at], i)
	}
	spare := make([]bool, len(comments))
	r.Findings = slices.DeleteFunc(r.Findings, func(f *Finding) bool {
		hidden := false
		for _, at := range f.spots() {
			for _, i := range live[at] {
				// One comment is enough: a second one would outlive it unseen.
				used[i], spare[i] = used[i] || !hidden, hidden
				hidden = true
			}
		}
		if hidden {
			f.marked(r.excused)
		}
		return hidden
	})
	for i, g := range comments {
		if facts.Shown || used[i] || needsValues(g.Rule.Value) != (facts.Card != nil) || r.overlooked(g.Rule.Value) {
			continue
		}
		r.unused(g, spare[i], facts.Card)
	}
}

// unused reports a comment that ignores nothing. Spare is one beside another that
// ignores it.
func (r *Report) unused(g spec.Ignore, spare bool, card *scorecard.Scorecard) {
	switch {
	case spare:
		r.Comments.Warnf(g.Range, "unused-ignore", "another comment ignores this finding of %q, too", g.Rule.Value).
			Notef("remove one of them")
	case card != nil:
		d := r.Comments.Warnf(g.Range, "unused-ignore", "there is no finding of %q here to ignore in %s", g.Rule.Value, card.Period.Label)
		d.Notef("remove the comment, unless other periods need it; it speaks of line %d", g.Line)
		d.Severity = diag.Info // another period may have other findings
	default:
		r.Comments.Warnf(g.Range, "unused-ignore", "there is no finding of %q here to ignore", g.Rule.Value).
			Notef("remove the comment; it speaks of line %d", g.Line)
	}
}

// spots are the lines at which a comment can ignore a finding: its own, and that
// of the KPI that it is about.
func (f *Finding) spots() []spot {
	out := []spot{{f.Range.File, f.Range.Start.Line, f.Code}}
	if f.subject != nil {
		at := f.subject.Spec.ID.Range
		out = append(out, spot{at.File, at.Start.Line, f.Code})
	}
	return out
}

// overlooked reports whether a rule could not look at some KPI.
func (r *Report) overlooked(rule string) bool {
	for m := range r.unseen {
		if m.rule.Name == rule {
			return true
		}
	}
	return false
}

func needsValues(rule string) bool {
	return slices.ContainsFunc(Rules(), func(r *Rule) bool { return r.Name == rule && r.Needs.card() })
}
