package reference

import (
	"kpi/engine/calendar"
	"kpi/engine/plan"
)

// A life is the days on which a row of a level counts: from its first day up
// to, but not including, its end.
type life struct {
	from, until calendar.Date
	ends        bool
	ever        bool // it has a first day
}

func (l life) at(d calendar.Date) bool { return l.ever && l.from <= d && (!l.ends || l.until > d) }

// levelDay is the day that a level is read on in a frame.
func (e *Evaluator) levelDay(f calendar.Frame) calendar.Date { return min(f.Cut-1, e.AsOf) }

// alive are the rows of a level that count on a day.
func (e *Evaluator) alive(a *plan.Aggregate, f calendar.Frame, d calendar.Date) []place {
	lives := e.livesOf(a)
	var out []place
	for _, row := range e.Tables[a.Source.ID] {
		if a.Life.Current || lives[row].at(d) {
			out = append(out, place{source: a.Source, row: row, frame: f})
		}
	}
	return out
}

// livesOf finds the lives of all rows of a level, before any condition.
func (e *Evaluator) livesOf(a *plan.Aggregate) map[*Row]life {
	if known, ok := e.memo.lives[a.Life]; ok {
		return known
	}
	out := map[*Row]life{}
	if !a.Life.Current {
		for _, row := range e.Tables[a.Source.ID] {
			out[row] = e.lifeOf(a, row)
		}
	}
	e.memo.lives[a.Life] = out
	return out
}

func (e *Evaluator) lifeOf(a *plan.Aggregate, row *Row) life {
	p := place{source: a.Source, row: row}
	from := e.fixed(a.Life.From, p)
	if from == nil {
		return life{}
	}
	l := life{from: e.day(from), ever: true}
	if a.Life.Until != nil {
		if until := e.fixed(a.Life.Until, p); until != nil {
			l.until, l.ends = e.day(until), true
		}
	}
	if len(a.Life.Per) == 0 {
		return l
	}
	for _, other := range e.Tables[a.Source.ID] {
		q := place{source: a.Source, row: other}
		if v := e.fixed(a.Life.From, q); v != nil && e.day(v) > l.from && e.sameSubject(a.Life, p, q) && (!l.ends || e.day(v) < l.until) {
			l.until, l.ends = e.day(v), true
		}
	}
	return l
}

// sameSubject reports whether two snapshots are of one thing; missing is a
// value of its own here.
func (e *Evaluator) sameSubject(l *plan.Life, p, q place) bool {
	for _, n := range l.Per {
		x, y := e.fixed(n, p), e.fixed(n, q)
		if (x == nil) != (y == nil) || x != nil && order(x, y) != 0 {
			return false
		}
	}
	return true
}
