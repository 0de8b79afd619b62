package plan

import (
	"slices"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// A Source is a source as understood.
type Source struct {
	ID      string
	Spec    *spec.Source
	Columns []Column
	Key     []formula.Node // columns or fields; empty is no key
	Clock   formula.Node   // the source's own clock; nil where it has none
	Covers  calendar.Grain // of a plan; "" is a source of facts
	// FreshWithin is the promise on the age of the last row in days; 0 is none.
	FreshWithin int
	Joins       map[string]*Join
	Claims      []Claim // about its rows, in the order of writing
	Expect      Expect  // of the number of its rows
	rows        *formula.Rows
}

// A Join reads one row of another source for each row.
type Join struct {
	ID       string
	Spec     *spec.Join
	Source   *Source
	Local    []formula.Node // over the joining source, as many as Other
	Other    []formula.Node // over Source
	Optional bool
	Many     bool // the row meets any number of rows, which are read through aggregates
	// Within keeps the rows that are dated, by the clocks of both sources, from
	// the row's own day up to so many days later; 0 keeps all.
	Within int
}

// A Column is a column of a source's contract.
type Column struct {
	ID     string // the name that formulas use
	Spec   *spec.Column
	Stored Stored
	Type   formula.Type
	// MaxMissing is the part of the rows that may have no value; nil is any.
	MaxMissing *float64
}

// Stored is how a column is held in the database.
type Stored string

// The ways to store a column, as a contract names them.
const (
	StoredText      Stored = "text"      // VARCHAR
	StoredInteger   Stored = "integer"   // BIGINT
	StoredNumber    Stored = "number"    // DOUBLE
	StoredMoney     Stored = "money"     // DECIMAL(18,4)
	StoredBoolean   Stored = "boolean"   // BOOLEAN
	StoredDate      Stored = "date"      // DATE
	StoredTimestamp Stored = "timestamp" // TIMESTAMPTZ
)

// sources resolves all sources of the catalog: columns, then joins, fields,
// keys and clocks.
func (b *builder) sources() {
	for i := range b.catalog.Sources {
		s := &b.catalog.Sources[i]
		b.alike(s.ID, sameName(b.plan.Sources, s.ID.Value))
		source := &Source{ID: s.ID.Value, Spec: s, Joins: map[string]*Join{}}
		source.Covers, _ = calendar.ParseGrain(s.Covers.Value)
		source.FreshWithin = days(s.FreshWithin.Value)
		b.columns(source)
		b.plan.Sources = append(b.plan.Sources, source)
		b.sourceByID[source.ID] = source
		b.rows[source.ID] = source.rows
	}
	for _, s := range b.plan.Sources {
		b.fields(s)
		b.joinRows(s)
	}
	for _, s := range b.plan.Sources {
		b.joinPairs(s)
		for _, f := range s.Spec.Fields {
			if resolve := s.rows.Fields[f.ID.Value]; resolve != nil {
				resolve()
			}
		}
		b.keyAndClock(s)
	}
	for _, s := range b.plan.Sources {
		b.cohorts(s)
	}
}

// cohorts checks the joins that read the rows of a span of days.
func (b *builder) cohorts(s *Source) {
	for i := range s.Spec.Joins {
		spec := &s.Spec.Joins[i]
		j := s.Joins[spec.ID.Value]
		if j == nil || !spec.Within.Written() {
			continue
		}
		if !j.Many {
			b.list.Errorf(spec.Within.Range, "no-effect", "within: is for joins to many rows, and %q leads to one", j.ID).Notef("add \"many: true\", or take it out")
		}
		for _, dated := range []*Source{s, j.Source} {
			if !dated.Spec.Date.Written() {
				b.list.Errorf(spec.Within.Range, "no-clock", "source %q has no date, so that it is not known which rows are within %s", dated.ID, spec.Within.Value).
					At(dated.Spec.ID.Range, "add \"date:\" to the source")
			}
		}
	}
}

// columnOptions reports what a column says and its type has no use for.
func (b *builder) columnOptions(c *spec.Column) {
	switch c.Type.Value {
	case "text", "boolean":
		b.noEffect(c.Format, "a format is for dates, timestamps and numbers, and %q is "+c.Type.Value, c.ID.Value)
	}
	switch c.Type.Value {
	case "integer", "number", "money":
	default:
		b.noEffect(c.Unit, "a unit is for integer, number and money, and %q is "+c.Type.Value, c.ID.Value)
	}
}

// noEffect reports an option that is written and would change nothing. The
// format takes the name of what it stands at.
func (b *builder) noEffect(option spec.Text, format, name string) {
	if option.Written() {
		b.list.Errorf(option.Range, "no-effect", format, name).Notef("take it out: it would change nothing")
	}
}

// alike reports two names that a database takes for one. An empty other is
// fine.
func (b *builder) alike(name spec.Text, other string) {
	if other != "" && other != name.Value {
		b.list.Errorf(name.Range, "duplicate-name", "%q and %q differ only in small and capital letters", name.Value, other)
	}
}

func sameName(sources []*Source, id string) string {
	for _, s := range sources {
		if strings.EqualFold(s.ID, id) {
			return s.ID
		}
	}
	return ""
}

func days(span string) int {
	n, g, ok := calendar.ParseSpan(span)
	switch {
	case !ok:
		return 0
	case g == calendar.Week:
		return 7 * n
	}
	return n
}

func (b *builder) columns(s *Source) {
	s.rows = &formula.Rows{Source: s.ID, Columns: map[string]formula.Type{}, Fields: map[string]func() formula.Node{},
		Joins: map[string]formula.Join{}, Numbers: b.numberTypes}
	for i := range s.Spec.Columns {
		c := &s.Spec.Columns[i]
		column := Column{ID: c.ID.Value, Spec: c}
		column.Stored, column.Type = stored(c)
		b.columnOptions(c)
		for _, other := range s.Columns {
			if strings.EqualFold(other.ID, column.ID) {
				b.alike(c.ID, other.ID)
			}
		}
		s.Columns = append(s.Columns, column)
		s.rows.Columns[column.ID] = column.Type
	}
}

// stored returns how a column is held, and its type. Any cell of a column may
// be missing until the data say otherwise.
func stored(c *spec.Column) (Stored, formula.Type) {
	t := formula.Type{Nullable: true}
	switch c.Type.Value {
	case "text":
		t.Kind = formula.Text
		return StoredText, t
	case "boolean":
		t.Kind = formula.Boolean
		return StoredBoolean, t
	case "date":
		t.Kind = formula.Date
		return StoredDate, t
	case "timestamp":
		t.Kind = formula.Timestamp
		return StoredTimestamp, t
	}
	t.Kind = formula.Number
	t.Unit, _ = unit.Parse(c.Unit.Value)
	switch c.Type.Value {
	case "integer":
		t.Storage = formula.Integer
		return StoredInteger, t
	case "count":
		t.Unit, t.Storage = unit.Count, formula.Integer
		return StoredInteger, t
	case "money":
		if !c.Unit.Written() {
			t.Unit = unit.Money
		}
		t.Storage = formula.Decimal
		return StoredMoney, t
	case "percent", "days", "hours", "points":
		t.Unit, _ = unit.Parse(c.Type.Value)
	}
	return StoredNumber, t
}

// fields makes each field a function that checks it once, when it is first
// read: a field may read another, also through a join.
func (b *builder) fields(s *Source) {
	inFields := *s.rows
	inFields.Reduces = true
	for i := range s.Spec.Fields {
		f := &s.Spec.Fields[i]
		name := f.ID.Value
		if _, ok := s.rows.Columns[name]; ok {
			b.list.Errorf(f.ID.Range, "duplicate-name", "%q is a column of %q already", name, s.ID)
			continue
		}
		s.rows.Fields[name] = b.once(&f.Formula, &inFields)
	}
}

// once returns a function that parses and checks a row formula when it is first
// called, and returns nil where it is wrong.
func (b *builder) once(text *spec.Text, rows *formula.Rows) func() formula.Node {
	var done, running bool
	var tree formula.Node
	return func() formula.Node {
		if running {
			b.list.Errorf(text.Range, "cycle", "the field depends on itself")
			return nil
		}
		if !done {
			done, running = true, true
			tree = b.small(text, b.rowFormula(text, rows))
			running = false
		}
		return tree
	}
}

// mostParts is how large a field may be with the fields that it reads written
// out: fields that read fields could double in size with each.
const mostParts = 1000

// small returns the tree of a field, or nil where it is too large.
func (b *builder) small(text *spec.Text, tree formula.Node) formula.Node {
	parts := 0
	formula.Walk(tree, func(formula.Node) { parts++ })
	if parts <= mostParts {
		return tree
	}
	b.list.Errorf(text.Range, "field-too-large", "the field has %d parts with the fields that it reads; %d is the limit", parts, mostParts)
	return nil
}

// rowFormula parses and checks a formula over rows; nil is wrong.
func (b *builder) rowFormula(text *spec.Text, rows *formula.Rows) formula.Node {
	n := formula.Parse(text, &b.list)
	if n == nil {
		return nil
	}
	n = formula.CheckRow(n, rows, &b.list)
	if n.Info().Type.Kind == formula.Unknown {
		return nil
	}
	return n
}

func (b *builder) joinRows(s *Source) {
	for i := range s.Spec.Joins {
		j := &s.Spec.Joins[i]
		other, ok := b.sourceByID[j.Source.Value]
		if !ok {
			b.unknown(j.Source, "unknown-source", "there is no source %q", ids(b.plan.Sources, func(s *Source) string { return s.ID }))
			continue
		}
		if s.rows.Columns[j.ID.Value].Kind != formula.Unknown || s.rows.Fields[j.ID.Value] != nil {
			b.list.Errorf(j.ID.Range, "duplicate-name", "%q is a column or field of %q already", j.ID.Value, s.ID)
			continue
		}
		for name := range s.Joins {
			if strings.EqualFold(name, j.ID.Value) {
				b.alike(j.ID, name)
			}
		}
		s.Joins[j.ID.Value] = &Join{ID: j.ID.Value, Spec: j, Source: other, Optional: j.Optional, Many: j.Many, Within: days(j.Within.Value)}
		s.rows.Joins[j.ID.Value] = formula.Join{Rows: other.rows, Many: j.Many}
	}
}

// joinPairs resolves what the joins of s compare.
func (b *builder) joinPairs(s *Source) {
	for i := range s.Spec.Joins {
		spec := &s.Spec.Joins[i]
		j, ok := s.Joins[spec.ID.Value]
		if !ok {
			continue
		}
		for k := range spec.Via {
			local, other := &spec.Via[k].Local, &spec.Via[k].Other
			if !other.Written() {
				other = local
			}
			l := b.timeless(b.rowFormula(local, withoutJoins(s.rows)), local)
			o := b.timeless(b.rowFormula(other, withoutJoins(j.Source.rows)), other)
			if l == nil || o == nil {
				continue
			}
			if lk, ok := l.Info().Type.Kind, o.Info().Type.Kind; lk != ok {
				b.list.Errorf(local.Range, "formula-type", "join %q compares a %s with a %s", j.ID, lk, ok)
			}
			j.Local, j.Other = append(j.Local, l), append(j.Other, o)
		}
	}
}

// withoutJoins is rows seen without their joins: what a join compares stands in
// the source itself.
func withoutJoins(rows *formula.Rows) *formula.Rows {
	alone := *rows
	alone.Joins = nil
	return &alone
}

func (b *builder) keyAndClock(s *Source) {
	for i := range s.Spec.Key {
		if n := b.timeless(b.rowFormula(&s.Spec.Key[i], withoutJoins(s.rows)), &s.Spec.Key[i]); n != nil {
			s.Key = append(s.Key, n)
		}
	}
	if s.Spec.Date.Written() {
		s.Clock = b.clock(&s.Spec.Date, s)
	}
	if !s.Spec.Plan {
		b.noEffect(s.Spec.Covers, "covers: is for plans, and source %q does not say plan: true", s.ID)
		return
	}
	if s.Covers == "" {
		b.list.Errorf(s.Spec.ID.Range, "plan-covers", "a plan says what a row stands for: add \"covers: month\"")
	}
	if !s.Spec.Date.Written() {
		b.list.Errorf(s.Spec.ID.Range, "no-clock", "a plan needs a date: the column that says which period a row is for")
	}
}

// clock checks a row formula that decides the period of a row.
func (b *builder) clock(text *spec.Text, s *Source) formula.Node {
	n := b.rowFormula(text, s.rows)
	if n == nil || b.timeless(n, text) == nil {
		return nil
	}
	if k := n.Info().Type.Kind; k != formula.Date && k != formula.Timestamp {
		b.list.Errorf(text.Range, "formula-type", "the clock is a date, and %q is a %s", text.Value, k).
			Notef("declare the column as date or timestamp, with its format")
		return nil
	}
	if formula.HasTimestamp(n) && !b.catalog.Scorecard.Timezone.Written() {
		b.list.Errorf(text.Range, "no-timezone", "%q is a timestamp: the day that it falls on depends on the time zone", text.Value).
			Notef("add to scorecard:  timezone: America/New_York")
	}
	return n
}

// timeless refuses what differs from period to period where a row has one value
// for all time; nil is refused.
func (b *builder) timeless(n formula.Node, text *spec.Text) formula.Node {
	if n == nil || !formula.HasEdge(n) {
		return n
	}
	b.list.Errorf(text.Range, "period-edge", "period_start and period_end differ from period to period, and %q is one value for all of them", text.Value).
		Notef("they belong into the formulas of KPIs and measures, into fields, and into dimensions with bands")
	return nil
}

func ids[T any](items []T, id func(T) string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = id(item)
	}
	slices.Sort(out)
	return out
}

// unknown reports a name that is not among the candidates.
func (b *builder) unknown(t spec.Text, code, format string, candidates []string) {
	d := b.list.Errorf(t.Range, code, format, t.Value)
	if near := diag.Nearest(t.Value, candidates); near != "" {
		d.Labelf("did you mean %q?", near)
	}
	if len(candidates) > 0 {
		d.Notef("known: %s", diag.Some(candidates))
	} else {
		d.Notef("none is defined")
	}
}
