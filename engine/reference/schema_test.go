package reference_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"kpi/engine/calendar"
)

// features are the parts of the language that random cases use.
type features struct {
	levels, customers, each, totals, many, edges bool
}

var allFeatures = features{levels: true, customers: true, each: true, totals: true, many: true, edges: true}

// A builder makes a random world.
type builder struct {
	r        *rand.Rand
	w        *world
	with     features
	calendar calendar.Calendar
	days     days
	scopes   map[string]*rowScope // by source
	flows    []string             // sources with a clock that are no plan
	plans    []string
	zoned    bool     // the card has a time zone, so that there are timestamps
	states   []string // sources without a clock
	numbers  map[string][]string
}

// A rowScope is what a formula over the rows of a source may read: texts of
// atoms by their kind.
type rowScope struct {
	atoms  map[string][]string
	words  []string // texts that the columns hold
	levels []string // ways to write level:
	// columns hold numbers as they were written: formulas can make −0.
	columns []string
	edges   bool
}

// kinds of atoms by the type of a column.
var kindOf = map[string]string{"text": "text", "boolean": "bool", "date": "date", "timestamp": "time", "money": "money", "integer": "plain", "number": "plain",
	"percent": "percent", "days": "days", "count": "count", "hours": "hours"}

func (s *rowScope) add(kind, text string) { s.atoms[kind] = append(s.atoms[kind], text) }

func newScope() *rowScope { return &rowScope{atoms: map[string][]string{}} }

// generate makes the world of a seed with so many numbers.
func generate(seed uint64, numbers int, with features) *world {
	b := &builder{r: rand.New(rand.NewPCG(seed, 42)), w: &world{}, with: with, scopes: map[string]*rowScope{}, numbers: map[string][]string{}}
	b.card()
	b.tables()
	b.dimensions()
	b.options()
	for i := range numbers {
		b.number(i, numbers)
	}
	return b.w
}

func (b *builder) card() {
	zone := pick(b.r, []string{"UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Shanghai", ""})
	month := pick(b.r, []time.Month{1, 1, 4, 7, 10, 12})
	sunday := chance(b.r, 30)
	b.zoned = zone != ""
	location, err := time.LoadLocation(zone) // "" is UTC
	if err != nil {
		panic(err)
	}
	b.calendar = calendar.Calendar{FiscalStart: month, SundayWeeks: sunday, Zone: location}
	b.days = newDays(b.r, b.calendar)
	week := map[bool]string{false: "monday", true: "sunday"}[sunday]
	var holidays []string
	for range 1 + b.r.IntN(6) {
		holidays = append(holidays, b.days.day(b.r).String())
	}
	slices.Sort(holidays)
	b.w.card = []string{"title: Random", "currency: USD",
		fmt.Sprintf("calendar: {fiscal_year_starts: %s, week_starts: %s, holidays: [%s]}", strings.ToLower(month.String()), week, strings.Join(slices.Compact(holidays), ", ")),
		"grain: " + pick(b.r, []string{"month", "month", "quarter", "week", "year", "day"})}
	if b.zoned {
		b.w.card = append(b.w.card, "timezone: "+zone)
	}
	if chance(b.r, 10) {
		b.w.card = append(b.w.card, "as_of: "+b.days.day(b.r).String())
	}
}

// tables makes the sources: deals and leads with dates, reps and teams that
// they join, and more where the features ask for it.
func (b *builder) tables() {
	hasTeams := chance(b.r, 50)
	if hasTeams {
		b.lookup("teams", "team_id", 2+b.r.IntN(3), nil)
	}
	joins := []line{}
	if hasTeams {
		joins = []line{{"team", "{source: teams, via: team_id, optional: true}"}}
	}
	b.lookup("reps", "rep_id", 3+b.r.IntN(6), joins)
	if b.with.many {
		b.flow("calls", 10+b.r.IntN(60), nil)
	}
	b.flow("deals", 5+b.r.IntN(110), []line{{"rep", pick(b.r, repJoins)}})
	if chance(b.r, 60) {
		b.flow("leads", 1+b.r.IntN(60), nil)
	}
	if chance(b.r, 50) {
		b.plan()
	}
	if b.with.levels && chance(b.r, 60) {
		b.snapshots()
	}
}

