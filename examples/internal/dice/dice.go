// Package dice draws the chances that the data of the examples are made of.
package dice

import "math/rand/v2"

// A Dice draws whole numbers only: floating point differs between processors,
// and the committed bytes of the examples must not.
type Dice struct{ *rand.Rand }

// New returns a Dice that always draws the same numbers for a seed and a stream.
// Each table draws from a stream of its own, so that a change to one leaves the
// others as they are.
func New(seed, stream uint64) Dice {
	return Dice{rand.New(rand.NewPCG(seed, stream))}
}

// Chance is true in so many of a thousand cases.
func (d Dice) Chance(permille int) bool { return d.IntN(1000) < permille }

// Between draws evenly from low to high, both included.
func (d Dice) Between(low, high int) int { return low + d.IntN(high-low+1) }

// Bell draws from low to high, mostly near the middle.
func (d Dice) Bell(low, high int) int {
	return (d.Between(low, high) + d.Between(low, high) + d.Between(low, high)) / 3
}

// Skewed draws around a median as prices and waiting times do: never far below
// it, at times far above. The mean is about 1.09 times the median.
func (d Dice) Skewed(median int) int {
	tenths := [...]int{480, 600, 710, 810, 900, 1000, 1120, 1260, 1450, 1750, 2400}
	i := d.IntN(len(tenths) - 1)
	return median * d.Between(tenths[i], tenths[i+1]) / 1000
}

// Pick draws an index by weight. The weights are not negative, and one of them
// is above zero.
func (d Dice) Pick(weights []int) int {
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
	panic("dice: weights do not add up")
}
