package kpitest

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"kpi/engine"
	"kpi/engine/unit"
)

// WriteText writes what has failed and why, for people: a line for each
// expectation that was not met. Verbose also names the tests that have passed,
// and shows the queries behind what has failed.
func (r *Report) WriteText(w io.Writer, verbose bool) error {
	var b strings.Builder
	for _, o := range r.Outcomes {
		o.writeText(&b, verbose)
	}
	if verbose || r.Failed() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(r.Summary() + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (o Outcome) writeText(b *strings.Builder, verbose bool) {
	if o.Passed() {
		if verbose {
			fmt.Fprintf(b, "ok   %s\n", clean(o.Name))
		}
		return
	}
	fmt.Fprintf(b, "FAIL %s\n", clean(o.Name))
	if o.Problems.HasErrors() {
		fmt.Fprintf(b, "  %s: %s\n", o.Range, refusedWords(o))
	}
	for _, f := range o.Failures {
		fmt.Fprintf(b, "  %s: %s\n", f.Range, clean(f.sentence()))
		for _, why := range f.Why {
			fmt.Fprintf(b, "    = %s\n", clean(why))
		}
	}
	if verbose {
		writeStatements(b, o.Statements)
	}
}

func refusedWords(o Outcome) string {
	var codes []string
	for _, d := range o.Problems.Items {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	return "the rows are refused: " + strings.Join(slices.Compact(codes), ", ")
}

func (f Failure) sentence() string { return fmt.Sprintf("%s: want %s, got %s", f.What, f.Want, f.Got) }

func writeStatements(b *strings.Builder, statements []engine.Statement) {
	for _, s := range statements {
		fmt.Fprintf(b, "    -- %s\n", s.Source)
		for line := range strings.Lines(s.Text) {
			fmt.Fprintf(b, "    %s\n", strings.TrimRight(line, "\n"))
		}
		if len(s.Args) > 0 {
			fmt.Fprintf(b, "    -- arguments: %v\n", s.Args)
		}
	}
}

// Summary is the report in one line: 12 passed, 1 failed; 10 of 36 KPIs are
// tested (28%).
func (r *Report) Summary() string {
	verdict := fmt.Sprintf("%d passed", r.Passed())
	if n := r.Failed(); n > 0 {
		verdict += fmt.Sprintf(", %d failed", n)
	}
	tested, all := len(r.Tested), len(r.Tested)+len(r.Untested)
	share := unit.Percent.Format(r.Coverage(), unit.Style{Fixed: true})
	return fmt.Sprintf("%s; %d of %d KPIs are tested (%s)", verdict, tested, all, share)
}

// Coverage is the share of the KPIs of which a test expects something, from 0 to
// 1.
func (r *Report) Coverage() float64 {
	return float64(len(r.Tested)) / float64(max(1, len(r.Tested)+len(r.Untested)))
}

// clean puts a text of a stranger on one line, without what a terminal obeys.
func clean(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) && c != ' ' {
			return '\uFFFD'
		}
		return c
	}, strings.Join(strings.Fields(s), " "))
}
