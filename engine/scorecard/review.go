package scorecard

import (
	"cmp"

	"kpi/engine/calendar"
	"kpi/engine/phrase"
	"kpi/engine/plan"
)

// Reviews finds the KPIs whose definitions were to be looked at again before
// as-of.
func Reviews(kpis []*plan.KPI, asOf calendar.Date) []Finding {
	var out []Finding
	for _, k := range kpis {
		if r := k.Review; r.Due != 0 && r.Due < asOf {
			out = append(out, Finding{
				Code: "review-due", Severity: Doubtful, About: cmp.Or(k.Spec.Name.Value, k.ID), KPI: k.ID,
				Message: phrase.Of("its definition was reviewed on %s, and was to be reviewed again by %s", phrase.Day(r.Reviewed.String()), phrase.Day(r.Due.String())),
				Advice:  phrase.Of("review it with its owner, and write the day at reviewed:"),
			})
		}
	}
	return out
}
