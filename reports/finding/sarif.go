package finding

import (
	"cmp"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"kpi/engine/diag"
)

// The parts of SARIF 2.1.0 that are written
// (docs.oasis-open.org/sarif/sarif/v2.1.0).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool         `json:"tool"`
		Automation sarifAutomation   `json:"automationDetails"`
		Invoked    []sarifInvocation `json:"invocations"`
		Columns    string            `json:"columnKind"`
		Results    []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifAutomation struct {
		ID string `json:"id"`
	}
	sarifInvocation struct {
		Successful bool `json:"executionSuccessful"`
	}
	sarifRule struct {
		ID      string         `json:"id"`
		Short   sarifText      `json:"shortDescription"`
		Full    sarifText      `json:"fullDescription"`
		Help    sarifText      `json:"help"`
		Default sarifSetting   `json:"defaultConfiguration"`
		Props   *sarifRuleTags `json:"properties,omitempty"`
	}
	sarifRuleTags struct {
		Tags []string `json:"tags"`
	}
	sarifSetting struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		Rule         string            `json:"ruleId"`
		Index        int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		ID       *int            `json:"id,omitempty"`
		Physical *sarifPhysical  `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical  `json:"logicalLocations,omitempty"`
		Message  *sarifPlainText `json:"message,omitempty"`
	}
	sarifPlainText struct {
		Text string `json:"text"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifLogical struct {
		Name          string `json:"name"`
		QualifiedName string `json:"fullyQualifiedName"`
	}
)

func writeSARIF(w io.Writer, r *Report) error {
	rules := r.codes()
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "kpi", Rules: []sarifRule{}}},
		Automation: sarifAutomation{r.Command + "/" + filepath.ToSlash(r.File)},
		Invoked:    []sarifInvocation{{Successful: true}},
		Columns:    "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[string]int{}
	for i, rule := range rules {
		index[rule.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule.sarif())
	}
	for i, id := range r.List.Identify(r.folder(), r.Subjects) {
		d := r.List.Items[i]
		result := r.sarifResult(d, id)
		result.Index = index[d.Code]
		run.Results = append(run.Results, result)
	}
	return encode(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// codes lists the rules that are known, then a rule for every other code of the
// list, in alphabetical order.
func (r *Report) codes() []Rule {
	out := slices.Clone(r.Rules)
	for _, d := range r.List.Items {
		if !slices.ContainsFunc(out, func(rule Rule) bool { return rule.Code == d.Code }) {
			out = append(out, Rule{Code: d.Code, Severity: d.Severity})
		}
	}
	slices.SortStableFunc(out, func(a, b Rule) int { return strings.Compare(a.Code, b.Code) })
	return slices.CompactFunc(out, func(a, b Rule) bool { return a.Code == b.Code })
}

func (rule Rule) sarif() sarifRule {
	short := cmp.Or(rule.Short, capital(strings.NewReplacer("-", " ", "/", ": ").Replace(rule.Code)))
	why := cmp.Or(strings.ReplaceAll(rule.Why, "\n", " "), short)
	return sarifRule{
		ID: rule.Code, Short: sarifText{Text: short}, Full: sarifText{Text: why}, Help: rule.help(why), Default: sarifSetting{level(rule.Severity)},
	}
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// help is what code hosts show beside a finding.
func (rule Rule) help(why string) sarifText {
	text, markdown := why, why
	for _, part := range []struct{ head, yaml string }{{"Wrong", rule.Wrong}, {"Right", rule.Right}} {
		if part.yaml != "" {
			text += "\n\n" + part.head + ":\n\n" + part.yaml
			markdown += "\n\n**" + part.head + "**\n\n```yaml\n" + part.yaml + "```"
		}
	}
	return sarifText{Text: text, Markdown: markdown}
}

func level(s diag.Severity) string {
	if s == diag.Info {
		return "note"
	}
	return s.String()
}

func (r *Report) sarifResult(d *diag.Diagnostic, id diag.Identity) sarifResult {
	at := r.location(d.Range)
	if id.Subject.ID != "" {
		at.Logical = append(at.Logical, sarifLogical{Name: id.Subject.ID, QualifiedName: id.Subject.String()})
	}
	out := sarifResult{
		Rule: d.Code, Level: level(d.Severity), Message: sarifText{Text: sentence(d)}, Locations: []sarifLocation{at},
		// The name is the one that GitHub follows findings by.
		Fingerprints: map[string]string{"primaryLocationLineHash": id.Fingerprint},
	}
	for i, other := range d.Related {
		place := r.location(other.Range)
		place.ID, place.Message = &i, &sarifPlainText{other.Message}
		out.Related = append(out.Related, place)
	}
	return out
}

// sentence is all that a diagnostic says, without its place.
func sentence(d *diag.Diagnostic) string {
	lines := []string{capital(d.Message)}
	if d.Label != "" {
		lines[0] += ": " + d.Label
	}
	return strings.Join(append(lines, d.Notes...), "\n")
}

// location turns a place into that of SARIF. What the command line says stands
// in no file, and code hosts want one: the main one.
func (r *Report) location(at diag.Range) sarifLocation {
	out := sarifLocation{Physical: &sarifPhysical{Artifact: sarifArtifact{uri(at.File)}}}
	if strings.HasPrefix(at.File, "--") || at.File == "" {
		out.Physical = &sarifPhysical{Artifact: sarifArtifact{uri(r.File)}, Region: &sarifRegion{StartLine: 1, StartColumn: 1}}
		return out
	}
	if at.Name != "" {
		out.Logical = []sarifLogical{{Name: at.Name, QualifiedName: at.String()}}
		return out
	}
	if at.Start.Line > 0 {
		out.Physical.Region = &sarifRegion{at.Start.Line, max(at.Start.Col, 1), at.End.Line, at.End.Col}
	}
	return out
}

// uri names a file relative to the working folder, unless the user has named it
// from the root on.
func uri(file string) string {
	slashed := filepath.ToSlash(file)
	if !filepath.IsAbs(file) {
		return (&url.URL{Path: slashed}).String()
	}
	if !strings.HasPrefix(slashed, "/") { // C:/team
		slashed = "/" + slashed
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}
