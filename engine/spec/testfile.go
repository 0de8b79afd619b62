package spec

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// A TestFile is a file of tests as it is written. Lists stand in the order of
// writing. Texts that are absent are zero.
type TestFile struct {
	File  File
	AsOf  Text    // ISO date, for the tests that do not say it
	Rows  []Table // for the tests that do not give the source themselves
	Tests []Test

	sheet  *sheet
	marked bool // the file starts with a byte order mark
}

// A Test is a few rows and what is expected of the KPIs that read them.
type Test struct {
	Range    diag.Range // where it starts
	Name     Text
	AsOf     Text // ISO date
	Period   Text
	Grain    Text // day | week | month | quarter | year
	Where    Text // a condition over dimensions
	Rows     []Table
	Expect   []Expectation
	Problems []Text // codes; not together with Expect
}

// A Table holds the rows of a source. At most one of CSV, File and Records is
// written; none of them is a table without rows.
type Table struct {
	Source  Text
	CSV     Text // comma-separated, with a header
	File    Text // path of a CSV file, relative to the test file
	Records []Record
}

// A Record is a row that is written as a mapping.
type Record struct {
	Range diag.Range
	Cells []Cell
}

// A Cell is a value under the name of its column. A Value that is not written,
// or "", is missing.
type Cell struct {
	Column Text
	Value  Text
}

// An Expectation is what a test says of a KPI, or of a member of a breakdown,
// which has no series, no comparisons and no breakdown of its own.
type Expectation struct {
	ID         Text // of the KPI, or the member
	Value      Text // a number, "no value", "no value (division by zero)"
	Within     Text // how far a number may be off; "" is by how it is written
	Target     Text // a number, "4% to 9%", or "no value"
	Status     Text // on track | at risk | off track | none; none (data out of date)
	Previous   Text // these are values as Value is
	LastYear   Text
	YearToDate Text
	Trailing12 Text
	Series     Text // "0x11 100": the oldest first
	By         []Split
}

// A Split is what is expected of the members of a dimension.
type Split struct {
	Dimension Text
	Members   []Expectation
}

// maxTests is the number of tests that a file may have.
const maxTests = 1_000

// ReadTests reads the test file at the path, as ParseTests does. The error tells
// of a disk that cannot be read.
func ReadTests(path string) (*TestFile, diag.List, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, diag.List{}, err
	}
	f, problems := ParseTests(path, data)
	return f, problems, nil
}

// ParseTests returns what a test file says together with everything that is
// wrong with it, sorted by place. The file is never nil; where the list has
// errors it holds what could be read. Name is the file's name as the user gave
// it. No name, number or notation is looked up: that is the caller's.
func ParseTests(name string, data []byte) (*TestFile, diag.List) {
	r := newReader()
	f := &TestFile{File: File{Name: name, Data: withoutMark(data)}}
	f.marked = len(f.File.Data) < len(data)
	r.sheet, r.isMain = newSheet(f.File), true
	f.sheet = r.sheet
	if doc := r.document(); doc != nil {
		r.testFile(f, r.mapping(slot{kind: "the test file", key: doc, value: doc}))
	}
	r.problems.Sort()
	return f, r.problems
}

func (r *reader) testFile(f *TestFile, m *mapping) {
	_, defines := m.index["kpis"]
	if _, tests := m.index["tests"]; defines && !tests {
		r.errorf(diag.Range{File: f.File.Name}, codeMissingKey, "the file defines KPIs and has no tests").
			Notef("kpi test -f %s runs the tests of this file's KPIs; they stand in tests/*.yaml or *_test.yaml beside it", f.File.Name)
		return
	}
	defer m.done()
	f.AsOf = r.formed(m.at("as_of"), dateForm)
	f.Rows = r.tables(m.at("rows"))
	items := r.list(m.need("tests"), "tests")
	if len(items) > maxTests {
		r.tooLarge(diag.Range{File: f.File.Name}, "the file has %d tests: at most %d can be in one file", len(items), maxTests)
		return
	}
	for _, item := range items {
		f.Tests = append(f.Tests, r.test(item))
	}
}

func (r *reader) test(item slot) Test {
	item.kind, item.name = "a test", ""
	m := r.mapping(item)
	defer m.done()
	t := Test{
		Range:  r.place(item.key),
		Name:   r.text(m.need("name")),
		AsOf:   r.formed(m.at("as_of"), dateForm),
		Period: r.text(m.at("period")),
		Grain:  r.word(m.at("grain"), grains),
		Where:  r.formula(m.at("where")),
		Rows:   r.tables(m.at("rows")),
	}
	r.nameOnce(t.Name)
	expect, problems := m.at("expect"), m.at("problems")
	switch {
	case expect.key != nil && problems.key != nil:
		r.errorf(r.place(problems.key), codeConflictingKeys, `a test has both "expect" and "problems": data that are refused have no values`).
			At(r.place(expect.key), "what is expected")
	case expect.key == nil && problems.key == nil && !m.broken:
		r.errorf(t.Range, codeMissingKey, `a test has no "expect"`).
			Notef("write what you expect, such as expect: {win_rate: 50%%}, or problems: [key-not-unique] where the data are to be refused")
	}
	t.Expect = r.expectations(expect)
	t.Problems = r.texts(problems, "codes of problems")
	return t
}

