package main

import "kpi/examples/internal/dice"

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

func newDice(stream uint64) dice.Dice { return dice.New(seed, stream) }

// A deck deals yes and no from shuffled cards, so that a few hundred deals
// keep close to their planned win rate.
type deck struct{ cards []bool }

const deckSize = 20

// draw takes a card; an empty deck is refilled with so many yes of a thousand.
func (k *deck) draw(d dice.Dice, permille int) bool {
	if len(k.cards) == 0 {
		yes := permille * deckSize / 1000
		if d.Chance(permille*deckSize - 1000*yes) {
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
