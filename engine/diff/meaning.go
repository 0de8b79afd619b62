package diff

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A model knows what the formulas of a plan mean. Meanings are hashes: what a
// formula reads is part of its meaning, written out, and would grow without end.
type model struct {
	plan    *plan.Plan
	rename  map[string]string // newer names of KPIs, for what is about a KPI by its name
	known   map[key]string    // meanings that were asked for before
	reached map[key]*reach    // the same of what KPIs and measures read
}

func newModel(p *plan.Plan) *model {
	return &model{plan: p, known: map[key]string{}, reached: map[key]*reach{}}
}

// once computes a meaning when it is asked for first: what many read would be
// written out for each of them. What reads itself, which is refused where it is
// evaluated, ends there.
func (m *model) once(k key, compute func() string) string {
	if known, ok := m.known[k]; ok {
		return known
	}
	m.known[k] = hash("itself", string(k.kind), k.id)
	m.known[k] = compute()
	return m.known[k]
}

// hash tells lists of texts apart.
func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func spelled(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// of is the meaning of a formula whose rows, where it reads some itself, are
// those of s. Names that are not resolved mean themselves.
func (m *model) of(n formula.Node, s *plan.Source) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *formula.NumberLiteral:
		return hash("number", spelled(n.Value))
	case *formula.TextLiteral:
		return hash("text", n.Value)
	case *formula.Unary:
		return m.unary(n, s)
	case *formula.Binary:
		return m.binary(n, s)
	case *formula.List:
		return hash(append([]string{"list"}, sorted(m.all(n.Items, s))...)...)
	case *formula.Call:
		return m.call(n, s)
	case *formula.Member:
		return hash("member", m.of(n.X, s), n.Name)
	case *formula.Column:
		return m.column(n, s)
	case *formula.Ref:
		return m.number(n.ID)
	case *formula.Aggregate:
		return m.aggregate(m.plan.Aggregates[n.Slot])
	case *formula.Reduced:
		return m.reduced(n, s)
	case *formula.Window:
		return hash("window", n.Func, m.of(n.X, s), strconv.Itoa(n.N), string(n.Unit), n.Against)
	case *formula.Each:
		return m.each(n, s)
	case *formula.Total:
		return hash("total", m.of(n.X, s), m.dimension(n.Dimension))
	case *formula.Judged:
		return hash("judged", m.newName(n.KPI.ID), fmt.Sprint(n.Func, sorted(words(n.Is))))
	}
	return hash("other", formula.Format(n)) // true, date("2026-01-31"), nil, period_end, a name
}

func words[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = string(w)
	}
	return out
}

func (m *model) all(nodes []formula.Node, s *plan.Source) []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = m.of(n, s)
	}
	return out
}

// sorted returns the texts in order, each once.
func sorted(texts []string) []string {
	out := slices.Clone(texts)
	slices.Sort(out)
	return slices.Compact(out)
}

func (m *model) unary(n *formula.Unary, s *plan.Source) string {
	if v, ok := plan.Constant(n); ok {
		return hash("number", spelled(v))
	}
	return hash("unary", n.Op, m.of(n.X, s))
}

// turned are comparisons that say the same with their sides changed.
var turned = map[string]string{">": "<", ">=": "<="}

// binary does not look at the order of what may stand in any order.
func (m *model) binary(n *formula.Binary, s *plan.Source) string {
	if n.Op == "and" || n.Op == "or" {
		return hash(append([]string{n.Op}, sorted(m.chain(n, n.Op, s))...)...)
	}
	x, y, op := m.of(n.X, s), m.of(n.Y, s), n.Op
	if other := turned[op]; other != "" {
		x, y, op = y, x, other
	}
	switch op {
	case "+", "*", "==", "!=":
		x, y = min(x, y), max(x, y)
	}
	return hash("binary", op, x, y)
}

// chain lists what is joined by and, or by or.
func (m *model) chain(n formula.Node, op string, s *plan.Source) []string {
	if b, ok := n.(*formula.Binary); ok && b.Op == op {
		return append(m.chain(b.X, op, s), m.chain(b.Y, op, s)...)
	}
	return []string{m.of(n, s)}
}

// call reads missing(x) as x == nil.
func (m *model) call(n *formula.Call, s *plan.Source) string {
	if n.Name == "missing" && len(n.Args) == 1 {
		return m.of(&formula.Binary{Op: "==", X: n.Args[0], Y: &formula.Missing{}}, s)
	}
	qualifier := ""
	if n.Qualifier != nil {
		qualifier = n.Qualifier.Name
	}
	return hash(append([]string{"call", n.Name, qualifier}, m.all(n.Args, s)...)...)
}

// column is the meaning of a column with the joins that lead to it.
func (m *model) column(n *formula.Column, s *plan.Source) string {
	parts := []string{"column"}
	for _, step := range n.Path {
		if s == nil || s.Joins[step] == nil {
			return hash("column", formula.Format(n))
		}
		parts = append(parts, m.join(s, s.Joins[step]))
		s = s.Joins[step].Source
	}
	return hash(append(parts, m.columnOf(s, n.ID))...)
}

// columnOf is the meaning of a column in its own source.
func (m *model) columnOf(s *plan.Source, id string) string {
	if s == nil {
		return hash("column", id)
	}
	for _, c := range s.Columns {
		if c.ID != id {
			continue
		}
		header := "named " + id
		if c.Spec.From.Written() {
			header = "from " + c.Spec.From.Value
		}
		return hash(header, string(c.Stored), c.Type.Unit.String(), c.Spec.Format.Value)
	}
	return hash("column", id)
}

