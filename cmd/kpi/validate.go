package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/diag"
)

// validation is what the command line asks of validate.
type validation struct{ file, failOn, today string }

func validateCommand(s streams) *cobra.Command {
	var v validation
	c := &cobra.Command{
		Use:   "validate [file]",
		Short: "Check the definitions; needs no data",
		Long: `validate reads the definitions and checks all that can be known without data:
spelling, names, types, units, targets. It reports every problem in one run and
opens no data file. Where there is no error, it also warns of what is probably
not meant: KPIs without an owner, descriptions that say nothing, two KPIs that
count the same. A comment such as
# kpi:ignore missing-owner reason="…" until=2026-12-31 lets one of them be.`,
		Example: `  kpi validate
  kpi validate team/kpis.yaml
  kpi validate --fail-on warning --today 2026-10-15`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("validate takes one file, not %d", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				v.file = args[0]
			}
			return validate(s, v)
		},
	}
	fileFlag(c, &v.file)
	c.Flags().StringVar(&v.failOn, "fail-on", "error", "end with exit code 1 from this severity on: error, warning or info")
	c.Flags().StringVar(&v.today, "today", "", "day by which comments that ignore a finding end, such as 2026-10-15, or today (default: none ends)")
	return c
}

// severities are the words of --fail-on.
var severities = map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "info": diag.Info}

func validate(s streams, v validation) error {
	limit, ok := severities[v.failOn]
	if !ok {
		return &engine.UsageError{Message: fmt.Sprintf("--fail-on is error, warning or info, not %q", v.failOn)}
	}
	today, err := todayOf(v.today)
	if err != nil {
		return err
	}
	d, list, err := readDefinition(v.file)
	if err != nil {
		return err
	}
	if !list.HasErrors() {
		list.Append(d.Lint(today))
		list.Sort()
	}
	var text diag.Sources
	if d != nil {
		text = d.Text()
	}
	if err := s.report(list, text); err != nil {
		return err
	}
	found := summary(list)
	if list.Count(diag.Warning) > 0 && limit >= diag.Warning || list.Count(diag.Info) > 0 && limit >= diag.Info {
		fmt.Fprintf(s.err, "\n%s\n", found)
		return problems{code: findings}
	}
	_, err = fmt.Fprintf(s.out, "%s: %s, %s, %s: %s\n", v.file,
		counted(len(d.Plan.KPIs), "KPI"), counted(len(d.Catalog.Measures), "measure"), counted(len(d.Plan.Sources), "source"), found)
	return err
}

// summary counts the findings that are no errors.
func summary(list diag.List) string {
	var parts []string
	if n := list.Count(diag.Warning); n > 0 {
		parts = append(parts, counted(n, "warning"))
	}
	if n := list.Count(diag.Info); n > 0 {
		parts = append(parts, fmt.Sprintf("%d info", n))
	}
	if len(parts) == 0 {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}

// todayOf is the day that --today names, else the one of SOURCE_DATE_EPOCH.
func todayOf(flag string) (string, error) {
	switch {
	case flag == "today":
		return time.Now().Format(time.DateOnly), nil
	case flag != "":
		if _, err := time.Parse(time.DateOnly, flag); err != nil {
			return "", &engine.UsageError{Message: fmt.Sprintf("--today is a day such as 2026-10-15, not %q", flag)}
		}
		return flag, nil
	}
	created, err := sourceDate()
	if err != nil || created.IsZero() {
		return "", err
	}
	return created.Format(time.DateOnly), nil
}

// sourceDate is the time that SOURCE_DATE_EPOCH tells; zero is none.
func sourceDate() (time.Time, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, &engine.UsageError{Message: "SOURCE_DATE_EPOCH is a number of seconds, not " + strconv.Quote(epoch)}
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// readDefinition reads a definition with what is wrong with it.
func readDefinition(file string) (*engine.Definition, diag.List, error) {
	d, list, err := engine.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		err = &engine.UsageError{Message: fmt.Sprintf("there is no file %q; name the definition file with --file", file)}
	}
	if d != nil {
		list.Append(formatsOf(d))
		list.Append(logosOf(d))
		list.Sort()
	}
	return d, list, err
}

// read reads a definition and prints what is wrong with it.
func (s streams) read(file string) (*engine.Definition, error) {
	d, list, err := readDefinition(file)
	if err != nil {
		return nil, err
	}
	var text diag.Sources
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
