package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/scorecard"
)

func evalCommand(s streams) *cobra.Command {
	var f flags
	var format, output string
	c := &cobra.Command{
		Use:   "eval [kpi…]",
		Short: "Compute KPIs and print them",
		Long: `eval computes the named KPIs, or all of them, for one period and prints value,
target, status and the change on last year.`,
		Example: `  kpi eval
  kpi eval revenue win_rate --by region,segment
  kpi eval --period 2026-Q3 --where 'region == "West"'
  kpi eval --format json > values.json
  kpi eval win_rate --source deals=new/deals.csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := lookup(format); err != nil {
				return err
			}
			d, card, err := s.evaluate(c.Context(), &f, args)
			if err != nil {
				return err
			}
			o, err := s.printOptions(d)
			if err != nil {
				return err
			}
			o.Color = s.outTerminal && output == ""
			return s.write(card, target{format: format, path: output, options: o})
		},
	}
	f.register(c)
	c.Flags().StringVar(&format, "format", "table", "table, json, csv or pdf")
	c.Flags().StringVarP(&output, "output", "o", "", "file to write (default: standard output)")
	return c
}

// evaluate reads the definition, computes the KPIs and prints what is wrong.
func (s streams) evaluate(ctx context.Context, f *flags, kpis []string) (*engine.Definition, *scorecard.Scorecard, error) {
	d, err := s.read(f.file)
	if err != nil {
		return nil, nil, err
	}
	o, err := f.options(kpis)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := f.limit(ctx)
	defer cancel()
	p := s.progress()
	o.Progress = p.say
	result, list, err := d.Evaluate(ctx, o)
	p.end()
	if err != nil {
		return nil, nil, err
	}
	if err := s.report(list, withOptions(d, f)); err != nil {
		return nil, nil, err
	}
	return d, result.Scorecard, nil
}

// withOptions adds the texts of the command line to those of the files, so that
// a problem in --where is shown under its text.
func withOptions(d *engine.Definition, f *flags) map[string][]byte {
	text := d.Text()
	text["--where"] = []byte(f.where)
	return text
}

func (s streams) warn(sentence string) {
	s.err.Write([]byte("warning: " + strings.TrimSuffix(sentence, "\n") + "\n"))
}
