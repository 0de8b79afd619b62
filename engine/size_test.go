package engine_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
)

const manyMembers = `version: 1
sources:
  deals: {file: deals.csv, date: day, columns: {id: text, day: date, amount: money}}
dimensions:
  id: {in: {deals: id}, limit: 60000}
kpis:
  revenue: {source: deals, formula: sum(amount), unit: money}
rules:
  low: {when: revenue < 1, each: id}
  total: {when: revenue < 1}
`

func TestBreakdownsNobodyCanReadAreRefused(t *testing.T) {
	folder := t.TempDir()
	var rows strings.Builder
	rows.WriteString("id,day,amount\n")
	for i := range 50_001 {
		fmt.Fprintf(&rows, "D%d,2026-01-31,1\n", i)
	}
	writeFile(t, filepath.Join(folder, "deals.csv"), []byte(rows.String()))
	writeFile(t, filepath.Join(folder, "kpis.yaml"), []byte(manyMembers))
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil || list.Len() > 0 {
		t.Fatal(err, list)
	}
	_, _, err = d.Evaluate(context.Background(), engine.Options{By: []string{"id"}})
	var wrong *engine.UsageError
	if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, "would have 100002 values") {
		t.Errorf("the error is %v", err)
	}
	result, _, err := d.Evaluate(context.Background(), engine.Options{})
	if err != nil {
		t.Fatalf("without a breakdown: %v", err)
	}
	rules := result.Scorecard.Rules
	if len(rules) != 2 || !strings.HasPrefix(rules[0].Why, "id has 50001 members, and a rule looks at 1000 at most") {
		t.Errorf("%d rules, the first is not evaluated because of %q", len(rules), rules[0].Why)
	}
}
