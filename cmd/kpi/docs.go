package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/kpitest"
	"kpi/engine/spec"
	"kpi/reports/catalogue"
)

// docsFlags are the options of kpi docs.
type docsFlags struct{ file, output, locale, period string }

func docsCommand(s streams) *cobra.Command {
	var f docsFlags
	c := &cobra.Command{
		Use:   "docs",
		Short: "Write a catalogue of all KPIs as one page; needs no data",
		Long: `docs writes one page for browsers with all KPIs, measures, rules and sources: what
each means, its formula in words and as SQL, who answers for it, what it is made
of and what is made of it, and the tests that it has. The page has a search, needs
no network, and knows no value.`,
		Example: `  kpi docs
  kpi docs -o public/kpis.html --locale zh-CN`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return s.docs(c.Context(), &f) },
	}
	fileFlag(c, &f.file)
	p := c.Flags()
	p.StringVarP(&f.output, "output", "o", "kpis.html", "file to write; - is standard output")
	p.StringVar(&f.locale, "locale", "", "language of names, descriptions and labels: "+strings.Join(spec.Locales(), " or ")+" (default: the scorecard's)")
	p.StringVar(&f.period, "period", "2026-01", "period that the SQL is an example of")
	return c
}

func (s streams) docs(ctx context.Context, f *docsFlags) error {
	if err := checkLocale(f.locale); err != nil {
		return err
	}
	d, err := s.read(f.file)
	if err != nil {
		return err
	}
	page := &catalogue.Catalogue{Plan: d.Plan, Version: d.Version(), Locale: f.locale}
	if page.Locale == "" {
		page.Locale = d.Catalog.Scorecard.Locale.Value
	}
	if page.Tests, err = s.testsOf(d, f.file); err != nil {
		return err
	}
	p := s.progress()
	page.SQL, page.Example, err = statementsOf(ctx, d, f.period, p.say)
	p.end()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := catalogue.Write(&b, page); err != nil {
		return err
	}
	if isInput(f.output, inputsOf(d)) {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a file that the catalogue is about; name another with -o", f.output)}
	}
	if err := s.put(f.output, b.Bytes()); err != nil {
		return err
	}
	if !isStandardOutput(f.output) {
		fmt.Fprintf(s.err, "wrote %s\n", f.output)
	}
	return nil
}

// testsOf are the tests of each KPI. Definitions without test files have none.
func (s streams) testsOf(d *engine.Definition, file string) (map[string][]catalogue.Test, error) {
	paths, list := spec.FindTests(file, d.Catalog)
	if list.HasErrors() || len(paths) == 0 {
		return nil, s.report(list, d.Text())
	}
	suite, problems, err := kpitest.Read(d, paths)
	if err != nil {
		return nil, err
	}
	if err := s.report(problems, suite.Text()); err != nil {
		return nil, err
	}
	out := map[string][]catalogue.Test{}
	for _, t := range suite.Tests() {
		for _, kpi := range t.KPIs {
			out[kpi] = append(out[kpi], catalogue.Test{Name: t.Name, Place: fmt.Sprintf("%s:%d", t.Range.File, t.Range.Start.Line)})
		}
	}
	return out, nil
}

// statementsOf are the statements that would compute each KPI in a period. They
// are run on tables without rows: what is printed is what runs.
func statementsOf(ctx context.Context, d *engine.Definition, period string, progress func(string)) (out map[string][]catalogue.Statement, label string, err error) {
	span, err := d.Plan.Calendar.ParsePeriod(period)
	if err != nil {
		return nil, "", &engine.UsageError{Message: err.Error()}
	}
	o := engine.Options{
		Period: period, AsOf: (span.End - 1).String(), History: 1, WithoutQuality: true, Fixtures: &engine.Fixtures{}, Progress: progress,
	}
	session, list, err := d.Open(ctx, o)
	if err != nil {
		return nil, "", fmt.Errorf("open tables without rows: %w", err)
	}
	if list.HasErrors() {
		return nil, "", fmt.Errorf("open tables without rows: %s", firstError(list))
	}
	defer func() { err = errors.Join(err, session.Close()) }()
	out = map[string][]catalogue.Statement{}
	for _, k := range d.Plan.KPIs {
		o.KPIs = []string{k.ID}
		result, list, err := session.Evaluate(ctx, o)
		if err == nil && list.HasErrors() {
			err = errors.New(firstError(list))
		}
		if err != nil {
			return nil, "", fmt.Errorf("write the SQL of %q: %w", k.ID, err)
		}
		for _, statement := range result.Statements {
			out[k.ID] = append(out[k.ID], catalogue.Statement{Source: statement.Source, Text: statement.Text, Args: statement.Args})
		}
	}
	return out, span.Label, nil
}
