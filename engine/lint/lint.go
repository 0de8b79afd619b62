// Package lint finds what is legal in definitions and yet probably not meant,
// and values that ask somebody to act. Every rule is one file.
package lint

import (
	"cmp"
	"iter"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
)

// A Rule is one check. Rules lists them all.
type Rule struct {
	Name     string // the code of its findings
	Letter   string // of SMART: S, M, A, R or T
	Severity diag.Severity
	Needs    Needs
	// Sees reports whether there is what the rule looks at beside a value; nil is at
	// any value. What it does not see is no result of the pass, and does not count.
	Sees  func(*scorecard.Result) bool
	Doc   Doc
	Check func(*Pass)
}

// A Doc says why a rule is there, with sections of a kpis.yaml that break it and
// that keep it.
type Doc struct{ Why, Wrong, Right string }

// Needs says what a rule looks at.
type Needs string

// What rules look at: one definition, all of them together, the values, too, or
// what stands beside the values.
const (
	Definition Needs = "definition"
	Project    Needs = "project"
	Values     Needs = "values"
	Evidence   Needs = "evidence"
)

// card reports whether there have to be values.
func (n Needs) card() bool { return n == Values || n == Evidence }

// Facts are what is known beside the definitions. The zero Facts are nothing.
type Facts struct {
	Card *scorecard.Scorecard // with the values of KPIs; nil is none
	// Today is an ISO day: comments that ignore something end. "" is the as-of
	// date of the card, and nothing ends without one.
	Today string
	// Shown says that the values are computed for a reader, who is not told of
	// comments that ignore nothing.
	Shown bool
}

// A Pass is one run of a rule.
type Pass struct {
	Plan  *plan.Plan
	Card  *scorecard.Scorecard // nil for rules that do not need values
	last  string               // ISO day that ends the reported period; "" where no values are known
	rule  *Rule
	found []*Finding
}

// A Finding is something that a rule has found. KPIs are those that it is about.
type Finding struct {
	*diag.Diagnostic
	Said   phrase.Phrase // its message
	Advice phrase.Phrase // its first note; empty is none
	Rule   *Rule
	KPIs   []*plan.KPI
	// subject is the KPI at whose line a comment can ignore it; nil is none.
	subject *plan.KPI
}

// Reportf is Report of a phrase with its arguments.
func (p *Pass) Reportf(k *plan.KPI, at diag.Range, format string, args ...any) *Finding {
	return p.Report(k, at, phrase.Phrase{Format: format, Args: args})
}

// Report adds a finding about a KPI, or, where k is nil, about none alone. The
// caller may add to it.
func (p *Pass) Report(k *plan.KPI, at diag.Range, said phrase.Phrase) *Finding {
	f := &Finding{Rule: p.rule, subject: k, Said: said, Diagnostic: &diag.Diagnostic{
		Severity: p.rule.Severity, Range: at, Code: p.rule.Name, Message: said.String(),
	}}
	if k != nil {
		f.KPIs = []*plan.KPI{k}
	}
	p.found = append(p.found, f)
	return f
}

// Notef adds a note, as a phrase with its arguments, and returns f. The first note
// is the advice.
func (f *Finding) Notef(format string, args ...any) *Finding {
	return f.note(phrase.Phrase{Format: format, Args: args})
}

func (f *Finding) note(said phrase.Phrase) *Finding {
	if f.Advice.Empty() {
		f.Advice = said
	}
	f.Diagnostic.Notef("%s", said)
	return f
}

// weight returns the weight that counts in the reported period, and the latest one
// where only definitions are known.
func (p *Pass) weight(w plan.Weights) plan.Weight {
	if day, ok := calendar.ParseDate(p.last); ok {
		return w.On(day)
	}
	return w.Latest()
}

