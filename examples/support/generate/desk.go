package main

import (
	"fmt"
	"slices"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// seed was chosen among forty: chance does not hide the story.
const seed = 28

// Every table draws from a stream of its own.
const (
	customerStream = iota + 1
	ticketStream
)

var teams = [...]string{"Billing", "Technical", "Onboarding"}

const (
	billing = iota
	technical
	onboarding
)

// agentTeams is where each agent works.
var agentTeams = [...]int{
	billing, billing, billing, billing,
	technical, technical, technical, technical, technical,
	onboarding, onboarding,
}

// A desk is everything that the ticket system knows on the last day.
type desk struct {
	customers []*customer
	tickets   []*ticket
}

// A customer has an account from one day until it leaves. The zero left is
// never.
type customer struct {
	id          string
	since, left time.Time
}

func newDesk() *desk {
	k := &desk{}
	k.newCustomers(dice.New(seed, customerStream))
	k.newTickets(dice.New(seed, ticketStream))
	return k
}

// newCustomers starts with three hundred; a dozen come in each month and a
// handful leave.
func (k *desk) newCustomers(d dice.Dice) {
	for range 300 {
		k.customers = append(k.customers, &customer{since: day("2022-01-03").AddDate(0, 0, d.IntN(910))})
	}
	for m := day(firstDay); happened(m); m = m.AddDate(0, 1, 0) {
		for range d.Between(9, 15) {
			k.customers = append(k.customers, &customer{since: m.AddDate(0, 0, d.IntN(28))})
		}
	}
	slices.SortStableFunc(k.customers, func(a, b *customer) int { return a.since.Compare(b.since) })
	for i, x := range k.customers {
		x.id = fmt.Sprintf("C%03d", i+1)
		left := x.since.AddDate(0, 0, 30*d.Between(3, 120))
		if left.After(day(firstDay)) {
			x.left = left
		}
	}
}

// active draws a customer who has an account on a day.
func (k *desk) active(d dice.Dice, on time.Time) *customer {
	for {
		x := k.customers[d.IntN(len(k.customers))]
		if !x.since.After(on) && (x.left.IsZero() || x.left.After(on)) {
			return x
		}
	}
}

func (k *desk) tables() []table.Table {
	return []table.Table{k.ticketTable(), promiseTable(), agentTable(), k.customerTable()}
}

// promiseTable has the hours within which a first answer is due.
func promiseTable() table.Table {
	t := table.Table{Name: "promises.csv", Header: []string{"priority", "first_response"}}
	for i, hours := range []string{"1", "4", "8", "24"} {
		t.Rows = append(t.Rows, []string{priorities[i].name, hours})
	}
	return t
}

func agentTable() table.Table {
	t := table.Table{Name: "agents.csv", Header: []string{"agent_id", "name", "team"}}
	for i, team := range agentTeams {
		t.Rows = append(t.Rows, []string{agentID(i), fmt.Sprintf("Agent %02d", i+1), teams[team]})
	}
	return t
}

func agentID(i int) string { return fmt.Sprintf("A%02d", i+1) }

func (k *desk) customerTable() table.Table {
	t := table.Table{Name: "customers.csv", Header: []string{"customer_id", "since", "left_on"}}
	for _, x := range k.customers {
		if happened(x.since) {
			t.Rows = append(t.Rows, []string{x.id, isoDay(x.since), isoDay(x.left)})
		}
	}
	return t
}
