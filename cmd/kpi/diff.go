package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/diff"
)

// diffFlags are the options of kpi diff.
type diffFlags struct {
	flags
	against, failOn, format, output string
	periods                         int
	noValues                        bool
}

func diffCommand(s streams) *cobra.Command {
	f := diffFlags{flags: flags{history: 1}} // the periods say how much is shown
	c := &cobra.Command{
		Use:   "diff [REV]",
		Short: "Compare the definitions with those of a git revision",
		Long: `diff compares the definitions of the working tree with those of a git revision,
HEAD where none is named, or, with --against, with those of another folder or
file. It says what changed in meaning, which values, targets and statuses move
over the last periods, by both definitions on the same data, and which rules
would have fired. main... is the revision at which this branch left main.

A target, tolerance, status list or rule that was changed while it is judged by,
without a reason, is a finding: an error where it became easier or may have, a
warning where it became harder. Values that move are info. Changes alone are fine.
Where the definitions to compare with have errors, nothing is compared: a warning.

Exit codes: 0 no finding that is as bad as --fail-on, 1 such findings, or
definitions or data with errors, 2 wrong usage, 3 failure of the machine.`,
		Example: `  kpi diff
  kpi diff origin/main... --format markdown -o comment.md
  kpi diff v1.4 --periods 12
  kpi diff HEAD~1 --no-values --fail-on warning
  kpi diff --against ../last-year`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			revision := "HEAD"
			if len(args) == 1 {
				revision = args[0]
			}
			format, err := f.check(len(args) == 1)
			if err != nil {
				return err
			}
			return s.diff(c.Context(), &f, revision, format)
		},
	}
	f.register(c)
	p := c.Flags()
	p.StringVar(&f.against, "against", "", "folder or file to compare with, in place of a revision")
	p.IntVar(&f.periods, "periods", 6, "number of periods, up to the reported one, whose values are compared")
	p.BoolVar(&f.noValues, "no-values", false, "compare the definitions alone; needs no data")
	p.StringVar(&f.failOn, "fail-on", "error", "end with exit code 1 from this severity on: error, warning or info")
	p.StringVar(&f.format, "format", "text", strings.Join(diffFormatNames(), ", "))
	p.StringVarP(&f.output, "output", "o", "", "file to write (default: standard output)")
	return c
}

// A diffFormat is a way to tell a comparison.
type diffFormat struct {
	name  string
	write func(*bytes.Buffer, *compared) error
}

var diffFormats = []diffFormat{
	{"text", diffText},
	{"markdown", diffMarkdown},
	{"json", diffJSON},
	{"sarif", diffReport("sarif")},
	{"junit", diffReport("junit")},
	{"github", diffReport("github")},
}

func diffFormatNames() []string {
	var out []string
	for _, f := range diffFormats {
		out = append(out, f.name)
	}
	return out
}

// check returns how the comparison is to be told.
func (f *diffFlags) check(revision bool) (diffFormat, error) {
	i := slices.IndexFunc(diffFormats, func(x diffFormat) bool { return x.name == f.format })
	_, severity := severities[f.failOn]
	switch {
	case i < 0:
		return diffFormat{}, noFormat(f.format, diffFormatNames())
	case !severity:
		return diffFormat{}, noSeverity(f.failOn)
	case f.periods < 1 || f.periods > 1000:
		return diffFormat{}, &engine.UsageError{Message: "--periods is a number from 1 to 1000"}
	case revision && f.against != "":
		return diffFormat{}, &engine.UsageError{Message: "compare with a revision or, by --against, with a folder or file, and not with both"}
	}
	return diffFormats[i], nil
}

// A compared is what a comparison has found.
type compared struct {
	file, against string // what is compared, for people
	periods       []string
	asOf          string // ISO date; "" is not known
	diff          *diff.Diff
	moves         []diff.Move // by KPI, then by period
	firings       []diff.Firing
	findings      []diff.Finding
	notes         []string // what the reader must know, a sentence each
	text          diag.Sources
	subjects      diag.Subjects // of the newer definitions
	failOn        diag.Severity
	warn          func(string)
}

