package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// The codes of findings.
const (
	MovedGoalpost = "moved-goalpost"         // what a KPI is judged by was changed while it is judged
	RemovedKPI    = "removed-kpi"            // a KPI that is judged is gone
	MovedValue    = "moved-value"            // a KPI has other values than before
	BrokenBase    = "broken-base"            // nothing was compared: the older definitions have errors
	NoSuchChange  = "unused-acknowledgement" // an acknowledgement is of no finding
)

// A Finding is a change that somebody is to look at.
type Finding struct {
	*diag.Diagnostic
	KPI, Rule string // exactly one is set, but of an acknowledgement that is not used
	Change    Category
	Direction Direction
	// Acknowledged is what says that the change is meant; nil is nothing.
	Acknowledged *spec.Acknowledgement
}

// Facts are what findings depend on beside the definitions. The zero Facts know
// nothing.
type Facts struct {
	AsOf  string // ISO date; "" is not known, and every target has begun
	Moves []Move
}

// Findings returns what is to be looked at, by place: goalposts that were moved
// without a reason, KPIs that are gone or have other values, and acknowledgements
// of nothing.
func (d *Diff) Findings(f Facts) []Finding {
	l := &looking{Diff: d, asOf: forever}
	if day, ok := calendar.ParseDate(f.AsOf); ok {
		l.asOf, l.told = day, true
	}
	for _, k := range d.KPIs {
		l.kpi(k)
	}
	for _, o := range d.Others {
		if o.Kind == Rule {
			l.rule(o)
		}
	}
	l.values(f.Moves)
	l.acknowledge()
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Range.File, b.Range.File), cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Code, b.Code))
	})
	return l.found
}

// Broken is the finding in place of all others where the older definitions have
// errors. It is a warning: what mends them can have no comparison, and must not
// fail for that. Against says what they are, for people.
func Broken(now *plan.Plan, against string) Finding {
	l := &looking{Diff: &Diff{after: now}}
	l.add(Finding{}, diag.Warning, l.mainFile(), BrokenBase, "nothing was compared: the definitions of %s have errors", against).
		Notef("what was changed since is to be read by a person; or compare with a revision whose definitions are right")
	return l.found[0]
}

const forever = calendar.Date(1<<31 - 1)

// looking is a search for findings.
type looking struct {
	*Diff
	asOf  calendar.Date
	told  bool // as-of is known
	found []Finding
}

func (l *looking) add(f Finding, s diag.Severity, r diag.Range, code, format string, args ...any) *diag.Diagnostic {
	f.Diagnostic = &diag.Diagnostic{Severity: s, Range: r, Code: code, Message: fmt.Sprintf(format, args...)}
	l.found = append(l.found, f)
	return f.Diagnostic
}

// mainFile is the newer file, for what has no place in it.
func (l *looking) mainFile() diag.Range {
	if files := l.after.Catalog.Files; len(files) > 0 {
		return diag.Range{File: files[0].Name}
	}
	return diag.Range{}
}

// judging are the keys that decide how a value is judged.
var judging = []string{"target", "better", "attainment", "tolerance", "red_flag", "status", "min_n", "no_base"}

func (l *looking) kpi(d Definition) {
	switch d.State {
	case Added:
		return
	case Removed:
		old := kpiOf(l.before, d.ID)
		if old.Target.Set() && l.begun(old) {
			l.add(Finding{KPI: d.ID, Change: Target, Direction: Weaker}, diag.Warning, l.mainFile(), RemovedKPI, "the KPI %q is gone, and its target had begun", d.ID).
				At(d.Old, "it was here").
				Notef("say why: acknowledged: [{kpi: %s, change: target, because: …}]", d.ID)
		}
		return
	}
	old, now := kpiOf(l.before, l.was[d.ID]), kpiOf(l.after, d.ID)
	for _, category := range []Category{Target, Threshold} {
		moved := judged(d, category)
		if len(moved) == 0 || !l.begun(old) || category == Target && !l.movedGoal(old, now, moved) || l.reason(old, now) {
			continue
		}
		l.goalpost(Finding{KPI: d.ID, Change: category}, moved, because(now, moved[0]))
	}
}

// judged lists the changes of a category that decide how a value is judged. What
// the value itself reads is no goalpost: last_year(revenue) moves with revenue.
func judged(d Definition, category Category) []Change {
	return slices.DeleteFunc(slices.Clone(d.Changes), func(c Change) bool {
		ofValue := func(v Change) bool { return v.Category == Value && v.Through == c.Through }
		switch {
		case c.Category != category:
			return true
		case c.Through == "":
			return !slices.Contains(judging, c.What)
		}
		return c.Through == string(KPI)+" "+d.ID || slices.ContainsFunc(d.Changes, ofValue)
	})
}

// because is the way to write the reason of a change.
func because(k *plan.KPI, c Change) string {
	if c.What == "target" && len(k.Target.Goals) > 0 {
		return "say why: target: {value: …, because: …}, or changed: [{on: …, because: …}]"
	}
	return "say why: changed: [{on: …, because: …}]"
}

