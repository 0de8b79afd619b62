package load

import (
	"fmt"
	"strings"

	"kpi/engine/plan"
)

// A family is what matters about a type of the database.
type family int

const (
	otherType family = iota
	textType
	smallInteger // fits 64 bits
	bigInteger
	floating
	decimal
	booleanType
	dateType
	naiveTime
	zonedTime
)

func familyOf(sqlType string) family {
	switch sqlType {
	case "VARCHAR", "UUID":
		return textType
	case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER":
		return smallInteger
	case "UBIGINT", "HUGEINT", "UHUGEINT":
		return bigInteger
	case "FLOAT", "DOUBLE":
		return floating
	case "BOOLEAN":
		return booleanType
	case "DATE":
		return dateType
	case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS":
		return naiveTime
	case "TIMESTAMP WITH TIME ZONE":
		return zonedTime
	}
	switch {
	case strings.HasPrefix(sqlType, "DECIMAL("):
		return decimal
	case strings.HasPrefix(sqlType, "ENUM("):
		return textType
	}
	return otherType
}

// convert returns how a column of a type becomes what a contract stores, and
// whether it can.
func convert(to plan.Stored, column, sqlType, zone string) (conversion, bool) {
	f := familyOf(sqlType)
	c := conversion{column: column, value: column}
	switch to {
	case plan.StoredText:
		c.value = cast(column, "VARCHAR")
		return c, f == textType || f == smallInteger || f == bigInteger
	case plan.StoredInteger:
		return toInteger(c, f)
	case plan.StoredNumber:
		return toNumber(c, f)
	case plan.StoredMoney:
		return toMoney(c, f, sqlType)
	case plan.StoredBoolean:
		return c, f == booleanType
	case plan.StoredDate:
		return toDate(c, f)
	case plan.StoredTimestamp:
		if f == naiveTime {
			c.value = local(cast(column, "TIMESTAMP"), zone)
		}
		return finite(c, "a finite timestamp"), f == naiveTime || f == zonedTime
	}
	panic(fmt.Sprintf("load: a column is stored as %q", to))
}

func cast(value, sqlType string) string    { return fmt.Sprintf("CAST(%s AS %s)", value, sqlType) }
func tryCast(value, sqlType string) string { return fmt.Sprintf("TRY_CAST(%s AS %s)", value, sqlType) }

func toInteger(c conversion, f family) (conversion, bool) {
	column := c.column
	c.value = tryCast(column, "BIGINT")
	switch f {
	case smallInteger:
		c.value = cast(column, "BIGINT")
	case bigInteger, floating, decimal:
		c.bad = fmt.Sprintf("(%s IS NOT NULL AND coalesce(%s <> %[1]s, true))", column, c.value)
		c.expected = "a whole number of at most 18 digits"
	default:
		return c, false
	}
	return c, true
}

func toNumber(c conversion, f family) (conversion, bool) {
	column := c.column
	c.value = cast(column, "DOUBLE")
	switch f {
	case smallInteger, bigInteger, decimal:
	case floating:
		c = finite(c, "a finite number")
	default:
		return c, false
	}
	return c, true
}

// finite makes what is infinite or NaN bad, and missing where nobody has looked.
func finite(c conversion, expected string) conversion {
	c.bad = notFinite(c.column)
	c.trusted = fmt.Sprintf("CASE WHEN isfinite(%s) THEN %s END", c.column, c.value)
	c.expected = expected
	return c
}

func notFinite(column string) string {
	return fmt.Sprintf("(%s IS NOT NULL AND NOT isfinite(%[1]s))", column)
}

func toMoney(c conversion, f family, sqlType string) (conversion, bool) {
	const money = "DECIMAL(18,4)"
	column := c.column
	c.value = tryCast(column, money)
	c.bad = fmt.Sprintf("(%s IS NOT NULL AND %s IS NULL)", column, c.value)
	c.expected = "an amount of at most 14 digits"
	switch f {
	case smallInteger, bigInteger:
	case decimal:
		c.bad = fmt.Sprintf("(%s IS NOT NULL AND coalesce(%s <> %[1]s, true))", column, c.value)
		c.expected = "an amount of at most 14 digits and 4 decimals"
		if narrow(sqlType) {
			c.value, c.bad = cast(column, money), ""
		}
	case floating:
		// A binary float cannot hold most amounts; it is rounded to the
		// amount that was meant, and counted where that changes more.
		c.rounded = fmt.Sprintf("coalesce(%s <> %s, false)", cast(c.value, sqlType), column)
		c.expected = "a finite amount of at most 14 digits"
	default:
		return c, false
	}
	return c, true
}

// narrow reports whether every value of a decimal type is an amount.
func narrow(sqlType string) bool {
	var width, scale int
	n, err := fmt.Sscanf(sqlType, "DECIMAL(%d,%d)", &width, &scale)
	return err == nil && n == 2 && scale <= 4 && width-scale <= 14
}

func toDate(c conversion, f family) (conversion, bool) {
	column := c.column
	switch f {
	case dateType:
		c = finite(c, "a finite date")
	case naiveTime:
		c.value = cast(column, "DATE")
		c = finite(c, "a day without hours; declare the column as a timestamp")
		c.bad = fmt.Sprintf("(%s OR coalesce(%s <> %s, false))", c.bad, c.value, cast(column, "TIMESTAMP"))
	default:
		return c, false
	}
	return c, true
}
