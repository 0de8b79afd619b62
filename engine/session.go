package engine

import (
	"context"
	"maps"

	"kpi/engine/diag"
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
