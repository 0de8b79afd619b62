package plan

import (
	"math"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/status"
)

// An Edge is a value at which the status of a KPI changes by its status list:
// Number + Share·target.
type Edge struct{ Number, Share float64 }

// A proof is what is known, without any data, of where the lines of a status
// list hold. Comparisons of the value with numbers and with multiples of the
// target, joined by and, or and not, are known; whatever else a condition asks
// may hold anywhere.
type proof struct {
	line  *line
	kpi   *KPI
	cells [][]truth // by cell, then by band
}

// mostCuts is how many lines and numbers a list may have that is proved.
const mostCuts = 200

// proveBands reports lines that never match, values without a line, values with
// several, and colors in the wrong order.
func (b *builder) proveBands(k *KPI) {
	last := len(k.Bands) - 1
	if last < 0 || len(k.Bands) < len(k.Spec.Status) || slices.ContainsFunc(k.Bands[:last], func(b Band) bool { return b.When == nil }) {
		return // a line is wrong, or stands behind otherwise, which was reported
	}
	if slices.ContainsFunc(k.Bands, func(b Band) bool { return b.Status == status.None }) {
		return // spec has reported a color that is none
	}
	p := b.proof(k)
	if p == nil {
		return
	}
	k.Edges = p.edges()
	if b.unreachable(p) {
		return // the other problems would follow from it
	}
	b.gaps(p)
	b.overlaps(p)
	b.order(p)
}

// proof is nil for lists that nobody would read.
func (b *builder) proof(k *KPI) *proof {
	l := &line{unit: k.Unit, low: math.Inf(-1), high: math.Inf(1)}
	if b.facts(k.ID).neverNegative {
		l.low, l.whole = 0, k.Type.Storage == formula.Integer
	}
	var conditions []formula.Node
	readsTarget := false
	for _, band := range k.Bands {
		conditions = append(conditions, band.When)
		formula.Walk(band.When, func(n formula.Node) {
			ref, ok := n.(*formula.Ref)
			readsTarget = readsTarget || ok && ref.ID == "target"
		})
	}
	if readsTarget {
		l.target, l.scale = k.Target.sign()
	}
	if k.Proportion && l.scale == 0 {
		l.high = 1
	}
	l.cut(conditions...)
	if len(l.cuts) > mostCuts || len(k.Bands) > mostCuts {
		return nil
	}
	p := &proof{line: l, kpi: k}
	for cell := range l.cells() {
		var row []truth
		for _, when := range conditions {
			row = append(row, l.holds(when, cell))
		}
		p.cells = append(p.cells, row)
	}
	return p
}

// sign returns the target where it is one number in every period, else 1, or -1
// where it is below zero. A target that is computed is taken to be above zero.
func (t Target) sign() (fixed *float64, scale float64) {
	g := t.only()
	if g == nil {
		return nil, 1
	}
	n, ok := (&line{}).linear(g.Value)
	switch {
	case !ok || !n.constant():
		return nil, 1
	case g.Per == "" || n.number == 0:
		return &n.number, 0
	case n.number < 0:
		return nil, -1
	}
	return nil, 1
}

// decides returns the band that decides in a cell; false is none for certain, or
// one that is not known.
func (p *proof) decides(cell int) (int, bool) {
	for i, t := range p.cells[cell] {
		if t != no {
			return i, t == yes
		}
	}
	return 0, false
}

// runs calls visit for each stretch of cells that are possible and meet the
// condition; what is not possible does not interrupt it.
func (p *proof) runs(meets func(cell int) bool, visit func(first, last int)) {
	first, last := -1, -1
	for cell := range p.cells {
		switch {
		case !p.line.possible(cell):
		case meets(cell):
			if first < 0 {
				first = cell
			}
			last = cell
		case first >= 0:
			visit(first, last)
			first = -1
		}
	}
	if first >= 0 {
		visit(first, last)
	}
}

// unreachable reports lines that can never decide. An otherwise that nothing
// comes to is a precaution.
func (b *builder) unreachable(p *proof) bool {
	found := false
	for i, band := range p.kpi.Bands {
		holds, reached := false, false
		for cell, truths := range p.cells {
			if p.line.possible(cell) && truths[i] != no {
				holds, reached = true, reached || !slices.Contains(truths[:i], yes)
			}
		}
		if reached || band.When == nil {
			continue
		}
		found = true
		p.orderNote(b.list.Errorf(p.place(i), "unreachable-band", "this line never matches: %s", p.whyNever(i, holds)))
	}
	return found
}

func (p *proof) whyNever(i int, holds bool) string {
	if !holds {
		return "no value meets its condition"
	}
	if i == 1 {
		return "wherever it holds, the line above holds, too"
	}
	return "wherever it holds, a line above holds, too"
}

