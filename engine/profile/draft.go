package profile

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kpi/engine/library"
)

// draft writes the file.
func (p *profiler) draft() *Draft {
	d := &Draft{Notes: p.notes}
	kpis := p.kpis()
	var b strings.Builder
	p.head(&b)
	b.WriteString("\n# A source is a table of rows. What stands behind a # was seen in the data when this\n# file was written; the columns are the contract that later data have to keep.\nsources:\n")
	for i, s := range p.sources {
		if i > 0 {
			b.WriteString("\n")
		}
		s.write(&b)
		d.Sampled = d.Sampled || !s.sight.Whole
	}
	p.dimensions(&b)
	p.measures(&b)
	b.WriteString("\n# First KPIs. Keep those that somebody acts on, give each an owner and a target, and\n# delete the others. `kpi validate` warns of what is still missing.\nkpis:\n")
	for i, k := range kpis {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(k.text)
		d.KPIs = append(d.KPIs, k.id)
	}
	d.Text = b.String()
	return d
}

// head writes what holds for all KPIs.
func (p *profiler) head(b *strings.Builder) {
	var files []string
	for _, s := range p.sources {
		files = append(files, filepath.Base(s.file))
	}
	files = slices.Compact(files)
	from := shown(strings.Join(files, ", "))
	if len(files) > 2 {
		from = several(int64(len(files)), "file")
	}
	fmt.Fprintf(b, "# Written by `kpi init` from %s. Every guess says what it\n# rests on: read it once from top to bottom, and correct what you know better.\n#\n", from)
	fmt.Fprintf(b, "# kpi validate   checks this file, kpi eval   computes it, kpi report -o scorecard.pdf   prints it\nversion: 1\n\nscorecard:\n  title: %s\n", library.Scalar(p.title()))
	if p.has("money") {
		switch {
		case p.currency == "":
			b.WriteString("  currency: USD   # nothing in the data says which: correct it\n")
		default:
			fmt.Fprintf(b, "  currency: %s   # by %s\n", p.currency, p.marked)
		}
	}
	if p.has("timestamp") {
		b.WriteString("  timezone: UTC   # where the days of the timestamps begin, such as Europe/Berlin: correct it\n")
	}
	grain, why := p.grain()
	fmt.Fprintf(b, "  grain: %s   # %s\n", grain, why)
	if !slices.ContainsFunc(p.sources, func(s *source) bool { return s.clock != nil }) {
		fmt.Fprintf(b, "  as_of: %s   # no column is a date: the day that the data are of\n", p.AsOf)
	}
}

func (p *profiler) title() string {
	if len(p.sources) == 1 {
		return title(p.sources[0].id)
	}
	return "Scorecard"
}

func (p *profiler) has(typ string) bool {
	return slices.ContainsFunc(p.sources, func(s *source) bool {
		return slices.ContainsFunc(s.usable(), func(c *column) bool { return c.typ == typ })
	})
}

// grain is the length of the periods that the data have several of.
func (p *profiler) grain() (grain, why string) {
	longest := 0
	for _, s := range p.sources {
		if s.clock == nil {
			continue
		}
		from, err1 := time.Parse(time.DateOnly, day(s.clock.low))
		until, err2 := time.Parse(time.DateOnly, day(s.clock.high))
		if err1 == nil && err2 == nil {
			longest = max(longest, int(until.Sub(from).Hours()/24)+1)
		}
	}
	switch {
	case longest == 0:
		return "day", "the data are of one day"
	case longest < 15:
		return "day", fmt.Sprintf("the data have %d days", longest)
	case longest < 70:
		return "week", fmt.Sprintf("the data have %d days", longest)
	}
	return "month", "day, week, month, quarter or year"
}

