// Package document holds what a report says, without ink: no sizes, no colours,
// no page breaks. Every writer (PDF, terminal) draws the same document.
package document

import (
	"strings"
	"time"

	"kpi/engine/status"
)

// A Document is a report in the order of reading. Texts are ready to print;
// an empty text is left out.
type Document struct {
	Title          string
	Entity         string
	Scope          string // which rows are counted; "" is all
	Period         string // with its first and last day
	AsOf           string
	DataThrough    string
	State          string // whether the period is over, in words
	Message        string // one sentence that says how things stand
	Counts         []Count
	Changes        string // how the statuses differ from those of the period before
	Sections       []Section
	Version        string // of the definitions
	Classification string // who may read it
	Language       string // BCP 47, of the texts
	Created        time.Time
	Paper          Paper
	Orientation    Orientation
	Fonts          Fonts
	Attachments    []Attachment
	Brand          Brand
	// What the texts have, for writers that print numbers themselves.
	Negatives   Negatives
	Comparisons []Comparison
}

// A Comparison is another window that a KPI is shown beside.
type Comparison string

// The comparisons.
const (
	Previous   Comparison = "previous"           // the change on the period before
	LastYear   Comparison = "last_year"          // the change on the same period a year ago
	YearToDate Comparison = "year_to_date"       // the value from the start of the fiscal year on
	Trailing12 Comparison = "trailing_12_months" // the value of the twelve months that end with the period
)

// Comparisons are all of them.
var Comparisons = []Comparison{Previous, LastYear, YearToDate, Trailing12}

// Negatives are how numbers below zero are printed. The zero value is Minus.
type Negatives string

// The ways.
const (
	Minus  Negatives = "minus"  // −1,235
	Parens Negatives = "parens" // (1,235), as finance does
)

// InParens reports whether a printed number is one below zero, in parentheses.
func InParens(number string) bool {
	return len(number) > 2 && number[0] == '(' && number[len(number)-1] == ')' && strings.ContainsAny(number, "0123456789")
}

// Paper is a size of paper. The zero value is A4.
type Paper string

// The papers.
const (
	A4     Paper = "a4"
	Letter Paper = "letter"
)

// Orientation is how the paper lies. The zero value is Landscape.
type Orientation string

// The orientations.
const (
	Landscape Orientation = "landscape"
	Portrait  Orientation = "portrait"
)

// Fonts are the paths of TrueType fonts of the house, for writers that bring the
// letters along. An empty path is the writer's own font; without a strong one
// the regular one stands in. "#2" after a path is the second font of a
// collection.
type Fonts struct {
	Latin, LatinStrong string
	CJK, CJKStrong     string // Chinese, Japanese and Korean
}

// An Attachment is a file that goes along with the document, such as the numbers
// behind it. A writer that has no place for files leaves it out.
type Attachment struct {
	Name        string // of the file, without a folder; no two are named alike
	MIME        string // its media type, such as text/csv
	Description string
	Data        []byte
}

// A Count is the number of KPIs with a status.
type Count struct {
	Status status.Status
	N      int
}

// A Section is a part of the document with a heading of its own.
type Section struct {
	Name  string
	Key   string // what a Row's To names it by; "" is never named
	Group string // what it is listed under in the contents; "" is by itself
	Sub   string // what it is about, in small print
	Mark  *Mark  // how it stands; nil where that means nothing
	Own   bool   // it has pages of its own
	Plain bool   // it needs no heading where it comes first: the document's is enough
	// AfterContents says that the contents of the document stand before it, and
	// tell where it and those that follow are. Writers of short texts have none.
	AfterContents bool
	Blocks        []Block
	// Appendix says that the section is there to audit the report, not to read
	// it; a writer for the terminal leaves it out.
	Appendix bool
}

// A Block is a part of a section: *Table, *Notes, *Tiles, *Figure, *Facts, *Beside,
// *Boxes or *Lines.
type Block interface{ block() }

// Notes are sentences, one a line.
type Notes struct {
	Name      string // what each of them is: Note, Finding
	Sentences []string
	// Printed is how many of them a page shows, where the others stand in an
	// appendix, too; 0 is all.
	Printed int
	Rest    string // what a page says in place of the others
}

// A Table is rows under columns, in groups with headings.
type Table struct {
	Columns []Column
	Groups  []Group
	Legend  bool // explain the marks under the table
}

func (*Notes) block() {}
func (*Table) block() {}

// A Column says what its cells hold.
type Column struct {
	Name string
	Kind Kind
	// Max is the end of the common scale of a Bullets column (1 is on target)
	// or a Changes column (0.1 is 10 % or 10 points); no scale elsewhere.
	Max float64
}

// A Kind is what the cells of a column hold, and so how they line up.
type Kind string

// The kinds of columns.
const (
	Marks   Kind = "marks"   // a Mark
	Names   Kind = "names"   // the Text that names the row
	Numbers Kind = "numbers" // Text that lines up on the right
	Labels  Kind = "labels"  // short Text, as of an owner
	Words   Kind = "words"   // short Text that lines up on the left
	Prose   Kind = "prose"   // long Text
	Bullets Kind = "bullets" // a Bullet, or Text that says why there is none
	Sparks  Kind = "sparks"  // a Spark
	Changes Kind = "changes" // a Change
)

// A Group is rows under a heading. An empty Name has no heading.
type Group struct {
	Name string
	Note string // small print beside the name
	Rows []Row
}

// A Row has one cell per column.
type Row struct {
	Cells []Cell
	// Note repeats in words what the cells show by their form: why there is no
	// status, how far a running period goes. "" has nothing to say.
	Note string
	To   string // Key of the section that says more, where there is one
}
