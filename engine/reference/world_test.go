package reference_test

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
)

// A world is a case: definitions, rows and options. It can be made smaller and
// printed.
type world struct {
	card       []string // lines of scorecard:
	sources    []*source
	dimensions []dimension
	numbers    []number
	options    options
}

type source struct {
	id      string
	lines   []string // such as "date: closed_on"
	columns []column
	joins   []line
	fields  []line
	rows    [][]string
}

type column struct{ name, typ string }

// A line is a name with what is written behind it.
type line struct{ name, text string }

type dimension struct {
	id    string
	in    []line
	extra string // ", bands: [1, 2]"
}

// A number is a measure or a KPI.
type number struct {
	id      string
	kpi     bool
	lines   []line // source, date, where, level
	formula *term
}

type options struct {
	period, grain, asOf, where string
	by                         []string
	history                    int
	byHistory, proofs          bool
}

func (o options) engine() engine.Options {
	return engine.Options{Period: o.period, Grain: o.grain, AsOf: o.asOf, Where: o.where, By: o.by, History: o.history, ByHistory: o.byHistory, SkipProofs: !o.proofs, Threads: 1}
}

// A term is a part of a formula: its text with a slot for each part below it.
// Terms of one kind can stand for each other.
type term struct {
	kind string
	text string
	args []*term
}

const slot = "\x00"

func (t *term) String() string {
	parts := strings.Split(t.text, slot)
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteString(t.args[i-1].String())
		}
		b.WriteString(p)
	}
	return b.String()
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// definition is the text of kpis.yaml, each number on a line of its own.
func (w *world) definition() string {
	var b strings.Builder
	b.WriteString("version: 1\nscorecard:\n")
	for _, l := range w.card {
		fmt.Fprintf(&b, "  %s\n", l)
	}
	b.WriteString("sources:\n")
	for _, s := range w.sources {
		s.write(&b)
	}
	if len(w.dimensions) > 0 {
		b.WriteString("dimensions:\n")
	}
	for _, d := range w.dimensions {
		fmt.Fprintf(&b, "  %s: {in: {%s}%s}\n", d.id, flow(d.in), d.extra)
	}
	for _, kpi := range []bool{false, true} {
		heading := map[bool]string{false: "measures:\n", true: "kpis:\n"}[kpi]
		for _, n := range w.numbers {
			if n.kpi != kpi {
				continue
			}
			b.WriteString(heading)
			heading = ""
			fmt.Fprintf(&b, "  %s: {%s}\n", n.id, flow(append(slices.Clone(n.lines), line{"formula", quoted(n.formula.String())})))
		}
	}
	return b.String()
}

func (s *source) write(b *strings.Builder) {
	fmt.Fprintf(b, "  %s:\n    file: %s.csv\n", s.id, s.id)
	for _, l := range s.lines {
		fmt.Fprintf(b, "    %s\n", l)
	}
	var columns []line
	for _, c := range s.columns {
		columns = append(columns, line{c.name, c.typ})
	}
	fmt.Fprintf(b, "    columns: {%s}\n", flow(columns))
	for _, group := range []struct {
		name  string
		lines []line
	}{{"joins", s.joins}, {"fields", s.fields}} {
		if len(group.lines) > 0 {
			fmt.Fprintf(b, "    %s:\n", group.name)
		}
		for _, l := range group.lines {
			fmt.Fprintf(b, "      %s: %s\n", l.name, l.text)
		}
	}
}

func flow(lines []line) string {
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = l.name + ": " + l.text
	}
	return strings.Join(parts, ", ")
}

// csv is the text of the source's file.
func (s *source) csv() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	header := make([]string, len(s.columns))
	for i, c := range s.columns {
		header[i] = c.name
	}
	rows := append([][]string{header}, s.rows...)
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	if len(header) == 1 {
		// A blank line is no row.
		return strings.ReplaceAll(strings.ReplaceAll(b.String(), "\n\n", "\n\"\"\n"), "\n\n", "\n\"\"\n")
	}
	return b.String()
}

// archive is the case in the form of engine/testdata/corpus.
func (w *world) archive() *txtar.Archive {
	a := &txtar.Archive{Comment: []byte(w.options.text())}
	a.Files = append(a.Files, txtar.File{Name: "kpis.yaml", Data: []byte(w.definition())})
	for _, s := range w.sources {
		a.Files = append(a.Files, txtar.File{Name: s.id + ".csv", Data: []byte(s.csv())})
	}
	a.Files = append(a.Files, txtar.File{Name: "values.txt"})
	return a
}

func (o options) text() string {
	var b strings.Builder
	for _, l := range []line{{"--period", o.period}, {"--grain", o.grain}, {"--as-of", o.asOf}, {"--where", o.where}, {"--by", strings.Join(o.by, ",")}} {
		if l.text != "" {
			fmt.Fprintf(&b, "%s %s\n", l.name, l.text)
		}
	}
	if o.history > 1 {
		fmt.Fprintf(&b, "--history %d\n", o.history)
	}
	if o.byHistory {
		fmt.Fprintf(&b, "(with the series of members)\n")
	}
	return b.String()
}

// clone copies what shrinking changes.
func (w *world) clone() *world {
	c := *w
	c.card = slices.Clone(w.card)
	c.sources = make([]*source, len(w.sources))
	for i, s := range w.sources {
		copied := *s
		copied.lines, copied.columns, copied.joins = slices.Clone(s.lines), slices.Clone(s.columns), slices.Clone(s.joins)
		copied.fields, copied.rows = slices.Clone(s.fields), slices.Clone(s.rows)
		c.sources[i] = &copied
	}
	c.dimensions, c.numbers = slices.Clone(w.dimensions), slices.Clone(w.numbers)
	c.options.by = slices.Clone(w.options.by)
	return &c
}
