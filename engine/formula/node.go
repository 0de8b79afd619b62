package formula

import (
	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/spec"
	"kpi/engine/status"
)

// A Node is a part of a formula. The set of nodes is closed: Parse makes
// Name, Member and Call nodes, which the checks replace by what they mean.
type Node interface {
	Info() *Base
}

// A Base is what every node knows of itself.
type Base struct {
	Place Place
	Type  Type
}

// Info returns b itself, so that embedding a Base makes a Node.
func (b *Base) Info() *Base { return b }

// A Place is where a node stands: the runes From, up to but not including To,
// of a scalar.
type Place struct {
	Text     *spec.Text
	From, To int
}

// Range returns the place in the file. The zero Place has none.
func (p Place) Range() diag.Range {
	if p.Text == nil {
		return diag.Range{}
	}
	return p.Text.Span(p.From, p.To)
}

// The nodes that stand for themselves.
type (
	// A NumberLiteral is a number as written, percent already divided by 100.
	NumberLiteral struct {
		Base
		Value   float64
		Percent bool
	}
	// A TextLiteral is a text in quotes.
	TextLiteral struct {
		Base
		Value string
	}
	// A BoolLiteral is true or false.
	BoolLiteral struct {
		Base
		Value bool
	}
	// A DateLiteral is date("2026-01-31").
	DateLiteral struct {
		Base
		Value calendar.Date
	}
	// A Missing is nil: the value that is not there.
	Missing struct{ Base }
	// A List stands on the right of in.
	List struct {
		Base
		Items []Node
	}
	// A Unary is -x or not x.
	Unary struct {
		Base
		Op string
		X  Node
	}
	// A Binary is x Op y. Op is one of + - * / ^ == != < <= > >= and or in
	// contains startsWith endsWith matches ??.
	Binary struct {
		Base
		Op   string
		X, Y Node
	}
	// A PeriodEdge is the first or the last day of the window that a row is read
	// in, or of the period of grain Unit around it. It is never after as-of.
	PeriodEdge struct {
		Base
		End  bool
		Unit calendar.Grain // "" is the window itself
	}
	// A Call is a function of values, such as if, round or days_between.
	Call struct {
		Base
		Name      string
		Qualifier *Name // of spend.sum(amount); nil else
		Args      []Node
	}
)

// The nodes that Parse leaves open.
type (
	// A Name is a name that is not resolved yet.
	Name struct {
		Base
		Name string
	}
	// A Member is X.Name that is not resolved yet.
	Member struct {
		Base
		X    Node
		Name string
	}
)

// The nodes that the checks make of names and calls.
type (
	// A Column is a column of the row at hand, or of a joined row.
	Column struct {
		Base
		Path []string // joins, from the row's own source outward
		ID   string
	}
	// A Ref is a KPI or a measure.
	Ref struct {
		Base
		ID string
	}
	// A Reduced is an aggregate over the rows of a join to many, for one row.
	Reduced struct {
		Base
		Path   []string // joins that lead to the row, as those of a Column
		Join   string
		Source string // whose rows are reduced
		Func   string
		X      Node    // over the rows of Source; nil for count
		P      float64 // of percentile
		Where  Node    // over the rows of Source; nil is all rows
	}
	// An Aggregate is a number computed from the rows of a source.
	Aggregate struct {
		Base
		Func   string
		Source string
		X      Node    // nil for count and counts of entities
		Entity Node    // who is counted or ranked; nil where Func has none
		P      float64 // of percentile
		N      int     // of top_share: how many entities are the top
		Where  Node    // only rows where; nil is all rows
		// Qualified says that the formula itself names Source: the KPI's own
		// where: and date: do not speak of it.
		Qualified bool
		Slot      int // set by plan: the place in its list of aggregates
	}
	// A Window is X in another window.
	Window struct {
		Base
		Func    string // previous last_year trailing to_date whole growth
		X       Node
		N       int            // of previous, last_year, trailing
		Unit    calendar.Grain // of trailing, to_date, whole
		Against string         // of growth: previous or last_year
	}
	// An Each is X once for every member of Dimension, for every value of Per, or
	// for every period of grain Unit inside the window, then added up, averaged or
	// counted. Exactly one of the three is set.
	Each struct {
		Base
		Func      string // sum_each avg_each count_each
		X         Node
		Dimension string
		Per       Node   // over the rows of Source
		Source    string // of Per
		Unit      calendar.Grain
		Slot      int // set by plan: the place in its list; meaningless with Unit
	}
	// A Total is X without the filter of a dimension, or of any dimension.
	Total struct {
		Base
		X         Node
		Dimension string // "" is any
	}
	// A Judged is the target of a KPI, or whether its status is one of some.
	Judged struct {
		Base
		Func string // target or status
		KPI  *Ref
		Is   []status.Status // of status: those that make it true
	}
)

