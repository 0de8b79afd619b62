// Package data writes a scorecard for programs: JSON that holds everything,
// CSV with a line per KPI and member.
package data

// Format names the layout of the JSON. The number changes when a field goes or
// changes its meaning, not when one is added.
const Format = "kpi.scorecard/1"

// The types below are the layout of the JSON; the doc tags are its reference,
// from which docs/json.md is generated. A pointer is null where there is no
// value. No array and no text is null.

type card struct {
	Format      string    `json:"format" doc:"name and version of this layout: \"kpi.scorecard/1\""`
	Title       string    `json:"title" doc:"title of the scorecard"`
	Entity      string    `json:"entity" doc:"whose numbers these are; \"\" where nobody said"`
	Currency    string    `json:"currency" doc:"ISO 4217 code of amounts of money; \"\" where no KPI is money"`
	Locale      string    `json:"locale" doc:"language of names and texts"`
	Grain       string    `json:"grain" doc:"length of the periods: day, week, month, quarter or year"`
	Period      period    `json:"period" doc:"the reported period"`
	AsOf        *string   `json:"as_of" doc:"last day whose rows count"`
	DataThrough *string   `json:"data_through" doc:"last day in the data"`
	Where       string    `json:"where" doc:"filter on all rows, as written; \"\" is none"`
	Version     string    `json:"version" doc:"first digits of the hash of the definitions"`
	Sections    []section `json:"sections" doc:"objectives, in the order of the file"`
	Rules       []rule    `json:"rules" doc:"rules that read a KPI of the card, in the order of the file, and of the members"`
	Notes       []string  `json:"notes" doc:"what a reader must know, a sentence each"`
	Findings    []finding `json:"findings" doc:"what is wrong with the data, the worst first"`
	Concerns    []concern `json:"concerns" doc:"what the values ask somebody to look at, in the order of the file"`
	Events      []note    `json:"events" doc:"notes that are about no KPI alone, the oldest first"`
	Sources     []source  `json:"sources" doc:"what the sources hold, in the order of the file"`

	perspectives
}

type period struct {
	Label    string `json:"label" doc:"name: 2026-10, 2026-Q3, FY2026, 2026-W05, 2026-10-31, or a range"`
	Start    string `json:"start" doc:"first day"`
	Last     string `json:"last" doc:"last day, inclusive"`
	Complete bool   `json:"complete" doc:"false while the period runs"`
}

type section struct {
	ID          string   `json:"id" doc:"name of the objective in the file; \"\" for KPIs without one"`
	Name        string   `json:"name" doc:"name to print"`
	Perspective string   `json:"perspective" doc:"of a balanced scorecard; \"\" where nobody said"`
	KPIs        []result `json:"kpis" doc:"the KPIs, in the order of the file"`

	rolled
}

type result struct {
	ID          string      `json:"id" doc:"name of the KPI in the file"`
	Name        string      `json:"name" doc:"name to print"`
	Description string      `json:"description" doc:"what it counts, in words"`
	Owner       string      `json:"owner" doc:"who answers for it"`
	Class       string      `json:"class" doc:"leading, lagging or \"\""`
	Category    string      `json:"category" doc:"the house's own grouping"`
	Objective   string      `json:"objective" doc:"name of its objective in the file"`
	Formula     string      `json:"formula" doc:"as written, on one line"`
	Kind        string      `json:"kind" doc:"flow, level, ratio, average, distinct, percentile or derived"`
	Unit        string      `json:"unit" doc:"unit of all its values: count, money, percent (0.28 is 28 %), days, \"money per day\" …"`
	Better      string      `json:"better" doc:"higher, lower, within or \"\""`
	Period      period      `json:"period" doc:"period of the actual; coarser than the card's where the KPI has a grain of its own"`
	Actual      measured    `json:"actual" doc:"the value"`
	Target      target      `json:"target" doc:"what the value is compared with"`
	Attainment  *float64    `json:"attainment" doc:"1 is on target; null where it means nothing"`
	Status      string      `json:"status" doc:"on_track, at_risk, off_track or none"`
	Reason      *string     `json:"reason" doc:"why there is no status, or what it must be read with: no_data, partial, stale, not_started, too_early, achieved, no_target …"`
	Pace        *pace       `json:"pace" doc:"how far it is on the way to a target between two days, which then decides the status; null where every period is compared with the target itself"`
	Before      *before     `json:"before" doc:"how it stood in the whole period before, judged by the targets of that period and the data of now; null where that is not known"`
	Previous    comparison  `json:"previous" doc:"the period before"`
	LastYear    comparison  `json:"last_year" doc:"the same period a year ago"`
	YearToDate  comparison  `json:"year_to_date" doc:"from the start of the fiscal year"`
	Trailing12  comparison  `json:"trailing_12_months" doc:"the twelve months that end with the period"`
	Series      []point     `json:"series" doc:"history, oldest first, ends with the reported period"`
	Breakdowns  []breakdown `json:"breakdowns" doc:"the KPI by the members of each dimension"`
	Actions     []action    `json:"actions" doc:"what is done about it, in the order of the file"`
	Notes       []note      `json:"notes" doc:"what happened, up to as_of, the oldest first"`
	Smart       []letter    `json:"smart" doc:"how many rules of each letter of SMART its definition and value pass; empty with a filter on the rows"`

	OneSided []oneSided `json:"one_sided" doc:"members of the breakdowns that have a value and no target, or a target and no value, where members have targets of their own"`

	scored

	Evidence *proof `json:"evidence" doc:"what was found beside the value; null where nobody has looked (--no-evidence)"`
}

