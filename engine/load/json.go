package load

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"kpi/engine/diag"
)

// jsonFiles reads a list of objects, or one object a line.
type jsonFiles struct {
	texts
	reader func(f file, o *objects) reader
}

func newJSON(in input) origin {
	var path []string
	if in.source.Spec.Records.Written() {
		path = strings.Split(in.source.Spec.Records.Value, ".")
	}
	list := func(f file, o *objects) reader { return jsonList{f, path, o} }
	return &jsonFiles{texts{source: in.source, files: in.files, staged: true}, list}
}

func newNDJSON(in input) origin {
	lines := func(f file, o *objects) reader { return jsonLines{f, o} }
	return &jsonFiles{texts{source: in.source, files: in.files, staged: true}, lines}
}

// bind reads the files once for their keys: any record may be the first to have
// one.
func (j *jsonFiles) bind(ctx context.Context, l *loader) error {
	j.cells = l.cells(j.source, true)
	for _, f := range j.files {
		l.progress("checking %s", f.name)
		var o objects
		p := part{file: f, reader: j.reader(f, &o), positions: absent(len(j.source.Columns))}
		found, err := isText(f)
		if err == nil && found == nil {
			err = p.reader.read(func(row) error {
				if l.glances && j.shows(o.keys) {
					return errEnough
				}
				return context.Cause(ctx)
			})
		}
		if found != nil {
			err = found
		}
		if err != nil && !errors.Is(err, errEnough) {
			if err := l.unreadable(f, err); err != nil {
				return err
			}
			continue
		}
		// A file without a record lacks no column: it was a day without sales.
		if p.headers = o.keys; o.records > 0 {
			p.positions = l.bindHeaders(j.source, p.headers, f.name)
		}
		j.parts = append(j.parts, p)
	}
	return nil
}

// shows reports whether every column of the contract is among the keys.
func (j *jsonFiles) shows(keys []string) bool {
	_, missing := match(j.source.Columns, keys)
	return len(missing) == 0
}

// absent is where the columns are of a file that has none.
func absent(n int) []int {
	positions := make([]int, n)
	for i := range positions {
		positions[i] = -1
	}
	return positions
}

// jsonList reads the records of a list, which stands behind the keys of path.
type jsonList struct {
	file    file
	path    []string
	objects *objects
}

func (j jsonList) read(each func(row) error) error {
	in, err := openText(j.file)
	if err != nil {
		return err
	}
	defer in.Close()
	text := bufio.NewReader(transform.NewReader(in, encoding.UTF8Validator))
	skipMark(text)
	t := &tracker{in: text, at: diag.Pos{Line: 1, Col: 1}}
	d := decoder{json.NewDecoder(t), t}
	if err := j.decode(d, each); err != nil {
		return d.words(err, j.file)
	}
	return nil
}

func skipMark(in *bufio.Reader) {
	if start, _ := in.Peek(3); bytes.Equal(start, []byte("\uFEFF")) {
		_, _ = in.Discard(len(start))
	}
}

func (j jsonList) decode(d decoder, each func(row) error) error {
	for i, key := range j.path {
		if err := d.enter(key, strings.Join(j.path[:i+1], ".")); err != nil {
			return err
		}
	}
	from := d.InputOffset()
	start, err := d.Token()
	if err == io.EOF {
		return &flaw{code: "empty-file", message: "is empty"}
	}
	if err != nil {
		return err
	}
	if start != json.Delim('[') {
		found := &flaw{"bad-file", d.text.moveToToken(from), "is no list of records", "records: names the keys that lead to the list, such as data.items"}
		return j.notAList(d, start, found)
	}
	j.objects.begin()
	for d.More() {
		r, err := j.objects.next(d)
		if err != nil {
			return err
		}
		if err := each(r); err != nil {
			return err
		}
	}
	return d.rest(len(j.path))
}

// notAList adds to the flaw what the file is instead: an object that holds a
// list, or one object a line.
func (j jsonList) notAList(d decoder, start json.Token, found *flaw) error {
	if start != json.Delim('{') || len(j.path) > 0 {
		return found
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		value, err := d.Token()
		if err != nil {
			return err
		}
		if value == json.Delim('[') {
			found.note = fmt.Sprintf("if %q is the list, say so in the source: records: %[1]s", key)
			return found
		}
		if err := d.skip(value); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err == nil && d.More() {
		found.note = "one object a line is NDJSON: let the name of the file end in .ndjson"
	}
	return found
}

// jsonLines reads one object a line. A line that is none does not fit, and the
// others are read on.
type jsonLines struct {
	file    file
	objects *objects
}

func (j jsonLines) read(each func(row) error) error {
	in, err := openText(j.file)
	if err != nil {
		return err
	}
	defer in.Close()
	text := bufio.NewReaderSize(in, longestLine)
	skipMark(text)
	j.objects.begin()
	for n := 1; ; n++ {
		line, err := text.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return tooLong(n)
		case err != nil && err != io.EOF:
			return fmt.Errorf("read %q: %w", j.file.name, err)
		case !utf8.Valid(line):
			return notUTF8(line, n)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			r, err := j.row(line, n)
			if err != nil {
				return err
			}
			if err := each(r); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return j.empty()
		}
	}
}

func (j jsonLines) empty() error {
	if j.objects.records == 0 {
		return &flaw{code: "empty-file", message: "is empty"}
	}
	return nil
}

func (j jsonLines) row(line []byte, n int) (row, error) {
	if j.objects.records == 0 && bytes.HasPrefix(bytes.TrimSpace(line), []byte("[")) {
		return row{}, &flaw{"bad-file", diag.Pos{Line: n, Col: 1}, "is a list and not one object a line", "let the name of the file end in .json"}
	}
	t := &tracker{in: bytes.NewReader(line), at: diag.Pos{Line: n, Col: 1}}
	d := decoder{json.NewDecoder(t), t}
	r, err := j.objects.next(d)
	if _, fatal := errors.AsType[*flaw](err); fatal {
		return r, err
	}
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errMore
		}
	}
	if err != nil {
		r = row{at: diag.Pos{Line: n, Col: 1}, record: j.objects.records, shown: strings.TrimSpace(string(line)), problem: "one JSON object; " + jsonWords(err)}
	}
	return r, nil
}

var errMore = errors.New("something follows the object")
