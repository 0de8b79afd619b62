package kpitest

import (
	"fmt"

	"kpi/engine/diag"
	"kpi/engine/spec"
)

// An Update is a test file with what the KPIs have written into it.
type Update struct {
	File    string
	Data    []byte
	Changes []Change
}

// A Change is an expectation that is another one now.
type Change struct {
	Range    diag.Range
	What     string
	Was, Now string
	// Refused says why the file does not allow the change, and is "" where it was
	// made.
	Refused string
}

// Update returns the test files in which expectations have failed, each with
// what the KPIs have in the place of what was expected; nothing is written. All
// other bytes stay as they are. What is refused stays, too.
func (s *Suite) Update(r *Report) []Update {
	var out []Update
	for _, f := range s.Files {
		if u := update(f, r); len(u.Changes) > 0 {
			out = append(out, u)
		}
	}
	return out
}

func update(f *spec.TestFile, r *Report) Update {
	u := Update{File: f.File.Name}
	var edits []spec.Edit
	for _, failure := range r.failures(f.File.Name) {
		c := Change{Range: failure.Range, What: failure.What, Was: failure.text.Value, Now: failure.now}
		if failure.now == "" {
			c.Was, c.Now, c.Refused = failure.Want, failure.Got, "is nothing that a test file can be made to say in place"
		} else {
			edits = append(edits, spec.Edit{Text: failure.text, Value: failure.now})
		}
		u.Changes = append(u.Changes, c)
	}
	data, refused := f.Rewrite(edits)
	for _, x := range refused {
		for i, c := range u.Changes {
			if c.Range == x.Edit.Text.Range {
				u.Changes[i].Refused = x.Why
			}
		}
	}
	u.Data = data
	return u
}

// failures lists what has failed in a file.
func (r *Report) failures(file string) []Failure {
	var out []Failure
	for _, o := range r.Outcomes {
		if o.Range.File == file {
			out = append(out, o.Failures...)
		}
	}
	return out
}

// Made counts the changes that the file allows.
func (u Update) Made() int {
	n := 0
	for _, c := range u.Changes {
		if c.Refused == "" {
			n++
		}
	}
	return n
}

// String says what was changed, or why not.
func (c Change) String() string {
	if c.Refused != "" {
		return clean(fmt.Sprintf("%s: %s: not changed from %s to %s: it %s", c.Range, c.What, c.Was, c.Now, c.Refused))
	}
	return clean(fmt.Sprintf("%s: %s: %s is now %s", c.Range, c.What, c.Was, c.Now))
}
