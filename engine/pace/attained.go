package pace

import "math"

// Higher is how far a value reaches a target that is better exceeded: 1 + (A −
// T)/|T|, which is A/T for a target above zero. It is nil for a target of zero.
func Higher(value, target float64) *float64 {
	if target == 0 {
		return nil
	}
	return finite(1 + (value-target)/math.Abs(target))
}

// Lower is how far a value keeps below a target: 1 + (T − A)/|T|, which is 2 −
// A/T for a target above zero. It is nil for a target of zero.
func Lower(value, target float64) *float64 {
	if target == 0 {
		return nil
	}
	return finite(1 + (target-value)/math.Abs(target))
}

// Progress is the part of the way from a baseline to a target that a value has
// covered, upwards or downwards. It is nil where there is no way to go.
func Progress(value, target, baseline float64) *float64 {
	if target == baseline {
		return nil
	}
	return finite((value - baseline) / (target - baseline))
}

// Within is 1 inside of a range, and outside 1 less the distance to its nearest
// end in tolerances. It is nil outside of it without a tolerance.
func Within(value, low, high, tolerance float64) *float64 {
	one := 1.0
	d, end := low-value, low
	if value > high {
		d, end = value-high, high
	}
	switch {
	// 0.3 × 0.9 lies in a range that ends with 0.27.
	case d <= 1e-9*max(math.Abs(value), math.Abs(end)):
		return &one
	case tolerance == 0:
		return nil
	}
	return finite(1 - d/tolerance)
}
