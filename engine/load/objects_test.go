package load

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"kpi/engine/diag"
)

// What is read of a list is what the library reads of it as a whole, and every
// value stands where its place says.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`[{"a": 1, "b": "x\u00e9\n"}, {"b": null, "a": [1, {"c": "]"}]}]`, "[\n {\"größe\": -1.5E+3},\r\n {} , {\"größe\": true}]", `[1, "x", null, [], {"a": {}}]`,
		`[{"a": "\ud83d"}, {"a": "\ufffd�"}]`, `[{"a": 1, "a": 2}]`, `[]`, ` [ ] `, `{"a": [1]}`, `[{"a": 1}] x`, `[{"a": NaN}]`, `[{"a"`, `[{"": ""}]`, `[{"a":01}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !utf8.Valid(data) {
			return // is refused before
		}
		var o objects
		text := &tracker{in: bytes.NewReader(data), at: diag.Pos{Line: 1, Col: 1}}
		d := decoder{json.NewDecoder(text), text}
		var got []row
		err := jsonList{objects: &o}.decode(d, func(r row) error {
			r.fields = append([]field(nil), r.fields...)
			got = append(got, r)
			return nil
		})
		if err != nil {
			_ = d.words(err, file{})
		}
		var want []json.RawMessage
		invalid := json.Unmarshal(data, &want)
		isList := strings.HasPrefix(strings.TrimLeft(string(data), " \t\r\n"), "[")
		if (err == nil) != (invalid == nil && isList) {
			t.Fatalf("%q: we say %v, the library %v", data, err, invalid)
		}
		if err == nil {
			compareRows(t, readList{data, o.keys, got}, want)
		}
	})
}

// A readList is a text with what was read of it.
type readList struct {
	data []byte
	keys []string
	rows []row
}

func compareRows(t *testing.T, l readList, want []json.RawMessage) {
	data, keys, got := l.data, l.keys, l.rows
	if len(got) != len(want) {
		t.Fatalf("%q: %d rows, want %d", data, len(got), len(want))
	}
	for i, r := range got {
		if rest := textAt(data, r.at); !strings.HasPrefix(rest, string(want[i])) {
			t.Errorf("%q: record %d is said to be at %q", data, i+1, rest)
		}
		var object map[string]json.RawMessage
		if r.problem != "" || json.Unmarshal(want[i], &object) != nil {
			continue
		}
		for k, f := range r.fields {
			raw := object[keys[k]]
			if text := libraryText(raw); f.form != unfit && f.text != text {
				t.Errorf("%q: %q of record %d is %q, want %q", data, keys[k], i+1, f.text, text)
			}
			if rest := textAt(data, f.at); raw != nil && !strings.HasPrefix(rest, string(raw)) {
				t.Errorf("%q: %q of record %d is said to be at %q", data, keys[k], i+1, rest)
			}
		}
	}
}

func libraryText(raw json.RawMessage) string {
	var text string
	if string(raw) == "null" || json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// textAt returns the text from a place on, as an editor finds it.
func textAt(data []byte, at diag.Pos) string {
	lines := strings.SplitAfter(string(data), "\n")
	if at.Line < 1 || at.Line > len(lines) || at.Col < 1 {
		return ""
	}
	rest := strings.Join(lines[at.Line-1:], "")
	for range at.Col - 1 {
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
	}
	return rest
}

func TestNumbersWithoutTheirExponent(t *testing.T) {
	tests := []struct{ text, want string }{
		{"12.5", "12.5"}, {"1.25E3", "1250"}, {"1.0E7", "10000000"}, {"-1.5e-3", "-0.0015"}, {"12e0", "12"}, {"0.5e1", "5"}, {"1e-4", "0.0001"},
		{"123.456e2", "12345.6"}, {"-0e5", "-0"}, {"1e31", "1e31"}, {"1e99999999999999999999", "1e99999999999999999999"}, {"100e-2", "1"},
	}
	for _, test := range tests {
		if got := withoutExponent(test.text); got != test.want {
			t.Errorf("%s: got %s, want %s", test.text, got, test.want)
		}
	}
}
