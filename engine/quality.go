package engine

import (
	"context"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/load"
	"kpi/engine/plan"
	"kpi/engine/quality"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/series"
)

// lookAtData adds to a card what the data behind it hold and what is wrong with
// them.
func (r *run) lookAtData(ctx context.Context, e *series.Evaluator, card *scorecard.Scorecard) error {
	sources, clocks := r.behind()
	findings, facts, err := quality.Look(ctx, quality.Request{
		Plan: r.Plan, Data: r.data, Sources: sources, Clocks: clocks, Totals: r.totals, Covered: r.covered, Undated: r.undated,
		AsOf: r.view.AsOf, Told: r.view.Told, SkipProofs: r.options.SkipProofs, Progress: r.options.Progress,
	})
	if err != nil {
		return err
	}
	for _, k := range r.shown() {
		value := func(p calendar.Selection) scorecard.Measured { return scorecard.Measure(e, r.view, k, r.frameOf(p)) }
		if r.options.Where != "" {
			value = nil
		}
		findings = append(findings, quality.CompareKPI(k, r.totals[kpiKey(k)], value)...)
	}
	findings = append(findings, scorecard.Reviews(r.shown(), r.view.AsOf)...)
	card.Findings = append(findings, r.findings...)
	quality.Sort(card.Findings)
	card.Quality = facts
	return nil
}

// shown lists the KPIs that are asked for.
func (r *run) shown() []*plan.KPI {
	asked := scorecard.View{KPIs: r.options.KPIs, NoKPIs: r.options.RulesOnly}
	return slices.DeleteFunc(slices.Clone(r.Plan.KPIs), func(k *plan.KPI) bool { return !asked.Shows(k.ID) })
}

// behind lists the sources that the shown KPIs are computed from, directly and
// through joins, in the order of writing, and the clocks that they count by.
func (r *run) behind() ([]*plan.Source, []query.Clock) {
	var clocks []query.Clock
	read := map[*plan.Source]bool{}
	reads := func(_ string, n series.Need) {
		a := r.Plan.Aggregates[n.Slot]
		follow(a.Source, read)
		c := query.Clock{Source: a.Source, Node: a.Clock}
		if a.Life != nil {
			c.Node = a.Life.From
		}
		if c.Node != nil && !slices.ContainsFunc(clocks, func(have query.Clock) bool { return have.Key() == c.Key() }) {
			clocks = append(clocks, c)
		}
	}
	r.view.Needs(r.Plan, reads)
	if r.options.RulesOnly {
		r.view.RuleNeeds(r.Plan, reads)
	}
	all := len(r.options.KPIs) == 0 && !r.options.RulesOnly
	for s := range read {
		// What a query reads is known to the database alone.
		all = all || s.Spec.Query.Written()
	}
	return slices.DeleteFunc(slices.Clone(r.Plan.Sources), func(s *plan.Source) bool { return !all && !read[s] }), clocks
}

// follow marks a source and all that its joins lead to.
func follow(s *plan.Source, read map[*plan.Source]bool) {
	if read[s] {
		return
	}
	read[s] = true
	for _, j := range s.Joins {
		follow(j.Source, read)
	}
}

// kpiKey tells a KPI from a source of the same name.
func kpiKey(k *plan.KPI) string { return "kpi " + k.ID }

// readTotals collects the control totals of periods: those of the definitions,
// and those of files.
func (r *run) readTotals(list *diag.List) error {
	r.totals = map[string][]plan.Total{}
	for _, s := range r.Plan.Sources {
		if err := r.readFile(s.ID, s.Expect, nil, list); err != nil {
			return err
		}
	}
	for _, k := range r.shown() {
		if err := r.readFile(kpiKey(k), k.Expect, k, list); err != nil {
			return err
		}
	}
	list.Sort()
	return nil
}

func (r *run) readFile(key string, e plan.Expect, k *plan.KPI, list *diag.List) error {
	r.totals[key] = e.Totals
	if e.File == nil {
		return nil
	}
	rows, name, problems, err := load.ReadTotals(r.loadOptions(), e.File)
	list.Append(problems)
	if name != "" {
		r.totalFiles = append(r.totalFiles, name)
	}
	for _, row := range rows {
		if t, ok := r.Plan.ReadTotal(&row.Period, &row.Value, k, list); ok {
			r.totals[key] = append(r.totals[key], t)
		}
	}
	return err
}

// frameOf is the window of a period that a control total is of.
func (r *run) frameOf(p calendar.Selection) calendar.Frame {
	if p.Free {
		return r.Plan.Calendar.RangeFrame(p.Start, p.End, r.view.AsOf)
	}
	return r.Plan.Calendar.PeriodFrame(p.Period, r.view.AsOf)
}

// totalNeeds adds what the values beside control totals are computed from.
func (r *run) totalNeeds(q *query.Request) {
	if r.options.Where != "" {
		return
	}
	for _, k := range r.shown() {
		for _, t := range r.totals[kpiKey(k)] {
			series.Needs(r.Plan, k.Formula, r.frameOf(t.Period), "", func(n series.Need) { q.Need("", n) })
		}
	}
}
