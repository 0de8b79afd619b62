package reports

import (
	"fmt"
	"math"

	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/engine/unit"
)

// forecastWords tells the next and the last period that are forecast.
func forecastWords(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Outlook == nil {
		return ""
	}
	o := r.Evidence.Outlook
	if o.Refusal != "" {
		return "none: " + refused(o.Refusal)
	}
	low, high := o.Interval()
	at := func(i int) string {
		n := numbers(r.Unit, &o.Forecast.Points[i], &low[i], &high[i])
		return fmt.Sprintf("%s in %s (%s to %s)", n[0], o.Periods[i], n[1], n[2])
	}
	text, last := at(0), len(o.Periods)-1
	if last > 0 {
		text += ", " + at(last)
	}
	return text + "; four of five values come inside"
}

// recordWords is how the method has done in the past.
func recordWords(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Evidence.Outlook.Refusal != "" {
		return ""
	}
	o := r.Evidence.Outlook
	f := o.Forecast
	text := fmt.Sprintf("%s, from %s; ", f.Method, counted(o.Known, "period"))
	if f.Record.Origins == 0 {
		return text + "too few of them to try it on"
	}
	text += fmt.Sprintf("tried from %s of the past", counted(f.Record.Origins, "period"))
	if !math.IsNaN(f.Record.WAPE) {
		text += fmt.Sprintf(" it was off by %s", unit.Percent.Format(f.Record.WAPE, unit.Style{}))
	}
	if over := f.Record.MASE / f.Yardstick.MASE; !math.IsNaN(over) && !math.IsInf(over, 0) && over != 1 {
		text += fmt.Sprintf(", %s of the error of %s", unit.Percent.Format(over, unit.Style{Fixed: true}), stats.Methods()[0].Name)
	}
	return text + fmt.Sprintf(", and %s of the values came inside", unit.Percent.Format(f.Record.Coverage, unit.Style{Fixed: true}))
}

// chanceWords says how likely the target is reached.
func chanceWords(r scorecard.Result) string {
	c := chanceOf(r)
	if c == nil {
		return ""
	}
	n := numbers(r.Unit, &c.Expected, &c.Least, &c.Most)
	return fmt.Sprintf("%s to reach the target %s: it comes to %s, between %s and %s four times of five", likely(c.P), by(c.By), n[0], n[1], n[2])
}
