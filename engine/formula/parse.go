package formula

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"kpi/engine/diag"
	"kpi/engine/spec"
)

// Parse reads the text of a formula into a tree whose names are open. It
// returns nil where the text cannot be read; list then says why.
func Parse(t *spec.Text, list *diag.List) Node {
	if strings.TrimSpace(t.Value) == "" {
		list.Errorf(t.Range, "formula-syntax", "the formula is empty")
		return nil
	}
	s := newScan(t, list)
	if !s.run() {
		return nil
	}
	tree, err := parser.ParseWithConfig(string(s.runes), config())
	if err != nil {
		s.syntaxError(err)
		return nil
	}
	l := &lowering{scan: s}
	n := l.lower(tree.Node)
	if l.wrong {
		return nil
	}
	return n
}

// plainCalls names every function of expr, so that its parser reads them as
// plain calls: the functions are ours.
var plainCalls = func() conf.FunctionsTable {
	functions := make(conf.FunctionsTable, len(builtin.Builtins))
	for _, f := range builtin.Builtins {
		functions[f.Name] = f
	}
	return functions
}()

// config is made for each parse: a Config is not safe for concurrent use.
func config() *conf.Config {
	return &conf.Config{Functions: plainCalls, MaxNodes: maxNodes, DisableIfOperator: true}
}

var unexpected = regexp.MustCompile(`^unexpected token (\w+)(?:\("(.*)"\))?$`)

// syntaxError says expr's first error in words.
func (s *scan) syntaxError(err error) {
	var e *file.Error
	if !errors.As(err, &e) {
		s.list.Errorf(s.text.Range, "formula-too-deep", "the formula has more than %d parts", maxNodes).
			Notef("give parts of it a name under fields: or measures:")
		return
	}
	if strings.Contains(e.Message, "exceeds maximum allowed nodes") {
		s.list.Errorf(s.text.Range, "formula-too-deep", "the formula has more than %d parts", maxNodes).
			Notef("give parts of it a name under fields: or measures:")
		return
	}
	from, to := e.From, max(e.To, e.From+1)
	message := e.Message
	if m := unexpected.FindStringSubmatch(message); m != nil {
		switch {
		case m[1] == "EOF":
			message = "the formula ends too early: a bracket is open or a value is missing"
			from, to = len(s.runes)-1, len(s.runes)
		default:
			message = fmt.Sprintf("%q does not belong here", string([]rune(s.text.Value)[from:min(to, len(s.runes))]))
		}
	}
	message = strings.TrimSuffix(message, ".")
	s.list.Errorf(s.text.Span(from, to), "formula-syntax", "%s", strings.ToLower(message[:1])+message[1:])
}

// A lowering turns expr's tree into ours.
type lowering struct {
	*scan
	wrong bool
}

func (l *lowering) info(n ast.Node) Base {
	loc := n.Location()
	return Base{Place: Place{Text: l.text, From: loc.From, To: max(loc.To, loc.From+1)}}
}

func (l *lowering) lower(n ast.Node) Node {
	info := l.info(n)
	switch n := n.(type) {
	case *ast.NilNode:
		return &Missing{Base: info}
	case *ast.BoolNode:
		return &BoolLiteral{Base: info, Value: n.Value}
	case *ast.StringNode:
		return &TextLiteral{Base: info, Value: n.Value}
	case *ast.IntegerNode, *ast.FloatNode:
		return l.number(info)
	case *ast.IdentifierNode:
		return &Name{Base: info, Name: n.Value}
	case *ast.MemberNode:
		return l.member(info, n)
	case *ast.UnaryNode:
		return l.unary(info, n)
	case *ast.BinaryNode:
		return &Binary{Base: info, Op: operatorName(n.Operator), X: l.lower(n.Left), Y: l.lower(n.Right)}
	case *ast.ConditionalNode:
		call := &Call{Name: "if", Args: []Node{l.lower(n.Cond), l.lower(n.Exp1), l.lower(n.Exp2)}}
		call.Place = extent(call.Args[0])
		return call
	case *ast.CallNode:
		return l.call(info, n.Callee, n.Arguments)
	case *ast.ArrayNode:
		return &List{Base: info, Items: l.all(n.Nodes)}
	}
	return l.reject(info, n)
}

func (l *lowering) all(nodes []ast.Node) []Node {
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		out[i] = l.lower(n)
	}
	return out
}

func (l *lowering) number(info Base) Node {
	lit := l.literals[info.Place.From]
	info.Place.To = max(info.Place.To, l.ends[info.Place.From])
	return &NumberLiteral{Base: info, Value: lit.Value, Percent: lit.Percent}
}

func (l *lowering) unary(info Base, n *ast.UnaryNode) Node {
	x := l.lower(n.Node)
	switch n.Operator {
	case "+":
		return x
	case "-":
		if lit, ok := x.(*NumberLiteral); ok {
			lit.Value, lit.Place.From = -lit.Value, info.Place.From
			return lit
		}
		return &Unary{Base: info, Op: "-", X: x}
	}
	return &Unary{Base: info, Op: "not", X: x}
}

func (l *lowering) member(info Base, n *ast.MemberNode) Node {
	name, ok := n.Property.(*ast.StringNode)
	if !ok || n.Optional {
		return l.reject(info, n)
	}
	// expr places a member at its property.
	prop := name.Location()
	info.Place.From, info.Place.To = prop.From, max(prop.To, prop.From+1)
	return &Member{Base: info, X: l.lower(n.Node), Name: name.Value}
}

func (l *lowering) call(info Base, callee ast.Node, args []ast.Node) Node {
	call := &Call{Base: info, Args: l.all(args)}
	switch c := l.lower(callee).(type) {
	case *Name:
		call.Name, call.Place = c.Name, c.Place
	case *Member:
		q, ok := c.X.(*Name)
		if !ok {
			return l.reject(info, callee)
		}
		call.Name, call.Qualifier, call.Place = c.Name, q, c.Place
	default:
		return l.reject(info, callee)
	}
	return call
}

// reject answers what expr can say and a formula must not.
func (l *lowering) reject(info Base, n ast.Node) Node {
	l.wrong = true
	what := "this"
	switch n.(type) {
	case *ast.VariableDeclaratorNode, *ast.SequenceNode:
		what = `"let" and ";"`
	case *ast.SliceNode, *ast.MemberNode:
		what = `"[ ]" after a value`
	case *ast.MapNode, *ast.PairNode:
		what = `"{ }"`
	case *ast.PredicateNode, *ast.PointerNode:
		what = "a predicate"
	}
	l.list.Errorf(info.Place.Range(), "formula-syntax", "%s cannot be used in a formula", what).
		Notef("give the condition as the last argument, sum(amount, won), and name parts under fields: or measures:")
	return &Missing{Base: info}
}

func operatorName(op string) string {
	switch op {
	case "&&":
		return "and"
	case "||":
		return "or"
	case "**":
		return "^"
	}
	return op
}
