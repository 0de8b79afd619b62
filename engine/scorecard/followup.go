package scorecard

import (
	"slices"
	"strings"

	"kpi/engine/phrase"
	"kpi/engine/plan"
)

// An Action is what somebody does about a KPI.
type Action struct {
	Do      string // in words
	Owner   string
	Until   string // ISO day by which it is done
	Status  plan.ActionStatus
	Overdue bool // the day is past by as-of, and it is not done
}

// A Note says what happened on a day.
type Note struct {
	Date string // ISO day
	Text string
}

// A Concern is something about a KPI that its value asks somebody to look at:
// a KPI that is off track without an action, a percent that cannot be. It
// changes no value. Message and Advice are sentences without their end.
type Concern struct {
	Code     string        // of the rule of lint: no-action, overdue-action …
	Severity string        // error, warning or info
	KPI      string        // ID
	Message  phrase.Phrase // names the KPI as a report does
	Advice   phrase.Phrase // empty is nothing
}

// A Letter is how many rules of one letter of SMART a KPI passes. Rules that
// only inform do not count.
type Letter struct {
	Letter string // S, M, A, R or T
	Passed int
	Of     int      // rules that looked at it
	Failed []string // codes of the rules that it does not pass
}

// actions lists what is done about k, in the order of writing.
func (j *judging) actions(k *plan.KPI) []Action {
	var out []Action
	for _, a := range j.Plan.Actions {
		if a.KPI == k.ID {
			out = append(out, Action{Do: oneLine(a.Spec.Do.Value), Owner: a.Spec.Owner.Value, Until: a.Until.String(), Status: a.Status,
				Overdue: a.Status != plan.ActionDone && a.Until < j.View.AsOf})
		}
	}
	return out
}

// notesOn lists the notes about a KPI, or about all of them where id is "", up
// to as-of, the oldest first.
func (j *judging) notesOn(id string) []Note {
	var out []Note
	for _, n := range j.Plan.Notes {
		if n.KPI == id && n.Date <= j.View.AsOf {
			out = append(out, Note{Date: n.Date.String(), Text: oneLine(n.Spec.Text.Value)})
		}
	}
	slices.SortStableFunc(out, func(a, b Note) int { return strings.Compare(a.Date, b.Date) })
	return out
}
