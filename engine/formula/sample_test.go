package formula

import (
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"kpi/engine/diag"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

const indent = "      "

// scalar returns text as the formula of a KPI in a file, and the file.
func scalar(text string) (*spec.Text, []byte) {
	body := indent + strings.ReplaceAll(text, "\n", "\n"+indent)
	data := []byte("version: 1\nkpis:\n  k:\n    formula: |2-\n" + body + "\n")
	catalog, _ := spec.Parse("kpis.yaml", data, nil)
	if len(catalog.KPIs) == 1 && catalog.KPIs[0].Formula.Value == text {
		return &catalog.KPIs[0].Formula, data
	}
	return &spec.Text{Value: text, Range: diag.Range{File: "kpis.yaml"}}, data
}

// checkedRow parses and checks text as a formula over the rows of deals.
func checkedRow(text string) (Node, diag.List) {
	return checked(text, func(n Node, list *diag.List) Node { return CheckRow(n, sampleRows(), list) })
}

// checkedNumber parses and checks text as the formula of a KPI over deals.
func checkedNumber(text string) (Node, diag.List) {
	return checked(text, func(n Node, list *diag.List) Node { return CheckNumber(n, sampleNumbers(), list) })
}

func checked(text string, check func(Node, *diag.List) Node) (Node, diag.List) {
	var list diag.List
	t, _ := scalar(text)
	n := Parse(t, &list)
	if n != nil {
		n = check(n, &list)
	}
	list.Sort()
	return n, list
}

// mustNumber fails the test where the formula has a problem.
func mustNumber(t *testing.T, text string) Node {
	t.Helper()
	n, list := checkedNumber(text)
	if list.Len() > 0 {
		t.Fatalf("%s: %s", text, list.Items[0].Message)
	}
	return n
}

func amount(nullable bool) Type {
	return Type{Kind: Number, Unit: unit.Money, Storage: Decimal, Nullable: nullable}
}

func of(kind Kind) Type { return Type{Kind: kind} }

func whole(u unit.Unit) Type { return Type{Kind: Number, Unit: u, Storage: Integer} }

func real64(u unit.Unit) Type { return Type{Kind: Number, Unit: u} }

func may(t Type) Type {
	t.Nullable = true
	return t
}

var sampleColumns = map[string]Type{
	"deal_id": of(Text), "customer_id": of(Text), "stage": of(Text), "postcode": of(Text),
	"country": may(of(Text)), "account": may(of(Text)), "won": of(Boolean), "paid": may(of(Boolean)),
	"amount": amount(true), "list_amount": amount(false), "销售额": amount(false), "quantity": whole(unit.Count),
	"price_eur": real64(unit.Unit{Money: 1, Currency: "EUR"}), "rate": real64(unit.Percent), "score": whole(unit.Points),
	"days": whole(unit.Days), "cycle_days": may(whole(unit.Days)), "weight": real64(unit.Number),
	"created_on": of(Date), "closed_on": may(of(Date)), "since": of(Date), "ordered_on": of(Date),
	"created_at": of(Timestamp), "answered_at": may(of(Timestamp)),
}

// sampleFields are fields of deals; f1 to f13 double with every step.
func sampleFields() map[string]string {
	fields := map[string]string{
		"big":      "amount > 100k",
		"west":     `rep.region == "West"`,
		"margin":   "amount - list_amount",
		"is_wrong": "no_such_column",
		"f1":       "quantity + quantity",
	}
	for i := 2; i <= 13; i++ {
		fields[fmt.Sprintf("f%d", i)] = fmt.Sprintf("f%d + f%d", i-1, i-1)
	}
	return fields
}

// sampleRows is the source deals with a join to reps, and from there to teams.
func sampleRows() *Rows {
	teams := &Rows{Source: "teams", Columns: map[string]Type{"name": of(Text)}}
	reps := &Rows{
		Source:  "reps",
		Columns: map[string]Type{"region": of(Text), "quota": amount(false), "hired_on": of(Date)},
		Joins:   map[string]Join{"team": {Rows: teams}},
	}
	calls := &Rows{Source: "calls", Columns: map[string]Type{"called_on": of(Date), "minutes": may(whole(unit.Count)), "outcome": of(Text)}}
	r := &Rows{
		Source: "deals", Columns: maps.Clone(sampleColumns), Fields: map[string]func() Node{},
		Joins: map[string]Join{"rep": {Rows: reps}, "calls": {Rows: calls, Many: true}}, Numbers: sampleRefs, Reduces: true,
	}
	for name, text := range sampleFields() {
		r.Fields[name] = sync.OnceValue(func() Node { return field(text, r) })
	}
	return r
}

// field reports its own problems elsewhere, as plan does.
func field(text string, r *Rows) Node {
	var own diag.List
	n := CheckRow(Parse(&spec.Text{Value: text}, &own), r, &own)
	if n.Info().Type.Kind == Unknown {
		return nil
	}
	return n
}

var sampleRefs = map[string]Type{
	"revenue": amount(false), "order_in": whole(unit.Count), "notes": whole(unit.Count), "quota": may(amount(false)), "actual": amount(false), "forecast": amount(false),
	"win_rate": may(real64(unit.Percent)), "orders": whole(unit.Count), "nps": real64(unit.Points),
	"revenue_eur": real64(unit.Unit{Money: 1, Currency: "EUR"}), "cycle": may(real64(unit.Days)),
	"营业收入": amount(false),
}

func sampleNumbers() *Numbers {
	spend := &Rows{Source: "spend", Columns: map[string]Type{"amount": amount(false), "spent_on": of(Date)}}
	deals := sampleRows()
	sources := map[string]*Rows{"deals": deals, "spend": spend}
	return &Numbers{
		Rows: deals, Sources: sources, Refs: sampleRefs, Dimensions: map[string]bool{"region": true, "segment": true},
		Judged: map[string][]string{"revenue": {"target", "status"}, "win_rate": {"status"}, "orders": nil},
	}
}

// describeType says all that is known of a value.
func describeType(t Type) string {
	words := []string{string(t.Kind)}
	if t.Kind == Number {
		words = []string{t.Unit.String()}
	}
	if t.Kind == Unknown {
		words = []string{"unknown"}
	}
	if t.Storage != Double {
		words = append(words, string(t.Storage))
	}
	if t.Nullable {
		words = append(words, "may be missing")
	}
	return strings.Join(words, ", ")
}
