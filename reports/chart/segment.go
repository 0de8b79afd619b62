package chart

import "math"

// A segment is a straight piece of a line that texts keep away from.
type segment struct{ a, b Point }

func segments(line []Point) []segment {
	var out []segment
	for i := 1; i < len(line); i++ {
		out = append(out, segment{line[i-1], line[i]})
	}
	return out
}

// meets reports whether the segment has a point inside the box, by cutting off
// what lies beyond each side (Liang and Barsky).
func (s segment) meets(b box) bool {
	dx, dy := s.b.X-s.a.X, s.b.Y-s.a.Y
	from, to := 0.0, 1.0
	for _, side := range [4]struct{ direction, distance float64 }{
		{-dx, s.a.X - b.left}, {dx, b.right - s.a.X}, {-dy, s.a.Y - b.top}, {dy, b.bottom - s.a.Y},
	} {
		if side.direction == 0 {
			if side.distance <= 0 {
				return false
			}
			continue
		}
		share := side.distance / side.direction
		if side.direction < 0 {
			from = max(from, share)
		} else {
			to = min(to, share)
		}
	}
	return from < to || dx == 0 && dy == 0
}

// crosses reports whether two segments have a point in common.
func (s segment) crosses(o segment) bool {
	return s.side(o.a)*s.side(o.b) < 0 && o.side(s.a)*o.side(s.b) < 0
}

// side is positive on one side of the segment and negative on the other.
func (s segment) side(p Point) float64 {
	return (s.b.X-s.a.X)*(p.Y-s.a.Y) - (s.b.Y-s.a.Y)*(p.X-s.a.X)
}

func distance(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// meeting counts the segments that have a point inside the box.
func meeting(lines []segment, b box) int {
	n := 0
	for _, l := range lines {
		if l.meets(b) {
			n++
		}
	}
	return n
}

// crossing counts the segments that cross another one.
func crossing(lines []segment, s segment) int {
	n := 0
	for _, l := range lines {
		if l.crosses(s) {
			n++
		}
	}
	return n
}
