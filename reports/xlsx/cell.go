package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// A cell is a value and its look.
type cell struct {
	value   any    // string, float64 or time.Time; nil is empty
	formula string // gives value; "" is none
	free    bool   // runs over its empty neighbours, and makes no column wider
	ours    bool   // its text is a label of ours, in English
	look
}

// mostLetters is what a cell can hold, in units of UTF-16.
const mostLetters = 32_767

// text is a cell of words. Every one that spreadsheets would take for a formula
// is marked as a text, as Excel marks one that was typed behind an apostrophe.
func text(s string, l look) cell {
	s = document.Line(s)
	if s == "" {
		return cell{look: l}
	}
	l.quoted = strings.ContainsRune("=+-@", rune(s[0]))
	return cell{value: fitted(s), look: l}
}

// label is a cell of our words, which sheets say in the language of the reader.
func label(s string, l look) cell {
	c := text(s, l)
	c.ours = true
	return c
}

// fitted says how much of a text that is too long for a cell is not there.
func fitted(s string) string {
	units := utf16.Encode([]rune(s))
	if len(units) <= mostLetters {
		return s
	}
	const kept = mostLetters - 100
	return fmt.Sprintf("%s … (%d more letters do not fit into a cell)", string(utf16.Decode(units[:kept])), len(units)-kept)
}

// number is a cell of a number with the format of the look; one that no sheet can
// hold is empty.
func number(v *float64, l look) cell {
	if v = finite(v); v == nil {
		return cell{look: l}
	}
	l.right = true
	return cell{value: rounded(*v), look: l}
}

// part is a number that others are computed from, with the digits that it has.
func part(v *float64, l look) cell {
	if v = finite(v); v == nil {
		return cell{look: l}
	}
	return number(v, l.formatted(numberFormat(unit.Number, decimalsFor(unit.Number, *v))))
}

func count(n int64, l look) cell { return number(new(float64(n)), l.formatted(wholeFormat)) }

// day is a cell of an ISO day, and a text where it is none, or before the first
// day of a workbook.
func day(iso string, l look) cell {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil || t.Year() <= 1900 {
		return text(iso, l)
	}
	l.right = true
	return cell{value: t, look: l.formatted(dayFormat)}
}

// mark is the status in shape, word and colour.
func mark(s status.Status, l look) cell {
	l.ink = statusInk(s)
	return label(document.Mark{Status: s}.Text(), l)
}

func finite(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	return v
}

// rounded keeps the fifteen digits that a spreadsheet shows. The library cuts
// the others off, which would make 0.2 out of a sum that is a hair below it
// 0.199999999999999.
func rounded(v float64) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		return v // the largest numbers round to infinity
	}
	return out
}

// isNumber reports whether the cell stands at the right of its column.
func (c cell) isNumber() bool {
	switch c.value.(type) {
	case float64, time.Time:
		return true
	}
	return false
}

// width is about how many digits wide the cell is on one line.
func (c cell) width() float64 {
	n := 0.0
	switch v := c.value.(type) {
	case string:
		n = float64(document.Width(v))
	case float64:
		n = float64(numberWidth(v, c.format)) + 1
	case time.Time:
		n = 11
	}
	if c.bold {
		n *= 1.1
	}
	return n
}

// lines is about how many lines the cell has in a column of that width.
func (c cell) lines(width float64) int {
	words, ok := c.value.(string)
	if !ok || !c.wrap {
		return 1
	}
	n, left := 1, width
	for _, w := range strings.Fields(words) {
		size := float64(document.Width(w))
		if c.bold {
			size *= 1.1
		}
		if size > left && left < width {
			n, left = n+1, width
		}
		for ; size > left; size -= width {
			n++
		}
		left -= size + 1
	}
	return n
}

func numberWidth(v float64, format string) int {
	if strings.HasSuffix(format, "E+00") {
		return len("-1.23E+100")
	}
	if strings.Contains(format, "%") {
		v *= 100
	}
	return len(unit.Number.Format(v, unit.Style{Fixed: true, Decimals: decimalsOf(format)})) + len("%")
}
