package engine_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"gopkg.in/yaml.v3"

	"kpi/engine/diff"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// definitionTexts are all definitions of the corpus, the examples and the root
// that have no errors, by where they stand.
func definitionTexts(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, pattern := range []string{"../kpis.yaml", "../examples/*/kpis.yaml", "testdata/*.yaml", "spec/testdata/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if out[f], err = os.ReadFile(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	archives, err := filepath.Glob("testdata/corpus/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name == "kpis.yaml" {
				out[name] = f.Data
			}
		}
	}
	return out
}

// planned is nil where the definitions have errors.
func planned(data []byte) *plan.Plan {
	catalog, list := spec.Parse("kpis.yaml", data, nil)
	p, problems := plan.Build(catalog)
	if list.HasErrors() || problems.HasErrors() {
		return nil
	}
	return p
}

// TestDefinitionsDoNotDifferFromThemselves also turns the order of keys around,
// takes out every comment and writes all in another style.
func TestDefinitionsDoNotDifferFromThemselves(t *testing.T) {
	compared, rewritten := 0, 0
	for name, data := range definitionTexts(t) {
		p := planned(data)
		if p == nil {
			continue
		}
		compared++
		if d := diff.Compare(p, planned(data)); !d.Empty() {
			t.Errorf("%s differs from itself: %+v %+v", name, d.KPIs, d.Others)
		}
		other := planned(restyled(t, data))
		if other == nil {
			continue // an anchor stands behind its alias now
		}
		rewritten++
		if d := diff.Compare(p, other); !d.Empty() {
			t.Errorf("%s differs from itself in another style: %+v %+v", name, d.KPIs, d.Others)
		}
		if got := diff.Compare(p, other).Findings(diff.Facts{}); slices.ContainsFunc(got, func(f diff.Finding) bool { return f.Code != diff.NoSuchChange }) {
			t.Errorf("%s: got findings %+v, want none", name, got)
		}
	}
	if compared < 150 || rewritten < compared*9/10 {
		t.Errorf("only %d definitions were compared, and %d rewritten", compared, rewritten)
	}
}

// slips are what a change of one word can be. Numbers become the next one.
var slips = map[string]string{
	"==": "!=", ">=": "<", "<=": ">", "sum": "avg", "avg": "sum", " and ": " or ", " or ": " and ", "higher": "lower", "lower": "higher", "Won": "Lost",
	"amount": "cost", "closed_on": "created_on", "created_on": "closed_on", "month": "quarter", "true": "false", "false": "true",
}

var slip = regexp.MustCompile(`\d+|==|>=|<=|\b(?:sum|avg|higher|lower|Won|amount|closed_on|created_on|month|true|false)\b| and | or `)

// TestEverySlipIsAChange changes one word or number of a definition at a time.
func TestEverySlipIsAChange(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	texts, tried := definitionTexts(t), 0
	names := slices.Sorted(maps.Keys(texts))
	for range 600 {
		data := restyled(t, texts[names[random.IntN(len(names))]])
		places := slip.FindAllIndex(data, -1)
		if len(places) == 0 {
			continue
		}
		at := places[random.IntN(len(places))]
		other := slices.Concat(data[:at[0]], []byte(slipped(string(data[at[0]:at[1]]))), data[at[1]:])
		p, q := planned(data), planned(other)
		if p == nil || q == nil {
			continue
		}
		tried++
		d := diff.Compare(p, q)
		if line := lineAt(other, at[0]); d.Empty() && !notCompared.MatchString(line) {
			t.Errorf("no change is told of %s", line)
		}
		for _, k := range d.KPIs {
			for _, c := range k.Changes {
				if c.Through == diff.Unknown {
					t.Errorf("%s: it is not told why %s changed", lineAt(other, at[0]), k.ID)
				}
			}
		}
	}
	if tried < 50 {
		t.Errorf("only %d slips were tried", tried)
	}
}

// notCompared are the lines of actions and notes, and a cushion, which only allows
// what a split says.
var notCompared = regexp.MustCompile(`^ *(?:- )?"(?:do|until|text|date|cushion|version)":`)

func slipped(word string) string {
	if to, ok := slips[word]; ok {
		return to
	}
	n, _ := strconv.Atoi(word)
	return strconv.Itoa(n + 1)
}

func lineAt(data []byte, at int) string {
	start := bytes.LastIndexByte(data[:at], '\n') + 1
	line, _, _ := bytes.Cut(data[start:], []byte("\n"))
	return string(line)
}

// TestAnyTwoDefinitionsCompare compares definitions that have nothing to do with
// each other: all that changed has a place, and there and back the same KPIs changed.
func TestAnyTwoDefinitionsCompare(t *testing.T) {
	texts := definitionTexts(t)
	names := slices.Sorted(maps.Keys(texts))
	var last *plan.Plan
	for _, name := range names {
		p := planned(texts[name])
		if p == nil {
			continue
		}
		if last != nil {
			d, back := diff.Compare(last, p), diff.Compare(p, last)
			if len(d.KPIs) != len(back.KPIs) || d.Count(diff.Added) != back.Count(diff.Removed) || d.Count(diff.Renamed) != back.Count(diff.Renamed) {
				t.Errorf("%s: %d KPIs changed, and %d on the way back", name, len(d.KPIs), len(back.KPIs))
			}
			for _, f := range d.Findings(diff.Facts{}) {
				if f.Range.File == "" {
					t.Errorf("%s: the finding %q has no place", name, f.Message)
				}
			}
			for _, k := range slices.Concat(d.KPIs, d.Others) {
				checkPlaces(t, name, k)
			}
		}
		last = p
	}
}

func checkPlaces(t *testing.T, name string, d diff.Definition) {
	t.Helper()
	if d.State == diff.Changed && d.Kind != diff.Card && len(d.Changes) == 0 || d.Kind != diff.Card && d.Place.File == "" && d.Old.File == "" {
		t.Errorf("%s: %s %s changed, and it is not told what or where", name, d.Kind, d.ID)
	}
	for _, c := range d.Changes {
		if c.Before == c.After && c.Through == "" || d.Kind != diff.Card && c.Place.File == "" && c.Old.File == "" {
			t.Errorf("%s: %s %s: %s, which changes nothing or is nowhere", name, d.Kind, d.ID, c.Sentence())
		}
	}
}

// restyled writes a definition file anew: without comments, with other quotes and
// blanks, and with the keys of the file and of each thing in the opposite order.
func restyled(t *testing.T, data []byte) []byte {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Content) == 0 {
		return data
	}
	top := doc.Content[0]
	for i := 1; i < len(top.Content); i += 2 {
		section := top.Content[i]
		if !strings.Contains("sources measures kpis rules dimensions objectives", top.Content[i-1].Value) || section.Kind != yaml.MappingNode {
			continue
		}
		for j := 1; j < len(section.Content); j += 2 {
			turn(section.Content[j])
		}
	}
	turn(top)
	plain(&doc)
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(7)
	if err := e.Encode(&doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// turn puts the keys of a mapping in the opposite order.
func turn(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		return
	}
	var out []*yaml.Node
	for i := len(n.Content) - 2; i >= 0; i -= 2 {
		out = append(out, n.Content[i], n.Content[i+1])
	}
	n.Content = out
}

func plain(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	n.Style = 0
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		plain(child)
	}
}
