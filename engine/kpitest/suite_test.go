package kpitest_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/engine/kpitest"
)

const visits = `version: 1
sources: {visits: {file: visits.csv, date: day, columns: {day: date}}}
kpis: {visits: {source: visits, formula: count()}, more: {source: visits, formula: count() + 1}}
`

// suite writes a definition and its tests, and reads them.
func suite(t *testing.T, tests string) (*kpitest.Suite, string) {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "visits_test.yaml")
	write(t, filepath.Join(folder, "kpis.yaml"), visits)
	write(t, path, tests)
	s, list, err := kpitest.Read(read(t, filepath.Join(folder, "kpis.yaml")), []string{path})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list.Items {
		t.Fatalf("%s: %s", p.Range, p.Message)
	}
	return s, path
}

func run(t *testing.T, s *kpitest.Suite, o kpitest.Options) *kpitest.Report {
	t.Helper()
	r, err := s.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// three tests: one passes, one fails, one is refused.
const three = `as_of: 2026-01-31
rows: {visits: [{day: 2026-01-05}]}
tests:
  - {name: passes, expect: {visits: 1}}
  - {name: "fails <&>", expect: {visits: 2}}
  - {name: is refused, rows: {visits: [{day: Monday}]}, expect: {visits: 2}}
`

func TestReportsAreOfTheOrderOfWriting(t *testing.T) {
	var b strings.Builder
	b.WriteString("as_of: 2026-01-31\nrows: {visits: [{day: 2026-01-05}]}\ntests:\n")
	for i := range 40 {
		fmt.Fprintf(&b, "  - {name: T%02d, expect: {visits: 1}}\n", i)
	}
	s, _ := suite(t, b.String())
	for i, o := range run(t, s, kpitest.Options{}).Outcomes {
		if want := fmt.Sprintf("T%02d", i); o.Name != want || !o.Passed() {
			t.Errorf("outcome %d is %q, want %q", i, o.Name, want)
		}
	}
	if r := run(t, s, kpitest.Options{Match: regexp.MustCompile(`^T0[37]$`)}); len(r.Outcomes) != 2 || r.Passed() != 2 {
		t.Errorf("%d tests match", len(r.Outcomes))
	}
}

func TestCoverageCountsKPIsThatSomethingIsExpectedOf(t *testing.T) {
	s, _ := suite(t, three)
	r := run(t, s, kpitest.Options{Match: regexp.MustCompile("none")})
	if got, want := r.Summary(), "0 passed; 1 of 2 KPIs are tested (50%)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if r.Coverage() != 0.5 || len(r.Untested) != 1 || r.Untested[0] != "more" {
		t.Errorf("untested are %q", r.Untested)
	}
}

