package stats

import "math"

// Contributions are what the parts of an amount add to its change: of each, what
// it is now less what it was. A part that is not there is 0. It is false where the
// parts do not make up the amount on both sides, to one part in 10⁹: some are
// missing then, or counted twice.
func Contributions(from, to []float64, totalFrom, totalTo float64) ([]float64, bool) {
	if len(from) != len(to) {
		return nil, false
	}
	var sumFrom, sumTo, sizeFrom, sizeTo float64
	out := make([]float64, len(from))
	for i := range from {
		out[i] = to[i] - from[i]
		sumFrom, sizeFrom = sumFrom+from[i], sizeFrom+math.Abs(from[i])
		sumTo, sizeTo = sumTo+to[i], sizeTo+math.Abs(to[i])
	}
	if !addsUp(sumFrom, totalFrom, sizeFrom+math.Abs(totalFrom)) || !addsUp(sumTo, totalTo, sizeTo+math.Abs(totalTo)) {
		return nil, false
	}
	return out, true
}

// TargetGaps are what each segment adds to the distance of a rate from a target:
// its share of the whole, times its rate less the target. They read the second
// side of the segments, and add up to the rate less the target. It is false where
// that side is empty, and where they do not, to one part in 10⁹.
func TargetGaps(segments []Segment, target float64) ([]float64, bool) {
	all := sumOf(segments)
	rate := all.Num1 / all.Den1
	var sum, size float64
	out := make([]float64, len(segments))
	for i, s := range segments {
		size += math.Abs(s.Num1 / all.Den1)
		if s.Den1 != 0 {
			out[i] = s.Den1 / all.Den1 * (s.Num1/s.Den1 - target)
		}
		sum += out[i]
	}
	if !addsUp(sum, rate-target, size+math.Abs(target)) {
		return nil, false
	}
	return out, true
}
