package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"kpi/engine"
)

func validateCommand(s streams) *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:   "validate [file]",
		Short: "Check the definitions; needs no data",
		Long: `validate reads the definitions and checks all that can be known without data:
spelling, names, types, units, targets. It reports every problem in one run and
opens no data file.`,
		Example: "  kpi validate\n  kpi validate team/kpis.yaml",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				file = args[0]
			}
			return validate(s, file)
		},
	}
	fileFlag(c, &file)
	return c
}

func validate(s streams, file string) error {
	d, err := s.read(file)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s: %d KPIs, %d measures, %d sources: no problems\n", file, len(d.Plan.KPIs), len(d.Catalog.Measures), len(d.Plan.Sources))
	return err
}

// read reads a definition and prints what is wrong with it.
func (s streams) read(file string) (*engine.Definition, error) {
	d, list, err := engine.Read(file)
	if err != nil {
		return nil, err
	}
	var text map[string][]byte
	if d != nil {
		text = d.Text()
	}
	if err := s.report(list, text); err != nil {
		return nil, err
	}
	return d, nil
}
