package lint

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// policyPrefix stands before the name of a policy in the code of its findings.
const policyPrefix = "policy/"

// A policy is a rule of the house as understood.
type policy struct {
	spec          *spec.Policy
	class         *class
	where, assert formula.Node // where is nil for all things
	message       []piece
}

// A piece of a message is Text, or the value of an attribute or formula.
type piece struct {
	text  string
	value formula.Node
}

// Policies returns the rules that the house has written, and what is wrong with
// them. Those with a mistake are left out.
func Policies(c *spec.Catalog) ([]*Rule, diag.List) {
	var list diag.List
	var out []*Rule
	for i := range c.Policies {
		s := &c.Policies[i]
		if p := readPolicy(s, &list); p != nil {
			out = append(out, p.rule())
		}
	}
	return out, list
}

// readPolicy understands a policy; nil is one with a mistake.
func readPolicy(s *spec.Policy, list *diag.List) *policy {
	p := &policy{spec: s, class: classOf(s.For.Value)}
	if p.class == nil || s.Assert.Value == "" {
		return nil // which spec has reported
	}
	before := list.Count(diag.Error)
	p.assert = p.condition(&s.Assert, "assert", list)
	if s.Where.Written() {
		p.where = p.condition(&s.Where, "where", list)
	}
	if _, constant := p.assert.(*formula.BoolLiteral); p.assert != nil && (constant || !reads(p.assert)) {
		list.Errorf(s.Assert.Range, "policy-constant", "this asks nothing of %s: no attribute is in it", p.class.word).
			Notef("attributes of %s: %s", p.class.word, diag.Some(p.class.names()))
	}
	p.message = p.template(&s.Message, list)
	if list.Count(diag.Error) > before {
		return nil
	}
	return p
}

func reads(n formula.Node) bool {
	found := false
	formula.Walk(n, func(n formula.Node) {
		_, ok := n.(*formula.Column)
		found = found || ok
	})
	return found
}

func (c *class) names() []string {
	var out []string
	for _, a := range c.attributes {
		out = append(out, a.name)
	}
	return out
}

func (c *class) attribute(name string) *attribute {
	i := slices.IndexFunc(c.attributes, func(a attribute) bool { return a.name == name })
	if i < 0 {
		return nil
	}
	return &c.attributes[i]
}

// rows is what a formula over the attributes may read.
func (c *class) rows() *formula.Rows {
	rows := &formula.Rows{Thing: c.word, Columns: map[string]formula.Type{}}
	for _, a := range c.attributes {
		rows.Columns[a.name] = formula.Type{Kind: a.kind, Nullable: true}
	}
	return rows
}

// condition reads a formula that is true or false.
func (p *policy) condition(t *spec.Text, key string, list *diag.List) formula.Node {
	n := p.formula(t, list)
	if n == nil {
		return nil
	}
	if kind := n.Info().Type.Kind; kind != formula.Boolean && kind != formula.Unknown {
		list.Errorf(formula.Range(n), "formula-type", "%s: is a condition, and this is a %s", key, kind).
			Labelf("such as owner != nil")
		return nil
	}
	return n
}

// formula reads a formula over the attributes; nil has a mistake.
func (p *policy) formula(t *spec.Text, list *diag.List) formula.Node {
	before := list.Count(diag.Error)
	n := formula.Parse(t, list)
	if n == nil {
		return nil
	}
	r := reading{class: p.class, list: list}
	n = r.lists(n)
	if list.Count(diag.Error) == before {
		n = formula.CheckRow(n, p.class.rows(), list)
	}
	if list.Count(diag.Error) > before {
		return nil
	}
	return n
}

// A reading of a formula finds what policies may not say, before names are
// resolved.
type reading struct {
	class *class
	list  *diag.List
}

// lists reads "x" in tags as tags contains "x", and reports lists that stand where
// only one text can, and what reads rows.
func (r reading) lists(n formula.Node) formula.Node {
	switch n := n.(type) {
	case *formula.Name:
		r.alone(n)
	case *formula.Member:
		r.list.Errorf(n.Place.Range(), "unknown-attribute", "a policy reads the attributes of %s, and nothing behind them", r.class.word)
	case *formula.Unary:
		n.X = r.lists(n.X)
	case *formula.List:
		for i := range n.Items {
			n.Items[i] = r.lists(n.Items[i])
		}
	case *formula.Call:
		r.call(n)
	case *formula.Binary:
		return r.binary(n)
	}
	return n
}

func (r reading) binary(n *formula.Binary) formula.Node {
	switch {
	case n.Op == "in" && r.isList(n.Y):
		return &formula.Binary{Base: n.Base, Op: "contains", X: n.Y, Y: r.lists(n.X)}
	case n.Op == "contains" && r.isList(n.X):
		n.Y = r.lists(n.Y)
		return n
	case (n.Op == "==" || n.Op == "!=") && (isNil(n.X) && r.isList(n.Y) || r.isList(n.X) && isNil(n.Y)):
		return n
	}
	n.X, n.Y = r.lists(n.X), r.lists(n.Y)
	return n
}

func isNil(n formula.Node) bool {
	_, ok := n.(*formula.Missing)
	return ok
}

func (r reading) isList(n formula.Node) bool {
	name, ok := n.(*formula.Name)
	if !ok {
		return false
	}
	a := r.class.attribute(name.Name)
	return a != nil && a.list
}

