package load

import (
	"fmt"
	"regexp"
	"strings"

	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// A cell is how the text of one column of a delimited file becomes a value.
type cell struct {
	readings []reading // the first that fits; none takes any text
	sqlType  string
	expected string // in words
}

// A reading is one way to write a value. The pattern decides what fits: the
// database's casts alone would take "1_000", "0x1F", "1.5" as the integer 2,
// "infinity" and "epoch".
type reading struct {
	pattern string                              // RE2 of the whole text
	value   func(raw string, f sqlCasts) string // SQL for a text that fits
}

// sqlCasts are the two ways to cast: with an error, and with NULL.
type sqlCasts struct{ cast, strptime string }

var (
	failing  = sqlCasts{"CAST", "strptime"}
	tolerant = sqlCasts{"TRY_CAST", "try_strptime"}
)

// newCell returns the cell of a column. The error says in the user's words
// what is wrong with its format.
func newCell(c plan.Column, zone string) (cell, error) {
	if !c.Spec.Format.Written() {
		return plainCell(c.Stored, zone), nil
	}
	switch c.Stored {
	case plan.StoredInteger, plan.StoredNumber, plan.StoredMoney:
		return numberCell(c)
	case plan.StoredDate:
		return dateCell(c)
	case plan.StoredTimestamp:
		return timestampCell(c, zone)
	}
	return plainCell(c.Stored, zone), nil
}

// plainCell is the cell of a column without a format.
func plainCell(stored plan.Stored, zone string) cell {
	switch stored {
	case plan.StoredText:
		return cell{sqlType: "VARCHAR", expected: "text"}
	case plan.StoredInteger:
		return castCell(`[+-]?[0-9]+([.]0*)?`, "BIGINT", "a whole number of at most 18 digits")
	case plan.StoredNumber:
		// More digits or a larger exponent could become infinite.
		return castCell(`[+-]?([0-9]{1,150}([.][0-9]*)?|[.][0-9]+)([eE](-[0-9]{1,3}|[+]?[0-9]{1,2}))?`, "DOUBLE", "a number such as 1234.5")
	case plan.StoredMoney:
		return castCell(`[+-]?([0-9]+([.][0-9]{0,4}0*)?|[.][0-9]{1,4}0*)`, "DECIMAL(18,4)",
			"an amount such as 1234.50, with at most 4 decimals")
	case plan.StoredBoolean:
		return cell{[]reading{{`(?i:true|1)`, always("true")}, {`(?i:false|0)`, always("false")}}, "BOOLEAN", "true, false, 1 or 0"}
	case plan.StoredDate:
		return castCell(`[0-9]{4}-[0-9]{2}-[0-9]{2}`, "DATE", "a date such as 2026-03-31")
	case plan.StoredTimestamp:
		const sqlType = "TIMESTAMPTZ"
		// A text without an offset is never cast to TIMESTAMPTZ: after a row
		// that names another zone the database reads those that follow in
		// that zone.
		naive := func(raw string, f sqlCasts) string { return local(castTo("TIMESTAMP")(raw, f), zone) }
		return cell{[]reading{{isoMinute + "(" + isoSecond + ")?", naive}, {isoMinute + isoSecond + isoOffset, castTo(sqlType)}}, sqlType,
			"a timestamp such as 2026-03-31T14:05:00"}
	}
	panic(fmt.Sprintf("load: a column is stored as %q", stored))
}

func castCell(pattern, sqlType, expected string) cell {
	return cell{[]reading{{pattern, castTo(sqlType)}}, sqlType, expected}
}

func castTo(sqlType string) func(string, sqlCasts) string {
	return func(raw string, f sqlCasts) string { return fmt.Sprintf("%s(%s AS %s)", f.cast, raw, sqlType) }
}

func always(value string) func(string, sqlCasts) string {
	return func(string, sqlCasts) string { return value }
}

func dateCell(c plan.Column) (cell, error) {
	f, err := parseFormat(c.Spec.Format.Value)
	value := func(raw string, to sqlCasts) string { return fmt.Sprintf("CAST(%s AS DATE)", f.parse(raw, to)) }
	return cell{[]reading{{f.pattern, value}}, "DATE", "a date written " + f.written}, err
}

func timestampCell(c plan.Column, zone string) (cell, error) {
	f, err := parseFormat(c.Spec.Format.Value)
	if err == nil && !f.clock {
		err = fmt.Errorf("the format %q of a timestamp has no hours; declare the column as a date", f.written)
	}
	value := func(raw string, to sqlCasts) string { return local(f.parse(raw, to), zone) }
	return cell{[]reading{{f.pattern, value}}, "TIMESTAMPTZ", "a timestamp written " + f.written}, err
}

const (
	isoMinute = `[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}`
	isoSecond = `:[0-9]{2}([.][0-9]{1,9})?`
	// The database reads an offset behind seconds only.
	isoOffset = `(Z|[+-][0-9]{2}(:?[0-9]{2})?)`
	// space is what may surround any value but text.
	space = `[ \t]*`
)

// local reads a naive timestamp in the card's zone.
func local(timestamp, zone string) string {
	return fmt.Sprintf("timezone(%s, %s)", duckdb.Literal(zone), timestamp)
}

func (f format) parse(raw string, to sqlCasts) string {
	return fmt.Sprintf("%s(%s, %s)", to.strptime, raw, duckdb.Literal(f.strptime))
}

// badValue is the error that a strict cell raises.
const badValue = "kpi: bad value"

// strict is the SQL that stops at the first text that does not fit. It is the
// fast way: nearly all files are fine, and then each cell is read once.
func (c cell) strict(raw string) string {
	return c.sql(raw, failing, fmt.Sprintf("CAST(error('%s') AS %s)", badValue, c.sqlType))
}

// lenient is the SQL that gives NULL for a text that does not fit.
func (c cell) lenient(raw string) string { return c.sql(raw, tolerant, "NULL") }

func (c cell) sql(raw string, f sqlCasts, otherwise string) string {
	if len(c.readings) == 0 {
		return raw
	}
	text := "CASE"
	for _, r := range c.readings {
		pattern := space + "(" + r.pattern + ")" + space
		text += fmt.Sprintf(" WHEN regexp_full_match(%s, %s) THEN %s", raw, duckdb.Literal(pattern), r.value(raw, f))
	}
	return fmt.Sprintf("%s WHEN %s THEN NULL ELSE %s END", text, blank(raw), otherwise)
}

// bad is the SQL condition that a text does not fit; it is never NULL.
func (c cell) bad(raw string) string {
	if len(c.readings) == 0 {
		return "false"
	}
	return fmt.Sprintf("(NOT %s AND (%s) IS NULL)", blank(raw), c.lenient(raw))
}

func blank(raw string) string { return fmt.Sprintf("coalesce(trim(%s, E' \\t') = '', true)", raw) }

// hint says what could be meant by a value that does not fit; "" is no idea.
func hint(c plan.Column, value string) string {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "=") {
		return "the file holds a formula without its result: open it in a spreadsheet and save it"
	}
	switch c.Stored {
	case plan.StoredInteger, plan.StoredNumber, plan.StoredMoney:
		return numberHint(c, value)
	case plan.StoredDate, plan.StoredTimestamp:
		if daysOnly.MatchString(value) {
			return "spreadsheets count days like this: give the cells the format of a date"
		}
		if m := noSeconds.FindStringSubmatch(value); m != nil && !c.Spec.Format.Written() {
			return fmt.Sprintf("a time with an offset names its seconds, too: %s:00%s", m[1], m[2])
		}
		return formatHint(c, likely(value))
	}
	return ""
}

