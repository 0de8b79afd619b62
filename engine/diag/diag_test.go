package diag

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRangeString(t *testing.T) {
	for want, r := range map[string]Range{
		"kpis.yaml":      {File: "kpis.yaml"},
		"kpis.yaml:3:14": {File: "kpis.yaml", Start: Pos{3, 14}, End: Pos{3, 20}},
		"a.xlsx:S!C7":    {File: "a.xlsx", Start: Pos{7, 3}, Name: "S!C7"},
		"":               {},
	} {
		if got := r.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestZeroSeverityIsError(t *testing.T) {
	l := List{Items: []*Diagnostic{{Message: "nobody said how bad"}}}
	if !l.HasErrors() {
		t.Error("a diagnostic that does not say is not taken for an error")
	}
}

func TestListCounts(t *testing.T) {
	var l List
	if l.HasErrors() || l.Len() != 0 {
		t.Error("the zero list is not empty")
	}
	l.Warnf(Range{}, "a", "a warning of %d", 1)
	if l.HasErrors() {
		t.Error("a warning counts as an error")
	}
	var other List
	other.Errorf(Range{}, "b", "an error")
	other.Errorf(Range{}, "c", "an error")
	l.Append(other)
	if !l.HasErrors() || l.Len() != 3 || l.Count(Error) != 2 || l.Count(Warning) != 1 || l.Count(Info) != 0 {
		t.Errorf("got %d items, %d errors, %d warnings", l.Len(), l.Count(Error), l.Count(Warning))
	}
	if got, want := l.Items[0].Message, "a warning of 1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// at returns a diagnostic at a place of one line.
func at(file string, line, col int, s Severity, code, message string) *Diagnostic {
	r := Range{File: file, Start: Pos{line, col}, End: Pos{line, col + 1}}
	return &Diagnostic{Severity: s, Range: r, Code: code, Message: message}
}

func TestSortOrders(t *testing.T) {
	sorted := []*Diagnostic{
		at("a.yaml", 0, 0, Error, "z", "the whole file first"),
		at("a.yaml", 1, 2, Error, "z", "by line"),
		at("a.yaml", 1, 10, Error, "b", "by column as a number"),
		at("a.yaml", 1, 10, Error, "c", "by code"),
		at("a.yaml", 1, 10, Error, "c", "by message"),
		at("a.yaml", 1, 10, Warning, "a", "errors before warnings"),
		at("a.yaml", 2, 1, Error, "a", "later"),
		at("a.yaml", 10, 1, Error, "a", "by line as a number"),
		at("b.yaml", 1, 1, Error, "a", "the second file"),
	}
	for seed := range uint64(20) {
		l := List{Items: slices.Clone(sorted)}
		rand.New(rand.NewPCG(seed, 1)).Shuffle(l.Len(), func(i, j int) { l.Items[i], l.Items[j] = l.Items[j], l.Items[i] })
		l.Sort()
		if !slices.Equal(l.Items, sorted) {
			t.Fatalf("seed %d: got %s", seed, messages(l))
		}
	}
}

func messages(l List) string {
	s := ""
	for _, d := range l.Items {
		s += fmt.Sprintf("\n%s: %s: %s [%s]", d.Range, d.Severity, d.Message, d.Code)
	}
	return s
}

func TestSortDropsRepetitions(t *testing.T) {
	longer := at("a.yaml", 1, 1, Error, "a", "again")
	longer.Range.End.Col = 9
	l := List{Items: []*Diagnostic{
		at("a.yaml", 1, 1, Error, "a", "again"), longer, at("a.yaml", 1, 1, Error, "a", "again"),
		at("a.yaml", 1, 2, Error, "a", "again"), at("a.yaml", 1, 1, Error, "b", "again"), at("a.yaml", 1, 1, Error, "a", "other"),
	}}
	l.Sort()
	if got, want := l.Len(), 5; got != want {
		t.Errorf("got %d, want %d:%s", got, want, messages(l))
	}
}

func TestNearest(t *testing.T) {
	columns := []string{"amount", "closed_on", "created_on", "rep_id", "stage", "won", "销售额"}
	for _, c := range []struct{ what, name, want string }{
		{"a letter is missing", "amout", "amount"},
		{"a letter is doubled", "ammount", "amount"},
		{"two letters are swapped", "amuont", "amount"},
		{"another letter", "stoge", "stage"},
		{"capitals", "AMOUNT", "amount"},
		{"a blank for an underscore", "Closed On", "closed_on"},
		{"a hyphen for an underscore", "closed-on", "closed_on"},
		{"the beginning of a name", "clos", "closed_on"},
		{"a name and more", "amount_usd", "amount"},
		{"another ending", "rep_ib", "rep_id"},
		{"a short name that is off by one", "wun", "won"},
		{"a short name that is another", "cat", ""},
		{"a Chinese name", "销售颜", "销售额"},
		{"a long name that is another", "probability", ""},
		{"one letter", "x", ""},
		{"nothing", "", ""},
	} {
		if got := Nearest(c.name, columns); got != c.want {
			t.Errorf("%s: Nearest(%q) is %q, want %q", c.what, c.name, got, c.want)
		}
	}
}

func TestNearestDoesNotDependOnTheOrder(t *testing.T) {
	names := []string{"amounta", "amountb", "amountc"}
	for range 3 {
		names = append(names[1:], names[0])
		if got, want := Nearest("amountx", names), "amounta"; got != want {
			t.Errorf("%v: got %q, want %q", names, got, want)
		}
	}
	if got := Nearest("amount", nil); got != "" {
		t.Errorf("no candidate gives %q", got)
	}
}

func TestNearestOfAHugeName(t *testing.T) {
	huge := make([]byte, 1<<20)
	for i := range huge {
		huge[i] = 'a'
	}
	if got := Nearest(string(huge), []string{string(huge[1:]) + "b"}); got != "" {
		t.Errorf("got a name of %d bytes", len(got))
	}
}

func TestSome(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
	}{
		{nil, ""},
		{[]string{"b", "a"}, "a, b"},
		{[]string{"h", "g", "f", "e", "d", "c", "b", "a"}, "a, b, c, d, e, f, g, h"},
		{[]string{"i", "h", "g", "f", "e", "d", "c", "b", "a"}, "a, b, c, d, e, f, g, h, …"},
	} {
		if got := Some(c.names); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
