package load

import (
	"slices"
	"strings"
	"unicode"

	"kpi/engine/diag"
	"kpi/engine/plan"
)

// Snake returns the name that a formula uses for a header: lower case, words
// joined by underscores ("Order ID" and "OrderID" are order_id). Letters of any
// script are kept. A header without letters and digits has no name.
func Snake(header string) string {
	var b strings.Builder
	runes := []rune(strings.TrimSpace(header))
	gap := false
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if b.Len() > 0 && (gap || startsWord(runes, i)) {
			b.WriteByte('_')
		}
		gap = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// startsWord finds the humps of camel case: a capital after a small letter or
// digit, and the last capital of an abbreviation ("IDNumber" is id_number).
func startsWord(runes []rune, i int) bool {
	if i == 0 || !unicode.IsUpper(runes[i]) {
		return false
	}
	before := runes[i-1]
	if unicode.IsLower(before) || unicode.IsDigit(before) {
		return true
	}
	return unicode.IsUpper(before) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
}

// match finds each contract column among the headers and returns their
// positions; -1 is not found. Nothing is reported.
func match(columns []plan.Column, headers []string) (positions, missing []int) {
	for i, c := range columns {
		position := find(c, headers)
		if position < 0 {
			missing = append(missing, i)
		}
		positions = append(positions, position)
	}
	return positions, missing
}

func find(c plan.Column, headers []string) int {
	for i, h := range headers {
		if fits(c, h) {
			return i
		}
	}
	return -1
}

// fits reports whether a column of the contract reads the header.
func fits(c plan.Column, header string) bool {
	if from := c.Spec.From; from.Written() {
		return header == from.Value || strings.TrimSpace(header) == from.Value
	}
	return header == c.ID || Snake(header) == c.ID
}

// bindHeaders is match with every problem reported: columns that the file
// lacks, and columns that two headers could mean.
func (l *loader) bindHeaders(s *plan.Source, headers []string, file string) []int {
	positions, missing := match(s.Columns, headers)
	for i := range headers {
		if !slices.Contains(positions, i) {
			l.narrowed = append(l.narrowed, s.ID)
			break
		}
	}
	for _, i := range missing {
		l.missingColumn(s.Columns[i], headers, file)
	}
	for i, c := range s.Columns {
		if positions[i] < 0 {
			continue
		}
		if next := find(c, headers[positions[i]+1:]); next >= 0 {
			first, second := headers[positions[i]], headers[positions[i]+1+next]
			if first == second {
				l.list.Errorf(columnPlace(c), "ambiguous-column", "column %q stands twice in %s, as %q", c.ID, file, first).
					Notef("rename one of them in the file")
				continue
			}
			l.list.Errorf(columnPlace(c), "ambiguous-column", "column %q could be %q or %q in %s", c.ID, first, second, file).
				Notef("rename one of them in the file, or choose by its exact header: %s: {type: %s, from: %q}",
					c.ID, c.Spec.Type.Value, first)
		}
	}
	return positions
}

func (l *loader) missingColumn(c plan.Column, headers []string, file string) {
	wanted, names := c.ID, make([]string, 0, len(headers))
	for _, h := range headers {
		if c.Spec.From.Written() {
			names = append(names, shorten(h))
		} else if name := Snake(shorten(h)); name != "" {
			names = append(names, name)
		}
	}
	if c.Spec.From.Written() {
		wanted = c.Spec.From.Value
	}
	d := l.list.Errorf(columnPlace(c), "missing-column", "%s has no column %q", file, wanted)
	if near := diag.Nearest(wanted, names); near != "" {
		d.Labelf("did you mean %q?", near)
	}
	d.Notef("columns of %s: %s", file, diag.Some(names))
}

func columnPlace(c plan.Column) diag.Range {
	if c.Spec.From.Written() {
		return c.Spec.From.Range
	}
	return c.Spec.ID.Range
}
