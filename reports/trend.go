package reports

import (
	"unicode"
	"unicode/utf8"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/chart"
	"kpi/reports/document"
)

// trendFigure is the history of a KPI with what it is read against. Its values are
// those of the sparkline.
func (in language) trendFigure(s *scorecard.Scorecard, r scorecard.Result) *document.Figure {
	h := chart.History{
		Name: r.Name, Format: in.formatOf(r), Tick: func(v float64) string { return number(r.Unit, unit.Style{Compact: true, Notation: in.Notation}, v) },
	}
	for _, p := range r.Series {
		h.Periods = append(h.Periods, chart.Period{Time: in.timeOf(p.Period.Label), Value: finite(p.Value), Partial: !p.Period.Complete, Target: finite(p.Target)})
	}
	if r.Evidence != nil {
		withLimits(&h, r, r.Evidence.Signals)
		in.withForecast(&h, r, r.Evidence.Outlook)
	}
	h.Least, h.Most = possibleValues(r)
	h.Notes = in.trendNotes(r)
	first, last := in.Period(r.Series[0].Period.Label), in.Period(r.Series[len(r.Series)-1].Period.Label)
	return &document.Figure{Title: in.trendTitle(r), Sub: in.Join(", ", in.unitWords(r.Unit, s.Currency), in.Say("%s to %s", first, last)), Picture: h}
}

// possibleValues are what no value of a KPI can pass: counts and shares are not
// below zero, shares not above one; nil has no such end.
func possibleValues(r scorecard.Result) (least, most *float64) {
	if r.Unit == unit.Count || r.Actual.Interval != nil {
		least = new(0.0)
	}
	if r.Actual.Interval != nil {
		most = new(1.0)
	}
	return least, most
}

// trendTitle is the sentence over the history: its signal, else how it moved, else
// how it stands beside last year.
func (in language) trendTitle(r scorecard.Result) string {
	if r.Evidence != nil && r.Evidence.Signals.Latest() != nil {
		return upperFirst(in.Say("%s, by the %s", in.latest(r), in.basis(r.Evidence.Signals)))
	}
	if m := baseMove(r); m != nil {
		return in.Join(": ", r.Name, in.moved(r, m))
	}
	if now, before := finite(r.Actual.Value), finite(r.LastYear.Value); now != nil && before != nil {
		return in.Join(": ", r.Name, in.moved(r, &evidence.Movement{Against: evidence.LastYear, From: *before, To: *now}))
	}
	return r.Name
}

func upperFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// withLimits adds the natural limits, and rings the signals.
func withLimits(h *chart.History, r scorecard.Result, s *evidence.Signals) {
	if s == nil {
		return
	}
	at := places(r)
	for i, name := range s.Periods {
		if j, ok := at[name]; ok {
			l := s.Chart.Periods[i]
			h.Periods[j].Limits = &chart.Limits{Lower: l.Low, Mean: l.Center, Upper: l.High}
		}
	}
	for _, x := range s.Chart.Signals {
		if j, ok := at[s.Periods[x.At]]; ok {
			h.Periods[j].Signal = true
		}
	}
}

// places are the indexes of the periods of a series, by their names.
func places(r scorecard.Result) map[string]int {
	out := map[string]int{}
	for i, p := range r.Series {
		out[p.Period.Label] = i
	}
	return out
}

// withForecast adds the coming periods, and what is expected of a running one.
func (in language) withForecast(h *chart.History, r scorecard.Result, o *evidence.Outlook) {
	if o == nil || o.Refusal != "" {
		return
	}
	at := places(r)
	if from, ok := at[o.From]; !ok || from < 0 {
		return
	}
	for i, name := range o.Periods {
		f := &chart.Forecast{Value: o.Forecast.Points[i]}
		for _, b := range o.Fan {
			f.Bands = append(f.Bands, chart.Band{Level: b.Level, Low: b.Low[i], High: b.High[i]})
		}
		if j, ok := at[name]; ok {
			h.Periods[j].Forecast = f
			continue
		}
		h.Periods = append(h.Periods, chart.Period{Time: in.timeOf(name), Forecast: f})
	}
}

// mostNotes is how many notes a history has room for.
const mostNotes = 5

// trendNotes puts what happened at its period.
func (in language) trendNotes(r scorecard.Result) []chart.Note {
	var out []chart.Note
	for _, n := range r.Notes {
		for i, p := range r.Series {
			if p.Period.Start <= n.Date && n.Date <= p.Period.Last && len(out) < mostNotes {
				out = append(out, chart.Note{At: i, Title: n.Text, Body: in.Day(n.Date)})
			}
		}
	}
	return out
}

// timeOf names a period on an axis.
func (in language) timeOf(label string) chart.Time {
	short, year := in.Axis(label)
	whole := in.Period(label)
	if whole == label {
		whole = in.Join(" ", short, year) // Sep 2026, as it stands on the axis
	}
	return chart.Time{Short: short, Year: year, Name: whole}
}
