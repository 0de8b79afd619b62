package formula

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/unit"
)

// Rows is what a formula over the rows of one source may read.
type Rows struct {
	Source  string
	Columns map[string]Type
	// Fields maps the names of fields to a function that returns the checked
	// tree, or nil where the field itself is wrong, which is reported there.
	Fields  map[string]func() Node
	Joins   map[string]Join
	Numbers map[string]Type // KPIs and measures, to say that they do not belong here
	// Reduces says that aggregates over joins to many may stand here: in fields.
	Reduces bool
	// Thing is what has attributes in place of columns, such as "a KPI"; "" is the
	// row of a source.
	Thing string
}

// A Join is another source that a row may read one row of, or, with Many, the
// rows of through aggregates.
type Join struct {
	Rows *Rows
	Many bool
}

// Numbers is what a formula of a KPI may read.
type Numbers struct {
	Rows    *Rows            // of the KPI's own source; nil where it has none
	Sources map[string]*Rows // by name, for qualified aggregates
	Refs    map[string]Type  // KPIs and measures
	// Dimensions are what sum_each and total may name.
	Dimensions map[string]bool
	// Judged are the KPIs with the functions among target and status that have an
	// answer for them; nil says that these functions do not belong here.
	Judged map[string][]string
}

// CheckRow resolves and types a formula over rows. It returns the tree to use
// instead of n; its type is Unknown where something is wrong.
func CheckRow(n Node, rows *Rows, list *diag.List) Node {
	c := &checker{list: list, rows: rows, expanded: new(int)}
	return c.whole(n)
}

// CheckNumber resolves and types a formula over numbers.
func CheckNumber(n Node, numbers *Numbers, list *diag.List) Node {
	c := &checker{list: list, numbers: numbers, expanded: new(int)}
	return c.whole(n)
}

type checker struct {
	list    *diag.List
	rows    *Rows    // set in row scope
	numbers *Numbers // set in KPI scope
	// expanded counts the nodes of the fields that the formula reads.
	expanded *int
}

// whole checks a formula from its top. A tree with a mistake anywhere has no
// type, so that nobody computes with the names that are left in it.
func (c *checker) whole(n Node) Node {
	before := c.list.Count(diag.Error)
	n = c.check(n)
	c.present(n)
	if c.list.Count(diag.Error) > before {
		n.Info().Type = Type{}
	}
	return n
}

func (c *checker) errorf(n Node, code, format string, args ...any) *diag.Diagnostic {
	n.Info().Type = Type{}
	return c.list.Errorf(n.Info().Place.Range(), code, format, args...)
}

func (c *checker) check(n Node) Node {
	switch n := n.(type) {
	case *NumberLiteral:
		n.Type = literalType(n)
	case *TextLiteral:
		return c.text(n)
	case *BoolLiteral:
		n.Type = Type{Kind: Boolean}
	case *DateLiteral:
		n.Type = Type{Kind: Date}
	case *Missing:
		n.Type = Type{Nullable: true}
	case *List:
		return c.errorOr(n, "formula-type", "a list stands only on the right of \"in\"")
	case *Name:
		return c.name(n)
	case *Member:
		return c.member(n)
	case *Unary:
		return c.unary(n)
	case *Binary:
		return c.binary(n)
	case *Call:
		return c.call(n)
	}
	return n
}

func (c *checker) errorOr(n Node, code, message string) Node {
	c.errorf(n, code, "%s", message)
	return n
}

// text types a text. A formula over numbers reads no column, so that there is
// nothing to compare a text with.
func (c *checker) text(n *TextLiteral) Node {
	n.Type = Type{Kind: Text}
	if c.rows == nil {
		c.errorf(n, "formula-type", "a KPI is computed from numbers, and this is a text").
			Labelf("compare texts inside an aggregate: count(stage == …)")
	}
	return n
}

func literalType(n *NumberLiteral) Type {
	t := Type{Kind: Number}
	if n.Percent {
		t.Unit = unit.Percent
	}
	// Beyond 2^53 a float64 is no longer every integer.
	const exact = 1 << 53
	if n.Value == math.Trunc(n.Value) && math.Abs(n.Value) <= exact && !n.Percent {
		t.Storage = Integer
	}
	return t
}

// name resolves a bare name.
func (c *checker) name(n *Name) Node {
	if c.rows != nil {
		if n.Name == "period_start" || n.Name == "period_end" {
			return edge(n.Base, n.Name, "")
		}
		return c.rowName(n, n.Name, c.rows, nil)
	}
	if t, ok := c.numbers.Refs[n.Name]; ok {
		ref := &Ref{Base: n.Base, ID: n.Name}
		ref.Type = t
		return ref
	}
	if r := c.numbers.Rows; r != nil && r.has(n.Name) {
		c.errorf(n, "column-outside-aggregate", "%q is a column of %q: a KPI is computed from many rows", n.Name, r.Source).
			Labelf("say how the rows become a number: %s", aggregateFor(r, n.Name))
		return n
	}
	c.unknown(n, "unknown-name", fmt.Sprintf("there is no KPI or measure %q", n.Name), slices.Collect(maps.Keys(c.numbers.Refs)), "KPIs and measures")
	return n
}

