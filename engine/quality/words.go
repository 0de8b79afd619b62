package quality

import (
	"strings"

	"kpi/engine/phrase"
	"kpi/engine/unit"
)

func number(n int64) string { return unit.Count.Format(float64(n), unit.Style{}) }

// rowsIn is "3 rows".
func rowsIn(n int64) phrase.Phrase {
	return phrase.Choose(n, phrase.Of("1 row"), phrase.Of("%s rows", number(n)))
}

// ofRows is "3 rows of 5,680".
func ofRows(n, of int64) phrase.Phrase {
	if n == of {
		return phrase.Of("all %s", rowsIn(of))
	}
	return phrase.Of("%s of %s", rowsIn(n), number(of))
}

// ofTotals is "2 of 12 control totals".
func ofTotals(n, of int64) phrase.Phrase {
	all := phrase.Choose(of, phrase.Of("1 control total"), phrase.Of("%s control totals", number(of)))
	if n == of {
		return all
	}
	return phrase.Of("%s of %s control totals", number(n), number(of))
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
