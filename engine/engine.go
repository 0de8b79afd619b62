// Package engine runs the pipeline: definitions in, a judged scorecard out.
package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"

	"kpi/engine/diag"
	"kpi/engine/lint"
	"kpi/engine/load"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/series"
	"kpi/engine/spec"
	"kpi/engine/sql"
)

// A Definition is a catalog that was read and understood. It holds no data.
type Definition struct {
	Catalog *spec.Catalog
	Plan    *plan.Plan
	Folder  string // that the files of sources are relative to
}

// Read reads a definition file and all that it includes, and resolves it. What
// could be read is resolved even beside errors, so that one run tells all of
// them; a definition whose list has errors must not be evaluated. It is nil
// where no file could be read.
func Read(path string) (*Definition, diag.List, error) {
	catalog, list, err := spec.Read(path)
	if err != nil || catalog == nil {
		return nil, list, err
	}
	p, problems := plan.Build(catalog)
	list.Append(problems)
	list.Append(load.Check(p.Sources))
	_, mistakes := lint.Policies(catalog)
	list.Append(mistakes)
	list.Append(lint.CheckIgnores(catalog))
	list.Sort()
	return &Definition{Catalog: catalog, Plan: p, Folder: filepath.Dir(path)}, list, nil
}

// Text returns the definition files by name, to print diagnostics with.
func (d *Definition) Text() diag.Sources {
	files := diag.Sources{}
	for _, f := range d.Catalog.Files {
		files[f.Name] = f.Data
	}
	return files
}

// Version is the beginning of the hash of all definition files.
func (d *Definition) Version() string { return d.Hash()[:8] }

