package load

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/currency"

	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// A numberFormat is how a file writes numbers: "1.234,50 €".
type numberFormat struct {
	written string
	group   string // "" is none
	decimal string // "" is none
	mark    string // of a currency; "" is none
	percent bool
}

// The blanks that stand in numbers: as typed, unbreakable, narrow and thin.
const (
	blanks = " \u00A0\u202F\u2009"
	gap    = "[" + blanks + "]?"
	minus  = `[-\x{2212}]`
	signed = `[-+\x{2212}]`
	// markForm has no room for k, M or 万: they multiply, and are not read.
	markForm = `\p{L}{0,2}\p{Sc}|[A-Z]{3}|[Kk]r\.?|zł|Kč|Ft|Fr\.|Rs\.?|元|円`
)

var (
	grouped   = regexp.MustCompile(`^[0-9]{1,3}(?:([.,'’` + blanks + `])[0-9]{3})+(?:([.,])[0-9]+)?$`)
	ungrouped = regexp.MustCompile(`^[0-9]+(?:([.,])[0-9]+)?$`)
	isCode    = regexp.MustCompile("^[A-Z]{3}$")
	markShape = regexp.MustCompile("^(?:" + markForm + ")$")
)

// parseNumberFormat reads a format as users write it: a number with all that
// stands around it. What is wrong with it is an error in the user's words.
func parseNumberFormat(written string, stored plan.Stored) (numberFormat, error) {
	f := numberFormat{written: written}
	if strings.Contains(written, "#") {
		return f, fmt.Errorf("the format %q is a pattern; show a number instead, such as %q", written, "1,234.50")
	}
	rest, percent := strings.CutSuffix(strings.TrimSpace(written), "%")
	f.percent = percent
	first, last := strings.IndexFunc(rest, isDigit), strings.LastIndexFunc(rest, isDigit)
	if first < 0 {
		return f, fmt.Errorf("the format %q shows no number", written)
	}
	before, after := strings.Trim(rest[:first], blanks), strings.Trim(rest[last+1:], blanks)
	f.mark = before + after
	if f.mark != "" && (before != "" && after != "" || !isCurrency(f.mark)) {
		return f, fmt.Errorf("the format %q has more around its number than the sign of a currency or %%", written)
	}
	return f, f.separators(rest[first:last+1], stored)
}

