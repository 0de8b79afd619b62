// Package lineage says what every number is made of, and what is made of it.
package lineage

import (
	"slices"

	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A Kind is what stands at a node.
type Kind string

// The kinds of nodes, from the data to what is said about them.
const (
	Source  Kind = "source"
	Measure Kind = "measure"
	KPI     Kind = "kpi"
	Rule    Kind = "rule"
)

// A Node is a source, a measure, a KPI or a rule. No two nodes have the same kind
// and ID.
type Node struct {
	Kind Kind
	ID   string
}

// A Graph says which node reads which. Nodes stand in the order of the
// definitions: sources, measures, KPIs, rules. The zero Graph is empty.
type Graph struct {
	Nodes []Node
	reads map[Node][]Node // without repetitions
}

// Of returns the graph of a plan without errors.
func Of(p *plan.Plan) *Graph {
	g := &Graph{reads: map[Node][]Node{}}
	for _, s := range p.Sources {
		r := &Reading{Plan: p}
		r.Queried(s)
		g.add(Node{Source, s.ID}, sourcesOf(r))
	}
	for _, m := range p.Catalog.Measures {
		g.add(Node{Measure, m.ID.Value}, readBy(p, p.Numbers[m.ID.Value].Formula))
	}
	for _, k := range p.KPIs {
		g.add(Node{KPI, k.ID}, readBy(p, append(judgedBy(k), k.Formula)...))
	}
	for _, r := range p.Rules {
		g.add(Node{Rule, r.ID}, readBy(p, r.Formulas()...))
	}
	return g
}

func (g *Graph) add(n Node, reads []Node) {
	g.Nodes = append(g.Nodes, n)
	g.reads[n] = slices.DeleteFunc(reads, func(r Node) bool { return r == n })
}

// judgedBy are the formulas that a KPI is judged by.
func judgedBy(k *plan.KPI) []formula.Node {
	var out []formula.Node
	for _, goal := range k.Target.Goals {
		out = append(out, goal.Value, goal.Low, goal.High)
	}
	for _, band := range k.Bands {
		out = append(out, band.When)
	}
	return out
}

// readBy are the nodes that formulas over numbers name: sources through their
// aggregates, measures and KPIs by name.
func readBy(p *plan.Plan, formulas ...formula.Node) []Node {
	r := &Reading{Plan: p, Direct: true}
	var numbers []Node
	for _, f := range formulas {
		r.Number(f)
		formula.Walk(f, func(n formula.Node) {
			if ref, ok := n.(*formula.Ref); ok {
				numbers = append(numbers, numberNodes(p, ref.ID)...)
			}
		})
	}
	var out []Node
	for _, n := range append(sourcesOf(r), numbers...) {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// numberNodes is the KPI or measure of that name. The value and the target that a
// status list speaks of are none.
func numberNodes(p *plan.Plan, id string) []Node {
	switch number := p.Numbers[id]; {
	case number == nil:
		return nil
	case number.KPI == nil:
		return []Node{{Measure, id}}
	}
	return []Node{{KPI, id}}
}

func sourcesOf(r *Reading) []Node {
	var out []Node
	for _, s := range r.Sources {
		out = append(out, Node{Source, s.ID})
	}
	return out
}

// Reads returns what n reads itself, sources first.
func (g *Graph) Reads(n Node) []Node { return g.reads[n] }

// ReadBy returns what reads n itself, in the order of the nodes.
func (g *Graph) ReadBy(n Node) []Node {
	var out []Node
	for _, other := range g.Nodes {
		if slices.Contains(g.reads[other], n) {
			out = append(out, other)
		}
	}
	return out
}

// Around returns the part of the graph that n is made of, n itself, and what is
// made of n, directly or not.
func (g *Graph) Around(n Node) *Graph {
	keep := map[Node]bool{}
	reach(n, keep, g.Reads)
	below := map[Node]bool{}
	reach(n, below, g.ReadBy)
	part := &Graph{reads: map[Node][]Node{}}
	for _, node := range g.Nodes {
		if keep[node] || below[node] {
			part.add(node, slices.DeleteFunc(slices.Clone(g.reads[node]), func(r Node) bool { return !keep[r] && !below[r] }))
		}
	}
	return part
}

func reach(n Node, seen map[Node]bool, next func(Node) []Node) {
	if seen[n] {
		return
	}
	seen[n] = true
	for _, other := range next(n) {
		reach(other, seen, next)
	}
}

// Layers puts the nodes into columns: every node stands behind all that it reads,
// as near to it as that allows.
func (g *Graph) Layers() [][]Node {
	depth := map[Node]int{}
	var of func(Node) int
	of = func(n Node) int {
		if d, ok := depth[n]; ok {
			return d
		}
		depth[n] = 0 // status lists may name each other: a circle ends here
		d := 0
		for _, r := range g.reads[n] {
			d = max(d, of(r)+1)
		}
		depth[n] = d
		return d
	}
	var out [][]Node
	for _, n := range g.Nodes {
		d := of(n)
		for len(out) <= d {
			out = append(out, nil)
		}
		out[d] = append(out[d], n)
	}
	return out
}