// goalpost tells of changes that have no reason. What became harder to reach is a
// warning; what became easier, or may have, is an error.
func (l *looking) goalpost(f Finding, moved []Change, way string) {
	var parts []string
	for _, c := range moved {
		f.Direction = together(f.Direction, c.Direction)
		parts = append(parts, c.Sentence())
	}
	severity, how := diag.Error, "changed"
	switch f.Direction {
	case Weaker:
		how = "made weaker"
	case Harder:
		severity, how = diag.Warning, "made harder"
	}
	if !slices.ContainsFunc(moved, func(c Change) bool { return c.Through == "" }) {
		severity = diag.Warning // the change is told where it was made
	}
	whose := fmt.Sprintf("the %s of %q", f.Change, f.KPI)
	if f.Rule != "" {
		whose = fmt.Sprintf("the rule %q", f.Rule)
	}
	first := moved[0]
	l.add(f, severity, first.Place, MovedGoalpost, "%s was %s without a reason: %s", whose, how, strings.Join(parts, "; ")).
		At(first.Old, "before").Notef("%s", way)
}

// Subject says what has changed: target, or field won of deals, formula.
func (c Change) Subject() string {
	if c.Through != "" {
		return c.Through + ", " + c.What
	}
	return c.What
}

// Sentence is a change in one line: target: 28% → 25%.
func (c Change) Sentence() string {
	return fmt.Sprintf("%s: %s → %s", c.Subject(), orNothing(c.Before), orNothing(c.After))
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// begun reports whether a KPI is judged by what stood in the older definitions.
func (l *looking) begun(k *plan.KPI) bool {
	if !k.Target.Set() {
		return len(k.Bands) > 0
	}
	return slices.ContainsFunc(k.Target.Goals, func(g plan.Goal) bool { return g.From <= l.asOf })
}

// movedGoal reports whether a goal that has begun is no longer what it was. A goal
// for later, and one for days that had none, move nothing.
func (l *looking) movedGoal(old, now *plan.KPI, changes []Change) bool {
	if slices.ContainsFunc(changes, func(c Change) bool { return c.What != "target" || c.Through != "" }) {
		return true
	}
	return slices.ContainsFunc(old.Target.Goals, func(g plan.Goal) bool { return g.From <= l.asOf && !l.comparison.kept(&g, now) })
}

// reason reports whether a change came with a reason: a new one under changed:, or
// a because: of a goal that was not there before.
func (l *looking) reason(old, now *plan.KPI) bool {
	if newReason(old.Spec.Changed, now.Spec.Changed) {
		return true
	}
	return slices.ContainsFunc(now.Target.Goals, func(g plan.Goal) bool {
		text := g.Spec.Because
		return text.Written() && !slices.ContainsFunc(old.Target.Goals, func(h plan.Goal) bool {
			return oneLine(h.Spec.Because.Value) == oneLine(text.Value)
		})
	})
}

func newReason(old, now []spec.Reason) bool {
	return slices.ContainsFunc(now, func(r spec.Reason) bool {
		return !slices.ContainsFunc(old, func(o spec.Reason) bool {
			return o.On.Value == r.On.Value && oneLine(o.Because.Value) == oneLine(r.Because.Value)
		})
	})
}

func (l *looking) rule(d Definition) {
	f := Finding{Rule: d.ID, Change: Threshold}
	switch d.State {
	case Removed:
		f.Direction = Weaker
		l.add(f, diag.Error, l.mainFile(), MovedGoalpost, "the rule %q is gone, without a reason", d.ID).
			At(d.Old, "it was here").Notef("say why: acknowledged: [{rule: %s, change: threshold, because: …}]", d.ID)
	case Changed:
		moved := slices.DeleteFunc(slices.Clone(d.Changes), func(c Change) bool { return c.Category != Threshold })
		if len(moved) > 0 && !newReason(l.before.Rule(d.ID).Spec.Changed, l.after.Rule(d.ID).Spec.Changed) {
			l.goalpost(f, moved, "say why: changed: [{on: …, because: …}]")
		}
	}
}

// values tells of KPIs that have other values than before.
func (l *looking) values(moves []Move) {
	told := map[string]bool{}
	for _, m := range moves {
		if !m.ValueMoved() || told[m.KPI] {
			continue
		}
		told[m.KPI] = true
		n, largest := extent(moves, m.KPI)
		l.add(Finding{KPI: m.KPI, Change: Value}, diag.Info, kpiOf(l.after, m.KPI).Spec.ID.Range, MovedValue, "%q has other values than before in %s%s",
			m.KPI, counted(n, "period"), largest)
	}
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// extent counts the periods in which a KPI moved, and says by how much at most.
func extent(moves []Move, kpi string) (n int, most string) {
	var largest *Move
	for i := range moves {
		m := &moves[i]
		if m.KPI != kpi || !m.ValueMoved() {
			continue
		}
		n++
		if m.Change() != nil && (largest == nil || abs(*m.Change()) > abs(*largest.Change())) {
			largest = m
		}
	}
	if largest != nil {
		most = fmt.Sprintf(", at most by %s in %s", largest.ChangeText(), largest.Period)
	}
	return n, most
}

func abs(v float64) float64 { return max(v, -v) }
