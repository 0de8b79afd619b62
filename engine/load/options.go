package load

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// Check reports options that are of no use to the files of their source, and
// formats that cannot be read. It opens no file: what a file is, its name says.
func Check(sources []*plan.Source) diag.List {
	var l loader
	for _, s := range sources {
		for _, c := range s.Columns {
			_, _ = l.cell(c)
		}
		k := queryKind
		if !s.Spec.Query.Written() {
			k = kindOfName(s.Spec.File.Value)
		}
		switch {
		case k != nil:
			l.unused(s, k)
		case path.Ext(s.Spec.File.Value) == "" || strings.ContainsAny(path.Ext(s.Spec.File.Value), "*?[]\\"):
			// What the files end with is known where they are found.
		default:
			l.unknownFormat(s.Spec.File.Range, s.Spec.File.Value)
		}
	}
	return l.list
}

// unused reports the options of a source that its kind of file has no use for.
func (l *loader) unused(s *plan.Source, k *kind) {
	what := fmt.Sprintf("%q is %s", s.Spec.File.Value, k.name)
	if k == queryKind {
		what = fmt.Sprintf("source %q is a query", s.ID)
	}
	refuse := func(option spec.Text, name, use string) {
		if option.Written() && !slices.Contains(strings.Fields(k.takes), name) {
			l.list.Errorf(option.Range, "no-effect", "%s: is for %s, and %s", name, use, what).Notef("take it out: it would change nothing")
		}
	}
	refuse(s.Spec.Delimiter, "delimiter", "delimited text")
	refuse(s.Spec.Encoding, "encoding", "text files")
	refuse(s.Spec.Sheet, "sheet", "XLSX files")
	refuse(s.Spec.Records, "records", "JSON files")
	for _, c := range s.Columns {
		refuse(c.Spec.Format, "format", "texts and sheets")
	}
}

// cells returns how each column is read. Rows that come through a table of
// texts also hold what needs no format.
func (l *loader) cells(s *plan.Source, staged bool) []cell {
	cells := make([]cell, len(s.Columns))
	for i, c := range s.Columns {
		var ok bool
		if cells[i], ok = l.cell(c); ok && staged && c.Spec.Format.Written() {
			cells[i].readings = append(typedReadings(c.Stored, l.zone()), cells[i].readings...)
		}
	}
	return cells
}

// cell returns how a column is read, and reports a format that means nothing.
func (l *loader) cell(c plan.Column) (cell, bool) {
	made, err := newCell(c, l.zone())
	if err == nil {
		return made, true
	}
	d := l.list.Errorf(c.Spec.Format.Range, "bad-format", "%v", err)
	switch c.Stored {
	case plan.StoredInteger, plan.StoredNumber, plan.StoredMoney:
		d.Notef("%s", numberFormatHelp)
		return made, false
	}
	d.Notef("%s", formatHelp)
	upper := strings.ToUpper(c.Spec.Format.Value)
	if _, err := parseFormat(upper); err == nil {
		d.Labelf("did you mean %q?", upper)
	}
	return made, false
}

// typedReadings are the readings of what stands behind a typedMark.
func typedReadings(stored plan.Stored, zone string) []reading {
	var readings []reading
	for _, r := range plainCell(stored, zone).readings {
		readings = append(readings, reading{
			pattern: `\x01(` + r.pattern + `)`,
			value:   func(raw string, f sqlCasts) string { return r.value("substr("+raw+", 2)", f) },
		})
	}
	return readings
}
