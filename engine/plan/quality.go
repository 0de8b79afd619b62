package plan

import (
	"fmt"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// A Claim is a condition that every row of a source is to meet. A row for which
// it has no result meets it.
type Claim struct {
	Kind  ClaimKind
	Name  string       // of the check or of the column
	Text  string       // what is claimed, as written
	Holds formula.Node // over the rows of the source
}

// A ClaimKind is where a claim is written.
type ClaimKind string

// The kinds of claims.
const (
	CheckClaim  ClaimKind = "check"
	RangeClaim  ClaimKind = "range"
	ValuesClaim ClaimKind = "values"
)

// An Expect holds what somebody else knows: the number of rows of a source, or
// the values of a KPI. The zero Expect is nothing.
type Expect struct {
	Rows   *Total // of a source as a whole; nil is none
	Totals []Total
	File   *spec.Text // with further totals, which ReadTotal reads; nil is none
}

// A Total is a control total.
type Total struct {
	Period calendar.Selection // the zero value for a source as a whole
	Value  float64
	Within float64 // how far from it a number is still equal: half a unit of the last digit written
	Text   string  // as written
	Place  string  // of the number, "totals.csv:3"
}

// quality resolves what the definitions claim about the data.
func (b *builder) quality() {
	for _, s := range b.plan.Sources {
		b.columnClaims(s)
		b.checks(s)
		s.Expect = b.expect(s.Spec.Expect, nil)
		if s.Clock == nil && !s.Spec.Date.Written() && (len(s.Expect.Totals) > 0 || s.Expect.File != nil) {
			b.list.Errorf(s.Spec.Expect.Range, "no-clock", "source %q has no date: it is not known which period a row belongs to", s.ID).
				Notef("add date: to the source, or expect one number for all of its rows")
		}
	}
	for _, k := range b.plan.KPIs {
		k.Expect = b.expect(k.Spec.Expect, k)
		if rows := k.Spec.Expect.Rows; rows.Written() {
			b.list.Errorf(rows.Range, "expect-period", "%q has a value in every period, and it is not said of which one %s is", k.ID, rows.Value).
				Labelf("such as {%s: %s}", "2026-08", rows.Value)
			k.Expect.Rows = nil
		}
	}
}

func (b *builder) checks(s *Source) {
	for i := range s.Spec.Checks {
		c := &s.Spec.Checks[i]
		n := b.timeless(b.rowFormula(&c.Formula, s.rows), &c.Formula)
		if n == nil {
			continue
		}
		if kind := n.Info().Type.Kind; kind != formula.Boolean {
			b.list.Errorf(c.Formula.Range, "formula-type", "a check is a condition, and this is a %s", kind).Labelf("such as amount >= 0")
			continue
		}
		s.Claims = append(s.Claims, Claim{CheckClaim, c.ID.Value, strings.Join(strings.Fields(c.Formula.Value), " "), n})
	}
}

func (b *builder) columnClaims(s *Source) {
	for i := range s.Columns {
		c := &s.Columns[i]
		if c.Spec.MaxMissing.Written() {
			if lit, ok := unit.ParseLiteral(c.Spec.MaxMissing.Value); ok {
				c.MaxMissing = &lit.Value
			}
		}
		if c.Spec.Range.Written() {
			b.rangeClaim(s, c)
		}
		if len(c.Spec.Values) > 0 {
			b.valuesClaim(s, c)
		}
	}
}

func (c *Column) node() *formula.Column {
	n := &formula.Column{ID: c.ID}
	n.Type = c.Type
	return n
}

// compared is the node of x op y.
func compared(op string, x, y formula.Node) formula.Node {
	n := &formula.Binary{Op: op, X: x, Y: y}
	n.Type = formula.Type{Kind: formula.Boolean, Nullable: true}
	return n
}

func (b *builder) rangeClaim(s *Source, c *Column) {
	span := &c.Spec.Range
	switch c.Type.Kind {
	case formula.Number, formula.Date, formula.Timestamp:
	default:
		b.list.Errorf(span.Range, "claim-type", "a range is for numbers and dates, and %q is %s", c.ID, c.Spec.Type.Value).
			Notef("values: [Won, Lost] lists what a text may be; a check says anything else")
		return
	}
	low, high := b.end(c, &span.Low), b.end(c, &span.High)
	if isAfter(low, high) {
		b.list.Errorf(span.Range, "empty-range", "the range of %q ends before it begins: no value lies in it", c.ID)
	}
	var holds formula.Node
	text := ""
	if low != nil {
		holds, text = compared(">=", c.node(), low), "at least "+span.Low.Value
	}
	if high != nil {
		holds, text = both(holds, compared("<=", c.node(), high)), strings.TrimPrefix(text+" and at most "+span.High.Value, " and ")
	}
	if holds != nil {
		s.Claims = append(s.Claims, Claim{RangeClaim, c.ID, text, holds})
	}
}

// end reads one end of a range; nil is open, or wrong.
func (b *builder) end(c *Column, text *spec.Text) formula.Node {
	if !text.Written() {
		return nil
	}
	if c.Type.Kind == formula.Number {
		return literal(c.node(), text, &b.list)
	}
	d, ok := calendar.ParseDate(text.Value)
	if !ok {
		b.list.Errorf(text.Range, "claim-type", "%q is a %s, and %q is no day", c.ID, c.Type.Kind, text.Value).Labelf("such as 2026-09-30")
		return nil
	}
	n := &formula.DateLiteral{Value: d}
	n.Type = formula.Type{Kind: formula.Date}
	return n
}

// literal reads a number that a value is compared with; nil is wrong.
func literal(value formula.Node, text *spec.Text, list *diag.List) formula.Node {
	lit, ok := unit.ParseLiteral(text.Value)
	if !ok {
		list.Errorf(text.Range, "not-a-number", "%q is not a number", text.Value)
		return nil
	}
	n := &formula.NumberLiteral{Value: lit.Value, Percent: lit.Percent}
	n.Type = formula.Type{Kind: formula.Number, Unit: value.Info().Type.Unit}
	if lit.Percent {
		n.Type.Unit = unit.Percent
	}
	n.Place = formula.Place{Text: text, From: 0, To: len([]rune(text.Value))}
	formula.CheckComparison(value, n, list)
	return n
}

func isAfter(low, high formula.Node) bool {
	switch low := low.(type) {
	case *formula.NumberLiteral:
		h, ok := high.(*formula.NumberLiteral)
		return ok && low.Value > h.Value
	case *formula.DateLiteral:
		h, ok := high.(*formula.DateLiteral)
		return ok && low.Value > h.Value
	}
	return false
}

func (b *builder) valuesClaim(s *Source, c *Column) {
	list := &formula.List{}
	var texts []string
	for i := range c.Spec.Values {
		text := &c.Spec.Values[i]
		texts = append(texts, text.Value)
		switch {
		case c.Stored == StoredText:
			n := &formula.TextLiteral{Value: text.Value}
			n.Type = formula.Type{Kind: formula.Text}
			list.Items = append(list.Items, n)
		case c.Stored == StoredInteger:
			if n := literal(c.node(), text, &b.list); n != nil {
				list.Items = append(list.Items, n)
			}
		default:
			b.list.Errorf(text.Range, "claim-type", "values: lists texts and whole numbers, and %q is %s", c.ID, c.Spec.Type.Value).
				Notef("range: [low, high] is for numbers and dates; a check says anything else")
			return
		}
	}
	s.Claims = append(s.Claims, Claim{ValuesClaim, c.ID, strings.Join(texts, ", "), compared("in", c.node(), list)})
}

// expect resolves the control totals of a KPI; nil is of the rows of a source.
func (b *builder) expect(e spec.Expect, k *KPI) Expect {
	var out Expect
	if e.File.Written() {
		out.File = &e.File
	}
	if e.Rows.Written() && k == nil {
		if t, ok := readNumber(&e.Rows, nil, &b.list); ok {
			out.Rows = &t
		}
	}
	for i := range e.Totals {
		if t, ok := b.plan.ReadTotal(&e.Totals[i].Period, &e.Totals[i].Value, k, &b.list); ok {
			out.Totals = append(out.Totals, t)
		}
	}
	return out
}

// ReadTotal reads a control total of a KPI, or, where k is nil, of the rows of a
// source. It reports false where the list says what is wrong.
func (p *Plan) ReadTotal(period, value *spec.Text, k *KPI, list *diag.List) (Total, bool) {
	selection, err := p.Calendar.ParsePeriod(period.Value)
	if err != nil {
		list.Errorf(period.Range, "bad-period", "%s", err)
		return Total{}, false
	}
	t, ok := readNumber(value, k, list)
	t.Period = selection
	return t, ok
}

func readNumber(text *spec.Text, k *KPI, list *diag.List) (Total, bool) {
	var problems diag.List
	rows := &formula.Ref{ID: "rows"}
	rows.Type = formula.Type{Kind: formula.Number, Unit: unit.Count, Storage: formula.Integer}
	number := formula.Node(rows)
	if k != nil {
		number = k.value()
	}
	lit, ok := literal(number, text, &problems).(*formula.NumberLiteral)
	list.Append(problems)
	if !ok || problems.HasErrors() {
		return Total{}, false
	}
	return Total{Value: lit.Value, Within: unit.Precision(text.Value) / 2, Text: strings.TrimSpace(text.Value),
		Place: fmt.Sprintf("%s:%d", text.Range.File, text.Range.Start.Line)}, true
}
