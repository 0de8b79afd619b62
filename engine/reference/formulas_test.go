package reference_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kpi/engine/calendar"
)

// A numberScope is what a formula over numbers may read.
type numberScope struct {
	own    string // the KPI's source; "" is none
	inside bool   // an Each: it holds no other over members
}

// number adds a measure or a KPI. The first ones are measures, which the others
// read.
func (b *builder) number(i, all int) {
	n := number{id: fmt.Sprintf("n%d", i), kpi: i >= all/6}
	s := numberScope{}
	if len(b.flows) > 0 && !chance(b.r, 10) {
		s.own = pick(b.r, b.flows)
		if chance(b.r, 8) {
			s.own = pick(b.r, slices.Concat(b.states, b.flows, b.plans))
		}
		n.lines = append(n.lines, line{"source", s.own})
		n.lines = append(n.lines, b.ownLines(s.own)...)
	}
	unit := pick(b.r, units)
	n.formula = b.kpi(s, unit, 1+b.r.IntN(3))
	if n.kpi && chance(b.r, 6) {
		n.lines = append(n.lines, line{"grain", pick(b.r, []string{"quarter", "year", "month"})})
	}
	b.w.numbers = append(b.w.numbers, n)
	b.numbers[unit] = append(b.numbers[unit], n.id)
}

// ownLines are the options of a number on its own rows.
func (b *builder) ownLines(source string) []line {
	var out []line
	s := b.scopes[source]
	if chance(b.r, 25) {
		out = append(out, line{"where", quoted(b.row(s, "bool", 2).String())})
	}
	switch {
	case b.with.levels && len(s.levels) > 0 && chance(b.r, 20):
		out = append(out, line{"level", pick(b.r, s.levels)})
	case chance(b.r, 15) && slices.Contains(b.flows, source):
		out = append(out, line{"date", quoted(b.row(s, pick(b.r, []string{"date", "time"}), 1).String())})
	}
	return out
}

// kpi makes a formula over numbers of a unit.
func (b *builder) kpi(s numberScope, unit string, depth int) *term {
	if depth <= 0 || chance(b.r, 20) {
		return b.reduced(s, unit)
	}
	kind := "kpi " + unit
	x := func() *term { return b.kpi(s, unit, depth-1) }
	switch b.r.IntN(16) {
	case 0, 1:
		return build(kind, "("+slot+pick(b.r, []string{" + ", " - "})+slot+")", x(), x())
	case 2:
		return build(kind, "("+slot+pick(b.r, []string{" * ", " / "})+slot+")", x(), b.kpi(s, "plain", depth-1))
	case 3, 4:
		if unit == "plain" || unit == "percent" {
			u := pick(b.r, units)
			return build("kpi plain", "("+slot+" / "+slot+")", b.kpi(s, u, depth-1), b.kpi(s, u, depth-1))
		}
	case 5:
		return build(kind, pick(b.r, []string{"(-" + slot + ")", "abs(" + slot + ")", "round(" + slot + ")", "floor(" + slot + ")", "ceil(" + slot + ")", "round(" + slot + ", 1)", "round(" + slot + ", -1)"}), x())
	case 6:
		return build(kind, pick(b.r, []string{"smaller", "larger"})+"("+slot+", "+slot+")", x(), x())
	case 7:
		return build(kind, "if("+slot+", "+slot+", "+slot+")", b.condition(s, depth-1), x(), x())
	case 8:
		return build(kind, "("+slot+" ?? "+slot+")", x(), x())
	case 9, 10, 11, 12:
		return b.window(s, unit, depth)
	case 13:
		if ids := b.numbers[unit]; len(ids) > 0 {
			return build(kind, pick(b.r, ids))
		}
	case 14:
		return b.each(s, unit, depth)
	case 15:
		return b.total(s, unit, depth)
	}
	return b.reduced(s, unit)
}

func (b *builder) window(s numberScope, unit string, depth int) *term {
	kind, x := "kpi "+unit, b.kpi(s, unit, depth-1)
	grain := pick(b.r, []string{"week", "month", "quarter", "year"})
	switch b.r.IntN(8) {
	case 0:
		return build(kind, "previous("+slot+")", x)
	case 1:
		return build(kind, "previous("+slot+", "+strconv.Itoa(1+b.r.IntN(3))+")", x)
	case 2:
		return build(kind, "last_year("+slot+")", x)
	case 3, 4:
		return build(kind, "trailing("+slot+", "+pick(b.r, []string{span(12, "months"), span(3, "months"), span(4, "weeks"), span(7, "days"), span(2, "quarters"), span(1, "year")})+")", x)
	case 5:
		return build(kind, "to_date("+slot+`, "`+grain+`")`, x)
	case 6:
		return build(kind, "whole("+slot+`, "`+grain+`")`, x)
	}
	if unit == "percent" {
		return build(kind, "growth("+slot+pick(b.r, []string{"", `, "previous"`, `, "last_year"`})+")", b.kpi(s, pick(b.r, units), depth-1))
	}
	return x
}

