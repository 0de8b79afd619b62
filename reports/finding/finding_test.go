package finding

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"kpi/engine/diag"
)

const file = "team a/kpis, 100%.yaml"

const definition = `version: 1
kpis:
  revenue:
    formula: sum(amout)
  "ümsatz": {formula: count()}
rules:
  low: {when: revenue < 1}
`

// sample is a report with a finding of every kind and place.
func sample() *Report {
	at := func(line, col, end int) diag.Range {
		return diag.Range{File: file, Start: diag.Pos{Line: line, Col: col}, End: diag.Pos{Line: line, Col: end}}
	}
	var list diag.List
	list.Errorf(at(4, 18, 23), "unknown-column", "source %q has no column %q", "deals", "amout").
		Labelf("did you mean %q?", "amount").Notef("columns of deals: amount").At(at(3, 3, 10), "the KPI")
	list.Warnf(at(5, 3, 11), "missing-owner", "KPI %q has no owner | @all\n::error::no, <b>it</b> is fine", "ümsatz").Notef("add owner:")
	list.Warnf(diag.Range{File: "data/deals.xlsx", Name: "Sheet1!C7", Start: diag.Pos{Line: 7, Col: 3}}, "bad-value", "it is no number")
	list.Warnf(diag.Range{File: "/srv/data/x y.csv"}, "empty-file", "it is empty")
	list.Warnf(diag.Range{File: "--where", Start: diag.Pos{Line: 1, Col: 4}}, "unknown-name", "no dimension")
	list.Warnf(at(1, 1, 2), "unused-measure", "nothing reads it").Severity = diag.Info
	return &Report{
		Command: "kpi validate", File: file, List: list, FailOn: diag.Error,
		Subjects: diag.Subjects{Texts: diag.Sources{file: []byte(definition)}, All: []diag.Subject{
			{Kind: "KPI", ID: "revenue", Range: at(3, 3, 10)}, {Kind: "KPI", ID: "ümsatz", Range: at(5, 3, 11)}, {Kind: "rule", ID: "low", Range: at(7, 3, 6)},
		}},
		Rules: []Rule{{Code: "missing-owner", Severity: diag.Warning, Why: "A KPI without an owner is\na number.", Wrong: "kpis: {}\n", Right: "kpis: {a: 1}\n"}},
	}
}

func written(t *testing.T, format string, r *Report) []byte {
	t.Helper()
	f, ok := Lookup(format)
	if !ok {
		t.Fatalf("there is no format %q", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSARIFFollowsThePublishedSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	empty := &Report{Command: "kpi validate", File: "kpis.yaml"}
	for name, r := range map[string]*Report{"of findings": sample(), "of none": empty} {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t, "sarif", r)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("a log %s: %v", name, err)
		}
	}
	wrong := strings.Replace(string(written(t, "sarif", sample())), `"startLine": 4`, `"startLine": 0`, 1)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
	if err == nil {
		err = schema.Validate(value)
	}
	if err == nil {
		t.Error("the schema takes a line 0, so that it checks nothing")
	}
}

func readSARIF(t *testing.T, r *Report) sarifRun {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal(written(t, "sarif", r), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0]
}

func TestSARIFPlaces(t *testing.T) {
	run := readSARIF(t, sample())
	var got []string
	for _, result := range run.Results {
		p := result.Locations[0].Physical
		place := p.Artifact.URI
		if p.Region != nil {
			place += fmt.Sprintf(" %d:%d-%d:%d", p.Region.StartLine, p.Region.StartColumn, p.Region.EndLine, p.Region.EndColumn)
		}
		for _, l := range result.Locations[0].Logical {
			place += " " + l.Name
		}
		got = append(got, place)
	}
	want := []string{
		"team%20a/kpis,%20100%25.yaml 4:18-4:23 revenue",
		"team%20a/kpis,%20100%25.yaml 5:3-5:11 ümsatz",
		"data/deals.xlsx Sheet1!C7",
		"file:///srv/data/x%20y.csv",
		"team%20a/kpis,%20100%25.yaml 1:1-0:0",
		"team%20a/kpis,%20100%25.yaml 1:1-1:2",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got, then want:\n%s", diff)
	}
	if run.Columns != "unicodeCodePoints" {
		t.Errorf("columns count %q", run.Columns)
	}
	if related := run.Results[0].Related; len(related) != 1 || related[0].Message.Text != "the KPI" || *related[0].ID != 0 {
		t.Errorf("the second place is %+v", related)
	}
}

