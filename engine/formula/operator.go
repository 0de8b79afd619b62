package formula

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"

	"kpi/engine/diag"
	"kpi/engine/unit"
)

func (c *checker) binary(n *Binary) Node {
	if v := c.verdict(n); v != nil {
		return v
	}
	if n.Op == "in" {
		return c.in(n)
	}
	n.X, n.Y = c.check(n.X), c.check(n.Y)
	if n.X.Info().Type.Kind == Unknown && !isMissing(n.X) || n.Y.Info().Type.Kind == Unknown && !isMissing(n.Y) {
		n.Type = Type{}
		return n
	}
	if n.Op != "==" && n.Op != "!=" && n.Op != "??" && !c.present(n.X, n.Y) {
		n.Type = Type{}
		return n
	}
	switch n.Op {
	case "and", "or":
		return c.logic(n)
	case "==", "!=":
		if isMissing(n.X) || isMissing(n.Y) {
			return missingTest(n)
		}
		return c.compare(n)
	case "<", "<=", ">", ">=":
		return c.compare(n)
	case "contains", "startsWith", "endsWith", "matches":
		return c.textTest(n)
	case "??":
		return c.otherwise(n)
	case "+", "-", "*", "/", "^":
		return c.arithmetic(n)
	}
	c.errorf(n, "formula-syntax", "%q is no operator of a formula", n.Op).
		Notef("operators: + - * / ^  == != < <= > >=  and or not in contains startsWith endsWith matches ??")
	return n
}

// present reports an error for each node that is nil written out, where a value
// is wanted.
func (c *checker) present(nodes ...Node) bool {
	ok := true
	for _, n := range nodes {
		if isMissing(n) {
			ok = false
			c.list.Errorf(Range(n), "formula-type", "nil is no value: only == and != compare with it, and if(…) gives it").
				Labelf("missing(x) asks for a missing value, x ?? 0 replaces it")
		}
	}
	return ok
}

func isMissing(n Node) bool {
	_, ok := n.(*Missing)
	return ok
}

// missingTest reads x == nil as missing(x), and x != nil as its opposite.
func missingTest(n *Binary) Node {
	x := n.X
	if isMissing(x) {
		x = n.Y
	}
	call := &Call{Base: n.Base, Name: "missing", Args: []Node{x}}
	call.Type = Type{Kind: Boolean}
	if n.Op == "==" {
		return call
	}
	return &Unary{Base: call.Base, Op: "not", X: call}
}

func (c *checker) logic(n *Binary) Node {
	for _, side := range []Node{n.X, n.Y} {
		if !fits(side.Info().Type, conditions) {
			return c.wrongKind(n, side, fmt.Sprintf("%q joins conditions", n.Op))
		}
	}
	n.Type = Type{Kind: Boolean, Nullable: nullable(n.X, n.Y)}
	return n
}

func (c *checker) compare(n *Binary) Node {
	x, y := n.X.Info().Type, n.Y.Info().Type
	n.Type = Type{Kind: Boolean, Nullable: x.Nullable || y.Nullable}
	if x.Kind != y.Kind && !datesBoth(x, y) {
		d := c.list.Errorf(Range(n), "formula-type", "a %s cannot be compared with a %s", x.Kind, y.Kind)
		if kinds := []Kind{x.Kind, y.Kind}; slices.Contains(kinds, Text) {
			d.Label = textLabel(kinds)
		}
		return n
	}
	if x.Kind == Number {
		c.commonUnit(n, "compared with")
	}
	if x.Kind == Boolean && n.Op != "==" && n.Op != "!=" {
		c.list.Errorf(Range(n), "formula-type", "a condition is true or false: it cannot be smaller or larger")
	}
	return n
}

// textLabel says how to compare a text with another kind, "" where it cannot be.
func textLabel(kinds []Kind) string {
	switch {
	case slices.Contains(kinds, Date), slices.Contains(kinds, Timestamp):
		return `write the date as date("2026-01-31")`
	case slices.Contains(kinds, Number):
		return "a number has no quotes, and a text has them"
	}
	return ""
}

func datesBoth(x, y Type) bool {
	return slices.Contains(dates, x.Kind) && slices.Contains(dates, y.Kind)
}

