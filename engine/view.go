package engine

import (
	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/query"
	"kpi/engine/scorecard"
)

// defaultHistory is the number of periods that series show.
const defaultHistory = 24

// lastDay is the last date in the clocks of all sources that are no plan.
func (r *run) lastDay() (calendar.Date, bool) {
	var last calendar.Date
	found := false
	for _, s := range r.Plan.Sources {
		if s.Clock == nil || s.Spec.Plan {
			continue
		}
		if c := r.covered[query.Clock{Source: s, Node: s.Clock}.Key()]; !c.Empty && (!found || c.Last > last) {
			last, found = c.Last, true
		}
	}
	return last, found
}

func (r *run) dataThrough() string {
	last, ok := r.lastDay()
	if !ok {
		return ""
	}
	return min(last, r.view.AsOf).String()
}

// chooseView decides as-of, grain and period.
func (r *run) chooseView() error {
	o := r.options
	v := scorecard.View{History: o.History, By: o.By, ByHistory: o.ByHistory, KPIs: o.KPIs, Grain: r.Plan.Grain, NoKPIs: o.RulesOnly, Evidence: o.Evidence, Locale: o.Locale, PartOf: o.PartOf, Rules: r.shownRules(), RuleHistory: o.RuleHistory}
	if v.History == 0 {
		v.History = defaultHistory
	}
	if err := r.chooseAsOf(&v); err != nil {
		return err
	}
	if o.Grain != "" {
		g, ok := calendar.ParseGrain(o.Grain)
		if !ok {
			return usage("--grain is day, week, month, quarter or year, not %q", o.Grain)
		}
		v.Grain = g
	}
	if err := r.choosePeriod(&v); err != nil {
		return err
	}
	r.view = v
	return nil
}

func (r *run) chooseAsOf(v *scorecard.View) error {
	text := r.options.AsOf
	if text == "" {
		text = r.Catalog.Scorecard.AsOf.Value
	}
	if text == "" {
		// Evaluate has seen that there is one.
		v.AsOf, _ = r.lastDay()
		return nil
	}
	d, ok := calendar.ParseDate(text)
	if y, _, _ := d.Civil(); !ok || y < 1900 || y > 2200 {
		return usage("--as-of is a date such as 2026-01-31, not %q", text)
	}
	v.AsOf, v.Told = d, true
	return nil
}

func (r *run) choosePeriod(v *scorecard.View) error {
	c := r.Plan.Calendar
	if r.options.Period == "" {
		p := c.LastComplete(v.Grain, v.AsOf)
		v.Period = calendar.Selection{Start: c.Start(p), End: c.End(p), Grain: v.Grain, Period: p, Label: c.Label(p)}
		return nil
	}
	s, err := c.ParsePeriod(r.options.Period)
	if err != nil {
		return usage("--period: %s", err)
	}
	if !s.Free && r.options.Grain != "" && s.Grain != v.Grain {
		return usage("--period %s is a %s, and --grain asks for a %s", s.Label, s.Grain, v.Grain)
	}
	if !s.Free {
		v.Grain = s.Grain
	}
	v.Period = s
	return nil
}

// noDates reports that no row of any source has a date, where as-of is not
// given either.
func (r *run) noDates(list *diag.List) {
	_, dated := r.lastDay()
	if dated || r.options.AsOf != "" || r.Catalog.Scorecard.AsOf.Value != "" {
		return
	}
	for _, s := range r.Plan.Sources {
		if s.Clock != nil && !s.Spec.Plan {
			list.Errorf(s.Spec.Date.Range, "no-dates", "%q is blank in all rows of %q: it is not known which period to report", s.Spec.Date.Value, s.ID).
				Notef("check the column and its format, or give --as-of 2026-01-31")
			return
		}
	}
	list.Errorf(diag.Range{File: r.Catalog.Files[0].Name}, "no-dates", "no source but plans has a date: give --as-of 2026-01-31")
}