// nameOnce reports a name that another test of the file has.
func (r *reader) nameOnce(name Text) {
	key := "test " + name.Value
	if first, ok := r.defined[key]; ok && name.Written() {
		r.errorf(name.Range, codeDuplicateName, "two tests are called %s", quoted(name.Value)).At(first, "the first one")
		return
	}
	r.defined[key] = name.Range
}

func (r *reader) expectations(s slot) []Expectation {
	m := r.mapping(s)
	if s.key != nil && !m.broken && len(m.entries) == 0 {
		r.errorf(r.place(s.key), codeEmptyValue, "%s expects nothing", s.what()).
			Notef("write a KPI and its value, such as win_rate: 50%%")
	}
	var out []Expectation
	for id, s := range m.things("KPI") {
		if e, simple := r.expectedValue(id, s); simple {
			out = append(out, e)
			continue
		}
		m := r.mapping(s)
		e := r.judged(id, m)
		e.Series = r.expected(m.at("series"), "values such as 0x11 100")
		e.Previous = r.expected(m.at("previous"), valueWords)
		e.LastYear = r.expected(m.at("last_year"), valueWords)
		e.YearToDate = r.expected(m.at("year_to_date"), valueWords)
		e.Trailing12 = r.expected(m.at("trailing_12"), valueWords)
		e.By = r.splits(m.at("by"))
		m.done()
		out = append(out, e)
	}
	return out
}

const valueWords = "a number or no value"

// expectedValue reads an expectation that is a value alone, and reports whether
// it is one.
func (r *reader) expectedValue(id Text, s slot) (Expectation, bool) {
	if s.value != nil && !isScalar(s.value) {
		return Expectation{}, false
	}
	return Expectation{ID: id, Value: r.expected(s, valueWords)}, true
}

// expected returns a text of which want says what it is.
func (r *reader) expected(s slot, want string) Text {
	n := r.resolve(s.value)
	if n == nil || n.Kind == yaml.ScalarNode && !isNull(n) {
		t := r.text(s)
		r.octal(t)
		return t
	}
	r.wrongType(s, n, want)
	return Text{}
}

// judged reads what a KPI and a member of a breakdown have in common.
func (r *reader) judged(id Text, m *mapping) Expectation {
	return Expectation{
		ID:     id,
		Value:  r.expected(m.at("value"), valueWords),
		Within: r.formed(m.at("within"), numberForm),
		Target: r.expected(m.at("target"), valueWords),
		Status: r.text(m.at("status")),
	}
}

func (r *reader) splits(s slot) []Split {
	var out []Split
	for id, s := range r.mapping(s).things("dimension") {
		split := Split{Dimension: id}
		for member, s := range r.mapping(s).things("member") {
			e, simple := r.expectedValue(member, s)
			if !simple {
				m := r.mapping(s)
				e = r.judged(member, m)
				m.done()
			}
			split.Members = append(split.Members, e)
		}
		out = append(out, split)
	}
	return out
}

// tables reads rows by source.
func (r *reader) tables(s slot) []Table {
	var out []Table
	for source, s := range r.mapping(s).things("rows of") {
		out = append(out, r.table(source, s))
	}
	return out
}

func (r *reader) table(source Text, s slot) Table {
	t := Table{Source: source}
	n := r.resolve(s.value)
	switch {
	case n == nil:
	case n.Kind == yaml.MappingNode:
		m := r.mapping(s)
		t.File = r.text(m.need("file"))
		m.done()
	case n.Kind == yaml.SequenceNode:
		t.Records = r.records(s, n)
	case isNull(n):
		r.errorf(r.place(s.key), codeEmptyValue, "%s has no value", s.what()).
			Notef("write %s: [] for a table without rows", source.Value)
	default:
		t.CSV = r.text(s)
		r.unfolded(s, t.CSV)
	}
	return t
}

// unfolded reports rows whose lines YAML has joined to one.
func (r *reader) unfolded(s slot, csv Text) {
	at := csv.Range
	if at.Start.Line == at.End.Line || csv.style&yaml.LiteralStyle != 0 {
		return
	}
	at.End = diag.Pos{Line: at.Start.Line, Col: at.Start.Col + 1}
	r.errorf(at, codeWrongType, "%s are one line for YAML, which joins them", s.what()).
		Notef("write %s: | and the rows below it, indented", s.name)
}

func (r *reader) records(s slot, n *yaml.Node) []Record {
	var out []Record
	for i := 0; i < len(n.Content) && r.visit(n.Content[i]); i++ {
		item := n.Content[i]
		m := r.mapping(slot{kind: fmt.Sprintf("row %d of", i+1), name: s.name, key: item, value: item})
		record := Record{Range: r.place(item)}
		for column, s := range m.things("column") {
			record.Cells = append(record.Cells, Cell{Column: column, Value: r.cell(s)})
		}
		out = append(out, record)
	}
	return out
}

// cell returns a value; null and "" are missing.
func (r *reader) cell(s slot) Text {
	switch n := r.resolve(s.value); {
	case n == nil, isNull(n):
		return Text{}
	case n.Kind != yaml.ScalarNode:
		r.wrongType(s, n, "a value")
		return Text{}
	default:
		return r.sheet.text(n)
	}
}
