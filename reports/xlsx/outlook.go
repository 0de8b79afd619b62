package xlsx

import (
	"math"

	"kpi/engine/evidence"
)

// hasOutlook reports whether somebody has looked at where a KPI is going, or at
// what is usual for it.
func hasOutlook(k kpi) bool {
	_, limits := signalsOf(k).Limits()
	return limits || forecastOf(k) != nil
}

func signalsOf(k kpi) *evidence.Signals {
	if k.Evidence == nil {
		return nil
	}
	return k.Evidence.Signals
}

// forecastOf is nil where there is no forecast.
func forecastOf(k kpi) *evidence.Outlook {
	if k.Evidence == nil || k.Evidence.Outlook == nil || k.Evidence.Outlook.Refusal != "" || len(k.Evidence.Outlook.Forecast.Points) == 0 {
		return nil
	}
	return k.Evidence.Outlook
}

// limit is a column of the natural limits of a KPI.
func limit(name string, of func(*evidence.Signals) float64) column {
	return amount(name, plainLook, func(k kpi) *float64 {
		s := signalsOf(k)
		if _, ok := s.Limits(); !ok {
			return nil
		}
		return new(of(s))
	})
}

// next is a column of the first period to come.
func next(name string, of func(*evidence.Outlook) float64) column {
	return amount(name, plainLook, func(k kpi) *float64 {
		o := forecastOf(k)
		if o == nil {
			return nil
		}
		return new(of(o))
	})
}

// chance is told no more precisely than it is known, as the report tells it.
func chance(k kpi) cell {
	o, words := forecastOf(k), plainLook
	words.right = true
	switch {
	case o == nil || o.Chance == nil:
		return cell{look: plainLook}
	case o.Chance.P < 0.025:
		return label("below 5%", words)
	case o.Chance.P > 0.975:
		return label("above 95%", words)
	}
	return number(new(math.Round(20*o.Chance.P)/20), plainLook.formatted("0%"))
}

var outlookColumns = []column{
	{name: "Status", cell: func(_ *book, k kpi) cell { return mark(k.Status, plainLook) }},
	said("KPI", 48, aboutLook, func(k kpi) string { return k.Name }),
	unitColumn(),
	periods("Signal in", func(k kpi) string {
		if signalsOf(k).Latest() == nil {
			return ""
		}
		return signalsOf(k).Last()
	}),
	limit("Usual", func(s *evidence.Signals) float64 { l, _ := s.Limits(); return l.Center }),
	limit("Lower limit", func(s *evidence.Signals) float64 { l, _ := s.Limits(); return l.Low }),
	limit("Upper limit", func(s *evidence.Signals) float64 { l, _ := s.Limits(); return l.High }),
	periods("Next period", func(k kpi) string {
		if o := forecastOf(k); o != nil && len(o.Periods) > 0 {
			return o.Periods[0]
		}
		return ""
	}),
	next("Forecast", func(o *evidence.Outlook) float64 { return o.Forecast.Points[0] }),
	next("from (80%)", func(o *evidence.Outlook) float64 { low, _ := o.Interval(); return low[0] }),
	next("to (80%)", func(o *evidence.Outlook) float64 { _, high := o.Interval(); return high[0] }),
	{name: "Chance of target", cell: func(_ *book, k kpi) cell { return chance(k) }},
	periods("by", func(k kpi) string {
		if o := forecastOf(k); o != nil && o.Chance != nil {
			return o.Chance.By
		}
		return ""
	}),
}

// writeOutlook says what is usual for the KPIs, and where they go if they go on as
// they do.
func writeOutlook(b *book) {
	var seen []kpi
	for _, k := range b.kpis {
		if hasOutlook(k) {
			seen = append(seen, k)
		}
	}
	s := &sheet{book: b, name: b.in.Label(outlookName)}
	columns := b.used(outlookColumns, seen)
	s.title("Outlook: what is usual, and where it goes if it goes on like this")
	s.headed(columns)
	for _, k := range seen {
		s.kpi(columns, k)
	}
	s.open()
	s.stream()
}
