// Package sales holds the sales example. Its tests read the data with nothing
// but the standard library, so that what the README says of them is known
// without the engine.
package sales

import (
	"math"
	"slices"
	"testing"
	"time"
)

// Leads precede won revenue by two months: of all shifts by up to six months in
// either direction, the changes of both agree best at two.
func TestLeadsPrecedeRevenueByTwoMonths(t *testing.T) {
	leads, revenue := make([]float64, 48), make([]float64, 48)
	for _, r := range load(t, "leads.csv") {
		leads[monthIndex(r.time(t, "created_at"))]++
	}
	for _, d := range closedDeals(t) {
		if d["stage"] == "Won" {
			revenue[monthIndex(d.date(t, "closed_on"))] += d.number(t, "amount")
		}
	}
	x, y := changes(leads), changes(revenue)
	lead := correlation(x, y, 2)
	if lead < 0.6 {
		t.Errorf("correlation of leads with revenue two months later: got %.2f, want at least 0.6", lead)
	}
	for lag := -6; lag <= 6; lag++ {
		if r := correlation(x, y, lag); lag != 2 && math.Abs(r) > lead/1.5 {
			t.Errorf("correlation at a lag of %d months: got %.2f, want far below %.2f", lag, r, lead)
		}
	}
}

// Simpson's paradox: in the West each segment wins more, the region less.
func TestWestWinsLessAlthoughEachSegmentWinsMore(t *testing.T) {
	rate := func(region, segment string, fiscalYear int) float64 {
		won, closed := 0, 0
		for _, d := range closedDeals(t) {
			if d["region"] != region || segment != "" && d["segment"] != segment {
				continue
			}
			if closedOn := d.date(t, "closed_on"); closedOn.AddDate(0, 9, 0).Year() != fiscalYear {
				continue
			}
			closed++
			if d["stage"] == "Won" {
				won++
			}
		}
		return float64(won) / float64(closed)
	}
	if before, after := rate("West", "", 2025), rate("West", "", 2026); after > before-0.04 {
		t.Errorf("win rate of the West: got %.3f after %.3f, want a fall by more than four points", after, before)
	}
	for _, segment := range []string{"SMB", "Mid-market", "Enterprise"} {
		if before, after := rate("West", segment, 2025), rate("West", segment, 2026); after < before+0.01 {
			t.Errorf("win rate of %s in the West: got %.3f after %.3f, want a rise of a point or more", segment, after, before)
		}
	}
	for _, region := range []string{"East", "South", "Central"} {
		if before, after := rate(region, "", 2025), rate(region, "", 2026); after <= before {
			t.Errorf("win rate of %s: got %.3f after %.3f, want a rise", region, after, before)
		}
	}
}

// One rep closes in the last week of a quarter and at no other time.
func TestRep13ClosesInTheLastDaysOfTheQuarter(t *testing.T) {
	late, all := map[string]float64{}, map[string]float64{}
	for _, d := range closedDeals(t) {
		closed := d.date(t, "closed_on")
		end := time.Date(closed.Year(), (closed.Month()+2)/3*3+1, 0, 0, 0, 0, 0, time.UTC)
		all[d["rep"]]++
		if days := end.Sub(closed).Hours() / 24; days < 7 {
			late[d["rep"]]++
		}
	}
	if len(all) != 20 {
		t.Errorf("reps with closed deals: got %d, want 20", len(all))
	}
	for rep, n := range all {
		share := late[rep] / n
		if rep == "Rep 13" && share != 1 {
			t.Errorf("share of the deals that Rep 13 closes in the last week: got %.3f, want 1", share)
		}
		if rep != "Rep 13" && share > 0.15 {
			t.Errorf("share of the deals that %s closes in the last week: got %.3f, want at most 0.15", rep, share)
		}
	}
}

// An answer within the hour doubles the share of leads that become a deal.
func TestAnswerWithinAnHourDoublesConversion(t *testing.T) {
	var leads, converted [2]float64 // later, within an hour
	for _, r := range load(t, "leads.csv") {
		if r["settled_on"] == "" || r["responded_at"] == "" {
			continue
		}
		speed := 0
		if r.time(t, "responded_at").Sub(r.time(t, "created_at")) <= time.Hour {
			speed = 1
		}
		leads[speed]++
		if r["converted_on"] != "" {
			converted[speed]++
		}
	}
	ratio := converted[1] / leads[1] / (converted[0] / leads[0])
	if ratio < 1.85 || ratio > 2.15 {
		t.Errorf("conversion within an hour over conversion later: got %.2f, want about 2", ratio)
	}
}

// December is the best month of the winter half in at least three of four years,
// and each year sells more than the one before.
func TestDecemberIsThePeak(t *testing.T) {
	var revenue [4][12]float64 // years from October
	for _, d := range closedDeals(t) {
		if i := monthIndex(d.date(t, "closed_on")); d["stage"] == "Won" {
			revenue[i/12][i%12] += d.number(t, "amount")
		}
	}
	peaks := 0
	for year, months := range revenue {
		if months[2] >= slices.Max(months[:6]) {
			peaks++
		}
		if year > 0 && total(months[:]) <= total(revenue[year-1][:]) {
			t.Errorf("won revenue of year %d: got no growth, want more than the year before", year+1)
		}
	}
	if peaks < 3 {
		t.Errorf("years whose winter peaks in December: got %d, want at least 3", peaks)
	}
}

// A lead settles after 30 days: nothing is converted later, so that the share
// by the day of settling is final.
func TestLeadsConvertBeforeTheySettle(t *testing.T) {
	for _, r := range load(t, "leads.csv") {
		created := r.time(t, "created_at")
		if r["settled_on"] != "" {
			if got, want := r["settled_on"], created.AddDate(0, 0, 30).Format(time.DateOnly); got != want {
				t.Fatalf("lead %s settles on %s, want %s", r["lead_id"], got, want)
			}
		}
		if r["converted_on"] != "" && r.date(t, "converted_on").Sub(created) > 30*24*time.Hour {
			t.Fatalf("lead %s converted on %s, after it settled", r["lead_id"], r["converted_on"])
		}
	}
}

// Every clock has a row on the last day, or its KPIs would be partial.
func TestEveryClockReachesTheLastDay(t *testing.T) {
	for _, c := range []struct{ file, clock string }{
		{"deals.csv", "closed_on"}, {"deals.csv", "created_on"}, {"leads.csv", "created_at"}, {"leads.csv", "settled_on"},
		{"customers.csv", "since"}, {"orders.csv", "ordered_on"}, {"spend.csv", "booked_on"},
		{"surveys.csv", "answered_on"}, {"activities.csv", "counted_on"},
	} {
		last := ""
		for _, r := range load(t, c.file) {
			last = max(last, r[c.clock][:min(len(r[c.clock]), len(time.DateOnly))])
		}
		if last != "2026-09-30" {
			t.Errorf("%s of %s: got %s as the last day, want 2026-09-30", c.clock, c.file, last)
		}
	}
}
