package reference

import (
	"maps"
	"slices"
	"testing"

	"kpi/engine/formula"
)

// TestTablesHoldEveryFunction compares the tables of the reference with that of
// the language.
func TestTablesHoldEveryFunction(t *testing.T) {
	byScope := map[formula.Scope][]string{}
	for _, f := range formula.Functions {
		byScope[f.Scope] = append(byScope[f.Scope], f.Name)
	}
	values := keys(rowFunctions, "if", "missing", "date", "period_start", "period_end")
	for _, test := range []struct {
		name      string
		got, want []string
	}{
		{"aggregates", slices.Concat(keys(aggregates), keys(counts), keys(customers), []string{"share", "top_share"}), byScope[formula.Reduce]},
		{"windows", keys(windows, "growth"), byScope[formula.Shift]},
		{"members", keys(eaches, "total"), byScope[formula.Members]},
		{"functions over rows", values, slices.Concat(byScope[formula.Both], byScope[formula.Row])},
		{"functions over numbers", keys(numberFunctions, "if", "missing"), byScope[formula.Both]},
	} {
		slices.Sort(test.got)
		slices.Sort(test.want)
		if !slices.Equal(test.got, test.want) {
			t.Errorf("%s of the reference: %q, and of the language: %q", test.name, test.got, test.want)
		}
	}
}

// keys are the names of a table, with those that have code of their own.
func keys[V any](table map[string]V, others ...string) []string {
	return append(slices.Collect(maps.Keys(table)), others...)
}
