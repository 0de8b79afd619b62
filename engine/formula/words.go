package formula

import (
	"fmt"
	"strconv"
	"strings"
)

// Words says a checked formula over numbers in words, for readers who do not
// write formulas.
func Words(n Node) string {
	switch n := n.(type) {
	case *Aggregate:
		return n.words()
	case *Binary:
		if verb, ok := verbs[n.Op]; ok {
			return wordsOperand(n.X) + " " + verb + " " + wordsOperand(n.Y)
		}
	case *Window:
		return n.words()
	case *Each:
		return n.words()
	case *Total:
		return n.words()
	case *Ref:
		return n.ID
	}
	return Format(n)
}

var verbs = map[string]string{"+": "plus", "-": "less", "*": "times", "/": "divided by"}

func wordsOperand(n Node) string {
	if b, ok := n.(*Binary); ok && verbs[b.Op] != "" {
		return "(" + Words(n) + ")"
	}
	return Words(n)
}

func (a *Aggregate) words() string {
	x, entity := Format(a.X), Format(a.Entity)
	what := map[string]string{
		"sum": "the sum of " + x, "count": "the number of rows", "count_distinct": "the number of different " + x,
		"avg": "the mean of " + x, "median": "the median of " + x, "min": "the smallest " + x, "max": "the largest " + x,
		"percentile": "the " + ordinal(a.P*100) + " percentile of " + x,
		"top_share":  "the part of the sum of " + x + " that the top " + strconv.Itoa(a.N) + " " + entity + " have",
		"new_count":  "the number of new " + entity, "retained_count": "the number of retained " + entity,
		"returned_count": "the number of returned " + entity, "lost_count": "the number of lost " + entity,
		"retained_sum": "the sum of " + x + " of retained " + entity,
		"lost_sum":     "the sum of " + x + " in the previous period of lost " + entity,
		"kept_sum":     "the sum of " + x + " kept from the previous period, by " + entity + ",",
	}[a.Func]
	if a.Func != "count" {
		what += " over the rows"
	}
	what += " of " + a.Source
	if a.Where != nil {
		what += " where " + Format(a.Where)
	}
	return what
}

func (w *Window) words() string {
	x := "(" + Words(w.X) + ")"
	switch w.Func {
	case "previous":
		return fmt.Sprintf("%s %d %s earlier", x, w.N, plural("period", w.N))
	case "last_year":
		return fmt.Sprintf("%s %d %s earlier", x, w.N, plural("year", w.N))
	case "trailing":
		return fmt.Sprintf("%s over the last %d %s", x, w.N, plural(string(w.Unit), w.N))
	case "to_date":
		return fmt.Sprintf("%s from the start of the %s", x, w.Unit)
	case "whole":
		return fmt.Sprintf("%s over the whole %s", x, w.Unit)
	}
	return "the growth of " + x + " on " + strings.ReplaceAll(w.Against, "_", " ")
}

func (e *Each) words() string {
	verb := map[string]string{"sum_each": "the sum of", "avg_each": "the mean of", "count_each": "the number of times that holds"}[e.Func]
	return fmt.Sprintf("%s (%s), computed for each %s", verb, Words(e.X), strings.Trim(e.members(), `"`))
}

func (t *Total) words() string {
	of := "all rows"
	if t.Dimension != "" {
		of = "every " + t.Dimension
	}
	return fmt.Sprintf("(%s) of %s", Words(t.X), of)
}

// ordinal returns 90th, 1st or 99.5th; binary floats hold 28.999999 for 29.
func ordinal(v float64) string {
	digits := strconv.FormatFloat(v, 'g', 6, 64)
	teen := strings.HasSuffix(digits, "11") || strings.HasSuffix(digits, "12") || strings.HasSuffix(digits, "13")
	switch last := digits[len(digits)-1]; {
	case teen || strings.Contains(digits, "."):
	case last == '1':
		return digits + "st"
	case last == '2':
		return digits + "nd"
	case last == '3':
		return digits + "rd"
	}
	return digits + "th"
}

func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
