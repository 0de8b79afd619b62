package formula

import "testing"

func TestWrittenIsTheAggregateAsItStands(t *testing.T) {
	for _, c := range []struct{ formula, want string }{
		{"count()", "count()"},
		{"1 + sum(amount, big)", "sum(amount, big)"},
		{"sum ( amount,\n  big ) / 2", "sum ( amount, big )"},
		{`100 * count(stage == "a)b" or (won))`, `count(stage == "a)b" or (won))`},
		{"sum（amount，big）", "sum（amount，big）"},
	} {
		n := mustNumber(t, c.formula)
		found := false
		Walk(n, func(n Node) {
			a, ok := n.(*Aggregate)
			if !ok {
				return
			}
			found = true
			if got := Written(a); got != c.want {
				t.Errorf("%s: got %q, want %q", c.formula, got, c.want)
			}
		})
		if !found {
			t.Errorf("%s has no aggregate", c.formula)
		}
	}
	if got, want := Written(&Aggregate{Func: "count", Source: "deals"}), "deals.count()"; got != want {
		t.Errorf("without a text: got %q, want %q", got, want)
	}
}
