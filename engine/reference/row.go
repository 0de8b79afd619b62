package reference

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A place is a row of a source as it is seen in a frame.
type place struct {
	source *plan.Source
	row    *Row
	frame  calendar.Frame
}

// row evaluates a formula over the row at p; nil is missing.
func (e *Evaluator) row(n formula.Node, p place) any {
	v := e.rowAny(n, p)
	if t := n.Info().Type; v != nil && t.Kind == formula.Number && t.Storage == formula.Double {
		// What may be a binary float is computed as one, whichever branch of an
		// if it comes from.
		return float(v)
	}
	return v
}

func (e *Evaluator) rowAny(n formula.Node, p place) any {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		if n.Type.Storage == formula.Integer {
			return int64(n.Value)
		}
		return n.Value
	case *formula.TextLiteral:
		return n.Value
	case *formula.BoolLiteral:
		return n.Value
	case *formula.DateLiteral:
		return n.Value
	case *formula.Missing:
		return nil
	case *formula.PeriodEdge:
		return e.edge(n, p.frame)
	case *formula.Column:
		return e.column(n, p)
	case *formula.Reduced:
		return e.reduced(n, p)
	case *formula.Unary:
		return negated(n.Op, e.row(n.X, p))
	case *formula.Binary:
		return e.rowBinary(n, p)
	case *formula.Call:
		return e.rowCall(n, p)
	}
	panic(fmt.Sprintf("reference: %T in a formula over rows", n))
}

func negated(op string, x any) any {
	switch {
	case x == nil:
		return nil
	case op == "not":
		return !x.(bool)
	}
	return arithmetic("-", int64(0), x)
}

func (e *Evaluator) rowBinary(n *formula.Binary, p place) any {
	x := e.row(n.X, p)
	switch n.Op {
	case "and", "or":
		return threeValued(n.Op, x, e.row(n.Y, p))
	case "??":
		if x != nil {
			return x
		}
		return e.row(n.Y, p)
	case "in":
		return e.rowIn(n, x, p)
	}
	y := e.row(n.Y, p)
	if x == nil || y == nil {
		return nil
	}
	switch n.Op {
	case "+", "-", "*", "/", "^":
		return arithmetic(n.Op, x, y)
	case "contains", "startsWith", "endsWith", "matches":
		return e.textTest(n.Op, x.(string), y.(string))
	}
	if n.X.Info().Type.Kind != n.Y.Info().Type.Kind {
		// A date and a point in time are compared as days.
		x, y = e.day(x), e.day(y)
	}
	return compared(n.Op, order(x, y))
}

// threeValued is and, or: what is not known decides nothing unless the other
// side does.
func threeValued(op string, x, y any) any {
	decides := op == "or"
	switch {
	case x == decides || y == decides:
		return decides
	case x == nil || y == nil:
		return nil
	}
	return !decides
}

func (e *Evaluator) rowIn(n *formula.Binary, x any, p place) any {
	if x == nil {
		return nil
	}
	for _, item := range n.Y.(*formula.List).Items {
		if order(x, e.row(item, p)) == 0 {
			return true
		}
	}
	return false
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
	case ">=":
		return order >= 0
	}
	panic(fmt.Sprintf("reference: operator %q over rows", op))
}

func (e *Evaluator) textTest(op, x, y string) bool {
	switch op {
	case "contains":
		return strings.Contains(x, y)
	case "startsWith":
		return strings.HasPrefix(x, y)
	case "endsWith":
		return strings.HasSuffix(x, y)
	}
	pattern := e.memo.patterns[y]
	if pattern == nil {
		pattern = regexp.MustCompile(y)
		e.memo.patterns[y] = pattern
	}
	return pattern.MatchString(x)
}

// day returns the day of a date, or of a point in time in the card's zone.
func (e *Evaluator) day(v any) calendar.Date {
	switch v := v.(type) {
	case calendar.Date:
		return v
	case time.Time:
		zone := e.Plan.Calendar.Zone
		if zone == nil {
			zone = time.UTC
		}
		return calendar.DateOf(v.In(zone))
	}
	panic(fmt.Sprintf("reference: %T is no day", v))
}

// edge is the first or the last day of what is read of a frame, or of the
// period around its last day. The last day is never after as-of.
func (e *Evaluator) edge(n *formula.PeriodEdge, f calendar.Frame) calendar.Date {
	first, last := f.Start, f.Cut-1
	if n.Unit != "" {
		c := e.Plan.Calendar
		around := c.PeriodOf(n.Unit, min(last, e.AsOf))
		first, last = c.Start(around), c.End(around)-1
	}
	if n.End {
		return min(last, e.AsOf)
	}
	return first
}

// column reads a column of the row, or of the row that joins lead to.
func (e *Evaluator) column(n *formula.Column, p place) any {
	at := e.follow(n.Path, p)
	if at.row == nil {
		return nil
	}
	return at.row.Values[n.ID]
}

// follow returns the row that joins lead to; its row is nil where there is no
// partner.
func (e *Evaluator) follow(path []string, p place) place {
	for _, step := range path {
		if p.row == nil {
			return p
		}
		j := p.source.Joins[step]
		partners := e.partners(j, p)
		p = place{source: j.Source, frame: p.frame}
		if len(partners) > 0 {
			p.row = partners[0]
		}
	}
	return p
}

// partners are the rows that a join finds, where what it compares is there.
func (e *Evaluator) partners(j *plan.Join, p place) []*Row {
	known := meeting{j, p.row}
	if rows, ok := e.memo.partners[known]; ok {
		return rows
	}
	var out []*Row
	for _, other := range e.Tables[j.Source.ID] {
		if e.meet(j, p, place{source: j.Source, row: other, frame: p.frame}) {
			out = append(out, other)
		}
	}
	e.memo.partners[known] = out
	return out
}

func (e *Evaluator) meet(j *plan.Join, here, there place) bool {
	for i := range j.Local {
		x, y := e.fixed(j.Local[i], here), e.fixed(j.Other[i], there)
		if x == nil || y == nil || order(x, y) != 0 {
			return false
		}
	}
	return true
}