type before struct {
	Period period `json:"period" doc:"the period before"`
	Status string `json:"status" doc:"on_track, at_risk, off_track or none"`
}

type measured struct {
	Value       *float64 `json:"value" doc:"null is no value"`
	Reason      *string  `json:"reason" doc:"why there is no value, or a warning beside it"`
	Numerator   *float64 `json:"numerator" doc:"of a ratio or an average"`
	Denominator *float64 `json:"denominator" doc:"of a ratio or an average"`
	N           *int64   `json:"n" doc:"number of rows behind the value"`

	Interval *interval `json:"interval" doc:"what may be behind a share of counted rows; null for other values"`
}

type target struct {
	Value  *float64  `json:"value" doc:"a single number; null for a range and for none"`
	Low    *float64  `json:"low" doc:"lower end of a range"`
	High   *float64  `json:"high" doc:"upper end of a range"`
	Reason *string   `json:"reason" doc:"why a target that was written has no value"`
	Bounds []float64 `json:"bounds" doc:"values at which the status changes, ascending; empty where that is not known"`
	Text   string    `json:"text" doc:"as written, with its days; \"\" is no target"`

	From     *string  `json:"from" doc:"first day on which it holds; null where none is written"`
	Until    *string  `json:"until" doc:"last day on which it holds"`
	Baseline *float64 `json:"baseline" doc:"where the KPI stood before"`
	Stretch  *float64 `json:"stretch" doc:"the harder target of the same time; that of a pace stands there"`
	Because  string   `json:"because" doc:"why it is so high; \"\" where nobody said"`
}

type pace struct {
	From       string   `json:"from" doc:"first day of the target"`
	Until      string   `json:"until" doc:"last day of the target"`
	Through    *string  `json:"through" doc:"last day that counts, of the reported period, of as_of, or of the target; null before its first day"`
	Shape      string   `json:"shape" doc:"linear, workdays, seasonal, milestones, or computed: what a formula gives for the days so far"`
	Paced      bool     `json:"paced" doc:"true where what is due decides the status; false where the reported period is compared with its point on the way"`
	Value      *float64 `json:"value" doc:"to be reached by until"`
	Baseline   *float64 `json:"baseline" doc:"where the KPI stood before from"`
	Stretch    *float64 `json:"stretch" doc:"the harder target"`
	Because    string   `json:"because" doc:"why it is so high; \"\" where nobody said"`
	Actual     *float64 `json:"actual" doc:"reached from from through through: of what adds up the sum, of a level its state, else the value of the reported period"`
	Elapsed    float64  `json:"elapsed" doc:"part of the days, or of the working days, that is over; 1 at the end"`
	Expected   *float64 `json:"expected" doc:"due by through"`
	Ratio      *float64 `json:"ratio" doc:"1 where as much is reached as is due: 1 + (actual − expected) / |expected|, the other way round where lower is better"`
	Left       *float64 `json:"left" doc:"value − actual"`
	PerDay     *float64 `json:"needed_per_day" doc:"needed on each day, or working day, that is left; null once the target is reached"`
	PerPeriod  *float64 `json:"needed_per_period" doc:"needed in each period that is left, parts of periods by their days"`
	Grain      string   `json:"grain" doc:"length of these periods"`
	Projection *float64 `json:"projection" doc:"reached by until if it goes on as it came"`
	Final      bool     `json:"final" doc:"the target's time is over"`
	Reason     *string  `json:"reason" doc:"why nothing is expected: not_started, no_history, no_target …"`
}