func (b *builder) each(s numberScope, unit string, depth int) *term {
	if !b.with.each {
		return b.reduced(s, unit)
	}
	inner := s
	per := `"` + pick(b.r, []string{"day", "week", "month", "quarter", "year"}) + `"`
	if !s.inside && !chance(b.r, 35) {
		inner.inside = true
		per = b.member(s)
	}
	if unit == "count" && chance(b.r, 50) {
		return build("kpi count", "count_each("+slot+", "+per+")", b.condition(inner, depth-1))
	}
	return build("kpi "+unit, pick(b.r, []string{"sum_each", "avg_each"})+"("+slot+", "+per+")", b.kpi(inner, unit, depth-1))
}

// member is a dimension or a column that a number is computed for.
func (b *builder) member(s numberScope) string {
	if s.own != "" && (len(b.w.dimensions) == 0 || chance(b.r, 50)) {
		scope := b.scopes[s.own]
		return pick(b.r, slices.Concat(scope.atoms["text"], scope.atoms["text"], scope.atoms["date"], scope.atoms["bool"], scope.columns))
	}
	if len(b.w.dimensions) == 0 {
		return `"month"`
	}
	return pick(b.r, b.w.dimensions).id
}

func (b *builder) total(s numberScope, unit string, depth int) *term {
	if !b.with.totals {
		return b.reduced(s, unit)
	}
	x := b.kpi(s, unit, depth-1)
	if len(b.w.dimensions) > 0 && chance(b.r, 50) {
		return build("kpi "+unit, "total("+slot+", "+pick(b.r, b.w.dimensions).id+")", x)
	}
	return build("kpi "+unit, "total("+slot+")", x)
}

func (b *builder) condition(s numberScope, depth int) *term {
	const kind = "kpi condition"
	if depth < 0 {
		return build(kind, pick(b.r, []string{"true", "false"}))
	}
	u := pick(b.r, units)
	switch b.r.IntN(7) {
	case 0, 1, 2:
		op := pick(b.r, []string{"==", "!=", "<", "<=", ">", ">="})
		if chance(b.r, 50) {
			zero := map[bool]string{true: "0%", false: "0"}[u == "percent"]
			return build(kind, "("+slot+" "+op+" "+zero+")", b.kpi(s, u, depth-1))
		}
		return build(kind, "("+slot+" "+op+" "+slot+")", b.kpi(s, u, depth-1), b.kpi(s, u, depth-1))
	case 3:
		return build(kind, "("+slot+" "+pick(b.r, []string{"and", "or"})+" "+slot+")", b.condition(s, depth-1), b.condition(s, depth-1))
	case 4:
		return build(kind, "(not "+slot+")", b.condition(s, depth-1))
	case 5:
		return build(kind, "missing("+slot+")", b.kpi(s, u, depth-1))
	}
	return build(kind, "("+slot+" in [0, 1, 2, 5])", b.kpi(s, "count", depth-1))
}

// reduced makes an aggregate of a unit, or a number that is written out.
func (b *builder) reduced(s numberScope, unit string) *term {
	kind := "kpi " + unit
	source, prefix := s.own, ""
	if source == "" || chance(b.r, 10) {
		source = pick(b.r, slices.Concat(b.flows, b.flows, b.plans))
		prefix = source + "."
	}
	if chance(b.r, 8) {
		return build(kind, map[bool]string{true: "25%", false: pick(b.r, []string{"0", "1", "2", "100", "0.5"})}[unit == "percent"])
	}
	rows := *b.scopes[source]
	rows.edges = true
	if slices.Contains(b.plans, source) {
		return build(kind, prefix+"sum("+slot+")", b.row(&rows, unit, 1))
	}
	args, text := []*term{}, ""
	if chance(b.r, 45) {
		args, text = append(args, b.row(&rows, "bool", 2)), ", "+slot
	}
	if b.with.customers && chance(b.r, 18) && (unit == "count" || unit == "money" || unit == "plain" || unit == "percent") {
		return b.customer(&rows, prefix, unit, text, args)
	}
	first := func(t *term) []*term { return append([]*term{t}, args...) }
	switch {
	case unit == "count" && chance(b.r, 60):
		return build(kind, prefix+"count("+strings.TrimPrefix(text, ", ")+")", args...)
	case unit == "count":
		return build(kind, prefix+"count_distinct("+slot+text+")", first(b.anything(&rows))...)
	case unit == "percent" && chance(b.r, 60):
		return build(kind, prefix+"share("+slot+", "+slot+")", b.row(&rows, "bool", 1), b.row(&rows, "bool", 1))
	}
	x := b.row(&rows, unit, 2)
	if chance(b.r, 15) {
		return build(kind, prefix+"percentile("+slot+", "+pick(b.r, []string{"0", "0.1", "0.5", "0.9", "0.25", "1", "0.333"})+text+")", first(x)...)
	}
	fn := pick(b.r, []string{"sum", "sum", "sum", "avg", "avg", "median", "min", "max"})
	return build(kind, prefix+fn+"("+slot+text+")", first(x)...)
}

