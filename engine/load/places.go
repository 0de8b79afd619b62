package load

import (
	"errors"
	"slices"
	"strings"

	"kpi/engine/plan"
)

// Located reports whether the places of the table's rows are known: the rowid of
// the database then counts the rows of its delimited files. Where rows were left
// out it does not, and a column of that name hides it.
func (t *Table) Located() bool {
	hidden := slices.ContainsFunc(t.Source.Columns, func(c plan.Column) bool { return strings.EqualFold(c.ID, "rowid") })
	return (len(t.parts) > 0 || t.given != nil) && t.BadCount == 0 && !hidden
}

// Places names the lines of rows, such as "deals.csv:14", by the rowid of each.
// The table must be Located. It walks through the files once, as far as the last
// of the rows.
func (t *Table) Places(rows []int64) (map[int64]string, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	if t.given != nil {
		return t.given.places(rows), nil
	}
	places := map[int64]string{}
	last := slices.Max(rows)
	var n int64
	for _, p := range t.parts {
		err := p.reader.read(func(r row) error {
			if slices.Contains(rows, n) {
				places[n] = p.file.name + ":" + r.name()
			}
			if n++; n > last {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, err
		}
		if n > last {
			break
		}
	}
	return places, nil
}
