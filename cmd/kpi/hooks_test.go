package main

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const hooked = `version: 1
scorecard: {currency: EUR}
sources:
  orders: {file: orders.csv, key: order_id, date: day, columns: {order_id: text, day: date, amount: money}}
kpis:
  revenue: {source: orders, formula: sum(amount), better: higher, target: {value: 100 per month, from: 2026-01-01, until: 2026-12-31}}
`

var hook = regexp.MustCompile(`(?m)^- id: (\S+)\n  name: .+\n  description: .+\n  entry: kpi (.+)\n  language: golang\n  files: (\S+)\n  pass_filenames: false$`)

// What pre-commit would run, in a repository with definitions that are right, and
// then with what the hook is there to stop.
func TestHooksStopWhatIsWrong(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	text := readRoot(t, ".pre-commit-hooks.yaml")
	hooks := hook.FindAllStringSubmatch(text, -1)
	if len(hooks) == 0 || len(hooks) != strings.Count(text, "- id:") {
		t.Fatalf("%d of %d hooks have all keys in their order", len(hooks), strings.Count(text, "- id:"))
	}
	spoilt := map[string]string{
		"kpi-validate": strings.Replace(hooked, "sum(amount)", "sum(amout)", 1),
		"kpi-test":     strings.Replace(hooked, "sum(amount)", "sum(amount) * 2", 1),
		"kpi-diff":     strings.Replace(hooked, "100 per month", "80 per month", 1),
	}
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	writeText(t, "kpis.yaml", hooked)
	writeText(t, "orders_test.yaml", "tests:\n  - name: one order\n    as_of: 2026-01-31\n    rows: {orders: [{order_id: A, day: 2026-01-05, amount: 10}]}\n    expect: {revenue: 10}\n")
	git(t, "init", "-q")
	git(t, "add", ".")
	git(t, "commit", "-q", "-m", "base")
	for _, h := range hooks {
		id, args := h[1], strings.Fields(h[2])
		if !regexp.MustCompile(h[3]).MatchString(filepath.Join("team", "kpis.yaml")) {
			t.Errorf("%s does not look at definitions", id)
		}
		for want, definitions := range map[int]string{fine: hooked, findings: spoilt[id]} {
			writeText(t, "kpis.yaml", definitions)
			var out bytes.Buffer
			if got := run(context.Background(), args, streams{out: &out, err: &out}); got != want {
				t.Errorf("%s: exit code %d, want %d:\n%s", id, got, want, out.String())
			}
		}
	}
}

func git(t *testing.T, args ...string) {
	t.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=test", "-c", "user.email=test@example.com"}, args...)...)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
