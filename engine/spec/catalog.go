// Package spec reads kpis.yaml as it is written: every scalar with its place,
// nothing resolved, nothing computed.
package spec

import "kpi/engine/diag"

// A Catalog is all that a kpis.yaml and the files that it includes say. Lists
// stand in the order of writing. Texts that are absent are zero.
type Catalog struct {
	Files      []File // the main file first, then the included ones by name
	Tests      []Text // patterns of test files; empty is TestPatterns
	Scorecard  Scorecard
	Look       Look // of all reports
	Reports    []Report
	Sources    []Source
	Dimensions []Dimension
	Objectives []Objective
	Measures   []Measure
	KPIs       []KPI
	Actions    []Action
	Notes      []Note
	Ignores    []Ignore // comments that ignore findings of lint
	Rules      []Rule
	// Acknowledged are findings of comparisons with older definitions.
	Acknowledged []Acknowledgement
	Policies     []Policy
}

// A File is one definition file as it was read.
type File struct {
	Name string // as the user named it, or relative to the main file's folder
	Data []byte
}

// A Scorecard says what holds for all KPIs.
type Scorecard struct {
	Range            diag.Range
	Title            Wording
	Entity           Wording // whose numbers these are
	Currency         Text    // ISO 4217, "USD"
	Locale           Text    // en | zh-CN
	Timezone         Text    // IANA name
	FiscalYearStarts Text    // month name, lower case; calendar.fiscal_year_starts
	WeekStarts       Text    // monday | sunday; calendar.week_starts
	Holidays         []Text  // ISO dates that are no working days; calendar.holidays
	Grain            Text    // day | week | month | quarter | year
	AsOf             Text    // ISO date
	Early            Text    // "20%": a pace is not judged before; "" is 20%
	Evidence         Evidence
}

// A Source is a table of rows: files, or a query over other sources.
type Source struct {
	ID          Text
	File        Text // path or glob, relative to the main file's folder
	Query       Text // SQL; exactly one of File and Query is written
	Delimiter   Text // one character; "" is decided by the file's ending
	Encoding    Text // of a text file: utf-8 | windows-1252 | utf-16 | gb18030; "" is utf-8
	Sheet       Text // of a workbook; "" is the only visible one
	Records     Text // keys that lead to the list in a JSON file, "data.items"; "" is the file itself
	OnBadRow    Text // stop | skip; "" is stop
	Plan        bool // plan rows do not decide as-of
	Covers      Text // day | week | month | quarter | year: what a plan row stands for
	Key         []Text
	Date        Text // the clock: a row formula that is a date
	FreshWithin Text // "3 days"
	Columns     []Column
	Joins       []Join
	Fields      []Field
	Checks      []Field // conditions that every row is to meet
	Expect      Expect  // numbers of rows
}

// A Column is one line of a source's contract.
type Column struct {
	ID         Text
	Type       Text // text integer number money boolean date timestamp, or a unit: percent days hours points count
	Unit       Text // of an integer or number, where Type does not say it
	From       Text // the header in the file; "" is the header whose snake name is ID
	Format     Text // of a date or timestamp, "M/D/YYYY", or a number, "1.234,50"; "" is ISO, and 1234.50
	Range      Span
	Values     []Text // the only ones that it may have; empty is any
	MaxMissing Text   // "5%" of the rows may have no value; "" is any part
}

// A Join reads columns of another source, many rows to one, or, with Many, the
// rows of another source through aggregates.
type Join struct {
	ID       Text
	Source   Text
	Via      []Via
	Optional bool // a row without a match is normal
	Many     bool
	// Within reads only the rows that are dated from the row's own date up to so
	// many days or weeks later, "90 days".
	Within Text
}

// A Level says when a row counts: while it is alive, as its latest snapshot, or
// as the file stands. The zero Level is none: rows count on their own date.
type Level struct {
	Range   diag.Range
	Current bool
	From    Text   // the first day of a row's life, a row formula
	Until   Text   // the day from which it is no longer alive; "" is never
	TakenOn Text   // the day of a snapshot, a row formula
	Per     []Text // whose snapshot it is: columns or fields
}

// Written reports whether there is a level.
func (l Level) Written() bool { return l.Current || l.From.Written() || l.TakenOn.Written() }

// A Via is one pair of columns that a join compares.
type Via struct {
	Local Text // column or field of this source
	Other Text // column or field of the joined source; zero is the same name
}

// A Field is a named row formula.
type Field struct {
	ID      Text
	Formula Text
}

// A Dimension is a name for what rows are grouped by, with a row formula for
// each source that has it.
type Dimension struct {
	ID    Text
	Name  Wording
	In    []Field // ID is the source
	Bands []Text  // upper bounds, inclusive
	Limit Text    // members shown; "" is 50
}

// An Objective is a heading of the scorecard.
type Objective struct {
	ID          Text
	Name        Wording
	Perspective Text
	Weights     Weights // in its perspective
}

// A Measure is a named number that is neither judged nor printed.
type Measure struct {
	ID      Text
	Source  Text
	Date    Text
	Where   Text
	Level   Level
	Unit    Text
	Formula Text
}

// A KPI is a number with an owner and, mostly, a target.
type KPI struct {
	ID           Text
	Name         Wording
	Description  Wording
	Owner        Text
	Objective    Text
	Class        Text // leading | lagging
	Leads        Lead
	Category     Text
	Tags         []Text
	Source       Text
	Date         Text
	Where        Text
	Level        Level
	Grain        Text
	SettlesAfter Text // "90 days" after its end a period is complete
	Formula      Text
	Unit         Text
	Better       Text // higher | lower | within
	Target       Target
	Attainment   Text   // higher | lower | progress | range
	NoBase       Text   // achieved | missed: what a division by nothing left means
	Reviewed     Text   // ISO date of the last review of the definition
	ReviewEvery  Text   // "6 months"
	Tolerance    Text   // "5% of target", "2 points"
	Status       []Band // first match
	Scoring      Scoring
	Evidence     Evidence
	Expect       Expect   // values
	Changed      []Reason // why its target or thresholds were changed
}

// A Band is one line of a KPI's status list.
type Band struct {
	Color Text // green | amber | red
	When  Text // zero for otherwise
}
