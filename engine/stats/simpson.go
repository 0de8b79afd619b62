package stats

// A Reversal is Simpson's paradox: a rate moves one way, and the rates of its
// segments, at a mix that stays the same, the other.
type Reversal struct {
	Change        float64 // of the rate as it is
	Standardized  float64 // of the rate at the pooled mix: Second less First
	First, Second float64 // the rates of both sides at the pooled mix
	Every         bool    // each segment that is on both sides moved against the rate
}

// Simpson looks for the paradox. It is false where there is none, and where there
// is nothing to compare.
func Simpson(segments []Segment) (Reversal, bool) {
	first, second, ok := AtPooledMix(segments)
	all := sumOf(segments)
	from, to := all.Num0/all.Den0, all.Num1/all.Den1
	if !ok || !finite(from, to) {
		return Reversal{}, false
	}
	r := Reversal{Change: to - from, Standardized: second - first, First: first, Second: second}
	way := direction(from, to)
	r.Every = way != 0
	for _, s := range segments {
		if s.Den0 != 0 && s.Den1 != 0 && direction(s.Num0/s.Den0, s.Num1/s.Den1) != -way {
			r.Every = false
		}
	}
	if r.Every || way*direction(first, second) < 0 {
		return r, true
	}
	return Reversal{}, false
}

// direction is 1 up, -1 down, and 0 where nothing moved but by rounding.
func direction(from, to float64) int {
	switch {
	case above(to, from):
		return 1
	case above(from, to):
		return -1
	}
	return 0
}

// AtPooledMix gives the rates that both sides would have if their segments had
// the shares of both sides together. Segments that are on one side only are left
// out; it is false where none is on both, or a rate would be no number.
func AtPooledMix(segments []Segment) (first, second float64, ok bool) {
	var weight float64
	for _, s := range segments {
		if s.Den0 != 0 && s.Den1 != 0 {
			w := s.Den0 + s.Den1
			weight += w
			first += w * s.Num0 / s.Den0
			second += w * s.Num1 / s.Den1
		}
	}
	first, second = first/weight, second/weight
	if !finite(first, second) {
		return 0, 0, false
	}
	return first, second, true
}