// customer makes an aggregate that looks at entities one by one.
func (b *builder) customer(rows *rowScope, prefix, unit, text string, args []*term) *term {
	still := *rows
	still.edges = false
	e := b.entity(&still)
	kind := "kpi " + unit
	switch unit {
	case "count":
		fn := pick(b.r, []string{"new_count", "retained_count", "returned_count", "lost_count"})
		return build(kind, prefix+fn+"("+slot+text+")", append([]*term{e}, args...)...)
	case "percent":
		x := b.row(&still, pick(b.r, units), 1)
		return build(kind, prefix+"top_share("+slot+", "+pick(b.r, []string{"1", "2", "10"})+", "+slot+text+")", append([]*term{x, e}, args...)...)
	}
	x := b.row(&still, unit, 1)
	fn := pick(b.r, []string{"retained_sum", "lost_sum", "kept_sum"})
	return build(kind, prefix+fn+"("+slot+", "+slot+text+")", append([]*term{x, e}, args...)...)
}

// dimensions groups the rows of some sources.
func (b *builder) dimensions() {
	for _, id := range []string{"region", "kind", "size", "flag", "month", "rate"} {
		if !chance(b.r, 60) {
			continue
		}
		d := dimension{id: id}
		for _, source := range slices.Concat(b.flows, b.plans) {
			if chance(b.r, 85) {
				d.in = append(d.in, line{source, quoted(b.memberFormula(id, source))})
			}
		}
		if len(d.in) == 0 {
			continue
		}
		switch {
		case id == "rate":
			d.extra = ", bands: [0%, 12.5%, 100%]"
		case id == "size":
			d.extra = ", bands: " + pick(b.r, []string{"[0, 2, 10]", "[1]", "[-1, 0.1, 33.333, 1000]"})
		case chance(b.r, 30):
			d.extra = ", limit: " + strconv.Itoa(1+b.r.IntN(4))
		}
		b.w.dimensions = append(b.w.dimensions, d)
	}
}

func (b *builder) memberFormula(id, source string) string {
	s := b.scopes[source]
	switch id {
	case "region":
		if atoms := s.atoms["text"]; chance(b.r, 70) {
			return atoms[len(atoms)-1]
		}
		return b.row(s, "text", 2).String()
	case "kind":
		return b.leaf(s, "text").String()
	case "size":
		edged := *s
		edged.edges = true
		return b.row(&edged, pick(b.r, []string{"plain", "money", "days"}), 1).String()
	case "rate":
		return b.row(s, "percent", 1).String()
	case "flag":
		return b.row(s, "bool", 1).String()
	}
	return "month(" + b.row(s, "date", 0).String() + ")"
}

// options are what a user types.
func (b *builder) options() {
	o := options{history: 1 + b.r.IntN(3), byHistory: chance(b.r, 15), proofs: chance(b.r, 10)}
	if chance(b.r, 60) {
		o.period = b.period()
	} else if chance(b.r, 40) {
		o.grain = string(pick(b.r, calendar.Grains()))
	}
	if chance(b.r, 45) {
		o.asOf = (b.days.day(b.r) + calendar.Date(b.r.IntN(60)-20)).String()
	}
	for _, d := range b.w.dimensions {
		if chance(b.r, 45) {
			o.by = append(o.by, d.id)
		}
	}
	if len(b.w.dimensions) > 0 && chance(b.r, 25) {
		o.where = b.filter()
	}
	b.w.options = o
}

func (b *builder) period() string {
	d := b.days.day(b.r)
	if chance(b.r, 20) {
		return d.String() + ".." + (d + calendar.Date(b.r.IntN(120))).String()
	}
	return b.calendar.Label(b.calendar.PeriodOf(pick(b.r, calendar.Grains()), d))
}

func (b *builder) filter() string {
	d := pick(b.r, b.w.dimensions)
	for _, in := range d.in {
		if strings.Contains(in.text, "period_") {
			return "" // it differs from window to window
		}
	}
	switch d.id {
	case "flag":
		return pick(b.r, []string{"flag", "not flag", "missing(flag)"})
	case "month":
		return pick(b.r, []string{"month <= 6", "month in [1, 2, 12]"})
	case "size", "rate":
		return pick(b.r, []string{"not missing(" + d.id + ")", "missing(" + d.id + ")"})
	}
	source := strings.TrimSpace(d.in[0].name)
	return pick(b.r, []string{d.id + " == ", d.id + " != ", d.id + " startsWith "}) + literal(b.word(b.scopes[source]))
}
