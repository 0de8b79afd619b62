package plan

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"kpi/engine/formula"
	"kpi/engine/unit"
)

// A line is the number line of a KPI's values, cut where a condition over them
// begins or ends to hold. Its cells are, from the left, all below the first cut,
// the first cut itself, what lies between it and the second, and so on: a
// condition holds for all of a cell or for nothing of it.
type line struct {
	unit unit.Unit
	cuts []float64 // ascending; in multiples of the target where scale is not 0
	// target is the target where it is the same in every period. Else scale is 1,
	// or -1 for a target that is negative, and 0 where no condition reads it.
	target *float64
	scale  float64
	// low and high are where values begin and end.
	low, high float64
	whole     bool // there are only whole numbers
}

// A truth is what is known of a condition in a cell.
type truth int

const (
	no truth = iota
	maybe
	yes
)

func known(holds bool) truth {
	if holds {
		return yes
	}
	return no
}

// A linear is value·V + target·T + number.
type linear struct{ value, target, number float64 }

// linear reads a formula that is one; others are outside of the proof.
func (l *line) linear(n formula.Node) (linear, bool) {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		return linear{number: n.Value}, true
	case *formula.Ref:
		switch {
		case n.ID == "value":
			return linear{value: 1}, true
		case n.ID == "target" && l.target != nil:
			return linear{number: *l.target}, true
		case n.ID == "target":
			return linear{target: 1}, true
		}
	case *formula.Unary:
		x, ok := l.linear(n.X)
		return x.times(-1), ok && n.Op == "-"
	case *formula.Binary:
		x, okX := l.linear(n.X)
		y, okY := l.linear(n.Y)
		if okX && okY {
			return x.operate(n.Op, y)
		}
	}
	return linear{}, false
}

func (x linear) times(c float64) linear {
	return linear{x.value * c, x.target * c, x.number * c}
}

func (x linear) plus(y linear) linear {
	return linear{x.value + y.value, x.target + y.target, x.number + y.number}
}

func (x linear) constant() bool { return x.value == 0 && x.target == 0 }

func (x linear) operate(op string, y linear) (linear, bool) {
	switch {
	case op == "+":
		return x.plus(y), true
	case op == "-":
		return x.plus(y.times(-1)), true
	case op == "*" && y.constant():
		return x.times(y.number), true
	case op == "*" && x.constant():
		return y.times(x.number), true
	case op == "/" && y.constant() && y.number != 0:
		return x.times(1 / y.number), true
	}
	return linear{}, false
}

// compared reads a comparison as value Op cut. It is false where it is none of
// the value with a number or a multiple of the target.
func (l *line) compared(n formula.Node) (op string, cut float64, ok bool) {
	b, isBinary := n.(*formula.Binary)
	if !isBinary || !slices.Contains([]string{"<", "<=", ">", ">=", "==", "!="}, b.Op) {
		return "", 0, false
	}
	x, okX := l.linear(b.X)
	y, okY := l.linear(b.Y)
	d := x.plus(y.times(-1))
	if !okX || !okY || d.value == 0 {
		return "", 0, false
	}
	op = b.Op
	if d.value < 0 {
		op = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}[op]
	}
	cut = -d.number / d.value
	if l.scale != 0 {
		// Where a number lies among multiples of a target that differs from period to
		// period is not known, but for 0.
		if d.number != 0 {
			return "", 0, false
		}
		cut = -d.target / d.value * l.scale
	}
	return op, cut + 0, !math.IsInf(d.value, 0) && !math.IsInf(cut, 0) && !math.IsNaN(cut) // −0 becomes 0
}

