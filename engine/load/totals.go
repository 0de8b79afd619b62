package load

import (
	"errors"
	"fmt"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/spec"
)

// A TotalRow is a line of a file of control totals, as it is written.
type TotalRow struct{ Period, Value spec.Text }

// mostTotals is how many lines a file of control totals may have.
const mostTotals = 1000

// ReadTotals reads a delimited file with the columns period and value. It lies
// where a source's file may lie. The name is that of the file as messages have
// it, "" where there is none.
func ReadTotals(o Options, text *spec.Text) (rows []TotalRow, name string, list diag.List, err error) {
	l := &loader{Options: o}
	w := wanted{pattern: text.Value, folder: o.Folder, place: text.Range}
	files, err := l.find(w)
	if err != nil || len(files) == 0 {
		return nil, "", l.list, err
	}
	if len(files) > 1 || kindOfName(files[0].name) != kinds[0] {
		l.list.Errorf(text.Range, "bad-totals", "control totals are read from one delimited text file").
			Notef("name a .csv file with the columns period and value")
		return nil, "", l.list, nil
	}
	if rows, err = l.totals(files[0], text); err != nil {
		return nil, "", l.list, fmt.Errorf("read the control totals of %q: %w", files[0].name, err)
	}
	return rows, files[0].name, l.list, nil
}

func (l *loader) totals(f file, text *spec.Text) ([]TotalRow, error) {
	p, period, value, err := l.totalColumns(f, text)
	if err != nil || l.list.HasErrors() {
		return nil, err
	}
	var rows []TotalRow
	n := 0
	err = lines{f, p.delimiter, len(p.headers)}.read(func(r row) error {
		n++
		switch {
		case n > mostTotals:
			return errEnough
		case r.problem == "":
			rows = append(rows, TotalRow{cellText(f, r.fields[period]), cellText(f, r.fields[value])})
		default:
			l.list.Errorf(placeOf(f, field{at: r.at}), "bad-value", "a row of control totals wants %s", r.problem)
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	if broken, ok := errors.AsType[*brokenQuote](err); ok {
		l.list.Errorf(diag.Range{File: f.name, Start: broken.at, End: broken.at}, "broken-quote", "a quote of %s is not closed", f.name)
		return nil, nil
	}
	if n > mostTotals {
		l.list.Errorf(text.Range, "bad-totals", "%s has more than %d control totals", f.name, mostTotals)
	}
	return rows, err
}

// totalColumns finds the two columns by the delimiter that shows them.
func (l *loader) totalColumns(f file, text *spec.Text) (p part, period, value int, err error) {
	for _, delimiter := range ",;\t|" {
		p = part{file: f, delimiter: delimiter}
		if p.headers, err = headers(f, delimiter); err != nil {
			return p, 0, 0, err
		}
		named := func(want string) int {
			return slices.IndexFunc(p.headers, func(h string) bool { return Snake(h) == want })
		}
		if period, value = named("period"), named("value"); period >= 0 && value >= 0 {
			_, err = l.check(f, delimiter)
			return p, period, value, err
		}
	}
	l.list.Errorf(text.Range, "bad-totals", "%s has not both columns, period and value", f.name).
		Notef("such as a first line period,value and below it 2026-08,120")
	return p, 0, 0, nil
}

func placeOf(f file, c field) diag.Range {
	return diag.Range{File: f.name, Start: c.at, End: diag.Pos{Line: c.at.Line, Col: c.at.Col + 1}}
}

func cellText(f file, c field) spec.Text {
	return spec.Text{Value: c.text, Range: placeOf(f, c)}
}
