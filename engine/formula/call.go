package formula

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/diag"
)

func (c *checker) call(n *Call) Node {
	f := Lookup(n.Name)
	if f == nil {
		return c.unknownFunction(n)
	}
	switch f.Scope {
	case Reduce:
		return c.aggregate(n, f)
	case Shift:
		return c.window(n, f)
	case Members:
		return c.members(n, f)
	case Verdict:
		return c.judged(n, f)
	case Row:
		if c.rows == nil {
			c.errorf(n, "function-scope", "%q reads rows: use it inside an aggregate or under fields:", n.Name).Notef("for example %s", f.Example)
			return n
		}
	}
	if n.Qualifier != nil {
		c.list.Errorf(n.Qualifier.Place.Range(), "function-scope", "only an aggregate can be qualified by a source, as in deals.sum(amount)")
	}
	return c.plain(n, f)
}

func (c *checker) unknownFunction(n *Call) Node {
	d := c.errorf(n, "unknown-function", "there is no function %q", n.Name)
	names := make([]string, len(Functions))
	for i, f := range Functions {
		names[i] = f.Name
	}
	if h := hint(n); h != "" {
		d.Labelf("write %s", h)
	} else if near := diag.Nearest(n.Name, names); near != "" {
		d.Labelf("did you mean %s?", Lookup(near).Example)
	} else {
		d.Notef("functions: %s", diag.Some(names))
	}
	return n
}

var grouped = regexp.MustCompile(`\b[0-9]{1,3}(,[0-9]{3})+\b`)

// withCommas returns a number among the arguments whose thousands are parted by
// commas, as 10,000, or "".
func withCommas(args []Node) string {
	if len(args) < 2 {
		return ""
	}
	first, last := extent(args[0]), extent(args[len(args)-1])
	if first.Text == nil || first.Text != last.Text || first.From >= last.To {
		return ""
	}
	return grouped.FindString(string([]rune(first.Text.Value)[first.From:last.To]))
}

// arguments checks the number and the kinds of the arguments.
func (c *checker) arguments(n *Call, f *Function) bool {
	if len(n.Args) < f.Required || len(n.Args) > len(f.Params) {
		d := c.errorf(n, "wrong-arguments", "%s takes %s, not %d", n.Name, howMany(f), len(n.Args)).Labelf("%s", f.Example)
		if number := withCommas(n.Args); number != "" {
			d.Labelf("write %s: a comma ends an argument", strings.ReplaceAll(number, ",", "_"))
		}
		return false
	}
	ok := true
	for i, arg := range n.Args {
		t, p := arg.Info().Type, f.Params[i]
		if t.Kind == Unknown && !isMissing(arg) {
			ok = false
			continue
		}
		if (p.Kinds != nil || f.Scope == Reduce) && !c.present(arg) {
			ok = false
			continue
		}
		if !fits(t, p.Kinds) {
			c.wrongArgument(arg, p, f)
			ok = false
		}
	}
	if !ok {
		n.Type = Type{}
	}
	return ok
}

func (c *checker) wrongArgument(arg Node, p Param, f *Function) {
	what := p.Name + " of " + f.Name + " is"
	if p.Name == condition.Name {
		what = f.Name + " takes"
	}
	c.list.Errorf(Range(arg), "formula-type", "%s a %s, and this is a %s", what, p.Kinds[0], arg.Info().Type.Kind).
		Labelf("%s", f.Example)
}

func howMany(f *Function) string {
	low, high := f.Required, len(f.Params)
	switch {
	case low == high && low == 1:
		return "one argument"
	case low == high:
		return fmt.Sprintf("%d arguments", low)
	case low == 0:
		return "at most one argument"
	}
	return fmt.Sprintf("%d to %d arguments", low, high)
}

func types(nodes []Node) []Type {
	out := make([]Type, len(nodes))
	for i, n := range nodes {
		out[i] = n.Info().Type
	}
	return out
}

// plain checks a function of values.
func (c *checker) plain(n *Call, f *Function) Node {
	for i, arg := range n.Args {
		n.Args[i] = c.check(arg)
	}
	if !c.arguments(n, f) {
		return n
	}
	switch n.Name {
	case "if":
		return c.choice(n)
	case "smaller", "larger":
		pair := &Binary{Base: n.Base, Op: n.Name, X: n.Args[0], Y: n.Args[1]}
		n.Type = Type{Kind: Number, Unit: c.commonUnit(pair, "compared with"), Storage: commonStorage(n.Args[0].Info().Type.Storage, n.Args[1].Info().Type.Storage)}
	case "date":
		return c.date(n)
	case "period_start", "period_end":
		return c.edge(n)
	case "round":
		c.roundDigits(n)
		n.Type = f.Result(types(n.Args))
	default:
		n.Type = f.Result(types(n.Args))
	}
	n.Type.Nullable = f.Strict && nullable(n.Args...)
	return n
}

