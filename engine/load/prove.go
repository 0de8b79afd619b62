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
// before of the same file content is not checked again; with SkipProofs
// nothing is.
func (d *Data) Prove(ctx context.Context, proofs []Proof) (diag.List, error) {
	var list diag.List
	if d.options.SkipProofs {
		return list, nil
	}
	c := cache{d.options.CacheDir}
	for _, p := range proofs {
		t := d.Table(p.Source)
		question := strings.Join(p.Expressions, ", ") + fmt.Sprint(p.OptionalValues)
		if known := (proved{}); c.get(t.Fingerprint, question, &known) && known.Holds {
			continue
		}
		if d.options.Progress != nil {
			d.options.Progress("proving the " + p.What)
		}
		before := list.Len()
		if err := d.prove(ctx, p, &list); err != nil {
			return list, fmt.Errorf("prove the %s: %w", p.What, err)
		}
		if list.Len() == before {
			c.put(t.Fingerprint, question, proved{Holds: true})
		}
	}
	list.Sort()
	return list, nil
}

func (d *Data) prove(ctx context.Context, p Proof, list *diag.List) error {
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
	for _, example := range r.examples {
		x.Notef("%s", example)
	}
	return nil
}

// proveComplete reports rows without a key.
func (d *Data) proveComplete(ctx context.Context, p Proof, list *diag.List) error {
	text := fmt.Sprintf("SELECT count(*) FROM %s WHERE %s IS NULL", duckdb.Identifier(p.Source), strings.Join(p.Expressions, " IS NULL OR "))
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
	examples   []string
}

func (r repeats) counted() string {
	if r.keys == 1 {
		return fmt.Sprintf("one value stands in %d rows", r.rows)
	}
	return fmt.Sprintf("%d values stand in %d rows", r.keys, r.rows)
}

// repeated counts first, which needs no sorting, and looks for examples only
// where there are any.
func (d *Data) repeated(ctx context.Context, p Proof) (repeats, error) {
	var r repeats
	complete := strings.Join(p.Expressions, " IS NOT NULL AND ") + " IS NOT NULL"
	groups := fmt.Sprintf("SELECT %s, count(*) AS n FROM %s WHERE %s GROUP BY ALL HAVING count(*) > 1", named(p.Expressions), duckdb.Identifier(p.Source), complete)
	if len(p.Expressions) == 0 {
		return r, nil
	}
	err := d.DB.Query(ctx, fmt.Sprintf("SELECT count(*), coalesce(CAST(sum(n) AS BIGINT), 0) FROM (%s)", groups), nil, func(values []any) error {
		r.keys, r.rows = integer(values[0]), integer(values[1])
		return nil
	})
	if err != nil || r.keys == 0 {
		return r, err
	}
	text := fmt.Sprintf("%s ORDER BY n DESC, k0 LIMIT %d", groups, mostRepeated)
	err = d.DB.Query(ctx, text, nil, func(values []any) error {
		var parts []string
		for i := range p.Expressions {
			parts = append(parts, fmt.Sprintf("%q", shorten(fmt.Sprint(values[i]))))
		}
		r.examples = append(r.examples, fmt.Sprintf("%s: %d rows", strings.Join(parts, ", "), integer(values[len(values)-1])))
		return nil
	})
	if more := r.keys - int64(len(r.examples)); more > 0 && err == nil {
		r.examples = append(r.examples, fmt.Sprintf("and %d more", more))
	}
	return r, err
}

func named(expressions []string) string {
	var list []string
	for i, x := range expressions {
		list = append(list, fmt.Sprintf("CAST(%s AS VARCHAR) AS k%d", x, i))
	}
	return strings.Join(list, ", ")
}
