package xlsx

import (
	"slices"

	"kpi/engine/scorecard"
	"kpi/reports/document"
)

// A column says one thing of each KPI.
type column struct {
	name  string
	width float64 // at most, in digits; 0 is the usual
	cell  func(*book, kpi) cell
	// group is what the line of an objective says; nil is nothing.
	group func(*book, scorecard.Section) cell
	// has says whose column it is where its cells are drawn and not written; nil is
	// whoever has a value.
	has func(kpi) bool
	// comparison is the one that it belongs to; "" is none.
	comparison document.Comparison
}

// beside is the column where a comparison was chosen.
func (c column) beside(chosen document.Comparison) column {
	c.comparison = chosen
	return c
}

// said is a column of texts.
func said(name string, width float64, l look, of func(kpi) string) column {
	return column{name: name, width: width, cell: func(_ *book, k kpi) cell { return text(of(k), l) }}
}

// worded is a column of our words: directions, classes, grains.
func worded(name string, l look, of func(kpi) string) column {
	return column{name: name, cell: func(_ *book, k kpi) cell { return label(of(k), l) }}
}

// periods is a column of periods or days.
func periods(name string, of func(kpi) string) column {
	return column{name: name, cell: func(b *book, k kpi) cell { return text(b.in.Period(of(k)), plainLook) }}
}

// wide is the column with a width of its own.
func (c column) wide(digits float64) column {
	c.width = digits
	return c
}

// amount is a column of numbers in the unit of the KPI.
func amount(name string, l look, of func(kpi) *float64) column {
	return column{name: name, cell: func(_ *book, k kpi) cell { return number(of(k), l.formatted(k.format)) }}
}

// rate is a column of parts of a target.
func rate(name string, of func(kpi) *float64) column {
	return column{name: name, cell: func(_ *book, k kpi) cell { return number(of(k), plainLook.formatted(attainedFormat(of(k)))) }}
}

func unitColumn() column {
	return column{name: "Unit", cell: func(b *book, k kpi) cell { return text(b.in.Unit(unitWords(k.Unit, b.card.Currency)), quietLook) }}
}

// grouped says something of objectives, too.
func (c column) grouped(group func(*book, scorecard.Section) cell) column {
	c.group = group
	return c
}

// chosen has the columns of the comparisons that were chosen, in their order, where
// the first of any stands.
func (b *book) chosen(all []column) []column {
	var out []column
	placed := false
	for _, c := range all {
		switch {
		case c.comparison == "":
			out = append(out, c)
		case !placed:
			placed = true
			for _, chosen := range b.doc.Comparisons {
				out = append(out, ofComparison(all, chosen)...)
			}
		}
	}
	return out
}

func ofComparison(all []column, chosen document.Comparison) []column {
	return slices.DeleteFunc(slices.Clone(all), func(c column) bool { return c.comparison != chosen })
}

// used leaves out the columns that none of the KPIs has anything for, and those
// that nobody chose.
func (b *book) used(all []column, kpis []kpi) []column {
	var kept []column
	for _, c := range b.chosen(all) {
		for _, k := range kpis {
			if c.has != nil && c.has(k) || c.has == nil && c.cell(b, k).value != nil {
				kept = append(kept, c)
				break
			}
		}
	}
	return kept
}

// headed begins a table of these columns.
func (s *sheet) headed(columns []column) {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
		s.widest = append(s.widest, c.width)
	}
	s.heads(names...)
}

// kpi adds the row of a KPI and returns its number.
func (s *sheet) kpi(columns []column, k kpi) int {
	row := make([]cell, len(columns))
	for i, c := range columns {
		row[i] = c.cell(s.book, k)
	}
	return s.add(row...)
}

// placeOf is the number of the column of that name, from 1, and 0 where it is
// left out.
func placeOf(name string, columns []column) int {
	for i, c := range columns {
		if c.name == name {
			return i + 1
		}
	}
	return 0
}
