package data

import (
	"encoding/json"
	"fmt"
	"io"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
)

// CheckFormat names the layout of the JSON of a check, as Format names that of a
// scorecard.
const CheckFormat = "kpi.check/1"

type check struct {
	Format      string    `json:"format" doc:"name and version of this layout: \"kpi.check/1\""`
	Title       string    `json:"title" doc:"title of the scorecard"`
	Entity      string    `json:"entity" doc:"whose numbers these are; \"\" where nobody said"`
	Grain       string    `json:"grain" doc:"length of the periods: day, week, month, quarter or year"`
	Period      period    `json:"period" doc:"the reported period; a rule has its own, the last complete one"`
	AsOf        *string   `json:"as_of" doc:"last day whose rows count"`
	DataThrough *string   `json:"data_through" doc:"last day in the data"`
	Where       string    `json:"where" doc:"filter on all rows, as written; \"\" is none"`
	Version     string    `json:"version" doc:"first digits of the hash of the definitions"`
	FailOn      string    `json:"fail_on" doc:"the mildest severity that fails the check: info, warning or error"`
	Failed      int       `json:"failed" doc:"number of the rules below that fail the check: those that fire and are as bad as fail_on, and those that could not be evaluated"`
	Rules       []rule    `json:"rules" doc:"the rules, in the order of the file, and of the members"`
	Notes       []string  `json:"notes" doc:"what a reader must know, a sentence each"`
	Findings    []finding `json:"findings" doc:"what is wrong with the data, the worst first"`
}

type rule struct {
	ID        string   `json:"id" doc:"name of the rule in the file"`
	When      string   `json:"when" doc:"the condition as written, on one line"`
	ClearWhen string   `json:"clear_when" doc:"what ends it, as written; \"\" is that the condition no longer holds"`
	Severity  string   `json:"severity" doc:"info, warning or error"`
	Action    string   `json:"action" doc:"what is to be done; \"\" where nobody said"`
	Owner     string   `json:"owner" doc:"who does it; \"\" where nobody said"`
	Dimension string   `json:"dimension" doc:"name of the dimension of member; \"\" is all rows"`
	Member    string   `json:"member" doc:"whom it was evaluated for; \"\" is all rows"`
	Grain     string   `json:"grain" doc:"length of its periods: the scorecard's, or a longer one of the KPIs that it reads"`
	For       int      `json:"for" doc:"number of periods in a row that the condition holds before the rule fires"`
	ClearFor  int      `json:"clear_for" doc:"number of periods in a row that what ends it holds before it is over"`
	Period    period   `json:"period" doc:"the last complete period"`
	State     string   `json:"state" doc:"clear, pending (the condition holds, not yet long enough), firing, held_back (another rule explains it), error (not evaluated), absent (no row of the member in the period)"`
	Since     *period  `json:"since" doc:"when it began to fire, or to be pending; null is neither"`
	Earlier   bool     `json:"earlier" doc:"it may have begun before since: no earlier period was looked at"`
	Periods   int      `json:"periods" doc:"number of periods from since to period, both counted; 0 without since"`
	HeldBy    []string `json:"held_by" doc:"rules that hold it back"`
	Why       string   `json:"why" doc:"why it could not be evaluated, in words; \"\" where it could"`
	Message   string   `json:"message" doc:"with its numbers; \"\" where there is none, or nothing to tell"`
	Terms     []term   `json:"terms" doc:"the numbers that the conditions read in the period"`
	History   []step   `json:"history" doc:"where it stood, oldest first, ends with period; 12 periods where nobody asks for more, fewer where the data begin later"`
}

type term struct {
	Text   string   `json:"text" doc:"what it is: the name of a KPI, other words, or a formula"`
	Value  *float64 `json:"value" doc:"null is no value; a condition is 1 or 0"`
	Reason *string  `json:"reason" doc:"why there is no value, or why it counts as missing"`
	Unit   string   `json:"unit" doc:"unit of the value; \"\" of a condition"`
}

type step struct {
	Period period `json:"period" doc:"one period"`
	State  string `json:"state" doc:"as of a rule"`
	Why    string `json:"why" doc:"why it could not be evaluated; \"\" where it could"`
}

// WriteCheck writes the rules of a scorecard as indented JSON that docs/json.md
// describes. FailOn is the mildest severity that fails the check.
func WriteCheck(w io.Writer, s *scorecard.Scorecard, failOn scorecard.RuleSeverity) error {
	out := check{
		Format: CheckFormat, Title: s.Title, Entity: s.Entity, Grain: s.Grain, Period: periodOf(s.Period), AsOf: orNull(s.AsOf),
		DataThrough: orNull(s.DataThrough), Where: s.Where, Version: s.Version, FailOn: string(failOn), Rules: each(s.Rules, ruleOf),
		Notes: each(s.Notes, phrase.Phrase.String), Findings: each(s.Findings, findingOf),
	}
	for _, r := range s.Rules {
		if r.Fails(failOn) {
			out.Failed++
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("write the JSON: %w", err)
	}
	return nil
}

func ruleOf(r scorecard.RuleResult) rule {
	out := rule{
		ID: r.ID, When: r.When, ClearWhen: r.ClearWhen, Severity: string(r.Severity), Action: r.Action, Owner: r.Owner, Dimension: r.Dimension, Member: r.Member,
		Grain: r.Grain, For: r.For, ClearFor: r.ClearFor, Period: periodOf(r.Period), State: string(r.State), Earlier: r.Earlier, Periods: r.Periods,
		HeldBy: each(r.HeldBy, func(id string) string { return id }), Why: r.Why, Message: r.Message, Terms: each(r.Terms, termOf),
		History: each(r.History, func(p scorecard.RulePeriod) step {
			return step{Period: periodOf(p.Period), State: string(p.State), Why: p.Why}
		}),
	}
	if r.Periods > 0 {
		out.Since = new(periodOf(r.Since))
	}
	return out
}

func termOf(t scorecard.RuleTerm) term {
	out := term{Text: t.Text, Value: finite(t.Value), Reason: orNull(t.Reason), Unit: t.Unit.String()}
	if t.Condition {
		out.Unit = ""
	}
	return out
}
