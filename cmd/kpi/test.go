package main

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/kpitest"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// testFlags are the options of kpi test.
type testFlags struct {
	file, match, format, least string
	verbose, coverage, update  bool
	timeout                    time.Duration
}

func testCommand(s streams) *cobra.Command {
	var f testFlags
	c := &cobra.Command{
		Use:   "test [file…]",
		Short: "Run the tests of the KPIs",
		Long: `test runs the tests of the KPIs: a few rows written by hand, and what the KPIs are
expected to make of them. It reads the named test files, else those that the
definitions name under tests:, else tests/*.yaml and *_test.yaml beside the
definitions. docs/tests.md shows how a test is written.`,
		Example: `  kpi test
  kpi test tests/sales.yaml --run 'win rate' -v
  kpi test --min-coverage 80%
  kpi test --format junit > tests.xml
  kpi test --update`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			return s.test(c.Context(), &f, args)
		},
	}
	fileFlag(c, &f.file)
	p := c.Flags()
	p.StringVar(&f.match, "run", "", "run only the tests whose names match this regular expression")
	p.BoolVarP(&f.verbose, "verbose", "v", false, "name the tests that pass, and show the queries behind what fails")
	p.BoolVar(&f.coverage, "coverage", false, "list the KPIs that no test expects anything of")
	p.StringVar(&f.least, "min-coverage", "", "fail where fewer KPIs are tested, such as 80%")
	p.BoolVar(&f.update, "update", false, "write what the KPIs have into the test files in place of what was expected")
	p.StringVar(&f.format, "format", "text", "text, json or junit")
	p.DurationVar(&f.timeout, "timeout", 0, "stop after this time, such as 90s or 5m (default: never)")
	return c
}

func (s streams) test(ctx context.Context, f *testFlags, paths []string) error {
	o, least, err := f.options()
	if err != nil {
		return err
	}
	suite, err := s.readTests(f.file, paths)
	if err != nil {
		return err
	}
	if f.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, f.timeout)
		defer cancel()
	}
	p := s.progress()
	o.Progress = p.say
	report, err := suite.Run(ctx, o)
	p.end()
	if err != nil {
		return err
	}
	if len(report.Outcomes) == 0 {
		return &engine.UsageError{Message: fmt.Sprintf("no name of a test matches --run %s", f.match)}
	}
	if f.update {
		return s.updateTests(suite, report)
	}
	return s.finishTests(suite, report, f, least)
}

// options checks the flags. Least is a share from 0 to 1.
func (f *testFlags) options() (o kpitest.Options, least float64, err error) {
	if o.Match, err = regexp.Compile(f.match); err != nil {
		return o, 0, &engine.UsageError{Message: fmt.Sprintf("--run %q is no regular expression", f.match)}
	}
	literal, ok := unit.ParseLiteral(strings.TrimSuffix(f.least, "%"))
	switch {
	case f.least != "" && (!ok || literal.Value < 0 || literal.Value > 100):
		return o, 0, &engine.UsageError{Message: fmt.Sprintf("--min-coverage is a share from 0%% to 100%%, not %q", f.least)}
	case !slices.Contains(testFormats, f.format):
		return o, 0, noFormat(f.format, testFormats)
	case f.update && f.format != "text":
		return o, 0, &engine.UsageError{Message: "--update changes files and has no format"}
	case f.timeout < 0:
		return o, 0, &engine.UsageError{Message: "--timeout is a time such as 90s"}
	}
	return o, literal.Value / 100, nil
}

var testFormats = []string{"text", "json", "junit"}

// readTests reads the definitions and the tests, and prints what is wrong.
func (s streams) readTests(file string, paths []string) (*kpitest.Suite, error) {
	d, err := s.read(file)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		found, list := spec.FindTests(file, d.Catalog)
		if err := s.report(list, d.Text()); err != nil {
			return nil, err
		}
		paths = found
	}
	if len(paths) == 0 {
		return nil, &engine.UsageError{Message: fmt.Sprintf(
			"%s has no tests: write them in %s beside it, or name their files: kpi test FILE; docs/tests.md shows how", file, strings.Join(spec.TestPatterns, " or "))}
	}
	suite, list, err := kpitest.Read(d, once(paths))
	if err != nil {
		return nil, err
	}
	return suite, s.report(list, suite.Text())
}

// finishTests prints the report and returns the error to end with.
func (s streams) finishTests(suite *kpitest.Suite, r *kpitest.Report, f *testFlags, least float64) error {
	list := r.Problems()
	if err := list.Fprint(s.err, suite.Text()); err != nil {
		return fmt.Errorf("print the problems: %w", err)
	}
	if err := writeTests(s.out, r, f); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	short := r.Coverage() < least
	if short {
		fmt.Fprintf(s.err, "too few KPIs are tested: %s, and --min-coverage asks for %s\n",
			unit.Percent.Format(r.Coverage(), unit.Style{}), unit.Percent.Format(least, unit.Style{}))
	}
	if short || r.Failed() > 0 {
		return problems{code: findings}
	}
	return nil
}

func writeTests(w io.Writer, r *kpitest.Report, f *testFlags) error {
	switch f.format {
	case "json":
		return r.WriteJSON(w)
	case "junit":
		return r.WriteJUnit(w)
	}
	if err := r.WriteText(w, f.verbose); err != nil || !f.coverage {
		return err
	}
	if len(r.Untested) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(w, "\nnot tested:\n  %s\n", strings.Join(r.Untested, "\n  "))
	return err
}

// updateTests writes the test files that have changed and says what has.
func (s streams) updateTests(suite *kpitest.Suite, r *kpitest.Report) error {
	list := r.Problems()
	if err := list.Fprint(s.err, suite.Text()); err != nil {
		return fmt.Errorf("print the problems: %w", err)
	}
	made, left := 0, list.Len()
	for _, u := range suite.Update(r) {
		if u.Made() > 0 {
			if err := replace(u.File, u.Data); err != nil {
				return err
			}
		}
		for _, c := range u.Changes {
			fmt.Fprintln(s.out, c)
		}
		made, left = made+u.Made(), left+len(u.Changes)-u.Made()
	}
	fmt.Fprintf(s.out, "%s changed\n", counted(made, "expectation"))
	if left > 0 {
		return problems{code: findings}
	}
	return nil
}
