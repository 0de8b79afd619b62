package load

import (
	"fmt"
	"regexp"
	"strings"
)

// A format is how a file writes dates or timestamps.
type format struct {
	written  string // M/D/YYYY
	pattern  string // RE2 of what it looks like
	strptime string // %-m/%-d/%Y
	clock    bool   // it has hours
}

// A token is one part of a format. The part says what it tells; no part may
// stand twice.
type token struct{ written, part, pattern, strptime string }

// tokens stand longest first, for "MM" is not "M" twice.
var tokens = []token{
	{"YYYY", "year", `[0-9]{4}`, "%Y"},
	{"YY", "year", `[0-9]{2}`, "%y"},
	{"MMMM", "month", `[A-Za-z]{3,9}`, "%B"},
	{"MMM", "month", `[A-Za-z]{3}`, "%b"},
	{"MM", "month", `(0[1-9]|1[0-2])`, "%m"},
	{"M", "month", `(0?[1-9]|1[0-2])`, "%-m"},
	{"DD", "day", `(0[1-9]|[12][0-9]|3[01])`, "%d"},
	{"D", "day", `(0?[1-9]|[12][0-9]|3[01])`, "%-d"},
	{"HH", "hour", `[0-9]{2}`, "%H"},
	{"H", "hour", `[0-9]{1,2}`, "%-H"},
	{"hh", "hour of twelve", `[0-9]{2}`, "%I"},
	{"h", "hour of twelve", `[0-9]{1,2}`, "%-I"},
	{"mm", "minute", `[0-9]{2}`, "%M"},
	{"ss", "second", `[0-9]{2}`, "%S"},
	{"A", "AM or PM", `[AaPp][Mm]`, "%p"},
}

// parseFormat reads a format as users write it. What is wrong with it is an
// error in the user's words.
func parseFormat(written string) (format, error) {
	f := format{written: written}
	parts := map[string]bool{}
	for rest := written; rest != ""; {
		t, ok := nextToken(rest)
		if !ok {
			return f, fmt.Errorf("%q means nothing in the format %q", rest[:1], written)
		}
		if t.part != "" && parts[t.part] {
			return f, fmt.Errorf("the format %q names the %s twice", written, t.part)
		}
		parts[t.part] = true
		f.pattern += t.pattern
		f.strptime += t.strptime
		rest = rest[len(t.written):]
	}
	f.clock = parts["hour"] || parts["hour of twelve"]
	return f, complete(written, parts)
}

// nextToken returns the token at the start of the text; signs between tokens
// stand for themselves.
func nextToken(text string) (token, bool) {
	for _, t := range tokens {
		if strings.HasPrefix(text, t.written) {
			return t, true
		}
	}
	sign := string([]rune(text)[:1])
	if sign != "T" && strings.ContainsAny(sign, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") {
		return token{}, false
	}
	return token{
		written:  sign,
		pattern:  regexp.QuoteMeta(sign),
		strptime: strings.ReplaceAll(sign, "%", "%%"),
	}, true
}

func complete(written string, parts map[string]bool) error {
	for _, part := range []string{"year", "month", "day"} {
		if !parts[part] {
			return fmt.Errorf("the format %q does not name the %s", written, part)
		}
	}
	clock := parts["hour"] || parts["hour of twelve"]
	switch {
	case parts["hour of twelve"] != parts["AM or PM"], parts["hour"] && parts["hour of twelve"]:
		return fmt.Errorf("the format %q needs H for hours of 24, or h with A for AM and PM", written)
	case clock != parts["minute"], parts["second"] && !clock:
		return fmt.Errorf("the format %q needs hours and minutes, or neither", written)
	}
	return nil
}

// formatHelp is the note under a format that cannot be read.
const formatHelp = "formats are made of YYYY YY, MM M MMM MMMM, DD D, HH H (or hh h with A), mm, ss and signs: M/D/YYYY, DD.MM.YYYY HH:mm"

// guesses are formats that people often meet, for the note under a value that
// does not fit.
var guesses = []string{
	"YYYY-MM-DD", "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DD HH:mm", "YYYY/M/D", "YYYYMMDD", "M/D/YYYY", "D/M/YYYY", "M/D/YY", "D/M/YY",
	"D.M.YYYY", "D.M.YY", "DD-MM-YYYY", "MM-DD-YYYY", "DD-MM-YY", "MM-DD-YY", "D-MMM-YYYY", "D-MMM-YY", "D MMM YYYY", "MMM D, YYYY",
	"M/D/YYYY H:mm", "D/M/YYYY H:mm", "M/D/YYYY H:mm:ss", "D/M/YYYY H:mm:ss", "M/D/YYYY h:mm A", "D.M.YYYY HH:mm", "YYYY年M月D日",
}

// likely lists the formats that a value could be written in.
func likely(value string) []string { return writtenIn(value, guesses) }

func writtenIn(value string, formats []string) []string {
	var list []string
	for _, g := range formats {
		f, err := parseFormat(g)
		if err == nil && regexp.MustCompile("^(?:"+f.pattern+")$").MatchString(value) {
			list = append(list, g)
		}
	}
	return list
}
