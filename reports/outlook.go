package reports

import (
	"math"

	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/engine/unit"
)

// forecastWords tells the next and the last period that are forecast.
func (in language) forecastWords(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Outlook == nil {
		return ""
	}
	o := r.Evidence.Outlook
	if o.Refusal != "" {
		return in.Say("none: %s", in.refused(o.Refusal))
	}
	low, high := o.Interval()
	at := func(i int) string {
		n := in.numbers(r.Unit, &o.Forecast.Points[i], &low[i], &high[i])
		return in.Say("%s in %s (%s to %s)", n[0], in.Period(o.Periods[i]), n[1], n[2])
	}
	text, last := at(0), len(o.Periods)-1
	if last > 0 {
		text = in.Join(", ", text, at(last))
	}
	return in.Join("; ", text, in.Say("four of five values come inside"))
}

// recordWords is how the method has done in the past.
func (in language) recordWords(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Evidence.Outlook.Refusal != "" {
		return ""
	}
	o := r.Evidence.Outlook
	f := o.Forecast
	text := in.Say("%s, from %s; ", in.Word(f.Method), in.Count(o.Known, "period"))
	if f.Record.Origins == 0 {
		return text + in.Say("too few of them to try it on")
	}
	text += in.Say("tried from %s of the past", in.Count(f.Record.Origins, "period"))
	if !math.IsNaN(f.Record.WAPE) {
		text += in.Say(" it was off by %s", unit.Percent.Format(f.Record.WAPE, unit.Style{}))
	}
	if over := f.Record.MASE / f.Yardstick.MASE; !math.IsNaN(over) && !math.IsInf(over, 0) && over != 1 {
		text += in.Say(", %s of the error of %s", unit.Percent.Format(over, unit.Style{Fixed: true}), in.Word(stats.Methods()[0].Name))
	}
	return text + in.Say(", and %s of the values came inside", unit.Percent.Format(f.Record.Coverage, unit.Style{Fixed: true}))
}

// chanceWords says how likely the target is reached.
func (in language) chanceWords(r scorecard.Result) string {
	c := chanceOf(r)
	if c == nil {
		return ""
	}
	n := in.numbers(r.Unit, &c.Expected, &c.Least, &c.Most)
	return in.Say("%s to reach the target %s: it comes to %s, between %s and %s four times of five", in.likely(c.P), in.by(c.By), n[0], n[1], n[2])
}
