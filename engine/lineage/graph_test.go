package lineage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kpi/engine/lineage"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// shop has a query, joins, a measure, KPIs on KPIs, a target that is a measure and
// a rule.
const shop = `version: 1
scorecard: {currency: USD}
sources:
  orders:
    file: orders.csv
    date: day
    columns: {day: date, amount: money, rep_id: text}
    joins: {rep: {source: reps, via: rep_id}}
  reps:
    file: reps.csv
    key: rep_id
    columns: {rep_id: text, region: text}
  quotas:
    file: quotas.csv
    date: day
    plan: true
    covers: month
    columns: {day: date, amount: money}
  big:
    query: select * from orders where amount > 100
    date: day
    columns: {day: date, amount: money}
measures:
  quota: {source: quotas, formula: sum(amount)}
kpis:
  revenue: {source: orders, formula: sum(amount), better: higher, target: quota}
  west: {source: orders, formula: 'sum(amount, rep.region == "West")'}
  share: {formula: west / revenue, unit: percent}
  large: {source: big, formula: count(), better: higher, target: 10 per month}
rules:
  low_share: {when: share < 10% and status(large) == "off_track", message: "{share}", action: Call, owner: VP Sales}
`

func planOf(t *testing.T, text string) *plan.Plan {
	t.Helper()
	catalog, list := spec.Parse("kpis.yaml", []byte(text), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	if list.HasErrors() {
		t.Fatalf("%s: %s", list.Items[0].Range, list.Items[0].Message)
	}
	return p
}

func words(nodes []lineage.Node) string {
	var out []string
	for _, n := range nodes {
		out = append(out, fmt.Sprintf("%s %s", n.Kind, n.ID))
	}
	return strings.Join(out, ", ")
}

func TestWhatReadsWhat(t *testing.T) {
	g := lineage.Of(planOf(t, shop))
	for _, c := range []struct {
		node         lineage.Node
		reads, after string
	}{
		{lineage.Node{Kind: lineage.Source, ID: "orders"}, "", "source big, kpi revenue, kpi west"},
		{lineage.Node{Kind: lineage.Source, ID: "reps"}, "", "kpi west"},
		{lineage.Node{Kind: lineage.Source, ID: "big"}, "source orders", "kpi large"},
		{lineage.Node{Kind: lineage.Measure, ID: "quota"}, "source quotas", "kpi revenue"},
		{lineage.Node{Kind: lineage.KPI, ID: "revenue"}, "source orders, measure quota", "kpi share"},
		{lineage.Node{Kind: lineage.KPI, ID: "west"}, "source orders, source reps", "kpi share"},
		{lineage.Node{Kind: lineage.KPI, ID: "share"}, "kpi west, kpi revenue", "rule low_share"},
		{lineage.Node{Kind: lineage.Rule, ID: "low_share"}, "kpi share, kpi large", ""},
	} {
		if got := words(g.Reads(c.node)); got != c.reads {
			t.Errorf("%s reads %q, want %q", c.node.ID, got, c.reads)
		}
		if got := words(g.ReadBy(c.node)); got != c.after {
			t.Errorf("%s is read by %q, want %q", c.node.ID, got, c.after)
		}
	}
}

func TestAroundAKPIStandsWhatItIsMadeOfAndWhatIsMadeOfIt(t *testing.T) {
	g := lineage.Of(planOf(t, shop)).Around(lineage.Node{Kind: lineage.KPI, ID: "west"})
	if got, want := words(g.Nodes), "source orders, source reps, kpi west, kpi share, rule low_share"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := words(g.Reads(lineage.Node{Kind: lineage.KPI, ID: "share"})), "kpi west"; got != want {
		t.Errorf("what is not around is still read: got %q, want %q", got, want)
	}
}

func TestLayersStandBehindWhatTheyRead(t *testing.T) {
	g := lineage.Of(planOf(t, shop))
	var got []string
	for _, layer := range g.Layers() {
		got = append(got, words(layer))
	}
	want := "source orders, source reps, source quotas | source big, measure quota, kpi west | kpi revenue, kpi large | kpi share | rule low_share"
	if all := strings.Join(got, " | "); all != want {
		t.Errorf("got  %s\nwant %s", all, want)
	}
}

// Status lists may look at each other's KPIs.
func TestACircleOfStatusListsEnds(t *testing.T) {
	const bands = ", better: higher, status: [{green: value > %s}, {otherwise: red}]}"
	text := strings.Replace(shop, `"West")'}`, `"West")'`+fmt.Sprintf(bands, "large"), 1)
	text = strings.Replace(text, "formula: count(), better: higher, target: 10 per month}", "formula: sum(amount)"+fmt.Sprintf(bands, "west"), 1)
	g := lineage.Of(planOf(t, text))
	if got, want := words(g.ReadBy(lineage.Node{Kind: lineage.KPI, ID: "large"})), "kpi west, rule low_share"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := words(slices.Concat(g.Layers()...)), "kpi large"; !strings.Contains(got, want) {
		t.Errorf("%q lacks %q", got, want)
	}
}
