package evidence

import (
	"slices"

	"kpi/engine/stats"
)

// Signals says which values of a KPI are more than the noise of its process. What
// makes no limits has a Refusal and nothing else.
type Signals struct {
	Refusal Refusal
	Periods []string  // of the chart, the oldest first
	Values  []float64 // of the periods; NaN is none
	Chart   stats.Chart
	// From and Until name the first and the last period of the baseline, and Because
	// says why it is this one: "" is the first part of the chart.
	From, Until, Because string
	// Assurance says whether the process reaches its target of the last period if it
	// goes on as in the baseline; "" is no target. Aim is the good side of that target;
	// nil is none.
	Assurance stats.Assurance
	Aim       *Aim
}

// A Baseline is the part of a history that limits are computed from: the places
// From up to, but not including, To. A nil Baseline is the first half of what the
// chart shows.
type Baseline struct {
	From, To int
	Because  string
}

const (
	// charted is how many periods a chart shows.
	charted = 24
	// frozen is how many of them its limits are computed from, and stay.
	frozen = 12
)

// Latest is the signal at the last period of the chart; nil is none.
func (s *Signals) Latest() *stats.Signal {
	if s == nil {
		return nil
	}
	return s.Chart.Latest
}

// Last is the last period of the chart; "" where there is none.
func (s *Signals) Last() string {
	if s == nil || len(s.Periods) == 0 {
		return ""
	}
	return s.Periods[len(s.Periods)-1]
}

// Limits are the natural limits at the last period; false where there are none.
func (s *Signals) Limits() (stats.Limits, bool) {
	if s == nil || len(s.Chart.Periods) == 0 {
		return stats.Limits{}, false
	}
	return s.Chart.Periods[len(s.Chart.Periods)-1], true
}

// Look looks for signals in the last periods of a history. The season is that of
// the whole history.
func (h History) Look(b *Baseline) *Signals {
	h, cut := h.trimmed()
	n := len(h.Values)
	if n == 0 {
		return &Signals{Refusal: Refusal(stats.FewValues)}
	}
	first := max(0, n-charted)
	o := stats.ChartOptions{From: first, To: min(n, first+frozen), Season: h.Season}
	because := ""
	if b != nil {
		o.From, o.To, because = max(0, b.From-cut), min(n, b.To-cut), b.Because
		first = min(first, o.From)
	}
	c, ok := stats.NewChart(h.Values, o)
	if !ok {
		return &Signals{Refusal: Refusal(c.Refused)}
	}
	return &Signals{
		Periods: h.Periods[first:], Values: h.Values[first:], Chart: since(c, first),
		From: h.Periods[o.From], Until: h.Periods[o.To-1], Because: because,
	}
}

// since is a chart of the values from a place on.
func since(c stats.Chart, first int) stats.Chart {
	c.Periods, c.From = c.Periods[first:], c.From-first
	c.Signals = slices.DeleteFunc(slices.Clone(c.Signals), func(s stats.Signal) bool { return s.At < first })
	for i := range c.Signals {
		c.Signals[i].At -= first
	}
	if n := len(c.Signals); c.Latest != nil && n > 0 {
		c.Latest = &c.Signals[n-1]
	}
	return c
}
