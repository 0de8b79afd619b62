package lint

import (
	"strings"

	"kpi/engine/diag"
)

var unusedPolicy = &Rule{
	Name:     "unused-policy",
	Letter:   "R",
	Severity: diag.Info,
	Needs:    Project,
	Doc: Doc{
		Why: `A policy that looks at nothing is kept by everything. Either its condition is wrong, or nothing of the kind is defined yet.`,
		Wrong: `policies:
  answers: {for: kpis, where: class == "result", assert: owner != nil}
kpis:
  revenue: {<<: *sound}
`,
		Right: `policies:
  answers: {for: kpis, where: class != "leading" or class == nil, assert: owner != nil}
kpis:
  revenue: {<<: *sound}
`,
	},
	Check: func(p *Pass) {
		for i := range p.Plan.Catalog.Policies {
			s := &p.Plan.Catalog.Policies[i]
			var known diag.List // told when the definitions were read
			policy := readPolicy(s, &known)
			if policy == nil || len(policy.things(p.Plan)) > 0 {
				continue
			}
			kind := strings.TrimPrefix(strings.TrimPrefix(policy.class.word, "a "), "an ")
			switch {
			case s.Where.Written() && len(policy.class.things(p.Plan)) > 0:
				p.Reportf(nil, s.Where.Range, "policy %q looks at nothing: no %s meets its where:", s.ID.Value, kind)
			default:
				p.Reportf(nil, s.For.Range, "policy %q looks at nothing: there is no %s", s.ID.Value, kind)
			}
		}
	},
}
