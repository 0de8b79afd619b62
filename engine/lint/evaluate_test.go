package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// one is a thing with a value of each kind, and one of each that is missing.
var one = &thing{values: map[string]any{
	"t": "Größe", "n": 4.0, "d": calendar.NewDate(2026, 1, 31), "e": calendar.NewDate(2026, 2, 28), "yes": true, "no": false,
	"list": []string{"a", "bc"}, "empty": []string(nil), "t0": nil, "n0": nil, "d0": nil, "c0": nil,
}}

var ofOne = &class{name: "things", word: "a thing", attributes: []attribute{
	text("t", ""), text("t0", ""), number("n", ""), number("n0", ""), day("d", ""), day("e", ""), day("d0", ""),
	condition("yes", ""), condition("no", ""), condition("c0", ""), texts("list", ""), texts("empty", ""),
}}

// answer is what a policy makes of the thing: true, false or <nil>.
func answer(t *testing.T, assert string) string {
	t.Helper()
	var list diag.List
	s := &spec.Policy{Assert: spec.Inline("policy", assert)}
	p := &policy{spec: s, class: ofOne}
	n := p.condition(&s.Assert, "assert", &list)
	if n == nil || list.Len() > 0 {
		t.Fatalf("%s: %+v", assert, list.Items)
	}
	return fmt.Sprint(one.evaluate(n))
}

func TestConditionsHaveThreeValues(t *testing.T) {
	for assert, want := range map[string]string{
		`t == "Größe"`: "true", `t != "x"`: "true", `t0 == "x"`: "<nil>", `t0 != "x"`: "<nil>", `not (t0 == "x")`: "<nil>", `t0 == nil`: "true", `t != nil`: "true",
		`t0 == "x" or yes`: "true", `t0 == "x" and no`: "false", `t0 == "x" and yes`: "<nil>", `t0 == "x" or no`: "<nil>", `c0`: "<nil>", `not c0`: "<nil>", `not no`: "true",
		`(t0 ?? "x") == "x"`: "true", `(t ?? "x") == "x"`: "false", `missing(t0)`: "true", `missing(t)`: "false",
		`t in ["a", "Größe"]`: "true", `t not in ["a"]`: "true", `t0 in ["a"]`: "<nil>", `t0 not in ["a"]`: "<nil>",
		`t contains "öß"`: "true", `t startsWith "G"`: "true", `t endsWith "G"`: "false", `t matches "^G.*e$"`: "true", `t0 contains "a"`: "<nil>",
		`"a" in list`: "true", `"b" in list`: "false", `list contains "bc"`: "true", `list contains "b"`: "false", `"a" not in list`: "false",
		`"a" in empty`: "false", `not ("a" in empty)`: "true", `missing(empty)`: "true", `empty == nil`: "true", `list != nil`: "true", `length(empty) == 0`: "true", `length(list) == 2`: "true",
		`length(t) == 5`: "true", `length(t0) > 0`: "<nil>", `lower(t) == "größe"`: "true", `upper("a") == "A"`: "true", `trim(" a ") == "a"`: "true",
		`n + 1 == 5`: "true", `n - 1 == 3`: "true", `n * 2 == 8`: "true", `n / 8 == 0.5`: "true", `n ^ 2 == 16`: "true", `-n < 0`: "true", `n / 0 == 1`: "<nil>", `n0 + 1 > 0`: "<nil>", `n0 < 3`: "<nil>",
		`abs(-n) == 4`: "true", `floor(n / 3) == 1`: "true", `ceil(n / 3) == 2`: "true", `round(n / 3, 1) == 1.3`: "true", `round(n / 3) == 1`: "true", `smaller(n, 3) == 3`: "true", `larger(n, n0) == 4`: "<nil>",
		`if(n > 3, "a", "b") == "a"`: "true", `if(n0 > 3, "a", "b") == "b"`: "true", `1 < n < 5`: "true",
		`d >= date("2026-01-31")`: "true", `d > e`: "false", `year(d) == 2026 and month(d) == 1 and day(d) == 31`: "true", `weekday(d) == 6`: "true",
		`days_between(d, e) == 28`: "true", `months_between(d, e) == 1`: "true", `months_between(e, d) == -1`: "true", `months_between(d, d) == 0`: "true", `days_between(d0, e) > 0`: "<nil>",
		`yes == true`: "true", `yes != no`: "true",
	} {
		if got := answer(t, assert); got != want {
			t.Errorf("%s is %s, want %s", assert, got, want)
		}
	}
}

func TestWeekdaysBefore1970(t *testing.T) {
	// 1969-12-28 was a Sunday.
	if got := functions["weekday"]([]any{calendar.NewDate(1969, 12, 28)}); got != 7.0 {
		t.Errorf("got %v, want 7", got)
	}
}

