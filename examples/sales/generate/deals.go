package main

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// A deal is a chance to sell. It starts from a lead or from a rep's own call.
type deal struct {
	id       string
	lead     *lead // nil where a rep found it
	customer *customer
	rep      *rep
	segment  int
	won      bool
	list     int // dollars
	amount   int
	created  time.Time
	closed   time.Time // may lie after the last day
}

// resolveDeals opens all deals in the order of time and plays them to their end.
func (c *company) resolveDeals(d dice.Dice) {
	book := newBook(c)
	var outcomes [len(regions)][len(segments)]deck
	for _, x := range c.openDeals(d) {
		x.segment = d.Pick(segmentMix(x.rep.region, x.created))
		x.won = outcomes[x.rep.region][x.segment].draw(d, winRate(x.segment, x.created))
		x.closed = closingDay(d, x)
		x.price(d)
		x.customer = book.find(d, x)
		if !x.closed.Before(day(firstDay)) {
			x.id = fmt.Sprintf("D%05d", len(c.deals)+1)
			c.deals = append(c.deals, x)
		}
		if x.won && happened(x.closed) {
			book.sell(x)
		}
	}
	c.customers, c.orders = book.close()
}

// openDeals lists the deals that leads became and those that reps found.
func (c *company) openDeals(d dice.Dice) []*deal {
	var deals []*deal
	for _, l := range c.leads {
		if !l.converted.IsZero() && happened(l.converted) {
			deals = append(deals, &deal{lead: l, rep: l.rep, created: l.converted})
		}
	}
	for _, m := range months(lifeBegins, lastDay) {
		for range c.scale * (150 + 2*monthIndex(m)) / 10 {
			on := workdayBefore(m.AddDate(0, 0, d.IntN(lastOfMonth(m).Day())))
			deals = append(deals, &deal{rep: c.pickRep(d, d.Pick(regionWeights), on), created: on})
		}
	}
	slices.SortStableFunc(deals, func(a, b *deal) int { return a.created.Compare(b.created) })
	return deals
}

// segmentMix is what a region sells to. The West moves from small companies,
// where most deals are won, to large ones, where few are: its win rate falls
// although that of every segment rises.
func segmentMix(region int, on time.Time) []int {
	if region != west {
		return []int{45, 35, 20}
	}
	switch fiscalYear(on) {
	case 2022, 2023:
		return []int{66, 24, 10}
	case 2024:
		return []int{62, 27, 11}
	case 2025:
		return []int{58, 29, 13}
	case 2026:
		return []int{30, 36, 34}
	}
	return []int{24, 36, 40}
}

// winRate is the chance of a deal in a thousand. It rises by 20 a year.
func winRate(segment int, on time.Time) int {
	base := [...]int{smb: 410, midMarket: 270, enterprise: 130}
	return base[segment] + 20*(fiscalYear(on)-2023)
}

// closingDay draws the end of a deal. A lead needs about two months from its
// creation to a won deal.
func closingDay(d dice.Dice, x *deal) time.Time {
	days := d.Between(6, 74)
	switch {
	case x.won:
		typical := [...]int{smb: 43, midMarket: 48, enterprise: 54}[x.segment]
		days = d.Bell(typical-16, typical+16) + max(0, fiscalYear(x.created)-2024)
	case x.created.After(day("2025-10-01")) && d.Chance(40):
		days = 1000 // nobody closes what nobody works on
	}
	closed := workday(x.created.AddDate(0, 0, days))
	if x.rep.id == quarterEndCloser {
		return lastDaysOfQuarter(d, closed)
	}
	return closed
}

// lastDaysOfQuarter moves a closing to the end of its quarter, or of the next
// one where that is over.
func lastDaysOfQuarter(d dice.Dice, closed time.Time) time.Time {
	end := quarterEnd(closed)
	late := workdayBefore(end.AddDate(0, 0, -d.IntN(4)))
	if late.Before(closed) {
		return workdayBefore(quarterEnd(end.AddDate(0, 0, 1)))
	}
	return late
}

// price sets list and amount. December deals are larger, and the last month of
// a quarter is the time of discounts.
func (x *deal) price(d dice.Dice) {
	median := [...]int{smb: 9_000, midMarket: 20_000, enterprise: 38_000}[x.segment]
	median += median * 3 * (fiscalYear(x.created) - 2023) / 100
	median += median * closingSeason(x.closed.Month()) / 100
	discount := 0
	if !d.Chance(180) {
		discount = d.Bell(10, 150+10*x.segment)
	}
	if endsQuarter(x.closed) {
		discount += d.Between(0, 50)
	}
	x.list = d.Skewed(median) / 50 * 50
	x.amount = x.list * (1000 - discount) / 10_000 * 10
}

// closingSeason is how much larger, in percent, the deals are that close in a
// month.
func closingSeason(m time.Month) int {
	switch {
	case m == time.December:
		return 30
	case m%3 == 0:
		return 8
	}
	return 0
}

func (c *company) dealTable() table.Table {
	t := table.Table{Name: "deals.csv", Header: []string{
		"deal_id", "lead_id", "customer_id", "rep_id", "segment", "stage", "amount", "list_amount", "created_on", "closed_on",
	}}
	for _, x := range c.deals {
		t.Rows = append(t.Rows, x.row())
	}
	return t
}

// row prints what is known of a deal on the last day.
func (x *deal) row() []string {
	leadID, closed := "", ""
	if x.lead != nil {
		leadID = x.lead.id
	}
	if happened(x.closed) {
		closed = isoDay(x.closed)
	}
	return []string{
		x.id, leadID, x.customer.id, x.rep.id, segments[x.segment], x.stage(),
		strconv.Itoa(x.amount), strconv.Itoa(x.list), isoDay(x.created), closed,
	}
}

func (x *deal) stage() string {
	age := day(lastDay).Sub(x.created).Hours() / 24
	switch {
	case happened(x.closed) && x.won:
		return "Won"
	case happened(x.closed):
		return "Lost"
	case age < 14:
		return "Prospect"
	case age < 35:
		return "Qualified"
	}
	return "Proposal"
}
