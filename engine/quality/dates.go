package quality

import (
	"context"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
)

// dates says what the clocks of a source cover, and what they leave out.
func (l *looking) dates(ctx context.Context, x *subject) error {
	own := query.Clock{Source: x.Source, Node: x.Clock}
	if covered, ok := l.Covered[own.Key()]; x.Clock != nil && ok {
		x.facts.Undated = int64(l.Undated[own.Key()])
		if !covered.Empty {
			x.facts.First, x.facts.Last = covered.First.String(), covered.Last.String()
			l.age(x, int(l.AsOf-covered.Last))
		}
	}
	for _, c := range l.Clocks {
		if c.Source != x.Source {
			continue
		}
		if err := l.undated(ctx, x, c); err != nil {
			return err
		}
	}
	if n := x.facts.After; n > 0 {
		of, day := ofRows(n, x.table.Rows), phrase.Day(l.AsOf.String())
		return l.rows(ctx, x, scorecard.Finding{Code: "after-as-of", Count: n,
			Message: phrase.Choose(n, phrase.Of("%s is dated after %s and not counted", of, day), phrase.Of("%s are dated after %s and not counted", of, day))}, query.After(x.Source, l.AsOf), columnsOf(x.Clock))
	}
	return nil
}

// age reports a source that is older than it promises. Only against a day that
// somebody names: without it the same inputs say the same on any day.
func (l *looking) age(x *subject, days int) {
	if l.Told && x.FreshWithin > 0 && days > x.FreshWithin {
		x.add(scorecard.Finding{Code: "stale",
			Message: phrase.Of("the last row is of %s, %s before %s, and fresh_within says %s", phrase.Day(x.facts.Last),
				phrase.Choose(int64(days), phrase.Of("1 day"), phrase.Of("%s days", number(int64(days)))), phrase.Day(l.AsOf.String()), phrase.Length(x.Spec.FreshWithin.Value))}, nil)
	}
}

// NoRows is the finding that a source has no row in a period although its data
// go on to a later day.
func NoRows(s *plan.Source, period string, last calendar.Date) scorecard.Finding {
	return scorecard.Finding{Code: "no-rows", About: s.ID, Source: s.ID,
		Message: phrase.Of("no row in %s, although the data go on to %s", phrase.Period(period), phrase.Day(last.String()))}
}

// undated reports rows that no period counts. A clock whose column says how many
// values may be missing is reported there.
func (l *looking) undated(ctx context.Context, x *subject, c query.Clock) error {
	n := int64(l.Undated[c.Key()])
	if n == 0 || allowed(x.Source, c.Node) {
		return nil
	}
	of, date := ofRows(n, x.table.Rows), formula.Format(c.Node)
	f := scorecard.Finding{Code: "no-date", Count: n, Advice: phrase.Of("if that is normal, say in the column how many may have none, such as max_missing: 5%"),
		Message: phrase.Choose(n, phrase.Of("%s has no date in %s, and is in no period", of, date), phrase.Of("%s have no date in %s, and are in no period", of, date))}
	return l.rows(ctx, x, f, isMissing(c.Node), keyOf(x.Source))
}

// allowed reports whether a column of the clock says that it may be missing.
func allowed(s *plan.Source, clock formula.Node) bool {
	for _, n := range columnsOf(clock) {
		read, ok := n.(*formula.Column)
		if !ok || len(read.Path) > 0 {
			continue
		}
		for i := range s.Columns {
			if s.Columns[i].ID == read.ID && s.Columns[i].MaxMissing != nil {
				return true
			}
		}
	}
	return false
}
