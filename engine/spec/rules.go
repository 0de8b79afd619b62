package spec

// severities say how bad it is that a rule fires, the mildest first.
var severities = []string{"info", "warning", "error"}

// A Rule is a condition over KPIs on which somebody is to act.
type Rule struct {
	ID        Text
	When      Text     // a condition over KPIs and measures
	For       Text     // how long it holds before the rule fires, "2 periods"; "" is one
	ClearWhen Text     // what ends it; "" is that When no longer holds
	ClearFor  Text     // how long that holds before the rule is over; "" is one period
	Severity  Text     // info | warning | error; "" is warning
	Message   Text     // with formulas in braces
	Action    Text     // what to do
	Owner     Text     // who does it
	DependsOn []Text   // rules that hold this one back while they fire
	Each      Text     // a dimension, for each of whose members the rule stands
	Changed   []Reason // why it was changed
}

func (r *reader) rules(file *mapping) {
	for id, s := range file.section("rules").unique("rule") {
		m := r.mapping(s)
		r.catalog.Rules = append(r.catalog.Rules, Rule{
			ID:        id,
			When:      r.formula(m.need("when")),
			For:       r.text(m.at("for")),
			ClearWhen: r.formula(m.at("clear_when")),
			ClearFor:  r.text(m.at("clear_for")),
			Severity:  r.word(m.at("severity"), severities),
			Message:   r.text(m.at("message")),
			Action:    r.text(m.at("action")),
			Owner:     r.text(m.at("owner")),
			DependsOn: r.texts(m.at("depends_on"), "rules"),
			Each:      r.text(m.at("each")),
			Changed:   r.changed(m.at("changed")),
		})
		m.done()
	}
}