// TestPoliciesHaveTheFunctionsOfRows looks for functions of values that policies
// can call and cannot compute, and for those that somebody forgot.
func TestPoliciesHaveTheFunctionsOfRows(t *testing.T) {
	apart := []string{"if", "missing", "date", "workdays_between", "hours_between", "period_start", "period_end"}
	var want []string
	for _, f := range formula.Functions {
		if (f.Scope == formula.Row || f.Scope == formula.Both) && !slices.Contains(apart, f.Name) {
			want = append(want, f.Name)
		}
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(functions)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestEveryAttributeHasAValue compares the table of attributes with the values of
// things, in both directions.
func TestEveryAttributeHasAValue(t *testing.T) {
	for _, c := range classes {
		things := c.things(planOfEverything(t))
		if len(things) == 0 {
			t.Errorf("there is no %s to look at", c.name)
			continue
		}
		if got, want := slices.Sorted(maps.Keys(things[0].values)), slices.Sorted(slices.Values(c.names())); !slices.Equal(got, want) {
			t.Errorf("values of %s: got %q, want %q", c.name, got, want)
		}
		for _, a := range c.attributes {
			if why := a.unfit(things[0].values[a.name]); why != "" {
				t.Errorf("%s of %s is %s", a.name, c.name, why)
			}
		}
	}
}

// unfit says what a value is that is not of the attribute's kind; "" fits.
func (a attribute) unfit(v any) string {
	kinds := map[formula.Kind]any{formula.Text: "", formula.Number: 0.0, formula.Date: calendar.Date(0), formula.Boolean: false}
	want := fmt.Sprintf("%T", kinds[a.kind])
	if a.list {
		want = "[]string"
	}
	if got := fmt.Sprintf("%T", v); v == nil && !a.list || got == want {
		return ""
	}
	return fmt.Sprintf("%T", v)
}

func planOfEverything(t *testing.T) *plan.Plan {
	t.Helper()
	catalog, list := spec.Parse("kpis.yaml", []byte(everything), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	if list.HasErrors() {
		t.Fatalf("%+v", list.Items[0])
	}
	return p
}

const everything = `
version: 1
scorecard: {currency: USD}
sources:
  deals:
    file: deals.csv
    key: id
    date: closed
    fresh_within: 3 days
    columns: {id: text, closed: date, amount: money, rep_id: text}
    joins: {rep: {source: reps, via: rep_id}}
    fields: {large: amount > 100}
    checks: {positive: amount > 0}
  reps: {file: reps.csv, key: rep_id, columns: {rep_id: text, region: text}}
dimensions: {region: {name: Region, in: {deals: rep.region}}}
objectives: {grow: {name: Grow, perspective: financial}}
measures: {all: {source: deals, formula: sum(amount)}}
kpis:
  revenue:
    name: Revenue
    description: All
    owner: CFO
    objective: grow
    class: lagging
    tags: [board]
    source: deals
    formula: sum(amount, large)
    better: higher
    target: {value: 10k, from: 2026-01-01, until: 2026-12-31, because: more}
    reviewed: 2026-01-31
    review_every: 6 months
rules:
  low: {when: revenue < 100, action: call, owner: CFO}
`

func TestMessagesHaveALimit(t *testing.T) {
	var list diag.List
	s := &spec.Policy{Message: spec.Inline("policy", strings.Repeat("{n}", 700))}
	p := &policy{spec: s, class: ofOne}
	p.template(&s.Message, &list)
	if len(list.Items) != 1 || list.Items[0].Code != "policy-message" {
		t.Errorf("got %+v", list.Items)
	}
}

// FuzzPolicy evaluates whatever can be checked: it never panics, and what is
// wrong stands inside of the text.
func FuzzPolicy(f *testing.F) {
	for _, seed := range []string{
		`t == "x" and n > 3`, `"a" in list or missing(empty)`, `if(yes, n, n0) ^ 2 / 0 > round(n, n * 99)`, `months_between(d, e) < 1 ?? no`,
		`t matches "a+" and not (t0 contains t)`, `{t} {{x}} {list} {n + 1`, `list in ["a"]`, `1 < n < 3`, `d in [date("2026-01-01"), e]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var list diag.List
		s := &spec.Policy{Assert: spec.Inline("policy", text), Message: spec.Inline("policy", text)}
		p := &policy{spec: s, class: ofOne}
		if n := p.condition(&s.Assert, "assert", &list); n != nil {
			one.evaluate(n)
		}
		for _, m := range p.template(&s.Message, &list) {
			if m.value != nil {
				_ = spelled(one.evaluate(m.value))
			}
		}
		for _, d := range list.Items {
			if d.Range.Start.Col < 1 || d.Range.End.Col > utf8.RuneCountInString(text)+2 {
				t.Errorf("%q: the place %v-%v is outside", text, d.Range.Start, d.Range.End)
			}
		}
	})
}
