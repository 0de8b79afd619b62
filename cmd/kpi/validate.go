package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/lint"
	"kpi/engine/spec"
	"kpi/reports/finding"
)

// validation is what the command line asks of validate.
type validation struct {
	flags
	failOn, today, format, output string
	data                          string // "" is none
	waiting
}

// How much of the data is looked at.
const (
	columnsOnly = "columns"
	fullData    = "full"
)

func validateCommand(s streams) *cobra.Command {
	var v validation
	c := &cobra.Command{
		Use:   "validate [file]",
		Short: "Check the definitions, without data or with them",
		Long: `validate reads the definitions and checks all that can be known without data:
spelling, names, types, units, targets. It reports every problem in one run and
opens no data file. Where there is no error, it also warns of what is probably
not meant: KPIs without an owner, descriptions that say nothing, two KPIs that
count the same. A comment such as
# kpi:ignore missing-owner reason="…" until=2026-12-31 lets one of them be.

--data also compares the definitions with the columns of the files, and
--data=full reads all rows: values that do not fit, keys and joins that are not
unique, ranges and other promises that the data do not keep, and what the values
ask for.

With --format github it also adds a table to the page of the step, where
GITHUB_STEP_SUMMARY names its file. docs/validate.md shows all formats.`,
		Example: `  kpi validate
  kpi validate team/kpis.yaml
  kpi validate --fail-on warning --today 2026-10-15
  kpi validate --data=full
  kpi validate --format sarif -o kpi.sarif`,
		Args: func(_ *cobra.Command, args []string) error { return v.oneFile(args) },
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				v.file = args[0]
			}
			return s.validate(c.Context(), &v)
		},
	}
	v.register(c)
	return c
}

func (v *validation) register(c *cobra.Command) {
	fileFlag(c, &v.file)
	v.history = 24
	v.registerData(c)
	p := c.Flags()
	p.StringVar(&v.asOf, "as-of", "", "with --data=full: last day to read, such as 2026-10-15, or today (default: the last date in the data)")
	p.StringVar(&v.data, "data", "", "columns compares the definitions with the columns of the files, full also proves keys, joins, ranges and values (--data alone is columns)")
	p.Lookup("data").NoOptDefVal = columnsOnly
	p.StringVar(&v.failOn, "fail-on", "error", "end with exit code 1 from this severity on: error, warning or info")
	p.StringVar(&v.today, "today", "", "day by which comments that ignore a finding end, such as 2026-10-15, or today (default: none ends)")
	p.StringVar(&v.known, "baseline", "", "file of findings that are known and do not count, such as "+baselineName)
	p.BoolVar(&v.write, "write-baseline", false, "write the warnings and infos that are found into the baseline (default: "+baselineName+")")
	p.StringVar(&v.format, "format", "text", strings.Join(finding.Names(), ", "))
	p.StringVarP(&v.output, "output", "o", "", "file to write (default: standard output)")
}

// oneFile checks the arguments. --data takes its word behind a =.
func (v *validation) oneFile(args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("validate takes one file, not %d", len(args))
	}
	if len(args) == 1 && v.data != "" && (args[0] == columnsOnly || args[0] == fullData) {
		return fmt.Errorf("write --data=%s", args[0])
	}
	return nil
}

// severities are the words of --fail-on.
var severities = map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "info": diag.Info}

func noSeverity(word string) error {
	return &engine.UsageError{Message: fmt.Sprintf("--fail-on is error, warning or info, not %q", word)}
}

// check reads the options.
func (v *validation) check() (format finding.Format, err error) {
	format, known := finding.Lookup(v.format)
	switch _, ok := severities[v.failOn]; {
	case !ok:
		err = noSeverity(v.failOn)
	case !known:
		err = noFormat(v.format, finding.Names())
	case v.data != "" && v.data != columnsOnly && v.data != fullData:
		err = &engine.UsageError{Message: fmt.Sprintf("--data is columns or full, not %q; write --data=%s", v.data, columnsOnly)}
	default:
		v.today, err = todayOf(v.today)
	}
	return format, err
}

func (s streams) validate(ctx context.Context, v *validation) error {
	format, err := v.check()
	if err != nil {
		return err
	}
	d, list, err := readDefinition(v.file)
	if err != nil {
		return err
	}
	r := &finding.Report{Command: "kpi validate", File: v.file, FailOn: severities[v.failOn]}
	if d == nil {
		r.List, r.Rules = list, rulesOf(list)
		return s.tell(r, format, v.output)
	}
	if isInput(v.output, v.inputs(d)) {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a file that is checked; name another with -o", v.output)}
	}
	if v.write && isInput(v.name(), v.inputs(d)) {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a file that is checked; name another with --baseline", v.name())}
	}
	r.Subjects = d.Catalog.Subjects()
	list, hidden, err := s.examine(ctx, d, v, list)
	if err != nil {
		return err
	}
	r.List, r.Rules = list, append(rulesOf(list), policiesOf(d)...)
	r.Summary = fmt.Sprintf("%s: %s, %s, %s: %s%s", v.file, counted(len(d.Catalog.KPIs), "KPI"),
		counted(len(d.Catalog.Measures), "measure"), counted(len(d.Catalog.Sources), "source"), finding.Counts(list), hidden)
	return s.tell(r, format, v.output)
}

