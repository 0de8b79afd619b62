package engine_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// An answer is one line of the answers that were computed by other means.
type answer struct {
	Question  int     `json:"q"`
	KPI       string  `json:"kpi"`
	Period    string  `json:"period"`
	Dimension string  `json:"dimension"`
	Value     float64 `json:"value"`
	Unit      string  `json:"unit"`
	N         *int64  `json:"n"`
}

func (a answer) String() string {
	return fmt.Sprintf("question %d: %s, %s, %s", a.Question, a.KPI, a.Period, a.Dimension)
}

// tolerances are what the answers ask for, by unit. Every other unit counts, and
// counts are exact.
var tolerances = map[string]float64{"ratio": 1e-6, "USD": 0.01, "days": 1e-4, "USD/day": 0.01}

// An asking is how a line of the answers is asked of our KPIs.
type asking struct {
	kpi, period, where string
	rank               string // place of the member in the breakdown; "" is any
	by                 string // office=West; "" is all rows
	n                  string // KPI that n is compared with; "" is the rows behind the value, "denominator" what it is divided by
}

// A row of the table of askings, with what it fits.
type askingRow struct {
	question               string
	kpi, period, dimension *regexp.Regexp
	asking
}

// sharedData is the folder of real data; tests on it are skipped where it is
// missing.
func sharedData(t *testing.T, name string) string {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join("..", "..", "shared", "data", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the real data are not here: %s", folder)
	}
	return folder
}

func readAnswers(t *testing.T, path string) []answer {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []answer
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// readAskings reads the table of a Markdown page.
func readAskings(t *testing.T, path string) []askingRow {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows []askingRow
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 12 || strings.HasPrefix(cells[1], "-") || strings.TrimSpace(cells[1]) == "q" {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, askingRow{
			question: cells[1], kpi: wildcard(cells[2]), period: wildcard(cells[3]), dimension: wildcard(cells[4]),
			asking: asking{kpi: cells[5], period: cells[6], where: cells[7], rank: cells[8], by: cells[9], n: cells[10]},
		})
	}
	return rows
}

func wildcard(pattern string) *regexp.Regexp {
	return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, "(.+)") + "$")
}

// ask fills in the row for a line, and is false where it does not fit.
func (r askingRow) ask(a answer) (asking, bool) {
	if r.question != strconv.Itoa(a.Question) || !r.kpi.MatchString(a.KPI) || !r.period.MatchString(a.Period) || !r.dimension.MatchString(a.Dimension) {
		return asking{}, false
	}
	out := r.asking
	if out.kpi == "" {
		out.kpi = a.KPI
	}
	if out.period == "" {
		out.period = a.Period
	}
	out.period = r.period.ReplaceAllString(a.Period, out.period)
	out.rank = r.dimension.ReplaceAllString(a.Dimension, out.rank)
	out.by = r.dimension.ReplaceAllString(a.Dimension, out.by)
	return out, true
}

// A study compares the KPIs of a definition with answers.
type study struct {
	definition *engine.Definition
	options    engine.Options // what all evaluations share
	askings    []askingRow
	// history reads a period from the series of the last one of its length, which
	// has so many points and all KPIs by all dimensions; 0 reports each period
	// itself, with what is asked of it.
	history int
	cards   map[cardKey]*card
}

// A cardKey is what one evaluation is for: all askings of a period share it.
type cardKey struct{ period, where string }

// A card is what is asked of an evaluation, and what it says.
type card struct {
	kpis, by []string
	result   *scorecard.Scorecard // nil is not evaluated yet
}

// define reads a definition of testdata after the edits, which are pairs of old
// and new text.
func define(t *testing.T, name string, edits ...string) *engine.Definition {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(edits); i += 2 {
		if !strings.Contains(text, edits[i]) {
			t.Fatalf("%s does not hold %q", name, edits[i])
		}
		text = strings.ReplaceAll(text, edits[i], edits[i+1])
	}
	path := filepath.Join(t.TempDir(), "kpis.yaml")
	writeFile(t, path, []byte(text))
	d, list, err := engine.Read(path)
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, d.Text())
		t.Fatal("the definition is wrong", err)
	}
	return d
}

// compare checks all answers.
func (s *study) compare(t *testing.T, answers []answer) {
	t.Helper()
	asked := make([]asking, len(answers))
	for i, a := range answers {
		var ok bool
		if asked[i], ok = s.ask(a); !ok {
			t.Fatalf("%s: no row of the table says how to ask it", a)
		}
		s.plan(asked[i])
	}
	for i, a := range answers {
		s.check(t, a, asked[i])
	}
}

// plan adds an asking to what the evaluation of its period computes.
func (s *study) plan(asked asking) {
	if s.cards == nil {
		s.cards = map[cardKey]*card{}
	}
	key := s.key(asked)
	if s.cards[key] == nil {
		s.cards[key] = &card{}
	}
	c := s.cards[key]
	c.kpis = with(c.kpis, asked.kpi)
	if asked.n != "denominator" {
		c.kpis = with(c.kpis, asked.n)
	}
	dimension, _, _ := strings.Cut(asked.by, "=")
	c.by = with(c.by, dimension)
}