func TestSARIFRules(t *testing.T) {
	run := readSARIF(t, sample())
	for _, result := range run.Results {
		if got := run.Tool.Driver.Rules[result.Index].ID; got != result.Rule {
			t.Errorf("ruleIndex of %s leads to %s", result.Rule, got)
		}
	}
	levels := map[string]string{"unknown-column": "error", "missing-owner": "warning", "unused-measure": "note"}
	for _, rule := range run.Tool.Driver.Rules {
		if want := levels[rule.ID]; want != "" && rule.Default.Level != want {
			t.Errorf("%s has the level %s, want %s", rule.ID, rule.Default.Level, want)
		}
		if rule.ID == "missing-owner" {
			want := "A KPI without an owner is a number.\n\n**Wrong**\n\n```yaml\nkpis: {}\n```\n\n**Right**\n\n```yaml\nkpis: {a: 1}\n```"
			if rule.Help.Markdown != want || rule.Short.Text != "Missing owner" {
				t.Errorf("the help is %q, %q", rule.Short.Text, rule.Help.Markdown)
			}
		}
	}
}

func TestSARIFFingerprintsStayWhenLinesMove(t *testing.T) {
	moved := sample()
	moved.Subjects.Texts[file] = []byte("# new\n" + definition)
	for i := range moved.Subjects.All {
		moved.Subjects.All[i].Range.Start.Line++
	}
	for _, d := range moved.List.Items {
		if d.Range.File == file {
			d.Range.Start.Line++
			d.Range.End.Line++
		}
	}
	before, after := readSARIF(t, sample()), readSARIF(t, moved)
	for i := range before.Results {
		if diff := cmp.Diff(before.Results[i].Fingerprints, after.Results[i].Fingerprints); diff != "" {
			t.Errorf("%s:\n%s", before.Results[i].Rule, diff)
		}
	}
}

func TestURIOfAFileWithAColonIsNoScheme(t *testing.T) {
	if got, want := uri("a:b.yaml"), "./a:b.yaml"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJUnitHasACaseForEachKPIAndRule(t *testing.T) {
	var got struct {
		Suite struct {
			Tests    int    `xml:"tests,attr"`
			Failures int    `xml:"failures,attr"`
			Cases    []Case `xml:"testcase"`
		} `xml:"testsuite"`
	}
	text := written(t, "junit", sample())
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range got.Suite.Cases {
		state := "passes"
		if c.Failure != nil {
			state = "fails of " + c.Failure.Type
		}
		if c.Out != "" {
			state += ", with a word"
		}
		names = append(names, c.Name+" "+state)
	}
	want := []string{
		"KPI revenue fails of unknown-column", "KPI ümsatz passes, with a word", "rule low passes", "data/deals.xlsx passes, with a word",
		"/srv/data/x y.csv passes, with a word", "--where passes, with a word", "kpis, 100%.yaml passes, with a word",
	}
	if diff := cmp.Diff(names, want); diff != "" {
		t.Errorf("got, then want:\n%s", diff)
	}
	if got.Suite.Tests != 7 || got.Suite.Failures != 1 {
		t.Errorf("%d tests, %d failures", got.Suite.Tests, got.Suite.Failures)
	}
	if bytes.Contains(text, []byte("time=")) {
		t.Error("a time is written")
	}
}

func TestCommandIsOneLine(t *testing.T) {
	at := diag.Range{File: "a,b:c%.yaml", Start: diag.Pos{Line: 3, Col: 5}}
	got := Command("warning", at, "low: West, \"A\"", "100%\r\n::error::no, it is fine: so")
	want := "::warning file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=low%3A West%2C \"A\"::100%25%0D%0A::error::no, it is fine: so\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, at := range map[string]diag.Range{"::notice title=t::m\n": {File: "--where", Start: at.Start}, "::notice file=x.csv,title=t::m\n": {File: "x.csv"}} {
		if got := Command("notice", at, "t", "m"); got != name {
			t.Errorf("got %q, want %q", got, name)
		}
	}
}

