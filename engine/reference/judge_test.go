package reference_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/reference"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
	"kpi/engine/status"
)

// A verdict is what the comparison of a case came to.
type verdict struct {
	compared int          // values
	numbers  int          // of these, the ones that are there
	unknown  int          // of these, the ones where rounding decides
	wrong    []difference // where the program and the reference disagree
	failure  string       // the case could not be computed at all
	valid    bool         // the definitions are right
}

// A difference is one value that two evaluators do not agree on.
type difference struct {
	kpi, what string
	got, want string
}

func (d difference) String() string {
	return fmt.Sprintf("%s, %s: got %s, want %s", d.kpi, d.what, d.got, d.want)
}

// judge runs a case through the program and through the reference.
func judge(t testing.TB, archive *txtar.Archive, o engine.Options) verdict {
	folder, err := os.MkdirTemp("", "reference")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	for _, f := range archive.Files {
		if err := os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if list.HasErrors() {
		return verdict{failure: problems(list, d)}
	}
	result, list, err := d.Evaluate(context.Background(), o)
	switch {
	case err != nil:
		return verdict{valid: true, failure: err.Error()}
	case list.HasErrors():
		return verdict{valid: true, failure: problems(list, d)}
	}
	j := &judging{plan: d.Plan, options: o, evaluator: evaluator(t, d.Plan, archive, o), v: verdict{valid: true}}
	j.view()
	for _, s := range result.Scorecard.Sections {
		for _, r := range s.Results {
			j.result(r)
		}
	}
	return j.v
}

func problems(list diag.List, d *engine.Definition) string {
	var b strings.Builder
	text := diag.Sources{}
	if d != nil {
		text = d.Text()
	}
	if err := list.Fprint(&b, text); err != nil {
		return err.Error()
	}
	return b.String()
}

// evaluator reads the rows of a case and decides as-of.
func evaluator(t testing.TB, p *plan.Plan, archive *txtar.Archive, o engine.Options) *reference.Evaluator {
	tables := reference.Tables{}
	for _, s := range p.Sources {
		i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == s.Spec.File.Value })
		if i < 0 {
			t.Fatalf("the case has no file %s", s.Spec.File.Value)
		}
		rows, err := reference.ReadCSV(s, p.Calendar.Zone, strings.NewReader(string(archive.Files[i].Data)))
		if err != nil {
			t.Fatal(err)
		}
		tables[s.ID] = rows
	}
	e := reference.New(p, tables)
	told := o.AsOf
	if told == "" {
		told = p.Catalog.Scorecard.AsOf.Value
	}
	if e.AsOf, e.Told = calendar.ParseDate(told); !e.Told {
		e.AsOf, _ = reference.LastDay(p, tables)
	}
	e.Known = true
	if o.Where != "" {
		text := spec.Inline(engine.WhereOption, o.Where)
		filters, list := p.Filter(&text)
		if list.HasErrors() {
			t.Fatalf("--where %s is wrong", o.Where)
		}
		e.Filters, e.Filtered = filters, true
	}
	return e
}

// judging compares the values of one scorecard.
type judging struct {
	plan      *plan.Plan
	options   engine.Options
	evaluator *reference.Evaluator
	grain     calendar.Grain
	selection calendar.Selection
	v         verdict
}

// view decides grain and period, as the command line does.
func (j *judging) view() {
	c, asOf := j.plan.Calendar, j.evaluator.AsOf
	j.grain = j.plan.Grain
	if j.options.Grain != "" {
		j.grain = calendar.Grain(j.options.Grain)
	}
	if j.options.Period == "" {
		p := c.LastComplete(j.grain, asOf)
		j.selection = calendar.Selection{Start: c.Start(p), End: c.End(p), Period: p}
		return
	}
	s, err := c.ParsePeriod(j.options.Period)
	if err != nil {
		panic(err)
	}
	j.selection = s
	if !s.Free {
		j.grain = s.Grain
	}
}

// reported is the frame of a KPI, and the last period of its series.
func (j *judging) reported(k *plan.KPI) (calendar.Frame, calendar.Period) {
	c, asOf, s := j.plan.Calendar, j.evaluator.AsOf, j.selection
	if k.Grain != "" && j.grain.FinerThan(k.Grain) {
		last := c.LastComplete(k.Grain, min(asOf, s.End-1))
		return c.PeriodFrame(last, asOf), last
	}
	if s.Free {
		return c.RangeFrame(s.Start, s.End, asOf), c.PeriodOf(j.grain, min(s.End-1, asOf))
	}
	return c.PeriodFrame(s.Period, asOf), s.Period
}