// examine adds to the errors of the definitions, or where there are none, what
// lint and the data tell, without what a baseline knows.
func (s streams) examine(ctx context.Context, d *engine.Definition, v *validation, list diag.List) (left diag.List, hidden string, err error) {
	f := lint.Found{List: list, Data: map[*diag.Diagnostic]bool{}}
	whole := !list.HasErrors()
	if whole {
		found, err := s.lookAtData(ctx, d, v)
		if err != nil {
			return list, "", err
		}
		for _, x := range found.Items {
			f.Data[x] = true
		}
		f.List.Append(d.Lint(v.today))
		f.List.Append(found)
		f.List.Sort()
		f.WithData = v.data == fullData && !found.HasErrors()
	}
	f.IDs = f.List.Identify(d.Folder, d.Catalog.Subjects())
	return v.waiting.apply(s, f, whole)
}

// inputs lists the definition files, and the data files as far as they are there.
func (v *validation) inputs(d *engine.Definition) []string {
	files := inputsOf(d)
	for _, s := range v.sources {
		_, path, _ := strings.Cut(s, "=")
		files = append(files, path)
	}
	return files
}

// lookAtData compares the definitions with the data, as far as that is asked for.
func (s streams) lookAtData(ctx context.Context, d *engine.Definition, v *validation) (list diag.List, err error) {
	o, err := v.options(nil)
	if err != nil || v.data == "" {
		return list, err
	}
	ctx, cancel := v.limit(ctx)
	defer cancel()
	p := s.progress()
	defer p.end()
	o.Progress = p.say
	if v.data == columnsOnly {
		return d.Bind(ctx, o)
	}
	return d.Prove(ctx, o, v.today)
}

// tell writes a report, and ends with the exit code of what it says.
func (s streams) tell(r *finding.Report, format finding.Format, output string) error {
	if format.Name == "text" && isStandardOutput(output) {
		return s.tellHere(r)
	}
	var b bytes.Buffer
	if err := format.Write(&b, r); err != nil {
		return fmt.Errorf("tell what was found: %w", err)
	}
	if err := s.put(output, b.Bytes()); err != nil {
		return err
	}
	if !isStandardOutput(output) {
		fmt.Fprintf(s.err, "wrote %s: %s\n", output, finding.Counts(r.List))
	}
	if page := os.Getenv("GITHUB_STEP_SUMMARY"); page != "" && format.Name == "github" {
		if err := appendSummary(page, r); err != nil {
			return err
		}
	}
	if r.Failing() > 0 {
		return problems{code: findings}
	}
	return nil
}

// tellHere prints findings where people read: what is wrong on standard error,
// and, where nothing fails, what there is on standard output.
func (s streams) tellHere(r *finding.Report) error {
	if err := r.List.Fprint(s.err, r.Subjects.Texts); err != nil {
		return fmt.Errorf("print the problems: %w", err)
	}
	if r.Failing() > 0 {
		fmt.Fprintf(s.err, "\n%s\n", finding.Counts(r.List))
		return problems{code: findings}
	}
	_, err := fmt.Fprintln(s.out, r.Summary)
	return err
}

// appendSummary adds the findings to the page of a step of GitHub, which earlier
// commands may have written to.
func appendSummary(page string, r *finding.Report) error {
	f, err := os.OpenFile(page, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("add to the summary of the step: %w", err)
	}
	if err := errors.Join(finding.WriteSummary(f, r), f.Close()); err != nil {
		return fmt.Errorf("add to the summary of the step: %w", err)
	}
	return nil
}

// policiesOf explains the policies of the house.
func policiesOf(d *engine.Definition) []finding.Rule {
	var out []finding.Rule
	policies, _ := lint.Policies(d.Catalog) // their mistakes are in the list
	for _, p := range policies {
		out = append(out, finding.Rule{Code: p.Name, Severity: p.Severity, Why: p.Doc.Why})
	}
	return out
}

// rulesOf explains the rules of lint, and the other codes of the list as far as
// they are explained anywhere.
func rulesOf(list diag.List) []finding.Rule {
	var out []finding.Rule
	for _, r := range lint.Rules() {
		out = append(out, finding.Rule{Code: r.Name, Severity: r.Severity, Why: r.Doc.Why, Wrong: r.Doc.Wrong, Right: r.Doc.Right})
	}
	for _, c := range spec.Codes {
		if slices.ContainsFunc(list.Items, func(d *diag.Diagnostic) bool { return d.Code == c.Name }) {
			out = append(out, finding.Rule{Code: c.Name, Why: c.Doc})
		}
	}
	return out
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
		err = &engine.UsageError{Message: fmt.Sprintf("there is no file %q; name the definition file with --file, or write a first one with kpi init", file)}
	}
	if d != nil {
		list.Append(formatsOf(d))
		list.Append(logosOf(d))
		list.Append(fontsOf(d))
		list.Sort()
	}
	return d, list, err
}

// read reads a definition and prints what is wrong with it.
func (s streams) read(file string) (*engine.Definition, error) {
	return s.readBut(file, func(diag.Sources, *diag.Diagnostic) bool { return false })
}

// readBut is read that lets be what it is told to.
func (s streams) readBut(file string, letBe func(diag.Sources, *diag.Diagnostic) bool) (*engine.Definition, error) {
	d, list, err := readDefinition(file)
	if err != nil {
		return nil, err
	}
	var text diag.Sources
	if d != nil {
		text = d.Text()
	}
	list.Items = slices.DeleteFunc(list.Items, func(p *diag.Diagnostic) bool { return letBe(text, p) })
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
