package kpitest

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The report as data. Names and places are those of the text.
type (
	jsonReport struct {
		Passed   int        `json:"passed"`
		Failed   int        `json:"failed"`
		Tests    []jsonTest `json:"tests"`
		KPIs     int        `json:"kpis"`
		Tested   []string   `json:"tested"`
		Untested []string   `json:"untested"`
	}
	jsonTest struct {
		Name     string        `json:"name"`
		File     string        `json:"file"`
		Line     int           `json:"line"`
		Passed   bool          `json:"passed"`
		Failures []jsonFailure `json:"failures,omitempty"`
		Problems []jsonProblem `json:"problems,omitempty"`
	}
	jsonFailure struct {
		Line int      `json:"line"`
		Col  int      `json:"col"`
		What string   `json:"what"`
		Want string   `json:"want"`
		Got  string   `json:"got"`
		Why  []string `json:"why"`
	}
	jsonProblem struct {
		File    string `json:"file"`
		Line    int    `json:"line"` // 0 is the file as a whole
		Col     int    `json:"col"`
		Code    string `json:"code"`
		Message string `json:"message"`
	}
)

// WriteJSON writes the report as one JSON object.
func (r *Report) WriteJSON(w io.Writer) error {
	out := jsonReport{
		Passed: r.Passed(), Failed: r.Failed(), KPIs: len(r.Tested) + len(r.Untested),
		Tests: []jsonTest{}, Tested: present(r.Tested), Untested: present(r.Untested),
	}
	for _, o := range r.Outcomes {
		t := jsonTest{Name: o.Name, File: o.Range.File, Line: o.Range.Start.Line, Passed: o.Passed()}
		for _, f := range o.Failures {
			at := f.Range.Start
			t.Failures = append(t.Failures, jsonFailure{Line: at.Line, Col: at.Col, What: f.What, Want: f.Want, Got: f.Got, Why: present(f.Why)})
		}
		for _, d := range o.Problems.Items {
			at := d.Range.Start
			t.Problems = append(t.Problems, jsonProblem{File: d.Range.File, Line: at.Line, Col: at.Col, Code: d.Code, Message: d.Message})
		}
		out.Tests = append(out.Tests, t)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// present makes a list without items one that is there.
func present(list []string) []string { return append([]string{}, list...) }

// The report as continuous integration reads it. It has no times, so that the
// same tests give the same bytes.
type (
	junitReport struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr"`
		Line    int           `xml:"line,attr"`
		Failure *junitMessage `xml:"failure"`
		Error   *junitMessage `xml:"error"` // the rows were refused
	}
	junitMessage struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the report as JUnit XML: a suite for each file.
func (r *Report) WriteJUnit(w io.Writer) error {
	out := junitReport{Name: "kpi test"}
	for _, o := range r.Outcomes {
		if n := len(out.Suites); n == 0 || out.Suites[n-1].Name != o.Range.File {
			out.Suites = append(out.Suites, junitSuite{Name: o.Range.File})
		}
		s := &out.Suites[len(out.Suites)-1]
		c := o.junit()
		s.Tests, out.Tests = s.Tests+1, out.Tests+1
		if c.Failure != nil {
			s.Failures, out.Failures = s.Failures+1, out.Failures+1
		}
		if c.Error != nil {
			s.Errors, out.Errors = s.Errors+1, out.Errors+1
		}
		s.Cases = append(s.Cases, c)
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	return err
}

func (o Outcome) junit() junitCase {
	c := junitCase{Name: o.Name, Class: o.Range.File, File: o.Range.File, Line: o.Range.Start.Line}
	switch {
	case o.Problems.HasErrors():
		var lines []string
		for _, d := range o.Problems.Items {
			lines = append(lines, fmt.Sprintf("%s: %s [%s]", d.Range, d.Message, d.Code))
		}
		c.Error = &junitMessage{Message: refusedWords(o), Text: strings.Join(lines, "\n")}
	case len(o.Failures) > 0:
		var lines []string
		for _, f := range o.Failures {
			lines = append(lines, fmt.Sprintf("%s: %s", f.Range, f.sentence()))
			for _, why := range f.Why {
				lines = append(lines, "  = "+why)
			}
		}
		c.Failure = &junitMessage{Message: o.Failures[0].sentence(), Text: strings.Join(lines, "\n")}
	}
	return c
}
