package formula

import (
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"

	"kpi/engine/diag"
	"kpi/engine/spec"
)

// Parse reads the text of a formula into a tree whose names are open. It
// returns nil where the text cannot be read; list then says why. A text that is
// not written is nil, too, and whoever has read the file has said so.
func Parse(t *spec.Text, list *diag.List) Node {
	if !t.Written() {
		return nil
	}
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

// A lowering turns expr's tree into ours.
type lowering struct {
	*scan
	nodes int
	wrong bool
}

func (l *lowering) info(n ast.Node) Base {
	loc := n.Location()
	return Base{Place: Place{Text: l.text, From: loc.From, To: max(loc.To, loc.From+1)}}
}

func (l *lowering) lower(n ast.Node) Node {
	info := l.info(n)
	// The parser shares a in 0 < a < 1 between two comparisons, so that its tree
	// may be smaller than ours.
	if l.nodes++; l.nodes > maxNodes {
		return l.tooLarge(info)
	}
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

func (l *lowering) tooLarge(info Base) Node {
	if l.nodes == maxNodes+1 {
		l.tooManyParts()
	}
	l.wrong = true
	return &Missing{Base: info}
}

func (l *lowering) number(info Base) Node {
	lit, ok := l.literals[info.Place.From]
	end := l.ends[info.Place.From]
	if !ok || info.Place.To > end {
		l.wrong = true
		l.list.Errorf(info.Place.Range(), "formula-syntax", "this is not a number")
		return &Missing{Base: info}
	}
	info.Place.To = end
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
	if !ok || n.Optional || strings.ContainsRune("\"'`", l.at(n.Property.Location().From)) {
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
			l.wrong = true
			l.list.Errorf(c.Place.Range(), "formula-syntax", "only a source can stand before a function, as in deals.sum(amount)")
			return call
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
	case *ast.SliceNode, *ast.MemberNode:
		what = `"[ ]" after a value`
	case *ast.BytesNode:
		what = `a letter before a text in quotes`
	}
	l.list.Errorf(info.Place.Range(), "formula-syntax", "%s cannot be used in a formula", what)
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
