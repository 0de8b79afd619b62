package formula

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Format prints a checked tree in one spelling: two formulas that mean the same
// rows and operations in the same order print alike. A nil tree prints "".
func Format(n Node) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *NumberLiteral:
		return number(n.Value)
	case *TextLiteral:
		return strconv.Quote(n.Value)
	case *BoolLiteral:
		return strconv.FormatBool(n.Value)
	case *DateLiteral:
		return fmt.Sprintf("date(%q)", n.Value)
	case *Missing:
		return "nil"
	case *List:
		return "[" + joined(n.Items) + "]"
	case *Unary:
		return n.Op + " " + operand(n.X)
	case *Binary:
		return operand(n.X) + " " + n.Op + " " + operand(n.Y)
	case *Call:
		return n.Name + "(" + joined(n.Args) + ")"
	case *Name:
		return n.Name
	case *Member:
		return Format(n.X) + "." + n.Name
	case *Column:
		return strings.Join(append(append([]string(nil), n.Path...), n.ID), ".")
	case *Ref:
		return n.ID
	case *Aggregate:
		return n.Source + "." + n.Func + "(" + joined(n.arguments()) + ")"
	case *Window:
		return n.text()
	case *PeriodEdge:
		return n.text()
	case *Reduced:
		return strings.Join(append(append([]string(nil), n.Path...), n.Join), ".") + "." + n.Func + "(" + joined(n.arguments()) + ")"
	case *Each:
		return n.Func + "(" + Format(n.X) + ", " + n.members() + ")"
	case *Total:
		if n.Dimension != "" {
			return "total(" + Format(n.X) + ", " + n.Dimension + ")"
		}
		return "total(" + Format(n.X) + ")"
	case *Judged:
		return n.text()
	}
	panic(fmt.Sprintf("formula: no text for %T", n))
}

func (a *Aggregate) arguments() []Node {
	args := present(a.X)
	switch a.Func {
	case "percentile":
		args = append(args, &NumberLiteral{Value: a.P})
	case "top_share":
		args = append(args, &NumberLiteral{Value: float64(a.N)})
	}
	return append(args, present(a.Entity, a.Where)...)
}

func (r *Reduced) arguments() []Node {
	args := present(r.X)
	if r.Func == "percentile" {
		args = append(args, &NumberLiteral{Value: r.P})
	}
	return append(args, present(r.Where)...)
}

func (e *PeriodEdge) text() string {
	name := "period_start"
	if e.End {
		name = "period_end"
	}
	if e.Unit != "" {
		return fmt.Sprintf("%s(%q)", name, string(e.Unit))
	}
	return name
}

// members prints what an Each is computed for.
func (e *Each) members() string {
	switch {
	case e.Unit != "":
		return strconv.Quote(string(e.Unit))
	case e.Dimension != "":
		return e.Dimension
	}
	return Format(e.Per)
}

func (w *Window) text() string {
	rest := ""
	switch w.Func {
	case "previous", "last_year":
		if w.N != 1 {
			rest = fmt.Sprintf(", %d", w.N)
		}
	case "trailing":
		rest = fmt.Sprintf(", \"%d %s\"", w.N, plural(string(w.Unit), w.N))
	case "growth":
		rest = fmt.Sprintf(", %q", w.Against)
	default:
		rest = fmt.Sprintf(", %q", string(w.Unit))
	}
	return w.Func + "(" + Format(w.X) + rest + ")"
}

func joined(nodes []Node) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = Format(n)
	}
	return strings.Join(parts, ", ")
}

// operand prints n in parentheses where it is made of parts. So is a negative
// number: -2 ^ 2 would read as the opposite of 2 ^ 2.
func operand(n Node) string {
	switch n := n.(type) {
	case *Binary, *Unary:
		return "(" + Format(n) + ")"
	case *NumberLiteral:
		if n.Value < 0 {
			return "(" + Format(n) + ")"
		}
	case *Judged:
		if len(n.Is) > 0 {
			return "(" + Format(n) + ")"
		}
	}
	return Format(n)
}

// number prints all digits of v, and a power of ten only where there would be
// more zeros than anybody counts.
func number(v float64) string {
	if size := math.Abs(v); v != 0 && (size < 1e-9 || size >= 1e21) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
