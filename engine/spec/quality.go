package spec

import (
	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// A Span is what the values of a column lie in, both ends inside. The zero Span
// is none; an end that is not written is open.
type Span struct {
	Range     diag.Range
	Low, High Text // numbers or ISO dates
}

// Written reports whether there is a span.
func (s Span) Written() bool { return s.Low.Written() || s.High.Written() }

// An Expect holds control totals: the number of rows of a source, or the value
// of a KPI, as somebody else knows it. At most one of Rows, Totals and File is
// written; the zero Expect expects nothing.
type Expect struct {
	Range  diag.Range
	Rows   Text // of the whole source
	Totals []Total
	File   Text // delimited, with the columns period and value
}

// Written reports whether anything is expected.
func (e Expect) Written() bool {
	return e.Rows.Written() || len(e.Totals) > 0 || e.File.Written()
}

// A Total is what is expected of one period.
type Total struct {
	Period Text // as --period takes it: 2026-08, FY2026-Q3
	Value  Text // a number
}

// span reads [low, high]; either may be null.
func (r *reader) span(s slot) Span {
	s.shape.pair()
	ends := r.list(s, "two ends, the lowest and the highest value")
	if len(ends) == 0 {
		return Span{}
	}
	if len(ends) != 2 {
		r.errorf(r.place(s.key), codeWrongType, "%s wants two ends, found %d", s.what(), len(ends)).
			Notef("an open end is null: [0, null]")
		return Span{}
	}
	span := Span{Range: r.place(s.value), Low: r.end(ends[0]), High: r.end(ends[1])}
	if isEndless(ends[0]) && isEndless(ends[1]) {
		r.errorf(r.place(s.key), codeEmptyValue, "%s is open at both ends", s.what())
	}
	return span
}

func (r *reader) end(s slot) Text {
	s.shape.null()
	if isEndless(s) {
		return Text{}
	}
	return r.formed(s, endForm)
}

func isEndless(s slot) bool { return isNull(s.value) }

// values reads a list of texts.
func (r *reader) values(s slot) []Text {
	var out []Text
	for _, item := range r.list(s, "values") {
		if t := r.text(item); t.Written() {
			out = append(out, t)
		}
	}
	return out
}

// expect reads a number, a number for each period, or {file: totals.csv}.
func (r *reader) expect(s slot) Expect {
	if s.value == nil {
		return Expect{}
	}
	if isScalar(s.value) && !isNull(s.value) {
		t := r.formed(s, numberForm)
		return Expect{Range: t.Range, Rows: t}
	}
	n := r.resolve(s.value)
	if n == nil || n.Kind != yaml.MappingNode {
		if n != nil {
			r.wrongType(s, n, "a number, {period: number}, or {file: totals.csv}")
		}
		return Expect{}
	}
	m := r.mapping(s)
	s.shape.alone("file")
	e := Expect{Range: r.place(s.key)}
	if file := m.at("file"); file.key != nil {
		e.File = r.text(file)
		m.done()
		return e
	}
	for period, value := range m.things("the total of") {
		if t := r.formed(value, numberForm); t.Written() {
			e.Totals = append(e.Totals, Total{Period: period, Value: t})
		}
	}
	return e
}
