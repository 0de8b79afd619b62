package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/formula"
	"kpi/engine/load"
	"kpi/engine/plan"
	"kpi/engine/quality"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/series"
	"kpi/engine/spec"
	"kpi/engine/sql"
)

// WhereOption is the file that problems in Options.Where name.
const WhereOption = "--where"

// A run is one evaluation on its way.
type run struct {
	*Definition
	options    Options
	data       *load.Data
	filters    map[string]formula.Node
	covered    map[string]series.Range // by clock
	undated    map[string]int
	view       scorecard.View
	cells      series.Cells
	statements []Statement
	findings   []scorecard.Finding
	totals     map[string][]plan.Total // control totals of periods, by source or KPI; see totalsOf
	totalFiles []string
}

func usage(format string, args ...any) error {
	return &UsageError{Message: fmt.Sprintf(format, args...)}
}

// checkNames checks that the options name what the catalog has.
func (r *run) checkNames() error {
	var kpis, dimensions, sources []string
	for _, k := range r.Plan.KPIs {
		kpis = append(kpis, k.ID)
	}
	for _, d := range r.Plan.Dimensions {
		dimensions = append(dimensions, d.ID)
	}
	for _, s := range r.Plan.Sources {
		sources = append(sources, s.ID)
	}
	for _, id := range r.options.KPIs {
		if !slices.Contains(kpis, id) {
			return unknown("KPI", id, kpis)
		}
	}
	if err := r.checkRuleNames(); err != nil {
		return err
	}
	for _, id := range r.options.By {
		if !slices.Contains(dimensions, id) {
			return unknown("dimension", id, dimensions)
		}
	}
	for id := range r.options.Sources {
		if !slices.Contains(sources, id) {
			return unknown("source", id, sources)
		}
	}
	return nil
}

func unknown(what, name string, known []string) error {
	hint := "there are: " + diag.Some(known)
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return usage("there is no %s %q; %s", what, name, hint)
}

// filter resolves --where for each source.
func (r *run) filter() diag.List {
	if r.options.Where == "" {
		return diag.List{}
	}
	text := spec.Inline(WhereOption, r.options.Where)
	filters, list := r.Plan.Filter(&text)
	r.filters = filters
	return list
}

func (r *run) excluded(s *plan.Source) bool {
	return r.options.Where != "" && r.filters[s.ID] == nil
}

func (r *run) loadOptions() load.Options {
	o := r.options
	out := load.Options{
		Folder: r.Folder, Outside: o.Outside, Overrides: o.Sources, Sources: r.Plan.Sources, Threads: o.Threads, Memory: o.Memory,
		Zone: r.Catalog.Scorecard.Timezone.Value, CacheDir: o.CacheDir, SkipProofs: o.SkipProofs, Progress: o.Progress,
	}
	if o.Fixtures != nil {
		out.Rows, out.Sources = o.Fixtures.Rows, canonical(r.Plan.Sources)
		if out.Rows == nil {
			out.Rows = map[string]*load.Rows{} // nil would read the files
		}
	}
	return out
}

func (r *run) progress(what string) {
	if r.options.Progress != nil {
		r.options.Progress(what)
	}
}

// proofs lists what the catalog claims to be unique: keys, and the "one" side
// of every join.
func (r *run) proofs() []load.Proof {
	var out []load.Proof
	for _, s := range r.Plan.Sources {
		if len(s.Key) > 0 {
			out = append(out, proof(s, s.Key, load.Proof{Range: s.Spec.Key[0].Range, Code: "key-not-unique", What: fmt.Sprintf("key of source %q", s.ID)}))
		}
	}
	for _, s := range r.Plan.Sources {
		for _, spec := range s.Spec.Joins {
			j := s.Joins[spec.ID.Value]
			if j.Many {
				continue
			}
			out = append(out, proof(j.Source, j.Other, load.Proof{
				OptionalValues: true, Range: spec.ID.Range, Code: "join-not-unique",
				What: fmt.Sprintf("join %q of source %q: each row must meet at most one row of %q", j.ID, s.ID, j.Source.ID),
			}))
		}
	}
	return append(out, r.snapshots()...)
}

