package load

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"kpi/engine/diag"
)

// objects turns JSON objects into rows. The headers are the keys of all objects
// so far, in the order in which they first came.
type objects struct {
	keys    []string
	index   map[string]int
	records int64   // so far
	seen    []int64 // the last record that had the key
	fields  []field
}

// mostKeys bounds the headers: objects whose keys are data have no end of them.
const mostKeys = 10_000

// begin starts again at the first object; the keys stay.
func (o *objects) begin() {
	o.records = 0
	clear(o.seen)
}

// next reads one element of a list. What is no object, and an object that has a
// key twice, is a row that does not fit.
func (o *objects) next(d decoder) (row, error) {
	o.records++
	from := d.InputOffset()
	start, err := d.Token()
	if err != nil {
		return row{}, err
	}
	r := row{at: d.text.moveToToken(from), record: o.records}
	if start != json.Delim('{') {
		r.shown, r.problem = shownToken(start), "an object, such as {\"amount\": 1234.5}"
		return r, d.skip(start)
	}
	for i := range o.fields {
		o.fields[i] = field{at: r.at}
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return r, err
		}
		i, err := o.column(key.(string))
		if err != nil {
			return r, err
		}
		if o.seen[i] == o.records {
			r.shown, r.problem = "{…}", fmt.Sprintf("each key once; %q is there twice", o.keys[i])
		}
		o.seen[i] = o.records
		if o.fields[i], err = d.value(); err != nil {
			return r, err
		}
	}
	r.fields = o.fields
	_, err = d.Token()
	return r, err
}

func shownToken(token json.Token) string {
	switch token {
	case nil:
		return "null"
	case json.Delim('['):
		return "[…]"
	}
	return fmt.Sprint(token)
}

func (o *objects) column(key string) (int, error) {
	if i, ok := o.index[key]; ok {
		return i, nil
	}
	if len(o.keys) == mostKeys {
		return 0, &flaw{code: "bad-file", message: fmt.Sprintf("has more than %d different keys", mostKeys), note: "keys are names of columns; data belong into values"}
	}
	if o.index == nil {
		o.index = map[string]int{}
	}
	o.index[key] = len(o.keys)
	o.keys = append(o.keys, key)
	o.seen = append(o.seen, 0)
	o.fields = append(o.fields, field{})
	return len(o.keys) - 1, nil
}

// A decoder reads JSON and knows where it is.
type decoder struct {
	*json.Decoder
	text *tracker
}

// place is behind what was read last.
func (d decoder) place() diag.Pos { return d.text.move(d.InputOffset()) }

// before is n bytes before what was read last.
func (d decoder) before(n int) diag.Pos { return d.text.move(d.InputOffset() - int64(n)) }

// value reads a value as the text that stands there.
func (d decoder) value() (field, error) {
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return field{}, err
	}
	f := field{at: d.before(len(raw)), text: string(raw)}
	switch raw[0] {
	case 'n':
		f.text = ""
	case '{', '[':
		f.form = unfit
	case '"':
		f.text, f.form = unquote(raw)
	case 't', 'f':
	default:
		f.form = exact
	}
	return f, nil
}

// unquote reads a string. One half of a character of two halves is no text,
// though the library would put a question mark there.
func unquote(raw []byte) (string, form) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), written
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return string(raw), unfit
	}
	const replaced = string(utf8.RuneError)
	meant := bytes.Contains(raw, []byte(replaced)) || bytes.Contains(bytes.ToLower(raw), []byte(`\ufffd`))
	if strings.Contains(text, replaced) && !meant {
		return string(raw), unfit
	}
	return text, written
}

// mostNested is how deep the parts may be nested that nobody asks for.
const mostNested = 1000

// skip reads on to the end of a value that starts with the token.
func (d decoder) skip(token json.Token) error {
	for depth := opens(token); depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		if depth += opens(token); depth > mostNested {
			return &flaw{"bad-file", d.before(1), fmt.Sprintf("is nested more than %d levels deep", mostNested), ""}
		}
		d.place()
	}
	return nil
}

