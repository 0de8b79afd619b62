package kpitest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
)

// Options say which tests to run. The zero Options run all.
type Options struct {
	Match    *regexp.Regexp // of the name of a test; nil is every name
	Progress func(string)   // told what is run; nil is told nothing
}

// A Report says what the tests have found.
type Report struct {
	Outcomes []Outcome // in the order of files and of writing
	Tested   []string  // KPIs of which any test that was read expects something, in the order of the definitions
	Untested []string  // the other KPIs, in the same order
}

// An Outcome is a test that was run.
type Outcome struct {
	Name     string
	Range    diag.Range // where the test starts
	Failures []Failure  // none is that the test has passed
	// Problems are those of the rows that the test did not expect. It has then no
	// values, and Failures is empty.
	Problems diag.List
	// Statements are the queries behind what has failed.
	Statements []engine.Statement
}

// A Failure is an expectation that was not met.
type Failure struct {
	Range diag.Range // of the expected text
	What  string     // "revenue", "status of revenue", "revenue by region West"
	Want  string
	Got   string
	Why   []string // what the value was computed from, in words

	text spec.Text // what was expected; zero where it is no single text
	now  string    // that would be expected from now on; "" is none
}

// Passed reports whether the test found everything as expected.
func (o Outcome) Passed() bool { return len(o.Failures) == 0 && !o.Problems.HasErrors() }

// Passed counts the tests that have passed, and Failed the others.
func (r *Report) Passed() int {
	n := 0
	for _, o := range r.Outcomes {
		if o.Passed() {
			n++
		}
	}
	return n
}

// Failed counts the tests that have not passed.
func (r *Report) Failed() int { return len(r.Outcomes) - r.Passed() }

// Problems returns what the tests did not expect to be wrong with their rows,
// each once.
func (r *Report) Problems() diag.List {
	var list diag.List
	for _, o := range r.Outcomes {
		list.Append(o.Problems)
	}
	list.Sort()
	return list
}

// Run runs the tests whose names match, each in a database of its own. The
// report does not depend on how many run at a time. An error is the machine's,
// or the context's.
func (s *Suite) Run(ctx context.Context, o Options) (*Report, error) {
	r := &Report{}
	r.Tested, r.Untested = s.coverage()
	var chosen []*testCase
	for _, c := range s.cases {
		if o.Match == nil || o.Match.MatchString(c.test.Name.Value) {
			chosen = append(chosen, c)
		}
	}
	r.Outcomes = make([]Outcome, len(chosen))
	failures := make([]error, len(chosen))
	var tasks sync.WaitGroup
	next := make(chan int)
	for range min(len(chosen), runtime.GOMAXPROCS(0)) {
		tasks.Go(func() {
			for i := range next {
				if o.Progress != nil {
					o.Progress("test " + chosen[i].test.Name.Value)
				}
				r.Outcomes[i], failures[i] = s.run(ctx, chosen[i])
			}
		})
	}
	for i := range chosen {
		next <- i
	}
	close(next)
	tasks.Wait()
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// coverage splits the KPIs into those of which a test expects something and the
// others.
func (s *Suite) coverage() (tested, untested []string) {
	for _, k := range s.Definition.Plan.KPIs {
		if slices.ContainsFunc(s.cases, func(c *testCase) bool { return slices.Contains(c.kpis, k.ID) }) {
			tested = append(tested, k.ID)
		} else {
			untested = append(untested, k.ID)
		}
	}
	return tested, untested
}

func (s *Suite) run(ctx context.Context, c *testCase) (Outcome, error) {
	o := Outcome{Name: c.test.Name.Value, Range: c.test.Range}
	result, list, err := s.Definition.Evaluate(ctx, c.options)
	var wrong *engine.UsageError
	if errors.As(err, &wrong) {
		list.Errorf(c.test.Name.Range, "bad-expectation", "the test cannot be run: %s", wrong.Message)
	} else if err != nil {
		return o, fmt.Errorf("run the test %q: %w", o.Name, err)
	}
	switch {
	case len(c.test.Problems) > 0:
		o.Failures = c.refused(list)
		return o, nil
	case list.HasErrors():
		o.Problems = list
		return o, nil
	}
	err = s.compare(ctx, c, result, &o)
	return o, err
}

// refused compares the codes of the problems with those that are expected.
func (c *testCase) refused(list diag.List) []Failure {
	var want, got, why []string
	for _, p := range c.test.Problems {
		want = append(want, p.Value)
	}
	for _, d := range list.Items {
		if d.Severity == diag.Error {
			got, why = append(got, d.Code), append(why, d.Message)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	want, got = slices.Compact(want), slices.Compact(got)
	if slices.Equal(want, got) {
		return nil
	}
	if len(got) == 0 {
		got, why = []string{"none"}, []string{"nothing is wrong with the rows"}
	}
	return []Failure{{Range: c.test.Problems[0].Range, What: "problems", Want: strings.Join(want, ", "), Got: strings.Join(got, ", "), Why: why}}
}

// compare makes the checks, and explains those that fail.
func (s *Suite) compare(ctx context.Context, c *testCase, result *engine.Result, o *Outcome) error {
	results := map[string]*scorecard.Result{}
	for _, section := range result.Scorecard.Sections {
		for i := range section.Results {
			results[section.Results[i].ID] = &section.Results[i]
		}
	}
	explained := map[string]bool{}
	for _, check := range c.checks {
		id := check.kpi.ID
		found := check.compare(results[id])
		if found.got == "" {
			continue
		}
		f := Failure{Range: check.text.Range, What: check.what, Want: check.text.Value, Got: found.got, Why: found.why, text: check.text, now: found.now}
		if found.want != "" {
			f.Want = found.want
		}
		if check.own && !explained[id] {
			explained[id] = true
			origin, err := s.explain(ctx, c, id, o)
			if err != nil {
				return err
			}
			f.Why = slices.Concat(found.why, origin)
		}
		o.Failures = append(o.Failures, f)
	}
	slices.SortStableFunc(o.Failures, func(a, b Failure) int {
		x, y := a.Range.Start, b.Range.Start
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Col, y.Col))
	})
	return nil
}

// explain says what the value of a KPI was computed from, and keeps the queries.
func (s *Suite) explain(ctx context.Context, c *testCase, id string, o *Outcome) ([]string, error) {
	x, _, err := s.Definition.Explain(ctx, engine.Question{KPI: id}, c.options)
	if err != nil {
		return nil, fmt.Errorf("explain %q in the test %q: %w", id, o.Name, err)
	}
	for _, st := range x.Statements {
		if !slices.ContainsFunc(o.Statements, func(have engine.Statement) bool { return have.Text == st.Text }) {
			o.Statements = append(o.Statements, st)
		}
	}
	return s.origin(x), nil
}
