package plan

import (
	"slices"

	"kpi/engine/formula"
)

// proportion reports whether n is a share of counted rows, each of which is
// among those that it is a share of: count(a and b) / count(b), whatever windows
// stand around it.
func (b *builder) proportion(n formula.Node) bool {
	switch n := n.(type) {
	case *formula.Ref:
		return b.facts(n.ID).proportion
	case *formula.Window:
		return n.Func != "growth" && b.proportion(n.X)
	case *formula.Total:
		return b.proportion(n.X)
	case *formula.Binary:
		return n.Op == "/" && b.among(n.X, n.Y)
	}
	return false
}

// among reports whether part and whole count rows of one source by one clock,
// and every row of part is one of whole.
func (b *builder) among(part, whole formula.Node) bool {
	part, whole = b.meaning(part), b.meaning(whole)
	switch x := part.(type) {
	case *formula.Aggregate:
		y, ok := whole.(*formula.Aggregate)
		return ok && x.Func == "count" && y.Func == "count" && b.sameRows(x, y) &&
			implies(b.plan.Aggregates[x.Slot].Where, b.plan.Aggregates[y.Slot].Where)
	case *formula.Window:
		y, ok := whole.(*formula.Window)
		return ok && x.Func != "growth" && x.Func == y.Func && x.N == y.N && x.Unit == y.Unit && b.among(x.X, y.X)
	case *formula.Total:
		y, ok := whole.(*formula.Total)
		return ok && x.Dimension == y.Dimension && b.among(x.X, y.X)
	}
	return false
}

// meaning is the formula of a KPI or measure that n names, else n.
func (b *builder) meaning(n formula.Node) formula.Node {
	for {
		ref, ok := n.(*formula.Ref)
		if !ok || b.plan.Numbers[ref.ID] == nil {
			return n
		}
		n = b.plan.Numbers[ref.ID].Formula
	}
}

// sameRows reports whether a row that counts in one of two aggregates, as far as
// its time goes, counts in the other.
func (b *builder) sameRows(x, y *formula.Aggregate) bool {
	a, c := b.plan.Aggregates[x.Slot], b.plan.Aggregates[y.Slot]
	return a.Source == c.Source && formula.Format(a.Clock) == formula.Format(c.Clock) && a.Life.key() == c.Life.key()
}

// mostPairs is how many pairs of parts of two conditions are compared; larger
// conditions are not proved.
const mostPairs = 10_000

// implies reports whether every row for which p is true is one for which q is
// true, as far as that shows in how they are written. A nil condition is true of
// all rows.
func implies(p, q formula.Node) bool {
	if parts(p)*parts(q) > mostPairs {
		return false
	}
	return implications{}.holds(p, q)
}

func parts(n formula.Node) int {
	count := 0
	formula.Walk(n, func(formula.Node) { count++ })
	return count
}

// implications are those that were looked at: there are many ways to a pair.
type implications map[[2]formula.Node]bool

func (m implications) holds(p, q formula.Node) bool {
	switch {
	case q == nil:
		return true
	case p == nil:
		return false
	}
	pair := [2]formula.Node{p, q}
	if _, ok := m[pair]; !ok {
		m[pair] = m.look(p, q)
	}
	return m[pair]
}

func (m implications) look(p, q formula.Node) bool {
	if formula.Format(p) == formula.Format(q) {
		return true
	}
	if x, y, ok := sides(q, "and"); ok {
		return m.holds(p, x) && m.holds(p, y)
	}
	if x, y, ok := sides(p, "or"); ok {
		return m.holds(x, q) && m.holds(y, q)
	}
	if x, y, ok := sides(p, "and"); ok && (m.holds(x, q) || m.holds(y, q)) {
		return true
	}
	if x, y, ok := sides(q, "or"); ok && (m.holds(p, x) || m.holds(p, y)) {
		return true
	}
	return amongValues(p, q)
}

func sides(n formula.Node, op string) (x, y formula.Node, ok bool) {
	if b, is := n.(*formula.Binary); is && b.Op == op {
		return b.X, b.Y, true
	}
	return nil, nil, false
}

// amongValues reports whether p names values of something that are among those
// that q names, or none of those that q excludes.
func amongValues(p, q formula.Node) bool {
	ofP, values, allows := valuesOf(p)
	ofQ, others, allowsOthers := valuesOf(q)
	if ofP == "" || ofP != ofQ || !allows {
		return false
	}
	return !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(others, v) != allowsOthers })
}

// valuesOf reads x == "Won", x in ["Won", "Lost"] and their opposites: what x
// is, the values, and whether they are allowed or excluded. What x is is "" for
// anything else.
func valuesOf(n formula.Node) (x string, values []string, allows bool) {
	switch n := n.(type) {
	case *formula.Unary:
		if n.Op == "not" {
			x, values, allows = valuesOf(n.X)
			return x, values, !allows
		}
	case *formula.Binary:
		list := []formula.Node{n.Y}
		if items, ok := n.Y.(*formula.List); ok && n.Op == "in" {
			list = items.Items
		} else if n.Op != "==" && n.Op != "!=" {
			return "", nil, false
		}
		for _, item := range list {
			switch item.(type) {
			case *formula.TextLiteral, *formula.NumberLiteral, *formula.BoolLiteral:
				values = append(values, formula.Format(item))
			default:
				return "", nil, false
			}
		}
		return formula.Format(n.X), values, n.Op != "!="
	}
	return "", nil, false
}