// A ciReport is what continuous integration reads of JUnit XML.
type ciReport struct {
	Tests, Failures, Errors int
	Suites                  []struct {
		Name  string `xml:"name,attr"`
		Cases []struct {
			Name    string     `xml:"name,attr"`
			File    string     `xml:"file,attr"`
			Line    int        `xml:"line,attr"`
			Failure *ciMessage `xml:"failure"`
			Error   *ciMessage `xml:"error"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type ciMessage struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func TestJUnitIsReadByOthers(t *testing.T) {
	s, path := suite(t, three)
	var a, b bytes.Buffer
	if err := errors.Join(run(t, s, kpitest.Options{}).WriteJUnit(&a), run(t, s, kpitest.Options{}).WriteJUnit(&b)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two runs write different bytes")
	}
	var got ciReport
	if err := xml.Unmarshal(a.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, &a)
	}
	if len(got.Suites) != 1 || got.Suites[0].Name != path || len(got.Suites[0].Cases) != 3 {
		t.Fatalf("got %+v", got)
	}
	cases := got.Suites[0].Cases
	if cases[0].Failure != nil || cases[0].Error != nil || cases[0].Name != "passes" || cases[0].Line != 4 || cases[0].File != path {
		t.Errorf("the first is %+v", cases[0])
	}
	if f := cases[1].Failure; f == nil || f.Message != "visits: want 2, got 1" || cases[1].Name != "fails <&>" || !strings.Contains(f.Text, "count() of visits = 1 over 2026-01") {
		t.Errorf("the second is %+v", cases[1])
	}
	if e := cases[2].Error; e == nil || !strings.Contains(e.Text, `"Monday" is not a date`) {
		t.Errorf("the third is %+v", cases[2])
	}
	if !strings.Contains(a.String(), `tests="3" failures="1" errors="1"`) {
		t.Errorf("the counts are not those of the tests:\n%s", &a)
	}
}

func TestJSONHoldsTheSame(t *testing.T) {
	s, _ := suite(t, three)
	var b bytes.Buffer
	if err := run(t, s, kpitest.Options{}).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Passed, Failed, KPIs int
		Untested             []string
		Tests                []struct {
			Name     string
			Passed   bool
			Failures []struct{ What, Want, Got string }
			Problems []struct {
				Line int
				Code string
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Passed != 1 || got.Failed != 2 || got.KPIs != 2 || len(got.Untested) != 1 {
		t.Errorf("got %+v", got)
	}
	if f := got.Tests[1].Failures; len(f) != 1 || f[0].Want != "2" || f[0].Got != "1" || got.Tests[2].Problems[0].Code != "bad-value" || got.Tests[2].Problems[0].Line != 6 {
		t.Errorf("got %+v", got.Tests)
	}
}

func TestFixturesStayInTheFolder(t *testing.T) {
	folder := t.TempDir()
	project := filepath.Join(folder, "project")
	for name, text := range map[string]string{
		"secret.csv": "day\n2026-01-05\n", "project/.git/config": "day\n2026-01-05\n", "project/data/a.csv": "day\n2026-01-05\n",
		"project/kpis.yaml": visits, "project/data/bytes.csv": "day\n\xff\n", "project/data/large.csv": "day\n" + strings.Repeat("2026-01-05\n", 100_000),
	} {
		write(t, filepath.Join(folder, name), text)
	}
	for from, to := range map[string]string{"out.csv": filepath.Join(folder, "secret.csv"), "git": filepath.Join(project, ".git"), "in.csv": filepath.Join(project, "data", "a.csv")} {
		if err := os.Symlink(to, filepath.Join(project, from)); err != nil {
			t.Fatal(err)
		}
	}
	d := read(t, filepath.Join(project, "kpis.yaml"))
	for path, want := range map[string]string{
		"../data/a.csv": "", "../in.csv": "", "../../secret.csv": "lies outside", "../out.csv": "lies outside", "../git/config": "lies outside",
		"../.git/config": "lies outside", filepath.Join(folder, "secret.csv"): "does not exist", "../data/bytes.csv": "is not text", "../data/large.csv": "more than 1024 KiB",
	} {
		test := filepath.Join(project, "tests", "a.yaml")
		write(t, test, "tests: [{name: A, period: 2026-01, rows: {visits: {file: "+path+"}}, expect: {visits: 1}}]\n")
		_, list, err := kpitest.Read(d, []string{test})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if list.Len() > 0 {
			got = list.Items[0].Message
		}
		if (want == "") != (got == "") || !strings.Contains(got, want) || list.Len() > 0 && list.Items[0].Code != "bad-fixture" {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestTooManyTests(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "kpis.yaml"), visits)
	var paths []string
	for i := range 6 {
		var b strings.Builder
		b.WriteString("as_of: 2026-01-31\nrows: {visits: []}\ntests:\n")
		for j := range 900 {
			fmt.Fprintf(&b, "  - {name: T%d, expect: {visits: 0}}\n", j)
		}
		paths = append(paths, filepath.Join(folder, fmt.Sprintf("%d_test.yaml", i)))
		write(t, paths[i], b.String())
	}
	_, list, err := kpitest.Read(read(t, filepath.Join(folder, "kpis.yaml")), paths)
	if err != nil || list.Len() != 1 || list.Items[0].Code != "too-many-tests" {
		t.Errorf("got %v, %v", list.Items, err)
	}
}

func TestAFileThatIsNotThereIsWrongUsage(t *testing.T) {
	s, path := suite(t, three)
	_, _, err := kpitest.Read(s.Definition, []string{path + ".not"})
	var wrong *engine.UsageError
	if !errors.As(err, &wrong) {
		t.Errorf("got %v", err)
	}
}

func TestUpdateWritesWhatTheKPIsHave(t *testing.T) {
	s, path := suite(t, three)
	updates := s.Update(run(t, s, kpitest.Options{}))
	if len(updates) != 1 || updates[0].File != path || updates[0].Made() != 1 {
		t.Fatalf("got %+v", updates)
	}
	if got, want := string(updates[0].Data), strings.Replace(three, "visits: 2}}\n  - {name: is", "visits: 1}}\n  - {name: is", 1); got != want {
		t.Errorf("got %s", got)
	}
}
