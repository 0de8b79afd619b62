package reports

import (
	"regexp"
	"strconv"

	"kpi/engine/scorecard"
	"kpi/reports/chart"
	"kpi/reports/document"
)

// scenarioFigure shows the value of a KPI beside last year and its target, and the
// next period as it is expected, in the notation of IBCS; nil where there is nothing
// to compare.
func (in language) scenarioFigure(s *scorecard.Scorecard, r scorecard.Result) *document.Figure {
	picture := chart.Scenarios{Name: r.Name, Of: in.Say("Period"), Unit: in.unitWords(r.Unit, s.Currency), Format: in.formatOf(r)}
	now := chart.Scenario{
		Name:     in.timeOf(r.Period.Label).Name,
		Previous: finite(r.LastYear.Value), Plan: finite(r.Target.Value), Actual: finite(r.Actual.Value),
	}
	next, ok := in.expectedNext(r)
	if ok && next.Name == now.Name { // it is not over
		now.Forecast, ok = next.Forecast, false
	}
	picture.Rows = append(picture.Rows, now)
	if ok {
		picture.Rows = append(picture.Rows, next)
	}
	names := in.scenarioNames(picture.Rows)
	if now.Actual == nil || len(names) < 2 {
		return nil
	}
	return &document.Figure{Title: upperFirst(in.List(names)), Sub: picture.Unit, Picture: picture}
}

// scenarioNames are the kinds of numbers that some row has.
func (in language) scenarioNames(rows []chart.Scenario) []string {
	var out []string
	for n, name := range []string{in.Say("last year"), in.Say("target"), in.Say("actual"), in.Say("forecast")} {
		for _, row := range rows {
			if row.Values()[n] != nil {
				out = append(out, name)
				break
			}
		}
	}
	return out
}

// expectedNext is the first period that is forecast, beside the same one of the
// year before.
func (in language) expectedNext(r scorecard.Result) (chart.Scenario, bool) {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Evidence.Outlook.Refusal != "" || len(r.Evidence.Outlook.Periods) == 0 {
		return chart.Scenario{}, false
	}
	o := r.Evidence.Outlook
	label := o.Periods[0]
	out := chart.Scenario{Name: in.timeOf(label).Name, Forecast: finite(&o.Forecast.Points[0])}
	if at, ok := places(r)[yearBefore(label)]; ok {
		out.Previous = finite(r.Series[at].Value)
	}
	return out, out.Forecast != nil
}

// yearly are the labels of periods that every year has.
var yearly = regexp.MustCompile(`^(FY)?(\d{4})(-\d\d|-Q\d)?$`)

// yearBefore is the label of the same period a year ago; "" is none: weeks and days
// of two years do not match.
func yearBefore(label string) string {
	m := yearly.FindStringSubmatch(label)
	if m == nil {
		return ""
	}
	year, err := strconv.Atoi(m[2])
	if err != nil || year < 1 {
		return ""
	}
	return m[1] + strconv.Itoa(year-1) + m[3]
}
