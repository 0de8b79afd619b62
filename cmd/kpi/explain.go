package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports"
)

// explanation is what the command line asks of explain.
type explanation struct {
	flags
	dimension, member, rows string
	sql                     bool
}

func explainCommand(s streams) *cobra.Command {
	e := explanation{flags: flags{history: 3}} // that lint looks at; it shows no series
	c := &cobra.Command{
		Use:   "explain kpi",
		Short: "Say where a number comes from",
		Long: `explain computes one KPI and says in words what it is computed from: the formula,
the rows of each source, the windows, the target, the line of the status list
that held, and with --sql the queries.

--rows writes the rows behind the value to a CSV file for a spreadsheet: each with
its aggregate, its window, the value that it brings in and all columns of its
source. What the value of the KPI is made of can be added up from it.`,
		Example: `  kpi explain win_rate
  kpi explain revenue --period 2026-08 --sql
  kpi explain revenue --rows rows.csv
  kpi explain revenue --by region --member West --rows west.csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("explain takes one KPI, not %d", len(args))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := e.check(c.Flags().Changed); err != nil {
				return err
			}
			return s.explain(c.Context(), args[0], &e)
		},
	}
	e.register(c)
	e.registerEvidence(c)
	p := c.Flags()
	p.BoolVar(&e.sql, "sql", false, "print the queries with their arguments")
	p.StringVar(&e.dimension, "by", "", "dimension of --member")
	p.StringVar(&e.member, "member", "", "explain the value of one member of the dimension, such as West")
	p.StringVar(&e.rows, "rows", "", "write the rows behind the value to this CSV file; - is standard output")
	return c
}

// check finds what is missing on the command line.
func (e *explanation) check(given func(string) bool) error {
	switch {
	case given("member") && e.dimension == "":
		return &engine.UsageError{Message: "--member is a member of a dimension: add --by with its name"}
	case given("by") && e.member == "":
		return &engine.UsageError{Message: "explain is about one value: add --member with a member of --by"}
	case given("rows"):
		return checkRowsPath(e.rows)
	}
	return nil
}

// explain computes a KPI, writes the rows behind it where they are asked for,
// and prints where it comes from.
func (s streams) explain(ctx context.Context, kpi string, e *explanation) error {
	d, err := s.read(e.file)
	if err != nil {
		return err
	}
	o, err := e.options(nil)
	if err != nil {
		return err
	}
	q := engine.Question{KPI: kpi, Dimension: e.dimension, Member: e.member}
	rows := s.rowFile(e.rows)
	if q.Rows = rows.sink(); q.Rows != nil && rows.isDefinition(d) {
		return rows.refused()
	}
	ctx, cancel := e.limit(ctx)
	defer cancel()
	p := s.progress()
	o.Progress = p.say
	x, list, err := d.Explain(ctx, q, o)
	p.end()
	if err == nil {
		err = s.report(list, withOptions(d, &e.flags))
	}
	if err != nil {
		return errors.Join(err, rows.drop())
	}
	if err := rows.keep(); err != nil {
		return err
	}
	return s.printExplanation(x, e, rows)
}

// printExplanation goes to standard error where the rows have standard output.
func (s streams) printExplanation(x *engine.Explanation, e *explanation, rows *rowFile) error {
	var b strings.Builder
	explainDefinition(&b, x)
	explainValue(&b, x)
	for _, f := range reports.Facts(x.Result) {
		line(&b, f.Label, f.Text)
	}
	explainFollowup(&b, x)
	explainRules(&b, x)
	for _, f := range x.Card.Findings {
		line(&b, "Finding", reports.Sentence(f))
	}
	explainParts(&b, x)
	explainOperands(&b, x)
	explainRows(&b, x.Listed, rows)
	if e.sql {
		explainStatements(&b, x)
	}
	w := s.out
	if e.rows == standardOutput {
		w = s.err
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print the explanation: %w", err)
	}
	rows.warn(s)
	return nil
}

// line writes a label and its text, and nothing where there is no text.
func line(b *strings.Builder, label, text string) {
	if text != "" {
		fmt.Fprintf(b, "%-13s%s\n", oneLine(label), oneLine(text))
	}
}

// oneLine drops what would end the line or act on a terminal, and keeps blanks.
func oneLine(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.In(c, unicode.Cc, unicode.Cf):
			return -1
		}
		return c
	}, text)
}

func explainDefinition(b *strings.Builder, x *engine.Explanation) {
	r := x.Result
	fmt.Fprintf(b, "%s (%s)\n", oneLine(r.Name), r.ID)
	if r.Description != "" {
		fmt.Fprintln(b, oneLine(r.Description))
	}
	b.WriteByte('\n')
	line(b, "Owner", r.Owner)
	line(b, "Formula", r.Formula)
	line(b, "In words", formula.Words(x.KPI.Formula))
	line(b, "Kind, unit", string(r.Kind)+", "+r.Unit.String())
	line(b, "Leads to", leadsTo(x.KPI.Leads))
	line(b, "Reviewed", reviewText(x.KPI.Review))
	line(b, "Defined in", x.KPI.Spec.ID.Range.String())
}

func explainValue(b *strings.Builder, x *engine.Explanation) {
	r := x.Result
	b.WriteByte('\n')
	state := ""
	if !r.Period.Complete {
		state = ", not over"
	}
	line(b, "Period", fmt.Sprintf("%s (%s to %s%s), as of %s", r.Period.Label, r.Period.Start, r.Period.Last, state, x.Card.AsOf))
	line(b, "Where", x.Card.Where)
	if x.Dimension != nil {
		line(b, x.Dimension.Name, x.Member)
	}
	line(b, "Value", actualText(r))
	if r.Actual.Numerator != nil {
		line(b, "", fmt.Sprintf("= %s / %s", unit.Number.Format(*r.Actual.Numerator, unit.Style{}), unit.Number.Format(*r.Actual.Denominator, unit.Style{})))
	}
	line(b, "Target", targetText(r))
	explainPace(b, x)
	if r.Attainment != nil {
		line(b, "Attainment", unit.Percent.Format(*r.Attainment, unit.Style{}))
	}
	line(b, "Status", statusText(r))
	line(b, "Decided by", decidedBy(x))
	explainJudgement(b, x)
	line(b, "Last year", measured(r.Unit, r.LastYear.Measured))
}

// decidedBy is the line of the status list that held, else the tolerance.
func decidedBy(x *engine.Explanation) string {
	against := "the target"
	if p := x.Result.Pace; p != nil && !p.Final && p.Paced {
		against = "what is due"
	}
	switch t := x.KPI.Spec.Tolerance.Value; {
	case x.Result.Reason == status.NoBase:
		return "no_base: " + x.KPI.Spec.NoBase.Value
	case x.Result.Reason == status.Achieved:
		return "the target, which is reached"
	case x.Result.Band != "":
		return x.Result.Band
	case x.Result.Status != "" && len(x.KPI.Bands) > 0:
		return "the status list"
	case x.Result.Status != "" && x.KPI.Spec.Scoring.RedFlag.Written():
		return "the target, and the red flag at " + x.KPI.Spec.Scoring.RedFlag.Value
	case x.Result.Status != "" && t != "":
		return "a tolerance of " + t + " around " + against
	case x.Result.Status != "":
		return against + " alone"
	}
	return ""
}

func measured(u unit.Unit, m scorecard.Measured) string {
	text := "no value"
	if m.Value != nil {
		text = u.Format(*m.Value, unit.Style{})
	}
	if m.Reason != "" {
		text += " (" + m.Reason.Words() + ")"
	}
	return text
}

func targetText(r scorecard.Result) string {
	t := r.Target
	format := func(v float64) string { return r.Unit.Format(v, unit.Style{}) }
	switch {
	case t.Low != nil && t.High != nil:
		return fmt.Sprintf("%s to %s", format(*t.Low), format(*t.High))
	case t.Value != nil:
		return fmt.Sprintf("%s (%s)", format(*t.Value), t.Text)
	case t.Text != "":
		return fmt.Sprintf("no value: %s (%s)", t.Reason.Words(), t.Text)
	}
	return ""
}

func explainOperands(b *strings.Builder, x *engine.Explanation) {
	for i, o := range x.Aggregates {
		a := o.Aggregate
		leaf := &formula.Aggregate{Func: a.Func, Source: a.Source.ID, X: a.X, Entity: a.Entity, P: a.P, N: a.N, Where: a.Where}
		words := formula.Words(leaf)
		if o.Total {
			words = "(" + words + ") of all members"
		}
		fmt.Fprintf(b, "\n%d. %s\n", i+1, words)
		value := "no value: " + o.Value.Reason.Words()
		if o.Value.OK() {
			value = a.Type.Unit.Format(o.Value.Number, unit.Style{})
		}
		line(b, "   Value", value)
		line(b, "   Window", o.Window+", "+counts(a))
		if o.Value.Rows != nil {
			line(b, "   "+rowsLabel(a), unit.Count.Format(*o.Value.Rows, unit.Style{}))
		}
		if !o.Covered.Empty {
			line(b, "   Data", fmt.Sprintf("%s to %s", o.Covered.First, o.Covered.Last))
		}
		if o.Undated > 0 {
			line(b, "   Undated", undated(o))
		}
	}
}

// counts says what decides whether a row of an aggregate counts in a window.
func counts(a *plan.Aggregate) string {
	switch l := a.Life; {
	case l == nil:
		return "by " + formula.Format(a.Clock)
	case l.Current:
		return "as the file stands"
	case len(l.Per) > 0:
		var per []string
		for _, n := range l.Per {
			per = append(per, formula.Format(n))
		}
		return "on its last day: the latest row of each " + strings.Join(per, ", ") + " by " + formula.Format(l.From)
	case l.Until == nil:
		return "on its last day: from " + formula.Format(l.From) + " on"
	}
	return "on its last day: from " + formula.Format(a.Life.From) + " until " + formula.Format(a.Life.Until)
}

// rowsLabel names what stands behind a number: rows, or entities where they are
// looked at one by one.
func rowsLabel(a *plan.Aggregate) string {
	if a.Entity != nil && a.X != nil {
		return "Entities"
	}
	return "Rows"
}

func undated(o engine.Operand) string {
	n := unit.Count.Format(float64(o.Undated), unit.Style{})
	if l := o.Aggregate.Life; l != nil {
		return fmt.Sprintf("%s rows without %s never count", n, formula.Format(l.From))
	}
	return fmt.Sprintf("%s rows without %s belong to no period", n, formula.Format(o.Aggregate.Clock))
}

func explainStatements(b *strings.Builder, x *engine.Explanation) {
	for _, s := range x.Statements {
		fmt.Fprintf(b, "\n-- %s\n%s\n", s.Source, s.Text)
		if len(s.Args) > 0 {
			fmt.Fprintf(b, "-- arguments: %v\n", s.Args)
		}
	}
}
