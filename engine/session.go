package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/series"
)

// A Session is a definition with its data, loaded and proved once for more than
// one evaluation. It is safe for concurrent use.
type Session struct {
	opened *run
}

// Open loads the data and proves the keys. Of the options it takes those on the
// data: sources, fixtures, folders, threads, memory, cache and proofs. What is
// wrong with the data is in the list, and the session is then nil; the caller
// closes it.
func (d *Definition) Open(ctx context.Context, o Options) (*Session, diag.List, error) {
	r := &run{Definition: d, options: Options{
		Sources: o.Sources, Fixtures: o.Fixtures, Outside: o.Outside, Threads: o.Threads, Memory: o.Memory,
		CacheDir: o.CacheDir, SkipProofs: o.SkipProofs, Progress: o.Progress,
	}}
	if err := r.checkNames(); err != nil {
		return nil, diag.List{}, err
	}
	list, err := r.load(ctx)
	if err != nil || list.HasErrors() {
		return nil, list, err
	}
	return &Session{opened: r}, list, nil
}

// Evaluate is the Evaluate of a Definition over the data of the session, whatever
// the options say of data. The list has nothing of what loading has found.
func (s *Session) Evaluate(ctx context.Context, o Options) (*Result, diag.List, error) {
	r, list, err := s.run(o)
	if err != nil || list.HasErrors() {
		return nil, list, err
	}
	return r.measure(ctx, func(*run, *series.Evaluator) {})
}

func (s *Session) run(o Options) (*run, diag.List, error) {
	of := s.opened.options
	o.Sources, o.Fixtures, o.Outside, o.Threads, o.Memory = of.Sources, of.Fixtures, of.Outside, of.Threads, of.Memory
	o.CacheDir, o.SkipProofs, o.Progress = of.CacheDir, of.SkipProofs, of.Progress
	r := &run{
		Definition: s.opened.Definition, options: o, data: s.opened.data,
		// A view asks again for what some clocks cover.
		covered: maps.Clone(s.opened.covered), undated: maps.Clone(s.opened.undated),
	}
	list, err := r.check()
	return r, list, err
}

// Close ends the session.
func (s *Session) Close() error { return s.opened.data.Close() }

// Members are those that rows have of a dimension.
type Members struct {
	Names []string // sorted
	None  bool     // there are rows without a member
}

// Members returns the members of a dimension in the rows that the KPIs of the
// options read and that meet their filter. What is wrong with the options is as
// in Evaluate.
func (s *Session) Members(ctx context.Context, dimension string, o Options) (Members, diag.List, error) {
	var out Members
	r, list, err := s.run(o)
	if err != nil || list.HasErrors() {
		return out, list, err
	}
	found := map[string]bool{}
	d := r.Plan.Dimension(dimension)
	for _, source := range r.read() {
		if d.In[source.ID] == nil || r.excluded(source) {
			continue
		}
		q := query.Members(source, d, r.filters[source.ID])
		err := r.data.DB.Query(ctx, q.Text, q.Args, func(values []any) error {
			name, named := values[0].(string)
			found[name] = found[name] || named
			out.None = out.None || !named
			return nil
		})
		if err != nil {
			return Members{}, list, fmt.Errorf("list the members of %q: %w", dimension, err)
		}
	}
	for name, named := range found {
		if named {
			out.Names = append(out.Names, name)
		}
	}
	slices.Sort(out.Names)
	return out, list, nil
}

// read lists the sources of the aggregates of the shown KPIs.
func (r *run) read() []*plan.Source {
	var out []*plan.Source
	for _, k := range r.shown() {
		r.Plan.EachAggregate(k.Formula, func(a *plan.Aggregate) {
			if !slices.Contains(out, a.Source) {
				out = append(out, a.Source)
			}
		})
	}
	return out
}
