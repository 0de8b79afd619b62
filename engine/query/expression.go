package query

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/sql"
)

// rows turns formulas over the rows of one source into SQL, and remembers the
// joins that they read.
type rows struct {
	source *plan.Source
	plan   *plan.Plan          // for holidays; nil has none
	paths  map[string][]string // by alias
	many   map[string]*many    // joins to many, by alias
	bare   bool                // columns without a table, literals in the text
	from   string              // what stands in the place of the source's own table; "" is itself
	// Rows of joins to many are read up to asOf where cut is set.
	asOf  calendar.Date
	cut   bool
	edges []edge // of the windows that the rows are read in
}

func newRows(s *plan.Source) *rows {
	return &rows{source: s, paths: map[string][]string{}, many: map[string]*many{}}
}

// over returns an empty rows for another source that is read on the way.
func (r *rows) over(s *plan.Source) *rows {
	other := newRows(s)
	other.plan, other.asOf, other.cut = r.plan, r.asOf, r.cut
	return other
}

// table is the statement's own source, under an alias that no join has.
func (r *rows) table() sql.Table {
	name := r.source.ID
	if r.from != "" {
		name = r.from
	}
	return sql.Table{Name: name, Alias: r.alias(nil)}
}

func (r *rows) alias(path []string) string {
	if len(path) > 0 {
		return strings.Join(path, ".")
	}
	// The database does not tell capital letters from small ones.
	taken := func(own string) bool {
		for name := range r.source.Joins {
			if strings.EqualFold(name, own) {
				return true
			}
		}
		return false
	}
	own := "t"
	for taken(own) {
		own += "t"
	}
	return own
}

// column returns the column of the row that path leads to, and asks for the
// joins on the way.
func (r *rows) column(path []string, id string) sql.Expr {
	r.ask(path)
	if r.bare {
		return sql.Column{Name: id}
	}
	return sql.Column{Table: r.alias(path), Name: id}
}

// ask asks for the joins on the way to a row.
func (r *rows) ask(path []string) {
	for i := 1; i <= len(path); i++ {
		r.paths[r.alias(path[:i])] = path[:i]
	}
}

// literal passes a value of the formula beside the text, where there is one to
// pass it with.
func (r *rows) literal(v any) sql.Expr {
	if !r.bare {
		return sql.Arg{Value: v}
	}
	switch v := v.(type) {
	case int64:
		return sql.Int(v)
	case float64:
		return sql.Float(v)
	case bool:
		return sql.Binary{Op: "=", X: sql.Int(1), Y: sql.Int(map[bool]int{true: 1, false: 0}[v])}
	}
	return sql.Word(fmt.Sprint(v))
}

// joins returns the joins that the expressions have asked for, each after those
// that it reads itself: the ones on the way to it, and the ones of fields that
// it compares.
func (r *rows) joins() []sql.Join {
	var out []sql.Join
	done := map[string]bool{}
	var add func(paths map[string][]string)
	add = func(paths map[string][]string) {
		for _, name := range slices.Sorted(maps.Keys(paths)) {
			if done[name] {
				continue
			}
			done[name] = true
			compared := newRows(r.source)
			join := compared.join(paths[name])
			add(compared.paths)
			out = append(out, join)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.many)) {
		add(r.many[name].compares(r))
	}
	add(r.paths)
	for _, name := range slices.Sorted(maps.Keys(r.many)) {
		out = append(out, r.many[name].join(r))
	}
	return out
}

func (r *rows) join(path []string) sql.Join {
	j := r.reached(path[:len(path)-1]).Joins[path[len(path)-1]]
	out := sql.Join{Table: sql.Table{Name: j.Source.ID, Alias: r.alias(path)}}
	for i := range j.Local {
		local := formula.Rebase(j.Local[i], formula.Place{}, path[:len(path)-1])
		other := formula.Rebase(j.Other[i], formula.Place{}, path)
		out.On = append(out.On, sql.Binary{Op: "=", X: r.expr(local), Y: r.expr(other)})
	}
	return out
}

