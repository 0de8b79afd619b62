package scorecard

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/series"
)

// A View says which period is reported and what stands beside it.
type View struct {
	Grain  calendar.Grain
	Period calendar.Selection
	AsOf   calendar.Date
	// Told says that as-of was given and not read off the data: a source that
	// ends earlier is then complete, but may be stale.
	Told    bool
	History int      // periods of the series, the reported one included
	By      []string // dimensions to break down by
	// ByHistory asks for the whole series of each member, and not only for the
	// reported period and last year.
	ByHistory bool
	KPIs      []string // the KPIs to show; empty is all
	NoKPIs    bool     // no KPI is shown: the view is of rules
	Evidence  bool     // look for what stands beside the values
	PartOf    Part     // whose rows all rows are: what the whole is to reach is no target of a part
	Locale    string   // of names and descriptions; "" is the card's

	Rules       []string // the rules to evaluate
	RuleHistory int      // complete periods that are told of a rule, the last one included; 0 is 12
}

// A Part is a member of a dimension. The zero Part is all rows.
type Part struct{ Dimension, Member string }

// Shows reports whether the KPI is asked for.
func (v View) Shows(id string) bool {
	return !v.NoKPIs && (len(v.KPIs) == 0 || slices.Contains(v.KPIs, id))
}

// frames are the windows that a KPI is computed in.
type frames struct {
	reported   calendar.Frame
	before     comparison // the whole period before
	previous   comparison
	lastYear   comparison
	yearToDate comparison
	trailing   comparison
	series     []calendar.Frame
}

type comparison struct {
	frame calendar.Frame
	ok    bool // there is such a period
}

// frames lists the windows of a KPI. One with a coarser grain of its own stands
// at its last complete period.
func (v View) frames(c calendar.Calendar, k *plan.KPI) frames {
	var f frames
	last := v.lastPeriod(c)
	f.reported = v.Reported(c)
	if k.Grain != "" && v.Grain.FinerThan(k.Grain) {
		last = v.lastComplete(c, k.Grain)
		f.reported = c.PeriodFrame(last, v.AsOf)
	}
	f.before = wholeBefore(c, f.reported)
	f.previous.frame, f.previous.ok = c.Previous(f.reported, 1)
	f.lastYear.frame, f.lastYear.ok = c.LastYear(f.reported, 1)
	// A level is the state on one day, and not something that a span has more of.
	spans := !k.State
	f.yearToDate = comparison{c.ToDate(f.reported, calendar.Year), spans}
	f.trailing = comparison{c.Trailing(f.reported, 12, calendar.Month), spans}
	for _, p := range c.Periods(last, max(1, v.History)) {
		f.series = append(f.series, c.PeriodFrame(p, v.AsOf))
	}
	return f
}

// Reported is the frame of the period that the card is about.
func (v View) Reported(c calendar.Calendar) calendar.Frame {
	if v.Period.Free {
		return c.RangeFrame(v.Period.Start, v.Period.End, v.AsOf)
	}
	return c.PeriodFrame(v.Period.Period, v.AsOf)
}

// Frame is the window that the KPI is reported in.
func (v View) Frame(c calendar.Calendar, k *plan.KPI) calendar.Frame {
	return v.frames(c, k).reported
}

// lastPeriod is the period that the series end with: the reported one, and for
// a free range the one that holds its last day.
func (v View) lastPeriod(c calendar.Calendar) calendar.Period {
	if v.Period.Free {
		return c.PeriodOf(v.Grain, min(v.Period.End-1, v.AsOf))
	}
	return v.Period.Period
}

func (v View) lastComplete(c calendar.Calendar, g calendar.Grain) calendar.Period {
	p := c.PeriodOf(g, v.Period.End-1)
	for !c.Complete(p, min(v.AsOf, v.Period.End-1)) {
		p = p.Add(-1)
	}
	return p
}

// Needs calls need for everything that has to be computed for the view, with
// the dimension that it is computed by; "" is for all rows.
func (v View) Needs(p *plan.Plan, need func(dimension string, n series.Need)) {
	for _, k := range p.KPIs {
		if !v.Shows(k.ID) {
			continue
		}
		f := v.frames(p.Calendar, k)
		v.need(p, k, f.all(), "", need)
		v.needPace(p, k, "", need)
		v.needEvidence(p, k, need)
		for _, d := range v.dimensions(p, k) {
			v.need(p, k, f.ofMembers(v.ByHistory), d.ID, need)
			v.needPace(p, k, d.ID, need)
		}
	}
}

// MemberFrames is the number of values that a KPI has for each member of a
// dimension, at most.
func (v View) MemberFrames() int {
	if v.ByHistory {
		return v.History + 2
	}
	return 2
}

// dimensions are those of the view that the KPI has.
func (v View) dimensions(p *plan.Plan, k *plan.KPI) []*plan.Dimension {
	var out []*plan.Dimension
	for _, d := range p.DimensionsOf(k.Number) {
		if slices.Contains(v.By, d.ID) {
			out = append(out, d)
		}
	}
	return out
}

func (f frames) all() []calendar.Frame {
	out := []calendar.Frame{f.reported}
	add := func(comparisons ...comparison) {
		for _, c := range comparisons {
			if c.ok {
				out = append(out, c.frame)
			}
		}
	}
	add(f.yearToDate, f.trailing)
	out = append(out, f.series...)
	add(f.before, f.previous, f.lastYear)
	return out
}

func (f frames) ofMembers(history bool) []calendar.Frame {
	out := []calendar.Frame{f.reported}
	if f.lastYear.ok {
		out = append(out, f.lastYear.frame)
	}
	if history {
		out = append(out, f.series...)
	}
	return out
}

// need adds what a KPI, its target and its status read.
func (v View) need(p *plan.Plan, k *plan.KPI, frames []calendar.Frame, dimension string, into func(string, series.Need)) {
	add := func(n series.Need) { into(dimension, n) }
	for _, f := range frames {
		series.Needs(p, k.Formula, f, dimension, add)
		for _, g := range k.Target.Goals {
			series.Needs(p, g.Value, f, dimension, add)
			series.Needs(p, g.Low, f, dimension, add)
			series.Needs(p, g.High, f, dimension, add)
		}
		for _, b := range k.Bands {
			series.Needs(p, b.When, f, dimension, add)
		}
	}
}
