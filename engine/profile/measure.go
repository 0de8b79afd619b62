package profile

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

const (
	// fewValues are told one by one.
	fewValues = 12
	// columnsAtOnce are asked for in one statement.
	columnsAtOnce = 40
)

// noValue is said of a column of blanks.
const noValue = "no value in any row"

// measure counts what the typed columns hold.
func (p *profiler) measure(ctx context.Context, s *source) error {
	for part := range slices.Chunk(s.usable(), columnsAtOnce) {
		var asked []string
		for _, c := range part {
			asked = append(asked, fmt.Sprintf("count(%s), count(DISTINCT %[1]s), left(CAST(min(%[1]s) AS VARCHAR), 100), left(CAST(max(%[1]s) AS VARCHAR), 100)", c.sql()))
		}
		text := fmt.Sprintf("SELECT %s FROM v%s", strings.Join(asked, ", "), s.sight.Table)
		err := p.look.DB.Query(ctx, text, nil, func(row []any) error {
			for i, c := range part {
				there, _ := row[4*i].(int64)
				c.missing = s.sight.Rows - there
				c.distinct, _ = row[4*i+1].(int64)
				c.low, _ = row[4*i+2].(string)
				c.high, _ = row[4*i+3].(string)
				if c.note == noValue {
					c.missing, c.distinct = s.sight.Rows, 0 // blanks are no value
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, c := range s.usable() {
		if s.sight.Types != nil && c.typ == "number" && has(c.id, percentWords) && sharesOfOne([]string{c.low, c.high}) {
			c.typ = "percent"
		}
		if c.typ == "text" && c.distinct > 0 && c.distinct <= fewValues {
			if err := p.listValues(ctx, s, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// listValues remembers all values of a text column.
func (p *profiler) listValues(ctx context.Context, s *source, c *column) error {
	text := fmt.Sprintf("SELECT DISTINCT %s FROM v%s WHERE %[1]s IS NOT NULL ORDER BY 1", c.sql(), s.sight.Table)
	return p.look.DB.Query(ctx, text, nil, func(row []any) error {
		value, _ := row[0].(string)
		c.values = append(c.values, value)
		return nil
	})
}

// remark is what stands behind a column: what was seen of it.
func (c *column) remark(s *source) string {
	if c.note != "" {
		return c.note
	}
	rows := s.sight.Rows
	var parts []string
	switch {
	case c.distinct == 0:
		return noValue
	case slices.Contains(s.key, c) && len(s.key) == 1:
		parts = append(parts, fmt.Sprintf("%s different values in %s rows", counted(c.distinct), counted(rows)))
	case c.isDate():
		parts = append(parts, fmt.Sprintf("%s to %s", day(c.low), day(c.high)))
	case len(c.values) > 0:
		parts = append(parts, list(c.values))
	case c.typ == "text":
		parts = append(parts, several(c.distinct, "different value"))
	case c.typ == "boolean":
		parts = append(parts, "true or false")
	default:
		parts = append(parts, fmt.Sprintf("%s to %s", number(c.low), number(c.high)))
	}
	if c.missing > 0 {
		parts = append(parts, fmt.Sprintf("blank in %s of %s rows", counted(c.missing), counted(rows)))
	}
	return strings.Join(parts, "; ")
}

// day cuts the time of a timestamp off.
func day(text string) string {
	before, _, _ := strings.Cut(text, " ")
	return before
}

// number drops the zeros behind the point of an amount.
func number(text string) string {
	if strings.Contains(text, ".") && !strings.ContainsAny(text, "eE") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// list joins values as far as they fit into a comment.
func list(values []string) string {
	const widest = 70
	var parts []string
	width := 0
	for _, v := range values {
		v = shown(v)
		if width += len(v) + 2; width > widest {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, v)
	}
	return strings.Join(parts, ", ")
}

func several(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return counted(n) + " " + what + "s"
}