// alone reports a list where one value is wanted, and days of periods.
func (r reading) alone(n *formula.Name) {
	switch {
	case r.isList(n):
		r.list.Errorf(n.Place.Range(), "formula-type", "%q is a list", n.Name).
			Labelf("ask \"…\" in %s, length(%[1]s) or missing(%[1]s)", n.Name)
	case n.Name == "period_start" || n.Name == "period_end":
		r.list.Errorf(n.Place.Range(), "function-scope", "a policy looks at definitions, which have no period")
	}
}

// call reports functions that read rows or a calendar; length and missing take a
// list, too.
func (r reading) call(n *formula.Call) {
	f := formula.Lookup(n.Name)
	known := f == nil || functions[n.Name] != nil || n.Name == "if" || n.Name == "missing" || n.Name == "date"
	if !known {
		r.list.Errorf(n.Place.Range(), "function-scope", "a policy looks at definitions, and %s is for rows and periods", n.Name).
			Notef("functions here: %s", diag.Some(policyFunctions()))
		return
	}
	for i, arg := range n.Args {
		if (n.Name == "length" || n.Name == "missing") && r.isList(arg) {
			continue
		}
		n.Args[i] = r.lists(arg)
	}
}

// policyFunctions lists what a policy may call.
func policyFunctions() []string {
	names := []string{"if", "missing", "date"}
	for _, f := range formula.Functions {
		if functions[f.Name] != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// longestMessage is in characters. A file of a stranger may have thousands of
// formulas in one.
const longestMessage = 2000

// template reads a message: what stands in braces is a formula over attributes.
func (p *policy) template(t *spec.Text, list *diag.List) []piece {
	runes := []rune(t.Value)
	if len(runes) > longestMessage {
		list.Errorf(t.Range, "policy-message", "the message has %d characters; %d is the limit", len(runes), longestMessage)
		return nil
	}
	var out []piece
	for i := 0; i < len(runes); {
		start := i
		for start < len(runes) && runes[start] != '{' && runes[start] != '}' {
			start++
		}
		if start > i {
			out = append(out, piece{text: string(runes[i:start])})
		}
		switch end := start + slices.Index(runes[start:], '}'); {
		case start == len(runes):
			return out
		case start+1 < len(runes) && runes[start+1] == runes[start]:
			out = append(out, piece{text: string(runes[start])})
			i = start + 2
		case end <= start:
			list.Errorf(t.Span(start, start+1), "message-brace", "this brace has no partner").Labelf("write {{ or }} for a brace that is printed")
			return nil
		default:
			out = append(out, piece{value: p.value(t.Part(start+1, end), list)})
			i = end + 1
		}
	}
	return out
}

// value reads what stands in braces: also a list, which no formula gives.
func (p *policy) value(t spec.Text, list *diag.List) formula.Node {
	if name := strings.TrimSpace(t.Value); p.class.attribute(name) != nil {
		return &formula.Column{ID: name}
	}
	return p.formula(&t, list)
}

// rule makes a rule of lint of the policy.
func (p *policy) rule() *Rule {
	severities := map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "info": diag.Info, "": diag.Warning}
	why := p.spec.Why.Value
	if why == "" {
		why = fmt.Sprintf("A policy of the house: %s.", p.spec.Assert.Value)
	}
	return &Rule{
		Name: policyPrefix + p.spec.ID.Value, Severity: severities[p.spec.Severity.Value], Needs: Definition, Doc: Doc{Why: why},
		Check: p.check,
	}
}

// check reports every thing that does not meet the condition. What is not known,
// because an attribute is missing, is not met.
func (p *policy) check(pass *Pass) {
	for _, t := range p.things(pass.Plan) {
		if t.evaluate(p.assert) == true {
			continue
		}
		f := pass.Reportf(t.kpi, t.at, "%s", p.told(t))
		if f.At(p.spec.ID.Range, "policy %q asks for %s", p.spec.ID.Value, p.spec.Assert.Value); p.spec.Why.Written() {
			f.Notef("%s", p.spec.Why.Value)
		}
		if missing := p.missing(t); missing != "" {
			f.Notef("%s", missing)
		}
	}
}

// things are those that the policy looks at.
func (p *policy) things(all *plan.Plan) []*thing {
	return slices.DeleteFunc(p.class.things(all), func(t *thing) bool { return p.where != nil && t.evaluate(p.where) != true })
}

func (p *policy) told(t *thing) string {
	if len(p.message) == 0 {
		return fmt.Sprintf("%s %q does not keep the policy %q", p.class.title, t.id, p.spec.ID.Value)
	}
	text := ""
	for _, m := range p.message {
		if m.value == nil {
			text += m.text
			continue
		}
		text += spelled(t.evaluate(m.value))
	}
	return fmt.Sprintf("%s %q: %s", p.class.title, t.id, text)
}

// missing names the attributes for which nobody knows whether the condition is
// met; "" where it is not met.
func (p *policy) missing(t *thing) string {
	if t.evaluate(p.assert) != nil {
		return ""
	}
	var names []string
	formula.Walk(p.assert, func(n formula.Node) {
		if c, ok := n.(*formula.Column); ok && t.values[c.ID] == nil && !slices.Contains(names, c.ID) {
			names = append(names, c.ID)
		}
	})
	return fmt.Sprintf("there is no %s, so that nobody knows; say what that means with ?? or missing(…)", join(names))
}