// Hash is the SHA-256 of all definition files with their names, in hexadecimal.
func (d *Definition) Hash() string {
	h := sha256.New()
	for _, f := range d.Catalog.Files {
		fmt.Fprintf(h, "%d %s\n", len(f.Data), filepath.Base(f.Name))
		h.Write(f.Data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Options say what to evaluate and with what. The zero Options report the last
// complete period of all KPIs.
type Options struct {
	Period, Grain, AsOf, Where string
	By, KPIs                   []string
	PartOf                     scorecard.Part    // the member whose rows Where leaves; the zero Part is none
	RulesOnly                  bool              // evaluate rules, and no KPI
	Rules                      []string          // with RulesOnly: their names; empty is all
	RuleHistory                int               // periods that are told of a rule; 0 is 12
	History                    int               // periods of the series; 0 is 24
	ByHistory                  bool              // series for the members of breakdowns, too
	Locale                     string            // of names and descriptions, and of the texts of reports; "" is the scorecard's
	Evidence                   bool              // signals, forecasts, leads, and why values have moved
	Sources                    map[string]string // data files to read instead
	Fixtures                   *Fixtures         // rows instead of all data files; nil is none
	Outside                    []string          // further folders that files may lie in
	Threads                    int
	Memory                     string
	CacheDir                   string
	SkipProofs                 bool
	WithoutQuality             bool         // do not look at the rows for what is wrong with them
	Progress                   func(string) // told what begins; nil is told nothing

	question Question // where one KPI is explained
}

// A Result is a scorecard with the statements that it was computed by.
type Result struct {
	Scorecard  *scorecard.Scorecard
	Statements []Statement
	Files      []string // that were read: definitions, then data
}

// A Statement is a query that was run.
type Statement struct {
	sql.Statement
	Source string
	Slots  []int // the aggregates of the plan that it computes
}

// A UsageError says what is wrong with an option.
type UsageError struct{ Message string }

// Error returns the message.
func (e *UsageError) Error() string { return e.Message }

// Evaluate loads the data, proves the keys, computes and judges the KPIs. What
// is wrong with the definitions or the data is in the list, and the result is
// then nil; a wrong option is a UsageError.
func (d *Definition) Evaluate(ctx context.Context, o Options) (*Result, diag.List, error) {
	return d.evaluate(ctx, o, func(*run, *series.Evaluator) {})
}

// evaluate also calls look before the database is closed.
func (d *Definition) evaluate(ctx context.Context, o Options, look func(*run, *series.Evaluator)) (result *Result, list diag.List, err error) {
	r := &run{Definition: d, options: o}
	if list, err = r.check(); err != nil || list.HasErrors() {
		return nil, list, err
	}
	if list, err = r.load(ctx); err != nil || list.HasErrors() {
		return nil, list, err
	}
	defer func() { err = errors.Join(err, r.data.Close()) }()
	result, problems, err := r.measure(ctx, look)
	list.Append(problems)
	return result, list, err
}

// check finds what is wrong with the options, and reads the control totals.
func (r *run) check() (list diag.List, err error) {
	if err := r.checkNames(); err != nil {
		return diag.List{}, err
	}
	if list = r.filter(); list.HasErrors() {
		return list, nil
	}
	return list, r.readTotals(&list)
}

// load opens the data, proves what is claimed of them and asks what they cover.
// Beside an error or a problem they are closed again.
func (r *run) load(ctx context.Context) (list diag.List, err error) {
	data, list, err := load.Open(ctx, r.loadOptions())
	if err != nil || list.HasErrors() {
		return list, err
	}
	defer func() {
		if err != nil || list.HasErrors() {
			err = errors.Join(err, data.Close())
		}
	}()
	r.data = data
	problems, err := data.Prove(ctx, r.proofs())
	list.Append(problems)
	if err != nil || list.HasErrors() {
		return list, err
	}
	return list, r.ranges(ctx)
}

// measure computes and judges the KPIs over data that are loaded.
func (r *run) measure(ctx context.Context, look func(*run, *series.Evaluator)) (result *Result, list diag.List, err error) {
	if r.noDates(&list); list.HasErrors() {
		return nil, list, nil
	}
	if err := r.chooseView(); err != nil {
		return nil, list, err
	}
	if err := r.knownRanges(ctx); err != nil {
		return nil, list, err
	}
	r.showMember()
	if err := r.query(ctx, r.request(), &list); err != nil || list.HasErrors() {
		return nil, list, err
	}
	rules, err := r.rules(ctx, &list)
	if err != nil || list.HasErrors() {
		return nil, list, err
	}
	e := r.evaluator()
	look(r, e)
	result = r.judge(e)
	list.Append(r.lint(result.Scorecard))
	result.Scorecard.Rules = rules
	if r.options.WithoutQuality {
		return result, list, nil
	}
	return result, list, r.lookAtData(ctx, e, result.Scorecard)
}

func (r *run) evaluator() *series.Evaluator {
	ranges := map[*plan.Aggregate]series.Range{} // every value asks for those that it is made of
	for _, a := range r.Plan.Aggregates {
		ranges[a] = r.rangeOf(a)
	}
	covered := func(a *plan.Aggregate) series.Range { return ranges[a] }
	return &series.Evaluator{Plan: r.Plan, Cells: &r.cells, AsOf: r.view.AsOf, Told: r.view.Told, Range: covered, Excluded: r.excluded}
}

// judge evaluates the formulas over the cells.
func (r *run) judge(e *series.Evaluator) *Result {
	card := scorecard.Judge(e, r.view)
	card.Version = r.Version()
	card.Where = r.options.Where
	card.DataThrough = r.dataThrough()
	card.Notes = append(r.notes(), card.Notes...)
	return &Result{Scorecard: card, Statements: r.statements, Files: r.files()}
}

// request says what the database has to compute for the KPIs.
func (r *run) request() *query.Request {
	q := r.emptyRequest()
	r.view.Needs(r.Plan, q.Need)
	r.totalNeeds(q)
	return q
}

func (r *run) emptyRequest() *query.Request {
	return &query.Request{
		Plan: r.Plan, AsOf: r.view.AsOf, Reported: r.view.Reported(r.Plan.Calendar),
		Filters: r.filters, Filtered: r.options.Where != "", Nullable: r.nullable,
	}
}
