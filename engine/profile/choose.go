package profile

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kpi/engine/load"
)

// A seen column is a sample of its values, and the readings that nearly all of it
// fits with the number of all values that do not.
type seen struct {
	sample   []string
	readings []load.Reading
	misfits  []int64
}

// fitting are the readings that all values fit.
func (v seen) fitting() []load.Reading {
	var list []load.Reading
	for i, r := range v.readings {
		if v.misfits[i] == 0 {
			list = append(list, r)
		}
	}
	return list
}

// closest is the reading that fewest values do not fit, and their number.
func (v seen) closest() (load.Reading, int64) {
	best := -1
	for i, r := range v.readings {
		if r.Type != "money" && (best < 0 || v.misfits[i] < v.misfits[best]) {
			best = i
		}
	}
	if best < 0 {
		return load.Reading{}, 0
	}
	return v.readings[best], v.misfits[best]
}

// choose takes the first reading that all values fit, and says so where nearly
// all do.
func (p *profiler) choose(s *source, c *column, v seen) {
	c.typ = "text"
	fitting := v.fitting()
	if len(v.sample) == 0 {
		c.note = noValue
		return
	}
	i := slices.IndexFunc(fitting, func(r load.Reading) bool { return r.Type != "money" })
	if i < 0 {
		if r, n := v.closest(); n > 0 && n*10 < s.sight.Rows {
			c.note = fmt.Sprintf("%s of %s rows hold no %s%s: mend them to use it as one", counted(n), counted(s.sight.Rows), r.Type, example(r, v.sample))
		}
		return
	}
	r := fitting[i]
	if numeric(r) && r.Format == "" && (has(c.id, idWords) || slices.ContainsFunc(v.sample, leadingZero.MatchString)) {
		return // an identifier: nobody adds it up, and its zeros count
	}
	c.typ, c.format = r.Type, r.Format
	p.refine(s, c, v)
	c.ambiguous(fitting)
}

func numeric(r load.Reading) bool { return r.Type == "integer" || r.Type == "number" }

// ambiguous notes that another order of day and month fits, too.
func (c *column) ambiguous(fitting []load.Reading) {
	for _, other := range fitting {
		swaps := strings.NewReplacer("M/D", "D/M", "D/M", "M/D", "MM-DD", "DD-MM", "DD-MM", "MM-DD")
		if c.isDate() && other.Format != c.format && other.Format == swaps.Replace(c.format) {
			c.note = fmt.Sprintf("no day is above 12, so that it could be %s as well: look", other.Format)
		}
	}
}

// refine tells amounts, counts and shares from plain numbers, by what stands
// around the numbers and by the name of the column.
func (p *profiler) refine(s *source, c *column, v seen) {
	if c.typ != "integer" && c.typ != "number" {
		return
	}
	mark := markOf(c.format)
	amounts := mark != "" || has(c.id, moneyWords) && !has(c.id, percentWords+" "+yearWords+" "+countWords)
	switch {
	case amounts && (s.sight.Binary[c.index] || slices.Contains(v.fitting(), load.Reading{Type: "money", Format: amountFormat(c.format)})):
		c.typ, c.format = "money", amountFormat(c.format)
		p.currencyOf(c, mark)
	case c.typ == "number" && has(c.id, percentWords) && c.format == "" && sharesOfOne(v.sample):
		c.typ = "percent"
	case has(c.id, "days tage *天数"):
		c.typ, c.note = "days", "by its name"
	case has(c.id, "hours stunden *小时"):
		c.typ, c.note = "hours", "by its name"
	case c.typ == "integer" && has(c.id, countWords) && !has(c.id, yearWords):
		c.typ = "count"
	}
	if c.format != "" && (c.typ == "days" || c.typ == "hours") {
		c.typ = "number"
	}
}

// amountFormat shows decimals, which a format of amounts needs to be read in one
// way.
func amountFormat(format string) string {
	return strings.NewReplacer("1,234.50", "1,234.50", "1.234,50", "1.234,50", "1,234", "1,234.50", "1.234", "1.234,50", "1 234,50", "1 234,50", "1 234", "1 234,50").Replace(format)
}

// sharesOfOne reports whether all numbers lie between -1 and 1.
func sharesOfOne(sample []string) bool {
	return !slices.ContainsFunc(sample, func(text string) bool {
		v, err := strconv.ParseFloat(text, 64)
		return err != nil || math.Abs(v) > 1
	})
}

// marks are signs of currencies that leave no doubt, or little.
var marks = map[string]string{"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "元": "CNY", "₹": "INR", "kr": "SEK", "zł": "PLN",
	"Kč": "CZK", "Ft": "HUF", "Fr.": "CHF", "円": "JPY", "₩": "KRW", "R$": "BRL"}

// markOf is the sign of a currency in a format, "" where there is none.
func markOf(format string) string {
	return strings.Trim(format, "0123456789.,' %\u00A0\u202F\u2009’")
}

// currencyOf takes the first currency that is found for that of the scorecard.
func (p *profiler) currencyOf(c *column, mark string) {
	code := marks[mark]
	if code == "" && len(mark) == 3 {
		code = mark
	}
	for _, known := range []string{"USD", "EUR", "GBP", "CHF", "CNY", "JPY", "INR", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN"} {
		if code == "" && has(c.id, strings.ToLower(known)) {
			code = known
		}
	}
	switch {
	case code == "":
	case p.currency == "":
		p.currency, p.marked = code, c.id
	case p.currency != code:
		c.unit = "money " + code
	}
}

// example shows a value of the sample that does not fit.
func example(r load.Reading, sample []string) string {
	matches := r.Matcher()
	for _, v := range sample {
		if !matches(v) {
			return ", such as " + shown(v)
		}
	}
	return ""
}

// shown is a value in a comment: short, on one line, without what YAML does not
// take.
func shown(value string) string {
	const longest = 30
	value = strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7F && r <= 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r >= 0xFFF0 || r == utf8.RuneError {
			return ' '
		}
		return r
	}, value)
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest]) + "…"
	}
	return strings.TrimSpace(value)
}

// counted writes a number with commas: 5,680.
func counted(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