// columns makes columns of random types under random names.
func (b *builder) columns(s *source, types ...string) map[string]vocabulary {
	names := map[string][]string{
		"text": {"stage", "product", "type", "状态", "order"}, "boolean": {"flag", "vip"}, "date": {"closed_on", "created_on", "due"}, "timestamp": {"created_at", "answered_at"},
		"money": {"amount", "cost", "金额"}, "integer": {"pieces", "count", "year"}, "number": {"score", "weight"}, "percent": {"discount"}, "days": {"age"}, "count": {"units"},
		"hours": {"effort"},
	}
	out := map[string]vocabulary{}
	scope := b.scopes[s.id]
	for _, typ := range types {
		if typ == "timestamp" && !b.zoned {
			continue
		}
		for _, name := range names[typ] {
			if _, taken := out[name]; taken {
				continue
			}
			v := newVocabulary(b.r, typ)
			out[name] = v
			s.columns = append(s.columns, column{name, typ})
			scope.add(kindOf[typ], name)
			if kind := kindOf[typ]; kind == "plain" || kind == "money" {
				scope.columns = append(scope.columns, name)
			}
			if typ == "text" {
				scope.words = append(scope.words, v.words...)
			}
			break
		}
	}
	return out
}

func (b *builder) source(id string, joins []line) *source {
	s := &source{id: id, joins: joins}
	b.w.sources = append(b.w.sources, s)
	b.scopes[id] = newScope()
	return s
}

// fill makes rows of all columns; key gives further cells.
func (b *builder) fill(s *source, n int, vocabularies map[string]vocabulary, key func(i int) []string) {
	for i := range n {
		var row []string
		if key != nil {
			row = key(i)
		}
		for _, c := range s.columns[len(row):] {
			row = append(row, vocabularies[c.name].cell(b.r, b.days))
		}
		s.rows = append(s.rows, row)
		if key == nil && chance(b.r, 5) {
			s.rows = append(s.rows, slices.Clone(row))
		}
	}
}

// repJoins are ways to find the rep of a deal: by a column, by a field of both
// sides, or by two columns.
var repJoins = []string{"{source: reps, via: rep_id, optional: true}", "{source: reps, via: [{rep_id: rep_id}]}",
	"{source: reps, via: [rep_id, {pieces: number}]}", "{source: reps, via: {code: code}}", "{source: reps, via: {pieces: number}, optional: true}"}

var repIDs = []string{"R1", "r1", "R2", "R3", "é", "R 4", "R5", "R6", "", "R9"}

// lookup is a source that others join: a key, texts and a number.
func (b *builder) lookup(id, key string, n int, joins []line) {
	s := b.source(id, joins)
	s.lines = []string{"key: [" + key + ", number]"}
	s.columns = []column{{key, "text"}, {"number", "integer"}}
	if len(joins) > 0 {
		s.columns = append(s.columns, column{"team_id", "text"})
		b.reach(id, "team", "teams")
	}
	vocabularies := b.columns(s, "text", "money", "boolean", "date")
	b.states = append(b.states, id)
	b.scopes[id].add("text", key)
	b.scopes[id].add("plain", "number")
	if id == "reps" {
		s.fields = []line{{"code", "length(rep_id) + 10 * number"}}
	}
	keys := slices.DeleteFunc(slices.Clone(repIDs), func(k string) bool { return k == "" })
	b.fill(s, min(n, len(keys)-1), vocabularies, func(i int) []string {
		row := []string{keys[i], strconv.Itoa(i)}
		if len(joins) > 0 {
			row = append(row, pick(b.r, []string{"R1", "R2", "r1", "", "nobody"}))
		}
		return row
	})
}

// reach lets the rows of a source read those of another through a join.
func (b *builder) reach(id, join, other string) {
	for kind, atoms := range b.scopes[other].atoms {
		for _, a := range atoms {
			if strings.Count(a, ".") < 2 {
				b.scopes[id].add(kind, join+"."+a)
			}
		}
	}
	b.scopes[id].words = append(b.scopes[id].words, b.scopes[other].words...)
}

