package quality

import (
	"context"
	"fmt"
	"strings"

	"kpi/engine/duckdb"
	"kpi/engine/formula"
	"kpi/engine/load"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
)

// A grouped is the answer of a statement that groups rows: how many there are in
// all groups, and the first groups.
type grouped struct {
	Rows  int64
	First []sampled
}

// partners reports the rows that find no partner in a join, where that is not
// said to be normal: what a formula reads through it is missing there.
func (l *looking) partners(ctx context.Context, x *subject) error {
	for _, spec := range x.Spec.Joins {
		j := x.Joins[spec.ID.Value]
		if j.Optional || j.Many || len(j.Local) == 0 {
			continue
		}
		found, err := l.group(ctx, []string{x.ID, j.Source.ID}, len(j.Local), orphans(x, j))
		if err != nil {
			return fmt.Errorf("look for the partners of join %q: %w", j.ID, err)
		}
		if found.Rows == 0 {
			continue
		}
		of := ofRows(found.Rows, x.table.Rows)
		x.addExamples(scorecard.Finding{Code: "no-partner", Count: found.Rows, Advice: phrase.Of("if that is normal, say optional: true"),
			Message: phrase.Choose(found.Rows, phrase.Of("%s finds no partner in join %s, and nothing is read through it", of, j.ID),
				phrase.Of("%s find no partner in join %s, and nothing is read through it", of, j.ID))}, j.Local, found.First)
	}
	return nil
}

// orphans selects the values that are looked for in vain, with their rows.
func orphans(x *subject, j *plan.Join) string {
	var local, remote, present []string
	for i := range j.Local {
		here := query.Expression(x.Source, j.Local[i])
		local = append(local, fmt.Sprintf("%s AS k%d", here, i))
		remote = append(remote, fmt.Sprintf("%s AS k%d", query.Expression(j.Source, j.Other[i]), i))
		present = append(present, here+" IS NOT NULL")
	}
	keys := keyNames(len(local))
	return fmt.Sprintf(`SELECT %s, count(*) AS n, min(r) AS r
		FROM (SELECT %s, %s AS r FROM %s WHERE %s) AS a ANTI JOIN (SELECT %s FROM %s) AS b USING (%[1]s) GROUP BY %[1]s`,
		keys, strings.Join(local, ", "), rowid(x), duckdb.Identifier(x.ID), strings.Join(present, " AND "),
		strings.Join(remote, ", "), duckdb.Identifier(j.Source.ID))
}

func keyNames(n int) string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("k%d", i))
	}
	return strings.Join(list, ", ")
}

// rowid is what tells rows apart where their places are known.
func rowid(x *subject) string {
	if x.table.Located() {
		return "rowid"
	}
	return "CAST(NULL AS BIGINT)"
}

// copies reports rows that are equal in every column, where the source has no
// key and the contract has every column. A query may select so few columns that
// its rows look alike.
func (l *looking) copies(ctx context.Context, x *subject) error {
	if len(x.Key) > 0 || !x.table.Whole || x.Spec.Query.Written() {
		return nil
	}
	var columns []string
	var shown []formula.Node
	for i := range x.Columns {
		c := &x.Columns[i]
		columns, shown = append(columns, fmt.Sprintf("%s AS k%d", duckdb.Identifier(c.ID), i)), append(shown, column(c))
	}
	found, err := l.group(ctx, []string{x.ID}, len(columns), fmt.Sprintf("SELECT %s, count(*) AS n, min(%s) AS r FROM %s GROUP BY ALL HAVING count(*) > 1",
		strings.Join(columns, ", "), rowid(x), duckdb.Identifier(x.ID)))
	if err != nil {
		return fmt.Errorf("look for rows that are copies: %w", err)
	}
	if found.Rows > 0 {
		of := ofRows(found.Rows, x.table.Rows)
		x.addExamples(scorecard.Finding{Code: "duplicate-rows", Count: found.Rows,
			Message: phrase.Choose(found.Rows, phrase.Of("%s is equal to another row in every column", of), phrase.Of("%s are equal to another row in every column", of))}, shown, found.First)
	}
	return nil
}

// group runs a statement whose columns are the parts k0, k1 … of a key, the
// number n of rows and r, the rowid of the first. Its answer is remembered.
func (l *looking) group(ctx context.Context, sources []string, parts int, inner string) (grouped, error) {
	var texts []string
	for i := range parts {
		texts = append(texts, fmt.Sprintf("CAST(k%d AS VARCHAR)", i))
	}
	text := fmt.Sprintf("SELECT %s, n, r, CAST(sum(n) OVER () AS BIGINT) FROM (%s) ORDER BY n DESC, r, %s LIMIT %d",
		strings.Join(texts, ", "), inner, keyNames(parts), mostExamples)
	return load.Remember(l.Data, sources, text, func() (grouped, error) {
		var out grouped
		err := l.Data.DB.Query(ctx, text, nil, func(values []any) error {
			last := len(values) - 1
			out.Rows = integer(values[last])
			out.First = append(out.First, decode(values[:last]))
			return nil
		})
		return out, err
	})
}
