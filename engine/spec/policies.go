package spec

// policed are the things that policies look at.
var policed = []string{"kpis", "targets", "measures", "sources", "dimensions", "objectives", "rules"}

// A Policy is a rule of the house over the definitions, which lint applies.
type Policy struct {
	ID       Text
	For      Text // kpis | targets | measures | sources | dimensions | objectives | rules
	Where    Text // a condition over attributes; "" is all of them
	Assert   Text // a condition that each is to meet
	Message  Text // with attributes in braces; "" says what is asserted
	Severity Text // info | warning | error; "" is warning
	Why      Text
}

func (r *reader) policies(file *mapping) {
	for id, s := range file.section("policies").unique("policy") {
		m := r.mapping(s)
		r.catalog.Policies = append(r.catalog.Policies, Policy{
			ID:       id,
			For:      r.word(m.need("for"), policed),
			Where:    r.formula(m.at("where")),
			Assert:   r.formula(m.need("assert")),
			Message:  r.text(m.at("message")),
			Severity: r.word(m.at("severity"), severities),
			Why:      r.text(m.at("why")),
		})
		m.done()
	}
}
