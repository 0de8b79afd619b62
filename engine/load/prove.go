package load

import (
	"context"
	"fmt"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
)

// A Proof is a claim that one or more expressions together tell the rows of a
// source apart.
type Proof struct {
	Source      string
	Expressions []string // SQL over the source's columns
	Names       []string // of the expressions, as the user wrote them
	// OptionalValues lets rows without a value pass: they match nothing in a
	// join, but cannot be a key.
	OptionalValues bool
	Range          diag.Range
	Code           string // of the diagnostic, "key-not-unique"
	What           string // what is claimed to be unique: key of source "reps"
}

// mostRepeated is the number of repeated keys that are named.
const mostRepeated = 5

// proved is what the cache remembers of a claim that holds.
type proved struct{ Holds bool }

// Prove checks the claims and returns what does not hold. What was proved
// before of the same file content is not checked again. With SkipProofs
// nothing is, and the list has one note, "not-proved".
func (d *Data) Prove(ctx context.Context, proofs []Proof) (diag.List, error) {
	var list diag.List
	if d.options.SkipProofs {
		if len(proofs) > 0 {
			note := list.Warnf(proofs[0].Range, "not-proved", "nothing was proved: %d keys and joins are taken to be unique", len(proofs))
			note.Severity = diag.Info
		}
		return list, nil
	}
	c := cache{d.options.CacheDir}
	for _, p := range proofs {
		t := d.Table(p.Source)
		if t == nil {
			return list, fmt.Errorf("prove the %s: there is no source %q", p.What, p.Source)
		}
		question := strings.Join(p.Expressions, ", ") + fmt.Sprint(p.OptionalValues)
		if known := (proved{}); c.get(t.Fingerprint, question, &known) && known.Holds {
			continue
		}
		if d.options.Progress != nil {
			d.options.Progress("proving the " + p.What)
		}
		before := list.Len()
		if err := d.prove(ctx, p, t, &list); err != nil {
			return list, fmt.Errorf("prove the %s: %w", p.What, err)
		}
		if list.Len() == before {
			c.put(t.Fingerprint, question, proved{Holds: true})
		}
	}
	list.Sort()
	return list, nil
}

func (d *Data) prove(ctx context.Context, p Proof, t *Table, list *diag.List) error {
	if !p.OptionalValues {
		if err := d.proveComplete(ctx, p, list); err != nil {
			return err
		}
	}
	r, err := d.repeated(ctx, p)
	if err != nil || r.keys == 0 {
		return err
	}
	x := list.Errorf(p.Range, p.Code, "%s: %s is not unique in %q: %s", p.What, strings.Join(p.Names, ", "), p.Source, r.counted())
	for _, e := range r.examples {
		places, err := d.places(ctx, p, t, e)
		if err != nil {
			return err
		}
		x.Notef("%s: %d rows%s", e, e.rows, places)
	}
	if more := r.keys - int64(len(r.examples)); more > 0 {
		x.Notef("and %d more", more)
	}
	return nil
}

// missing is the SQL condition that a part of the key has no value.
func (p Proof) missing() string {
	return "((" + strings.Join(p.Expressions, ") IS NULL OR (") + ") IS NULL)"
}

// proveComplete reports rows without a key.
func (d *Data) proveComplete(ctx context.Context, p Proof, list *diag.List) error {
	text := fmt.Sprintf("SELECT count(*) FROM %s WHERE %s", duckdb.Identifier(p.Source), p.missing())
	return d.DB.Query(ctx, text, nil, func(values []any) error {
		if n := integer(values[0]); n > 0 {
			list.Errorf(p.Range, "key-missing", "%s: %d rows of %q have no %s", p.What, n, p.Source, strings.Join(p.Names, ", ")).
				Notef("a key tells every row apart; leave it out of the source where rows have none")
		}
		return nil
	})
}

// repeats are the keys that more than one row has.
type repeats struct {
	keys, rows int64
	examples   []repeat // those in most rows
}

// A repeat is a key, part by part as text, and the number of its rows.
type repeat struct {
	parts []string
	rows  int64
}

func (r repeats) counted() string {
	if r.keys == 1 {
		return fmt.Sprintf("one value stands in %d rows", r.rows)
	}
	return fmt.Sprintf("%d values stand in %d rows", r.keys, r.rows)
}

// String returns the key in quotes.
func (r repeat) String() string {
	var quoted []string
	for _, p := range r.parts {
		quoted = append(quoted, fmt.Sprintf("%q", shorten(p)))
	}
	return strings.Join(quoted, ", ")
}

func (d *Data) repeated(ctx context.Context, p Proof) (repeats, error) {
	var r repeats
	var keys, texts []string
	for i, e := range p.Expressions {
		keys = append(keys, fmt.Sprintf("%s AS k%d", e, i))
		texts = append(texts, fmt.Sprintf("CAST(k%d AS VARCHAR)", i))
	}
	text := fmt.Sprintf(`SELECT %s, n, count(*) OVER (), CAST(sum(n) OVER () AS BIGINT)
		FROM (SELECT %s, count(*) AS n FROM %s WHERE NOT %s GROUP BY ALL HAVING count(*) > 1)
		ORDER BY n DESC, %[1]s LIMIT %[5]d`,
		strings.Join(texts, ", "), strings.Join(keys, ", "), duckdb.Identifier(p.Source), p.missing(), mostRepeated)
	err := d.DB.Query(ctx, text, nil, func(values []any) error {
		n := len(p.Expressions)
		e := repeat{rows: integer(values[n])}
		for _, v := range values[:n] {
			part, _ := v.(string)
			e.parts = append(e.parts, part)
		}
		r.examples = append(r.examples, e)
		r.keys, r.rows = integer(values[n+1]), integer(values[n+2])
		return nil
	})
	return r, err
}

// mostLines are named for one repeated key.
const mostLines = 5

// places names the lines of a delimited file that hold a key.
func (d *Data) places(ctx context.Context, p Proof, t *Table, e repeat) (string, error) {
	if !t.Located() {
		return "", nil
	}
	var conditions []string
	var args []any
	for i, x := range p.Expressions {
		conditions = append(conditions, fmt.Sprintf("CAST(%s AS VARCHAR) = ?", x))
		args = append(args, e.parts[i])
	}
	var rows []int64
	text := fmt.Sprintf("SELECT rowid FROM %s WHERE %s ORDER BY rowid LIMIT %d",
		duckdb.Identifier(p.Source), strings.Join(conditions, " AND "), mostLines)
	err := d.DB.Query(ctx, text, args, func(values []any) error {
		rows = append(rows, integer(values[0]))
		return nil
	})
	if err != nil {
		return "", err
	}
	places, err := t.Places(rows)
	if err != nil {
		return "", err
	}
	var lines []string
	for _, n := range rows {
		lines = append(lines, places[n])
	}
	return " (" + strings.Join(lines, ", ") + ")", nil
}

// name is the place of a row in its file.
func (r row) name() string {
	if r.sheet != "" {
		return cellName(r.sheet, r.at)
	}
	return fmt.Sprint(r.at.Line)
}
