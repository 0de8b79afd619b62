package main

import "math/rand/v2"

// seed was chosen among two hundred: every clock of the data has a row on the last
// day, and chance hides none of the planted truths.
const seed = 131

// Every table draws from a stream of its own, so that a change to one leaves
// the others as they are.
const (
	leadStream = iota + 1
	dealStream
	customerStream
	spendStream
	forecastStream
	activityStream
	surveyStream
)

// A dice draws whole numbers only: floating point differs between processors,
// and the committed bytes must not.
type dice struct{ *rand.Rand }

func newDice(stream uint64) dice {
	return dice{rand.New(rand.NewPCG(seed, stream))}
}

// chance is true in so many of a thousand cases.
func (d dice) chance(permille int) bool { return d.IntN(1000) < permille }

// between draws evenly, both ends included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// bell draws from low to high, mostly near the middle.
func (d dice) bell(low, high int) int {
	return (d.between(low, high) + d.between(low, high) + d.between(low, high)) / 3
}

// skewed draws around a median as prices do: never far below it, at times far
// above. The mean is about 1.09 times the median.
func (d dice) skewed(median int) int {
	tenths := [...]int{480, 600, 710, 810, 900, 1000, 1120, 1260, 1450, 1750, 2400}
	i := d.IntN(len(tenths) - 1)
	return median * d.between(tenths[i], tenths[i+1]) / 1000
}

// pick draws an index by weight.
func (d dice) pick(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := d.IntN(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	panic("generate: weights do not add up")
}

// A deck deals yes and no from shuffled cards, so that a few hundred deals
// keep close to their planned win rate.
type deck struct{ cards []bool }

const deckSize = 20

// draw takes a card; an empty deck is refilled with so many yes of a thousand.
func (k *deck) draw(d dice, permille int) bool {
	if len(k.cards) == 0 {
		yes := permille * deckSize / 1000
		if d.chance(permille*deckSize - 1000*yes) {
			yes++
		}
		k.cards = make([]bool, deckSize)
		for i := range yes {
			k.cards[i] = true
		}
		d.Shuffle(deckSize, func(i, j int) { k.cards[i], k.cards[j] = k.cards[j], k.cards[i] })
	}
	card := k.cards[0]
	k.cards = k.cards[1:]
	return card
}
