package lint

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// weasels are words that promise much and say nothing that can be counted.
// "Efficiency" is not one of them: sales efficiency is the name of a ratio.
var weasels = regexp.MustCompile(`(?i)\b(` + strings.Join([]string{
	`effective(?:ly|ness)?`, `efficient(?:ly)?`, `(?:high[- ])?quality`, `sustainabl[ey]`, `sustainability`, `reliabl[ey]`, `reliability`,
	`optimi[sz](?:e|es|ed|ing|ation)`, `optimal(?:ly)?`, `world[- ]class`, `best[- ]in[- ]class`, `cutting[- ]edge`, `state[- ]of[- ]the[- ]art`,
	`robust(?:ly|ness)?`, `seamless(?:ly)?`, `excellen(?:t|tly|ce)`, `outstanding`, `adequate(?:ly)?`, `appropriate(?:ly)?`,
	`timely`, `synerg(?:y|ies)`, `holistic(?:ally)?`, `user[- ]friendly`, `meaningful(?:ly)?`,
}, "|") + `)\b|` + strings.Join([]string{`高效`, `优质`, `高质量`, `可持续`, `可靠`, `优化`, `最佳`, `世界级`, `世界一流`, `卓越`, `合理`}, "|"))

// sentenceEnd ends the part of a text in which a number may follow a word. The
// point of 99.5 ends nothing.
var sentenceEnd = regexp.MustCompile(`[.;!?](?:\s|$)|[。；！？]`)

var weaselWords = &Rule{
	Name:     "weasel-words",
	Letter:   "S",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `"Effective", "reliable" and "world-class" sound like goals, and everybody means something else by them. A number
behind the word, in the same sentence, makes it a fact: "reliable: 99.5% of the requests are answered".`,
		Wrong: `kpis:
  win_rate: {<<: *rate, description: "Shows how effective and reliable the work of the sales team is."}
`,
		Right: `kpis:
  win_rate: {<<: *rate, description: "Deals won as a share of the deals that closed, by closing day."}
`,
	},
	Check: func(p *Pass) {
		for _, k := range p.Plan.KPIs {
			p.weaselsIn(k, &k.Spec.Name.Text)
			p.weaselsIn(k, &k.Spec.Description.Text)
		}
	},
}

// weaselsIn reports the first word of a text that no number follows.
func (p *Pass) weaselsIn(k *plan.KPI, text *spec.Text) {
	for _, at := range weasels.FindAllStringIndex(text.Value, -1) {
		if numberFollows(text.Value[at[1]:]) {
			continue
		}
		from := utf8.RuneCountInString(text.Value[:at[0]])
		word := text.Value[at[0]:at[1]]
		p.Reportf(k, text.Span(from, from+utf8.RuneCountInString(word)), "%q cannot be counted: everybody means something else by it", word).
			Notef("say what is counted, or put a number behind the word in the same sentence")
		return
	}
}

func numberFollows(rest string) bool {
	if end := sentenceEnd.FindStringIndex(rest); end != nil {
		rest = rest[:end[0]]
	}
	return strings.ContainsAny(rest, "0123456789")
}