// snapshots lists what the levels of snapshots claim: one row on a day.
func (r *run) snapshots() []load.Proof {
	var out []load.Proof
	for _, a := range r.Plan.Aggregates {
		if a.Life == nil || len(a.Life.Per) == 0 {
			continue
		}
		key := append([]formula.Node{a.Life.From}, a.Life.Per...)
		p := proof(a.Source, key, load.Proof{OptionalValues: true, Range: a.Life.From.Info().Place.Range(), Code: "snapshot-not-unique",
			What: fmt.Sprintf("level of source %q: a day has one snapshot of each", a.Source.ID)})
		if !slices.ContainsFunc(out, func(have load.Proof) bool { return have.Source == p.Source && slices.Equal(have.Names, p.Names) }) {
			out = append(out, p)
		}
	}
	return out
}

func proof(s *plan.Source, nodes []formula.Node, p load.Proof) load.Proof {
	p.Source = s.ID
	for _, n := range nodes {
		p.Expressions = append(p.Expressions, query.Expression(s, n))
		p.Names = append(p.Names, formula.Format(n))
	}
	return p
}

// ranges asks what the clocks cover.
func (r *run) ranges(ctx context.Context) error {
	r.covered, r.undated = map[string]series.Range{}, map[string]int{}
	return r.cover(ctx, query.Clocks(r.Plan), nil)
}

// knownRanges asks again where rows of another source after as-of, which is now
// decided, have moved a clock.
func (r *run) knownRanges(ctx context.Context) error {
	clocks := slices.DeleteFunc(query.Clocks(r.Plan), func(c query.Clock) bool { return !c.ReadsMany() })
	return r.cover(ctx, clocks, &r.view.AsOf)
}

