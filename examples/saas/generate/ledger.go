package main

import (
	"strconv"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// costShare is what hosting, support and fees take of a thousand euros.
var costShare = [...]int{300, 215, 175}

// revenueTable has what was delivered in each month and what that cost, by plan
// and region, booked on the last day of the month.
func (c *company) revenueTable() table.Table {
	d := dice.New(seed, ledgerStream)
	t := table.Table{Name: "revenue.csv", Header: []string{"booked_on", "plan", "region", "revenue", "cost"}}
	for _, m := range months(recordsBegin, lastDay) {
		for plan, planName := range plans {
			for region, regionName := range regions {
				revenue := c.delivered(m, plan, region)
				cost := revenue * costShare[plan] / 1000 * d.Between(950, 1050) / 1000
				t.Rows = append(t.Rows, []string{isoDay(lastOfMonth(m)), planName, regionName, strconv.Itoa(revenue), strconv.Itoa(cost)})
			}
		}
	}
	return t
}

// delivered is what the customers of a plan and region pay for the days of a
// month, in euros.
func (c *company) delivered(month time.Time, plan, region int) int {
	euroDays := 0
	for _, x := range c.customers {
		if x.plan != plan || x.region != region {
			continue
		}
		for _, p := range x.periods {
			euroDays += p.mrr * p.daysIn(month)
		}
	}
	return euroDays / lastOfMonth(month).Day()
}

func (p period) daysIn(month time.Time) int {
	from, until := month, month.AddDate(0, 1, 0)
	if p.from.After(from) {
		from = p.from
	}
	if !p.until.IsZero() && p.until.Before(until) {
		until = p.until
	}
	return max(0, int(until.Sub(from)/(24*time.Hour)))
}

// spendTable has what winning customers cost, salaries included.
func (c *company) spendTable() table.Table {
	d := dice.New(seed, ledgerStream+1)
	trials := map[time.Time]map[int]int{}
	for _, x := range c.trials {
		m := x.started.AddDate(0, 0, 1-x.started.Day())
		if trials[m] == nil {
			trials[m] = map[int]int{}
		}
		trials[m][x.region]++
	}
	t := table.Table{Name: "spend.csv", Header: []string{"booked_on", "department", "region", "amount"}}
	for _, m := range months(recordsBegin, lastDay) {
		for region, name := range regions {
			marketing := (1500 + 310*trials[m][region]) * d.Between(930, 1070) / 1000
			sales := (20_000 + 420*monthIndex(m)) * regionWeights[region] / 100 * d.Between(970, 1030) / 1000
			booked := isoDay(lastOfMonth(m))
			t.Rows = append(t.Rows,
				[]string{booked, "Marketing", name, strconv.Itoa(marketing)},
				[]string{booked, "Sales", name, strconv.Itoa(sales)})
		}
	}
	return t
}

// budgetTable has the new monthly revenue that each region is to win.
func budgetTable() table.Table {
	t := table.Table{Name: "budget.csv", Header: []string{"month", "region", "new_mrr"}}
	for _, m := range months(recordsBegin, planEnds) {
		for region, name := range regions {
			plan := (2_000 + 75*monthIndex(m)) * trialSeason[m.Month()-1] / 1000 * regionWeights[region] / 100
			t.Rows = append(t.Rows, []string{isoDay(m), name, strconv.Itoa(plan / 50 * 50)})
		}
	}
	return t
}
