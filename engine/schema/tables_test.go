package schema

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/docs"
	"kpi/engine/spec"
)

// TestTablesHaveTheKeysOfTheReader compares each table of docs/kpis.md with the
// keys that the reader knows at that place.
func TestTablesHaveTheKeysOfTheReader(t *testing.T) {
	all := tablesOf(docs.KPIs)
	used := map[string]bool{}
	walk("", spec.Describe(docs.EveryKey), func(place string, s *spec.Shape) {
		if len(s.Keys) == 0 {
			return
		}
		var keys []string
		for _, k := range s.Keys {
			keys = append(keys, k.Name)
		}
		table := all.of(s)
		used[table.heading+table.keys[0]] = true
		if diff := cmp.Diff(table.keys, keys); diff != "" {
			t.Errorf("keys of docs/kpis.md under %q, then those that the reader knows at %q:\n%s", table.heading, place, diff)
		}
	})
	for _, table := range all {
		if !used[table.heading+table.keys[0]] {
			t.Errorf("docs/kpis.md has a table under %q that explains no keys of the reader", table.heading)
		}
	}
}

// TestEveryKeyHasAnExample finds keys that docs/every_key.yaml lacks.
func TestEveryKeyHasAnExample(t *testing.T) {
	shape, all := spec.Describe(docs.EveryKey), tablesOf(docs.KPIs)
	all.gather(shape)
	for _, table := range all {
		for _, key := range table.keys {
			if len(table.shown[key]) == 0 {
				t.Errorf("docs/every_key.yaml has no %q, which docs/kpis.md explains under %q", key, table.heading)
			}
		}
	}
}

// walk visits every shape with its place, such as kpis.*.target[].value.
func walk(place string, s *spec.Shape, visit func(string, *spec.Shape)) {
	visit(place, s)
	for _, k := range s.Keys {
		walk(place+"."+k.Name, k.Value, visit)
	}
	if s.Others != nil {
		walk(place+".*", s.Others, visit)
	}
	if s.Items != nil {
		walk(place+"[]", s.Items, visit)
	}
}
