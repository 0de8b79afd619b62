package xlsx

import (
	"testing"

	"kpi/reports/document"
)

func TestFormatsPutNegativesInParentheses(t *testing.T) {
	minus, parens := &book{doc: &document.Document{}}, &book{doc: &document.Document{Negatives: document.Parens}}
	for _, c := range []struct{ format, want string }{
		{"#,##0", "#,##0_);(#,##0)"},
		{"#,##0.0%", "#,##0.0%_);(#,##0.0%)"},
		{changeFormat, "+0.0%_);(0.0%);0.0%_)"},
		{pointsFormat, `+0.0" pp"_);(0.0" pp");0.0" pp"_)`},
		{dayFormat, dayFormat},
	} {
		if got := parens.numberFormat(c.format); got != c.want {
			t.Errorf("%s in parentheses is %s, want %s", c.format, got, c.want)
		}
		if got := minus.numberFormat(c.format); got != c.format {
			t.Errorf("%s is %s with a minus", c.format, got)
		}
	}
}
