package main

import (
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/reports"
)

// checkOthers reports a card of a member that names another one. All of the
// report is looked at, whatever its format prints.
func (b *build) checkOthers(s sheet, card *scorecard.Scorecard, o reports.Options, list *diag.List) {
	o.Pages = reports.AllPages // whatever is printed
	name, text, found := s.others.Find(card, reports.Compose(card, o), s.member)
	if found {
		list.Errorf(s.report.Spec.Per.Range, "other-member", "the file of %q would name %q: %q", s.member, name, text).
			Notef("leave out the breakdown or the KPI that brings it in; names in texts of the definitions are allowed")
	}
}

// writtenTexts are the texts of the definitions that reports repeat.
func writtenTexts(p *plan.Plan) []string {
	c := p.Catalog
	out := []string{c.Scorecard.Title.Value, c.Scorecard.Entity.Value, c.Look.Classification.Value}
	for _, k := range c.KPIs {
		out = append(out, k.Name.Value, k.Description.Value, k.Owner.Value, k.Category.Value, k.Formula.Value, k.ID.Value)
	}
	for _, o := range c.Objectives {
		out = append(out, o.Name.Value, o.Perspective.Value)
	}
	for _, d := range c.Dimensions {
		out = append(out, d.Name.Value)
	}
	for _, r := range c.Rules {
		out = append(out, r.Action.Value, r.Owner.Value)
	}
	for _, a := range c.Actions {
		out = append(out, a.Do.Value, a.Owner.Value)
	}
	for _, n := range c.Notes {
		out = append(out, n.Text.Value)
	}
	for _, r := range c.Reports {
		out = append(out, r.Title.Value, r.Audience.Value, r.Classification.Value)
	}
	return out
}
