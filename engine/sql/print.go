package sql

import (
	"fmt"
	"strconv"
	"strings"
)

// A Statement is the text of a query with its arguments: $1 is the first.
type Statement struct {
	Text string
	Args []any
}

// Print writes s in the spelling of the dialect.
func Print(s *Select, d *Dialect) Statement {
	p := &printer{dialect: d}
	p.query(s, 0)
	return Statement{Text: p.b.String(), Args: p.args}
}

// PrintExpr writes one expression; alone it has no arguments to travel with, so
// it is for those without Arg, such as the columns of a key.
func PrintExpr(x Expr, d *Dialect) Statement {
	p := &printer{dialect: d}
	p.expr(x)
	return Statement{Text: p.b.String(), Args: p.args}
}

type printer struct {
	b       strings.Builder
	args    []any
	dialect *Dialect
}

func (p *printer) line(depth int, format string, args ...any) {
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	p.b.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&p.b, format, args...)
}

func (p *printer) query(s *Select, depth int) {
	for i, w := range s.With {
		p.with(w, i == 0, depth)
	}
	p.line(depth, "SELECT")
	for i, c := range s.Columns {
		p.comma(i)
		p.line(depth+1, "")
		p.expr(c.X)
		if c.Name != "" {
			p.b.WriteString(" AS " + p.dialect.Quote(c.Name))
		}
	}
	p.line(depth, "FROM %s", p.table(s.From))
	for _, j := range s.Joins {
		p.join(j, depth)
	}
	p.list(depth, "WHERE ", " AND ", s.Where)
	p.list(depth, "GROUP BY ", ", ", s.GroupBy)
	p.sets(s.Sets, depth)
	if len(s.OrderBy) > 0 {
		p.line(depth, "ORDER BY ")
		p.order(s.OrderBy)
	}
	if s.Limit > 0 {
		p.line(depth, "LIMIT %d", s.Limit)
	}
	for _, more := range s.More {
		p.line(depth, "UNION ALL")
		p.query(more, depth)
	}
}

func (p *printer) with(w With, first bool, depth int) {
	lead := "WITH "
	if !first {
		p.b.WriteByte(',')
		lead = ""
	}
	columns := ""
	if w.Select == nil {
		columns = "(" + strings.Join(quoteAll(p.dialect, w.Columns), ", ") + ")"
	}
	kept := ""
	if w.Once {
		kept = "MATERIALIZED "
	}
	p.line(depth, "%s%s%s AS %s(", lead, p.dialect.Quote(w.Name), columns, kept)
	if w.Select != nil {
		p.query(w.Select, depth+1)
	} else {
		p.values(w.Rows, depth+1)
	}
	p.line(depth, ")")
}

func (p *printer) values(rows [][]Expr, depth int) {
	p.line(depth, "VALUES ")
	for i, row := range rows {
		p.comma(i)
		p.b.WriteByte('(')
		p.exprs(row)
		p.b.WriteByte(')')
	}
}

func (p *printer) comma(i int) {
	if i > 0 {
		p.b.WriteString(",")
	}
}

func quoteAll(d *Dialect, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = d.Quote(n)
	}
	return out
}

func (p *printer) table(t Table) string {
	if t.Alias == "" {
		return p.dialect.Quote(t.Name)
	}
	return p.dialect.Quote(t.Name) + " AS " + p.dialect.Quote(t.Alias)
}

func (p *printer) join(j Join, depth int) {
	kind := "LEFT JOIN"
	if j.Inner {
		kind = "JOIN"
	}
	p.line(depth, "%s %s ON ", kind, p.table(j.Table))
	for i, on := range j.On {
		if i > 0 {
			p.b.WriteString(" AND ")
		}
		p.expr(on)
	}
}

func (p *printer) list(depth int, lead, between string, items []Expr) {
	if len(items) == 0 {
		return
	}
	p.line(depth, "%s", lead)
	for i, x := range items {
		if i > 0 {
			p.b.WriteString(between)
		}
		p.expr(x)
	}
}

func (p *printer) sets(sets [][]Expr, depth int) {
	if len(sets) == 0 {
		return
	}
	p.line(depth, "GROUP BY GROUPING SETS (")
	for i, set := range sets {
		if i > 0 {
			p.b.WriteString(", ")
		}
		p.b.WriteByte('(')
		p.exprs(set)
		p.b.WriteByte(')')
	}
	p.b.WriteByte(')')
}

