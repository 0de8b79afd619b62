package engine

import (
	"context"
	"errors"
	"fmt"

	"kpi/engine/diag"
	"kpi/engine/lint"
	"kpi/engine/load"
	"kpi/engine/scorecard"
	"kpi/engine/series"
)

// Bind compares the definitions with the columns of the files that are there: what
// load.Bind finds, and control totals that cannot be read. No value is looked at.
func (d *Definition) Bind(ctx context.Context, o Options) (diag.List, error) {
	r := &run{Definition: d, options: o}
	list, err := r.check()
	if err != nil {
		return list, err
	}
	found, err := load.Bind(ctx, r.loadOptions())
	list.Append(found)
	return list, err
}

// Prove loads the data, proves keys and joins, computes all KPIs, and returns what
// is wrong with rows and with values: problems that stop an evaluation, what the
// data do not keep of the definitions' promises (errors) or may not be meant
// (warnings), and what the rules of lint find in values. Today is as in Lint.
func (d *Definition) Prove(ctx context.Context, o Options, today string) (diag.List, error) {
	r := &run{Definition: d, options: o}
	list, err := r.check()
	if err != nil || list.HasErrors() {
		return list, err
	}
	found, err := r.load(ctx)
	list.Append(found)
	if err != nil || list.HasErrors() {
		return list, err
	}
	result, found, err := r.measure(ctx, func(*run, *series.Evaluator) {})
	list.Append(found)
	if err = errors.Join(err, r.data.Close()); err != nil || result == nil {
		return list, err
	}
	for _, f := range result.Scorecard.Findings {
		d.tell(f, &list)
	}
	list.Append(lint.Run(d.Plan, lint.Facts{Card: result.Scorecard, Today: today}).OfValues())
	list.Sort()
	return list, nil
}

// tell reports a finding about the data at what it is about.
func (d *Definition) tell(f scorecard.Finding, list *diag.List) {
	at, about := d.placeOf(f)
	told := list.Errorf(at, f.Code, "%s: %s", about, f.Message)
	if f.Severity != scorecard.Wrong {
		told.Severity = diag.Warning
	}
	if !f.Advice.Empty() {
		told.Notef("%s", f.Advice)
	}
	for _, e := range f.Examples {
		told.Notef("%s", example(e))
	}
}

// placeOf is where the source or the KPI of a finding is defined, and its name in
// words.
func (d *Definition) placeOf(f scorecard.Finding) (diag.Range, string) {
	for _, s := range d.Plan.Sources {
		if f.Source != "" && s.ID == f.Source {
			return s.Spec.ID.Range, fmt.Sprintf("source %q", s.ID)
		}
	}
	for _, k := range d.Plan.KPIs {
		if f.KPI != "" && k.ID == f.KPI {
			return k.Spec.ID.Range, fmt.Sprintf("KPI %q", k.ID)
		}
	}
	return diag.Range{File: d.Catalog.Files[0].Name}, f.About
}

func example(e scorecard.Example) string {
	text := e.Value.String()
	if e.Rows > 1 {
		text += fmt.Sprintf(", in %d rows", e.Rows)
	}
	if e.Place != "" {
		text += fmt.Sprintf(" (%s)", e.Place)
	}
	return text
}
