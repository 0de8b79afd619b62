package lint

import (
	_ "embed"
	"fmt"
	"strings"

	"kpi/engine/formula"
)

//go:embed doc.md
var page string

// base is the file that the examples stand in. A section of an example takes the
// place of the section here.
//
//go:embed base.yaml
var base string

// Page returns the page for users on the rules, in Markdown.
func Page() string {
	var b strings.Builder
	b.WriteString(strings.NewReplacer("{{rules}}", ruleTable(), "{{elsewhere}}", elsewhereTable(), "{{base}}", base,
		"{{attributes}}", attributeTable(), "{{functions}}", "`"+strings.Join(policyFunctions(), "`, `")+"`").Replace(page))
	for _, r := range Rules() {
		fmt.Fprintf(&b, "\n### %s\n\n%s, %s, needs %s.\n\n%s\n\nWrong:\n\n```yaml\n%s```\n\nRight:\n\n```yaml\n%s```\n",
			r.Name, letterNames[r.Letter], r.Severity, needNames[r.Needs], strings.ReplaceAll(r.Doc.Why, "\n", " "), r.Doc.Wrong, r.Doc.Right)
	}
	return b.String()
}

var letterNames = map[string]string{
	"S": "Specific", "M": "Measurable", "A": "Assignable and achievable", "R": "Relevant", "T": "Time-related",
}

var needNames = map[Needs]string{
	Definition: "the definition", Project: "all definitions", Values: "values", Evidence: "evidence",
}

func ruleTable() string {
	lines := []string{"| letter | rule | severity | needs |", "|---|---|---|---|"}
	for _, r := range Rules() {
		lines = append(lines, fmt.Sprintf("| %s | [%s](#%s) | %s | %s |", r.Letter, r.Name, r.Name, r.Severity, needNames[r.Needs]))
	}
	return strings.Join(lines, "\n")
}

func elsewhereTable() string {
	lines := []string{"| letter | what | codes |", "|---|---|---|"}
	for _, e := range Elsewhere() {
		lines = append(lines, fmt.Sprintf("| %s | %s | `%s` |", e.Letter, e.What, strings.Join(e.Codes, "`, `")))
	}
	return strings.Join(lines, "\n")
}

// attributeTable has a line for each class of things that policies look at.
func attributeTable() string {
	var lines []string
	for _, c := range classes {
		var parts []string
		for _, a := range c.attributes {
			parts = append(parts, a.described())
		}
		lines = append(lines, fmt.Sprintf("| `%s` | %s |", c.name, strings.Join(parts, ", ")))
	}
	return strings.Join(lines, "\n")
}

func (a attribute) described() string {
	var notes []string
	if a.kind != formula.Text {
		notes = append(notes, string(a.kind))
	}
	if a.doc != "" {
		notes = append(notes, a.doc)
	}
	out := "`" + a.name + "`"
	if a.list {
		out += "\\*"
	}
	if len(notes) > 0 {
		out += " (" + strings.Join(notes, "; ") + ")"
	}
	return out
}
