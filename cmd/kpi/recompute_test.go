package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// TestEveryValueCanBeComputedFromItsRows walks the corpus: the rows of every
// KPI, and of every member of its breakdowns, give the value again.
func TestEveryValueCanBeComputedFromItsRows(t *testing.T) {
	cases, err := filepath.Glob("../../engine/testdata/corpus/*/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases found (%v)", err)
	}
	for _, path := range cases {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			recomputeCase(t, path)
		})
	}
}

func recomputeCase(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return f.Name == "values.txt" && len(f.Data) > 0 }) {
		return
	}
	folder := t.TempDir()
	for _, f := range archive.Files {
		name := filepath.Join(folder, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, _, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	o := caseOptions(archive.Comment)
	result, _, err := d.Evaluate(t.Context(), o)
	if err != nil || result == nil {
		t.Fatal("the case does not evaluate", err)
	}
	for _, section := range result.Scorecard.Sections {
		for _, r := range section.Results {
			recompute(t, d, o, engine.Question{KPI: r.ID}, r.Actual)
			for _, breakdown := range r.Breakdowns {
				for _, m := range breakdown.Members {
					if m.Others == 0 && (m.Actual.Value == nil || *m.Actual.Value != 0) {
						recompute(t, d, o, engine.Question{KPI: r.ID, Dimension: breakdown.Dimension, Member: m.Name}, m.Actual)
					}
				}
			}
		}
	}
}

// caseOptions reads the option lines of a comment.
func caseOptions(comment []byte) engine.Options {
	o := engine.Options{History: 1, Threads: 1}
	for line := range strings.Lines(string(comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "--period":
			o.Period = value
		case "--grain":
			o.Grain = value
		case "--as-of":
			o.AsOf = value
		case "--where":
			o.Where = value
		case "--skip-proofs":
			o.SkipProofs = true
		case "--by":
			o.By = strings.Split(value, ",")
		}
	}
	return o
}

// recompute writes the rows behind a value, reads them back and computes it.
func recompute(t *testing.T, d *engine.Definition, o engine.Options, q engine.Question, want scorecard.Measured) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rows.csv")
	f := streams{out: io.Discard}.rowFile(path)
	q.Rows = f.sink()
	x, _, err := d.Explain(context.Background(), q, o)
	what := fmt.Sprintf("%s %s", q.KPI, q.Member)
	if _, wrong := errors.AsType[*engine.UsageError](err); wrong && want.Value == nil {
		return // a member without any row
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if err := f.keep(); err != nil {
		t.Fatal(err)
	}
	c := d.Plan.Calendar
	s, err := c.ParsePeriod(x.Result.Period.Label)
	if err != nil {
		t.Fatal(err)
	}
	asOf, _ := calendar.ParseDate(x.Card.AsOf)
	clerk := &clerk{t: t, plan: d.Plan, asOf: asOf, question: q, book: readWorkbook(t, path, x.Listed), names: map[string]string{}, seen: map[string]maybe{}}
	for _, l := range x.Listed {
		clerk.names[clerk.plain(l.Name, l.Aggregate.Slot)] = l.Name
	}
	frame := c.PeriodFrame(s.Period, asOf)
	if s.Free {
		frame = c.RangeFrame(s.Start, s.End, asOf)
	}
	got := maybe{}
	if frame.Days() > 0 {
		got = clerk.eval(x.KPI.Formula, span{frame: frame}, rowsOf{})
	}
	if want.Reason == status.NoBase && *want.Denominator != 0 {
		// The rows know nothing of what a base below zero means.
		want.Value = new(*want.Numerator / *want.Denominator)
	}
	if got.ok != (want.Value != nil) || got.ok && !near(got.v, *want.Value) {
		t.Errorf("%s: the rows give %+v, and the value is %s", what, got, valueText(want))
	}
}

func valueText(m scorecard.Measured) string {
	if m.Value == nil {
		return "none: " + string(m.Reason)
	}
	return fmt.Sprint(*m.Value)
}

// A clerk computes a KPI with a workbook and a pocket calculator.
type clerk struct {
	t        *testing.T
	plan     *plan.Plan
	asOf     calendar.Date
	question engine.Question
	book     *workbook
	names    map[string]string // of aggregates, by what plain makes of them
	seen     map[string]maybe
}

// plain tells the listings of an aggregate apart: for each member, of all rows.
func (c *clerk) plain(name string, slot int) string {
	each := ""
	if i := strings.LastIndex(name, " for each "); i >= 0 {
		each = strings.TrimSuffix(name[i:], ")")
		each, _, _ = strings.Cut(each, " (")
	}
	return fmt.Sprintf("%d%s %t", slot, each, strings.HasPrefix(name, "total("))
}

// A span is a window with the moves that are still to be made.
type span struct {
	frame calendar.Frame
	moves []*formula.Window
}

// rowsOf says of whose rows a number is.
type rowsOf struct {
	total  bool
	each   *formula.Each
	member string
}

// frame makes the moves; false is no such period.
func (c *clerk) frame(s span) (calendar.Frame, bool) {
	f, ok := s.frame, true
	for _, m := range s.moves {
		if !ok {
			return f, false
		}
		if m.Func == "last_year" || m.Func == "growth" && m.Against == "last_year" {
			f, ok = c.plan.Calendar.LastYear(f, max(1, m.N))
		} else {
			f, ok = c.plan.Calendar.Previous(f, max(1, m.N))
		}
	}
	return f, ok
}

func (c *clerk) eval(n formula.Node, s span, of rowsOf) maybe {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		return some(n.Value)
	case *formula.Missing:
		return maybe{}
	case *formula.Ref:
		return c.ref(n, s, of)
	case *formula.Unary:
		x := c.eval(n.X, s, of)
		if n.Op == "not" {
			return maybe{v: 1 - x.v, ok: x.ok}
		}
		return maybe{v: -x.v, ok: x.ok}
	case *formula.Binary:
		return c.binary(n, s, of)
	case *formula.Call:
		return c.call(n, s, of)
	case *formula.Aggregate:
		return c.aggregate(n, s, of)
	case *formula.Window:
		return c.window(n, s, of)
	case *formula.Total:
		return c.eval(n.X, s, c.total(n, of))
	case *formula.Each:
		return c.each(n, s, of)
	}
	c.t.Fatalf("nobody knows how to compute %T", n)
	return maybe{}
}