func (j *judging) result(r scorecard.Result) {
	c := j.plan.Calendar
	k := j.plan.Numbers[r.ID].KPI
	f, last := j.reported(k)
	all := reference.Group{}
	j.compare(r.ID, "the reported period", r.Actual, k.Formula, f, all)
	previous, hasPrevious := c.Previous(f, 1)
	j.moved(r.ID, "the previous period", r.Previous.Measured, previous, hasPrevious, all)
	lastYear, hasLastYear := c.LastYear(f, 1)
	j.moved(r.ID, "last year", r.LastYear.Measured, lastYear, hasLastYear, all)
	if !k.State {
		j.compare(r.ID, "the year to date", r.YearToDate.Measured, k.Formula, c.ToDate(f, calendar.Year), all)
		j.compare(r.ID, "trailing 12", r.Trailing12.Measured, k.Formula, c.Trailing(f, 12, calendar.Month), all)
	}
	j.series(r.ID, r.Series, last, all)
	for _, b := range r.Breakdowns {
		j.breakdown(r.ID, b, f)
		for _, m := range b.Members {
			g := group(b, m)
			j.compare(r.ID, b.Dimension+" "+m.Name, m.Actual, k.Formula, f, g)
			j.moved(r.ID, b.Dimension+" "+m.Name+" last year", m.LastYear.Measured, lastYear, hasLastYear, g)
			if j.options.ByHistory {
				j.series(r.ID, m.Series, last, g)
			}
		}
	}
}

func (j *judging) series(id string, points []scorecard.Point, last calendar.Period, g reference.Group) {
	c := j.plan.Calendar
	for i, point := range points {
		p := last.Add(i + 1 - len(points))
		what := c.Label(p)
		if g.Dimension != "" {
			what = g.Dimension + " " + g.Member.Name + " in " + what
		}
		j.compare(id, what, point.Measured, j.plan.Numbers[id].Formula, c.PeriodFrame(p, j.evaluator.AsOf), g)
	}
}

// group is the group that a line of a breakdown stands for.
func group(b scorecard.Breakdown, m scorecard.Member) reference.Group {
	g := reference.Group{Dimension: b.Dimension, Member: reference.Member{Name: m.Name, None: m.Name == "(none)", Others: m.Others > 0}}
	for _, other := range b.Members {
		if m.Others > 0 && other.Others == 0 && other.Name != "(none)" {
			g.Member.Shown = append(g.Member.Shown, other.Name)
		}
	}
	return g
}

// breakdown checks that every member with a row is shown, or among the others.
func (j *judging) breakdown(id string, b scorecard.Breakdown, f calendar.Frame) {
	k := j.plan.Numbers[id].KPI
	if b.Reason == status.NoDimension {
		return
	}
	rest := reference.Group{Dimension: b.Dimension, Member: reference.Member{Others: true}}
	for _, m := range b.Members {
		if m.Others > 0 {
			return
		}
		if m.Name != "(none)" {
			rest.Member.Shown = append(rest.Member.Shown, m.Name)
		}
	}
	limit := j.plan.Dimension(b.Dimension).Limit
	for _, name := range j.evaluator.Members(k.Formula, f, b.Dimension) {
		shown := slices.ContainsFunc(b.Members, func(m scorecard.Member) bool { return m.Name == name })
		// A line of others that is zero, or no value, is left out.
		if v := j.evaluator.Evaluate(k.Formula, f, rest); !shown && (len(rest.Member.Shown) < limit || v.OK() && v.Number != 0) {
			j.differs(difference{kpi: id, what: "members of " + b.Dimension, got: "no line for " + name, want: "one"})
		}
	}
}

func (j *judging) moved(id, what string, got scorecard.Measured, f calendar.Frame, ok bool, g reference.Group) {
	if ok {
		j.compare(id, what, got, j.plan.Numbers[id].Formula, f, g)
		return
	}
	if got.Value != nil || got.Reason != status.NoPartner {
		j.differs(difference{kpi: id, what: what, got: words(got), want: string(status.NoPartner)})
	}
}

func (j *judging) compare(id, what string, got scorecard.Measured, n formula.Node, f calendar.Frame, g reference.Group) {
	want := j.evaluator.Evaluate(n, f, g)
	j.v.compared++
	if k := j.plan.Numbers[id].KPI; k.NoBase != status.None && j.baseless(n, f, g) {
		if got.Value != nil || got.Reason != status.NoBase {
			j.differs(difference{kpi: id, what: what, got: words(got), want: string(status.NoBase)})
		}
		return
	}
	if want.Unknown() {
		j.v.unknown++
		return
	}
	if want.OK() {
		j.v.numbers++
	}
	if !want.Fits(got.Value) {
		expected := fmt.Sprintf("%v (± %.2g)", want.Number, want.Slack)
		if !want.OK() {
			expected = string(want.Reason)
		}
		j.differs(difference{kpi: id, what: what, got: words(got), want: expected})
		return
	}
	if !want.OK() && want.Reason != got.Reason {
		j.differs(difference{kpi: id, what: what, got: words(got), want: string(want.Reason)})
	}
}

// baseless reports whether nothing is left of what a formula divides by.
func (j *judging) baseless(n formula.Node, f calendar.Frame, g reference.Group) bool {
	division := n.(*formula.Binary)
	x, base := j.evaluator.Evaluate(division.X, f, g), j.evaluator.Evaluate(division.Y, f, g)
	return x.OK() && base.OK() && base.Number <= 0
}

func words(m scorecard.Measured) string {
	if m.Value == nil {
		return "no value: " + string(m.Reason)
	}
	return fmt.Sprint(*m.Value)
}

func (j *judging) differs(d difference) { j.v.wrong = append(j.v.wrong, d) }
