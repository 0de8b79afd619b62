package phrase

import "testing"

func TestPhrasesInEnglish(t *testing.T) {
	rows := Of("%s rows of %s", "3", "5,680")
	for _, c := range []struct {
		name   string
		phrase Phrase
		want   string
	}{
		{"nothing", Phrase{}, ""},
		{"nothing that is plain", Plain(""), ""},
		{"a percent sign without arguments", Of("such as max_missing: 5%"), "such as max_missing: 5%"},
		{"a phrase inside a phrase", Of("%s have no date in %s", rows, "closed_on"), "3 rows of 5,680 have no date in closed_on"},
		{"a day and a period", Of("no row in %s, although the data go on to %s", Period("2026-Q3"), Day("2026-10-31")), "no row in 2026-Q3, although the data go on to 2026-10-31"},
		{"a list", Of("%s", List{Plain("a %d"), Of("%s is missing", "b")}), "a %d, b is missing"},
		{"a quoted name", Of("%q is off track", "Win rate"), `"Win rate" is off track`},
	} {
		if got := c.phrase.String(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if got, want := c.phrase.Empty(), c.want == ""; got != want {
			t.Errorf("%s: empty is %v, want %v", c.name, got, want)
		}
	}
}

func TestChoosing(t *testing.T) {
	one, many := Of("1 row"), Of("%s rows", "0")
	for n, want := range map[int64]string{0: "0 rows", 1: "1 row", 2: "0 rows"} {
		if got := Choose(n, one, many).String(); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}
