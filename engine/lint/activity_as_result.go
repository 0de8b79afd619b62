package lint

import (
	"regexp"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/unit"
)

// activities are things that people do, as names of KPIs call them. What
// customers do, such as calls received, is no activity.
var (
	activities = regexp.MustCompile(`(?i)\b(calls?|e-?mails?|mails?|meetings?|visits?|demos?|appointments?|activities|touch(?:es|points)?|presentations?|proposals sent|quotes sent)\b|拜访|外呼|会议|邮件|演示`)
	received   = regexp.MustCompile(`(?i)\b(received|answered|inbound|incoming|missed|abandoned|web|site|page|store)\b`)
)

var activityAsResult = &Rule{
	Name:     "activity-as-result",
	Letter:   "S",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `Calls made and meetings held are work, not results: they are worth measuring because something follows from them.
Such a KPI is leading, and says with leads: what it leads to. It is looked for in the names of KPIs that are counts.`,
		Wrong: `kpis:
  meetings: {<<: *count, name: Meetings held, class: lagging}
`,
		Right: `kpis:
  revenue: {<<: *sound}
  meetings: {<<: *count, name: Meetings held, class: leading, leads: {kpi: revenue, lag: 2 months, sign: positive}}
`,
	},
	Check: func(p *Pass) {
		for _, k := range p.Plan.KPIs {
			if k.Unit != unit.Count || k.Leads != nil || k.Spec.Class.Value == "leading" || !isActivity(k) {
				continue
			}
			p.Reportf(k, k.Spec.ID.Range, "KPI %q counts what people do, and not what comes of it", k.ID).
				Notef("write class: leading, and what it leads to: leads: {kpi: …, lag: 2 months, sign: positive}")
		}
	},
}

func isActivity(k *plan.KPI) bool {
	name := k.Spec.Name.Value + " " + strings.ReplaceAll(k.ID, "_", " ")
	return activities.MatchString(name) && !received.MatchString(name)
}
