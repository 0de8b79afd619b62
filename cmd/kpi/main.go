// Command kpi computes and judges KPIs that are defined in YAML.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"kpi/engine"
	"kpi/engine/diag"
)

func main() {
	start(streams{
		out: os.Stdout, err: os.Stderr,
		outTerminal: term.IsTerminal(int(os.Stdout.Fd())), errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	})
}

// start runs the command line of the process, which ends with it. The first
// Ctrl-C ends the work cleanly, the second one at once.
func start(s streams) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], s))
}

// streams are where results and messages go.
type streams struct {
	out, err                 io.Writer
	outTerminal, errTerminal bool
}

// The exit codes.
const (
	fine     = 0
	findings = 1
	misuse   = 2
	failure  = 3
)

// problems is the error of a run that has printed what is wrong.
type problems struct{ code int }

func (problems) Error() string { return "problems were found" }

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, s streams) int {
	root := command(s)
	root.SetArgs(args)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	var wrong *engine.UsageError
	var found problems
	switch {
	case err == nil:
		return fine
	case errors.As(err, &found):
		return found.code
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(s.err, "kpi: interrupted")
		return failure
	case errors.Is(err, context.DeadlineExceeded):
		fmt.Fprintln(s.err, "kpi: stopped: the time limit of --timeout has passed")
		return failure
	case errors.As(err, &wrong):
		fmt.Fprintf(s.err, "kpi: %s\n", err)
		return misuse
	}
	fmt.Fprintf(s.err, "kpi: %s\n", err)
	return failure
}

// misused turns what cobra says about a command line into wrong usage.
func misused(c *cobra.Command, err error) error {
	// Behind the name of a flag stand the words of Go's parsers.
	message, _, _ := strings.Cut(err.Error(), "\" flag: ")
	if message != err.Error() {
		message += "\""
	}
	return &engine.UsageError{Message: fmt.Sprintf("%s; see %s --help", message, c.CommandPath())}
}

// knownCommand reports a first word that is no command.
func knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	hint := ""
	if near := diag.Nearest(args[0], names); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("there is no command %q%s", args[0], hint)
}

func command(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "kpi",
		Short: "KPIs as code: define, prove, compute, judge, report",
		Long: `kpi reads KPI definitions from a kpis.yaml, proves them, computes them from your
data in an embedded database, judges them against their targets and writes
scorecards.

Exit codes: 0 fine, 1 problems in the definitions or the data, tests that fail,
rules that fire; 2 wrong usage, 3 failure of the machine.`,
		Example: `  kpi init deals.csv
  kpi add win_rate --owner 'VP Sales' --target 28%
  kpi validate
  kpi test
  kpi eval revenue win_rate --by region
  kpi explain win_rate
  kpi check --fail-on error
  kpi report --period 2026-Q3 -o scorecard.pdf
  kpi diff origin/main...
  kpi docs`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(misused)
	addGroup(root, "Define:", initCommand(s), addCommand(s), validateCommand(s), testCommand(s), schemaCommand(s))
	addGroup(root, "Compute:", evalCommand(s), explainCommand(s), checkCommand(s), reportCommand(s))
	addGroup(root, "Compare and publish:", diffCommand(s), docsCommand(s))
	for _, c := range root.Commands() {
		c.Args = usageArgs(c.Args)
	}
	root.Args = usageArgs(root.Args)
	return root
}

// addGroup adds commands under a heading of the help.
func addGroup(root *cobra.Command, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: title, Title: title})
	for _, c := range commands {
		c.GroupID = title
	}
	root.AddCommand(commands...)
}

// usageArgs marks the errors of a check of arguments as wrong usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	if check == nil {
		return nil
	}
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return misused(c, err)
		}
		return nil
	}
}

// report prints diagnostics and returns the error to end with.
func (s streams) report(list diag.List, text diag.Sources) error {
	if err := list.Fprint(s.err, text); err != nil {
		return fmt.Errorf("print the problems: %w", err)
	}
	if !list.HasErrors() {
		return nil
	}
	fmt.Fprintf(s.err, "\n%s\n", counted(list.Count(diag.Error), "error"))
	return problems{code: codeOf(list)}
}

// codeOf tells problems in the files from problems in the command line alone.
func codeOf(list diag.List) int {
	for _, d := range list.Items {
		if d.Severity == diag.Error && d.Range.File != engine.WhereOption {
			return findings
		}
	}
	return misuse
}
