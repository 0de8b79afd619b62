package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
	"kpi/engine/spec"
)

// structural are the codes of what a schema can know for certain: a file with one
// of them is refused.
var structural = []string{"unknown-key", "missing-key", "wrong-type", "unknown-word"}

// formal are further codes of single values, which the schema refuses where a
// pattern tells them.
var formal = []string{"invalid-value", "empty-value", "unknown-unit", "octal-number", "conflicting-keys", "version"}

// unlike are the codes of files that hold something else for a YAML library than
// they hold for us, or nothing.
var unlike = []string{"formula-cut", "duplicate-key", "empty-file", "encoding", "too-many-problems",
	"yaml-documents", "yaml-syntax", "yaml-tag", "yaml-too-large"}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("kpis.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("kpis.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// compare reports where schema and reader differ about a file, and what they
// agree on: "accepted", "refused", or "" where there is nothing to compare.
func compare(t *testing.T, s *jsonschema.Schema, name string, data []byte) string {
	t.Helper()
	_, problems := spec.Parse(name, data, nil)
	value, ok := valueOf(data)
	if has(problems, unlike) || !ok {
		return ""
	}
	err := s.Validate(value)
	switch {
	case has(problems, structural) && err == nil:
		t.Errorf("%s: the schema accepts what the reader refuses:\n%s\n%s", name, printed(problems, name, data), data)
	case has(problems, structural):
		return "refused"
	case !has(problems, formal) && err != nil:
		t.Errorf("%s: the reader accepts what the schema refuses: %v\n%s", name, err, data)
	case err == nil:
		return "accepted"
	}
	return ""
}

func has(problems diag.List, codes []string) bool {
	return slices.ContainsFunc(problems.Items, func(d *diag.Diagnostic) bool { return slices.Contains(codes, d.Code) })
}

func printed(problems diag.List, name string, data []byte) string {
	var b strings.Builder
	if err := problems.Fprint(&b, diag.Sources{name: data}); err != nil {
		return err.Error()
	}
	return b.String()
}

// TestSchemaAndReaderAgreeAboutFiles compares them on every definition file of
// the project, right or wrong.
func TestSchemaAndReaderAgreeAboutFiles(t *testing.T) {
	s := compiled(t)
	count := map[string]int{}
	for name, data := range definitions(t) {
		count[compare(t, s, name, data)]++
	}
	t.Logf("%d accepted by both, %d refused by both", count["accepted"], count["refused"])
	if count["accepted"] < 400 || count["refused"] < 80 {
		t.Errorf("%d files are accepted and %d refused: too few to tell anything", count["accepted"], count["refused"])
	}
}

// definitions returns the definition files of the project by name: files, those
// in archives of cases, and the blocks of YAML in the docs.
func definitions(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, pattern := range []string{"../../kpis.yaml", "../../examples/*/kpis.yaml", "../testdata/*.yaml", "../testdata/bench/*.yaml", "../../docs/every_key.yaml"} {
		for _, name := range files(t, pattern) {
			all[name] = content(t, name)
		}
	}
	for _, pattern := range []string{"../testdata/*/*/*.txtar", "../testdata/*/*.txtar", "../spec/testdata/problems/*.txtar", "../lint/testdata/*.txtar", "../../cmd/kpi/testdata/*.txtar"} {
		for _, name := range files(t, pattern) {
			for _, f := range txtar.Parse(content(t, name)).Files {
				if filepath.Ext(f.Name) == ".yaml" && !strings.Contains(f.Name, "test") {
					all[name+"/"+f.Name] = f.Data
				}
			}
		}
	}
	for _, name := range files(t, "../../docs/*.md") {
		for i, block := range blocks.FindAllSubmatch(content(t, name), -1) {
			if topLevel.Match(block[1]) {
				all[fmt.Sprintf("%s, block %d", name, i+1)] = block[1]
			}
		}
	}
	return all
}

var (
	blocks   = regexp.MustCompile("(?s)```yaml\n(.*?)```")
	topLevel = regexp.MustCompile(`^(version|scorecard|sources|kpis|measures|rules|reports|dimensions|objectives|actions|notes):`)
)

func files(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func content(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// valueOf returns what a YAML library makes of a file, as JSON has it. It reports
// false for what JSON cannot hold.
func valueOf(data []byte) (any, bool) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil || len(doc.Content) == 0 {
		return nil, false
	}
	return convert(doc.Content[0], 0)
}

func convert(n *yaml.Node, depth int) (any, bool) {
	if depth > 100 { // an alias that contains itself
		return nil, false
	}
	switch n.Kind {
	case yaml.AliasNode:
		return convert(n.Alias, depth+1)
	case yaml.MappingNode:
		return convertMapping(n, depth)
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			v, ok := convert(item, depth+1)
			if !ok {
				return nil, false
			}
			list = append(list, v)
		}
		return list, true
	}
	return scalar(n), true
}

func convertMapping(n *yaml.Node, depth int) (any, bool) {
	m := map[string]any{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		v, ok := convert(n.Content[i+1], depth+1)
		if !ok || key.Kind != yaml.ScalarNode || key.Tag == "!!null" {
			return nil, false
		}
		if key.Tag != "!!merge" {
			m[key.Value] = v
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag == "!!merge" {
			v, _ := convert(n.Content[i+1], depth+1)
			merge(m, v)
		}
	}
	return m, true
}

func merge(m map[string]any, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if _, ok := m[key]; !ok {
				m[key] = value
			}
		}
	case []any:
		for _, item := range v {
			merge(m, item)
		}
	}
}

// scalar returns a number, a truth, nil or a text; days are texts in JSON.
func scalar(n *yaml.Node) any {
	var v any
	if err := n.Decode(&v); err != nil {
		return n.Value
	}
	switch v := v.(type) {
	case nil, bool:
		return v
	case float64:
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			return v
		}
	case int, int64, uint64:
		return json.Number(fmt.Sprint(v))
	}
	return n.Value
}
