package main

import (
	"time"

	"kpi/examples/internal/dice"
)

// How many of a thousand customers of a plan leave, grow and shrink in a month.
var (
	leaves  = [...]int{30, 13, 7}
	grows   = [...]int{14, 32, 42}
	shrinks = [...]int{7, 11, 13}
)

// live plays the months of a customer. Everything happens on the day of the
// month on which the first one began.
func (x *customer) live(d dice.Dice) {
	x.pay(x.price(d), x.signed)
	for month := 1; ; month++ {
		on := addMonths(x.signed, month)
		if !known(on) {
			break
		}
		x.raise(on)
		if d.Chance(x.hazard(month, on)) {
			x.last().until = on
			back := addMonths(on, d.Between(3, 8))
			if !d.Chance(50) || !known(back) {
				break
			}
			x.pay(x.last().mrr, back)
			month = 12*(back.Year()-x.signed.Year()) + int(back.Month()) - int(x.signed.Month())
			continue
		}
		x.change(d, on)
	}
	// Those who sign before the rise and have no anniversary after it.
	x.raise(day(lastDay))
}

// hazard is how many of a thousand leave. Who has not got going in the trial
// leaves when the second or third invoice comes; a rise of the price loses some
// for half a year.
func (x *customer) hazard(month int, on time.Time) int {
	h := leaves[x.plan]
	switch {
	case x.active || x.plan != team:
	case month == 2:
		return 520
	case month == 3:
		return 300
	}
	if x.plan == team && on.After(day(priceRise)) && on.Before(addMonths(day(priceRise), 7)) {
		h += 12
	}
	return h
}

func (x *customer) change(d dice.Dice, on time.Time) {
	mrr := x.last().mrr
	switch n := d.IntN(1000); {
	case n < grows[x.plan]:
		mrr += mrr * d.Between(10, 35) / 100
	case n < grows[x.plan]+shrinks[x.plan]:
		mrr -= mrr * d.Between(10, 30) / 100
	}
	if mrr != x.last().mrr {
		x.last().until = on
		x.pay(mrr, on)
	}
}

// raise charges more from the day of the rise on, once a later day is played.
func (x *customer) raise(on time.Time) {
	rise := day(priceRise)
	p := x.last()
	if x.plan != team || !on.After(rise) || !p.from.Before(rise) || !p.until.IsZero() {
		return
	}
	p.until = rise
	x.pay(p.mrr*118/100, rise)
}

// price is what the first month costs.
func (x *customer) price(d dice.Dice) int {
	switch x.plan {
	case starter:
		return [...]int{39, 59, 79}[d.Pick([]int{40, 40, 20})]
	case team:
		mrr := 24 * (2 + d.Skewed(9))
		if !x.signed.Before(day(priceRise)) {
			mrr = mrr * 118 / 100
		}
		return mrr
	}
	return 32 * (10 + d.Skewed(24))
}

func (x *customer) pay(mrr int, from time.Time) {
	x.periods = append(x.periods, period{mrr: mrr, from: from})
}

func (x *customer) last() *period { return &x.periods[len(x.periods)-1] }
