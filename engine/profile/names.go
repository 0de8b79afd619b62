package profile

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"kpi/engine/load"
)

// mostColumns of one file are listed; files with more hold data in their headers.
const mostColumns = 1000

// words of the formula language that nothing can be called.
var words = []string{"and", "or", "not", "in", "contains", "matches", "startsWith", "endsWith", "nil", "true", "false", "let", "if", "else",
	"period_start", "period_end", "starts_with", "ends_with"}

// tall is for a header of several lines, which is read by its name alone.
func (c *column) tall() {
	if c.named {
		c.leave("has a header of several lines; write it on one")
		return
	}
	c.header = strings.Join(strings.Fields(c.header), " ")
}

// isUnwritable tells control characters; of those, white space is a blank in a
// name.
func isUnwritable(c rune) bool { return unicode.IsControl(c) && !unicode.IsSpace(c) }

// columnsOf gives each header a name that formulas can use. Headers that stand
// there twice, and blank ones, can be read by nobody.
func columnsOf(sight *load.Sight) []*column {
	times, names := map[string]int{}, map[string]int{}
	for _, h := range sight.Headers {
		times[strings.TrimSpace(h)]++
		names[load.Snake(h)]++
	}
	taken := map[string]bool{}
	var columns []*column
	for i, h := range sight.Headers {
		c := &column{index: i, header: h}
		columns = append(columns, c)
		trimmed := strings.TrimSpace(h)
		switch {
		case trimmed == "":
			c.leave("has no header")
		case times[trimmed] > 1:
			c.leave("stands there %d times; rename it in the file", times[trimmed])
		case strings.ContainsRune(h, unicode.ReplacementChar) || strings.ContainsFunc(trimmed, isUnwritable):
			c.leave("has a header with characters that cannot be written")
		case sight.Unfit[i]:
			c.leave("has lists, objects, errors or formulas without a result")
		case sight.Types != nil && sight.Types[i] == "":
			c.leave("has a type that is not read")
		case i >= mostColumns:
			c.leave("is behind the first %d columns", mostColumns)
		default:
			c.id = free(identifier(load.Snake(h), i), func(id string) bool { return taken[id] || names[id] > 0 && id != load.Snake(h) })
			c.named = c.id != load.Snake(h) || names[c.id] > 1
			taken[c.id] = true
			if strings.ContainsFunc(trimmed, unicode.IsControl) {
				c.tall()
			}
		}
	}
	return columns
}

func (c *column) leave(format string, args ...any) {
	c.left, c.note = true, fmt.Sprintf(format, args...)
}

// identifier turns a snake name into one that formulas take.
func identifier(snake string, index int) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, snake), "_")
	switch {
	case name == "":
		return fmt.Sprintf("column_%d", index+1)
	case slices.Contains(words, name):
		return name + "_"
	case !unicode.IsLetter([]rune(name)[0]):
		return "_" + name
	}
	const longest = 60
	if runes := []rune(name); len(runes) > longest {
		return strings.TrimRight(string(runes[:longest]), "_")
	}
	return name
}

// free is the name, or the name with the first number that makes it free.
func free(name string, taken func(string) bool) string {
	for n, tried := 2, name; ; n++ {
		if !taken(tried) {
			return tried
		}
		tried = fmt.Sprintf("%s_%d", name, n)
	}
}

// sourceName names a source after its file and sheet.
func (p *profiler) sourceName(sight *load.Sight) string {
	name := filepath.Base(sight.File)
	for {
		ending := filepath.Ext(name)
		if ending == "" || ending == name {
			break
		}
		name = strings.TrimSuffix(name, ending)
	}
	if sight.Sheet != "" {
		name = sight.Sheet
	}
	id := identifier(load.Snake(name), len(p.sources))
	if strings.HasPrefix(id, "column_") {
		id = "source_" + strings.TrimPrefix(id, "column_")
	}
	for _, noise := range []string{"_data", "_export", "_all"} {
		if short := strings.TrimSuffix(id, noise); short != "" && !slices.Contains(words, short) {
			id = short
		}
	}
	return free(id, func(tried string) bool {
		return slices.ContainsFunc(p.sources, func(s *source) bool { return s.id == tried })
	})
}

// title is a name in words: "order_id" is "Order id".
func title(id string) string {
	text := strings.TrimSpace(strings.ReplaceAll(id, "_", " "))
	runes := []rune(text)
	if len(runes) == 0 {
		return id
	}
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// has reports whether a name has one of the words as a word of its own, or, for
// words that are written with a *, as a part of one.
func has(id string, hints string) bool {
	parts := strings.Split(strings.Trim(id, "_"), "_")
	for _, hint := range strings.Fields(hints) {
		if part, ok := strings.CutPrefix(hint, "*"); ok && strings.Contains(id, part) || slices.Contains(parts, hint) {
			return true
		}
	}
	return false
}
