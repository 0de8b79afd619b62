package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/diff"
	"kpi/engine/scorecard"
)

// A side is one of the two definitions with the data of the working tree.
type side struct {
	session *engine.Session
	options engine.Options
	card    *scorecard.Scorecard // of the reported period
}

// compareValues computes both definitions from the same data, and prints what is
// wrong with the newer ones.
func (s streams) compareValues(ctx context.Context, c *compared, f *diffFlags, old, now *engine.Definition) error {
	ctx, cancel := f.limit(ctx)
	defer cancel()
	o, err := f.options(nil)
	if err != nil {
		return err
	}
	p := s.progress()
	o.Progress, o.Evidence, o.WithoutQuality, o.History, o.RuleHistory = p.say, false, true, f.periods, f.periods
	list, err := c.compute(ctx, o, old, now)
	p.end()
	if err != nil {
		return err
	}
	err = s.report(list, withOptions(now, &f.flags))
	if err != nil {
		fmt.Fprintln(s.err, "to compare the definitions alone, which needs no data, add --no-values")
	}
	return err
}

// compute returns what is wrong with the newer definitions and the data. Where the
// older ones cannot be computed, that is a note: the data may have changed with
// the definitions.
func (c *compared) compute(ctx context.Context, o engine.Options, old, now *engine.Definition) (found diag.List, err error) {
	after, found, err := openSide(ctx, now, o)
	if err != nil || found.HasErrors() {
		return found, err
	}
	defer func() { err = errors.Join(err, after.session.Close()) }()
	c.asOf = after.card.AsOf
	if len(old.Plan.KPIs) == 0 {
		return found, nil
	}
	before, list, err := openSide(ctx, old, asBefore(o, old, after.card))
	var wrong *engine.UsageError
	switch {
	case errors.As(err, &wrong):
		c.notes = append(c.notes, "The older definitions cannot be computed with these options, so that no values are compared: "+wrong.Message+".")
		return found, nil
	case err != nil:
		return found, err
	case list.HasErrors():
		c.notes = append(c.notes, "The older definitions cannot be computed from the data as they are, so that no values are compared: "+firstError(list)+".")
		return found, nil
	}
	defer func() { err = errors.Join(err, before.session.Close()) }()
	return found, c.compareCards(ctx, before, after)
}

// firstError is the place and message of the first error.
func firstError(list diag.List) string {
	for _, d := range list.Items {
		if d.Severity == diag.Error {
			return d.Range.String() + ": " + d.Message
		}
	}
	return ""
}

// asBefore are the options for the older definitions: the same period of the same
// grain, and the sources that they have.
func asBefore(o engine.Options, old *engine.Definition, card *scorecard.Scorecard) engine.Options {
	o.Grain, o.Period = card.Grain, cmp.Or(o.Period, card.Period.Label)
	sources := map[string]string{}
	for id, path := range o.Sources {
		if old.Plan.Source(id) != nil {
			sources[id] = path
		}
	}
	o.Sources = sources
	return o
}

// openSide loads the data of a definition and computes its scorecard.
func openSide(ctx context.Context, d *engine.Definition, o engine.Options) (*side, diag.List, error) {
	session, list, err := d.Open(ctx, o)
	if err != nil || list.HasErrors() {
		return nil, list, err
	}
	out := &side{session: session, options: o}
	problems, err := out.evaluate(ctx)
	list.Append(problems)
	if err != nil || list.HasErrors() {
		return nil, list, errors.Join(err, session.Close())
	}
	return out, list, nil
}

func (x *side) evaluate(ctx context.Context) (diag.List, error) {
	result, list, err := x.session.Evaluate(ctx, x.options)
	if result != nil {
		x.card = result.Scorecard
	}
	return list, err
}

// compareCards compares the reported period, and of the KPIs that move or are
// judged otherwise those before it.
func (c *compared) compareCards(ctx context.Context, before, after *side) error {
	if before.card.AsOf != after.card.AsOf {
		// Each would end with its own last date.
		asOf := after.card.AsOf
		for _, x := range []*side{before, after} {
			x.options.AsOf = asOf
			if _, err := x.evaluate(ctx); err != nil {
				return err
			}
		}
	}
	c.periods = diff.Periods(after.card)
	c.firings = diff.Firings(before.card, after.card)
	moved := c.diff.Moved(before.card, after.card)
	maps.Copy(moved, c.diff.Judged())
	moves := c.diff.Moves(before.card, after.card)
	for _, period := range c.periods[:len(c.periods)-1] {
		earlier, err := c.earlier(ctx, before, after, period, moved)
		if err != nil {
			return err
		}
		moves = append(moves, earlier...)
	}
	c.moves = c.ordered(moves, after.card)
	return nil
}

// earlier compares the KPIs that are named in an earlier period.
func (c *compared) earlier(ctx context.Context, before, after *side, period string, moved map[string]bool) ([]diff.Move, error) {
	var ids, was []string
	for _, id := range slices.Sorted(maps.Keys(moved)) {
		if old, ok := c.diff.WasCalled(id); ok {
			ids, was = append(ids, id), append(was, old)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	cards := make([]*scorecard.Scorecard, 2)
	for i, x := range []*side{before, after} {
		o := x.options
		o.Period, o.History, o.KPIs = period, 1, [][]string{was, ids}[i]
		result, list, err := x.session.Evaluate(ctx, o)
		if err != nil || list.HasErrors() {
			return nil, cmp.Or(err, fmt.Errorf("compute %s: %s", period, firstError(list)))
		}
		cards[i] = result.Scorecard
	}
	return c.diff.Moves(cards[0], cards[1]), nil
}

// ordered sorts moves by the KPIs of a scorecard and by period, each once: a KPI
// with longer periods of its own stands at the same one more than once.
func (c *compared) ordered(moves []diff.Move, card *scorecard.Scorecard) []diff.Move {
	place := map[string]int{}
	for _, s := range card.Sections {
		for _, r := range s.Results {
			place[r.ID] = len(place)
		}
	}
	at := func(m diff.Move) int {
		if i := slices.Index(c.periods, m.Period); i >= 0 {
			return i
		}
		return -1
	}
	slices.SortStableFunc(moves, func(a, b diff.Move) int {
		return cmp.Or(place[a.KPI]-place[b.KPI], at(a)-at(b), cmp.Compare(a.Period, b.Period))
	})
	return slices.CompactFunc(moves, func(a, b diff.Move) bool { return a.KPI == b.KPI && a.Period == b.Period })
}
