package spec

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// withoutMark drops a byte order mark of UTF-8.
func withoutMark(data []byte) []byte {
	return bytes.TrimPrefix(data, []byte("\uFEFF"))
}

// document returns the value of the only YAML document of the sheet, or nil
// after it has reported why there is none.
func (r *reader) document() *yaml.Node {
	if !r.readable() {
		return nil
	}
	doc, second, err := decode(r.sheet.data)
	switch {
	case err != nil:
		r.syntaxError(err)
		return nil
	case doc == nil || len(doc.Content) == 0 || isNull(doc.Content[0]):
		r.errorf(diag.Range{File: r.sheet.name}, codeEmptyFile, "the file defines nothing")
		return nil
	case second != nil:
		r.errorf(r.sheet.line(second.Line), codeDocuments, "a second document starts here: one file is one document").
			Notef("remove the line --- or split the file and use include:")
		return nil
	}
	return doc.Content[0]
}

// readable checks what has to hold before YAML can be read at all.
func (r *reader) readable() bool {
	data := r.sheet.data
	file := diag.Range{File: r.sheet.name}
	if len(data) > maxFileSize {
		r.errorf(file, codeTooLarge, "the file has more than %d KiB", maxFileSize>>10).
			Notef("split it and use include:")
		return false
	}
	if isUTF16(data) {
		r.errorf(file, codeEncoding, "the file is written in UTF-16").Notef("save it as UTF-8")
		return false
	}
	at, what := badCharacter(data)
	if what == "" {
		return true
	}
	r.errorf(r.sheet.between(at, at+r.sheet.width(at)), codeEncoding, "the file holds %s", what).
		Notef("a definition file is plain text in UTF-8")
	return false
}

// isUTF16 knows UTF-16 by its mark, or by the zero byte of its first letter.
func isUTF16(data []byte) bool {
	if len(data) < 2 {
		return false
	}
	a, b := data[0], data[1]
	return a == 0xFE && b == 0xFF || a == 0xFF && b == 0xFE || (a == 0) != (b == 0)
}

// badCharacter returns the first character that YAML forbids, in words.
func badCharacter(data []byte) (int, string) {
	for i := 0; i < len(data); {
		if c := data[i]; c >= ' ' && c < 0x7F || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			return i, fmt.Sprintf("a byte that is not UTF-8 (0x%02X)", data[i])
		case c < 0xA0 && c != '\u0085', c == '\uFEFF', c == '\uFFFE', c == '\uFFFF':
			return i, fmt.Sprintf("a control character (U+%04X)", c)
		}
		i += size
	}
	return 0, ""
}

// decode returns the first document and, if there is one, the second.
func decode(data []byte) (doc, second *yaml.Node, err error) {
	// The library panics where its parser meets what it does not expect. A
	// stranger's file must not end the program.
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	doc, second = &yaml.Node{}, &yaml.Node{}
	if err := decoder.Decode(doc); errors.Is(err, io.EOF) {
		return nil, nil, nil
	} else if err != nil {
		return nil, nil, err
	}
	if err := decoder.Decode(second); errors.Is(err, io.EOF) {
		return doc, nil, nil
	} else if err != nil {
		return nil, nil, err
	}
	return doc, second, nil
}

func (r *reader) syntaxError(err error) {
	problem := yamlProblem.FindStringSubmatch(err.Error())[1]
	if strings.HasPrefix(problem, "exceeded max depth") {
		r.errorf(diag.Range{File: r.sheet.name}, codeTooLarge, "the file is nested too deeply")
		return
	}
	line := r.firstBadLine(err)
	place := r.sheet.line(line)
	if r.sheet.tabIndented(line) {
		r.errorf(place, codeSyntax, "the line is indented with a tab").Notef("YAML is indented with blanks")
		return
	}
	if line > 1 && gluedColon.Match(r.sheet.row(line-1)) {
		r.errorf(r.sheet.line(line-1), codeSyntax, "a blank is missing behind the colon").Notef("write key: value")
		return
	}
	for _, w := range syntaxWords {
		if strings.HasPrefix(problem, w.problem) {
			r.errorf(place, codeSyntax, "%s", w.message).Notef("%s", w.wayOut)
			return
		}
	}
	r.errorf(place, codeSyntax, "this is not YAML: %s", problem)
}

// gluedColon matches a line such as source:deals, which is a text for YAML.
var gluedColon = regexp.MustCompile(`^\s*(- )?[a-z_]+:[^\s:/]+\s*$`)

var yamlProblem = regexp.MustCompile(`(?s)^(?:yaml: )?(?:line \d+: )?(.*)$`)

// firstBadLine returns the first line up to which the file already has the
// problem. The line in the library's own message is often where the block
// around the problem starts.
func (r *reader) firstBadLine(err error) int {
	rows := r.sheet.rows
	return 1 + sort.Search(len(rows)-1, func(i int) bool {
		_, _, e := decode(r.sheet.data[:rows[i+1]])
		return e != nil && e.Error() == err.Error()
	})
}

// syntaxWords says in plain words what yaml.v3 says in the words of a parser.
var syntaxWords = []struct{ problem, message, wayOut string }{
	{"found a tab character", "a tab stands where YAML wants blanks", "indent with blanks"},
	{"found character that cannot start any token", "a text without quotes cannot start like this",
		"indent with blanks, not with tabs; put a text that starts with @ ` % or a tab in quotes"},
	{"did not find expected ',' or '}'", "the { } is not closed, or a comma is missing",
		"a formula inside { } needs quotes as soon as it holds a comma, a bracket or a quote"},
	{"did not find expected ',' or ']'", "the [ ] is not closed, or a comma is missing",
		"a formula inside [ ] needs quotes as soon as it holds a comma, a bracket or a quote"},
	{"did not find expected key", "this line does not fit the lines above it",
		"check the indentation, and that every quote and bracket is closed; a formula that starts with a quote needs quotes around all of it, or formula: |"},
	{"did not find expected node content", "a value is missing, or a comma or bracket is too many",
		"each item of a { } or [ ] is followed by one comma at most"},
	{"did not find expected '-' indicator", "this line does not fit the list above it",
		"start every item with - at the same indentation"},
	{"mapping values are not allowed", "a second key in one line, or a wrong indentation",
		"put a text that holds a colon and a blank in quotes, or write formula: | and the formula below it"},
	{"block sequence entries are not allowed", "a list cannot start here",
		"start the list on a line of its own"},
	{"could not find expected ':'", "this line is neither key: value nor an item of a list",
		"write a blank behind the colon; indent the further lines of a long text more than its key; no comment may stand inside of it"},
	{"found unexpected end of stream", "a quote is opened and never closed",
		"close the quote; in single quotes write '' for one quote"},
	{"found unknown escape character", "a \\ in double quotes starts an escape that is not known",
		"write \\\\ for one \\, or use single quotes"},
	{"did not find expected comment or line break", "a text without quotes cannot start with > or |",
		"put the text in quotes"},
	{"unknown anchor", "an alias (*name) names an anchor that is not defined above it",
		"define it with &name; put a text that starts with * in quotes"},
	{"did not find expected alphabetic or numeric character", "& and * start an anchor or an alias here",
		"put a text that starts with & or * in quotes"},
}