var noSeconds = regexp.MustCompile("^(" + isoMinute + ")(" + isoOffset + ")$")

var daysOnly = regexp.MustCompile(`^[1-9][0-9]{4}([.][0-9]+)?$`)

// formatHint is the line to paste where a file writes one of the formats.
func formatHint(c plan.Column, formats []string) string {
	if len(formats) == 0 {
		return ""
	}
	line := "type: " + c.Spec.Type.Value
	if c.Spec.Unit.Written() {
		line += ", unit: " + c.Spec.Unit.Value
	}
	if c.Spec.From.Written() {
		line += fmt.Sprintf(", from: %q", c.Spec.From.Value)
	}
	return fmt.Sprintf("if the file writes %s, say so: %s: {%s, format: %q}", strings.Join(formats, " or "), c.ID, line, formats[0])
}

func numberHint(c plan.Column, value string) string {
	switch strings.ToLower(strings.TrimLeft(value, "+-#")) {
	case "nan", "inf", "infinity", "n/a", "na", "null", "none", "div/0!", "value!", "ref!":
		return "leave the cell blank where a value is missing"
	}
	if strings.HasSuffix(value, "%") && !isPercent(c) {
		return "percentages stand in columns of type percent, as 0.28 or, with a format, as 28%"
	}
	return formatHint(c, likelyNumbers(c, value))
}