// Results yields the KPIs of the card with their results, in its order, as far as
// the rule sees them.
func (p *Pass) Results() iter.Seq2[*plan.KPI, *scorecard.Result] {
	return func(yield func(*plan.KPI, *scorecard.Result) bool) {
		for r := range results(p.Card) {
			if p.rule.Sees != nil && !p.rule.Sees(r) {
				continue
			}
			if !yield(p.Plan.Numbers[r.ID].KPI, r) {
				return
			}
		}
	}
}

// results yields the results of a card, in its order.
func results(card *scorecard.Scorecard) iter.Seq[*scorecard.Result] {
	return func(yield func(*scorecard.Result) bool) {
		for _, s := range card.Sections {
			for i := range s.Results {
				if !yield(&s.Results[i]) {
					return
				}
			}
		}
	}
}

// A Report is what all rules have found that could look.
type Report struct {
	Findings []*Finding // that no comment ignores, by place
	Comments diag.List  // what is wrong with comments that ignore
	looked   []*Rule
	// failed holds what KPIs do not pass, excused what a comment ignores, and unseen
	// what a rule could not look at.
	failed, excused, unseen map[mark]bool
}

// A mark is what a rule gives a KPI.
type mark struct {
	rule *Rule
	kpi  string
}

// Run applies the rules to a plan without errors. Those that need values run
// where there is a card.
func Run(p *plan.Plan, f Facts) *Report {
	r := &Report{failed: map[mark]bool{}, excused: map[mark]bool{}, unseen: map[mark]bool{}}
	policies, _ := Policies(p.Catalog) // their mistakes were told when they were read
	for _, rule := range slices.Concat(Rules(), policies) {
		pass := &Pass{Plan: p, rule: rule}
		if rule.Needs.card() {
			if f.Card == nil {
				continue
			}
			pass.Card = f.Card
			r.overlook(rule, f.Card)
		}
		if f.Card != nil {
			pass.last = f.Card.Period.Last
		}
		rule.Check(pass)
		r.Findings = append(r.Findings, pass.found...)
		r.looked = append(r.looked, rule)
	}
	r.ignore(p.Catalog.Ignores, f)
	slices.SortStableFunc(r.Findings, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(a.Range.File, b.Range.File), cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
			cmp.Compare(a.Range.Start.Col, b.Range.Start.Col))
	})
	for _, finding := range r.Findings {
		finding.marked(r.failed)
	}
	return r
}

// overlook notes the results that a rule does not see.
func (r *Report) overlook(rule *Rule, card *scorecard.Scorecard) {
	if rule.Sees == nil {
		return
	}
	for result := range results(card) {
		if !rule.Sees(result) {
			r.unseen[mark{rule, result.ID}] = true
		}
	}
}

// marked adds the KPIs that a finding is about to a set.
func (f *Finding) marked(set map[mark]bool) {
	for _, k := range f.KPIs {
		set[mark{f.Rule, k.ID}] = true
	}
}

// OfValues returns what the rules that need values have found, and the comments
// that have ended, sorted by place.
func (r *Report) OfValues() diag.List {
	var list diag.List
	for _, f := range r.Findings {
		if f.Rule.Needs.card() {
			list.Items = append(list.Items, f.Diagnostic)
		}
	}
	list.Append(r.Comments)
	list.Sort()
	return list
}

// List returns all that the report holds, sorted by place.
func (r *Report) List() diag.List {
	var list diag.List
	for _, f := range r.Findings {
		list.Items = append(list.Items, f.Diagnostic)
	}
	list.Append(r.Comments)
	list.Sort()
	return list
}

// Concerns returns the findings of the rules that need values, as a scorecard
// shows them.
func (r *Report) Concerns() []scorecard.Concern {
	var out []scorecard.Concern
	for _, f := range r.Findings {
		if !f.Rule.Needs.card() {
			continue
		}
		c := scorecard.Concern{Code: f.Code, Severity: f.Severity.String(), Message: f.Said, Advice: f.Advice}
		if len(f.KPIs) > 0 {
			c.KPI = f.KPIs[0].ID
		}
		out = append(out, c)
	}
	return out
}
