package plan_test

import (
	"strings"
	"testing"

	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

const beforeMessage = `version: 1
sources: {deals: {file: deals.csv, date: day, columns: {day: date, amount: number, region: text}}}
dimensions: {region: {in: {deals: region}}}
kpis: {revenue: {source: deals, formula: sum(amount)}}
rules:
  low:
    when: revenue < 3
    each: region
    message: |-
      `

// FuzzMessage reads messages of all kinds: whatever is wrong with one is told at
// a place that lies inside of it.
func FuzzMessage(f *testing.F) {
	for _, seed := range []string{
		"Revenue is {revenue}", "{{}}", "{region}: { revenue * 2 }", "{", "}", "{}", "{revenue", "{revenue}}", "{{revenue}", "{a{b}}",
		`{trailing(revenue, "3 months")}`, `{"}`, "{`}`}", "收入 {revenue}，{缺}", "{revenue ? 1 : 2}", "{1}", "{status(revenue)}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		if strings.ContainsAny(message, "\n\r\u0085\u2028\u2029") || strings.TrimSpace(message) != message {
			return // a message of one line, in a block of YAML
		}
		catalog, list := spec.Parse("kpis.yaml", []byte(beforeMessage+message+"\n"), nil)
		if list.HasErrors() {
			return
		}
		_, list = plan.Build(catalog)
		for _, d := range list.Items {
			r := d.Range
			if r.Start.Line != 10 || r.End.Line != 10 || r.Start.Col < 7 || r.End.Col > 7+len([]rune(message)) || r.Start.Col > r.End.Col {
				t.Errorf("%q: %s [%s] at %v to %v", message, d.Message, d.Code, r.Start, r.End)
			}
		}
	})
}

// TestMessageIsReadBackAsItWasWritten joins the parts of messages again.
func TestMessageIsReadBackAsItWasWritten(t *testing.T) {
	for message, want := range map[string]string{
		"Revenue is {revenue}.":           "Revenue is |revenue|.",
		"{region} has { revenue }":        "@| has |revenue",
		"{{braces}} and }}{revenue}{{":    "{braces} and }|revenue|{",
		`{trailing(revenue, "3 months")}`: `trailing(revenue, "3 months")`,
		"nothing":                         "nothing",
	} {
		catalog, list := spec.Parse("kpis.yaml", []byte(beforeMessage+message+"\n"), nil)
		p, problems := plan.Build(catalog)
		if list.Append(problems); list.Len() > 0 {
			t.Fatalf("%s: %s", message, list.Items[0].Message)
		}
		var parts []string
		for _, part := range p.Rules[0].Message {
			switch {
			case part.Member:
				parts = append(parts, "@")
			case part.Formula != nil:
				parts = append(parts, formula.Format(part.Formula))
			default:
				parts = append(parts, part.Text)
			}
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("%s: got %s, want %s", message, got, want)
		}
	}
}