// write writes a source.
func (s *source) write(b *strings.Builder) {
	if s.layout != nil {
		fmt.Fprintf(b, "  # %s of %s, by their columns.\n", s.layout.what, s.layout.program)
	}
	fmt.Fprintf(b, "  %s:\n    file: %s   # %s\n", s.id, library.Scalar(s.file), s.size())
	s.options(b)
	switch {
	case len(s.key) == 1:
		fmt.Fprintf(b, "    key: %s   # %s different values in %s rows\n", s.key[0].id, counted(s.key[0].distinct), counted(s.sight.Rows))
	case len(s.key) == 2:
		fmt.Fprintf(b, "    key: [%s, %s]   # no two of the %s rows share both\n", s.key[0].id, s.key[1].id, counted(s.sight.Rows))
	case s.sight.Whole:
		b.WriteString("    # key: no column is different in all rows, so that copies of rows are not found\n")
	default:
		b.WriteString("    # key: not looked for, since not all rows were read\n")
	}
	if s.clock != nil {
		fmt.Fprintf(b, "    date: %s   # decides the period of a row%s\n", s.clock.id, s.otherDates())
		s.timing(b)
	} else {
		b.WriteString("    # date: no column is a date, so that the rows are read as they stand on the last day\n")
	}
	b.WriteString("    columns:\n")
	for _, c := range s.columns {
		s.writeColumn(b, c)
	}
	s.relations(b)
}

// timing writes what the date means.
func (s *source) timing(b *strings.Builder) {
	if !s.plan {
		b.WriteString("    # fresh_within: 3 days   # how old the last row may be\n")
		return
	}
	b.WriteString("    plan: true   # by its name: the rows are plans, and do not decide the last day of the data\n")
	b.WriteString("    covers: month   # what a row stands for: correct it\n")
}

func (s *source) size() string {
	text := several(s.sight.Rows, "row")
	if !s.sight.Whole {
		text = fmt.Sprintf("only the first %s were looked at: what is said below may not hold for the others", text)
	}
	return text
}

// options writes how the file is to be read.
func (s *source) options(b *strings.Builder) {
	for _, o := range []struct{ key, value string }{
		{"delimiter", s.sight.Delimiter}, {"encoding", s.sight.Encoding}, {"sheet", s.sight.Sheet}, {"records", s.sight.Records},
	} {
		switch {
		case o.value == "\t":
			fmt.Fprintf(b, "    %s: \"\\t\"\n", o.key)
		case o.value != "":
			fmt.Fprintf(b, "    %s: %s\n", o.key, library.FlowScalar(o.value))
		}
	}
	if s.sight.Bad > 0 {
		fmt.Fprintf(b, "    on_bad_row: skip   # %s more or fewer values than the header: they are left out, and counted in every report\n", haveOrHas(s.sight.Bad))
	}
}

func haveOrHas(n int64) string {
	if n == 1 {
		return "1 row has"
	}
	return counted(n) + " rows have"
}

// otherDates names the dates that could decide the period as well.
func (s *source) otherDates() string {
	var others []string
	for _, c := range s.usable() {
		if c.isDate() && c != s.clock && c.distinct > 0 && len(others) < 4 {
			others = append(others, c.id)
		}
	}
	if len(others) == 0 {
		return ""
	}
	return "; could be " + strings.Join(others, ", ")
}

func (s *source) writeColumn(b *strings.Builder, c *column) {
	if c.left {
		name := fmt.Sprintf("column %d", c.index+1)
		if h := shown(c.header); h != "" {
			name = fmt.Sprintf("%q", h)
		}
		fmt.Fprintf(b, "      # %s %s\n", name, c.note)
		return
	}
	text := c.typ
	if c.named || c.format != "" || c.unit != "" {
		parts := []string{"type: " + c.typ}
		if c.unit != "" {
			parts = append(parts, "unit: "+c.unit)
		}
		if c.named {
			parts = append(parts, "from: "+quoted(c.header))
		}
		if c.format != "" {
			parts = append(parts, "format: "+quoted(c.format))
		}
		text = "{" + strings.Join(parts, ", ") + "}"
	}
	fmt.Fprintf(b, "      %s: %s   # %s\n", c.id, text, c.remark(s))
}