func isCurrency(mark string) bool {
	if isCode.MatchString(mark) {
		_, err := currency.ParseISO(mark)
		return err == nil
	}
	return markShape.MatchString(mark)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// separators reads what parts the digits of the sample.
func (f *numberFormat) separators(sample string, stored plan.Stored) error {
	if m := grouped.FindStringSubmatch(sample); m != nil {
		f.group, f.decimal = m[1], m[2]
	} else if m := ungrouped.FindStringSubmatch(sample); m != nil {
		f.decimal = m[1]
	} else {
		return fmt.Errorf("the number in the format %q is not written as 1,234.50 or 1.234,50", f.written)
	}
	groups := strings.Count(sample, f.group)
	switch {
	case f.group == "":
	case f.group == f.decimal:
		return fmt.Errorf("the format %q parts thousands and decimals with the same sign", f.written)
	case len(sample) != digits(sample)+groups*len(f.group)+len(f.decimal):
		return fmt.Errorf("the format %q parts thousands with several signs", f.written)
	case groups == 1 && f.decimal == "" && strings.Contains(".,", f.group) && stored != plan.StoredInteger:
		return fmt.Errorf("the format %q can be read in two ways; show decimals, too: %q or %q", f.written, "1,234.50", "1.234,50")
	}
	return nil
}

func digits(text string) int {
	n := 0
	for _, r := range text {
		if isDigit(r) {
			n++
		}
	}
	return n
}

// numberFormatHelp is the note under a format of numbers that cannot be read.
const numberFormatHelp = `a format shows a number as the file writes it: "1,234.50", "1.234,50", "1 234,50", "$1,234.50", "1.234,50 €", "12.5%"`

// numberCell is the cell of a column whose numbers are written in a format.
func numberCell(c plan.Column) (cell, error) {
	f, err := parseNumberFormat(c.Spec.Format.Value, c.Stored)
	if err == nil && f.percent && !isPercent(c) {
		err = fmt.Errorf("the format %q is for percent, and %q is %s", f.written, c.ID, c.Spec.Type.Value)
	}
	if err != nil {
		return cell{}, err
	}
	what, sqlType := "a number written "+f.written, "DOUBLE"
	switch c.Stored {
	case plan.StoredInteger:
		what, sqlType = "a whole number written "+f.written, "BIGINT"
	case plan.StoredMoney:
		what, sqlType = "an amount written "+f.written+", with at most 4 decimals", "DECIMAL(18,4)"
	}
	value := func(raw string, to sqlCasts) string { return castTo(sqlType)(f.plain(raw), to) }
	return cell{[]reading{{f.pattern(c.Stored), value}}, sqlType, what}, nil
}

// isPercent reports whether a column holds shares of one.
func isPercent(c plan.Column) bool {
	return c.Stored == plan.StoredNumber && (c.Spec.Type.Value == "percent" || c.Spec.Unit.Value == "percent")
}

// pattern is the RE2 of a whole value. The mark of the currency may stand on
// either side or be left out; a value has one minus or is in parentheses.
func (f numberFormat) pattern(stored plan.Stored) string {
	number := f.number(stored)
	if f.percent {
		number += gap + "%"
	}
	if f.mark == "" {
		return fmt.Sprintf(`(?:%s%s)?%s|%[3]s%[2]s%[4]s|\(%[3]s\)`, signed, gap, number, minus)
	}
	mark := regexp.QuoteMeta(f.mark)
	marked := fmt.Sprintf("(?:%s%s%s|%[3]s(?:%[2]s%[1]s)?)", mark, gap, number)
	return strings.Join([]string{
		fmt.Sprintf("(?:%s%s)?%s", signed, gap, marked),
		mark + gap + signed + number,
		marked + gap + minus,
		fmt.Sprintf(`\(%s\)|%s%s\(%s\)`, marked, mark, gap, number),
	}, "|")
}

// number is the RE2 of what stands between the signs. More digits could become
// infinite.
func (f numberFormat) number(stored plan.Stored) string {
	whole := "[0-9]{1,36}"
	if f.group != "" {
		whole = fmt.Sprintf("(?:%s|[0-9]{1,3}(?:%s[0-9]{3}){1,12})", whole, f.separator())
	}
	if f.decimal == "" {
		return whole
	}
	decimal := regexp.QuoteMeta(f.decimal)
	switch stored {
	case plan.StoredInteger:
		return whole + "(?:" + decimal + "0*)?"
	case plan.StoredMoney:
		return fmt.Sprintf("(?:%s(?:%s[0-9]{0,4}0*)?|%[2]s[0-9]{1,4}0*)", whole, decimal)
	}
	return fmt.Sprintf("(?:%s(?:%s[0-9]*)?|%[2]s[0-9]+)", whole, decimal)
}

// separator is the RE2 of what parts groups: spreadsheets write several blanks
// and apostrophes that look alike.
func (f numberFormat) separator() string {
	switch {
	case strings.Contains(blanks, f.group):
		return "[" + blanks + "]"
	case strings.Contains("'’", f.group):
		return "['’]"
	}
	return regexp.QuoteMeta(f.group)
}

// plain is the SQL that writes a value which fits the pattern as the database
// reads numbers. A percent is divided in the text, where it is exact.
func (f numberFormat) plain(raw string) string {
	if f.mark != "" {
		raw = fmt.Sprintf("replace(%s, %s, '')", raw, duckdb.Literal(f.mark))
	}
	digits := fmt.Sprintf("replace(regexp_replace(%s, '[^0-9%s]', '', 'g'), ',', '.')", raw, f.decimal)
	text := fmt.Sprintf("CASE WHEN regexp_matches(%s, '%s|\\(') THEN '-' ELSE '' END || %s", raw, minus, digits)
	if f.percent {
		text += " || 'e-2'"
	}
	return "(" + text + ")"
}

var (
	markBefore = regexp.MustCompile(`^[-+(\x{2212}` + blanks + `]*(` + markForm + `)([` + blanks + `]?)[-+(\x{2212}]?[0-9.,]`)
	markAfter  = regexp.MustCompile(`[0-9]([` + blanks + `]?)(` + markForm + `)[-)` + blanks + `]*$`)
)

// mostLikely formats are named for one value.
const mostLikely = 2

// likelyNumbers lists the formats that a number could be written in.
func likelyNumbers(c plan.Column, value string) []string {
	samples := []string{"1,234.50", "1.234,50", "1 234,50", "1'234.50", "1234,50", "1234.50"}
	if c.Stored == plan.StoredInteger {
		samples = []string{"1,234", "1.234", "1 234", "1'234", "1234"}
	}
	before, after := "", ""
	if m := markBefore.FindStringSubmatch(value); m != nil {
		before = m[1] + strings.TrimFunc(m[2], isUnusualBlank)
	} else if m := markAfter.FindStringSubmatch(value); m != nil {
		after = strings.TrimFunc(m[1], isUnusualBlank) + m[2]
	}
	if strings.Contains(value, "%") {
		samples, after = append([]string{"12.5", "12,5"}, samples...), "%"
	}
	var list []string
	for _, sample := range samples {
		f, err := parseNumberFormat(before+sample+after, c.Stored)
		if err != nil || f.percent && !isPercent(c) {
			continue
		}
		if regexp.MustCompile("^(?:"+f.pattern(c.Stored)+")$").MatchString(value) && len(list) < mostLikely {
			list = append(list, f.written)
		}
	}
	return list
}

func isUnusualBlank(r rune) bool { return r != ' ' && unicode.IsSpace(r) }
