// Package plan resolves the names of a catalog, types its formulas, and lists
// the aggregates that have to be computed.
package plan

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A Plan is a catalog as understood: names, types, units and kinds are known.
type Plan struct {
	Catalog    *spec.Catalog
	Calendar   calendar.Calendar
	Grain      calendar.Grain  // of the card
	Holidays   []calendar.Date // that are no working days, ascending
	Early      float64         // the part of a target's days before which its pace is not judged
	Sources    []*Source
	Dimensions []*Dimension
	Objectives []*Objective
	KPIs       []*KPI             // in the order of writing
	Numbers    map[string]*Number // KPIs and measures by name
	Aggregates []*Aggregate       // each different one once; formula.Aggregate.Slot points here
	Eaches     []*Each            // each different one once; formula.Each.Slot points here
	Actions    []Action           // in the order of writing
	Notes      []Note             // in the order of writing
	Rules      []*Rule            // in the order of writing
	Reports    []*Report          // in the order of writing
}

// A Number is a KPI's or a measure's formula as understood.
type Number struct {
	ID      string
	Formula formula.Node
	Type    formula.Type
	Kind    Kind
	State   bool // every aggregate is a level, so that no span has more of it than its last day
	KPI     *KPI // nil for a measure
}

// A KPI is a KPI as understood.
type KPI struct {
	*Number
	Spec      *spec.KPI
	Unit      unit.Unit // as declared, else that of the formula
	Target    Target
	Tolerance Tolerance
	Bands     []Band
	Grain     calendar.Grain // coarser than the card's; "" is the card's
	Leads     *Lead          // what it claims to lead to; nil is no claim
	// Settles is how many days after its end a period of the KPI is complete.
	Settles int
	// NoBase is the status of a division by nothing that is left; None says
	// nothing about it.
	NoBase   status.Status
	Review   Review
	Expect   Expect
	Evidence Evidence

	Scoring
}

// A Kind follows from a formula and decides how periods add up.
type Kind string

// The kinds.
const (
	Flow       Kind = "flow"
	Level      Kind = "level"
	Ratio      Kind = "ratio"
	Average    Kind = "average"
	Distinct   Kind = "distinct"
	Percentile Kind = "percentile"
	Derived    Kind = "derived"
)

// A Tolerance is how far from the target a value is still at risk and not off
// track. The zero Tolerance is none.
type Tolerance struct {
	Share float64 // of the target
	Units float64 // in the KPI's unit; points are parts of one
}

// A Band is a status with its condition over value, target, KPIs and measures;
// a nil condition is otherwise.
type Band struct {
	Status status.Status
	When   formula.Node
	Text   string // the line as written, "amber: value >= 0.9 * target"
}

// A Dimension groups rows.
type Dimension struct {
	ID    string
	Name  string
	In    map[string]formula.Node // by source
	Bands []float64               // inclusive upper bounds, ascending; empty is none
	Unit  unit.Unit               // of what the bands divide
	Limit int                     // members shown
	named spec.Wording
}

// NameIn returns the name in a language, and Name where it has none.
func (d *Dimension) NameIn(locale string) string { return cmp.Or(d.named.For(locale), d.Name) }

// An Aggregate is a number that the database computes from the rows of a
// source, for any window, group by group. Exactly one of Clock and Life is set.
type Aggregate struct {
	Slot   int
	Source *Source
	Clock  formula.Node
	Life   *Life // of a level
	Func   string
	X      formula.Node // nil for count
	Entity formula.Node // who is counted or ranked; nil where Func has none
	P      float64
	N      int
	Where  formula.Node // nil is all rows
	// Filter is the part of Where that the KPI says for all of its rows: a member
	// without any row that meets it is no member.
	Filter formula.Node
	Type   formula.Type
}

// Compares reports whether the aggregate looks at the previous window, too.
func (a *Aggregate) Compares() bool { return a.Entity != nil && a.Func != "top_share" }

// Window returns the frame that the rows of the aggregate are read in: a level
// is known up to as-of.
func (a *Aggregate) Window(f calendar.Frame, asOf calendar.Date) calendar.Frame {
	if a.Life == nil {
		return f
	}
	return f.CutAfter(asOf)
}