// quoted is a text in double quotes where it can be, as people write headers.
func quoted(text string) string {
	if strings.ContainsAny(text, `"\`) {
		return library.FlowScalar(text)
	}
	return `"` + text + `"`
}

// relations writes joins and fields.
func (s *source) relations(b *strings.Builder) {
	if len(s.joins) > 0 {
		b.WriteString("    joins:\n")
	}
	for _, j := range s.joins {
		via := j.via.id
		if key := j.to.key[0].id; key != via {
			via = fmt.Sprintf("{%s: %s}", via, key)
		}
		optional := ""
		if j.optional {
			optional = ", optional: true"
		}
		fmt.Fprintf(b, "      %s: {source: %s, via: %s%s}   # %s\n", j.id, j.to.id, via, optional, j.note)
	}
	if len(s.fields) > 0 {
		b.WriteString("    fields:\n")
	}
	for _, f := range s.fields {
		fmt.Fprintf(b, "      %s: %s", f.id, library.Scalar(f.formula))
		if f.note != "" {
			fmt.Fprintf(b, "   # %s", f.note)
		}
		b.WriteString("\n")
	}
}

// measures writes the sums of plans, for formulas and targets.
func (p *profiler) measures(b *strings.Builder) {
	first := true
	for _, s := range p.sources {
		for _, c := range s.usable() {
			if !s.plan || c.typ != "money" && c.typ != "count" || c.distinct == 0 {
				continue
			}
			if first {
				b.WriteString("\n# Numbers that nobody is judged by, for formulas and targets.\nmeasures:\n")
				first = false
			}
			fmt.Fprintf(b, "  %s: {source: %s, formula: sum(%s)}\n", p.measureName(s), s.id, c.id)
			break
		}
	}
}

// measureName is what a plan is called, in the singular: quota.
func (p *profiler) measureName(s *source) string {
	name := singular(s.id)
	for _, other := range p.sources {
		if other != s && other.plan && singular(other.id) == name {
			return s.id
		}
	}
	return name
}

const (
	mostMembers    = 50
	mostDimensions = 12
)

// A dimension is a column to group by, in one source or more.
type dimension struct {
	id, note string
	in       [][2]string
}

// dimensions writes what rows can be grouped by.
func (p *profiler) dimensions(b *strings.Builder) {
	var found []*dimension
	for _, s := range p.sources {
		for _, c := range s.usable() {
			if !s.groups(c) {
				continue
			}
			i := slices.IndexFunc(found, func(d *dimension) bool { return d.id == c.id })
			if i < 0 {
				found = append(found, &dimension{id: c.id, note: several(c.distinct, "different value")})
				i = len(found) - 1
			}
			found[i].in = append(found[i].in, [2]string{s.id, c.id})
			p.through(found[i], s, c)
		}
	}
	if len(found) == 0 {
		return
	}
	b.WriteString("\n# What rows can be grouped by: kpi eval --by " + found[0].id + "\ndimensions:\n")
	for _, d := range found[:min(len(found), mostDimensions)] {
		var in []string
		for _, pair := range d.in {
			in = append(in, pair[0]+": "+pair[1])
		}
		fmt.Fprintf(b, "  %s: {name: %s, in: {%s}}   # %s\n", d.id, library.FlowScalar(title(d.id)), strings.Join(in, ", "), d.note)
	}
}

// groups reports whether a column has few values, each in several rows.
func (s *source) groups(c *column) bool {
	return c.typ == "text" && c.distinct >= 2 && c.distinct <= mostMembers && !slices.Contains(s.key, c) &&
		(c.distinct*2 <= s.sight.Rows || s.isLookup() && !has(c.id, idWords)) && !strings.HasPrefix(c.header, "_")
}

// isLookup reports whether a source is one that others join.
func (s *source) isLookup() bool { return len(s.key) == 1 && s.clock == nil }

// through adds the sources that read a column of s by a join.
func (p *profiler) through(d *dimension, s *source, c *column) {
	for _, other := range p.sources {
		taken := slices.ContainsFunc(d.in, func(pair [2]string) bool { return pair[0] == other.id })
		own := other.column(c.id)
		if taken || other == s || own != nil && other.groups(own) {
			continue
		}
		for _, j := range other.joins {
			if j.to == s {
				d.in = append(d.in, [2]string{other.id, j.id + "." + c.id})
				break
			}
		}
	}
}
