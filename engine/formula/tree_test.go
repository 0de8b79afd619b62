package formula

import (
	"slices"
	"strings"
	"testing"

	"kpi/engine/diag"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"sum(amount, won)", "the sum of amount over the rows of deals where won"},
		{"count()", "the number of rows of deals"},
		{"count(won) / count()", "the number of rows of deals where won divided by the number of rows of deals"},
		{"count_distinct(customer_id)", "the number of different customer_id over the rows of deals"},
		{"spend.avg(amount)", "the mean of amount over the rows of spend"},
		{"median(amount)", "the median of amount over the rows of deals"},
		{"min(amount) - max(amount)", "the smallest amount over the rows of deals less the largest amount over the rows of deals"},
		{"percentile(amount, 0.9)", "the 90th percentile of amount over the rows of deals"},
		{"percentile(amount, 0.29)", "the 29th percentile of amount over the rows of deals"},
		{"percentile(amount, 0.01)", "the 1st percentile of amount over the rows of deals"},
		{"percentile(amount, 0.12)", "the 12th percentile of amount over the rows of deals"},
		{"percentile(amount, 0.22)", "the 22nd percentile of amount over the rows of deals"},
		{"percentile(amount, 0.93)", "the 93rd percentile of amount over the rows of deals"},
		{"percentile(amount, 0.995)", "the 99.5th percentile of amount over the rows of deals"},
		{"(revenue + quota) * 2", "(revenue plus quota) times 2"},
		{"previous(revenue)", "(revenue) 1 period earlier"},
		{"previous(revenue, 2)", "(revenue) 2 periods earlier"},
		{"last_year(revenue)", "(revenue) 1 year earlier"},
		{`trailing(revenue, "12 months")`, "(revenue) over the last 12 months"},
		{`trailing(revenue, "1 week")`, "(revenue) over the last 1 week"},
		{`to_date(revenue, "year")`, "(revenue) from the start of the year"},
		{`whole(quota, "quarter")`, "(quota) over the whole quarter"},
		{"growth(revenue)", "the growth of (revenue) on last year"},
		{`growth(revenue, "previous")`, "the growth of (revenue) on previous"},
		{"12M", "12000000"},
		{"round(revenue, 2)", "round(revenue, 2)"},
	} {
		if got := Words(mustNumber(t, c.text)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestFormatIsStable prints trees, reads them again, and prints the same.
func TestFormatIsStable(t *testing.T) {
	for _, text := range []string{
		"sum(amount, won and stage != \"x\") / 12M", "-2 ^ 2", "(-2) ^ 2", "1 - -1", "1e21 + 1e-10 + 0.1", "- - revenue",
		"2 ^ 3 ^ 2", "(2 ^ 3) ^ 2", "not (revenue > 1) or orders > 2", "quota ?? 0", `trailing(revenue, "1 year")`, `growth(last_year(revenue, 2))`,
		"percentile(amount, 0.9, stage in [\"a\\n\", \"”\"])", "if(missing(quota), nil, 1)", "7 - (3 - 2)", "7 / (3 / 2)",
	} {
		once := Format(mustNumber(t, text))
		again := Format(mustNumber(t, once))
		if once != again {
			t.Errorf("%s: got %q, want %q", text, again, once)
		}
	}
}

func TestFormatTellsTreesApart(t *testing.T) {
	for _, pair := range [][2]string{{"-2 ^ 2", "(-2) ^ 2"}, {"7 - 3 - 2", "7 - (3 - 2)"}, {"2 ^ 3 ^ 2", "(2 ^ 3) ^ 2"}, {"revenue + quota ?? 0", "(revenue + quota) ?? 0"}} {
		if a, b := Format(mustNumber(t, pair[0])), Format(mustNumber(t, pair[1])); a == b {
			t.Errorf("%s and %s both print as %s", pair[0], pair[1], a)
		}
	}
	if got := Format(nil); got != "" {
		t.Errorf("nil prints as %q", got)
	}
}

func TestNames(t *testing.T) {
	text, _ := scalar("revenue / orders + previous(revenue) + sum(amount, won) + deals.count(big)")
	got := Names(Parse(text, &diag.List{}))
	if want := []string{"revenue", "orders"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestHasTimestamp(t *testing.T) {
	for text, want := range map[string]bool{"created_at >= created_on": true, "created_on == since": false, "days_between(created_at, since) > 3": true} {
		n, list := checkedRow(text)
		if list.Len() > 0 {
			t.Fatal(list.Items[0].Message)
		}
		if got := HasTimestamp(n); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

// TestRebase moves a field behind a join: its columns get the path, and the
// field itself stays as it is.
func TestRebase(t *testing.T) {
	n, list := checkedRow(`if(rep.region in ["West"] and not missing(country), -amount, list_amount * 28%)`)
	if list.Len() > 0 {
		t.Fatal(list.Items[0].Message)
	}
	before := Format(n)
	got := Format(Rebase(n, Place{}, []string{"order"}))
	want := `if((order.rep.region in ["West"]) and (not missing(order.country)), - order.amount, order.list_amount * 0.28)`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if after := Format(n); after != before {
		t.Errorf("the tree itself became %s", after)
	}
}

// TestAMistakeInAListLeavesNoTree is about a field whose list names a column
// that does not exist: its tree must not be used by others.
func TestAMistakeInAListLeavesNoTree(t *testing.T) {
	for _, text := range []string{"stage in [stge]", "stge in [1]", "won and stage in [nil]", "amount + days"} {
		n, list := checkedRow(text)
		if !list.HasErrors() || n.Info().Type.Kind != Unknown {
			t.Errorf("%s: got type %q with %d problems", text, n.Info().Type.Kind, list.Len())
		}
	}
}

func TestCheckComparison(t *testing.T) {
	value := &Ref{Base: Base{Type: real64(unit.Percent)}, ID: "win_rate"}
	for text, want := range map[string]string{
		"35%": "", "0.35": "", "win_rate * 0.9": "", "35": "percent-scale", "revenue": "unit-mismatch", "revenue > 1": "formula-type",
	} {
		n := mustNumber(t, text)
		var list diag.List
		CheckComparison(value, n, &list)
		if got := strings.Join(codes(list), " "); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestNoSourceOfItsOwn(t *testing.T) {
	numbers := sampleNumbers()
	numbers.Rows = nil
	for text, want := range map[string]string{"sum(amount)": "no-source", "deals.sum(amount)": "", "amount": "unknown-name", "revenue": ""} {
		var list diag.List
		CheckNumber(Parse(&spec.Text{Value: text}, &list), numbers, &list)
		if got := strings.Join(codes(list), " "); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