// commonUnit returns the unit that both sides of n share. A literal takes the
// unit of the other side.
func (c *checker) commonUnit(n *Binary, verb string) unit.Unit {
	x, y := n.X.Info().Type, n.Y.Info().Type
	for _, pair := range [][2]Node{{n.X, n.Y}, {n.Y, n.X}} {
		lit, ok := pair[0].(*NumberLiteral)
		other := pair[1].Info().Type.Unit
		if !ok {
			continue
		}
		if !lit.Percent && other == unit.Percent && (lit.Value > 1.5 || lit.Value < -1.5) {
			c.list.Errorf(lit.Place.Range(), "percent-scale", "%s means %s%% here: a percentage is written with its sign, or as a part of one", lit.Place.written(), strconv.FormatFloat(lit.Value*100, 'f', -1, 64)).
				Labelf("did you mean %s%%?", lit.Place.written())
			return other
		}
		if !lit.Percent || other.Dimensionless() {
			return other
		}
	}
	u, ok := x.Unit.Add(y.Unit)
	if !ok {
		c.list.Errorf(Range(n), "unit-mismatch", "%s cannot be %s %s", x.Unit, verb, y.Unit).
			Notef("both sides of %q need the same unit", n.Op)
	}
	return u
}

// written returns the text at p.
func (p Place) written() string {
	if p.Text == nil {
		return ""
	}
	runes := []rune(p.Text.Value)
	return string(runes[max(0, p.From):min(p.To, len(runes))])
}

func (c *checker) textTest(n *Binary) Node {
	for _, side := range []Node{n.X, n.Y} {
		if !fits(side.Info().Type, texts) {
			return c.wrongKind(n, side, fmt.Sprintf("%q compares texts", n.Op))
		}
	}
	n.Type = Type{Kind: Boolean, Nullable: nullable(n.X, n.Y)}
	if n.Op != "matches" {
		return n
	}
	pattern, ok := n.Y.(*TextLiteral)
	if !ok {
		c.list.Errorf(Range(n.Y), "bad-pattern", "the pattern of \"matches\" is a text in quotes")
		return n
	}
	if _, err := regexp.Compile(pattern.Value); err != nil {
		c.badPattern(n.Y, err)
	}
	return n
}

// badPattern says what is wrong with a pattern, without the name of the library.
func (c *checker) badPattern(at Node, err error) {
	var wrong *syntax.Error
	if errors.As(err, &wrong) {
		c.list.Errorf(Range(at), "bad-pattern", "this is not a pattern: %s in %q", wrong.Code, wrong.Expr)
		return
	}
	c.list.Errorf(Range(at), "bad-pattern", "this is not a pattern")
}

func (c *checker) in(n *Binary) Node {
	n.X = c.check(n.X)
	n.Type = Type{Kind: Boolean, Nullable: nullable(n.X)}
	if !c.present(n.X) || n.X.Info().Type.Kind == Unknown {
		n.Type = Type{}
	}
	list, ok := n.Y.(*List)
	if !ok {
		c.list.Errorf(Range(n.Y), "formula-type", `"in" needs a list in square brackets, such as stage in ["Won", "Lost"]`)
		return n
	}
	if len(list.Items) == 0 {
		c.list.Errorf(Range(list), "formula-type", "the list is empty: nothing can be in it")
	}
	for i, item := range list.Items {
		list.Items[i] = c.check(item)
		c.listItem(n, list.Items[i])
	}
	return n
}

func (c *checker) listItem(n *Binary, item Node) {
	x, t := n.X.Info().Type, item.Info().Type
	switch item.(type) {
	case *Missing:
		c.list.Errorf(Range(item), "formula-type", "nil cannot be in a list: write missing(…) beside it")
		return
	case *NumberLiteral, *TextLiteral, *BoolLiteral, *DateLiteral:
	default:
		if t.Kind != Unknown {
			c.list.Errorf(Range(item), "formula-type", "a list holds values that are written out")
		}
		return
	}
	if x.Kind != Unknown && x.Kind != t.Kind {
		c.list.Errorf(Range(item), "formula-type", "a %s cannot be in a list with a %s", x.Kind, t.Kind)
		return
	}
	if x.Kind == Number {
		c.commonUnit(&Binary{Base: n.Base, Op: "in", X: n.X, Y: item}, "compared with")
	}
}

// otherwise checks x ?? y.
func (c *checker) otherwise(n *Binary) Node {
	t, ok := c.unify(n.X, n.Y)
	if isMissing(n.X) || isMissing(n.Y) {
		c.list.Errorf(Range(n), "formula-type", "nil beside ?? changes nothing: write the value to take instead, x ?? 0")
	}
	if !ok {
		c.list.Errorf(Range(n), "formula-type", "both sides of ?? need the same type: %s and %s", describe(n.X), describe(n.Y))
	}
	t.Nullable = nullable(n.X) && nullable(n.Y)
	n.Type = t
	return n
}

func describe(n Node) string {
	t := n.Info().Type
	if t.Kind == Number {
		return t.Unit.String()
	}
	return string(t.Kind)
}

