package plan

import (
	"slices"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// A Severity says how bad it is that a rule fires.
type Severity string

// The severities.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Severities lists all severities, the mildest first.
func Severities() []Severity { return []Severity{Info, Warning, Error} }

// AtLeast reports whether s is as bad as other, or worse.
func (s Severity) AtLeast(other Severity) bool {
	return slices.Index(Severities(), s) >= slices.Index(Severities(), other)
}

// A Rule is a condition on which somebody is to act, as understood.
type Rule struct {
	ID        string
	Spec      *spec.Rule
	When      formula.Node
	Clear     formula.Node // nil is that When no longer holds
	For       int          // periods in a row that When holds before the rule fires
	ClearFor  int          // periods in a row that Clear holds before it is over
	Severity  Severity
	Message   Template
	DependsOn []*Rule
	Each      *Dimension // nil is all rows at once
	// Grain is that of the periods, where a KPI that the rule names has one that is
	// coarser than the card's; "" is the view's.
	Grain calendar.Grain
	Terms []Term // of When, then of Clear, each once
}

// A Term is a part of a condition that has a number of its own: a KPI, or what a
// window or an aggregate makes.
type Term struct {
	Node    formula.Node
	Text    string    // in words, such as the name of the KPI, or as a formula
	Unit    unit.Unit // of a number
	Points  bool      // it is a difference of percentages
	Settles int       // how many days after its end a period is complete
}

// Reads reports whether the rule names the KPI or measure in a condition.
func (r *Rule) Reads(id string) bool {
	found := false
	for _, t := range r.Terms {
		formula.Walk(t.Node, func(n formula.Node) {
			ref, ok := n.(*formula.Ref)
			found = found || ok && ref.ID == id
		})
	}
	return found
}

// Formulas are the formulas of the rule's conditions, then of its message.
func (r *Rule) Formulas() []formula.Node {
	out := []formula.Node{r.When}
	if r.Clear != nil {
		out = append(out, r.Clear)
	}
	for _, p := range r.Message {
		if p.Formula != nil {
			out = append(out, p.Formula)
		}
	}
	return out
}

// Rule returns the rule of that name, or nil.
func (p *Plan) Rule(id string) *Rule {
	for _, r := range p.Rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// rules resolves the rules, which may read all that is judged.
func (b *builder) rules() {
	judged := b.judged()
	for i := range b.catalog.Rules {
		s := &b.catalog.Rules[i]
		r := &Rule{ID: s.ID.Value, Spec: s, Severity: Severity(s.Severity.Value)}
		if r.Severity == "" {
			r.Severity = Warning
		}
		b.ruleEach(r)
		r.When = b.ruleCondition(&s.When, judged)
		r.Clear = b.ruleCondition(&s.ClearWhen, judged)
		b.ruleTerms(r)
		r.For, r.ClearFor = b.ruleSpan(r, s.For), b.ruleSpan(r, s.ClearFor)
		r.Message = b.template(r, &s.Message, judged)
		b.ruleDimension(r)
		b.ruleContradiction(r)
		b.plan.Rules = append(b.plan.Rules, r)
	}
	b.dependencies()
}

// judged lists for each KPI what a rule can ask of it.
func (b *builder) judged() map[string][]string {
	out := map[string][]string{}
	for i := range b.catalog.KPIs {
		k := &b.catalog.KPIs[i]
		out[k.ID.Value] = nil
		if k.Target.Written() || len(k.Status) > 0 {
			out[k.ID.Value] = []string{"status"}
		}
		if k.Target.Written() && !k.Target.Between() {
			out[k.ID.Value] = append(out[k.ID.Value], "target")
		}
	}
	return out
}

func (b *builder) ruleEach(r *Rule) {
	each := r.Spec.Each
	if !each.Written() {
		return
	}
	if r.Each = b.plan.Dimension(each.Value); r.Each == nil {
		b.unknown(each, "unknown-dimension", "there is no dimension %q", ids(b.plan.Dimensions, func(d *Dimension) string { return d.ID }))
	}
}

// ruleCondition checks a condition over KPIs; nil is none, or wrong.
func (b *builder) ruleCondition(text *spec.Text, judged map[string][]string) formula.Node {
	if !text.Written() {
		return nil
	}
	n := b.ruleFormula(text, judged)
	if n == nil {
		return nil
	}
	if kind := n.Info().Type.Kind; kind != formula.Boolean {
		b.list.Errorf(text.Range, "formula-type", "a rule has a condition, and this is a %s", kind).Labelf("such as revenue < 0.8 * target(revenue)")
		return nil
	}
	if len(terms(n)) == 0 {
		b.list.Errorf(text.Range, "rule-without-kpi", "this reads no KPI and no measure: it is the same in every period")
	}
	return n
}

// ruleFormula parses, checks and binds a formula over numbers that may ask what
// a KPI is judged by; nil is wrong.
func (b *builder) ruleFormula(text *spec.Text, judged map[string][]string) formula.Node {
	n := formula.Parse(text, &b.list)
	if n == nil {
		return nil
	}
	n = formula.CheckNumber(n, &formula.Numbers{Sources: b.rows, Refs: b.numberTypes, Dimensions: b.dimensionNames(), Judged: judged}, &b.list)
	if n.Info().Type.Kind == formula.Unknown {
		return nil
	}
	none := &spec.Text{}
	b.bind(&draft{formula: text, date: none, where: none, level: &spec.Level{}}, n, nil)
	b.judgedAlone(n)
	return n
}

// judgedAlone refuses a target or status inside of what moves the window or
// changes the rows: a KPI is judged in its period, as a whole or by member.
func (b *builder) judgedAlone(n formula.Node) {
	formula.Walk(n, func(n formula.Node) {
		var around formula.Node
		switch n := n.(type) {
		case *formula.Window:
			around = n.X
		case *formula.Each:
			around = n.X
		case *formula.Total:
			around = n.X
		}
		formula.Walk(around, func(inner formula.Node) {
			if j, ok := inner.(*formula.Judged); ok {
				b.list.Errorf(formula.Range(n), "function-scope", "%s is that of the period at hand, and cannot stand inside of another function over periods or members", j.Func)
			}
		})
	})
}

// terms lists the parts of a condition that have a number of their own.
func terms(n formula.Node) []formula.Node {
	switch n.(type) {
	case nil, *formula.NumberLiteral, *formula.BoolLiteral, *formula.Missing:
		return nil
	case *formula.Unary, *formula.Binary, *formula.Call, *formula.List:
		var out []formula.Node
		for _, child := range formula.Children(n) {
			out = append(out, terms(child)...)
		}
		return out
	}
	return []formula.Node{n}
}

// ruleTerms finds what a rule reads, and what that says about its periods.
func (b *builder) ruleTerms(r *Rule) {
	seen := map[string]bool{}
	for _, n := range append(terms(r.When), terms(r.Clear)...) {
		if text := formula.Format(n); !seen[text] {
			seen[text] = true
			r.Terms = append(r.Terms, Term{Node: n, Text: b.termText(n), Unit: n.Info().Type.Unit, Points: inPoints(n), Settles: b.settling(n, map[string]bool{})})
		}
		formula.Walk(n, func(n formula.Node) {
			ref, ok := n.(*formula.Ref)
			if !ok || b.plan.Numbers[ref.ID] == nil || b.plan.Numbers[ref.ID].KPI == nil {
				return
			}
			g := b.plan.Numbers[ref.ID].KPI.Grain
			if g != "" && b.plan.Grain.FinerThan(g) && (r.Grain == "" || r.Grain.FinerThan(g)) {
				r.Grain = g
			}
		})
	}
}

// termText says a term in words where that is short: a KPI by its name.
func (b *builder) termText(n formula.Node) string {
	switch n := n.(type) {
	case *formula.Ref:
		return b.nameOf(n.ID)
	case *formula.Judged:
		if n.Func == "target" {
			return "target of " + b.nameOf(n.KPI.ID)
		}
		var words []string
		for _, s := range n.Is {
			words = append(words, s.Word())
		}
		return b.nameOf(n.KPI.ID) + " is " + strings.Join(words, " or ")
	}
	return formula.Format(n)
}

// nameOf is the name of a KPI that is printed, or that of a measure.
func (b *builder) nameOf(id string) string {
	if n := b.plan.Numbers[id]; n != nil && n.KPI != nil && n.KPI.Spec.Name.Written() {
		return n.KPI.Spec.Name.Value
	}
	return id
}

// longestRun is the most periods that a rule may wait.
const longestRun = 100

// ruleSpan reads "2 periods", or the same in the unit of the scorecard, "2
// months"; nothing is one period.
func (b *builder) ruleSpan(r *Rule, text spec.Text) int {
	if !text.Written() {
		return 1
	}
	grain := b.plan.Grain
	if r.Grain != "" {
		grain = r.Grain
	}
	number, word, _ := strings.Cut(strings.Join(strings.Fields(text.Value), " "), " ")
	asked := calendar.Grain(strings.TrimSuffix(word, "s"))
	if asked == "period" {
		asked = grain
	}
	n, known, ok := calendar.ParseSpan(number + " " + string(asked))
	switch {
	case ok && known == grain && n <= longestRun:
		return n
	case ok && known != grain:
		b.list.Errorf(text.Range, "rule-span", "%q cannot be counted: the periods of this rule are %s", text.Value, grain.Plural()).
			Labelf("such as 2 periods")
	default:
		b.list.Errorf(text.Range, "rule-span", "%q is no number of periods from 1 to %d", text.Value, longestRun).
			Labelf("such as 2 periods, or 2 %s", grain.Plural())
	}
	return 1
}

// ruleDimension checks that the rule can be evaluated for every member of its
// dimension.
func (b *builder) ruleDimension(r *Rule) {
	if r.Each == nil {
		return
	}
	nodes := append(terms(r.When), terms(r.Clear)...)
	for _, p := range r.Message {
		nodes = append(nodes, terms(p.Formula)...)
	}
	for _, n := range nodes {
		for _, s := range b.plan.sourcesBy(n, r.Each) {
			if r.Each.In[s.ID] != nil {
				continue
			}
			d := b.list.Errorf(formula.Range(n), "rule-dimension", "%s cannot be computed for each %s", formula.Format(n), r.Each.ID)
			if s.ID != "" {
				d.Labelf("the rows of %q have no %s", s.ID, r.Each.ID).Notef("add the source to in: of the dimension, or take total(…) of it")
			}
			break
		}
	}
}
