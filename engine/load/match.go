package load

import (
	"context"
	"fmt"
	"strings"

	"kpi/engine/duckdb"
)

// A Match is a join: rows of Source are to find a row of Other where all
// expressions are equal.
type Match struct {
	Source, Other string
	Local, Remote []string // SQL over the columns of each, in pairs
}

// Unmatched counts the rows of the source that have a value to look for and find
// no row. What was counted before of the same file contents is not counted
// again; with SkipProofs it is 0.
func (d *Data) Unmatched(ctx context.Context, m Match) (int64, error) {
	if d.options.SkipProofs || len(m.Local) == 0 {
		return 0, nil
	}
	text := fmt.Sprintf("SELECT count(*) FROM (SELECT %s FROM %s WHERE %s) AS a ANTI JOIN (SELECT %s FROM %s) AS b USING (%s)",
		keyed(m.Local), duckdb.Identifier(m.Source), strings.Join(m.Local, " IS NOT NULL AND ")+" IS NOT NULL",
		keyed(m.Remote), duckdb.Identifier(m.Other), keyNames(len(m.Local)))
	c, content := cache{d.options.CacheDir}, d.contents(m)
	var n int64
	if c.get(content, text, &n) {
		return n, nil
	}
	err := d.DB.Query(ctx, text, nil, func(values []any) error {
		n = integer(values[0])
		return nil
	})
	if err == nil {
		c.put(content, text, n)
	}
	return n, err
}

// contents names the files of both sides; "" where one of them has none.
func (d *Data) contents(m Match) string {
	a, b := d.Table(m.Source).Fingerprint, d.Table(m.Other).Fingerprint
	if a == "" || b == "" {
		return ""
	}
	return a + b
}

func keyed(expressions []string) string {
	var list []string
	for i, x := range expressions {
		list = append(list, fmt.Sprintf("%s AS k%d", x, i))
	}
	return strings.Join(list, ", ")
}

func keyNames(n int) string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("k%d", i))
	}
	return strings.Join(list, ", ")
}
