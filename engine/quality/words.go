package quality

import (
	"fmt"
	"strings"

	"kpi/engine/unit"
)

func number(n int64) string { return unit.Count.Format(float64(n), unit.Style{}) }

func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// ofRows is "3 rows of 5,680".
func ofRows(n, of int64) string {
	if n == of {
		return fmt.Sprintf("all %s", counted(of, "row", "rows"))
	}
	return counted(n, "row", "rows") + " of " + number(of)
}

// ofTotals is "2 of 12 control totals".
func ofTotals(n, of int64) string {
	all := counted(of, "control total", "control totals")
	if n == of {
		return all
	}
	return number(n) + " of " + all
}

// shorten makes one short line of a value.
func shorten(value string) string {
	const most = 60
	runes := []rune(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, value))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}

// verb puts the form of a verb that n things take behind their name.
func verb(n int64, things, one, many string) string {
	if n == 1 {
		return things + one
	}
	return things + many
}
