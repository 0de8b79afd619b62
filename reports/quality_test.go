package reports

import (
	"fmt"
	"testing"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/reports/document"
)

func TestSentence(t *testing.T) {
	place := scorecard.Example{Value: phrase.Plain("won"), Rows: 2, Place: "deals.csv:3"}
	for _, c := range []struct {
		name    string
		finding scorecard.Finding
		want    string
	}{
		{"without examples", scorecard.Finding{About: "deals", Message: phrase.Plain("no row in 2026-02")}, "deals: no row in 2026-02."},
		{"one of many", scorecard.Finding{About: "deals", Message: phrase.Plain("3 rows differ"), Count: 3, Examples: []scorecard.Example{place, {Value: phrase.Plain("x")}}},
			"deals: 3 rows differ, such as won (2 rows, deals.csv:3)."},
		{"all of them look alike", scorecard.Finding{About: "deals", Message: phrase.Plain("2 rows differ"), Count: 2, Examples: []scorecard.Example{place}},
			"deals: 2 rows differ, such as won (deals.csv:3)."},
		{"the only one", scorecard.Finding{About: "deals", Message: phrase.Plain("1 row differs"), Count: 1, Examples: []scorecard.Example{{Value: phrase.Plain("won"), Rows: 1}}},
			"deals: 1 row differs: won."},
		{"a place without a value", scorecard.Finding{About: "deals", Message: phrase.Plain("2 rows differ"), Count: 2, Examples: []scorecard.Example{{Rows: 2, Place: "deals.csv:3"}}},
			"deals: 2 rows differ, such as deals.csv:3."},
		{"with a way out", scorecard.Finding{About: "deals", Message: phrase.Plain("2 rows differ"), Advice: phrase.Plain("say so")}, "deals: 2 rows differ. Say so."},
		{"a name of another script", scorecard.Finding{About: "订单", Message: phrase.Plain("金额 is missing in 1 row of 2")}, "订单: 金额 is missing in 1 row of 2."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Sentence(c.finding); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// The first page has room for the values, too: what does not fit is at the end.
func TestFindingsStandBeforeTheValues(t *testing.T) {
	s := &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{{ID: "a", Name: "A"}}}}}
	for i := range 7 {
		s.Findings = append(s.Findings, scorecard.Finding{About: fmt.Sprint("s", i), Severity: scorecard.Wrong, Message: phrase.Plain("m")})
	}
	d := Compose(s, Options{})
	n, ok := d.Sections[0].Blocks[0].(*document.Notes)
	if !ok || n.Name != "Finding" || len(n.Sentences) != 7 || n.Printed != 5 || n.Rest != "2 more are listed under Data quality." {
		t.Errorf("the first block is %+v", d.Sections[0].Blocks[0])
	}
	last := d.Sections[len(d.Sections)-1]
	if last.Name != "Data quality" || !last.Appendix || len(last.Blocks) != 1 {
		t.Errorf("the last section is %+v", last)
	}
	if rows := last.Blocks[0].(*document.Table).Groups[0].Rows; len(rows) != 7 {
		t.Errorf("it lists %d findings, want 7", len(rows))
	}
}
