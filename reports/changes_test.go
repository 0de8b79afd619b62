package reports

import (
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports/locale"
)

// stood is a KPI that stands so now, and stood so in August.
func stood(name string, then, now status.Status) scorecard.Result {
	return scorecard.Result{Name: name, Status: now, Before: &scorecard.Before{Period: scorecard.Period{Label: "2026-08"}, Status: then}}
}

func TestChangesOfStatusesAreTold(t *testing.T) {
	up, down := stood("Revenue", status.OffTrack, status.OnTrack), stood("Margin", status.OnTrack, status.AtRisk)
	down2 := stood("Churn", status.AtRisk, status.OffTrack)
	same, unjudged := stood("Calls", status.AtRisk, status.AtRisk), stood("Visits", status.None, status.None)
	quarterly := stood("Cash", status.OnTrack, status.OnTrack)
	quarterly.Before.Period.Label = "2026-Q2"
	unknown := scorecard.Result{Name: "New", Status: status.OnTrack}
	running := stood("Leads", status.OnTrack, status.None)
	running.Reason = status.Partial
	for _, c := range []struct {
		name string
		kpis []scorecard.Result
		want string
	}{
		{"one rose", []scorecard.Result{up, same}, "Since Aug 2026: 1 more on track, 1 fewer off track; better: Revenue"},
		{"one fell", []scorecard.Result{down, unjudged}, "Since Aug 2026: 1 fewer on track, 1 more at risk; worse: Margin"},
		{"counts stay and KPIs change places", []scorecard.Result{up, down, down2}, "As many of each status as in Aug 2026; better: Revenue; worse: Margin, Churn"},
		{"nothing changed", []scorecard.Result{same, unjudged}, "No status has changed since Aug 2026"},
		{"one lost its status", []scorecard.Result{stood("Calls", status.OnTrack, status.None), same}, "Since Aug 2026: 1 fewer on track, 1 more without a status"},
		{"periods of two lengths", []scorecard.Result{quarterly, up}, "Since the period before: 1 more on track, 1 fewer off track; better: Revenue"},
		{"one is not known", []scorecard.Result{up, unknown}, ""},
		{"one is still running", []scorecard.Result{up, running}, ""},
		{"nothing is judged", []scorecard.Result{unjudged}, ""},
		{"no KPIs", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &scorecard.Scorecard{Sections: []scorecard.Section{{Results: c.kpis}}}
			if got := english.changes(s); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestChangesOfStatusesAreToldInChinese(t *testing.T) {
	s := &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{stood("收入", status.OffTrack, status.OnTrack)}}}}
	if got, want := (language{Locale: locale.Chinese}).changes(s), "与2026年8月相比：达标多1项、未达标少1项；好转：收入"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
