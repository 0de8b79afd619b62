package plan

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/spec"
)

// An Action is what somebody does about a KPI.
type Action struct {
	Spec   *spec.Action
	KPI    string
	Until  calendar.Date // the day by which it is done
	Status ActionStatus
}

// An ActionStatus says how far an action is.
type ActionStatus string

// The statuses of actions.
const (
	ActionOpen  ActionStatus = "open"
	ActionDoing ActionStatus = "doing"
	ActionDone  ActionStatus = "done"
)

// A Note says what happened on a day.
type Note struct {
	Spec *spec.Note
	KPI  string // "" is about all of them
	Date calendar.Date
}

// followups resolves actions and notes.
func (b *builder) followups() {
	known := ids(b.plan.KPIs, func(k *KPI) string { return k.ID })
	for i := range b.catalog.Actions {
		a := &b.catalog.Actions[i]
		if !b.isKPI(a.KPI, known) {
			continue
		}
		out := Action{Spec: a, KPI: a.KPI.Value, Status: ActionOpen}
		if a.Status.Written() {
			out.Status = ActionStatus(a.Status.Value)
		}
		// spec has checked the date.
		out.Until, _ = calendar.ParseDate(a.Until.Value)
		b.plan.Actions = append(b.plan.Actions, out)
	}
	for i := range b.catalog.Notes {
		n := &b.catalog.Notes[i]
		if n.KPI.Written() && !b.isKPI(n.KPI, known) {
			continue
		}
		out := Note{Spec: n, KPI: n.KPI.Value}
		out.Date, _ = calendar.ParseDate(n.Date.Value)
		b.plan.Notes = append(b.plan.Notes, out)
	}
}

// isKPI reports a name that is no KPI. Nothing written was reported before.
func (b *builder) isKPI(name spec.Text, known []string) bool {
	switch {
	case !name.Written():
		return false
	case slices.Contains(known, name.Value):
		return true
	case b.plan.Numbers[name.Value] != nil:
		b.list.Errorf(name.Range, "unknown-kpi", "%q is a measure, and this is about KPIs", name.Value)
		return false
	}
	for _, k := range b.catalog.KPIs {
		if k.ID.Value == name.Value {
			return false // its formula is wrong, which was reported
		}
	}
	b.unknown(name, "unknown-kpi", "there is no KPI %q", known)
	return false
}