func aggregateFor(r *Rows, name string) string {
	kind := r.Columns[name].Kind
	if field, ok := r.Fields[name]; ok {
		if tree := field(); tree != nil {
			kind = tree.Info().Type.Kind
		}
	}
	switch kind {
	case Number:
		return "sum(" + name + ")"
	case Boolean:
		return "count(" + name + ")"
	}
	return "count(" + name + " == …)"
}

func (c *checker) unknown(n Node, code, message string, candidates []string, what string) {
	d := c.errorf(n, code, "%s", message)
	name := ""
	switch n := n.(type) {
	case *Name:
		name = n.Name
	case *Member:
		name = n.Name
	}
	if near := diag.Nearest(name, candidates); near != "" {
		d.Labelf("did you mean %q?", near)
	} else if _, ok := calendar.ParseGrain(name); ok && c.rows == nil {
		d.Labelf("write it in quotes: %q", name)
	} else if f := Lookup(name); f != nil {
		d.Labelf("a function has its arguments in brackets: %s", f.Example)
	}
	if len(candidates) > 0 {
		d.Notef("%s: %s", what, diag.Some(candidates))
	}
}

func (r *Rows) has(name string) bool {
	_, column := r.Columns[name]
	_, field := r.Fields[name]
	return column || field
}

// names returns what a formula over the rows of r may say.
func (r *Rows) names() []string {
	names := slices.Collect(maps.Keys(r.Columns))
	names = slices.AppendSeq(names, maps.Keys(r.Fields))
	for join := range r.Joins {
		names = append(names, join)
	}
	return names
}

// rowName resolves a column or field of the row that path leads to.
func (c *checker) rowName(n Node, name string, rows *Rows, path []string) Node {
	if t, ok := rows.Columns[name]; ok {
		column := &Column{Base: *n.Info(), Path: path, ID: name}
		column.Type = t
		column.Type.Nullable = t.Nullable || len(path) > 0
		return column
	}
	if field, ok := rows.Fields[name]; ok {
		tree := field()
		if tree == nil {
			n.Info().Type = Type{}
			return n
		}
		return c.expand(n, tree, path)
	}
	if join, ok := rows.Joins[name]; ok {
		what := "name the column to read, " + name + ".…"
		if join.Many {
			what = "reduce its rows under fields: with " + name + ".count()"
		}
		c.errorf(n, "join-as-value", "%q is a join: %s", name, what)
		return n
	}
	if rows.Thing != "" {
		c.unknown(n, "unknown-attribute", fmt.Sprintf("%s has no attribute %q", rows.Thing, name), rows.names(), "attributes of "+rows.Thing)
		return n
	}
	if _, ok := rows.Numbers[name]; ok {
		c.errorf(n, "kpi-inside-aggregate", "%q is a KPI or a measure: inside an aggregate only columns, fields and joins are seen", name).
			Notef("compute with it outside of the aggregate")
		return n
	}
	c.unknown(n, "unknown-column", fmt.Sprintf("source %q has no column %q", rows.Source, name), rows.names(), "columns of "+rows.Source)
	c.pasteColumn(name, rows)
	return n
}

// expand puts the tree of a field in the place of its name. Fields that read
// fields double with every step; that ends here.
func (c *checker) expand(n, tree Node, path []string) Node {
	Walk(tree, func(Node) { *c.expanded++ })
	if *c.expanded > maxExpanded {
		c.errorf(n, "formula-too-deep", "with the fields that it reads the formula has more than %d parts", maxExpanded)
		return n
	}
	return Rebase(tree, n.Info().Place, path)
}

// pasteColumn adds the line that would declare the column, where nothing is
// near enough to be meant.
func (c *checker) pasteColumn(name string, rows *Rows) {
	d := c.list.Items[len(c.list.Items)-1]
	if d.Label == "" {
		d.Notef("a column is used only if it is declared: add to columns of %s:  %s: %s", rows.Source, name, typeBySound(name))
	}
}

// typeBySound is the type that a column of that name mostly has.
func typeBySound(name string) string {
	lower := strings.ToLower(name)
	switch {
	case strings.HasSuffix(lower, "_at"):
		return "timestamp"
	case strings.HasSuffix(lower, "_on") || strings.HasSuffix(lower, "date"):
		return "date"
	case strings.HasPrefix(lower, "amount") || strings.HasSuffix(lower, "amount"):
		return "money"
	}
	return "text"
}