// dimensions lists all dimensions of a definition.
func dimensions(d *engine.Definition) []string {
	var ids []string
	for _, dimension := range d.Plan.Dimensions {
		ids = append(ids, dimension.ID)
	}
	return ids
}

// key names the evaluation that answers an asking. Both sets of data end with
// 2017.
func (s *study) key(asked asking) cardKey {
	if s.history == 0 || strings.Contains(asked.period, "..") {
		return cardKey{asked.period, asked.where}
	}
	_, part, _ := strings.Cut(asked.period, "-")
	switch {
	case part == "":
		return cardKey{"2017", asked.where}
	case strings.HasPrefix(part, "Q"):
		return cardKey{"2017-Q4", asked.where}
	}
	return cardKey{"2017-12", asked.where}
}

// at returns what is measured in a period: in the reported one, or in the point of
// the series that has its name.
func (s *study) at(period string, reported scorecard.Measured, series []scorecard.Point) scorecard.Measured {
	if s.history == 0 || strings.Contains(period, "..") {
		return reported
	}
	i := slices.IndexFunc(series, func(p scorecard.Point) bool { return p.Period.Label == period })
	if i < 0 {
		return scorecard.Measured{Reason: status.NoData}
	}
	return series[i].Measured
}

// with adds a name that is not empty once.
func with(names []string, name string) []string {
	if name == "" || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// card evaluates a period, once.
func (s *study) card(t *testing.T, key cardKey) *scorecard.Scorecard {
	t.Helper()
	c := s.cards[key]
	if c.result != nil {
		return c.result
	}
	o := s.options
	o.Period, o.Where, o.KPIs, o.By = key.period, key.where, c.kpis, c.by
	o.History = 1
	if s.history > 0 {
		o.KPIs, o.By, o.History, o.ByHistory = nil, dimensions(s.definition), s.history, true
	}
	result, list, err := s.definition.Evaluate(context.Background(), o)
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, s.definition.Text())
		t.Fatal("the data cannot be evaluated", err)
	}
	c.result = result.Scorecard
	return c.result
}

func (s *study) ask(a answer) (asking, bool) {
	for _, row := range s.askings {
		if asked, ok := row.ask(a); ok {
			return asked, true
		}
	}
	return asking{}, false
}

func (s *study) check(t *testing.T, a answer, asked asking) {
	got := s.measured(t, asked)
	if got.Value == nil {
		t.Errorf("%s: no value (%s), want %v", a, got.Reason, a.Value)
		return
	}
	if math.Abs(*got.Value-a.Value) > tolerances[a.Unit] {
		t.Errorf("%s = %v, want %v", a, *got.Value, a.Value)
	}
	if a.N == nil {
		return
	}
	if n := s.count(t, got, asked); n != float64(*a.N) {
		t.Errorf("%s: n = %v, want %d", a, n, *a.N)
	}
}

// count is what n of the answer is compared with; NaN where there is none.
func (s *study) count(t *testing.T, got scorecard.Measured, asked asking) float64 {
	n := got.Denominator
	switch asked.n {
	case "denominator":
	case "":
		if got.N != nil {
			return float64(*got.N)
		}
		n = nil
	default:
		asked.kpi = asked.n
		n = s.measured(t, asked).Value
	}
	if n == nil {
		return math.NaN()
	}
	return *n
}

// measured returns what the card says for an asking.
func (s *study) measured(t *testing.T, asked asking) scorecard.Measured {
	t.Helper()
	result := s.result(t, asked)
	if asked.by == "" {
		return s.at(asked.period, result.Actual, result.Series)
	}
	dimension, name, _ := strings.Cut(asked.by, "=")
	for _, b := range result.Breakdowns {
		i := slices.IndexFunc(b.Members, func(m scorecard.Member) bool { return m.Name == name })
		if b.Dimension != dimension || i < 0 {
			continue
		}
		if asked.rank != "" && asked.rank != strconv.Itoa(i+1) {
			t.Errorf("%s by %s has %s in place %d, want %s", asked.kpi, dimension, name, i+1, asked.rank)
		}
		return s.at(asked.period, b.Members[i].Actual, b.Members[i].Series)
	}
	t.Errorf("%s has no member %s in %s", asked.kpi, asked.by, asked.period)
	return scorecard.Measured{}
}

func (s *study) result(t *testing.T, asked asking) scorecard.Result {
	t.Helper()
	for _, section := range s.card(t, s.key(asked)).Sections {
		for _, result := range section.Results {
			if result.ID == asked.kpi {
				return result
			}
		}
	}
	t.Fatalf("there is no KPI %q", asked.kpi)
	return scorecard.Result{}
}