// reached returns the source that a path of joins leads to.
func (r *rows) reached(path []string) *plan.Source {
	s := r.source
	for _, step := range path {
		s = s.Joins[step].Source
	}
	return s
}

// day returns a clock as a date in the card's time zone.
func (r *rows) day(n formula.Node) sql.Expr {
	x := r.expr(n)
	if n.Info().Type.Kind == formula.Timestamp {
		return sql.Cast{X: x, Type: sql.Date}
	}
	return x
}

func (r *rows) expr(n formula.Node) sql.Expr {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		if n.Type.Storage == formula.Integer {
			return r.literal(int64(n.Value))
		}
		return r.literal(n.Value)
	case *formula.TextLiteral:
		return r.literal(n.Value)
	case *formula.BoolLiteral:
		return r.literal(n.Value)
	case *formula.DateLiteral:
		return sql.Day(n.Value.String())
	case *formula.Missing:
		return sql.Null{}
	case *formula.Column:
		return r.column(n.Path, n.ID)
	case *formula.Unary:
		if n.Op == "not" {
			return sql.Not{X: r.expr(n.X)}
		}
		return sql.Binary{Op: "-", X: sql.Int(0), Y: r.expr(n.X)}
	case *formula.Binary:
		return r.binary(n)
	case *formula.Call:
		return r.call(n)
	case *formula.Reduced:
		return r.reduced(n)
	case *formula.PeriodEdge:
		return r.edge(n)
	}
	panic(fmt.Sprintf("query: %T in a formula over rows", n))
}

var operators = map[string]string{
	"and": "AND", "or": "OR", "==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "+": "+", "-": "-", "*": "*",
}

func (r *rows) binary(n *formula.Binary) sql.Expr {
	switch n.Op {
	case "in":
		return sql.In{X: r.expr(n.X), Items: r.all(n.Y.(*formula.List).Items)}
	case "??":
		return sql.Call{Func: "coalesce", Args: []sql.Expr{r.expr(n.X), r.expr(n.Y)}}
	}
	x, y := r.expr(n.X), r.expr(n.Y)
	if xk, yk := n.X.Info().Type.Kind, n.Y.Info().Type.Kind; xk != yk {
		// A date and a point in time are compared as days.
		x, y = r.asDay(n.X, x), r.asDay(n.Y, y)
	}
	if op, ok := operators[n.Op]; ok {
		return sql.Binary{Op: op, X: x, Y: y}
	}
	return sql.Call{Func: n.Op, Args: []sql.Expr{x, y}}
}

// holidays lists those that would be working days.
func (r *rows) holidays() []sql.Expr {
	var out []sql.Expr
	if r.plan == nil {
		return nil
	}
	for _, d := range r.plan.Holidays {
		if day := d.Time().Weekday(); day != time.Saturday && day != time.Sunday {
			out = append(out, sql.Day(d.String()))
		}
	}
	return out
}

func (r *rows) asDay(n formula.Node, x sql.Expr) sql.Expr {
	if n.Info().Type.Kind == formula.Timestamp {
		return sql.Cast{X: x, Type: sql.Date}
	}
	return x
}

func (r *rows) all(nodes []formula.Node) []sql.Expr {
	out := make([]sql.Expr, len(nodes))
	for i, n := range nodes {
		out[i] = r.expr(n)
	}
	return out
}

func (r *rows) call(n *formula.Call) sql.Expr {
	args := r.all(n.Args)
	switch n.Name {
	case "if":
		return sql.Case{Whens: []sql.When{{If: args[0], Then: args[1]}}, Else: args[2]}
	case "missing":
		return sql.IsNull{X: args[0]}
	case "round":
		if len(args) == 1 {
			args = append(args, sql.Int(0))
		}
	case "year", "month", "day", "weekday", "days_between", "months_between", "workdays_between":
		for i := range args {
			args[i] = r.asDay(n.Args[i], args[i])
		}
	}
	if n.Name == "workdays_between" {
		args = append(args, sql.Call{Func: "list_value", Args: r.holidays()})
	}
	return sql.Call{Func: n.Name, Args: args}
}