// Walk calls visit for n and all nodes below it, n first. A nil n is nothing.
func Walk(n Node, visit func(Node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, child := range Children(n) {
		Walk(child, visit)
	}
}

// Children returns the nodes directly below n, in the order of the text, but
// for what the members of an Each are: that is of rows, and not of numbers.
func Children(n Node) []Node {
	switch n := n.(type) {
	case *List:
		return n.Items
	case *Unary:
		return []Node{n.X}
	case *Binary:
		return []Node{n.X, n.Y}
	case *Call:
		return n.Args
	case *Member:
		return []Node{n.X}
	case *Aggregate:
		return present(n.X, n.Entity, n.Where)
	case *Reduced:
		return present(n.X, n.Where)
	case *Window:
		return []Node{n.X}
	case *Each:
		return []Node{n.X}
	case *Total:
		return []Node{n.X}
	case *Judged:
		return []Node{n.KPI}
	}
	return nil
}

func present(nodes ...Node) []Node {
	var out []Node
	for _, n := range nodes {
		if n != nil {
			out = append(out, n)
		}
	}
	return out
}

// Names returns the names that n reads and that are not resolved yet, in the
// order of the text, each once. What stands inside an aggregate is left out: it
// names columns. So are the members of sum_each and the dimension of total.
func Names(n Node) []string {
	var names []string
	seen := map[string]bool{}
	var visit func(Node)
	visit = func(n Node) {
		if call, ok := n.(*Call); ok {
			f := Lookup(call.Name)
			if f != nil && f.Scope == Reduce {
				return
			}
			if f != nil && f.Scope == Members && len(call.Args) > 0 {
				visit(call.Args[0])
				return
			}
		}
		if name, ok := n.(*Name); ok && !seen[name.Name] {
			seen[name.Name] = true
			names = append(names, name.Name)
		}
		for _, child := range Children(n) {
			visit(child)
		}
	}
	visit(n)
	return names
}

// extent returns the runes that n and the nodes below it cover.
func extent(n Node) Place {
	p := n.Info().Place
	Walk(n, func(n Node) {
		q := n.Info().Place
		if q.Text == p.Text {
			p.From, p.To = min(p.From, q.From), max(p.To, q.To)
		}
	})
	return p.whole()
}

// whole returns p with both brackets of each pair that it cuts: the runes from
// sum to amount become sum(amount).
func (p Place) whole() Place {
	if p.Text == nil {
		return p
	}
	s := newScan(p.Text, &diag.List{})
	from, to := p.From, p.To
	for i := 0; i < len(s.runes) && s.habits == 0; {
		next := i + 1
		switch c := s.fold(i); {
		case closers[c] != "":
			next = s.skipText(i, c)
		case twins[c] != 0:
			s.open = append(s.open, i)
		case (c == ')' || c == ']') && len(s.open) > 0:
			start := s.open[len(s.open)-1]
			s.open = s.open[:len(s.open)-1]
			if inside := start >= p.From && start < p.To; inside != (i >= p.From && i < p.To) {
				from, to = min(from, start), max(to, i+1)
			}
		}
		i = next
	}
	return Place{Text: p.Text, From: from, To: to}
}

// Range returns the place of n with all that is below it.
func Range(n Node) diag.Range { return extent(n).Range() }

// HasTimestamp reports whether n reads a point in time, whose day depends on
// the time zone.
func HasTimestamp(n Node) bool {
	found := false
	Walk(n, func(n Node) { found = found || n.Info().Type.Kind == Timestamp })
	return found
}

// HasEdge reports whether n reads period_start or period_end, so that it
// differs from window to window.
func HasEdge(n Node) bool {
	found := false
	Walk(n, func(n Node) {
		_, edge := n.(*PeriodEdge)
		found = found || edge
	})
	return found
}
