package reference_test

import (
	"fmt"
	"slices"
	"strings"
)

// build makes a term of a kind.
func build(kind, text string, args ...*term) *term {
	if strings.Count(text, slot) != len(args) {
		panic(text)
	}
	return &term{kind: kind, text: text, args: args}
}

// units are the kinds of numbers.
var units = []string{"plain", "plain", "money", "money", "count", "days", "percent", "hours", "months"}

// row makes a formula over rows: text, bool, date, time, or a number of a unit.
func (b *builder) row(s *rowScope, kind string, depth int) *term {
	if kind == "time" && len(s.atoms[kind]) == 0 {
		kind = "date"
	}
	if depth <= 0 || chance(b.r, 25) {
		return b.leaf(s, kind)
	}
	switch kind {
	case "text":
		return b.rowText(s, depth-1)
	case "bool":
		return b.rowBool(s, depth-1)
	case "date", "time":
		return b.rowDate(s, kind, depth-1)
	}
	return b.rowNumber(s, kind, depth-1)
}

func (b *builder) leaf(s *rowScope, kind string) *term {
	if atoms := s.atoms[kind]; len(atoms) > 0 && (kind == "time" || !chance(b.r, 15)) {
		return build("row "+kind, pick(b.r, atoms))
	}
	switch kind {
	case "text":
		return build("row text", literal(b.word(s)))
	case "bool":
		return build("row bool", pick(b.r, []string{"true", "false"}))
	case "date":
		return build("row date", b.dateText(s))
	case "percent":
		return build("row percent", pick(b.r, []string{"28%", "0%", "150%", "-5%"}))
	}
	return build("row "+kind, pick(b.r, []string{"0", "1", "2", "3.5", "100", "0.1", "1k", "7"}))
}

func (b *builder) word(s *rowScope) string {
	if len(s.words) > 0 && chance(b.r, 80) {
		return pick(b.r, s.words)
	}
	return pick(b.r, append([]string{""}, oddWords...))
}

func (b *builder) dateText(s *rowScope) string {
	if s.edges && b.with.edges && chance(b.r, 60) {
		return pick(b.r, []string{"period_end", "period_start", "period_end()", `period_start("year")`, `period_end("quarter")`, `period_start("week")`, `period_end("month")`})
	}
	return `date("` + b.days.day(b.r).String() + `")`
}

func (b *builder) rowText(s *rowScope, d int) *term {
	x := func() *term { return b.row(s, "text", d) }
	switch b.r.IntN(5) {
	case 0:
		return build("row text", pick(b.r, []string{"lower", "upper", "trim"})+"("+slot+")", x())
	case 1:
		return build("row text", "if("+slot+", "+slot+", "+slot+")", b.row(s, "bool", d), x(), x())
	case 2:
		return build("row text", "("+slot+" ?? "+slot+")", x(), x())
	case 3:
		return build("row text", "if("+slot+", nil, "+slot+")", b.row(s, "bool", d), x())
	}
	return b.leaf(s, "text")
}

func (b *builder) rowDate(s *rowScope, kind string, d int) *term {
	x := func() *term { return b.row(s, kind, d) }
	switch b.r.IntN(3) {
	case 0:
		return build("row "+kind, "if("+slot+", "+slot+", "+slot+")", b.row(s, "bool", d), x(), x())
	case 1:
		return build("row "+kind, "("+slot+" ?? "+slot+")", x(), x())
	}
	return b.leaf(s, kind)
}

// patterns are regular expressions that mean the same everywhere.
var patterns = []string{`^W`, `[0-9]+`, `(?i)won`, `^\s`, `é`, `.`, `^.$`, `\.`, `o|e`, `^[^a-z]*$`, `\d{4}-\d{2}`, `^$`, `[一-龥]`}