// unify returns the type of a value that is one or the other.
func (c *checker) unify(a, b Node) (Type, bool) {
	x, y := a.Info().Type, b.Info().Type
	if x.Kind == Unknown {
		return y, true
	}
	if y.Kind == Unknown {
		return x, true
	}
	if x.Kind != y.Kind {
		return Type{}, false
	}
	t := Type{Kind: x.Kind, Storage: commonStorage(x.Storage, y.Storage), Nullable: x.Nullable || y.Nullable}
	if x.Kind != Number {
		return t, true
	}
	u, ok := x.Unit.Add(y.Unit)
	switch {
	case isLiteral(a):
		u, ok = y.Unit, true
	case isLiteral(b):
		u, ok = x.Unit, true
	}
	t.Unit = u
	return t, ok
}

func isLiteral(n Node) bool {
	lit, ok := n.(*NumberLiteral)
	return ok && !lit.Percent
}

func (c *checker) arithmetic(n *Binary) Node {
	for _, side := range []Node{n.X, n.Y} {
		t := side.Info().Type
		if fits(t, numbers) {
			continue
		}
		if t.Kind == Date || t.Kind == Timestamp {
			c.list.Errorf(Range(n), "formula-type", "dates have no arithmetic").
				Labelf("write days_between(from, until) for the days from one date to another")
			n.Type = Type{}
			return n
		}
		if t.Kind == Boolean {
			c.wrongKind(n, side, fmt.Sprintf("%q needs numbers", n.Op))
			c.list.Items[len(c.list.Items)-1].Labelf("count(condition) makes a number")
			return n
		}
		return c.wrongKind(n, side, fmt.Sprintf("%q needs numbers", n.Op))
	}
	x, y := n.X.Info().Type, n.Y.Info().Type
	n.Type = Type{Kind: Number, Nullable: x.Nullable || y.Nullable}
	switch n.Op {
	case "+", "-":
		verb := "added to"
		if n.Op == "-" {
			verb = "reduced by"
		}
		n.Type.Unit = c.commonUnit(n, verb)
		n.Type.Storage = commonStorage(x.Storage, y.Storage)
	case "*":
		n.Type.Unit = x.Unit.Mul(y.Unit)
		n.Type.Storage = productStorage(x.Storage, y.Storage)
		n.Type.Unit = keepFlavor(n, n.Type.Unit)
	case "/":
		n.Type.Unit = x.Unit.Div(y.Unit)
		n.Type.Unit = keepFlavor(n, n.Type.Unit)
		n.Type.Nullable = true
	case "^":
		c.power(n)
	}
	return n
}

// keepFlavor keeps the flavor of a number that is scaled by a literal: half a
// percentage is a percentage, twice a count a count.
func keepFlavor(n *Binary, u unit.Unit) unit.Unit {
	x, y := n.X.Info().Type.Unit, n.Y.Info().Type.Unit
	switch {
	case !u.Dimensionless():
		return u
	case isLiteral(n.Y) && x.Dimensionless():
		return x
	case n.Op == "*" && isLiteral(n.X) && y.Dimensionless():
		return y
	}
	return u
}

// power checks x ^ n: a unit is raised only to a small whole number.
func (c *checker) power(n *Binary) {
	x := n.X.Info().Type
	lit, ok := n.Y.(*NumberLiteral)
	switch {
	case x.Unit.Dimensionless():
	case !ok || lit.Value != float64(int(lit.Value)) || lit.Value < 1 || lit.Value > 4:
		c.list.Errorf(Range(n), "unit-mismatch", "%s can be raised to 1, 2, 3 or 4 only", x.Unit)
	default:
		n.Type.Unit = x.Unit.Pow(int(lit.Value))
	}
	n.Type.Nullable = true
}

// commonStorage is the storage of a sum.
func commonStorage(x, y Storage) Storage {
	switch {
	case x == y:
		return x
	case x != Double && y != Double:
		return Decimal
	}
	return Double
}

// productStorage is the storage of a product. Two decimals would outgrow the
// digits that the database has.
func productStorage(x, y Storage) Storage {
	if x == Decimal && y == Decimal {
		return Double
	}
	return commonStorage(x, y)
}

// CheckComparison checks that a value and what it is judged against have the
// same unit. What is wrong stands where the latter is written.
func CheckComparison(value, against Node, list *diag.List) {
	if isMissing(against) || against.Info().Type.Kind == Unknown {
		return
	}
	c := &checker{list: list}
	c.compare(&Binary{Base: Base{Place: against.Info().Place}, Op: ">=", X: value, Y: against})
}
