package document

import "kpi/engine/status"

// A Cell is one of Text, Mark, Bullet, Spark and Change.
type Cell interface{ cell() }

// Text is a line of text with small print below it.
type Text struct {
	Main string
	Sub  string
	Tone Tone
}

// Tone is how loud a text is. The zero value is Plain.
type Tone string

// The tones.
const (
	Plain  Tone = ""
	Strong Tone = "strong"
	Quiet  Tone = "quiet"
)

// A Mark is a status as shape, colour and word.
type Mark struct {
	Status status.Status
	// Hollow says that the value must be read with the row's note: it is stale,
	// or its period is not over.
	Hollow bool
}

// A Bullet is an attainment against its target: 1 is on target.
type Bullet struct {
	Value  float64
	Hollow bool
	Alt    string
}

// A Spark is a series, oldest first. The last point is the reported one.
type Spark struct {
	Points []SparkPoint
	Status status.Status // of the last point
	Hollow bool          // the last point is not final
	Alt    string
}

// A SparkPoint is one period of a Spark; nil is a gap.
type SparkPoint struct {
	Value  *float64
	Target *float64
	Limits *SparkLimits // nil is not known
}

// SparkLimits are the natural limits of a period: where values lie while nothing
// changes.
type SparkLimits struct{ Low, High float64 }

// A Change is a difference to another period.
type Change struct {
	Text    string
	Value   *float64 // in parts of one; nil has no bar
	Verdict Verdict
	Alt     string
}

// A Verdict says whether a change is good news. The zero value is Neutral: the
// definition does not say which way is better.
type Verdict string

// The verdicts.
const (
	Neutral Verdict = ""
	Gain    Verdict = "better"
	Loss    Verdict = "worse"
)

func (Text) cell()   {}
func (Mark) cell()   {}
func (Bullet) cell() {}
func (Spark) cell()  {}
func (Change) cell() {}
