package reference

import (
	"fmt"
	"math"
	"slices"

	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// aggregates are the functions that turn the values that are there into one;
// there is at least one value. Counts do not go by values.
var aggregates = map[string]func(values []any, p float64) any{
	"sum": func(v []any, _ float64) any { total, _ := sum(v); return total },
	"avg": func(v []any, _ float64) any {
		total, _ := sum(v)
		return float(total) / float64(len(v))
	},
	"median":     func(v []any, _ float64) any { return percentile(v, 0.5) },
	"percentile": percentile,
	"min":        func(v []any, _ float64) any { return slices.MinFunc(v, order) },
	"max":        func(v []any, _ float64) any { return slices.MaxFunc(v, order) },
}

// counts are the aggregates that are 0 without a row or a value.
var counts = map[string]func(rows int, values []any) int{
	"count":          func(rows int, _ []any) int { return rows },
	"count_distinct": func(_ int, v []any) int { return distinct(v) },
}

func distinct(values []any) int {
	seen := map[string]bool{}
	for _, v := range values {
		seen[identity(v)] = true
	}
	return len(seen)
}

func percentile(values []any, p float64) any {
	sorted := make([]float64, len(values))
	for i, v := range values {
		sorted[i] = float(v)
	}
	slices.Sort(sorted)
	at := p * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

// reduced is an aggregate over the rows that a join to many finds.
func (e *Evaluator) reduced(n *formula.Reduced, p place) any {
	here := e.follow(n.Path, p)
	if here.row == nil {
		return e.reduceMany(n, nil)
	}
	var rows []place
	j := here.source.Joins[n.Join]
	for _, row := range e.partners(j, here) {
		there := place{source: j.Source, row: row, frame: p.frame}
		if e.knownBy(there) && e.within(j, here, there) && (n.Where == nil || e.row(n.Where, there) == true) {
			rows = append(rows, there)
		}
	}
	return e.reduceMany(n, rows)
}

func (e *Evaluator) reduceMany(n *formula.Reduced, rows []place) any {
	var values []any
	for _, p := range rows {
		if n.X == nil {
			continue
		}
		if v := e.row(n.X, p); v != nil {
			values = append(values, v)
		}
	}
	if count, ok := counts[n.Func]; ok {
		return int64(count(len(rows), values))
	}
	switch {
	case n.Func == "sum" && len(rows) == 0:
		return int64(0)
	case len(values) == 0:
		return nil
	}
	return aggregates[n.Func](values, n.P)
}

// knownBy reports whether a row that is read through a join to many is there at
// as-of. Rows without a date are, and those of plans.
func (e *Evaluator) knownBy(p place) bool {
	if !e.Known || p.source.Clock == nil || p.source.Covers != "" {
		return true
	}
	v := e.fixed(p.source.Clock, p)
	return v == nil || e.day(v) <= e.AsOf
}

// within reports whether a partner is dated from the row's own day on, up to so
// many days later.
func (e *Evaluator) within(j *plan.Join, here, there place) bool {
	if j.Within == 0 {
		return true
	}
	from, until := e.fixed(here.source.Clock, here), e.fixed(there.source.Clock, there)
	if from == nil || until == nil {
		return false
	}
	days := e.day(until) - e.day(from)
	return days >= 0 && int(days) <= j.Within
}

// reduceRows turns the rows that an aggregate reads into its value.
func (e *Evaluator) reduceRows(a *plan.Aggregate, rows []place) Value {
	var values []any
	for _, p := range rows {
		if a.X == nil {
			continue
		}
		if v := e.fixed(a.X, p); v != nil {
			values = append(values, v)
		}
	}
	if count, ok := counts[a.Func]; ok {
		return Value{Number: float64(count(len(rows), values))}
	}
	switch {
	case a.Func == "sum" && len(rows) == 0:
		return Value{}
	case len(rows) == 0:
		return none(status.NoData)
	case len(values) == 0:
		return none(status.AllMissing)
	}
	apply, ok := aggregates[a.Func]
	if !ok {
		panic(fmt.Sprintf("reference: aggregate %q", a.Func))
	}
	v := float(apply(values, a.P))
	return about(v, e.slack(a, v, values))
}

// tenDigits is how much of a number goes where it is cut to ten digits.
const tenDigits = 5.1e-10

// slack is how far the program may be from an aggregate of rows.
func (e *Evaluator) slack(a *plan.Aggregate, v float64, values []any) float64 {
	_, weight := sum(values)
	n := 1.0
	if a.Func == "avg" {
		n = float64(len(values))
	}
	exact := a.X.Info().Type.Storage != formula.Double
	switch {
	case !exact:
		return tenDigits*math.Abs(v) + 1e-13*weight/n
	case a.Func == "percentile", a.Func == "median":
		return 1e-14 * weight
	case weight >= 1<<40:
		// Beyond 2^53 ten thousandths a float no longer holds every amount.
		return 1e-13 * weight / n
	}
	return 0
}
