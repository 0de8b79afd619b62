package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// seed was chosen among sixty: every clock of the data has a row on the last
// day, and chance does not hide the story.
const seed = 30

// Every table draws from a stream of its own.
const (
	trialStream = iota + 1
	salesStream
	lifeStream
	ledgerStream
)

var regions = [...]string{"Americas", "Europe", "Asia-Pacific"}

var regionWeights = []int{45, 35, 20}

var plans = [...]string{"Starter", "Team", "Business"}

const (
	starter = iota
	team
	business
)

// A company is everything that is known of it on the last day.
type company struct {
	trials    []*trial
	customers []*customer
}

// A customer pays for one plan, and for more or less of it as time goes by.
type customer struct {
	id           string
	region, plan int
	signed       time.Time
	active       bool // has got going in the trial
	periods      []period
}

// A period is a time in which a customer pays the same. The zero until is open.
type period struct {
	mrr         int // euros
	from, until time.Time
}

func newCompany() *company {
	c := &company{}
	c.newTrials(dice.New(seed, trialStream))
	c.sellBusiness(dice.New(seed, salesStream))
	slices.SortStableFunc(c.customers, func(a, b *customer) int { return a.signed.Compare(b.signed) })
	d := dice.New(seed, lifeStream)
	for i, x := range c.customers {
		x.id = fmt.Sprintf("C%04d", i+1)
		x.live(d)
	}
	return c
}

// sellBusiness signs the customers of the largest plan, whom a seller visits.
func (c *company) sellBusiness(d dice.Dice) {
	for _, m := range months(firstDay, lastDay) {
		for range d.Between(0, 2) + monthIndex(m)/28 {
			x := &customer{region: d.Pick(regionWeights), plan: business, active: true}
			x.signed = m.AddDate(0, 0, d.IntN(lastOfMonth(m).Day()))
			c.customers = append(c.customers, x)
		}
	}
}

func (c *company) tables() []table.Table {
	return []table.Table{c.customerTable(), c.subscriptionTable(), c.trialTable(), c.revenueTable(), c.spendTable(), budgetTable()}
}

func (c *company) customerTable() table.Table {
	t := table.Table{Name: "customers.csv", Header: []string{"customer_id", "plan", "region", "signed_on"}}
	for _, x := range c.customers {
		t.Rows = append(t.Rows, []string{x.id, plans[x.plan], regions[x.region], isoDay(x.signed)})
	}
	return t
}

// subscriptionTable has a row for each time in which a customer pays the same, in
// the order of their beginning.
func (c *company) subscriptionTable() table.Table {
	t := table.Table{Name: "subscriptions.csv", Header: []string{"customer_id", "mrr", "started_on", "ended_on"}}
	for _, x := range c.customers {
		for _, p := range x.periods {
			t.Rows = append(t.Rows, []string{x.id, fmt.Sprint(p.mrr), isoDay(p.from), isoDay(p.until)})
		}
	}
	slices.SortStableFunc(t.Rows, func(a, b []string) int { return cmp.Compare(a[2], b[2]) })
	return t
}
