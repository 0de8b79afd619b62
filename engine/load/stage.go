package load

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// stageName names the table of texts. No source has such a name.
func (x *texts) stageName() string { return x.source.ID + " (texts)" }

// stage fills the table of texts with the rows that their readers find good,
// and reports whether those are all.
func (x *texts) stage(ctx context.Context, l *loader, t *Table) (bool, error) {
	var columns []string
	for i := range x.source.Columns {
		columns = append(columns, rawColumn(i)+" VARCHAR")
	}
	text := fmt.Sprintf("CREATE TABLE %s (%s)", duckdb.Identifier(x.stageName()), strings.Join(columns, ", "))
	if err := l.db.Exec(ctx, text); err != nil {
		return false, err
	}
	complete := true
	var n int64
	err := l.db.Append(ctx, x.stageName(), func(add func([]any) error) error {
		values := make([]any, len(x.source.Columns))
		for k := range x.parts {
			p := &x.parts[k]
			p.first = n
			err := p.reader.read(func(r row) error {
				if r.problem != "" || p.unfit(r) >= 0 {
					complete = false
					return nil
				}
				for i, c := range x.source.Columns {
					values[i] = staged(c, p.at(r, i), t)
				}
				n++
				return add(values)
			})
			p.end = n
			if err != nil {
				return l.unreadable(p.file, err)
			}
		}
		return nil
	})
	return complete, err
}

// typedMark stands before the text of a number or date in a column with a
// format, which is for texts.
const typedMark = "\x01"

// staged returns the text of a cell for the table of texts, nil for a missing
// one. A binary amount is rounded, and counted where that changes it.
func staged(c plan.Column, f field, t *Table) any {
	text := f.text
	switch {
	case text == "":
		return nil
	case c.Stored == plan.StoredText:
		return text
	case f.form == binary && c.Stored == plan.StoredMoney:
		text = amount(text, t)
	case f.form == exact && c.Stored != plan.StoredNumber:
		text = withoutExponent(text)
	case f.form == moment && c.Stored == plan.StoredTimestamp && !strings.Contains(text, "T"):
		text += "T00:00:00"
	}
	// A text that starts with the mark gets a second one, and is bad.
	if c.Spec.Format.Written() && (isTyped(c.Stored, f.form) || strings.HasPrefix(text, typedMark)) {
		text = typedMark + text
	}
	return text
}

// isTyped reports whether a file holds as what it is what a column stores.
func isTyped(stored plan.Stored, f form) bool {
	switch stored {
	case plan.StoredInteger, plan.StoredNumber, plan.StoredMoney:
		return f == exact || f == binary
	case plan.StoredDate, plan.StoredTimestamp:
		return f == moment
	}
	return false
}

// amount rounds a binary number to the amount that was meant.
func amount(text string, t *Table) string {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(number) >= 1e14 {
		return text
	}
	rounded := strconv.FormatFloat(number, 'f', 4, 64)
	if back, _ := strconv.ParseFloat(rounded, 64); back != number {
		t.Rounded++
	}
	return rounded
}

// withoutExponent writes 1.25E3 as 1250, digit by digit: programs write large
// amounts so. What would get long stays as it is.
func withoutExponent(text string) string {
	const most = 30
	mantissa, exponent, ok := strings.Cut(strings.ToLower(text), "e")
	shift, err := strconv.Atoi(exponent)
	if !ok || err != nil || shift < -most || shift > most {
		return text
	}
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	whole, decimals, _ := strings.Cut(mantissa, ".")
	digits := strings.Repeat("0", most) + whole + decimals + strings.Repeat("0", most)
	point := most + len(whole) + shift
	whole = strings.TrimLeft(digits[:point], "0")
	decimals = strings.TrimRight(digits[point:], "0")
	if whole == "" {
		whole = "0"
	}
	if decimals == "" {
		return sign + whole
	}
	return sign + whole + "." + decimals
}