// flow is a source whose rows have dates, amounts and fields.
func (b *builder) flow(id string, n int, joins []line) {
	s := b.source(id, joins)
	s.columns = []column{{"rep_id", "text"}}
	b.scopes[id].add("text", "rep_id")
	types := []string{"date", "money", "integer", "text"}
	for _, extra := range []string{"date", "date", "timestamp", "timestamp", "money", "integer", "number", "number", "percent", "days", "boolean", "text", "text", "count", "hours"} {
		if chance(b.r, 50) {
			types = append(types, extra)
		}
	}
	vocabularies := b.columns(s, types...)
	clock := pick(b.r, slices.Concat(b.scopes[id].atoms["date"], b.scopes[id].atoms["time"]))
	if len(joins) > 0 {
		b.reach(id, "rep", "reps")
		if chance(b.r, 5) {
			clock = "rep." + pick(b.r, b.scopes["reps"].atoms["date"])
		}
	}
	s.lines = []string{"date: " + clock}
	b.fill(s, n, vocabularies, func(int) []string { return []string{pick(b.r, repIDs)} })
	if id == "deals" && b.with.many {
		b.many(s)
	}
	if id == "deals" {
		s.fields = append(s.fields, line{"code", "pieces + 2"})
	}
	b.fields(s)
	b.flows = append(b.flows, id)
	dates := b.scopes[id].atoms["date"]
	b.scopes[id].levels = []string{"current"}
	if len(dates) > 1 {
		b.scopes[id].levels = append(b.scopes[id].levels, fmt.Sprintf("{from: %s, until: %s}", dates[0], dates[1]), fmt.Sprintf("{from: %s}", dates[1]))
	}
}

// fields names a few row formulas.
func (b *builder) fields(s *source) {
	scope := b.scopes[s.id]
	for i, kind := range []string{"bool", "money", "plain", "text", "date"} {
		if !chance(b.r, 40) {
			continue
		}
		t := b.row(scope, kind, 2)
		name := "f" + strconv.Itoa(i)
		s.fields = append(s.fields, line{name, quoted(t.String())})
		scope.add(kind, name)
	}
}

// many joins the calls of a deal's rep, and names what they come to.
func (b *builder) many(s *source) {
	within := ""
	if chance(b.r, 40) {
		within = ", within: " + pick(b.r, []string{"1 day", "30 days", "10 weeks"})
	}
	s.joins = append(slices.Clone(s.joins), line{"calls", "{source: calls, via: rep_id, many: true" + within + "}"})
	calls, scope := b.scopes["calls"], b.scopes[s.id]
	where := func() string {
		if chance(b.r, 50) {
			return ""
		}
		return ", " + b.row(calls, "bool", 1).String()
	}
	for i, f := range []struct{ kind, text string }{
		{"count", "calls.count(" + strings.TrimPrefix(where(), ", ") + ")"},
		{"money", "calls.sum(" + b.row(calls, "money", 1).String() + where() + ")"},
		{"plain", "calls." + pick(b.r, []string{"avg", "median", "max"}) + "(" + b.row(calls, "plain", 1).String() + where() + ")"},
		{"date", "calls." + pick(b.r, []string{"min", "max"}) + "(" + pick(b.r, calls.atoms["date"]) + where() + ")"},
		{"count", "calls.count_distinct(" + b.row(calls, "text", 1).String() + where() + ")"},
		{"bool", "calls.count(" + strings.TrimPrefix(where(), ", ") + ") == 0"},
	} {
		if chance(b.r, 50) {
			name := "m" + strconv.Itoa(i)
			s.fields = append(s.fields, line{name, quoted(f.text)})
			scope.add(f.kind, name)
		}
	}
}

// plan is a source of plans.
func (b *builder) plan() {
	s := b.source("quotas", nil)
	s.columns = []column{{"rep_id", "text"}}
	b.scopes[s.id].add("text", "rep_id")
	vocabularies := b.columns(s, "date", "money", "number", "text")
	s.lines = []string{"plan: true", "covers: " + pick(b.r, []string{"month", "month", "quarter", "week", "day", "year"}), "date: closed_on"}
	b.fill(s, 1+b.r.IntN(40), vocabularies, func(int) []string { return []string{pick(b.r, repIDs)} })
	b.plans = append(b.plans, s.id)
}

// snapshots is a source that says what things were on some days.
func (b *builder) snapshots() {
	s := b.source("balances", nil)
	s.columns = []column{{"taken_on", "date"}, {"account", "text"}}
	b.scopes[s.id].add("text", "account")
	vocabularies := b.columns(s, "money", "text", "integer")
	s.lines = []string{"date: taken_on"}
	seen := map[string]bool{}
	accounts := []string{"A", "B", "C", "a", ""}
	b.fill(s, 5+b.r.IntN(40), vocabularies, func(int) []string {
		for range 100 {
			row := []string{b.days.day(b.r).String(), pick(b.r, accounts)}
			if !seen[row[0]+row[1]] {
				seen[row[0]+row[1]] = true
				return row
			}
		}
		return []string{"", ""}
	})
	b.scopes[s.id].levels = []string{"{taken_on: taken_on, per: account}", "{taken_on: taken_on, per: [account, stage]}"}
	b.flows = append(b.flows, s.id)
}
