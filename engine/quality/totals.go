package quality

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// comparison collects what control totals say of one source or KPI.
type comparison struct {
	total          int
	wrong, unknown []scorecard.Example
}

// compare keeps a number that is not what is expected. The words say what the
// number is, such as "118 rows in 2026-08".
func (c *comparison) compare(got float64, t plan.Total, words phrase.Phrase) {
	if Equal(got, t) {
		return
	}
	c.wrong = append(c.wrong, scorecard.Example{Value: phrase.Of("%s, expected %s", words, expected(t)), Place: t.Place})
}

// expected is the total as it is written, and a whole number as reports print it.
func expected(t plan.Total) string {
	if n, err := strconv.ParseInt(strings.ReplaceAll(t.Text, "_", ""), 10, 64); err == nil {
		return number(n)
	}
	return t.Text
}

// Equal reports whether a number is what is expected: to one part in a billion,
// or to half a unit of the last digit that is written.
func Equal(got float64, t plan.Total) bool {
	hair := 1e-9 * max(math.Abs(got), math.Abs(t.Value))
	return math.Abs(got-t.Value) <= max(hair, t.Within+hair)
}

// skip keeps a control total that nothing can be compared with. The reason is an
// argument of a phrase.
func (c *comparison) skip(t plan.Total, reason any) {
	c.unknown = append(c.unknown, scorecard.Example{Value: phrase.Of("%s: %s", phrase.Period(t.Period.Label), reason), Place: t.Place})
}

// findings are at most two: what does not match, and what is not compared.
func (c *comparison) findings() []scorecard.Finding {
	var out []scorecard.Finding
	of := int64(c.total - len(c.unknown))
	if n := int64(len(c.wrong)); n > 0 {
		out = append(out, scorecard.Finding{Code: "control-total", Count: n, Of: of, Examples: c.wrong[:min(len(c.wrong), mostExamples)],
			Message: phrase.Choose(n, phrase.Of("%s does not match", ofTotals(n, of)), phrase.Of("%s do not match", ofTotals(n, of)))})
	}
	if n := int64(len(c.unknown)); n > 0 {
		of := int64(c.total)
		out = append(out, scorecard.Finding{Code: "not-compared", Count: n, Of: of, Examples: c.unknown[:min(len(c.unknown), mostExamples)],
			Message: phrase.Choose(n, phrase.Of("%s is not compared", ofTotals(n, of)), phrase.Of("%s are not compared", ofTotals(n, of)))})
	}
	return out
}

// rowTotals compares the number of rows of a source, as a whole and by its own
// clock.
func (l *looking) rowTotals(ctx context.Context, x *subject) error {
	var c comparison
	if whole := x.Expect.Rows; whole != nil {
		c.total++
		c.compare(float64(x.table.Rows), *whole, rowsIn(x.table.Rows))
	}
	if totals := l.Totals[x.ID]; len(totals) > 0 {
		days, err := l.days(ctx, x.Source)
		if err != nil {
			return err
		}
		for _, t := range totals {
			c.total++
			if reason := l.unknown(x.Source, t.Period); reason != status.NoReason {
				c.skip(t, phrase.Word(reason.Words()))
				continue
			}
			var n int64
			for d, rows := range days {
				if d >= t.Period.Start && d < t.Period.End {
					n += rows
				}
			}
			c.compare(float64(n), t, phrase.Of("%s in %s", rowsIn(n), phrase.Period(t.Period.Label)))
		}
	}
	for _, f := range c.findings() {
		x.add(f, nil)
	}
	return nil
}

// unknown says why the rows of a period cannot be counted. That a source ends
// before others do is no reason: the rows may be what is lost.
func (l *looking) unknown(s *plan.Source, p calendar.Selection) status.Reason {
	covered := l.Covered[query.Clock{Source: s, Node: s.Clock}.Key()]
	switch {
	case covered.Empty, p.End <= covered.First, s.Spec.Plan && p.Start > covered.Last:
		return status.OutOfRange
	case p.End-1 > l.AsOf && !s.Spec.Plan:
		return status.Partial
	}
	return status.NoReason
}

func (l *looking) days(ctx context.Context, s *plan.Source) (map[calendar.Date]int64, error) {
	statement := query.Days(s)
	days := map[calendar.Date]int64{}
	err := l.Data.DB.Query(ctx, statement.Text, statement.Args, func(values []any) error {
		day, ok := values[0].(time.Time)
		if !ok {
			return fmt.Errorf("the database gave %T for a date", values[0])
		}
		days[calendar.DateOf(day)] = integer(values[1])
		return nil
	})
	return days, err
}

// CompareKPI compares the control totals of a KPI with its values, which value
// computes for each. It is nil where the values leave rows out on purpose.
func CompareKPI(k *plan.KPI, totals []plan.Total, value func(calendar.Selection) scorecard.Measured) []scorecard.Finding {
	var c comparison
	for _, t := range totals {
		c.total++
		if value == nil {
			c.skip(t, phrase.Of("--where leaves rows out"))
			continue
		}
		switch m := value(t.Period); {
		case m.Value == nil, m.Reason == status.Partial:
			c.skip(t, phrase.Word(m.Reason.Words()))
		default:
			c.compare(*m.Value, t, phrase.Of("%s in %s", inFull(k.Unit, *m.Value, t.Value), phrase.Period(t.Period.Label)))
		}
	}
	findings := c.findings()
	for i := range findings {
		findings[i].About, findings[i].KPI = k.ID, k.ID
		if name := k.Spec.Name.Value; name != "" {
			findings[i].About = name
		}
	}
	return findings
}

// inFull prints a value with as many digits as show that it is another one.
func inFull(u unit.Unit, v, other float64) string {
	style := unit.Style{}
	for u.Format(v, style) == u.Format(other, style) && style.Decimals < 8 {
		style.Fixed, style.Decimals = true, style.Decimals+1
	}
	return u.Format(v, style)
}
