package xlsx

import (
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
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

func TestFormatsDoNotHideWhatIsMissed(t *testing.T) {
	for _, c := range []struct {
		name   string
		actual float64
		status status.Status
		bounds []float64
		want   string
	}{
		{"off its target", 0.3597, status.AtRisk, nil, "#,##0.00%"},
		{"off by a hair", 0.9996 * 0.36, status.AtRisk, []float64{0.3, 0.36}, "#,##0.00%"},
		{"below the red flag", 0.2996, status.OffTrack, []float64{0.3, 0.36}, "#,##0.00%"},
		{"on target", 0.3603, status.OnTrack, []float64{0.3, 0.36}, "#,##0.0%"},
		{"far from all", 0.33, status.AtRisk, []float64{0.3, 0.36}, "#,##0.0%"},
		{"a rest of arithmetic", 0.36 - 1e-13, status.OnTrack, []float64{0.3, 0.36}, "#,##0.0%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := scorecard.Result{Unit: unit.Percent, Better: scorecard.Higher, Status: c.status, Actual: scorecard.Measured{Value: &c.actual}}
			r.Target.Value, r.Target.Bounds = new(0.36), c.bounds
			if got := formatOf(r); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
