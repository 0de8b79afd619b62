package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// A customer is a company that buys, or that was asked to.
type customer struct {
	id      string
	segment int
	region  int
	since   time.Time // day of the first order; zero for one that never bought
	left    time.Time // day of the renewal that did not come
}

// An order is what a customer is billed for.
type order struct {
	customer *customer
	on       time.Time
	amount   int // dollars
	cost     int
	kind     string
}

// A book holds customers and orders while deals are played. It has dice of its
// own, so that a life does not depend on how many deals others have.
type book struct {
	dice      dice.Dice
	customers []*customer
	buyers    [len(regions)][len(segments)][]*customer
	orders    []order
}

// newBook starts with the customers from before the export.
func newBook(c *company) *book {
	b := &book{dice: newDice(customerStream)}
	for range 240 * c.scale {
		x := b.add(b.dice.Pick(regionWeights), b.dice.Pick([]int{50, 34, 16}))
		x.since = day("2019-01-07").AddDate(0, 0, b.dice.IntN(1240))
		b.live(x, b.dice.Skewed(14_000*(x.segment+1)))
	}
	return b
}

func (b *book) add(region, segment int) *customer {
	x := &customer{id: fmt.Sprintf("C%04d", len(b.customers)+1), region: region, segment: segment}
	b.customers = append(b.customers, x)
	return x
}

// find gives a deal its customer: reps call those who buy already, leads are
// mostly strangers.
func (b *book) find(d dice.Dice, x *deal) *customer {
	known := 120
	if x.lead == nil {
		known = 550
	}
	buyers := b.buyers[x.rep.region][x.segment]
	if d.Chance(known) && len(buyers) > 0 {
		c := buyers[d.IntN(len(buyers))]
		if c.since.Before(x.created) && (c.left.IsZero() || c.left.After(x.closed)) {
			return c
		}
	}
	return b.add(x.rep.region, x.segment)
}

// sell turns a won deal into an order.
func (b *book) sell(x *deal) {
	c, kind := x.customer, "expansion"
	if c.since.IsZero() {
		kind = "new"
		c.since = x.closed
		b.live(c, x.amount)
	}
	margin := 430 - 6*(fiscalYear(x.closed)-2023)
	b.order(order{customer: c, on: x.closed, amount: x.amount, kind: kind}, margin)
}

// live renews a customer's contract every quarter until it is not renewed.
func (b *book) live(c *customer, first int) {
	b.buyers[c.region][c.segment] = append(b.buyers[c.region][c.segment], c)
	leaves := [...]int{smb: 85, midMarket: 55, enterprise: 35}[c.segment]
	fee := first * b.dice.Between(70, 110) / 1000
	for on := c.since.AddDate(0, 3, 0); happened(on); on = on.AddDate(0, 3, 0) {
		if b.dice.Chance(leaves) {
			c.left = on
			return
		}
		fee += fee * b.dice.Between(-5, 15) / 1000
		paid := workday(on.AddDate(0, 0, b.dice.IntN(6)))
		b.order(order{customer: c, on: paid, amount: fee / 10 * 10, kind: "renewal"}, 610)
	}
}

// order books what falls into the export. The margin, in a thousand, varies by
// a few points.
func (b *book) order(o order, margin int) {
	margin += b.dice.Bell(-70, 70)
	o.cost = o.amount * (1000 - margin) / 1000
	if exported(o.on) {
		b.orders = append(b.orders, o)
	}
}

// close returns customers by number and orders by day.
func (b *book) close() ([]*customer, []order) {
	slices.SortStableFunc(b.orders, func(x, y order) int {
		return cmp.Or(x.on.Compare(y.on), cmp.Compare(x.customer.id, y.customer.id))
	})
	return b.customers, b.orders
}

func (c *company) customerTable() table.Table {
	t := table.Table{Name: "customers.csv", Header: []string{"customer_id", "segment", "region", "since"}}
	for _, x := range c.customers {
		t.Rows = append(t.Rows, []string{x.id, segments[x.segment], regions[x.region], isoDay(x.since)})
	}
	return t
}

func (c *company) orderTable() table.Table {
	t := table.Table{Name: "orders.csv", Header: []string{"order_id", "customer_id", "ordered_on", "kind", "amount", "cost"}}
	for i, o := range c.orders {
		t.Rows = append(t.Rows, []string{
			fmt.Sprintf("O%05d", i+1), o.customer.id, isoDay(o.on), o.kind, strconv.Itoa(o.amount), strconv.Itoa(o.cost),
		})
	}
	return t
}

// surveyTable asks after some of the orders how likely a recommendation is.
func (c *company) surveyTable() table.Table {
	d := newDice(surveyStream)
	type answer struct {
		customer string
		on       time.Time
		score    int
	}
	var answers []answer
	for _, o := range c.orders {
		on := o.on.AddDate(0, 0, d.Between(2, 21))
		if d.Chance(280) && happened(on) {
			answers = append(answers, answer{o.customer.id, on, score(d)})
		}
	}
	slices.SortStableFunc(answers, func(a, b answer) int { return a.on.Compare(b.on) })
	t := table.Table{Name: "surveys.csv", Header: []string{"survey_id", "customer_id", "answered_on", "score"}}
	for i, a := range answers {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("S%04d", i+1), a.customer, isoDay(a.on), strconv.Itoa(a.score)})
	}
	return t
}

// score draws from 0 to 10 as people answer.
func score(d dice.Dice) int {
	return d.Pick([]int{6, 4, 8, 10, 14, 36, 62, 150, 210, 270, 230})
}