// roundDigits catches round(x, 0.5), which rounds to no number of digits.
func (c *checker) roundDigits(n *Call) {
	if len(n.Args) < 2 {
		return
	}
	lit, ok := n.Args[1].(*NumberLiteral)
	if ok && (lit.Value != math.Trunc(lit.Value) || math.Abs(lit.Value) > 15) {
		c.list.Errorf(Range(lit), "wrong-arguments", "digits of round is a whole number from -15 to 15").Labelf("round(x, 2) keeps two digits after the point")
	}
}

func (c *checker) choice(n *Call) Node {
	t, ok := c.unify(n.Args[1], n.Args[2])
	if isMissing(n.Args[1]) && isMissing(n.Args[2]) {
		c.list.Errorf(Range(n), "formula-type", "both results of if are nil: it has no value")
	}
	if !ok {
		c.list.Errorf(Range(n), "formula-type", "both results of if need the same type: %s and %s", describe(n.Args[1]), describe(n.Args[2]))
	}
	n.Type = t
	n.Type.Nullable = nullable(n.Args[1], n.Args[2])
	return n
}

func (c *checker) date(n *Call) Node {
	lit, ok := n.Args[0].(*TextLiteral)
	if !ok {
		c.errorf(n, "bad-date", `a date is written out: date("2026-01-31")`)
		return n
	}
	d, ok := calendar.ParseDate(lit.Value)
	if !ok {
		c.list.Errorf(lit.Place.Range(), "bad-date", "%q is not a date", lit.Value).Labelf(`write year-month-day: date("2026-01-31")`)
		n.Type = Type{}
		return n
	}
	literal := &DateLiteral{Base: n.Base, Value: d}
	literal.Type = Type{Kind: Date}
	return literal
}

// aggregate checks a function of rows: its arguments are read in row scope.
func (c *checker) aggregate(n *Call, f *Function) Node {
	if c.rows != nil {
		return c.reduced(n, f)
	}
	rows := c.source(n)
	if rows == nil {
		n.Type = Type{}
		return n
	}
	if !c.rowArguments(n, f, rows) {
		return n
	}
	a := &Aggregate{Base: n.Base, Func: n.Name, Source: rows.Source, Qualified: n.Qualifier != nil}
	a.Type = f.Result(types(n.Args))
	given := c.operands(n, f)
	a.X, a.Entity, a.P, a.N, a.Where = given.x, given.entity, given.p, given.n, given.where
	if n.Name == "share" {
		return shareOf(a, n.Args[0], n.Args[1])
	}
	return a
}

// rowArguments checks the arguments of an aggregate over rows.
func (c *checker) rowArguments(n *Call, f *Function, rows *Rows) bool {
	inner := &checker{list: c.list, rows: rows, expanded: c.expanded}
	for i, arg := range n.Args {
		n.Args[i] = inner.check(arg)
	}
	if n.Name == "count" && len(n.Args) == 1 && !fits(n.Args[0].Info().Type, conditions) {
		c.errorf(n, "count-column", "count takes a condition, and this is a %s", n.Args[0].Info().Type.Kind).
			Labelf("count() counts the rows, count(not missing(%s)) those with a value", extent(n.Args[0]).written())
		return false
	}
	return c.arguments(n, f)
}

// shareOf makes count(x and of) / count(of): rows of the part are rows of the
// whole by its form.
func shareOf(a *Aggregate, x, of Node) Node {
	condition := Type{Kind: Boolean, Nullable: nullable(x, of)}
	part, whole := *a, *a
	part.Func, part.Type, whole.Func, whole.Type = "count", counted, "count", counted
	part.Where = &Binary{Base: Base{Place: a.Place, Type: condition}, Op: "and", X: x, Y: of}
	whole.Where = of
	return &Binary{Base: a.Base, Op: "/", X: &part, Y: &whole}
}

// given are the arguments of an aggregate by what they are for.
type given struct {
	x, entity, where Node
	p                float64
	n                int
}

// operands takes the arguments of an aggregate apart.
func (c *checker) operands(n *Call, f *Function) given {
	var g given
	for i, arg := range n.Args {
		switch f.Params[i].Name {
		case "x":
			g.x = arg
		case entity.Name:
			g.entity = arg
		case condition.Name:
			g.where = arg
		case "p":
			g.p = c.share(arg, f)
		case "n":
			g.n = c.howMany(arg, f)
		}
	}
	return g
}

func (c *checker) share(arg Node, f *Function) float64 {
	p, ok := arg.(*NumberLiteral)
	if !ok || p.Value < 0 || p.Value > 1 {
		c.list.Errorf(Range(arg), "bad-percentile", "p of percentile is written as a number from 0 to 1: 0.9 is the 90th").
			Labelf("%s", f.Example)
		return 0
	}
	return p.Value
}

