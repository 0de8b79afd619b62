// Package catalogue writes all KPIs of a definition as one page for browsers:
// what each means, how it is computed, who answers for it, what it is made of and
// how it is tested. It reads definitions, and knows no value.
package catalogue

import (
	"kpi/engine/lineage"
	"kpi/engine/plan"
	"kpi/reports/locale"
)

// A Catalogue is what the page is made from.
type Catalogue struct {
	Plan    *plan.Plan // without errors
	Version string     // of the definitions
	Locale  string     // of names, descriptions and the page's own words; "" is English
	// SQL holds the statements that compute each KPI, by its name; a KPI without
	// any shows none.
	SQL map[string][]Statement
	// Example is the period that the statements are those of.
	Example string
	// Tests holds the tests that expect something of each KPI, by its name.
	Tests map[string][]Test
}

// A Statement is one query.
type Statement struct {
	Source string // that it reads first
	Text   string
	Args   []any
}

// A Test is a test of a KPI.
type Test struct {
	Name  string
	Place string // file and line
}

// A writer turns the plan into what the page shows.
type writer struct {
	*Catalogue
	in    *locale.Locale
	graph *lineage.Graph
	names map[lineage.Node]string
}

func newWriter(c *Catalogue) *writer {
	w := &writer{Catalogue: c, in: locale.Of(c.Locale), graph: lineage.Of(c.Plan), names: map[lineage.Node]string{}}
	for _, k := range c.Plan.KPIs {
		w.names[lineage.Node{Kind: lineage.KPI, ID: k.ID}] = w.nameOf(k)
	}
	return w
}

func (w *writer) nameOf(k *plan.KPI) string {
	if name := k.Spec.Name.For(w.Locale); name != "" {
		return name
	}
	return k.ID
}

// name is what a node is called: a KPI by its name, all else by its id.
func (w *writer) name(n lineage.Node) string {
	if name := w.names[n]; name != "" {
		return name
	}
	return n.ID
}

// anchor is the place of a node on the page; rules and measures have one, too.
func anchor(n lineage.Node) string { return string(n.Kind) + "-" + n.ID }
