package lint_test

import (
	"os"
	"strings"
	"testing"

	"kpi/engine/diag"
)

// TestPoliciesOfThePagesAreRight reads the policies that docs/ shows.
func TestPoliciesOfThePagesAreRight(t *testing.T) {
	for _, name := range []string{page, "../../docs/kpis.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, example, shown := strings.Cut(string(data), "\n    policies:\n")
		example, _, closed := strings.Cut(example, "\n\n")
		if !shown || !closed {
			t.Errorf("%s shows no policies", name)
			continue
		}
		policies := "policies:" + strings.ReplaceAll("\n"+example, "\n    ", "\n")
		list := found(t, inBase(t, policies+"\nkpis:\n  revenue: {<<: *sound, class: lagging, tags: board, owner: Intern}\n"))
		for _, d := range list.Items {
			if d.Severity == diag.Error && !strings.HasPrefix(d.Code, "policy/") {
				t.Errorf("%s: %s: %s", name, d.Code, d.Message)
			}
		}
		if got := codes(list); len(got) == 0 {
			t.Errorf("no policy of %s finds anything", name)
		}
	}
}
