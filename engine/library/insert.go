package library

import (
	"errors"
	"fmt"
	"strings"

	"kpi/engine/spec"
)

// An Insertion is where an entry goes into a file.
type Insertion struct {
	File int // of Catalog.Files
	Line int // the entry stands before this line, from 1; one behind the last is the end
}

// errFlow is where entries cannot be put on lines of their own.
var errFlow = errors.New("the KPIs are written within { }; write each on lines of its own, or paste the KPI yourself")

// Place finds where a further KPI goes: behind the last one of the main file, or
// of the last included file that has any. Comments that stand before what
// follows stay there.
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
		return Insertion{}, errors.New("the file has no KPI yet, so that it is not known where one goes")
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
			return Insertion{at, end + 1}, nil
		}
	}
	return Insertion{at, end + 1}, nil
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
	indent := strings.Repeat(" ", neighbourIndent(c, at))
	var b strings.Builder
	b.WriteString(before)
	b.WriteString(end)
	for line := range strings.Lines(entry) {
		b.WriteString(indent + strings.TrimPrefix(strings.TrimRight(line, "\n"), "  ") + end)
	}
	rest := strings.Join(lines[at.Line-1:], "")
	b.WriteString(rest)
	return []byte(b.String()), nil
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
