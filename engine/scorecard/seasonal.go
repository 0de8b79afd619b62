package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/pace"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
)

const (
	monthsOfYear = 12
	// mostYears are looked at: older ones say little about the next.
	mostYears = 3
)

// seasons are the months of the years before an aim begins, the last year first.
func (a aim) seasons(c calendar.Calendar, asOf calendar.Date) [][]calendar.Frame {
	first := c.PeriodOf(calendar.Month, a.From)
	years := make([][]calendar.Frame, mostYears)
	for y := range years {
		for m := range monthsOfYear {
			years[y] = append(years[y], c.PeriodFrame(first.Add(m-monthsOfYear*(y+1)), asOf))
		}
	}
	return years
}

// seasonal is the share that is due by the end of a day, by the shares that its
// months had in earlier years. Inside of a month it is in proportion to the days.
func (j *judging) seasonal(a aim, day calendar.Date) (float64, status.Reason) {
	shares, known := j.seasonsOf[a.Goal]
	if !known {
		shares = j.shares(a)
		j.seasonsOf[a.Goal] = shares
	}
	if shares == nil {
		return 0, status.NoHistory
	}
	c := j.Plan.Calendar
	var weights, over []float64
	first := c.PeriodOf(calendar.Month, a.From)
	for p := first; c.Start(p) <= a.Until; p = p.Add(1) {
		start, end := max(c.Start(p), a.From), min(c.End(p), a.Until+1)
		days := float64(end - start)
		weights = append(weights, shares[(p.Index-first.Index)%monthsOfYear]*days/float64(c.End(p)-c.Start(p)))
		over = append(over, float64(max(0, min(end, day+1)-start))/days)
	}
	return pace.Weighted(weights, over), status.NoReason
}

// shares are those of the months of a year, from the month in which the aim
// begins, as all rows of the KPI had them in the years before; nil where fewer
// than two of these are complete.
func (j *judging) shares(a aim) []float64 {
	var cycles [][]float64
	for _, year := range a.seasons(j.Plan.Calendar, j.View.AsOf) {
		if months := j.months(a.kpi, year); months != nil {
			cycles = append(cycles, months)
		}
	}
	return pace.Shares(cycles)
}

// months are the values of the months of a year, nil where one is not known.
func (j *judging) months(k *plan.KPI, year []calendar.Frame) []float64 {
	var out []float64
	for _, f := range year {
		v := j.value(k, f, series.Group{})
		if !v.OK() || j.caution(k, f) != status.NoReason {
			return nil
		}
		out = append(out, v.Number)
	}
	return out
}