func (s streams) diff(ctx context.Context, f *diffFlags, revision string, format diffFormat) error {
	now, err := s.read(f.file)
	if err != nil {
		return err
	}
	old, against, err := s.older(ctx, f, revision)
	if err != nil {
		return err
	}
	c := &compared{file: f.file, against: against, text: now.Text(), subjects: now.Catalog.Subjects(), warn: s.warn, failOn: severities[f.failOn], diff: &diff.Diff{}}
	if c.asOf, err = asOfOf(f, now); err != nil {
		return err
	}
	if old == nil {
		c.findings = []diff.Finding{diff.Broken(now.Plan, against)}
	} else if err := s.compare(ctx, c, f, old, now); err != nil {
		return err
	}
	if isInput(f.output, inputsOf(now)) {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a file that is compared; name another with -o", f.output)}
	}
	var b bytes.Buffer
	if err := format.write(&b, c); err != nil {
		return fmt.Errorf("tell the comparison: %w", err)
	}
	if err := s.put(f.output, b.Bytes()); err != nil {
		return err
	}
	return c.verdict()
}

// compare fills in what changed and what moves by it.
func (s streams) compare(ctx context.Context, c *compared, f *diffFlags, old, now *engine.Definition) error {
	c.diff = diff.Compare(old.Plan, now.Plan)
	for name, data := range old.Text() {
		c.text[name] = data
	}
	old.Folder = now.Folder // both read the data of the working tree
	if !f.noValues && !c.diff.Empty() {
		if err := s.compareValues(ctx, c, f, old, now); err != nil {
			return err
		}
	}
	c.find()
	return nil
}

// asOfOf is the day that the command line names, else the definitions; "" is none.
func asOfOf(f *diffFlags, d *engine.Definition) (string, error) {
	o, err := f.options(nil)
	if err != nil || o.AsOf != "" {
		return o.AsOf, err
	}
	return d.Catalog.Scorecard.AsOf.Value, nil
}

func (c *compared) find() {
	c.findings = c.diff.Findings(diff.Facts{AsOf: c.asOf, Moves: c.moves})
	if c.asOf == "" && slices.ContainsFunc(c.findings, func(f diff.Finding) bool { return f.Code == diff.MovedGoalpost }) {
		c.notes = append(c.notes, "It is not known which targets have begun: all of them are taken to; --as-of names the day.")
	}
}

// verdict is the error to end with.
func (c *compared) verdict() error {
	if worst, some := diff.Worst(c.findings); some && worst <= c.failOn {
		return problems{code: findings}
	}
	return nil
}

// shown are the findings that people are told: values that move stand in tables
// of their own, unless they are to fail the comparison.
func (c *compared) shown() []diff.Finding {
	return slices.DeleteFunc(slices.Clone(c.findings), func(f diff.Finding) bool {
		return f.Code == diff.MovedValue && f.Acknowledged == nil && c.failOn < diag.Info
	})
}

// summary says in one line what changed.
func (c *compared) summary() string {
	d := c.diff
	head := fmt.Sprintf("%s against %s: ", c.file, c.against)
	var parts []string
	for _, state := range []diff.State{diff.Changed, diff.Renamed, diff.Added, diff.Removed} {
		if n := d.Count(state); n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", counted(n, "KPI"), state))
		}
	}
	if n := len(d.Others); n > 0 {
		parts = append(parts, fmt.Sprintf("%s changed", counted(n, "other definition")))
	}
	switch {
	case c.broken():
		parts = append(parts, "nothing was compared")
	case d.Empty():
		parts = append(parts, "nothing changed in meaning")
	}
	switch n := c.movedKPIs(); {
	case len(c.periods) == 0:
	case n == 0:
		parts = append(parts, "no KPI moves")
	case n == 1:
		parts = append(parts, "1 KPI moves")
	default:
		parts = append(parts, fmt.Sprintf("%d KPIs move", n))
	}
	return head + strings.Join(append(parts, c.counts()...), ", ")
}

// broken reports whether there was nothing sound to compare with.
func (c *compared) broken() bool {
	return len(c.findings) == 1 && c.findings[0].Code == diff.BrokenBase
}

// movedKPIs counts the KPIs that stand otherwise in some period.
func (c *compared) movedKPIs() int {
	kpis := map[string]bool{}
	for _, m := range c.moves {
		kpis[m.KPI] = true
	}
	return len(kpis)
}

// counts says how many findings there are of each severity.
func (c *compared) counts() []string {
	count, acknowledged := map[diag.Severity]int{}, 0
	for _, f := range c.findings {
		if f.Acknowledged != nil {
			acknowledged++
		} else {
			count[f.Severity]++
		}
	}
	var out []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning} {
		if count[s] > 0 {
			out = append(out, counted(count[s], s.String()))
		}
	}
	if count[diag.Info] > 0 {
		out = append(out, fmt.Sprintf("%d info", count[diag.Info]))
	}
	if acknowledged > 0 {
		out = append(out, fmt.Sprintf("%d acknowledged", acknowledged))
	}
	return out
}
