package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"kpi/engine"
	"kpi/engine/unit"
	"kpi/reports/data"
)

// standardOutput stands for it where a path is asked for.
const standardOutput = "-"

// byteOrderMark tells Excel that a file is UTF-8. Programs that read standard
// output know, and would take it for a part of the first column's name.
const byteOrderMark = "\ufeff"

// mostRows is how many rows Excel opens, below the head.
const mostRows = 1<<20 - 1

// A rowFile is the CSV that --rows asks for: RFC 4180 in UTF-8. A nil rowFile
// is none.
type rowFile struct {
	path  string
	out   io.Writer // standard output, where path says so
	draft *draft
	csv   *csv.Writer
	texts []string
	rows  int
}

// checkRowsPath finds, before anything is read, what is wrong with the path.
func checkRowsPath(path string) error {
	ending := filepath.Ext(path)
	switch {
	case path == "":
		return &engine.UsageError{Message: "--rows is a file to write, or - for standard output"}
	case path == standardOutput:
		return nil
	case ending != "" && !strings.EqualFold(ending, ".csv"):
		return &engine.UsageError{Message: fmt.Sprintf("rows are written as CSV: name a file that ends in .csv, not %q", path)}
	}
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return &engine.UsageError{Message: fmt.Sprintf("there is no folder %q to write %q in; make it first", folder, path)}
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a folder; name a file in it", path)}
	}
	return nil
}

func (s streams) rowFile(path string) *rowFile {
	if path == "" {
		return nil
	}
	return &rowFile{path: path, out: s.out}
}

// sink takes the rows; nil wants none.
func (f *rowFile) sink() *engine.RowSink {
	if f == nil {
		return nil
	}
	return &engine.RowSink{Begin: f.begin, Row: f.row}
}

// isDefinition reports whether the file is one of the definition's.
func (f *rowFile) isDefinition(d *engine.Definition) bool {
	for _, file := range d.Catalog.Files {
		if f.path != standardOutput && sameFile(file.Name, f.path) {
			return true
		}
	}
	return false
}

func (f *rowFile) refused() error {
	return &engine.UsageError{Message: fmt.Sprintf("%q is a file that the value is computed from; name another with --rows", f.path)}
}

// begin opens the file and writes the head.
func (f *rowFile) begin(columns, files []string) (err error) {
	w := f.out
	if f.path != standardOutput {
		if isInput(f.path, files) {
			return f.refused()
		}
		if f.draft, err = newDraft(f.path); err != nil {
			return err
		}
		w = f.draft
	}
	buffer := bufio.NewWriterSize(w, 1<<16)
	if f.path != standardOutput {
		buffer.WriteString(byteOrderMark)
	}
	f.csv = csv.NewWriter(buffer)
	f.csv.UseCRLF = true
	for _, c := range columns {
		f.texts = append(f.texts, data.Disarm(c))
	}
	return f.wrap(f.csv.Write(f.texts))
}

// row writes one row. Numbers and dates stay as they are: a negative amount is
// no formula.
func (f *rowFile) row(cells []engine.Cell) error {
	f.rows++
	for i, c := range cells {
		f.texts[i] = c.Text
		if c.Data {
			f.texts[i] = data.Disarm(c.Text)
		}
	}
	return f.wrap(f.csv.Write(f.texts))
}

// wrap says where writing failed; a draft says so itself.
func (f *rowFile) wrap(err error) error {
	if err != nil && f.draft == nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return err
}

// keep completes the file.
func (f *rowFile) keep() error {
	if f == nil {
		return nil
	}
	f.csv.Flush()
	if err := f.csv.Error(); err != nil {
		return errors.Join(f.wrap(err), f.drop())
	}
	if f.draft != nil {
		return f.draft.keep()
	}
	return nil
}

// drop leaves the file as it was.
func (f *rowFile) drop() error {
	if f == nil || f.draft == nil {
		return nil
	}
	return f.draft.drop()
}

// warn says what a spreadsheet would not show.
func (f *rowFile) warn(s streams) {
	if f != nil && f.rows > mostRows {
		s.warn(fmt.Sprintf("Excel opens %s of the %s rows; narrow them with --where, or --by and --member", number(mostRows), number(float64(f.rows))))
	}
}

// explainRows says how many rows were written, and what to check them with.
func explainRows(b *strings.Builder, listed []engine.Listed, f *rowFile) {
	if f == nil {
		return
	}
	where := "written to " + f.path
	if f.path == standardOutput {
		where = "written to standard output"
	}
	b.WriteByte('\n')
	line(b, "Rows", number(float64(f.rows))+" "+where)
	for _, group := range grouped(listed) {
		line(b, "", sayListed(group))
	}
}

// mostWindows is how many windows of an aggregate are told apart; the days of a
// year are said in one line.
const mostWindows = 12

// grouped takes the windows of an aggregate together where there are many.
func grouped(listed []engine.Listed) [][]engine.Listed {
	var out [][]engine.Listed
	for len(listed) > 0 {
		n := 1
		for n < len(listed) && listed[n].Name == listed[0].Name {
			n++
		}
		if n > mostWindows {
			out = append(out, listed[:n])
		} else {
			for i := range n {
				out = append(out, listed[i:i+1])
			}
		}
		listed = listed[n:]
	}
	return out
}

// sayListed says in words what was written of one aggregate.
func sayListed(group []engine.Listed) string {
	first, rows, sum := group[0], 0, 0.0
	for _, l := range group {
		rows += l.Rows
		if l.Sum != nil {
			sum += *l.Sum
		}
	}
	what := fmt.Sprintf("%s of %s in %s", number(float64(rows)), first.Name, first.Window)
	switch {
	case len(group) > 1:
		what = fmt.Sprintf("%s of %s in %d windows from %s to %s", number(float64(rows)), first.Name, len(group), first.Window, group[len(group)-1].Window)
	case first.Missing != "":
		return what + ": " + first.Missing
	case first.Side != "":
		what += ", " + first.Side
	}
	switch {
	case first.Sum == nil:
		return what
	case first.Shares:
		return what + "; value times share adds up to " + number(sum)
	}
	return what + "; value adds up to " + number(sum)
}

// number prints all digits that a sum of values has, and no more than six of
// them behind the point.
func number(v float64) string {
	for digits := range 6 {
		scale := math.Pow10(digits)
		if math.Abs(math.Round(v*scale)/scale-v) <= 1e-13*math.Abs(v) {
			return unit.Number.Format(v, unit.Style{Fixed: true, Decimals: digits})
		}
	}
	return unit.Number.Format(v, unit.Style{Fixed: true, Decimals: 6})
}
