// Package saas holds the subscription example. Its tests read the data with
// nothing but the standard library, so that what the README says of them is known
// without the engine.
package saas

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"kpi/examples/internal/table"
)

// Activation falls first, churn rises two months later, and both come back in
// this order.
func TestActivationFallsTwoMonthsBeforeChurnRises(t *testing.T) {
	b := books(t)
	for _, c := range []struct {
		about           string
		from, until     string // months, both included
		value           func(string) float64
		lowest, highest float64
	}{
		{"activation before", "2025-01", "2025-10", b.activation, 0.60, 1},
		{"activation without tours", "2025-11", "2026-06", b.activation, 0, 0.40},
		{"activation after", "2026-07", "2026-08", b.activation, 0.60, 1},
		{"churn before", "2025-01", "2025-12", b.churn, 0, 0.034},
		{"churn of March to July", "2026-03", "2026-07", b.churn, 0.039, 0.060},
		{"churn after", "2026-09", "2026-09", b.churn, 0, 0.025},
	} {
		for _, month := range monthsOf(t, c.from, c.until) {
			if got := c.value(month); got < c.lowest || got > c.highest {
				t.Errorf("%s: %s has %.4f, want %.3f to %.3f", c.about, month, got, c.lowest, c.highest)
			}
		}
	}
}

// The price rise lifts net retention above 100% while more customers leave.
func TestReadmeHasTheNumbersOfTheData(t *testing.T) {
	b := books(t)
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []struct {
		about string
		value func(string) float64
	}{
		{"| activation, Team |", b.activation},
		{"| customer churn, Team |", b.churn},
		{"| net revenue retention, all |", func(m string) float64 { net, _ := b.retention(m); return net }},
		{"| gross revenue retention, all |", func(m string) float64 { _, gross := b.retention(m); return gross }},
	} {
		want := line.about
		for _, month := range []string{"2025-10", "2025-11", "2026-01", "2026-04", "2026-09"} {
			want += fmt.Sprintf(" %.1f%% |", 100*line.value(month))
		}
		if !strings.Contains(string(page), want+"\n") {
			t.Errorf("README.md does not have the line\n%s", want)
		}
	}
	for _, file := range []string{"subscriptions", "customers", "trials"} {
		n := len(load(t, file+".csv"))
		if want := fmt.Sprintf("| `%s.csv` | %d,%03d |", file, n/1000, n%1000); !strings.Contains(string(page), strings.Replace(want, " 0,", " ", 1)) {
			t.Errorf("README.md does not have %s", want)
		}
	}
}

type ledger struct {
	subscriptions, trials []map[string]string
	plan                  map[string]string // by customer
}

func books(t *testing.T) *ledger {
	t.Helper()
	b := &ledger{plan: map[string]string{}}
	b.subscriptions, b.trials = load(t, "subscriptions.csv"), load(t, "trials.csv")
	for _, c := range load(t, "customers.csv") {
		b.plan[c["customer_id"]] = c["plan"]
	}
	return b
}

func load(t *testing.T, file string) []map[string]string {
	t.Helper()
	rows, err := table.Read(filepath.Join("data", file))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// activation is the share of the Team trials of a month that got going within a
// week.
func (b *ledger) activation(month string) float64 {
	active, all := 0.0, 0.0
	for _, x := range b.trials {
		if x["plan"] != "Team" || x["started_on"][:7] != month {
			continue
		}
		all++
		if x["activated_on"] != "" && parse(x["activated_on"]).Sub(parse(x["started_on"])) <= 7*24*time.Hour {
			active++
		}
	}
	return active / all
}

// churn is the share of the Team customers from before a month who are gone at
// its end.
func (b *ledger) churn(month string) float64 {
	before, after := b.payers("Team", lastDay(month, -1)), b.payers("Team", lastDay(month, 0))
	lost := 0.0
	for c := range before {
		if after[c] == 0 {
			lost++
		}
	}
	return lost / float64(len(before))
}

// retention is what the customers of a year ago pay, without and with a cap at what
// each paid then.
func (b *ledger) retention(month string) (net, gross float64) {
	then, now := b.payers("", lastDay(month, -12)), b.payers("", lastDay(month, 0))
	paid := 0.0
	for c, mrr := range then {
		paid += mrr
		net += now[c]
		gross += min(now[c], mrr)
	}
	return net / paid, gross / paid
}

// payers is what each customer of a plan, or of all plans, pays at the end of a
// day.
func (b *ledger) payers(plan, day string) map[string]float64 {
	paid := map[string]float64{}
	for _, s := range b.subscriptions {
		c := s["customer_id"]
		if plan != "" && b.plan[c] != plan || s["started_on"] > day || s["ended_on"] != "" && s["ended_on"] <= day {
			continue
		}
		mrr, _ := strconv.ParseFloat(s["mrr"], 64)
		paid[c] += mrr
	}
	return paid
}

func parse(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t
}

// lastDay is the last day of a month, or of one so many months later.
func lastDay(month string, later int) string {
	return parse(month+"-01").AddDate(0, later+1, -1).Format(time.DateOnly)
}

func monthsOf(t *testing.T, from, until string) []string {
	t.Helper()
	var list []string
	for m := parse(from + "-01"); m.Format("2006-01") <= until; m = m.AddDate(0, 1, 0) {
		list = append(list, m.Format("2006-01"))
	}
	if len(list) == 0 {
		t.Fatalf("%s to %s are no months", from, until)
	}
	return list
}
