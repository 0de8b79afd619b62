package main

import (
	"fmt"
	"slices"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// A trial is two weeks for nothing. Days that did not come are zero.
type trial struct {
	plan, region                  int
	started, activated, converted time.Time
}

// trialSeason is how many try the product in each month.
var trialSeason = [...]int{1120, 1040, 1080, 1000, 990, 940, 830, 780, 1130, 1120, 1060, 910}

// newTrials draws the trials of all months. Who stays becomes a customer.
func (c *company) newTrials(d dice.Dice) {
	for _, m := range months(firstDay, lastDay) {
		for plan := range 2 {
			n := (100 + 5*monthIndex(m)) / 10 * trialSeason[m.Month()-1] * d.Between(920, 1080) / 1_000_000
			for range n {
				c.try(d, &trial{plan: plan, region: d.Pick(regionWeights), started: m.AddDate(0, 0, d.IntN(lastOfMonth(m).Day()))})
			}
		}
	}
	slices.SortStableFunc(c.trials, func(a, b *trial) int { return a.started.Compare(b.started) })
}

func (c *company) try(d dice.Dice, t *trial) {
	c.trials = append(c.trials, t)
	active := d.Chance(t.activation())
	if active {
		t.activated = t.started.AddDate(0, 0, d.Bell(0, 6))
	} else if d.Chance(150) {
		t.activated = t.started.AddDate(0, 0, d.Between(8, 14))
	}
	if d.Chance(conversion[t.plan][active]) {
		t.converted = t.started.AddDate(0, 0, d.Between(12, 20))
	}
	if !t.converted.IsZero() && known(t.converted) {
		c.customers = append(c.customers, &customer{region: t.region, plan: t.plan, signed: t.converted, active: active})
	}
}

// activation is how many of a thousand build something within a week.
func (t *trial) activation() int {
	switch {
	case t.plan == starter:
		return 510
	case t.started.Before(day(toursEnd)), !t.started.Before(day(toursBack)):
		return 680
	}
	return 330
}

// conversion is how many of a thousand stay, by plan and by whether they got going.
var conversion = [...]map[bool]int{
	starter: {true: 290, false: 90},
	team:    {true: 420, false: 330},
}

func (c *company) trialTable() table.Table {
	t := table.Table{Name: "trials.csv", Header: []string{"trial_id", "plan", "region", "started_on", "activated_on", "converted_on"}}
	for _, x := range c.trials {
		if x.started.Before(day(recordsBegin)) {
			continue
		}
		id := fmt.Sprintf("T%04d", len(t.Rows)+1)
		t.Rows = append(t.Rows, []string{id, plans[x.plan], regions[x.region], isoDay(x.started), isoKnown(x.activated), isoKnown(x.converted)})
	}
	return t
}

func isoKnown(t time.Time) string {
	if !known(t) {
		return ""
	}
	return isoDay(t)
}