func (b *builder) rowBool(s *rowScope, d int) *term {
	const kind = "row bool"
	switch b.r.IntN(14) {
	case 0, 1:
		u := pick(b.r, units)
		return build(kind, "("+slot+" "+pick(b.r, []string{"==", "!=", "<", "<=", ">", ">="})+" "+slot+")", b.row(s, u, d), b.row(s, u, d))
	case 2:
		return build(kind, "("+slot+" "+pick(b.r, []string{"==", "!=", "<", "<=", ">", ">="})+" "+slot+")", b.row(s, "text", d), b.row(s, "text", 0))
	case 3:
		return build(kind, "("+slot+pick(b.r, []string{" in ", " not in "})+"["+literal(b.word(s))+", "+literal(b.word(s))+"])", b.row(s, "text", d))
	case 4:
		return build(kind, "("+slot+pick(b.r, []string{" in ", " not in "})+"["+pick(b.r, []string{"1, 2", "0", "0, 3.5, 7"})+"])", b.row(s, "plain", d))
	case 5:
		op := pick(b.r, []string{"contains", "startsWith", "endsWith", "not contains", "not startsWith"})
		return build(kind, "("+slot+" "+op+" "+slot+")", b.row(s, "text", d), b.row(s, "text", 0))
	case 6:
		return build(kind, "("+slot+" matches `"+pick(b.r, patterns)+"`)", b.row(s, "text", d))
	case 7, 8:
		other := pick(b.r, []string{"date", "time"})
		if len(s.atoms["time"]) == 0 {
			other = "date"
		}
		return build(kind, "("+slot+" "+pick(b.r, []string{"==", "!=", "<", "<=", ">", ">="})+" "+slot+")", b.row(s, "date", d), b.row(s, other, d))
	case 9:
		return build(kind, "("+slot+" "+pick(b.r, []string{"and", "or"})+" "+slot+")", b.row(s, "bool", d), b.row(s, "bool", d))
	case 10:
		return build(kind, "(not "+slot+")", b.row(s, "bool", d))
	case 11:
		k := pick(b.r, []string{"text", "bool", "date", "plain", "money"})
		return build(kind, pick(b.r, []string{"missing(" + slot + ")", "(" + slot + " == nil)", "(" + slot + " != nil)"}), b.row(s, k, d))
	case 12:
		return build(kind, "(0 <= "+slot+" < 100)", b.row(s, pick(b.r, units), d))
	}
	return build(kind, "if("+slot+", "+slot+", "+slot+")", b.row(s, "bool", d), b.row(s, "bool", d), b.row(s, "bool", d))
}

func (b *builder) rowNumber(s *rowScope, unit string, d int) *term {
	kind := "row " + unit
	x := func() *term { return b.row(s, unit, d) }
	switch b.r.IntN(12) {
	case 0, 1:
		return build(kind, "("+slot+pick(b.r, []string{" + ", " - "})+slot+")", x(), x())
	case 2:
		return build(kind, "("+slot+pick(b.r, []string{" * ", " / "})+slot+")", x(), b.row(s, "plain", d))
	case 3:
		return build(kind, pick(b.r, []string{"(-" + slot + ")", "abs(" + slot + ")", "round(" + slot + ")", "floor(" + slot + ")", "ceil(" + slot + ")"}), x())
	case 4:
		return build(kind, "round("+slot+", "+pick(b.r, []string{"1", "2", "-1", "-2", "0", "4"})+")", x())
	case 5:
		return build(kind, pick(b.r, []string{"smaller", "larger"})+"("+slot+", "+slot+")", x(), x())
	case 6:
		return build(kind, "if("+slot+", "+slot+", "+slot+")", b.row(s, "bool", d), x(), x())
	case 7:
		return build(kind, "if("+slot+", "+slot+", nil)", b.row(s, "bool", d), x())
	case 8:
		return build(kind, "("+slot+" ?? "+slot+")", x(), b.row(s, unit, 0))
	}
	return b.rowMade(s, unit, d)
}

// rowMade makes a number of other things than numbers of its unit.
func (b *builder) rowMade(s *rowScope, unit string, d int) *term {
	kind := "row " + unit
	day := func() *term {
		if len(s.atoms["time"]) > 0 && chance(b.r, 40) {
			return b.row(s, "time", d)
		}
		return b.row(s, "date", d)
	}
	switch unit {
	case "plain":
		if chance(b.r, 40) {
			u := pick(b.r, units)
			return build(kind, "("+slot+" / "+slot+")", b.row(s, u, d), b.row(s, u, d))
		}
		if chance(b.r, 30) {
			return build(kind, "("+slot+" ^ "+pick(b.r, []string{"2", "0.5", "(-1)", "3"})+")", b.row(s, "plain", d))
		}
		return build(kind, pick(b.r, []string{"year", "month", "day", "weekday"})+"("+slot+")", day())
	case "count":
		return build(kind, "length("+slot+")", b.row(s, "text", d))
	case "days":
		return build(kind, pick(b.r, []string{"days_between", "workdays_between"})+"("+slot+", "+slot+")", day(), day())
	case "months":
		return build(kind, "months_between("+slot+", "+slot+")", day(), day())
	case "hours":
		if len(s.atoms["time"]) > 0 {
			return build(kind, "hours_between("+slot+", "+slot+")", b.row(s, "time", d), b.row(s, "time", d))
		}
	case "money":
		return build(kind, "("+slot+" * "+slot+")", b.row(s, "plain", d), b.row(s, "money", d))
	}
	return b.leaf(s, unit)
}

// anything is an atom of a source that can be counted or ranked.
func (b *builder) anything(s *rowScope) *term {
	kinds := slices.DeleteFunc([]string{"text", "text", "bool", "date", "plain", "money", "time"}, func(k string) bool { return len(s.atoms[k]) == 0 })
	return b.leaf(s, pick(b.r, kinds))
}

func (b *builder) entity(s *rowScope) *term {
	if chance(b.r, 80) {
		return build("row text", pick(b.r, s.atoms["text"]))
	}
	return b.row(s, pick(b.r, []string{"text", "date", "plain"}), 1)
}

func span(n int, unit string) string { return fmt.Sprintf(`"%d %s"`, n, unit) }