func (m *model) join(s *plan.Source, j *plan.Join) string {
	return m.once(partOf(Join, j.ID, s), func() string { return m.joinOf(s, j) })
}

func (m *model) joinOf(s *plan.Source, j *plan.Join) string {
	var pairs []string
	for i := range j.Local {
		pairs = append(pairs, hash(m.of(j.Local[i], s), m.of(j.Other[i], j.Source)))
	}
	parts := []string{"join", m.source(j.Source), strconv.FormatBool(j.Many), strconv.Itoa(j.Within)}
	if j.Within > 0 {
		parts = append(parts, m.of(s.Clock, s), m.of(j.Source.Clock, j.Source))
	}
	return hash(append(parts, sorted(pairs)...)...)
}

// source is what decides which rows there are.
func (m *model) source(s *plan.Source) string {
	return m.once(key{Source, s.ID}, func() string { return m.sourceOf(s) })
}

func (m *model) sourceOf(s *plan.Source) string {
	w := s.Spec
	file := w.File.Value
	if file != "" {
		file = path.Clean(file)
	}
	onBadRow := strings.TrimPrefix(w.OnBadRow.Value, "stop")
	encoding := strings.TrimPrefix(w.Encoding.Value, "utf-8")
	parts := []string{"source", file, oneSpelling(w.Query.Value), w.Delimiter.Value, encoding, w.Sheet.Value, w.Records.Value, onBadRow,
		strconv.FormatBool(w.Plan), string(s.Covers)}
	if w.Query.Written() {
		var read []string
		for _, other := range m.plan.Queried(s) {
			read = append(read, hash(other.ID, m.source(other), m.columnsOf(other)))
		}
		parts = append(parts, sorted(read)...)
	}
	return hash(parts...)
}

func (m *model) columnsOf(s *plan.Source) string {
	var parts []string
	for _, c := range s.Columns {
		parts = append(parts, hash(c.ID, m.columnOf(s, c.ID)))
	}
	return hash(sorted(parts)...)
}

// sqlSpelling finds what stands in quotes, and what only stands between words.
var sqlSpelling = regexp.MustCompile(`(?s)'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$.*?\$\$|(?:--[^\n]*|/\*.*?\*/|\s)+`)

// oneSpelling leaves out of a query what its text does not mean: comments, and
// how many blanks there are outside of quotes.
func oneSpelling(query string) string {
	return strings.TrimSpace(sqlSpelling.ReplaceAllStringFunc(query, func(part string) string {
		if strings.ContainsRune("'\"$", rune(part[0])) {
			return part
		}
		return " "
	}))
}

// number is the meaning of a KPI or a measure: that of its formula.
func (m *model) number(id string) string {
	n := m.plan.Numbers[id]
	if n == nil {
		return hash("name", id) // value and target in a status list
	}
	return m.once(key{Measure, id}, func() string { return m.of(n.Formula, nil) })
}

func (m *model) aggregate(a *plan.Aggregate) string {
	s := a.Source
	return hash("aggregate", m.source(s), m.of(a.Clock, s), m.life(a.Life, s), a.Func, m.of(a.X, s), m.of(a.Entity, s),
		spelled(a.P), strconv.Itoa(a.N), m.of(a.Where, s), m.of(a.Filter, s))
}

func (m *model) life(l *plan.Life, s *plan.Source) string {
	if l == nil {
		return ""
	}
	parts := []string{"life", strconv.FormatBool(l.Current), m.of(l.From, s), m.of(l.Until, s)}
	return hash(append(parts, sorted(m.all(l.Per, s))...)...)
}

func (m *model) reduced(n *formula.Reduced, s *plan.Source) string {
	parts := []string{"reduced", n.Func, spelled(n.P)}
	for _, step := range append(slices.Clone(n.Path), n.Join) {
		if s == nil || s.Joins[step] == nil {
			return hash("reduced", formula.Format(n))
		}
		parts = append(parts, m.join(s, s.Joins[step]))
		s = s.Joins[step].Source
	}
	return hash(append(parts, m.of(n.X, s), m.of(n.Where, s))...)
}

func (m *model) each(n *formula.Each, s *plan.Source) string {
	per := s
	if n.Per != nil {
		per = m.plan.Source(n.Source)
	}
	return hash("each", n.Func, m.of(n.X, s), m.dimension(n.Dimension), m.of(n.Per, per), string(n.Unit))
}

// dimension is the meaning of a dimension; "" is none.
func (m *model) dimension(id string) string {
	return m.once(key{Dimension, id}, func() string { return m.dimensionMeaning(id) })
}

func (m *model) dimensionMeaning(id string) string {
	d := m.plan.Dimension(id)
	if d == nil {
		return hash("dimension", id)
	}
	var in []string
	for _, s := range m.plan.Sources {
		if n := d.In[s.ID]; n != nil {
			in = append(in, hash(m.source(s), m.of(n, s)))
		}
	}
	parts := append([]string{"dimension"}, sorted(in)...)
	for _, b := range d.Bands {
		parts = append(parts, spelled(b))
	}
	return hash(parts...)
}

// newName is what a KPI is called in the newer definitions.
func (m *model) newName(id string) string {
	if name, ok := m.rename[id]; ok {
		return name
	}
	return id
}
