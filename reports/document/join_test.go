package document_test

import (
	"testing"

	"kpi/reports/document"
)

func TestEmptyTextsAreLeftOut(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{document.Dotted("Sales", "", "2026-09"), "Sales · 2026-09"},
		{document.Dotted("", ""), ""},
		{document.Joined(", ", "a", "", "b"), "a, b"},
		{document.Prefixed("as of ", "30 Sep"), "as of 30 Sep"},
		{document.Prefixed("as of ", ""), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