func (p *printer) order(terms []Order) {
	for i, o := range terms {
		if i > 0 {
			p.b.WriteString(", ")
		}
		p.expr(o.X)
		if o.Descending {
			p.b.WriteString(" DESC")
		}
		p.b.WriteString(" NULLS LAST")
	}
}

func (p *printer) exprs(list []Expr) {
	for i, x := range list {
		if i > 0 {
			p.b.WriteString(", ")
		}
		p.expr(x)
	}
}

func (p *printer) expr(x Expr) {
	switch x := x.(type) {
	case Column:
		if x.Table != "" {
			p.b.WriteString(p.dialect.Quote(x.Table) + ".")
		}
		p.b.WriteString(p.dialect.Quote(x.Name))
	case Arg:
		p.argument(x.Value)
	case Int:
		p.b.WriteString(strconv.FormatInt(int64(x), 10))
	case Float:
		p.b.WriteString(strconv.FormatFloat(float64(x), 'f', -1, 64))
	case Word:
		p.b.WriteString("'" + strings.ReplaceAll(string(x), "'", "''") + "'")
	case Day:
		p.b.WriteString("DATE '" + string(x) + "'")
	case Null:
		p.b.WriteString("NULL")
	case Call:
		p.call(x)
	case Binary:
		p.b.WriteByte('(')
		p.expr(x.X)
		p.b.WriteString(" " + x.Op + " ")
		p.expr(x.Y)
		p.b.WriteByte(')')
	case Not:
		p.b.WriteString("(NOT ")
		p.expr(x.X)
		p.b.WriteByte(')')
	case IsNull:
		p.b.WriteByte('(')
		p.expr(x.X)
		p.b.WriteString(" IS NULL)")
	case In:
		p.b.WriteByte('(')
		p.expr(x.X)
		p.b.WriteString(" IN (")
		p.exprs(x.Items)
		p.b.WriteString("))")
	case Case:
		p.cases(x)
	case Cast:
		p.b.WriteString("CAST(")
		p.expr(x.X)
		p.b.WriteString(" AS " + string(x.Type) + ")")
	case Over:
		p.over(x)
	default:
		panic(fmt.Sprintf("sql: no spelling for %T", x))
	}
}

// argument writes the number of an argument. Equal values share one, so that
// the database sees equal expressions as equal and computes them once.
func (p *printer) argument(v any) {
	for i, have := range p.args {
		if have == v {
			fmt.Fprintf(&p.b, "$%d", i+1)
			return
		}
	}
	p.args = append(p.args, v)
	fmt.Fprintf(&p.b, "$%d", len(p.args))
}

func (p *printer) cases(c Case) {
	p.b.WriteString("CASE")
	for _, w := range c.Whens {
		p.b.WriteString(" WHEN ")
		p.expr(w.If)
		p.b.WriteString(" THEN ")
		p.expr(w.Then)
	}
	if c.Else != nil {
		p.b.WriteString(" ELSE ")
		p.expr(c.Else)
	}
	p.b.WriteString(" END")
}

func (p *printer) over(o Over) {
	p.expr(o.X)
	p.b.WriteString(" OVER (")
	if len(o.Partition) > 0 {
		p.b.WriteString("PARTITION BY ")
		p.exprs(o.Partition)
	}
	if len(o.Partition) > 0 && len(o.Order) > 0 {
		p.b.WriteByte(' ')
	}
	if len(o.Order) > 0 {
		p.b.WriteString("ORDER BY ")
		p.order(o.Order)
	}
	p.b.WriteByte(')')
}

// call prints a function by the dialect's template, or as name(arguments). An
// argument that a template names twice is printed twice.
func (p *printer) call(c Call) {
	template, ok := p.dialect.Functions[c.Func]
	if !ok {
		p.b.WriteString(c.Func + "(")
		p.exprs(c.Args)
		p.b.WriteByte(')')
		return
	}
	for {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			p.b.WriteString(template)
			return
		}
		p.b.WriteString(template[:open])
		p.expr(c.Args[template[open+1]-'0'])
		template = template[open+3:]
	}
}
