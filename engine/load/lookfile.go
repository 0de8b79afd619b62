package load

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kpi/engine/diag"
)

// sightsOf finds out how a file that is no Parquet is read, and returns a sight
// for each table in it with what reads its rows.
func sightsOf(f *file, kind string) ([]Sight, []func() reader, error) {
	if kind == "XLSX" {
		return sheetSights(*f)
	}
	var s Sight
	var err error
	if f.encoding, err = encodingOf(*f); err != nil {
		return nil, nil, err
	}
	s.Encoding = f.encoding
	if kind == "delimited text" {
		from, err := s.delimited(*f)
		return []Sight{s}, []func() reader{from}, err
	}
	path := []string(nil)
	if kind == "JSON" {
		if key := listKey(*f); key != "" {
			s.Records, path = key, []string{key}
		}
	}
	var o objects
	from := func() reader {
		if kind == "NDJSON" {
			return jsonLines{*f, &o}
		}
		return jsonList{*f, path, &o}
	}
	// Any record may be the first to have a key.
	if err := from().read(func(row) error { return nil }); err != nil {
		return nil, nil, err
	}
	if s.Headers = slices.Clone(o.keys); len(s.Headers) == 0 {
		return nil, nil, &flaw{code: "no-rows", message: "has no records with keys"}
	}
	return []Sight{s}, []func() reader{from}, nil
}

// encodingOf returns what a source has to say of the encoding; "" is UTF-8.
func encodingOf(f file) (string, error) {
	in, err := openBytes(f)
	if err != nil {
		return "", err
	}
	defer in.Close()
	text := bufio.NewReaderSize(in, longestLine)
	if start, err := text.Peek(2); err == nil && isUTF16(start) {
		return "utf-16", nil
	}
	for {
		line, err := text.ReadSlice('\n')
		if !utf8.Valid(line) && !errors.Is(err, bufio.ErrBufferFull) {
			if isChinese(line) {
				return "gb18030", nil
			}
			return "windows-1252", nil
		}
		if err != nil {
			// A line that is too long is reported by what reads it.
			return "", nil
		}
	}
}

// delimited finds the delimiter and the headers.
func (s *Sight) delimited(f file) (func() reader, error) {
	usual := ','
	if strings.Contains(strings.ToLower(f.name), ".tsv") {
		usual = '\t'
	}
	delimiter, err := likelyDelimiter(f, usual)
	if err != nil {
		return nil, err
	}
	found, err := scanFile(f, delimiter)
	switch {
	case err != nil:
		return nil, err
	case found != nil:
		return nil, found
	}
	if s.Headers, err = headers(f, delimiter); err != nil {
		return nil, err
	}
	if excelLine.MatchString(strings.Join(s.Headers, string(delimiter))) {
		return nil, &flaw{"bad-file", diag.Pos{Line: 1, Col: 1}, "starts with a line that only Excel reads (sep=)", "delete that line"}
	}
	if delimiter != usual {
		s.Delimiter = string(delimiter)
	}
	return func() reader { return lines{f, delimiter, len(s.Headers)} }, nil
}

// excelLine tells Excel the delimiter.
var excelLine = regexp.MustCompile(`^(?i:sep=).?.?$`)

// triedRows are read to tell the delimiter of a file.
const triedRows = 20

// likelyDelimiter is the one that gives most columns, in the header and in as
// many of the first rows as possible.
func likelyDelimiter(f file, usual rune) (rune, error) {
	best, most := usual, 0
	for _, d := range []rune{usual, ';', ',', '\t', '|'} {
		score, err := delimiterScore(f, d)
		if err != nil {
			return usual, err
		}
		if score > most {
			best, most = d, score
		}
	}
	return best, nil
}

// delimiterScore counts the fields of the first rows that have as many as the
// header.
func delimiterScore(f file, delimiter rune) (int, error) {
	names, err := headers(f, delimiter)
	if err != nil || len(names) < 2 {
		return 0, err
	}
	score, n := len(names), 0
	err = lines{f, delimiter, len(names)}.read(func(r row) error {
		if r.problem == "" {
			score += len(names)
		}
		if n++; n == triedRows {
			return errEnough
		}
		return nil
	})
	if _, broken := errors.AsType[*brokenQuote](err); broken || errors.Is(err, errEnough) {
		err = nil
	}
	return score, err
}

// listKey is the key of the first list of objects in a JSON file that is an
// object itself; "" is none.
func listKey(f file) string {
	in, err := openText(f)
	if err != nil {
		return ""
	}
	defer in.Close()
	text := bufio.NewReader(in)
	skipMark(text)
	t := &tracker{in: text, at: diag.Pos{Line: 1, Col: 1}}
	d := decoder{json.NewDecoder(t), t}
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return ""
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return ""
		}
		value, err := d.Token()
		if err != nil {
			return ""
		}
		name, _ := key.(string)
		if value == json.Delim('[') && !strings.Contains(name, ".") {
			return name
		}
		if d.skip(value) != nil {
			return ""
		}
	}
	return ""
}

