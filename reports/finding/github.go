package finding

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"kpi/engine/diag"
	"kpi/reports/markdown"
)

// mostShown is the number of errors, of warnings and of notices that GitHub
// shows of one step; it drops the others without a word.
const mostShown = 10

// writeGitHub writes a workflow command for each finding that GitHub shows, the
// worst first, then a line for each other one.
func writeGitHub(w io.Writer, r *Report) error {
	var b bytes.Buffer
	shown := map[diag.Severity]int{}
	var rest []*diag.Diagnostic
	for _, d := range r.worstFirst() {
		if shown[d.Severity] == mostShown {
			rest = append(rest, d)
			continue
		}
		shown[d.Severity]++
		b.WriteString(Command(commandOf(d.Severity), d.Range, d.Code, sentence(d)))
	}
	if len(rest) > 0 {
		fmt.Fprintf(&b, "GitHub shows %d findings of each severity; the other %d are:\n", mostShown, len(rest))
	}
	for _, d := range rest {
		b.WriteString(harmless(fmt.Sprintf("%s: %s: %s [%s]", d.Severity, d.Range, d.Message, d.Code)) + "\n")
	}
	fmt.Fprintln(&b, harmless("kpi: "+r.summary()))
	_, err := w.Write(b.Bytes())
	return err
}

func commandOf(s diag.Severity) string {
	if s == diag.Info {
		return "notice"
	}
	return s.String()
}

// harmless keeps a line of the log from being read as a command: commands of
// the old form, ##[error], may stand anywhere in a line.
func harmless(line string) string {
	line = strings.NewReplacer("\r", " ", "\n", " ").Replace(line)
	return strings.ReplaceAll(line, "##[", "# #[")
}

// Command is a line by which a step tells GitHub something. The level is error,
// warning or notice. A place without a line is the file.
func Command(level string, at diag.Range, title, message string) string {
	place := ""
	if at.File != "" && !strings.HasPrefix(at.File, "--") {
		place = "file=" + commandProperty(at.File) + ","
	}
	if place != "" && at.Start.Line > 0 && at.Name == "" {
		place += fmt.Sprintf("line=%d,col=%d,", at.Start.Line, at.Start.Col)
	}
	return fmt.Sprintf("::%s %stitle=%s::%s\n", level, place, commandProperty(title), commandText(message))
}

// commandText escapes what would end the message of a workflow command.
func commandText(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// commandProperty escapes what would end a property of a workflow command.
func commandProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(commandText(s))
}

// mostLines is how many findings a summary lists. GitHub takes 1 MiB of one
// step.
const mostLines = 500

// WriteSummary writes the findings as Markdown, the worst first, for the page
// that GitHub shows of a step.
func WriteSummary(w io.Writer, r *Report) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "### %s\n\n%s\n", cell(r.Command), cell(r.summary()))
	found := r.worstFirst()
	if len(found) > 0 {
		b.WriteString("\n| | place | finding | code |\n|---|---|---|---|\n")
	}
	for _, d := range found[:min(len(found), mostLines)] {
		message := d.Message
		if d.Label != "" {
			message += ": " + d.Label
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", d.Severity, cell(d.Range.String()), cell(message), cell(d.Code))
	}
	if n := len(found) - mostLines; n > 0 {
		fmt.Fprintf(&b, "\nand %d more\n", n)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// cell is a text in a table, cut where it is long.
func cell(s string) string {
	const most = 500
	runes := []rune(s)
	if len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return markdown.Escape(s)
}
