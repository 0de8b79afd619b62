package scorecard

import (
	"math"

	"kpi/engine/calendar"
	"kpi/engine/evidence"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
)

// A rhythm says how evidence is looked for in periods of a grain.
type rhythm struct {
	season  int // periods after which they repeat; 1 is none
	history int // periods that are looked at
	ahead   int // periods that are forecast where no target says how many
	most    int // periods that are forecast at most
}

// rhythms have so many periods that a season is seen three times, and of months
// five years.
var rhythms = map[calendar.Grain]rhythm{
	calendar.Day:     {season: 7, history: 112, ahead: 14, most: 56},
	calendar.Week:    {season: 52, history: 160, ahead: 8, most: 26},
	calendar.Month:   {season: 12, history: 60, ahead: 6, most: 24},
	calendar.Quarter: {season: 4, history: 40, ahead: 4, most: 8},
	calendar.Year:    {season: 1, history: 20, ahead: 2, most: 3},
}

// evidence looks for what stands beside the value of k; nil where the view does
// not ask for it.
func (j *judging) evidence(k *plan.KPI, actual series.Value, f frames) *evidence.Evidence {
	if !j.View.Evidence {
		return nil
	}
	out := &evidence.Evidence{}
	past := j.past(k)
	if k.Evidence.Signals || k.Evidence.Forecast {
		out.History = past.History
	}
	if k.Evidence.Signals {
		out.Signals = j.signals(k, past)
	}
	if k.Evidence.Forecast {
		out.Outlook = j.outlook(k, past)
	}
	if k.Leads != nil && k.Evidence.Lead {
		out.Lead = j.lead(k, past)
	}
	j.explain(out, k, actual, f)
	return out
}

// A past is the history of a KPI with the frames of its periods.
type past struct {
	evidence.History
	frames []calendar.Frame
}

// past computes the values of the periods that evidence is looked for in. A value
// that must not be relied on is none.
func (j *judging) past(k *plan.KPI) past {
	if p, ok := j.pasts[k.ID]; ok {
		return p
	}
	p := past{frames: j.View.pastFrames(j.Plan.Calendar, k)}
	p.Season = rhythms[j.grain(k)].season
	for _, f := range p.frames {
		p.Periods = append(p.Periods, j.Plan.Calendar.FrameLabel(f))
		p.Values = append(p.Values, j.final(k, f))
	}
	j.pasts[k.ID] = p
	return p
}

// final is the value of a period in which nothing is open any more, else NaN.
func (j *judging) final(k *plan.KPI, f calendar.Frame) float64 {
	v := j.value(k, f, series.Group{})
	if !v.OK() || v.Empty || j.caution(k, f) != status.NoReason {
		return math.NaN()
	}
	return v.Number
}

// pastFrames are the complete periods of a KPI up to the reported one.
func (v View) pastFrames(c calendar.Calendar, k *plan.KPI) []calendar.Frame {
	g := v.Grain
	if k.Grain != "" && g.FinerThan(k.Grain) {
		g = k.Grain
	}
	return v.framesTo(c, v.lastComplete(c, g), rhythms[g].history)
}

func (v View) framesTo(c calendar.Calendar, last calendar.Period, n int) []calendar.Frame {
	periods := c.Periods(last, n)
	out := make([]calendar.Frame, len(periods))
	for i, p := range periods {
		out[i] = c.PeriodFrame(p, v.AsOf)
	}
	return out
}

// coming are the periods that follow those of the past, all of them read.
func (p past) coming(c calendar.Calendar, n int) []calendar.Frame {
	last := c.PeriodOf(p.frames[0].Grain(), p.frames[len(p.frames)-1].Start)
	var out []calendar.Frame
	for i := range n {
		next := last.Add(i + 1)
		out = append(out, c.PeriodFrame(next, c.End(next)))
	}
	return out
}

// needEvidence adds what is read for the evidence of k.
func (v View) needEvidence(p *plan.Plan, k *plan.KPI, need func(string, series.Need)) {
	if !v.Evidence {
		return
	}
	all := func(n series.Need) { need("", n) }
	followers := []*plan.KPI{k}
	if k.Leads != nil && k.Evidence.Lead {
		followers = append(followers, p.Numbers[k.Leads.KPI].KPI)
	}
	for _, k := range followers {
		for _, f := range v.pastFrames(p.Calendar, k) {
			series.Needs(p, k.Formula, f, "", all)
		}
	}
	v.needOutlook(p, k, need)
	v.needMoves(p, k, need)
}
