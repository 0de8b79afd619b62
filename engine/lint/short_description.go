package lint

import (
	"strings"
	"unicode"

	"kpi/engine/diag"
)

// leastDescription is how long a description is at least. A Chinese, Japanese or
// Korean character says as much as two letters.
const leastDescription = 40

var shortDescription = &Rule{
	Name:     "short-description",
	Letter:   "S",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `A description says what is counted, what is left out, and which date decides the period. That takes more than a
few words: at least 40 characters; Chinese, Japanese and Korean characters count as two.`,
		Wrong: `kpis:
  revenue: {<<: *sound, description: All revenue}
`,
		Right: `kpis:
  revenue: {<<: *sound, description: "Amount of the deals won, by the day on which they closed."}
`,
	},
	Check: func(p *Pass) {
		for _, k := range p.Plan.KPIs {
			text := k.Spec.Description
			if n := letterCount(strings.TrimSpace(text.Value)); text.Written() && n < leastDescription {
				p.Reportf(k, text.Range, "the description of %q is too short to say what is counted: it has %d characters of at least %d", k.ID, n, leastDescription).
					Notef("say what is counted, what is left out, and which date decides the period")
			}
		}
	},
}

func letterCount(s string) int {
	n := 0
	for _, c := range s {
		n++
		if unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n++
		}
	}
	return n
}
