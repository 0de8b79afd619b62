package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/scorecard"
	"kpi/reports"
)

// The check as continuous integration reads it. It has no times, so that the
// same data give the same bytes.
type (
	rulesXML struct {
		XMLName  xml.Name  `xml:"testsuites"`
		Name     string    `xml:"name,attr"`
		Tests    int       `xml:"tests,attr"`
		Failures int       `xml:"failures,attr"`
		Errors   int       `xml:"errors,attr"`
		Skipped  int       `xml:"skipped,attr"`
		Suite    ruleSuite `xml:"testsuite"`
	}
	ruleSuite struct {
		Name     string    `xml:"name,attr"`
		Tests    int       `xml:"tests,attr"`
		Failures int       `xml:"failures,attr"`
		Errors   int       `xml:"errors,attr"`
		Skipped  int       `xml:"skipped,attr"`
		Cases    []ruleXML `xml:"testcase"`
	}
	ruleXML struct {
		Name    string      `xml:"name,attr"`
		Class   string      `xml:"classname,attr"`
		File    string      `xml:"file,attr"`
		Line    int         `xml:"line,attr"`
		Failure *messageXML `xml:"failure"`
		Error   *messageXML `xml:"error"`   // not evaluated
		Skipped *messageXML `xml:"skipped"` // held back, or no rows
		Out     string      `xml:"system-out,omitempty"`
	}
	messageXML struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// checkJUnit writes a test case for each rule and member. What fires and does
// not fail the check is told beside a case that passes.
func checkJUnit(b *bytes.Buffer, c *checked) error {
	out := rulesXML{Name: "kpi check"}
	suite := &out.Suite
	suite.Name = c.period()
	for _, r := range c.card.Rules {
		x := c.junit(r)
		suite.Tests++
		switch {
		case x.Failure != nil:
			suite.Failures++
		case x.Error != nil:
			suite.Errors++
		case x.Skipped != nil:
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, x)
	}
	out.Tests, out.Failures, out.Errors, out.Skipped = suite.Tests, suite.Failures, suite.Errors, suite.Skipped
	text, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "%s%s\n", xml.Header, text)
	return nil
}

func (c *checked) junit(r scorecard.RuleResult) ruleXML {
	t, at := reports.TextOf(r), c.places[r.ID]
	x := ruleXML{Name: t.Name, Class: r.ID, File: at.File, Line: at.Start.Line}
	text := t.Sentence()
	switch {
	case r.State == scorecard.RuleError:
		x.Error = &messageXML{Message: t.Why, Text: text}
	case r.Fails(c.failOn):
		x.Failure = &messageXML{Message: t.What, Type: string(r.Severity), Text: text}
	case r.State == scorecard.RuleHeld, r.State == scorecard.RuleAbsent:
		x.Skipped = &messageXML{Message: strings.TrimSpace(r.State.Words() + " " + by(t))}
	case r.Periods > 0:
		x.Out = text
	}
	return x
}

func by(t reports.RuleText) string {
	if t.HeldBy == "" {
		return ""
	}
	return "by " + t.HeldBy
}

// checkGitHub writes a workflow command for each rule that somebody is to look
// at: GitHub shows it at the rule in the file.
func checkGitHub(b *bytes.Buffer, c *checked) {
	for _, r := range c.card.Rules {
		level := map[scorecard.RuleSeverity]string{
			scorecard.RuleInfo: "notice", scorecard.RuleWarning: "warning", scorecard.RuleBad: "error",
		}[r.Severity]
		switch r.State {
		case scorecard.RuleFiring:
		case scorecard.RuleError:
			level = "error"
		case scorecard.RuleHeld:
			level = "notice"
		default:
			continue
		}
		t := reports.TextOf(r)
		b.WriteString(workflowCommand(level, c.places[r.ID], t.Name, t.Sentence()))
	}
	fmt.Fprintln(b, c.summary())
}

// workflowCommand is a line by which a step tells GitHub something.
func workflowCommand(level string, at diag.Range, title, message string) string {
	return fmt.Sprintf("::%s file=%s,line=%d,col=%d,title=%s::%s\n", level,
		commandProperty(at.File), at.Start.Line, at.Start.Col, commandProperty(title), commandText(message))
}

// commandText escapes what would end the message of a workflow command.
func commandText(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// commandProperty escapes what would end a property of a workflow command.
func commandProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(commandText(s))
}