func (r *run) cover(ctx context.Context, all []query.Clock, asOf *calendar.Date) error {
	for _, s := range r.Plan.Sources {
		clocks := slices.DeleteFunc(slices.Clone(all), func(c query.Clock) bool { return c.Source != s })
		if len(clocks) == 0 {
			continue
		}
		covered := query.Covered(clocks, asOf)
		err := r.data.DB.Query(ctx, covered.Text, covered.Args, func(values []any) (err error) {
			for i, c := range clocks {
				if r.covered[c.Key()], r.undated[c.Key()], err = query.DecodeCovered(values, i); err != nil {
					return err
				}
				if r.options.Fixtures != nil {
					r.covered[c.Key()] = r.covers(r.covered[c.Key()])
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read the dates of source %q: %w", s.ID, err)
		}
	}
	return nil
}

// rangeOf is what an aggregate's clock covers. A source goes on as long as its
// own clock does, also where a KPI counts by another.
func (r *run) rangeOf(a *plan.Aggregate) series.Range {
	if a.Life != nil {
		return r.lifeRange(a)
	}
	covered := r.covered[query.Clock{Source: a.Source, Node: a.Clock}.Key()]
	if own := (query.Clock{Source: a.Source, Node: a.Source.Clock}); own.Node != nil && !covered.Empty {
		covered.Last = max(covered.Last, r.covered[own.Key()].Last)
	}
	return covered
}

// lifeRange is what a level covers: from the first day of a life on. Snapshots
// are carried forward, and what stands in the file now is so at as-of.
func (r *run) lifeRange(a *plan.Aggregate) series.Range {
	if a.Life.Current {
		return series.Range{First: r.view.AsOf, Last: r.view.AsOf}
	}
	covered := r.covered[query.Clock{Source: a.Source, Node: a.Life.From}.Key()]
	if len(a.Life.Per) > 0 {
		covered.Last = max(covered.Last, r.view.AsOf)
	}
	for _, n := range []formula.Node{a.Life.Until, a.Source.Clock} {
		if other, ok := r.covered[query.Clock{Source: a.Source, Node: n}.Key()]; ok && !other.Empty && !covered.Empty {
			covered.Last = max(covered.Last, other.Last)
		}
	}
	return covered
}

// Grouping rows by all dimensions together pays while the groups are few.
const (
	probedRows = 100_000
	fewRows    = 300_000
	mostGroups = 1_000_000
)

// query runs the statements and collects their cells.
func (r *run) query(ctx context.Context, q *query.Request, list *diag.List) error {
	for _, b := range query.Build(q) {
		r.progress("compute " + b.Source.ID)
		joint, err := r.joint(ctx, b)
		if err != nil {
			return fmt.Errorf("look at source %q: %w", b.Source.ID, err)
		}
		known := map[string][]series.Member{}
		for _, d := range b.Dimensions {
			known[d.ID] = r.cells.Members(d.ID)
		}
		s := sql.Print(b.Select(known, joint), sql.DuckDB)
		r.statements = append(r.statements, Statement{Statement: s, Source: b.Source.ID, Slots: b.Slots})
		if err := r.data.DB.Query(ctx, s.Text, s.Args, b.Decode); r.tooLarge(b, err, list) {
			return nil
		} else if err != nil {
			return fmt.Errorf("compute the aggregates of source %q: %w", b.Source.ID, err)
		}
		b.Finish(&r.cells)
		r.findEmpty(b)
		if err := r.checkSize(); err != nil {
			return err
		}
	}
	return nil
}

// tooLarge reports a number that a formula makes of a row and that the database
// cannot hold: the data and the formula do not fit, and the machine is fine.
func (r *run) tooLarge(b *query.Batch, err error, list *diag.List) bool {
	e, ok := errors.AsType[*duckdb.Error](err)
	if !ok || e.Kind != "Out of Range" {
		return false
	}
	d := list.Errorf(b.Source.Spec.ID.Range, "number-too-large", "a formula over the rows of %q makes a number that is too large: %s", b.Source.ID, e.Message)
	for _, slot := range b.Slots {
		if a := r.Plan.Aggregates[slot]; a.X != nil && a.X.Info().Place.Text != nil {
			d.At(formula.Range(a.X), "it may be here")
			break
		}
	}
	d.Notef("declare the columns as number, which holds larger numbers less exactly, or divide before you multiply")
	return true
}

// findEmpty finds a source that has no row in the reported period although its
// data go on.
func (r *run) findEmpty(b *query.Batch) {
	f := r.view.Reported(r.Plan.Calendar)
	covered := r.covered[query.Clock{Source: b.Source, Node: b.Clock}.Key()]
	if complete := f.Cut == f.End; complete && !covered.Empty && f.Start > covered.First && f.Cut <= covered.Last && b.Empty(f) {
		r.findings = append(r.findings, quality.NoRows(b.Source, r.view.Period.Label, covered.Last))
	}
}

// mostCells is the number of values that one KPI may have by one dimension.
const mostCells = 100_000

// checkSize refuses breakdowns that nobody can read.
func (r *run) checkSize() error {
	for _, id := range r.options.By {
		if n := len(r.cells.Members(id)) * r.view.MemberFrames(); n > mostCells {
			return usage("a KPI by %s would have %d values, and %d is the limit: give the dimension a smaller limit:", id, n, mostCells)
		}
	}
	return nil
}

// joint decides whether a batch groups its rows by all dimensions together.
func (r *run) joint(ctx context.Context, b *query.Batch) (bool, error) {
	if r.data.Table(b.Source.ID).Rows <= fewRows {
		return true, nil
	}
	probe := b.Probe(probedRows)
	if probe == nil {
		return true, nil
	}
	groups := 0
	s := sql.Print(probe, sql.DuckDB)
	err := r.data.DB.Query(ctx, s.Text, s.Args, func(values []any) error {
		n, _ := values[0].(int64)
		groups = int(n)
		return nil
	})
	return groups*b.Atoms() < mostGroups, err
}

// files lists what was read, by the names that the working folder knows.
func (r *run) files() []string {
	var out []string
	for _, f := range r.Catalog.Files {
		out = append(out, f.Name)
	}
	for _, t := range r.data.Tables {
		out = append(out, t.Files...)
	}
	return append(out, r.totalFiles...)
}

// nullable reports whether a formula over the rows of s may be missing, as the
// data show.
func (r *run) nullable(s *plan.Source, n formula.Node) bool {
	table := r.data.Table(s.ID)
	found := false
	formula.Walk(n, func(n formula.Node) {
		switch n := n.(type) {
		case *formula.Column:
			found = found || len(n.Path) > 0 || table.Nullable[n.ID]
		case *formula.Missing, *formula.Reduced:
			found = true
		case *formula.Binary:
			found = found || n.Op == "/" || n.Op == "^"
		}
	})
	return found
}
