package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/reports"
	"kpi/reports/document"
)

func reportCommand(s streams) *cobra.Command {
	var f flags
	var format, output string
	c := &cobra.Command{
		Use:   "report [kpi…]",
		Short: "Write the scorecard as a file",
		Long: `report computes all KPIs, or the named ones, and writes the scorecard. The file
is written beside the old one and takes its place only when it is complete. The
same inputs give the same bytes.`,
		Example: `  kpi report
  kpi report --period 2026-Q3 --by region -o q3.pdf
  kpi report --format csv -o scorecard.csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			t, err := reportTarget(format, output)
			if err != nil {
				return err
			}
			d, result, err := s.evaluate(c.Context(), &f, args)
			if err != nil {
				return err
			}
			if t.options, err = s.printOptions(d); err != nil {
				return err
			}
			return s.write(result, t)
		},
	}
	f.register(c)
	f.registerShape(c)
	f.registerEvidence(c)
	c.Flags().StringVar(&format, "format", "", formatUsage("pdf"))
	c.Flags().StringVarP(&output, "output", "o", "", "file to write; - is standard output (default: scorecard.pdf)")
	return c
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
	r := d.Catalog.Report
	o := reports.Options{Warn: s.warn, Paper: document.Paper(r.Paper.Value), Classification: r.Classification.Value}
	var err error
	o.Created, err = sourceDate()
	return o, err
}