// sheetSights returns a sight for each visible sheet that has rows.
func sheetSights(f file) ([]Sight, []func() reader, error) {
	b, err := openBook(f)
	if err != nil {
		return nil, nil, err
	}
	defer b.close()
	var sights []Sight
	var readers []func() reader
	visible := slices.DeleteFunc(slices.Clone(b.sheets), func(s sheet) bool { return !s.visible })
	for _, sheet := range visible {
		s, err := b.look(sheet.name)
		if err != nil {
			return nil, nil, err
		}
		if s.Rows == 0 && len(visible) > 1 {
			continue
		}
		if s.Rows = 0; len(visible) > 1 {
			s.Sheet = sheet.name
		}
		if len(s.Headers) == 0 {
			return nil, nil, &flaw{code: "empty-file", message: fmt.Sprintf("has nothing on sheet %q", sheet.name)}
		}
		sights = append(sights, s)
		readers = append(readers, func() reader { return sheetRows{f, sheet.name} })
	}
	if len(sights) == 0 {
		return nil, nil, &flaw{code: "no-rows", message: "has no sheet with a header and rows"}
	}
	return sights, readers, nil
}

// look returns the headers of a sheet, and whether a row follows them.
func (b *book) look(name string) (Sight, error) {
	var s Sight
	err := b.rows(name, func(r row) error {
		if s.Headers == nil {
			s.Headers = texted(r.fields)
			return nil
		}
		s.Rows = 1
		return errEnough
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return s, err
}

// Matcher returns what tells whether a text is written as the reading says, as
// far as its letters tell: 31.02.2026 is written as a date. It is nil where the
// format means nothing.
func (r Reading) Matcher() func(text string) bool {
	c, err := newCell(r.column(), "UTC")
	if err != nil {
		return nil
	}
	var patterns []*regexp.Regexp
	for _, x := range c.readings {
		patterns = append(patterns, regexp.MustCompile("^"+space+"(?:"+x.pattern+")"+space+"$"))
	}
	return func(text string) bool {
		return len(patterns) == 0 || slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return p.MatchString(text) })
	}
}

// moreFormats are dates and timestamps that programs write, beside the guesses.
var moreFormats = []string{"YYYY-MM-DD H:mm:ss", "YYYY-MM-DD H:mm", "D.M.YYYY HH:mm:ss", "YYYY/M/D H:mm", "YYYY/M/D H:mm:ss", "M/D/YYYY h:mm:ss A", "D. MMM YYYY"}

// LikelyFormats lists the formats that a value of the type could be written in,
// the most usual one first.
func LikelyFormats(typ, value string) []string {
	value = strings.TrimSpace(value)
	switch typ {
	case "date", "timestamp":
		return slices.DeleteFunc(append(likely(value), writtenIn(value, moreFormats)...), func(f string) bool {
			return f == "YYYY-MM-DD" || strings.ContainsAny(f, "Hh") != (typ == "timestamp")
		})
	}
	return likelyNumbers(Reading{Type: typ}.column(), value)
}

// Misfits counts for each column how many of its values do not fit each of its
// readings. The order is that of the readings.
func (k *Look) Misfits(ctx context.Context, s *Sight, readings [][]Reading) ([][]int64, error) {
	out := make([][]int64, len(readings))
	var counts []string
	var columns []int
	for i, list := range readings {
		for _, r := range list {
			c, err := s.cell(r)
			if err != nil {
				return nil, err
			}
			counts = append(counts, counted(c.bad(fmt.Sprintf("c%d", i))))
			columns = append(columns, i)
		}
	}
	for len(counts) > 0 {
		n := min(len(counts), countsAtOnce)
		err := k.DB.Query(ctx, fmt.Sprintf("SELECT %s FROM %s", strings.Join(counts[:n], ", "), s.Table), nil, func(values []any) error {
			for j, v := range values {
				out[columns[j]] = append(out[columns[j]], integer(v))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		counts, columns = counts[n:], columns[n:]
	}
	return out, nil
}

// countsAtOnce are asked for in one statement.
const countsAtOnce = 60

// Typed makes a further table, named as the sight's with "v" before it, whose
// columns have the values that the readings give. A column whose reading has no
// type is left out.
func (k *Look) Typed(ctx context.Context, s *Sight, readings []Reading) error {
	selected := []string{"true AS present"}
	for i, r := range readings {
		if r.Type == "" {
			continue
		}
		value, err := s.value(fmt.Sprintf("c%d", i), r)
		if err != nil {
			return err
		}
		selected = append(selected, fmt.Sprintf("%s AS c%d", value, i))
	}
	kind := "TABLE"
	if s.Types != nil {
		kind = "VIEW"
	}
	return k.DB.Exec(ctx, fmt.Sprintf("CREATE %s v%s AS SELECT %s FROM %s", kind, s.Table, strings.Join(selected, ", "), s.Table))
}