// Rebase returns a copy of a checked row formula that stands at place and reads
// its columns through the joins of path.
func Rebase(n Node, place Place, path []string) Node {
	base := *n.Info()
	base.Place = place
	again := func(n Node) Node { return Rebase(n, place, path) }
	switch n := n.(type) {
	case *Column:
		base.Type.Nullable = base.Type.Nullable || len(path) > 0
		return &Column{Base: base, Path: slices.Concat(path, n.Path), ID: n.ID}
	case *NumberLiteral:
		return &NumberLiteral{Base: base, Value: n.Value, Percent: n.Percent}
	case *TextLiteral:
		return &TextLiteral{Base: base, Value: n.Value}
	case *BoolLiteral:
		return &BoolLiteral{Base: base, Value: n.Value}
	case *DateLiteral:
		return &DateLiteral{Base: base, Value: n.Value}
	case *Missing:
		return &Missing{Base: base}
	case *List:
		return &List{Base: base, Items: each(n.Items, again)}
	case *Unary:
		return &Unary{Base: base, Op: n.Op, X: again(n.X)}
	case *Binary:
		return &Binary{Base: base, Op: n.Op, X: again(n.X), Y: again(n.Y)}
	case *Call:
		return &Call{Base: base, Name: n.Name, Args: each(n.Args, again)}
	case *PeriodEdge:
		return &PeriodEdge{Base: base, End: n.End, Unit: n.Unit}
	case *Reduced:
		moved := *n
		moved.Base = base
		moved.Path = slices.Concat(path, n.Path)
		return &moved
	}
	panic(fmt.Sprintf("formula: %T in a row formula", n))
}

func each(nodes []Node, f func(Node) Node) []Node {
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		out[i] = f(n)
	}
	return out
}

// member resolves rep.region and rep.team.region.
func (c *checker) member(n *Member) Node {
	if c.rows == nil {
		c.errorf(n, "column-outside-aggregate", "%q is read from rows: put it inside an aggregate, such as sum(…) or count(…)", n.Name)
		return n
	}
	from := extent(n).From
	rows, path, ok := c.path(n.X)
	if !ok {
		n.Type = Type{}
		return n
	}
	column := c.rowName(n, n.Name, rows, path)
	if column != n {
		// What is wrong with the name is at its own place, what is wrong with the
		// value is at the whole.
		column.Info().Place.From = from
	}
	return column
}

func (c *checker) path(n Node) (*Rows, []string, bool) {
	rows, path, name := c.rows, []string(nil), ""
	switch n := n.(type) {
	case *Name:
		name = n.Name
	case *Member:
		var ok bool
		if rows, path, ok = c.path(n.X); !ok {
			return nil, nil, false
		}
		name = n.Name
	default:
		c.errorf(n, "unknown-join", "only a join has columns: write join.column")
		return nil, nil, false
	}
	join, ok := rows.Joins[name]
	if !ok {
		c.unknown(n, "unknown-join", fmt.Sprintf("source %q has no join %q", rows.Source, name), slices.Collect(maps.Keys(rows.Joins)), "joins of "+rows.Source)
		return nil, nil, false
	}
	if join.Many {
		c.errorf(n, "join-many", "%q leads to many rows: which one is meant is not known", name).
			Notef("reduce them to one value under fields: such as %s.count() or %s.min(…)", name, name)
		return nil, nil, false
	}
	return join.Rows, append(slices.Clone(path), name), join.Rows != nil
}

func (c *checker) unary(n *Unary) Node {
	n.X = c.check(n.X)
	t := n.X.Info().Type
	want := Number
	if n.Op == "not" {
		want = Boolean
	}
	switch {
	case !c.present(n.X):
	case !fits(t, []Kind{want}):
		c.wrongKind(n, n.X, fmt.Sprintf("%q needs a %s", n.Op, want))
		if n.Op == "not" {
			c.list.Items[len(c.list.Items)-1].Labelf("brackets keep a comparison together: not (a == b)")
		}
	default:
		n.Type = t
	}
	return n
}

func (c *checker) wrongKind(n, at Node, message string) Node {
	t := at.Info().Type
	c.list.Errorf(Range(at), "formula-type", "%s, and this is a %s", message, t.Kind)
	n.Info().Type = Type{}
	return n
}

func fits(t Type, kinds []Kind) bool {
	return t.Kind == Unknown || len(kinds) == 0 || slices.Contains(kinds, t.Kind)
}

// nullable reports whether any of the nodes may be missing.
func nullable(nodes ...Node) bool {
	return slices.ContainsFunc(nodes, func(n Node) bool { return n.Info().Type.Nullable })
}
