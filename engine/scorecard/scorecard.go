// Package scorecard says what the values of KPIs mean: targets, attainment,
// status, comparisons, and the reason where there is none.
package scorecard

import (
	"kpi/engine/evidence"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/stats"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A Scorecard is a judged set of KPIs for one period: all that a report knows.
// Dates are ISO days, "2026-09-30".
type Scorecard struct {
	Title       string
	Entity      string
	Currency    string // ISO 4217; "" where no KPI is money
	Locale      string
	Grain       string // of the view: day, week, month, quarter, year
	Period      Period
	AsOf        string
	DataThrough string // the last date in the clocks of all sources but plans
	Where       string // the filter on all rows, as written; "" is none
	Version     string // the first digits of the hash of the definitions
	Sections    []Section
	Rules       []RuleResult    // in the order of writing, and of the members
	Notes       []phrase.Phrase // what the reader must know, a sentence each
	Findings    []Finding       // about the data, the worst first
	Concerns    []Concern       // about the KPIs, in the order of the file; nil where nobody has looked
	Events      []Note          // about no KPI alone, the oldest first
	Quality     []SourceFacts   // of the sources that the KPIs read
	// Perspectives stand in the order in which objectives name them first.
	Perspectives []Perspective
}

// A Period is a stretch of days as it is named, from Start to Last inclusive.
type Period struct {
	Label    string // 2026-10, 2026-Q3, FY2026, 2026-W05, 2026-10-31, or a range
	Start    string
	Last     string
	Complete bool // its last day is not after as-of
}

// A Section is an objective with its KPIs. The last section may have no ID:
// KPIs without an objective.
type Section struct {
	ID          string
	Name        string
	Perspective string
	Results     []Result
	Rollup      *Rollup // nil where no KPI can have a score, or not all are shown
	Balance     Balance
	Weight      *Weight // in its perspective; nil where that can have no score
}

// A Kind follows from a KPI's formula and decides how its periods add up.
type Kind = plan.Kind

// The kinds.
const (
	Flow       = plan.Flow
	Level      = plan.Level
	Ratio      = plan.Ratio
	Average    = plan.Average
	Distinct   = plan.Distinct
	Percentile = plan.Percentile
	Derived    = plan.Derived
)

// Better says which values of a KPI are good. The zero value is unknown.
type Better string

// The directions.
const (
	Unsaid Better = ""
	Higher Better = "higher"
	Lower  Better = "lower"
	Within Better = "within"
)

// A Result is one KPI as measured.
type Result struct {
	ID          string
	Name        string
	Description string
	Owner       string
	Class       string // leading, lagging or ""
	Category    string
	Objective   string
	Formula     string // as written, on one line
	Kind        Kind
	Unit        unit.Unit
	Better      Better

	Period     Period // the card's, or an own coarser one's last complete period
	Actual     Measured
	Target     Target
	Attainment *float64 // 1 is on target; nil where it means nothing
	Status     status.Status
	Reason     status.Reason // why there is no status, or what it must be read with
	Band       string        // the line of the status list that held, as written; "" where none did
	// Indistinct says that the target lies inside the interval of the actual: the
	// status may be chance.
	Indistinct bool
	MinN       int // fewer rows give no status; 0 is any number
	Score      Score
	Weight     *Weight // in its objective; nil where that can have no score
	Pace       *Pace   // nil where every period is compared with the target itself

	Before     *Before // nil where it is not known how the KPI stood
	Previous   Comparison
	LastYear   Comparison
	YearToDate Comparison
	Trailing12 Comparison

	Series     []Point // oldest first, ends with the reported period
	Breakdowns []Breakdown

	Actions []Action // in the order of the file
	Notes   []Note   // up to as-of, the oldest first
	Smart   []Letter // S, M, A, R and T; nil where nobody has looked

	OneSided []OneSided // where members have targets of their own

	Evidence *evidence.Evidence // nil where nobody has looked
}

// Measured is a computed number with what it was computed from.
type Measured struct {
	Value       *float64      // nil is no value, and Reason says why
	Reason      status.Reason // also set beside a value that needs a warning
	Numerator   *float64      // of a ratio or an average
	Denominator *float64
	N           *int64 // rows behind the value; nil where the word means nothing
	// Interval is that of a share of counted rows; nil for other values.
	Interval *stats.Interval
}

// A Target is what the value is compared with. Value and Low, High exclude each
// other; all nil is no target. Dates are ISO days, and "" where none is written.
type Target struct {
	Value  *float64
	Low    *float64
	High   *float64
	Reason status.Reason // why a written target has no value
	// Bounds are the values at which the status changes, ascending; empty where
	// that is not known.
	Bounds []float64
	Text   string // as written, with its dates

	From, Until string   // the first and the last day on which it holds
	Baseline    *float64 // where the KPI stood before
	Stretch     *float64 // for the same time as Value; nil where it is in the Pace
	Because     string
}

// given reports whether there is something to compare with.
func (t Target) given() bool { return t.Value != nil || t.Low != nil && t.High != nil }

// A Comparison is the same KPI in another window.
type Comparison struct {
	Period Period
	Measured
	// Change is (A − P)/|P|; for percent it is A − P, in parts of one. It is nil
	// where either is missing, P is zero, or the sign changes ("n/m").
	Change *float64
	Points bool // Change is a difference in percentage points
}

// A Point is one period of a series.
type Point struct {
	Period Period
	Measured
	Target *float64
}

// A Breakdown is a KPI by the members of one dimension.
type Breakdown struct {
	Dimension string
	Name      string
	Reason    status.Reason // why there are no members, else ""
	Members   []Member
}

// A Member is one line of a breakdown.
type Member struct {
	Name string // "(none)" is the group of rows without a value
	// Others is the number of members that this line stands for: 0 is a member
	// of its own.
	Others     int
	Actual     Measured
	Target     Target
	Attainment *float64
	Status     status.Status
	Reason     status.Reason
	Indistinct bool  // as of a Result
	Pace       *Pace // of a target of its own
	LastYear   Comparison
	Series     []Point // where the view asks for it
}
