package main

import (
	"errors"
	"fmt"
	"io/fs"

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
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("validate takes one file, not %d", len(args))
			}
			return nil
		},
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
	_, err = fmt.Fprintf(s.out, "%s: %s, %s, %s: no problems\n", file,
		counted(len(d.Plan.KPIs), "KPI"), counted(len(d.Catalog.Measures), "measure"), counted(len(d.Plan.Sources), "source"))
	return err
}

// read reads a definition and prints what is wrong with it.
func (s streams) read(file string) (*engine.Definition, error) {
	d, list, err := engine.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &engine.UsageError{Message: fmt.Sprintf("there is no file %q; name the definition file with --file", file)}
	}
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

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
