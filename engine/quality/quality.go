// Package quality looks at the data behind a scorecard: what the sources hold,
// and where they are not what the definitions promise.
package quality

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/load"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/series"
)

// A Request says what to look at.
type Request struct {
	Plan    *plan.Plan
	Data    *load.Data
	Sources []*plan.Source // to look at, in the order of writing
	Clocks  []query.Clock  // that the values were counted by
	// Totals are what is expected of periods, by source.
	Totals map[string][]plan.Total
	// Covered is what each clock covers, and Undated the number of its rows
	// without a date, by Clock.Key.
	Covered map[string]series.Range
	Undated map[string]int
	// AsOf is the last day that counts. Told says that it was given, and not read
	// off the data.
	AsOf calendar.Date
	Told bool
	// SkipProofs leaves out what has to read all rows against each other: rows
	// that are copies, and rows without a partner.
	SkipProofs bool
	Progress   func(string) // told what begins; nil is told nothing
}

// Look returns what the sources hold and what is wrong with it.
func Look(ctx context.Context, r Request) ([]scorecard.Finding, []scorecard.SourceFacts, error) {
	l := &looking{Request: r}
	for _, s := range r.Sources {
		if r.Progress != nil {
			r.Progress("looking at the data of " + s.ID)
		}
		if err := l.source(ctx, s); err != nil {
			return nil, nil, fmt.Errorf("look at the data of source %q: %w", s.ID, err)
		}
	}
	return l.findings, l.facts, nil
}

// order is that of a report: what the definitions promise first.
var order = []struct {
	code     string
	severity scorecard.Severity
}{
	{"control-total", scorecard.Wrong},
	{"check-failed", scorecard.Wrong},
	{"outside-range", scorecard.Wrong},
	{"outside-values", scorecard.Wrong},
	{"missing-values", scorecard.Wrong},
	{"stale", scorecard.Wrong},
	{"bad-rows", scorecard.Doubtful},
	{"no-partner", scorecard.Doubtful},
	{"duplicate-rows", scorecard.Doubtful},
	{"no-rows", scorecard.Doubtful},
	{"no-date", scorecard.Doubtful},
	{"after-as-of", scorecard.Doubtful},
	{"rounded", scorecard.Doubtful},
	{"not-compared", scorecard.Doubtful},
	{"review-due", scorecard.Doubtful},
}

func rank(code string) int {
	for i, o := range order {
		if o.code == code {
			return i
		}
	}
	panic("quality: no code " + code)
}

// Sort gives findings their severity and puts the worst first; those of one kind
// keep their order.
func Sort(findings []scorecard.Finding) {
	for i := range findings {
		findings[i].Severity = order[rank(findings[i].Code)].severity
	}
	slices.SortStableFunc(findings, func(a, b scorecard.Finding) int { return cmp.Compare(rank(a.Code), rank(b.Code)) })
}

// looking is one look at all sources.
type looking struct {
	Request
	findings []scorecard.Finding
	facts    []scorecard.SourceFacts
}

// A subject is a source on the way through all looks.
type subject struct {
	*plan.Source
	table *load.Table
	facts scorecard.SourceFacts
	found []scorecard.Finding
	// firsts are the rowids of the first rows of examples, finding by finding.
	firsts [][]int64
}

func (l *looking) source(ctx context.Context, s *plan.Source) error {
	x := &subject{Source: s, table: l.Data.Table(s.ID)}
	x.facts = scorecard.SourceFacts{Source: s.ID, Rows: x.table.Rows, LeftOut: x.table.BadCount}
	l.loaded(x)
	if err := l.survey(ctx, x); err != nil {
		return err
	}
	if err := l.dates(ctx, x); err != nil {
		return err
	}
	if err := l.rowTotals(ctx, x); err != nil {
		return err
	}
	if !l.SkipProofs {
		if err := l.partners(ctx, x); err != nil {
			return err
		}
		if err := l.copies(ctx, x); err != nil {
			return err
		}
	}
	if err := x.locate(); err != nil {
		return err
	}
	l.findings = append(l.findings, x.found...)
	l.facts = append(l.facts, x.facts)
	return nil
}

// add keeps a finding about the source, with the rowids of its examples.
func (x *subject) add(f scorecard.Finding, firsts []int64) {
	f.About, f.Source = x.ID, x.ID
	if f.Of == 0 && f.Count > 0 && f.Code != "rounded" {
		f.Of = x.table.Rows
	}
	x.found, x.firsts = append(x.found, f), append(x.firsts, firsts)
}

// locate names the places of all examples, in one walk through the files.
func (x *subject) locate() error {
	if !x.table.Located() {
		return nil
	}
	places, err := x.table.Places(slices.Concat(x.firsts...))
	if err != nil {
		return err
	}
	for i := range x.found {
		for k := range x.firsts[i] {
			x.found[i].Examples[k].Place = places[x.firsts[i][k]]
		}
	}
	return nil
}

// loaded reports what happened to rows on their way in.
func (l *looking) loaded(x *subject) {
	t := x.table
	if t.BadCount > 0 {
		of := ofRows(t.BadCount, t.Rows+t.BadCount)
		f := scorecard.Finding{Code: "bad-rows", Count: t.BadCount, Of: t.Rows + t.BadCount,
			Message: phrase.Choose(t.BadCount, phrase.Of("%s is left out, because its values do not fit the declared types", of),
				phrase.Of("%s are left out, because their values do not fit the declared types", of))}
		for _, b := range t.BadRows[:min(len(t.BadRows), mostExamples)] {
			f.Examples = append(f.Examples, badExample(b))
		}
		x.add(f, nil)
	}
	if t.Rounded > 0 {
		x.add(scorecard.Finding{Code: "rounded", Count: t.Rounded,
			Message: phrase.Choose(t.Rounded, phrase.Of("1 amount rounded, because they had more than four decimals"),
				phrase.Of("%s amounts rounded, because they had more than four decimals", number(t.Rounded)))}, nil)
	}
}

func badExample(b load.BadRow) scorecard.Example {
	e := scorecard.Example{Value: phrase.Plain(b.Value)}
	if b.Column != "" {
		e.Value = phrase.Plain(b.Column + " " + b.Value)
	}
	switch at := b.Place(); {
	case at.Name != "":
		e.Place = at.String()
	case b.Line > 0:
		e.Place = fmt.Sprintf("%s:%d", b.File, b.Line)
	}
	return e
}