func (c *checker) howMany(arg Node, f *Function) int {
	n, ok := arg.(*NumberLiteral)
	if !ok || n.Value != math.Trunc(n.Value) || n.Value < 1 || n.Value > 1e6 {
		c.list.Errorf(Range(arg), "bad-count", "n of %s is written as a whole number above zero: 10 is the top ten", f.Name).
			Labelf("%s", f.Example)
		return 0
	}
	return int(n.Value)
}

// source returns the rows that an aggregate reads.
func (c *checker) source(n *Call) *Rows {
	if n.Qualifier == nil {
		if c.numbers.Rows == nil {
			c.errorf(n, "no-source", "it is not said which source's rows %s reads", n.Name).
				Notef("add \"source:\" to the KPI, or qualify the aggregate: deals.%s(…)", n.Name)
		}
		return c.numbers.Rows
	}
	rows, ok := c.numbers.Sources[n.Qualifier.Name]
	if !ok {
		c.unknown(n.Qualifier, "unknown-source", fmt.Sprintf("there is no source %q", n.Qualifier.Name), slices.Collect(maps.Keys(c.numbers.Sources)), "sources")
		return nil
	}
	return rows
}

// window checks a function that moves or widens the window.
func (c *checker) window(n *Call, f *Function) Node {
	if c.rows != nil {
		c.errorf(n, "window-inside-aggregate", "%s moves the window of a whole KPI: write it around the aggregate, %s(sum(…)…)", n.Name, n.Name)
		return n
	}
	for i, arg := range n.Args {
		if span, ok := arg.(*TextLiteral); ok && i > 0 {
			span.Type = Type{Kind: Text}
			continue
		}
		n.Args[i] = c.check(arg)
	}
	if !c.spanGiven(n) || !c.arguments(n, f) {
		return n
	}
	if n.Qualifier != nil {
		c.list.Errorf(n.Qualifier.Place.Range(), "function-scope", "only an aggregate can be qualified by a source")
	}
	w := &Window{Base: n.Base, Func: n.Name, X: n.Args[0], N: 1}
	w.Type = f.Result(types(n.Args))
	switch n.Name {
	case "previous", "last_year":
		c.steps(w, n)
	case "trailing":
		c.span(w, n)
	case "to_date", "whole":
		c.enclosing(w, n)
	case "growth":
		c.base(w, n)
	}
	return w
}

// spanGiven catches trailing(x, 12), which does not say twelve of what.
func (c *checker) spanGiven(n *Call) bool {
	if n.Name != "trailing" || len(n.Args) != 2 {
		return true
	}
	lit, ok := n.Args[1].(*NumberLiteral)
	if !ok {
		return true
	}
	c.errorf(n, "bad-span", "trailing needs the unit of its span").Labelf(`trailing(…, "%s months")`, lit.Place.written())
	return false
}

func (c *checker) steps(w *Window, n *Call) {
	if len(n.Args) < 2 {
		return
	}
	lit, ok := n.Args[1].(*NumberLiteral)
	if !ok || lit.Value != math.Trunc(lit.Value) || lit.Value < 1 || lit.Value > 1000 {
		c.list.Errorf(Range(n.Args[1]), "bad-span", "%s goes back a whole number of periods, from 1 to 1000", n.Name)
		return
	}
	w.N = int(lit.Value)
}

func (c *checker) word(n Node) (string, bool) {
	lit, ok := n.(*TextLiteral)
	if !ok {
		return "", false
	}
	return lit.Value, true
}

func (c *checker) span(w *Window, n *Call) {
	text, _ := c.word(n.Args[1])
	count, grain, ok := calendar.ParseSpan(text)
	if !ok || count > 1000 {
		c.list.Errorf(Range(n.Args[1]), "bad-span", "a span is a whole number, at most 1000, with its unit").Labelf(`such as "12 months", "4 weeks", "90 days"`)
		return
	}
	w.N, w.Unit = count, grain
}

func (c *checker) enclosing(w *Window, n *Call) {
	text, _ := c.word(n.Args[1])
	grain, ok := calendar.ParseGrain(text)
	if !ok || grain == calendar.Day {
		c.list.Errorf(Range(n.Args[1]), "bad-span", "%s needs a unit of the calendar", n.Name).Labelf(`"week", "month", "quarter" or "year"`)
		return
	}
	w.Unit = grain
}

func (c *checker) base(w *Window, n *Call) {
	w.Against = "last_year"
	if len(n.Args) == 2 {
		text, _ := c.word(n.Args[1])
		if text != "previous" && text != "last_year" {
			c.list.Errorf(Range(n.Args[1]), "bad-span", `growth is on "last_year" or on "previous"`)
		}
		w.Against = text
	}
}