type oneSided struct {
	Dimension string   `json:"dimension" doc:"name of the dimension in the file"`
	Member    string   `json:"member" doc:"value of the dimension"`
	Actual    *float64 `json:"actual" doc:"its value; null is none"`
	Target    *float64 `json:"target" doc:"its target; null is none"`
}

type comparison struct {
	Period period `json:"period" doc:"the other period"`
	measured
	Change *float64 `json:"change" doc:"(actual − value) / |value|, or actual − value where points is true; null where it has no meaning"`
	Points bool     `json:"points" doc:"change is a difference in percentage points, in parts of one"`
}

type point struct {
	Period period `json:"period" doc:"one period of the series"`
	measured
	Target *float64 `json:"target" doc:"target of that period"`
}

type breakdown struct {
	Dimension string   `json:"dimension" doc:"name of the dimension in the file"`
	Name      string   `json:"name" doc:"name to print"`
	Reason    *string  `json:"reason" doc:"why there are no members"`
	Members   []member `json:"members" doc:"the members, with the rest in one line"`
}

type finding struct {
	Code     string    `json:"code" doc:"stable name of what was found: control-total, check-failed, outside-range, outside-values, missing-values, stale, bad-rows, no-partner, duplicate-rows, no-rows, no-date, after-as-of, rounded, not-compared, review-due"`
	Severity string    `json:"severity" doc:"wrong: the definitions promise something else; doubtful: it may be fine"`
	Source   string    `json:"source" doc:"name of the source in the file; \"\" where it is about a KPI"`
	KPI      string    `json:"kpi" doc:"name of the KPI in the file; \"\" where it is about a source"`
	Message  string    `json:"message" doc:"the finding in words"`
	Advice   string    `json:"advice" doc:"what to do about it; \"\" where that is plain"`
	Count    int64     `json:"count" doc:"number of rows, amounts or control totals that it concerns; 0 where the word means nothing"`
	Of       int64     `json:"of" doc:"out of so many; 0 where the word means nothing"`
	Examples []example `json:"examples" doc:"at most three"`
}

type example struct {
	Value string `json:"value" doc:"what stands there"`
	Rows  int64  `json:"rows" doc:"number of rows that look alike; 0 where the word means nothing"`
	Place string `json:"place" doc:"file and line of the first of them; \"\" is unknown"`
}

type source struct {
	Source  string          `json:"source" doc:"name in the file"`
	Rows    int64           `json:"rows" doc:"number of rows, without those that were left out"`
	LeftOut int64           `json:"left_out" doc:"number of rows that do not fit their types"`
	First   *string         `json:"first" doc:"first day of its date; null where it has none"`
	Last    *string         `json:"last" doc:"last day of its date"`
	Undated int64           `json:"undated" doc:"number of rows without a date"`
	After   int64           `json:"after_as_of" doc:"number of rows dated after as_of; 0 for a plan"`
	Missing []missingValues `json:"missing" doc:"columns in which values are missing"`
}

type missingValues struct {
	Column string `json:"column" doc:"name of the column in the file"`
	Rows   int64  `json:"rows" doc:"number of rows without a value"`
}

type member struct {
	Name       string     `json:"name" doc:"value of the dimension; \"(none)\" is rows without one"`
	Others     int        `json:"others" doc:"how many members this line stands for; 0 is a member of its own"`
	Actual     measured   `json:"actual" doc:"the value"`
	Target     target     `json:"target" doc:"what the value is compared with"`
	Attainment *float64   `json:"attainment" doc:"1 is on target; null where it means nothing"`
	Status     string     `json:"status" doc:"on_track, at_risk, off_track or none"`
	Reason     *string    `json:"reason" doc:"why there is no status, or what it must be read with"`
	Pace       *pace      `json:"pace" doc:"of a target of its own"`
	LastYear   comparison `json:"last_year" doc:"the same period a year ago"`
	Series     []point    `json:"series" doc:"history, oldest first, where it was asked for"`

	Indistinct bool `json:"indistinct" doc:"the target lies inside the interval of the actual: the status may be chance"`
}