// place is where a line is written.
func (p *proof) place(i int) diag.Range {
	band := p.kpi.Spec.Status[i]
	if band.When.Written() {
		return band.When.Range
	}
	return band.Color.Range
}

func (p *proof) color(i int) string {
	for name, s := range colors {
		if s == p.kpi.Bands[i].Status {
			return name
		}
	}
	panic("plan: a band without a color")
}

// gaps reports values for which no line holds.
func (b *builder) gaps(p *proof) {
	var between, outside []string
	missed := func(cell int) bool { return slices.Max(p.cells[cell]) == no }
	p.runs(missed, func(first, last int) {
		text := p.line.span(first, last)
		if example := p.line.example(first, last); example != "" {
			between = append(between, text+", such as "+example)
			return
		}
		outside = append(outside, text)
	})
	// What lies between two lines is the greater surprise.
	texts := slices.Concat(between, outside)
	if len(texts) == 0 {
		return
	}
	d := b.list.Errorf(p.place(len(p.kpi.Bands)-1), "band-gap", "no line of the status list of %q holds for a value %s", p.kpi.ID, texts[0])
	for _, text := range texts[1:] {
		d.Notef("nor for a value %s", text)
	}
	d.Notef("let the lines meet, or end the list with otherwise: red")
}

// overlaps reports values that belong to two lines of different colors, unless
// the later line holds for all that the earlier one decides, as in value >=
// target before value >= 0.9 * target.
func (b *builder) overlaps(p *proof) {
	for later := range p.kpi.Bands {
		for earlier := range later {
			if p.kpi.Bands[later].When == nil || p.kpi.Bands[later].Status == p.kpi.Bands[earlier].Status {
				continue
			}
			b.overlap(p, earlier, later)
		}
	}
}

func (b *builder) overlap(p *proof, earlier, later int) {
	decided := func(cell int) bool {
		i, ok := p.decides(cell)
		return ok && i == earlier
	}
	cascades := true
	p.runs(decided, func(first, last int) {
		for cell := first; cell <= last; cell++ {
			cascades = cascades && (!p.line.possible(cell) || p.cells[cell][later] == yes)
		}
	})
	if cascades {
		return
	}
	p.runs(func(cell int) bool { return decided(cell) && p.cells[cell][later] == yes }, func(first, last int) {
		b.list.Warnf(p.place(later), "band-overlap", "a value %s is %s and %s: the upper line, %s, decides",
			p.line.span(first, last), p.color(earlier), p.color(later), p.color(earlier)).
			At(p.place(earlier), "the upper line")
	})
}

var goodness = map[status.Status]int{status.OffTrack: 0, status.AtRisk: 1, status.OnTrack: 2}

// order reports colors that get worse where the KPI gets better.
func (b *builder) order(p *proof) {
	left, worsened := -1, false
	for cell := range p.cells {
		i, ok := p.decides(cell)
		if !ok || !p.line.possible(cell) {
			continue
		}
		change := 0
		if left >= 0 {
			change = goodness[p.kpi.Bands[i].Status] - goodness[p.kpi.Bands[left].Status]
		}
		if p.wrongOrder(change, worsened) {
			d := b.list.Errorf(p.place(i), "band-order", "%s lies below %s, and for %q %s", p.color(left), p.color(i), p.kpi.ID, betterWords[p.kpi.Spec.Better.Value])
			p.orderNote(d)
			return
		}
		left, worsened = i, worsened || change < 0
	}
}

// wrongOrder reports whether the color may not change so towards higher values.
func (p *proof) wrongOrder(change int, worsened bool) bool {
	switch p.kpi.Spec.Better.Value {
	case "higher":
		return change < 0
	case "lower":
		return change > 0
	case "within":
		return change > 0 && worsened
	}
	return false
}

var betterWords = map[string]string{"higher": "higher is better", "lower": "lower is better", "within": "the good values lie together"}

func (p *proof) orderNote(d *diag.Diagnostic) {
	switch p.kpi.Spec.Better.Value {
	case "higher":
		d.Notef("where higher is better, amber begins below green: {green: value >= target}, {amber: value >= 0.9 * target}")
	case "lower":
		d.Notef("where lower is better, amber ends above green: {green: value <= target}, {amber: value <= 1.1 * target}")
	}
}

// edges are the values at which the status changes, ascending; nil where that is
// not known everywhere.
func (p *proof) edges() []Edge {
	var out []Edge
	left := -1
	for cell := range p.cells {
		if !p.line.possible(cell) {
			continue
		}
		i, ok := p.decides(cell)
		if !ok {
			return nil
		}
		if left >= 0 && p.kpi.Bands[i].Status != p.kpi.Bands[left].Status {
			edge := Edge{}
			if edge.Number, _ = p.line.edges(cell); p.line.scale != 0 {
				edge = Edge{Share: edge.Number * p.line.scale}
			}
			out = append(out, edge)
		}
		left = i
	}
	return slices.Compact(out)
}
