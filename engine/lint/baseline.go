package lint

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"kpi/engine/diag"
)

// A Baseline lists findings that somebody has decided to live with, so that a
// check of old definitions fails for new findings only. The zero Baseline is
// empty.
type Baseline struct {
	Name  string // of the file, as the user named it
	Known []Known
	text  []byte
}

// A Known is one finding of a baseline. It is found again by its fingerprint; the
// rest is for those who read the file.
type Known struct {
	Code        string `json:"code"`
	File        string `json:"file"`
	Subject     string `json:"subject"`
	Message     string `json:"message"`
	Fingerprint string `json:"fingerprint"`
	Data        bool   `json:"data,omitempty"` // it is about data, so that a check without them does not look
}

// Found is what a check has found.
type Found struct {
	List diag.List
	IDs  []diag.Identity // of the list
	// Data are the findings about data; WithData says that these were looked at.
	Data     map[*diag.Diagnostic]bool
	WithData bool
}

// A baselineFile is what stands in the file.
type baselineFile struct {
	Version  int     `json:"version"`
	Findings []Known `json:"findings"`
}

// ReadBaseline reads the text of a baseline.
func ReadBaseline(name string, text []byte) (*Baseline, diag.List) {
	var list diag.List
	var file baselineFile
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(&file)
	if err == nil {
		_, err = d.Token()
	}
	switch {
	case err != io.EOF:
		list.Errorf(diag.Range{File: name}, "bad-baseline", "%s is not a baseline that kpi has written", name).
			Notef("write it again with --write-baseline")
	case file.Version != 1:
		list.Errorf(diag.Range{File: name}, "bad-baseline", "%s is a baseline of version %d, and this kpi knows version 1", name, file.Version).
			Notef("write it again with --write-baseline, or take a newer kpi")
	}
	return &Baseline{Name: name, Known: file.Findings, text: text}, list
}

// canWait reports whether a finding may be in a baseline: errors never, for they
// make numbers wrong, but those of policies, which the house calls so; and neither
// what is wrong with the ways to let findings be.
func canWait(d *diag.Diagnostic) bool {
	return (d.Severity != diag.Error || strings.HasPrefix(d.Code, policyPrefix)) && d.Code != "expired-ignore" && d.Code != "unused-ignore" && d.Code != "fixed-finding"
}

// Hide returns what was found without what the baseline knows, and how many that
// are. What the baseline knows and is no longer there is told, so that it gets
// shorter.
func (b *Baseline) Hide(f Found) (left diag.List, hidden int) {
	known := map[string]bool{}
	for _, k := range b.Known {
		known[k.Fingerprint] = true
	}
	seen := map[string]bool{}
	for i, d := range f.List.Items {
		if id := f.IDs[i].Fingerprint; canWait(d) && known[id] {
			seen[id] = true
			hidden++
			continue
		}
		left.Items = append(left.Items, d)
	}
	for _, k := range b.Known {
		if !seen[k.Fingerprint] && (f.WithData || !k.Data) {
			b.tellFixed(k, &left)
		}
	}
	return left, hidden
}

// tellFixed reports a finding of the baseline that is no longer there.
func (b *Baseline) tellFixed(k Known, list *diag.List) {
	at := diag.Range{File: b.Name}
	if i := bytes.Index(b.text, []byte(`"`+k.Fingerprint+`"`)); i >= 0 && k.Fingerprint != "" {
		at.Start = diag.Pos{Line: 1 + bytes.Count(b.text[:i], []byte("\n")), Col: 1}
		at.End = diag.Pos{Line: at.Start.Line, Col: 2}
	}
	about := cmp.Or(k.Subject, k.File)
	d := list.Warnf(at, "fixed-finding", "%s: %q of %s is no longer found", k.Code, k.Message, about)
	d.Severity = diag.Info
	d.Notef("take it out of the baseline: kpi validate --write-baseline")
}

// NewBaseline lists what was found and can wait. Of the old baseline, which may be
// nil, it keeps what was not looked at.
func NewBaseline(name string, f Found, old *Baseline) *Baseline {
	b := &Baseline{Name: name}
	for i, d := range f.List.Items {
		if !canWait(d) {
			continue
		}
		id := f.IDs[i]
		b.Known = append(b.Known, Known{d.Code, id.File, id.Subject.String(), d.Message, id.Fingerprint, f.Data[d]})
	}
	if old != nil && !f.WithData {
		for _, k := range old.Known {
			if k.Data {
				b.Known = append(b.Known, k)
			}
		}
	}
	slices.SortStableFunc(b.Known, func(x, y Known) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Code, y.Code),
			cmp.Compare(x.Message, y.Message), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	return b
}

// Write writes the file: one line for each finding, so that a change reads well.
func (b *Baseline) Write(w io.Writer) error {
	var out bytes.Buffer
	out.WriteString("{\n  \"version\": 1,\n  \"findings\": [")
	for i, k := range b.Known {
		var line bytes.Buffer
		e := json.NewEncoder(&line)
		e.SetEscapeHTML(false)
		if err := e.Encode(k); err != nil {
			return err
		}
		comma := ","
		if i == 0 {
			comma = ""
		}
		fmt.Fprintf(&out, "%s\n    %s", comma, bytes.TrimSpace(line.Bytes()))
	}
	if len(b.Known) > 0 {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	_, err := w.Write(out.Bytes())
	return err
}
