package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// The columns of the audit, by which its formulas refer to each other.
const (
	auditID          = "A"
	auditActual      = "C"
	auditNumerator   = "D"
	auditDenominator = "E"
	auditTarget      = "G"
	auditHigh        = "H"
	auditAttained    = "I"
)

const (
	agrees  = "agrees"
	differs = "differs"
	addsUp  = "adds up"
	doesNot = "does not add up"
)

// writeAudit computes with live formulas, from the cells of the data, what the
// program has computed: who changes a number sees what it changes.
func writeAudit(b *book, d *data, t *targets) {
	s := &sheet{book: b, name: b.in.Label(auditName), widest: []float64{30, 30}}
	s.title("Audit: the reported numbers computed again, by formulas over the sheet of data")
	s.heads("kpi", "Name", "Actual", "Numerator", "Denominator", "Numerator ÷ denominator", "Target", "to", "Attained",
		"Attained, computed again", "How", "Verdict")
	for n, k := range b.kpis {
		s.auditKPI(k, d.places[n].reported, t)
	}
	s.members(d)
	s.open()
	s.stream()
}

func (s *sheet) auditKPI(k kpi, at int, t *targets) {
	row := len(s.rows) + 1
	numbers := plainLook.formatted(k.format)
	cells := []cell{
		text(k.ID, plainLook), text(k.Name, nameLook),
		link("actual", at, k.Actual.Value, numbers),
		linked("numerator", at, part(k.Actual.Numerator, plainLook)), linked("denominator", at, part(k.Actual.Denominator, plainLook)),
		{look: plainLook},
		link("target", at, k.Target.Value, numbers), link("target_high", at, k.Target.High, numbers),
		link("attained", at, k.Attainment, plainLook.formatted(attainedFormat(k.Attainment))),
		{look: plainLook}, {look: plainLook}, {look: plainLook},
	}
	if k.Target.Low != nil {
		cells[6] = link("target_low", at, k.Target.Low, numbers)
	}
	same, checked := true, false
	if q := quotient(k.Actual); q != nil && finite(k.Actual.Value) != nil {
		cells[5] = formula(fmt.Sprintf("%s%d/%s%d", auditNumerator, row, auditDenominator, row), *q, numbers)
		same, checked = near(*k.Actual.Value, *q), true
	}
	if again, ok := attainedAgain(k, row, t); ok {
		cells[9] = formula(again.formula, again.value, plainLook.formatted(attainedFormat(&again.value)))
		cells[10] = label(again.how, quietLook)
		same, checked = same && near(*k.Attainment, again.value), true
	}
	if checked {
		cells[11] = s.verdict(k, row, cells, same)
	}
	s.add(cells...)
}

// verdict compares what was computed again with what was reported.
func (s *sheet) verdict(k kpi, row int, cells []cell, same bool) cell {
	var tests []string
	if cells[5].formula != "" {
		tests = append(tests, nearly(auditActual, "F", row, *k.Actual.Value))
	}
	if cells[9].formula != "" {
		tests = append(tests, nearly(auditAttained, "J", row, *k.Attainment))
	}
	if len(tests) == 1 {
		return choice(tests[0], same, s.in.Label(agrees), s.in.Label(differs))
	}
	return choice("AND("+strings.Join(tests, ",")+")", same, s.in.Label(agrees), s.in.Label(differs))
}

// nearly is the formula of near for the cells in two columns, of which the first
// holds v.
func nearly(a, b string, row int, v float64) string {
	form := byte('f')
	if math.Abs(v) >= vast {
		form = 'E'
	}
	return fmt.Sprintf("ABS(%[1]s%[3]d-%[2]s%[3]d)<%[4]s", a, b, row, strconv.FormatFloat(tolerance(v), form, -1, 64))
}

// near reports whether two numbers agree in nine digits: sums that are no money
// are computed in ten.
func near(a, b float64) bool { return math.Abs(a-b) < tolerance(a) }

// tolerance is a power of ten, so that its formula can be read.
func tolerance(v float64) float64 { return math.Pow10(int(math.Ceil(math.Log10(1+math.Abs(v)))) - 9) }

func choice(test string, holds bool, yes, no string) cell {
	l, value := quietLook, yes
	if !holds {
		l, value = look{rule: true, ink: red, bold: true}, no
	}
	return cell{value: value, formula: fmt.Sprintf(`IF(%s,"%s","%s")`, test, yes, no), look: l}
}

// link repeats a cell of the data; what is empty there is empty here.
func link(name string, row int, v *float64, l look) cell { return linked(name, row, number(v, l)) }

func linked(name string, row int, c cell) cell {
	if c.value != nil {
		c.formula = one(name, row)
	}
	return c
}

func formula(f string, v float64, l look) cell {
	c := number(&v, l)
	c.formula = f
	return c
}

func quotient(m scorecard.Measured) *float64 {
	top, bottom := finite(m.Numerator), finite(m.Denominator)
	if top == nil || bottom == nil || *bottom == 0 {
		return nil
	}
	return finite(new(*top / *bottom))
}

// A recomputed is an attainment as a formula, its value, and in words.
type recomputed struct {
	formula string
	value   float64
	how     string
}

