package diff

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/spec"
)

// acknowledge finds the findings that are acknowledged, and the acknowledgements
// of none. An acknowledgement goes with the change that it came with: one that the
// older definitions have says nothing of a newer change.
func (l *looking) acknowledge() {
	found := len(l.found)
	for i := range l.after.Catalog.Acknowledged {
		a := &l.after.Catalog.Acknowledged[i]
		why := l.idle(a)
		used := false
		for j := range l.found[:found] {
			if f := &l.found[j]; why == "" && f.KPI == a.KPI.Value && f.Rule == a.Rule.Value && string(f.Change) == a.Change.Value {
				f.Acknowledged, used = a, true
			}
		}
		if used {
			continue
		}
		if why == "" {
			why = "there is no such change"
		}
		l.add(Finding{KPI: a.KPI.Value, Rule: a.Rule.Value, Change: Category(a.Change.Value)}, diag.Info, a.Range, NoSuchChange,
			"nothing is acknowledged by this: %s", why).Notef("take it out")
	}
}

// idle says why an acknowledgement is none at all; "" is that it may be one.
func (l *looking) idle(a *spec.Acknowledgement) string {
	until, ok := calendar.ParseDate(a.Until.Value)
	switch {
	case ok && l.told && until < l.asOf:
		return "it has ended on " + a.Until.Value
	case slices.ContainsFunc(l.before.Catalog.Acknowledged, func(b spec.Acknowledgement) bool { return sameAcknowledgement(a, &b) }):
		return "it was there before, and goes with an older change"
	}
	return ""
}

func sameAcknowledgement(a, b *spec.Acknowledgement) bool {
	return a.KPI.Value == b.KPI.Value && a.Rule.Value == b.Rule.Value && a.Change.Value == b.Change.Value &&
		oneLine(a.Because.Value) == oneLine(b.Because.Value) && a.Until.Value == b.Until.Value
}

// List returns the findings as diagnostics. What is acknowledged is told as info,
// with its reason.
func List(findings []Finding) diag.List {
	var out diag.List
	for _, f := range findings {
		d := *f.Diagnostic
		if f.Acknowledged != nil {
			d.Severity = diag.Info
			d.Notes = []string{"acknowledged: " + oneLine(f.Acknowledged.Because.Value)}
		}
		out.Items = append(out.Items, &d)
	}
	out.Sort()
	return out
}

// Worst returns the worst severity of the findings that are not acknowledged;
// false is none.
func Worst(findings []Finding) (diag.Severity, bool) {
	worst, some := diag.Info, false
	for _, f := range findings {
		if f.Acknowledged == nil {
			worst, some = min(worst, f.Severity), true
		}
	}
	return worst, some
}
