package reports

import (
	"fmt"
	"io"
	"strings"

	"kpi/engine/scorecard"
	"kpi/reports/data"
	"kpi/reports/email"
	"kpi/reports/html"
	"kpi/reports/markdown"
	"kpi/reports/pdf"
	"kpi/reports/terminal"
	"kpi/reports/xlsx"
)

// A Format is a form that a report can take.
type Format struct {
	Name   string
	Ending string // of files, with its dot or dots; no two formats share one
	Doc    string // what it is for, in a line
	write  func(io.Writer, *scorecard.Scorecard, Options) error
}

// Formats are the forms in which reports can be written. A new one is a line
// here.
var Formats = []Format{
	{"pdf", ".pdf", "pages to print and to send, with charts", writePDF},
	{"table", ".txt", "aligned text for the terminal", writeTable},
	{"json", ".json", "everything that was measured, for programs; see docs/json.md", writeJSON},
	{"csv", ".csv", "a line per KPI and member, for spreadsheets", writeCSV},
	{"xlsx", ".xlsx", "a workbook with charts, data, definitions and checks, for Excel", writeXLSX},
	{"markdown", ".md", "text for pull requests and wikis", writeMarkdown},
	{"html", ".html", "a page for browsers, complete in one file", writeHTML},
	{"email", ".email.html", "HTML for the body of an e-mail, with the PDF attached", writeEmail},
}

// FormatOf returns the format of a file by its ending, and false where no format
// has it. The longest ending decides, so that .email.html is not .html.
func FormatOf(path string) (Format, bool) {
	var found Format
	for _, f := range Formats {
		if strings.HasSuffix(strings.ToLower(path), f.Ending) && len(f.Ending) > len(found.Ending) {
			found = f
		}
	}
	return found, found.Ending != ""
}

// Write writes the scorecard in the format of that name.
func Write(w io.Writer, s *scorecard.Scorecard, o Options, format string) error {
	var names []string
	for _, f := range Formats {
		if f.Name == format {
			return f.write(w, s, o)
		}
		names = append(names, f.Name)
	}
	return fmt.Errorf("unknown report format %q; choose one of %s", format, strings.Join(names, ", "))
}

func writePDF(w io.Writer, s *scorecard.Scorecard, o Options) error {
	o = o.paged()
	warnings, err := pdf.Write(w, Compose(s, o))
	o.warn(warnings)
	return err
}

func (o Options) warn(sentences []string) {
	for _, s := range sentences {
		if o.Warn != nil {
			o.Warn(s)
		}
	}
}

func writeTable(w io.Writer, s *scorecard.Scorecard, o Options) error {
	return terminal.Write(w, Compose(s, o), o.Color)
}

func writeJSON(w io.Writer, s *scorecard.Scorecard, _ Options) error { return data.WriteJSON(w, s) }

func writeCSV(w io.Writer, s *scorecard.Scorecard, _ Options) error { return data.WriteCSV(w, s) }

func writeXLSX(w io.Writer, s *scorecard.Scorecard, o Options) error {
	return xlsx.Write(w, s, Compose(s, o))
}

func writeMarkdown(w io.Writer, s *scorecard.Scorecard, o Options) error {
	warnings, err := markdown.Write(w, Compose(s, o))
	o.warn(warnings)
	return err
}

func writeEmail(w io.Writer, s *scorecard.Scorecard, o Options) error {
	return email.Write(w, Compose(s, o))
}

func writeHTML(w io.Writer, s *scorecard.Scorecard, o Options) error {
	o = o.paged()
	return html.Write(w, Compose(s, o))
}
