package formula

import (
	"fmt"
	"maps"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/status"
)

// verdicts are the words that a status is compared with.
var verdicts = map[string]status.Status{
	"on_track": status.OnTrack, "at_risk": status.AtRisk, "off_track": status.OffTrack,
	"on track": status.OnTrack, "at risk": status.AtRisk, "off track": status.OffTrack,
}

// colors are the words of status lists, which people write for a status.
var colors = map[string]status.Status{"green": status.OnTrack, "amber": status.AtRisk, "red": status.OffTrack}

// judged checks target(revenue); a status stands beside a word only, which
// verdict has seen.
func (c *checker) judged(n *Call, f *Function) Node {
	if n.Name == "status" {
		c.errorf(n, "wrong-arguments", "a status is compared with a word").Labelf("%s", f.Example)
		return n
	}
	kpi := c.judgedKPI(n, f)
	if kpi == nil {
		n.Type = Type{}
		return n
	}
	j := &Judged{Base: n.Base, Func: n.Name, KPI: kpi}
	j.Type = Type{Kind: Number, Unit: kpi.Type.Unit, Nullable: true}
	return j
}

// judgedKPI checks the argument of a function that asks what a KPI is judged
// by; nil is wrong.
func (c *checker) judgedKPI(n *Call, f *Function) *Ref {
	switch {
	case c.numbers == nil || c.numbers.Judged == nil:
		c.errorf(n, "function-scope", "%q asks what a KPI is judged by, and stands in the conditions and messages of rules only", n.Name)
		return nil
	case len(n.Args) != 1 || n.Qualifier != nil:
		c.errorf(n, "wrong-arguments", "%s takes the name of one KPI", n.Name).Labelf("%s", f.Example)
		return nil
	}
	name, ok := n.Args[0].(*Name)
	if !ok {
		c.list.Errorf(Range(n.Args[0]), "wrong-arguments", "%s takes the name of a KPI, and not a formula", n.Name).Labelf("%s", f.Example)
		return nil
	}
	answers, ok := c.numbers.Judged[name.Name]
	if _, measure := c.numbers.Refs[name.Name]; measure && !ok {
		c.list.Errorf(name.Place.Range(), "no-target", "%q is a measure: nobody judges it", name.Name).Notef("a KPI has a target and a status")
		return nil
	}
	if !ok {
		c.unknown(name, "unknown-name", fmt.Sprintf("there is no KPI %q", name.Name), slices.Collect(maps.Keys(c.numbers.Judged)), "KPIs")
		return nil
	}
	if !slices.Contains(answers, n.Name) {
		d := c.list.Errorf(name.Place.Range(), "no-target", "%q has no %s", name.Name, n.Name)
		if len(answers) > 0 {
			d.Notef("a range or a status list is no single number: ask for status(%s)", name.Name)
		} else {
			d.Notef("add target: to the KPI")
		}
		return nil
	}
	if c.numbers.Refs[name.Name].Kind == Unknown {
		return nil // what is wrong with the KPI is reported there
	}
	ref := &Ref{Base: name.Base, ID: name.Name}
	ref.Type = c.numbers.Refs[name.Name]
	return ref
}

// verdict reads status(revenue) == "off_track", and the same with != and in. It
// returns nil where n compares no status.
func (c *checker) verdict(n *Binary) Node {
	x, y := n.X, n.Y
	if _, text := x.(*TextLiteral); text && n.Op != "in" {
		x, y = y, x
	}
	call, ok := x.(*Call)
	if !ok || call.Name != "status" || !slices.Contains([]string{"==", "!=", "in"}, n.Op) {
		return nil
	}
	items := []Node{y}
	if list, ok := y.(*List); ok && n.Op == "in" {
		items = list.Items
	}
	j := &Judged{Base: call.Base, Func: "status"}
	j.Type = Type{Kind: Boolean, Nullable: true}
	before := c.list.Count(diag.Error)
	for _, item := range items {
		j.Is = append(j.Is, c.statusWord(item))
	}
	if j.KPI = c.judgedKPI(call, Lookup("status")); j.KPI == nil || c.list.Count(diag.Error) > before {
		n.Type = Type{}
		return n
	}
	if n.Op == "!=" {
		return &Unary{Base: j.Base, Op: "not", X: j}
	}
	return j
}

func (c *checker) statusWord(n Node) status.Status {
	const words = `a status is "on_track", "at_risk" or "off_track"`
	text, ok := n.(*TextLiteral)
	if !ok {
		c.list.Errorf(Range(n), "wrong-arguments", words)
		return status.None
	}
	s, ok := verdicts[text.Value]
	if !ok {
		d := c.list.Errorf(text.Place.Range(), "wrong-arguments", words+", not %q", text.Value)
		if near := diag.Nearest(text.Value, slices.Sorted(maps.Keys(verdicts))); near != "" {
			d.Labelf("did you mean %q?", string(verdicts[near]))
		} else if s, ok := colors[text.Value]; ok {
			d.Labelf("write %q", string(s))
		}
	}
	return s
}

func (j *Judged) text() string {
	call := j.Func + "(" + j.KPI.ID + ")"
	switch len(j.Is) {
	case 0:
		return call
	case 1:
		return fmt.Sprintf("%s == %q", call, string(j.Is[0]))
	}
	list := ""
	for i, s := range j.Is {
		if i > 0 {
			list += ", "
		}
		list += fmt.Sprintf("%q", string(s))
	}
	return call + " in [" + list + "]"
}
