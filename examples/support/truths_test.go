// Package support holds the support example. Its tests read the data with nothing
// but the standard library, so that what the README says of them is known without
// the engine.
package support

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

var storyMonths = []string{"2026-03", "2026-04", "2026-05", "2026-07", "2026-09"}

func TestReadmeHasTheNumbersOfTheData(t *testing.T) {
	tickets := load(t, "tickets.csv")
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []struct {
		about string
		value func(ticket) (counts, meets bool)
		clock string
	}{
		{"answered in time", func(x ticket) (bool, bool) { return true, x.inTime(t) }, "created_at"},
		{"reopened", func(x ticket) (bool, bool) { return true, x["reopened"] != "0" }, "resolved_at"},
		{"satisfaction", func(x ticket) (bool, bool) { return x["score"] != "", x["score"] >= "4" }, "resolved_at"},
	} {
		want := "| " + line.about + " |"
		for _, month := range storyMonths {
			var all, met float64
			for _, x := range tickets {
				if x["team"] == "Billing" && x.month(t, line.clock) == month {
					counts, meets := line.value(x)
					all, met = all+one(counts), met+one(counts && meets)
				}
			}
			want += fmt.Sprintf(" %.1f%% |", 100*met/all)
		}
		if !strings.Contains(string(page), want+"\n") {
			t.Errorf("README.md does not have the line\n%s", want)
		}
	}
	for _, rows := range []string{
		fmt.Sprintf("| `tickets.csv` | %d,%03d |", len(tickets)/1000, len(tickets)%1000),
		fmt.Sprintf("| `customers.csv` | %d |", len(load(t, "customers.csv"))),
	} {
		if !strings.Contains(string(page), rows) {
			t.Errorf("README.md does not have %s", rows)
		}
	}
}

// Nothing happened to the other teams: fewer than one in ten of their tickets
// comes back, in each month.
func TestOnlyBillingChanges(t *testing.T) {
	all, back := map[string]int{}, map[string]int{}
	for _, x := range load(t, "tickets.csv") {
		if x["team"] != "Billing" && x["resolved_at"] != "" {
			month := x.month(t, "resolved_at")
			all[month]++
			if x["reopened"] != "0" {
				back[month]++
			}
		}
	}
	for month, n := range all {
		if month >= "2026-01" && month <= "2026-09" && 10*back[month] >= n {
			t.Errorf("%s: %d of %d tickets of other teams came back", month, back[month], n)
		}
	}
}

// A ticket is a line of tickets.csv by its header.
type ticket map[string]string

func load(t *testing.T, file string) []ticket {
	t.Helper()
	lines, err := table.Read(filepath.Join("data", file))
	if err != nil {
		t.Fatal(err)
	}
	tickets := make([]ticket, len(lines))
	for i, line := range lines {
		tickets[i] = line
	}
	return tickets
}

// time is the zero time where the column is blank.
func (x ticket) time(t *testing.T, column string) time.Time {
	t.Helper()
	if x[column] == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, x[column])
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// month is the month in Berlin, and the first of all months where the column is
// blank.
func (x ticket) month(t *testing.T, column string) string {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return x.time(t, column).In(berlin).Format("2006-01")
}

func (x ticket) inTime(t *testing.T) bool {
	t.Helper()
	promised := map[string]string{"urgent": "1", "high": "4", "normal": "8", "low": "24"}
	hours, err := strconv.Atoi(promised[x["priority"]])
	if err != nil {
		t.Fatal(err)
	}
	answered := x.time(t, "first_response_at")
	return !answered.IsZero() && answered.Sub(x.time(t, "created_at")) <= time.Duration(hours)*time.Hour
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
