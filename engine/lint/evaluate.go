package lint

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kpi/engine/calendar"
	"kpi/engine/formula"
)

// evaluate computes a checked formula over the attributes of a thing: a float64,
// a string, a bool, a date, or nil where the value is missing. Conditions have
// three values, as in SQL: what is not known is neither true nor false.
func (t *thing) evaluate(n formula.Node) any {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		return n.Value
	case *formula.TextLiteral:
		return n.Value
	case *formula.BoolLiteral:
		return n.Value
	case *formula.DateLiteral:
		return n.Value
	case *formula.Missing:
		return nil
	case *formula.Column:
		return t.values[n.ID]
	case *formula.Unary:
		return negated(n.Op, t.evaluate(n.X))
	case *formula.Binary:
		return t.binary(n)
	case *formula.Call:
		return t.call(n)
	}
	panic(fmt.Sprintf("lint: %T in a policy", n))
}

func negated(op string, x any) any {
	switch x := x.(type) {
	case bool:
		return !x
	case float64:
		return -x
	}
	return nil
}

func (t *thing) binary(n *formula.Binary) any {
	x := t.evaluate(n.X)
	switch n.Op {
	case "and", "or":
		return logic(n.Op, x, t.evaluate(n.Y))
	case "??":
		if x != nil {
			return x
		}
		return t.evaluate(n.Y)
	case "in":
		return t.among(x, n.Y.(*formula.List))
	}
	y := t.evaluate(n.Y)
	if x == nil || y == nil {
		return nil
	}
	switch n.Op {
	case "+", "-", "*", "/", "^":
		return computed(n.Op, x.(float64), y.(float64))
	case "contains", "startsWith", "endsWith", "matches":
		return textTest(n.Op, x, y.(string))
	}
	return compared(n.Op, order(x, y))
}

// logic is and, or: the side that is known may decide alone.
func logic(op string, x, y any) any {
	decides := op == "or"
	switch {
	case x == decides || y == decides:
		return decides
	case x == nil || y == nil:
		return nil
	}
	return !decides
}

func (t *thing) among(x any, list *formula.List) any {
	if x == nil {
		return nil
	}
	return slices.ContainsFunc(list.Items, func(item formula.Node) bool { return order(x, t.evaluate(item)) == 0 })
}

// computed is NULL where arithmetic has no finite result.
func computed(op string, x, y float64) any {
	var v float64
	switch op {
	case "+":
		v = x + y
	case "-":
		v = x - y
	case "*":
		v = x * y
	case "/":
		v = x / y
	case "^":
		v = math.Pow(x, y)
	}
	return finite(v)
}

// finite is a value that is none where it is a number without an end.
func finite(v any) any {
	if f, ok := v.(float64); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
		return nil
	}
	return v
}

// textTest asks of a text; of a list, contains asks for an item.
func textTest(op string, x any, y string) bool {
	if list, ok := x.([]string); ok {
		return slices.Contains(list, y)
	}
	text := x.(string)
	switch op {
	case "contains":
		return strings.Contains(text, y)
	case "startsWith":
		return strings.HasPrefix(text, y)
	case "endsWith":
		return strings.HasSuffix(text, y)
	}
	return regexp.MustCompile(y).MatchString(text) // which was checked
}

// order compares two values of one kind; false is before true.
func order(x, y any) int {
	switch x := x.(type) {
	case float64:
		return cmp.Compare(x, y.(float64))
	case string:
		return strings.Compare(x, y.(string))
	case calendar.Date:
		return cmp.Compare(x, y.(calendar.Date))
	case bool:
		if x == y.(bool) {
			return 0
		}
		return 1
	}
	panic(fmt.Sprintf("lint: %T in a comparison", x))
}

func compared(op string, order int) bool {
	switch op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

func (t *thing) call(n *formula.Call) any {
	switch n.Name {
	case "if":
		if t.evaluate(n.Args[0]) == true {
			return t.evaluate(n.Args[1])
		}
		return t.evaluate(n.Args[2])
	case "missing":
		v := t.evaluate(n.Args[0])
		list, isList := v.([]string)
		return v == nil || isList && len(list) == 0
	}
	args := make([]any, len(n.Args))
	for i, arg := range n.Args {
		if args[i] = t.evaluate(arg); args[i] == nil {
			return nil
		}
	}
	return finite(functions[n.Name](args))
}

// functions are those of values, without missing arguments. A test compares
// their names with what a policy may say.
var functions = map[string]func([]any) any{
	"abs":   func(a []any) any { return math.Abs(a[0].(float64)) },
	"floor": func(a []any) any { return math.Floor(a[0].(float64)) },
	"ceil":  func(a []any) any { return math.Ceil(a[0].(float64)) },
	"round": func(a []any) any {
		factor := 1.0
		if len(a) > 1 {
			factor = math.Pow(10, a[1].(float64))
		}
		return math.Round(a[0].(float64)*factor) / factor
	},
	"smaller": func(a []any) any { return min(a[0].(float64), a[1].(float64)) },
	"larger":  func(a []any) any { return max(a[0].(float64), a[1].(float64)) },

	"lower":  func(a []any) any { return strings.ToLower(a[0].(string)) },
	"upper":  func(a []any) any { return strings.ToUpper(a[0].(string)) },
	"trim":   func(a []any) any { return strings.TrimSpace(a[0].(string)) },
	"length": length,

	"year":    func(a []any) any { y, _, _ := a[0].(calendar.Date).Civil(); return float64(y) },
	"month":   func(a []any) any { _, m, _ := a[0].(calendar.Date).Civil(); return float64(m) },
	"day":     func(a []any) any { _, _, d := a[0].(calendar.Date).Civil(); return float64(d) },
	"weekday": func(a []any) any { return float64(((int(a[0].(calendar.Date))+3)%7+7)%7 + 1) },

	"days_between":   func(a []any) any { return float64(a[1].(calendar.Date) - a[0].(calendar.Date)) },
	"months_between": func(a []any) any { return months(a[0].(calendar.Date), a[1].(calendar.Date)) },
}

// length is the number of characters, or of items.
func length(a []any) any {
	if list, ok := a[0].([]string); ok {
		return float64(len(list))
	}
	return float64(utf8.RuneCountInString(a[0].(string)))
}

// months counts the full months from one day to another; a day that a shorter
// month does not have is its last one.
func months(from, until calendar.Date) float64 {
	if until < from {
		return -months(until, from)
	}
	y, m, d := from.Civil()
	toY, toM, _ := until.Civil()
	n := (toY-y)*12 + int(toM) - int(m)
	last := calendar.NewDate(toY, toM+1, 0)
	if min(calendar.NewDate(toY, toM, 1)+calendar.Date(d-1), last) > until {
		n--
	}
	return float64(n)
}

// spelled is a value in a message.
func spelled(v any) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case calendar.Date:
		return v.String()
	case []string:
		if len(v) > 0 {
			return strings.Join(v, ", ")
		}
	}
	return "(missing)"
}
