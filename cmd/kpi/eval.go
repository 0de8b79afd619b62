package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kpi/engine"
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
			t := target{path: output}
			var err error
			if t.format, err = formatOf(format, output, "table"); err != nil {
				return err
			}
			d, result, err := s.evaluate(c.Context(), &f, args)
			if err != nil {
				return err
			}
			if t.options, err = s.printOptions(d); err != nil {
				return err
			}
			t.options.Pages, t.options.SignOff = nil, nil
			t.options.Color = s.outTerminal && output == ""
			return s.write(result, t)
		},
	}
	f.register(c)
	f.registerShape(c)
	f.registerEvidence(c)
	c.Flags().StringVar(&format, "format", "", formatUsage("table"))
	c.Flags().StringVarP(&output, "output", "o", "", "file to write (default: standard output)")
	return c
}

// evaluate reads the definition, computes the KPIs and prints what is wrong.
func (s streams) evaluate(ctx context.Context, f *flags, kpis []string) (*engine.Definition, *engine.Result, error) {
	d, err := s.read(f.file)
	if err != nil {
		return nil, nil, err
	}
	o, err := f.options(kpis)
	if err != nil {
		return nil, nil, err
	}
	result, err := s.compute(ctx, d, f, o)
	return d, result, err
}

// compute evaluates a definition and prints what is wrong.
func (s streams) compute(ctx context.Context, d *engine.Definition, f *flags, o engine.Options) (*engine.Result, error) {
	ctx, cancel := f.limit(ctx)
	defer cancel()
	p := s.progress()
	o.Progress = p.say
	result, list, err := d.Evaluate(ctx, o)
	p.end()
	if err != nil {
		return nil, err
	}
	return result, s.report(list, withOptions(d, f))
}

// withOptions adds the texts of the command line to those of the files, so that
// a problem in --where is shown under its text.
func withOptions(d *engine.Definition, f *flags) map[string][]byte {
	text := d.Text()
	text[engine.WhereOption] = []byte(f.where)
	return text
}

func (s streams) warn(sentence string) {
	s.err.Write([]byte("warning: " + strings.TrimSuffix(sentence, "\n") + "\n"))
}
