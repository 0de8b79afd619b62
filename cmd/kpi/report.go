package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/reports"
)

// asked is what the command line asks of report.
type asked struct{ format, output, folder string }

func reportCommand(s streams) *cobra.Command {
	var f flags
	var a asked
	c := &cobra.Command{
		Use:   "report [report… | kpi…]",
		Short: "Write the scorecard, or named reports, as files",
		Long: `report builds the reports that the definitions name under reports:, all of them or
those that are named here. Where there are none, it computes all KPIs, or the
named ones, and writes the scorecard. A file is written beside the old one and
takes its place only when it is complete. The same inputs give the same bytes.`,
		Example: `  kpi report
  kpi report board regional --out reports
  kpi report --period 2026-Q3 --by region -o q3.pdf
  kpi report --format csv -o scorecard.csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error { return s.makeReports(c.Context(), &f, a, args) },
	}
	f.register(c)
	f.registerShape(c)
	f.registerEvidence(c)
	c.Flags().StringVar(&a.format, "format", "", formatUsage("pdf"))
	c.Flags().StringVarP(&a.output, "output", "o", "", "file to write; - is standard output (default: as the report says, else scorecard.pdf)")
	c.Flags().StringVar(&a.folder, "out", "", "folder that named reports are written to (default: the working folder)")
	return c
}

func (s streams) makeReports(ctx context.Context, f *flags, a asked, names []string) error {
	// A wrong format is reported before anything is read.
	t, err := reportTarget(a.format, a.output)
	if err != nil {
		return err
	}
	d, err := s.read(f.file)
	if err != nil {
		return err
	}
	chosen, err := chooseReports(d, names, a)
	if err != nil {
		return err
	}
	if len(chosen) > 0 {
		b := &build{streams: s, definition: d, flags: f, format: a.format, output: a.output, folder: cmp.Or(a.folder, ".")}
		if a.output != "" {
			b.format = t.format
		}
		return b.run(ctx, chosen)
	}
	if a.folder != "" {
		return &engine.UsageError{Message: "--out is the folder of reports that the definitions name; name a file with -o"}
	}
	o, err := f.options(names)
	if err != nil {
		return err
	}
	o.ByHistory = draws(t.format)
	result, err := s.compute(ctx, d, f, o)
	if err != nil {
		return err
	}
	if t.options, err = s.printOptions(d); err != nil {
		return err
	}
	if t.format == "pdf" && attached(d.Catalog.Look) {
		if err := t.attach(d, result.Scorecard); err != nil {
			return err
		}
	}
	return s.write(result, t)
}

// chooseReports returns the reports that the words name, or all of them where
// nothing is named. None is the scorecard, of the KPIs that are named.
func chooseReports(d *engine.Definition, names []string, a asked) ([]*plan.Report, error) {
	if len(names) == 0 && a.output == "" {
		return d.Plan.Reports, nil
	}
	var chosen []*plan.Report
	kpis := 0
	for _, name := range once(names) {
		r := d.Plan.Report(name)
		k := d.Plan.Numbers[name]
		switch {
		case r != nil && k != nil && k.KPI != nil:
			return nil, &engine.UsageError{Message: fmt.Sprintf("%q is both a report and a KPI; name one of them differently", name)}
		case r != nil:
			chosen = append(chosen, r)
		case len(d.Plan.Reports) > 0 && k == nil:
			return nil, unknownReport(d, name)
		default:
			kpis++
		}
	}
	switch {
	case len(chosen) > 0 && kpis > 0:
		return nil, &engine.UsageError{Message: "reports and KPIs cannot be named together: a report says itself which KPIs it shows"}
	case a.output != "" && len(chosen) > 1, a.output != "" && len(chosen) == 1 && chosen[0].Per != nil:
		return nil, &engine.UsageError{Message: "-o names one file, and these reports have more; name their folder with --out"}
	case isStandardOutput(a.output) && a.output != "" && len(chosen) > 0:
		return nil, &engine.UsageError{Message: "a named report is written to a file; name it with -o"}
	}
	return chosen, nil
}

func unknownReport(d *engine.Definition, name string) error {
	var known []string
	for _, r := range d.Plan.Reports {
		known = append(known, r.ID)
	}
	for _, k := range d.Plan.KPIs {
		known = append(known, k.ID)
	}
	hint := "there are: " + diag.Some(known)
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return &engine.UsageError{Message: fmt.Sprintf("there is no report and no KPI %q; %s", name, hint)}
}

// reportTarget decides format and file: each may follow from the other.
func reportTarget(format, output string) (target, error) {
	format, err := formatOf(format, output, "pdf")
	if err != nil {
		return target{}, err
	}
	if output == "" {
		known, _ := lookup(format)
		output = "scorecard" + known.Ending
	}
	return target{format: format, path: output, announce: true}, nil
}

// draws reports whether a format shows how members came where they are.
func draws(format string) bool { return format == "pdf" || format == "html" }

// formatUsage describes the flag --format of a command with a format of its own.
func formatUsage(own string) string {
	var names []string
	for _, f := range reports.Formats {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return fmt.Sprintf("%s or %s (default: by the ending of the file, else %s)", strings.Join(names[:last], ", "), names[last], own)
}

// formatOf returns the format that is asked for, else that of the file's
// ending, else the command's own. An ending of no format is refused: the file
// would not be what its name says.
func formatOf(format, output, own string) (string, error) {
	if format != "" {
		_, err := lookup(format)
		return format, err
	}
	if f, ok := reports.FormatOf(output); ok {
		return f.Name, nil
	}
	ending := filepath.Ext(output)
	if ending == "" {
		return own, nil
	}
	var known []string
	for _, f := range reports.Formats {
		known = append(known, f.Ending)
	}
	return "", &engine.UsageError{Message: fmt.Sprintf("no report ends in %q; endings are %s, or say --format", ending, strings.Join(known, ", "))}
}

// printOptions are the reader's wishes of a printed report, from the
// definitions and the environment.
func (s streams) printOptions(d *engine.Definition) (reports.Options, error) {
	o := look(d.Folder, d.Catalog.Look)
	o.Warn = s.warn
	var err error
	o.Created, err = sourceDate()
	return o, err
}

// formatsOf reports formats of reports that there are not.
func formatsOf(d *engine.Definition) diag.List {
	var list diag.List
	for _, r := range d.Catalog.Reports {
		for _, t := range r.Formats {
			if _, err := lookup(t.Value); err != nil {
				list.Errorf(t.Range, "unknown-word", "%s", err)
			}
		}
	}
	return list
}
