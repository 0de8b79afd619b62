package reference

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode"

	"kpi/engine/calendar"
	"kpi/engine/plan"
)

// ReadCSV reads the rows of a source from a file with commas and a header. A
// blank cell is missing; texts are kept as they are. It knows no formats.
func ReadCSV(s *plan.Source, zone *time.Location, file io.Reader) ([]*Row, error) {
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the rows of source %q: %w", s.ID, err)
	}
	var out []*Row
	for i, record := range records {
		if i == 0 {
			continue
		}
		row := &Row{Values: map[string]any{}}
		for _, c := range s.Columns {
			at := columnAt(c, records[0])
			if at < 0 || at >= len(record) {
				return nil, fmt.Errorf("read the rows of source %q: row %d has no column %q", s.ID, i, c.ID)
			}
			if row.Values[c.ID], err = cell(c, record[at], zone); err != nil {
				return nil, fmt.Errorf("read row %d of source %q: column %q: %w", i, s.ID, c.ID, err)
			}
		}
		out = append(out, row)
	}
	return out, nil
}

func columnAt(c plan.Column, header []string) int {
	for i, name := range header {
		if name == c.Spec.From.Value || name == c.ID || snake(name) == c.ID {
			return i
		}
	}
	return -1
}

// snake is the name of a header: Order ID is order_id.
func snake(header string) string {
	words := strings.FieldsFunc(strings.TrimPrefix(header, "\ufeff"), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.ToLower(strings.Join(words, "_"))
}

// cell reads one value. The empty text and nothing but blanks are missing, but
// for blanks in a text.
func cell(c plan.Column, text string, zone *time.Location) (any, error) {
	if text == "" {
		return nil, nil
	}
	if c.Stored == plan.StoredText {
		return text, nil
	}
	text = strings.Trim(text, " \t")
	switch c.Stored {
	case plan.StoredInteger:
		v, err := strconv.ParseInt(text, 10, 64)
		return present(v, text, err)
	case plan.StoredNumber:
		v, err := strconv.ParseFloat(text, 64)
		return present(v, text, err)
	case plan.StoredMoney:
		v, ok := new(big.Rat).SetString(text)
		return found(v, text, ok)
	case plan.StoredBoolean:
		v := strings.EqualFold(text, "true") || text == "1"
		return found(v, text, v || strings.EqualFold(text, "false") || text == "0")
	case plan.StoredDate:
		v, ok := calendar.ParseDate(text)
		return found(v, text, ok)
	}
	v, ok := instant(text, zone)
	return found(v, text, ok)
}

func present[T any](v T, text string, err error) (any, error) { return found(v, text, err == nil) }

func found[T any](v T, text string, ok bool) (any, error) {
	if text == "" {
		return nil, nil
	}
	if !ok {
		return nil, fmt.Errorf("%q does not fit", text)
	}
	return v, nil
}

// instant reads a point in time; without an offset it is of the zone.
func instant(text string, zone *time.Location) (time.Time, bool) {
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