// Before returns the window that an aggregate which Compares compares f with:
// the previous one, which is never cut. It is false where there is none.
func Before(c calendar.Calendar, f calendar.Frame) (calendar.Frame, bool) {
	return c.Previous(f.Uncut(), 1)
}

// A Life says on which days a row of a level counts: from its first day up to,
// but not including, the day that it ends. A row without a first day never
// counts.
type Life struct {
	// From is the first day. Until is the day that it ends; nil, or missing in a
	// row, is never.
	From, Until formula.Node
	// Per tells whose snapshots the rows are: a snapshot ends with the next one of
	// the same Per. Empty is no snapshot.
	Per []formula.Node
	// Current rows count at as-of only.
	Current bool
}

// An Each is what a number is computed once for: the members of a dimension, or
// the values of Per.
type Each struct {
	Slot      int
	Dimension *Dimension   // nil where Per is set
	Per       formula.Node // over the rows of Source
	Source    *Source
}

// In returns the row formula that the members are read from in a source, or nil.
func (e *Each) In(s *Source) formula.Node {
	switch {
	case e.Dimension != nil:
		return e.Dimension.In[s.ID]
	case e.Source == s:
		return e.Per
	}
	return nil
}

// Build resolves the catalog. The plan is complete where the list has no
// errors, and must not be used where it has.
func Build(c *spec.Catalog) (*Plan, diag.List) {
	b := &builder{
		catalog:     c,
		plan:        &Plan{Catalog: c, Numbers: map[string]*Number{}, Calendar: calendarOf(c.Scorecard)},
		sourceByID:  map[string]*Source{},
		rows:        map[string]*formula.Rows{},
		numberTypes: map[string]formula.Type{},
		slots:       map[string]int{},
		eaches:      map[string]int{},
		known:       map[string]facts{},
	}
	b.plan.Holidays = holidays(c.Scorecard)
	b.plan.Early = early(c.Scorecard)
	b.plan.Grain = grainOf(c.Scorecard.Grain, calendar.Month)
	b.sources()
	b.dimensions()
	b.numbers()
	b.judgements()
	b.quality()
	b.leads()
	b.followups()
	b.rules()
	b.acknowledged()
	b.reports()
	b.cardEvidence()
	b.list.Sort()
	return b.plan, b.list
}

type builder struct {
	catalog     *spec.Catalog
	plan        *Plan
	list        diag.List
	sourceByID  map[string]*Source
	rows        map[string]*formula.Rows
	numberTypes map[string]formula.Type
	slots       map[string]int
	eaches      map[string]int
	known       map[string]facts
}

func calendarOf(s spec.Scorecard) calendar.Calendar {
	c := calendar.Calendar{SundayWeeks: s.WeekStarts.Value == "sunday"}
	c.FiscalStart, _ = calendar.ParseMonth(s.FiscalYearStarts.Value)
	if s.Timezone.Written() {
		// spec has checked the name.
		c.Zone, _ = time.LoadLocation(s.Timezone.Value)
	}
	return c
}

func holidays(s spec.Scorecard) []calendar.Date {
	var out []calendar.Date
	for _, t := range s.Holidays {
		// spec has checked the dates.
		day, _ := calendar.ParseDate(t.Value)
		out = append(out, day)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func grainOf(t spec.Text, otherwise calendar.Grain) calendar.Grain {
	if g, ok := calendar.ParseGrain(t.Value); ok {
		return g
	}
	return otherwise
}

// Source returns the source of that name, or nil.
func (p *Plan) Source(id string) *Source {
	for _, s := range p.Sources {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Queried returns the sources that the text of a query names, in the order of the
// plan. A source that is no query names none.
func (p *Plan) Queried(query *Source) []*Source {
	words := strings.FieldsFunc(query.Spec.Query.Value, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' })
	var out []*Source
	for _, s := range p.Sources {
		if s != query && slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, s.ID) }) {
			out = append(out, s)
		}
	}
	return out
}

// Report returns the report of that name, or nil.
func (p *Plan) Report(id string) *Report {
	for _, r := range p.Reports {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Dimension returns the dimension of that name, or nil.
func (p *Plan) Dimension(id string) *Dimension {
	for _, d := range p.Dimensions {
		if d.ID == id {
			return d
		}
	}
	return nil
}
