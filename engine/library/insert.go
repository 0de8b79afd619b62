package library

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"kpi/engine/spec"
)

// An Insertion is where an entry goes into a file.
type Insertion struct {
	File int // of Catalog.Files
	Line int // the entry stands before this line, from 1; one behind the last is the end
	// First says that the file has no KPI yet: the section is opened in the line
	// before, which says that it is empty, or else in a line of its own.
	First First
}

// Starts is the line on which the entry stands when it is put there.
func (i Insertion) Starts() int {
	switch i.First {
	case NoKPIs:
		return i.Line + 2 // behind a blank line and the head of the section
	case Emptied:
		return i.Line
	}
	return i.Line + 1 // behind a blank line
}

// First says what has to be written before a first KPI.
type First int

// The ways to open the section of KPIs. The zero value is that it has some.
const (
	HasKPIs First = iota
	NoKPIs        // there is no section
	Emptied       // the line before the entry is kpis: {} or kpis: without a value
)

// emptySection is the section without KPIs, on a line.
var emptySection = regexp.MustCompile(`^kpis:[ ]*(?:\{[ ]*\}|null|~)?[ ]*(#.*)?\r?$`)

// IsEmptySection reports whether a line is the section of KPIs without any.
func IsEmptySection(line string) bool { return emptySection.MatchString(line) }

// errFlow is where entries cannot be put on lines of their own.
var errFlow = errors.New("the KPIs are written within { }; write each on lines of its own, or paste the KPI yourself")

// Place finds where a further KPI goes: behind the last one of the main file, or
// of the last included file that has any, or, where there is none yet, at the end
// of the main file or where its section is. Comments that stand before what follows
// stay there.
func Place(c *spec.Catalog) (Insertion, error) {
	var last *spec.KPI
	at := 0
	for i, f := range c.Files {
		for j := range c.KPIs {
			k := &c.KPIs[j]
			isLater := last == nil || last.ID.Range.File != f.Name || k.ID.Range.Start.Line > last.ID.Range.Start.Line
			if k.ID.Range.File == f.Name && isLater {
				last, at = k, i
			}
		}
		if last != nil && i == 0 {
			break
		}
	}
	if last == nil {
		return placeFirst(string(c.Files[0].Data))
	}
	lines := strings.Split(string(c.Files[at].Data), "\n")
	start := last.ID.Range.Start.Line - 1
	indent := indentOf(lines[start])
	if key := strings.TrimLeft(strings.TrimPrefix(lines[start], "\uFEFF"), " "); indent == 0 || !strings.HasPrefix(strings.Trim(key, `"'`), last.ID.Value) {
		return Insertion{}, errFlow
	}
	end := start + 1
	for i := start + 1; i < len(lines); i++ {
		content := strings.TrimSpace(lines[i])
		switch {
		case content == "":
		case indentOf(lines[i]) > indent:
			end = i + 1
		case strings.HasPrefix(content, "#"):
		default:
			return Insertion{File: at, Line: end + 1}, nil
		}
	}
	return Insertion{File: at, Line: end + 1}, nil
}

// placeFirst finds where the first KPI of a main file goes.
func placeFirst(text string) (Insertion, error) {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		switch {
		case IsEmptySection(line):
			return Insertion{Line: i + 2, First: Emptied}, nil
		case strings.HasPrefix(line, "kpis:"):
			return Insertion{}, errFlow
		}
	}
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return Insertion{Line: len(lines) + 1, First: NoKPIs}, nil
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// Put puts an entry, which is indented by two, into the file with the indent of
// its neighbours and the line ends of the file. All other bytes stay as they are.
func Put(c *spec.Catalog, at Insertion, entry string) ([]byte, error) {
	data := string(c.Files[at.File].Data)
	end := "\n"
	if strings.Contains(data, "\r\n") {
		end = "\r\n"
	}
	lines := strings.SplitAfter(data, "\n")
	if at.Line < 2 || at.Line > len(lines)+1 {
		return nil, fmt.Errorf("the file has no line %d", at.Line)
	}
	before := strings.Join(lines[:at.Line-1], "")
	if !strings.HasSuffix(before, "\n") {
		before += end
	}
	before, gap := at.First.open(before, end)
	indent := strings.Repeat(" ", neighbourIndent(c, at))
	var b strings.Builder
	b.WriteString(before + gap)
	for line := range strings.Lines(entry) {
		b.WriteString(indent + strings.TrimPrefix(strings.TrimRight(line, "\n"), "  ") + end)
	}
	rest := strings.Join(lines[at.Line-1:], "")
	b.WriteString(rest)
	return []byte(b.String()), nil
}

// open opens the section of KPIs where that has to be done, and returns what stands
// between it and the entry.
func (f First) open(before, end string) (opened, gap string) {
	switch f {
	case NoKPIs:
		return before + end + "kpis:" + end, ""
	case Emptied:
		head, line := cutLastLine(before)
		comment := ""
		if i := strings.Index(line, "#"); i >= 0 {
			comment = "   " + strings.TrimRight(line[i:], "\r\n")
		}
		return head + "kpis:" + comment + end, ""
	}
	return before, end
}

// cutLastLine parts a text that ends with a line end before its last line.
func cutLastLine(text string) (head, line string) {
	at := strings.LastIndex(strings.TrimSuffix(text, "\n"), "\n") + 1
	return text[:at], text[at:]
}

// neighbourIndent is how far the KPIs of the file are indented.
func neighbourIndent(c *spec.Catalog, at Insertion) int {
	for _, k := range c.KPIs {
		if k.ID.Range.File == c.Files[at.File].Name {
			return k.ID.Range.Start.Col - 1
		}
	}
	return 2
}
