package lint_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/lint"
)

// foundAt is what a check finds where every finding stands some lines lower.
func foundAt(moved int, withData bool) lint.Found {
	var list diag.List
	at := func(line int) diag.Range {
		return diag.Range{File: "kpis.yaml", Start: diag.Pos{Line: line + moved, Col: 3}}
	}
	list.Errorf(at(1), "unknown-key", "no such key")
	list.Warnf(at(2), "missing-owner", "KPI %q has no owner", "b <a>")
	list.Warnf(at(3), "missing-owner", "KPI %q has no owner", "b <a>")
	list.Warnf(at(4), "expired-ignore", "it is past")
	f := lint.Found{Data: map[*diag.Diagnostic]bool{}, WithData: withData}
	if withData {
		f.Data[list.Warnf(at(5), "no-action", "off track")] = true
	}
	f.List = list
	f.IDs = list.Identify(".", diag.Subjects{})
	return f
}

func text(t *testing.T, b *lint.Baseline) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func reread(t *testing.T, text string) *lint.Baseline {
	t.Helper()
	b, list := lint.ReadBaseline("base.json", []byte(text))
	if list.Len() > 0 {
		t.Fatal(list.Items[0].Message)
	}
	return b
}

func TestBaselineHidesWhatItKnows(t *testing.T) {
	b := reread(t, text(t, lint.NewBaseline("base.json", foundAt(0, true), nil)))
	left, hidden := b.Hide(foundAt(7, true))
	if diff := cmp.Diff(codes(left), []string{"unknown-key", "expired-ignore"}); diff != "" || hidden != 3 {
		t.Errorf("%d are hidden, and left is (got, then want):\n%s", hidden, diff)
	}
}

func TestBaselineTellsWhatIsNoLongerFound(t *testing.T) {
	b := reread(t, text(t, lint.NewBaseline("base.json", foundAt(0, true), nil)))
	fixed := foundAt(0, true)
	fixed.List.Items = fixed.List.Items[:2]
	left, hidden := b.Hide(fixed)
	if hidden != 1 || left.Len() != 3 {
		t.Fatalf("%d are hidden, and left is %q", hidden, codes(left))
	}
	got := left.Items[1]
	if got.Code != "fixed-finding" || got.Severity != diag.Info || got.Range.String() != "base.json:5:1" || !strings.Contains(got.Message, "missing-owner") {
		t.Errorf("got %s: %s %s", got.Range, got.Code, got.Message)
	}
}

func TestBaselineKeepsWhatWasNotLookedAt(t *testing.T) {
	old := lint.NewBaseline("base.json", foundAt(0, true), nil)
	left, _ := old.Hide(foundAt(0, false))
	if diff := cmp.Diff(codes(left), []string{"unknown-key", "expired-ignore"}); diff != "" {
		t.Errorf("without data (got, then want):\n%s", diff)
	}
	if diff := cmp.Diff(text(t, lint.NewBaseline("base.json", foundAt(0, false), old)), text(t, old)); diff != "" {
		t.Errorf("written without data, then with them:\n%s", diff)
	}
}

func TestBaselineIsSortedAndReadable(t *testing.T) {
	got := text(t, lint.NewBaseline("base.json", foundAt(0, true), nil))
	lines := strings.Split(got, "\n")
	if len(lines) != 9 || !strings.HasPrefix(lines[3], `    {"code":"missing-owner","file":"kpis.yaml","subject":"","message":"KPI \"b <a>\" has no owner","fingerprint":"`) {
		t.Errorf("got %s", got)
	}
	if got, want := text(t, &lint.Baseline{}), "{\n  \"version\": 1,\n  \"findings\": []\n}\n"; got != want {
		t.Errorf("an empty one is %q, want %q", got, want)
	}
}

func TestWhatIsNoBaselineIsAnError(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "another file": "version: 1\n", "another JSON": `{"kpis": 1}`, "another version": `{"version": 2, "findings": []}`,
		"more than one": `{"version": 1, "findings": []} {}`, "a list": "[]",
	} {
		if _, list := lint.ReadBaseline("base.json", []byte(text)); len(list.Items) != 1 || list.Items[0].Code != "bad-baseline" {
			t.Errorf("%s: got %q", name, codes(list))
		}
	}
}
