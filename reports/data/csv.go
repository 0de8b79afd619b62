package data

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// WriteCSV writes a line per KPI, which has no dimension, followed by a line
// per member of its breakdowns. It is RFC 4180 in UTF-8. Numbers are plain: 28 %
// is 0.28. A missing number is an empty cell. A text that a spreadsheet would
// take for a formula gets an apostrophe in front.
func WriteCSV(w io.Writer, s *scorecard.Scorecard) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := make([]string, len(csvColumns))
	for i, c := range csvColumns {
		head[i] = c.name
	}
	out.Write(head)
	for _, section := range s.Sections {
		for _, r := range section.Results {
			for _, l := range lines(section, r) {
				out.Write(l.cells())
			}
		}
	}
	// The writer keeps the first error until here.
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the CSV: %w", err)
	}
	return nil
}

// A csvLine is a KPI or one member of it.
type csvLine struct {
	section   scorecard.Section
	kpi       scorecard.Result
	dimension string
	member    scorecard.Member
}

func lines(section scorecard.Section, r scorecard.Result) []csvLine {
	out := []csvLine{{section: section, kpi: r, member: scorecard.Member{
		Actual: r.Actual, Target: r.Target, Attainment: r.Attainment,
		Status: r.Status, Reason: r.Reason, LastYear: r.LastYear,
	}}}
	for _, b := range r.Breakdowns {
		for _, m := range b.Members {
			out = append(out, csvLine{section: section, kpi: r, dimension: b.Dimension, member: m})
		}
	}
	return out
}

// csvColumns are the columns in order. New ones go to the end, so that those
// who count columns are not surprised.
var csvColumns = []struct {
	name string
	cell func(csvLine) string
}{
	{"kpi", func(l csvLine) string { return Disarm(l.kpi.ID) }},
	{"name", func(l csvLine) string { return Disarm(l.kpi.Name) }},
	{"objective", func(l csvLine) string { return Disarm(l.section.Name) }},
	{"owner", func(l csvLine) string { return Disarm(l.kpi.Owner) }},
	{"kind", func(l csvLine) string { return Disarm(string(l.kpi.Kind)) }},
	{"unit", func(l csvLine) string { return Disarm(l.kpi.Unit.String()) }},
	{"better", func(l csvLine) string { return Disarm(string(l.kpi.Better)) }},
	{"period", func(l csvLine) string { return Disarm(l.kpi.Period.Label) }},
	{"period_start", func(l csvLine) string { return Disarm(l.kpi.Period.Start) }},
	{"period_last", func(l csvLine) string { return Disarm(l.kpi.Period.Last) }},
	{"period_complete", func(l csvLine) string { return strconv.FormatBool(l.kpi.Period.Complete) }},
	{"dimension", func(l csvLine) string { return Disarm(l.dimension) }},
	{"member", func(l csvLine) string { return Disarm(l.member.Name) }},
	{"others", func(l csvLine) string { return strconv.Itoa(l.member.Others) }},
	{"actual", func(l csvLine) string { return number(l.member.Actual.Value) }},
	{"target", func(l csvLine) string { return number(l.member.Target.Value) }},
	{"target_low", func(l csvLine) string { return number(l.member.Target.Low) }},
	{"target_high", func(l csvLine) string { return number(l.member.Target.High) }},
	{"attainment", func(l csvLine) string { return number(l.member.Attainment) }},
	{"status", func(l csvLine) string { return statusName(l.member.Status) }},
	{"reason", func(l csvLine) string { return string(why(l.member)) }},
	{"numerator", func(l csvLine) string { return number(l.member.Actual.Numerator) }},
	{"denominator", func(l csvLine) string { return number(l.member.Actual.Denominator) }},
	{"n", func(l csvLine) string { return whole(l.member.Actual.N) }},
	{"last_year", func(l csvLine) string { return number(l.member.LastYear.Value) }},
	{"last_year_change", func(l csvLine) string { return number(l.member.LastYear.Change) }},
	{"change_in_points", func(l csvLine) string { return strconv.FormatBool(l.member.LastYear.Points) }},
}

func (l csvLine) cells() []string {
	cells := make([]string, len(csvColumns))
	for i, c := range csvColumns {
		cells[i] = c.cell(l)
	}
	return cells
}

// why is the reason of the verdict, or of the missing value.
func why(m scorecard.Member) status.Reason {
	if m.Reason != status.NoReason {
		return m.Reason
	}
	return m.Actual.Reason
}

// Disarm puts an apostrophe in front of a text that a spreadsheet would run as a
// formula. Other texts stay as they are.
func Disarm(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

func number(v *float64) string {
	if v = finite(v); v == nil {
		return ""
	}
	form := byte('f')
	if size := math.Abs(*v); size != 0 && (size < 1e-6 || size >= 1e21) {
		form = 'e'
	}
	return strconv.FormatFloat(*v, form, -1, 64)
}

func whole(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}
