package main

import (
	"strconv"
	"time"

	"kpi/examples/internal/table"
)

// revenueSeason is what sales expects of the months.
var revenueSeason = [...]int{960, 870, 1140, 930, 950, 1140, 970, 930, 1130, 900, 950, 1720}

// quotaTable has a row for each rep and month of the plan, which runs to the
// end of the fiscal year.
func (c *company) quotaTable() table.Table {
	t := table.Table{Name: "quotas.csv", Header: []string{"month", "rep_id", "amount"}}
	for _, m := range months(firstDay, planEnds) {
		for _, r := range c.reps {
			if quota := r.quota(m); quota > 0 {
				t.Rows = append(t.Rows, []string{isoDay(m), r.id, strconv.Itoa(quota)})
			}
		}
	}
	return t
}

// quota is what a rep shall sell in a month. New ones start with a quarter of
// it and reach all of it in their fourth quarter.
func (r *rep) quota(month time.Time) int {
	if r.hired.After(lastOfMonth(month)) {
		return 0
	}
	worked := 12*(month.Year()-r.hired.Year()) + int(month.Month()) - int(r.hired.Month())
	ramp := min(4, 1+worked/3)
	yearly := 34_500 + 4_600*(fiscalYear(month)-2023)
	return yearly * revenueSeason[month.Month()-1] / 1000 * ramp / 4 / 500 * 500
}

// forecastTable holds what each region committed to before a month began, up
// to the month after the last day.
func (c *company) forecastTable() table.Table {
	d := newDice(forecastStream)
	won := c.wonByMonth()
	t := table.Table{Name: "forecasts.csv", Header: []string{"month", "region", "amount"}}
	for _, m := range months(firstDay, "2026-10-01") {
		for region, name := range regions {
			expected := won[cell{m, region}]
			if expected == 0 {
				expected = c.quotaOf(region, m)
			}
			// Sales is a little too hopeful.
			commit := expected * d.Bell(620, 1420) / 1_000_000 * 1000
			t.Rows = append(t.Rows, []string{isoDay(m), name, strconv.Itoa(commit)})
		}
	}
	return t
}

type cell struct {
	month  time.Time
	region int
}

func (c *company) wonByMonth() map[cell]int {
	won := map[cell]int{}
	for _, x := range c.deals {
		if x.won && happened(x.closed) {
			won[cell{monthOf(x.closed), x.rep.region}] += x.amount
		}
	}
	return won
}

func (c *company) quotaOf(region int, month time.Time) int {
	sum := 0
	for _, r := range c.reps {
		if r.region == region {
			sum += r.quota(month)
		}
	}
	return sum
}

// spendTable holds what marketing and sales cost, booked on the last day of
// each month.
func (c *company) spendTable() table.Table {
	d := newDice(spendStream)
	perLead := [...]int{520, 610, 1150, 480, 190} // by source, dollars
	leads := c.leadsByMonth()
	t := table.Table{Name: "spend.csv", Header: []string{"booked_on", "channel", "region", "amount"}}
	for _, m := range months(firstDay, lastDay) {
		for region, name := range regions {
			booked := isoDay(lastOfMonth(m))
			for source, cost := range perLead {
				amount := (2000*c.scale + cost*leads[cell{m, region}][source]) * d.Between(850, 1150) / 1000
				t.Rows = append(t.Rows, []string{booked, sources[source], name, strconv.Itoa(amount)})
			}
			amount := c.repsAt(region, m) * (9_000 + 40*monthIndex(m)) * d.Between(960, 1040) / 1000
			t.Rows = append(t.Rows, []string{booked, "Sales team", name, strconv.Itoa(amount)})
		}
	}
	return t
}

func (c *company) leadsByMonth() map[cell][len(sources)]int {
	counts := map[cell][len(sources)]int{}
	for _, l := range c.leads {
		key := cell{monthOf(l.created), l.rep.region}
		n := counts[key]
		n[l.source]++
		counts[key] = n
	}
	return counts
}

func (c *company) repsAt(region int, month time.Time) int {
	n := 0
	for _, r := range c.reps {
		if r.region == region && !r.hired.After(lastOfMonth(month)) {
			n++
		}
	}
	return n
}

// activityTable counts what each rep did in a month, on its last day.
func (c *company) activityTable() table.Table {
	d := newDice(activityStream)
	kinds := [...]struct {
		name    string
		typical int
	}{{"Call", 74}, {"Email", 118}, {"Meeting", 19}, {"Demo", 8}}
	t := table.Table{Name: "activities.csv", Header: []string{"counted_on", "rep_id", "kind", "quantity"}}
	for _, m := range months(firstDay, lastDay) {
		for _, r := range c.reps {
			if r.hired.After(m) {
				continue
			}
			for _, k := range kinds {
				n := k.typical * d.Bell(700, 1300) / 1000
				t.Rows = append(t.Rows, []string{isoDay(lastOfMonth(m)), r.id, k.name, strconv.Itoa(n)})
			}
		}
	}
	return t
}