func TestGitHubShowsTheWorstFirst(t *testing.T) {
	var list diag.List
	for i := range 25 {
		list.Warnf(diag.Range{File: "kpis.yaml", Start: diag.Pos{Line: i + 1, Col: 1}}, "missing-owner", "nobody ##[error]%d", i)
	}
	list.Errorf(diag.Range{File: "::kpis.yaml", Start: diag.Pos{Line: 99, Col: 1}}, "unknown-key", "last\n::warning::x")
	lines := strings.Split(strings.TrimSpace(string(written(t, "github", &Report{Command: "kpi validate", File: "kpis.yaml", List: list}))), "\n")
	if want := "::error file=%3A%3Akpis.yaml,line=99,col=1,title=unknown-key::Last%0A::warning::x"; lines[0] != want {
		t.Errorf("first is %q, want %q", lines[0], want)
	}
	commands := 0
	for _, line := range lines {
		if strings.HasPrefix(line, "::") {
			commands++
		} else if strings.Contains(line, "##[") {
			t.Errorf("%q is a command of the old form", line)
		}
	}
	if commands != 11 || len(lines) != 11+1+15+1 {
		t.Errorf("%d commands in %d lines", commands, len(lines))
	}
	if want := "GitHub shows 10 findings of each severity; the other 15 are:"; lines[11] != want {
		t.Errorf("got %q, want %q", lines[11], want)
	}
	if want := "kpi: 1 error, 25 warnings"; lines[27] != want {
		t.Errorf("got %q, want %q", lines[27], want)
	}
}

func TestSummaryIsATableOfTexts(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSummary(&b, sample()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if !strings.HasPrefix(lines[6], "| error | team a/kpis, 100%.yaml:\u200b4:18 | source \"deals\" has no column \"amout\": did you mean") {
		t.Errorf("the first line is %q", lines[6])
	}
	if strings.Contains(b.String(), "<b>") || strings.Contains(b.String(), "@all") || strings.Count(lines[7], " | ") != 3 {
		t.Errorf("something of %q is no text", lines[7])
	}
	many := &Report{Command: "kpi validate", File: "kpis.yaml"}
	for i := range 502 {
		many.List.Warnf(diag.Range{File: "kpis.yaml"}, "x", "%d %s", i, strings.Repeat("long ", 1000))
	}
	b.Reset()
	if err := WriteSummary(&b, many); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(b.String(), "\nand 2 more\n") || b.Len() > 1<<20 {
		t.Errorf("%d bytes end with %q", b.Len(), b.String()[b.Len()-20:])
	}
}

func TestNoFindingsAreWrittenInEveryFormat(t *testing.T) {
	r := &Report{Command: "kpi validate", File: "kpis.yaml"}
	for _, f := range Formats {
		if got := written(t, f.Name, r); len(got) == 0 || got[len(got)-1] != '\n' {
			t.Errorf("%s: %q", f.Name, got)
		}
	}
}

// TestPageShowsTheKeysOfJSON compares the example of docs/validate.md with what is
// written.
func TestPageShowsTheKeysOfJSON(t *testing.T) {
	page, err := os.ReadFile("../../docs/validate.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(page), "```json\n")
	example, _, _ = strings.Cut(example, "```")
	var shown, real any
	if err := json.Unmarshal([]byte(example), &shown); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(written(t, "json", sample()), &real); err != nil {
		t.Fatal(err)
	}
	drop := func(v any) { v.(map[string]any)["findings"].([]any)[0].(map[string]any)["related"] = nil }
	drop(shown)
	drop(real)
	if diff := cmp.Diff(keys("", shown), keys("", real)); diff != "" {
		t.Errorf("keys of the page, then of what is written:\n%s", diff)
	}
}

// keys lists the keys of a value, of lists those of the first item.
func keys(at string, v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(append(out, at+k), keys(at+k+".", v[k])...)
		}
	case []any:
		if len(v) > 0 {
			out = keys(at, v[0])
		}
	}
	return out
}
