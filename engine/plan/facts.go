package plan

import (
	"slices"
	"strings"

	"kpi/engine/formula"
)

// facts are what is known of the values of a number by its formula alone.
type facts struct {
	proportion    bool // a share of counted rows, all of which are among those that it is a share of
	neverNegative bool // it is made of counts alone
	countsRows    bool // it is known how many rows are behind a value
	rolling       bool // its windows share days with those of the period before
}

// facts looks each number up once: a formula may reach it on very many ways.
func (b *builder) facts(id string) facts {
	known, ok := b.known[id]
	if n := b.plan.Numbers[id]; !ok && n != nil {
		known = facts{b.proportion(n.Formula), b.neverNegative(n.Formula), b.countsRows(n.Formula), b.rolling(n.Formula)}
		b.known[id] = known
	}
	return known
}

// neverNegative reports whether a value of n cannot be below zero: it is made of
// counts alone.
func (b *builder) neverNegative(n formula.Node) bool {
	switch n := n.(type) {
	case *formula.Ref:
		return b.facts(n.ID).neverNegative
	case *formula.NumberLiteral:
		return n.Value >= 0
	case *formula.Aggregate:
		return n.Func == "count" || strings.HasSuffix(n.Func, "_count") || n.Func == "count_distinct"
	case *formula.Window:
		return n.Func != "growth" && b.neverNegative(n.X)
	case *formula.Total:
		return b.neverNegative(n.X)
	case *formula.Call:
		return n.Name == "abs"
	case *formula.Binary:
		return slices.Contains([]string{"+", "*", "/"}, n.Op) && b.neverNegative(n.X) && b.neverNegative(n.Y)
	}
	return false
}

// countsRows reports whether it is known how many rows are behind a value.
func (b *builder) countsRows(n formula.Node) bool {
	switch n := n.(type) {
	case *formula.Ref:
		return b.facts(n.ID).countsRows
	case *formula.Aggregate, *formula.Each:
		return true
	case *formula.Unary:
		return b.countsRows(n.X)
	case *formula.Total:
		return b.countsRows(n.X)
	case *formula.Window:
		return n.Func != "growth" && b.countsRows(n.X)
	case *formula.Call:
		results := n.Args[:1]
		if n.Name == "if" {
			results = n.Args[1:]
		}
		return !slices.ContainsFunc(results, func(x formula.Node) bool { return !b.countsRows(x) })
	case *formula.Binary:
		return b.countsRowsOfPair(n)
	}
	return false
}

func (b *builder) countsRowsOfPair(n *formula.Binary) bool {
	_, scaled := n.Y.(*formula.NumberLiteral)
	_, scales := n.X.(*formula.NumberLiteral)
	switch {
	case n.Op == "??":
		return b.countsRows(n.X) && b.countsRows(n.Y)
	case scaled:
		return b.countsRows(n.X)
	case scales, n.Op == "/":
		return b.countsRows(n.Y)
	}
	return false
}