// opens counts a bracket: 1 opens, -1 closes, 0 is none.
func opens(token json.Token) int {
	switch token {
	case json.Delim('{'), json.Delim('['):
		return 1
	case json.Delim('}'), json.Delim(']'):
		return -1
	}
	return 0
}

// enter reads on to the value of a key. The path is that of the key from the
// beginning, for messages.
func (d decoder) enter(key, path string) error {
	start, err := d.Token()
	if err != nil {
		return err
	}
	at := d.before(1)
	var keys []string
	for start == json.Delim('{') && d.More() {
		name, err := d.Token()
		if err != nil || name == key {
			return err
		}
		keys = append(keys[:min(len(keys), mostShown)], name.(string))
		value, err := d.Token()
		if err != nil {
			return err
		}
		if err := d.skip(value); err != nil {
			return err
		}
	}
	missing := &flaw{code: "bad-file", at: at, message: fmt.Sprintf("has nothing at records: %s", path)}
	if len(keys) > 0 {
		missing.note = "keys that are there: " + diag.Some(keys)
	}
	return missing
}

// mostShown keys are remembered for a message.
const mostShown = 50

// rest reads on to the end, where that many objects are closed and nothing else
// follows.
func (d decoder) rest(open int) error {
	for depth := open + 1; ; {
		d.text.moveToToken(d.InputOffset())
		token, err := d.Token()
		switch {
		case err == io.EOF && depth == 0:
			return nil
		case err != nil:
			return err
		case depth == 0:
			return &flaw{"bad-file", d.text.at, "has something behind its end", ""}
		}
		if depth += opens(token); depth > mostNested {
			return &flaw{"bad-file", d.before(1), fmt.Sprintf("is nested more than %d levels deep", mostNested), ""}
		}
		d.place()
	}
}

// words returns an error of the JSON text as the flaw of its file, and others
// as they are.
func (d decoder) words(err error, f file) error {
	syntax, isSyntax := errors.AsType[*json.SyntaxError](err)
	switch {
	case errors.Is(err, encoding.ErrInvalidUTF8):
		return &flaw{"wrong-encoding", d.text.end(), "is not UTF-8 text", sayEncoding("windows-1252")}
	case errors.Is(err, errTooLong):
		return &flaw{"bad-file", d.text.at, fmt.Sprintf("has a record or value of more than %d characters", longestLine), ""}
	case errors.Is(err, io.ErrUnexpectedEOF), err == io.EOF:
		return &flaw{"bad-file", d.text.end(), "is not JSON: " + jsonWords(err), "was it copied to its end?"}
	case isSyntax:
		return &flaw{"bad-file", d.text.move(d.offsetOf(syntax)), "is not JSON: " + jsonWords(err), ""}
	}
	if _, own := errors.AsType[*flaw](err); own {
		return err
	}
	return fmt.Errorf("read %q: %w", f.name, err)
}

// offsetOf finds where an error is. The library counts right between values;
// within one it counts only some of what came before.
func (d decoder) offsetOf(e *json.SyntaxError) int64 {
	start := d.InputOffset()
	if e.Offset == start {
		return start
	}
	value, _ := io.ReadAll(d.Buffered())
	within, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(value, new(any)))
	if !ok {
		return start
	}
	return start + within.Offset - 1
}

// jsonWords says what is wrong with a JSON text.
func jsonWords(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), err == io.EOF:
		return "it ends too early"
	case errors.Is(err, errTooLong):
		return fmt.Sprintf("it has more than %d characters", longestLine)
	case strings.Contains(err.Error(), "max depth"):
		return "it is nested too deep"
	case strings.Contains(err.Error(), "'N'"), strings.Contains(err.Error(), "'I'"):
		return err.Error() + "; NaN and Infinity are no JSON, write null where a value is missing"
	}
	return err.Error()
}
