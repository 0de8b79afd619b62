package finding

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"

	"kpi/engine/diag"
)

// A Suite is a set of test cases as continuous integration reads it. It has no
// times, so that the same input gives the same bytes.
type Suite struct {
	Name  string
	Cases []Case
}

// A Case is one test. At most one of Failure, Error and Skipped is not nil;
// without any it passes.
type Case struct {
	Name    string   `xml:"name,attr"`
	Class   string   `xml:"classname,attr"`
	File    string   `xml:"file,attr"`
	Line    int      `xml:"line,attr"`
	Failure *Verdict `xml:"failure"`
	Error   *Verdict `xml:"error"`
	Skipped *Verdict `xml:"skipped"`
	Out     string   `xml:"system-out,omitempty"`
}

// A Verdict says why a case does not pass.
type Verdict struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

type (
	suitesXML struct {
		XMLName xml.Name `xml:"testsuites"`
		countsXML
		Suite suiteXML `xml:"testsuite"`
	}
	suiteXML struct {
		countsXML
		Cases []Case `xml:"testcase"`
	}
	countsXML struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
	}
)

// WriteXML writes the suite as JUnit XML under the name of a command.
func (s Suite) WriteXML(w io.Writer, command string) error {
	counts := countsXML{Name: s.Name, Tests: len(s.Cases)}
	for _, c := range s.Cases {
		switch {
		case c.Failure != nil:
			counts.Failures++
		case c.Error != nil:
			counts.Errors++
		case c.Skipped != nil:
			counts.Skipped++
		}
	}
	out := suitesXML{countsXML: counts, Suite: suiteXML{counts, s.Cases}}
	out.Name = command
	text, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	return err
}

// writeJUnit writes a case for every KPI and every rule, and one for each other
// thing, and each file, that something was found about. What does not fail is
// told beside a case that passes.
func writeJUnit(w io.Writer, r *Report) error {
	cases := newCases(r)
	for i, id := range r.List.Identify(r.folder(), r.Subjects) {
		cases.add(id, r.List.Items[i])
	}
	return cases.suite(r).WriteXML(w, r.Command)
}

// cases are the findings by what they are about.
type cases struct {
	order []diag.Identity
	found map[diag.Identity][]*diag.Diagnostic // without fingerprints
}

func newCases(r *Report) *cases {
	c := &cases{found: map[diag.Identity][]*diag.Diagnostic{}}
	for _, s := range r.Subjects.All {
		if s.Kind == "KPI" || s.Kind == "rule" {
			c.open(diag.Identity{Subject: s})
		}
	}
	return c
}

func (c *cases) open(id diag.Identity) {
	if _, known := c.found[id]; !known {
		c.found[id] = nil
		c.order = append(c.order, id)
	}
}

func (c *cases) add(id diag.Identity, d *diag.Diagnostic) {
	id.Fingerprint = ""
	if id.Subject.ID != "" {
		id.File = ""
	}
	c.open(id)
	c.found[id] = append(c.found[id], d)
}

func (c *cases) suite(r *Report) Suite {
	s := Suite{Name: r.File}
	for _, id := range c.order {
		out := Case{Name: id.Subject.String(), Class: id.Subject.ID, File: id.Subject.Range.File, Line: id.Subject.Range.Start.Line}
		if id.Subject.ID == "" {
			out.Name, out.Class, out.File = id.File, "file", id.File
		}
		r.judge(&out, c.found[id])
		s.Cases = append(s.Cases, out)
	}
	if len(s.Cases) == 0 {
		s.Cases = []Case{{Name: r.File, Class: "file", File: r.File}}
	}
	return s
}

// judge adds the findings to a case: it fails with the first that fails.
func (r *Report) judge(c *Case, found []*diag.Diagnostic) {
	var failing, others bytes.Buffer
	for _, d := range found {
		into := &others
		if r.fails(d) {
			into = &failing
			if c.Failure == nil {
				c.Failure = &Verdict{Message: d.Message, Type: d.Code}
			}
		}
		// A buffer takes all that is written.
		_ = diag.List{Items: []*diag.Diagnostic{d}}.Fprint(into, r.Subjects.Texts)
	}
	if c.Failure != nil {
		c.Failure.Text = failing.String()
	}
	c.Out = others.String()
}