// ref computes a KPI or measure once in each window: a formula may reach it on
// very many ways.
func (c *clerk) ref(n *formula.Ref, s span, of rowsOf) maybe {
	key := fmt.Sprint(n.ID, s.frame, len(s.moves), s.moves, of)
	v, ok := c.seen[key]
	if !ok {
		v = c.eval(c.plan.Numbers[n.ID].Formula, s, of)
		c.seen[key] = v
	}
	return v
}

func (c *clerk) binary(n *formula.Binary, s span, of rowsOf) maybe {
	x, y := c.eval(n.X, s, of), c.eval(n.Y, s, of)
	switch {
	case n.Op == "??":
		if x.ok {
			return x
		}
		return y
	case !x.ok:
		return x
	case !y.ok:
		return y
	}
	is := func(b bool) maybe { return some(map[bool]float64{true: 1}[b]) }
	switch n.Op {
	case "+":
		return some(x.v + y.v)
	case "-":
		return some(x.v - y.v)
	case "*":
		return some(x.v * y.v)
	case "/":
		return some(x.v / y.v)
	case "^":
		return some(math.Pow(x.v, y.v))
	case "and":
		return is(x.v != 0 && y.v != 0)
	case "or":
		return is(x.v != 0 || y.v != 0)
	case ">":
		return is(x.v > y.v)
	case ">=":
		return is(x.v >= y.v)
	case "<":
		return is(x.v < y.v)
	case "<=":
		return is(x.v <= y.v)
	case "==":
		return is(x.v == y.v)
	case "!=":
		return is(x.v != y.v)
	}
	c.t.Fatalf("nobody knows how to compute %s", n.Op)
	return maybe{}
}

func (c *clerk) call(n *formula.Call, s span, of rowsOf) maybe {
	var args []maybe
	for _, a := range n.Args {
		args = append(args, c.eval(a, s, of))
	}
	switch {
	case n.Name == "missing":
		return some(map[bool]float64{false: 1}[args[0].ok])
	case n.Name == "if" && args[0].ok && args[0].v != 0:
		return args[1]
	case n.Name == "if":
		return args[2]
	}
	for _, a := range args {
		if !a.ok {
			return a
		}
	}
	switch n.Name {
	case "abs":
		return some(math.Abs(args[0].v))
	case "smaller":
		return some(min(args[0].v, args[1].v))
	case "larger":
		return some(max(args[0].v, args[1].v))
	case "floor":
		return some(math.Floor(args[0].v))
	case "ceil":
		return some(math.Ceil(args[0].v))
	case "round":
		scale := 1.0
		if len(args) > 1 {
			scale = math.Pow10(int(args[1].v))
		}
		return some(math.Round(args[0].v*scale) / scale)
	}
	c.t.Fatalf("nobody knows how to compute %s", n.Name)
	return maybe{}
}