// attainedAgain computes an attainment: by the distance from the target in parts of
// it, or of its range, or as the part of the way from a baseline, where that is
// what was reported.
func attainedAgain(k kpi, row int, t *targets) (recomputed, bool) {
	a := finite(k.Actual.Value)
	if finite(k.Attainment) == nil || a == nil {
		return recomputed{}, false
	}
	var out recomputed
	switch {
	case k.Target.Low != nil && k.Target.High != nil:
		out = withinAgain(k, *a, row)
	case finite(k.Target.Value) != nil && *k.Target.Value != 0:
		out = distanceAgain(k, *a, row)
	}
	if way, ok := progressAgain(k, t); ok && (out.formula == "" || !near(out.value, *k.Attainment)) && near(way.value, *k.Attainment) {
		out = way
	}
	return out, out.formula != "" && finite(&out.value) != nil
}

func distanceAgain(k kpi, a float64, row int) recomputed {
	t := *k.Target.Value
	if k.Better == scorecard.Lower {
		return recomputed{fmt.Sprintf("1+(%[2]s%[3]d-%[1]s%[3]d)/ABS(%[2]s%[3]d)", auditActual, auditTarget, row), 1 + (t-a)/math.Abs(t), "1 + (target − actual) ÷ |target|"}
	}
	return recomputed{fmt.Sprintf("1+(%[1]s%[3]d-%[2]s%[3]d)/ABS(%[2]s%[3]d)", auditActual, auditTarget, row), 1 + (a-t)/math.Abs(t), "1 + (actual − target) ÷ |target|"}
}

// withinAgain needs the tolerances outside of the range, which the bounds of the
// statuses tell.
func withinAgain(k kpi, a float64, row int) recomputed {
	low, high := *k.Target.Low, *k.Target.High
	if a >= low && a <= high {
		return recomputed{fmt.Sprintf("IF(AND(%[1]s%[4]d>=%[2]s%[4]d,%[1]s%[4]d<=%[3]s%[4]d),1,0)", auditActual, auditTarget, auditHigh, row), 1, "1 inside the range"}
	}
	b := k.Target.Bounds
	if len(b) != 4 {
		return recomputed{}
	}
	below, above := b[1]-b[0], b[3]-b[2]
	return recomputed{
		fmt.Sprintf("1-MAX((%[2]s%[4]d-%[1]s%[4]d)/%[5]v,(%[1]s%[4]d-%[3]s%[4]d)/%[6]v,0)", auditActual, auditTarget, auditHigh, row, rounded(below), rounded(above)),
		1 - max((low-a)/below, (a-high)/above, 0), "1 − distance from the range ÷ tolerance"}
}

func progressAgain(k kpi, t *targets) (recomputed, bool) {
	if !isWay(k) {
		return recomputed{}, false
	}
	p := wayOf(k)
	if finite(p.Actual) == nil || finite(p.Value) == nil || finite(p.Baseline) == nil || *p.Value == *p.Baseline {
		return recomputed{}, false
	}
	actual, target, baseline := t.one(k, soFarName), t.one(k, targetName), t.one(k, baselineName)
	return recomputed{fmt.Sprintf("(%[1]s-%[3]s)/(%[2]s-%[3]s)", actual, target, baseline),
		(*p.Actual - *p.Baseline) / (*p.Value - *p.Baseline), "(so far − baseline) ÷ (target − baseline)"}, true
}

// members adds up the members of every flow: what adds up over time adds up over
// members, too.
func (s *sheet) members(d *data) {
	titled := false
	for n, k := range s.kpis {
		for _, b := range k.Breakdowns {
			if k.Kind != scorecard.Flow || finite(k.Actual.Value) == nil || b.Reason != status.NoReason || len(b.Members) == 0 {
				continue
			}
			if !titled {
				s.add()
				s.add(free(s.in.Label("Members of flows, added up"), titleLook))
				s.add(headCells([]string{"kpi", "Dimension", "Actual", "Sum of members", "Verdict"})...)
				titled = true
			}
			s.addUp(k, b, d, d.places[n].reported)
		}
	}
}

func (s *sheet) addUp(k kpi, b scorecard.Breakdown, d *data, at int) {
	sum := 0.0
	for _, m := range b.Members {
		if v := finite(m.Actual.Value); v != nil {
			sum += *v
		}
	}
	row, last := len(s.rows)+1, d.length()
	numbers := plainLook.formatted(k.format)
	// SUMIFS, and not the rows of the members: the data may be sorted.
	sums := fmt.Sprintf(`SUMIFS(%s,%s,%s%d,%s,B%d,%s,"%s")`, span("actual", 2, last), span("kpi", 2, last), auditID, row,
		span("dimension", 2, last), row, span("reported", 2, last), s.in.Label("yes"))
	s.add(text(k.ID, plainLook), text(b.Dimension, plainLook), link("actual", at, k.Actual.Value, numbers), formula(sums, sum, numbers),
		choice(nearly(auditActual, "D", row, *k.Actual.Value), near(*k.Actual.Value, sum), s.in.Label(addsUp), s.in.Label(doesNot)))
}
