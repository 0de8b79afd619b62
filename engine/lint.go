package engine

import (
	"kpi/engine/diag"
	"kpi/engine/lint"
	"kpi/engine/scorecard"
)

// Lint applies the rules that need no data to a definition without errors. Today
// is the ISO day by which comments that ignore a finding end; "" ends none.
func (d *Definition) Lint(today string) diag.List {
	list := lint.Run(d.Plan, lint.Facts{Today: today}).List()
	d.currency(&list)
	list.Sort()
	return list
}

// currency warns of amounts that no reader can tell the currency of. It is no rule
// of lint: nothing about a KPI is to be mended, and nobody is to ignore it.
func (d *Definition) currency(list *diag.List) {
	if d.Catalog.Scorecard.Currency.Written() {
		return
	}
	var ids []string
	var first diag.Range
	for _, k := range d.Plan.KPIs {
		if k.Unit.Money == 0 || k.Unit.Currency != "" {
			continue
		}
		if ids = append(ids, k.ID); len(ids) == 1 {
			first = k.Spec.ID.Range
		}
	}
	if len(ids) > 0 {
		list.Warnf(first, "missing-currency", "%q is money, and it is not said in which currency", ids[0]).
			Notef("add scorecard: {currency: USD}; it is that of %s", diag.Some(ids))
	}
}

// lint adds to a card what its values ask for, and how SMART its KPIs are. It
// returns the comments that have ended: what is to be said of definitions
// otherwise was said when they were validated. Neither the rows of tests nor a
// part of the rows are what anybody has to act on.
func (r *run) lint(card *scorecard.Scorecard) diag.List {
	if r.options.Fixtures != nil || r.options.Where != "" {
		return diag.List{}
	}
	report := lint.Run(r.Plan, lint.Facts{Card: card, Shown: true})
	card.Concerns = report.Concerns()
	for _, s := range card.Sections {
		for i := range s.Results {
			s.Results[i].Smart = report.Smart(s.Results[i].ID)
		}
	}
	return report.Comments
}