// same compares as the evaluator does.
func same(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// cut adds the places where conditions begin or end to hold.
func (l *line) cut(conditions ...formula.Node) {
	for _, n := range conditions {
		formula.Walk(n, func(n formula.Node) {
			if _, at, ok := l.compared(n); ok {
				l.cuts = append(l.cuts, at)
			}
		})
	}
	for _, end := range []float64{l.low, l.high} {
		if !math.IsInf(end, 0) {
			l.cuts = append(l.cuts, end)
		}
	}
	slices.Sort(l.cuts)
	l.cuts = slices.CompactFunc(l.cuts, same)
}

// cells is their number. Cells with an odd number are cuts.
func (l *line) cells() int { return 2*len(l.cuts) + 1 }

// cellOf is the cell of a cut.
func (l *line) cellOf(cut float64) int {
	i, _ := slices.BinarySearch(l.cuts, cut)
	if i == len(l.cuts) || i > 0 && same(l.cuts[i-1], cut) {
		i-- // what is cut but for a hair is one cut
	}
	return 2*i + 1
}

// edges are the cuts on both sides of a cell; a cut is its own edge on both.
func (l *line) edges(cell int) (from, to float64) {
	from, to = math.Inf(-1), math.Inf(1)
	if cell > 0 {
		from = l.cuts[(cell-1)/2]
	}
	if cell < l.cells()-1 {
		to = l.cuts[cell/2]
	}
	return from, to
}

// possible reports whether the KPI may have a value in the cell.
func (l *line) possible(cell int) bool {
	from, to := l.edges(cell)
	if to < l.low || from > l.high || cell%2 == 0 && (to <= l.low || from >= l.high) {
		return false
	}
	if !l.whole || l.scale != 0 {
		return true
	}
	if cell%2 == 1 {
		return same(from, math.Round(from))
	}
	return math.Floor(from)+1 < to
}

// holds says whether a condition holds in a cell. No condition always holds.
func (l *line) holds(n formula.Node, cell int) truth {
	switch n := n.(type) {
	case nil:
		return yes
	case *formula.BoolLiteral:
		return known(n.Value)
	case *formula.Unary:
		if n.Op == "not" {
			return yes - l.holds(n.X, cell)
		}
	case *formula.Binary:
		switch n.Op {
		case "and":
			return min(l.holds(n.X, cell), l.holds(n.Y, cell))
		case "or":
			return max(l.holds(n.X, cell), l.holds(n.Y, cell))
		}
		if op, cut, ok := l.compared(n); ok {
			return known(ordered(cell, op, l.cellOf(cut)))
		}
	}
	return maybe
}

func ordered(x int, op string, y int) bool {
	switch op {
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	case ">=":
		return x >= y
	case "==":
		return x == y
	}
	return x != y
}

// span names the values of the cells from first to last.
func (l *line) span(first, last int) string {
	from, _ := l.edges(first)
	_, to := l.edges(last)
	if first == last && first%2 == 1 {
		return "of " + l.text(from)
	}
	var words []string
	if !math.IsInf(from, 0) {
		words = append(words, map[bool]string{true: "from ", false: "above "}[first%2 == 1]+l.text(from))
	}
	if !math.IsInf(to, 0) {
		words = append(words, map[bool]string{true: "up to ", false: "below "}[last%2 == 1]+l.text(to))
	}
	if len(words) == 0 {
		return "of any size"
	}
	if last%2 == 1 {
		return strings.Join(words, " ")
	}
	return strings.Join(words, " and ")
}

// example is a value between two bounds, "" where there is none of a size that
// can be told.
func (l *line) example(first, last int) string {
	from, _ := l.edges(first)
	_, to := l.edges(last)
	middle := from + (to-from)/2
	if l.whole && l.scale == 0 {
		middle = math.Floor(from) + 1
	}
	if first == last && first%2 == 1 || math.IsInf(from, 0) || math.IsInf(to, 0) {
		return ""
	}
	return l.text(middle)
}

// text prints a value in the unit of the KPI with all of its digits.
func (l *line) text(v float64) string {
	if l.scale != 0 {
		switch share := v * l.scale; share {
		case 0:
			return "0"
		case 1:
			return "target"
		default:
			return strconv.FormatFloat(share, 'g', 10, 64) + " * target"
		}
	}
	style := unit.Style{Fixed: true}
	size := v
	if l.unit.Flavor == unit.Part {
		size *= 100
	}
	for style.Decimals < 9 && !same(size, math.Round(size*math.Pow10(style.Decimals))/math.Pow10(style.Decimals)) {
		style.Decimals++
	}
	return l.unit.Format(v, style)
}
