package formula

import (
	"testing"

	"kpi/engine/diag"
)

// TestProblemsPointToTheirText compares what stands under the caret, after
// Chinese text, suffixes and full-width signs, in several lines.
func TestProblemsPointToTheirText(t *testing.T) {
	cases := []struct {
		name, text, under string
	}{
		{"after chinese names", "营业收入 + 营业收入 - ordrs", "ordrs"},
		{"after a text in chinese", `count(stage == "销售额，很大") + ordrs`, "ordrs"},
		{"after suffixes", "1200万 + 3亿 + 250k + ordrs", "ordrs"},
		{"after percents", "28% + 5％ + ordrs * 3%", "ordrs"},
		{"after full-width signs", "（revenue ＋ １０００）＊ ordrs", "ordrs"},
		{"a name in chinese", "营业收入 / 营业收人", "营业收人"},
		{"after an emoji in a text", `count(stage == "🙂🙂") + ordrs`, "ordrs"},
		{"in the second line", "revenue\n  + ordrs", "ordrs"},
		{"a suffix belongs to its number", "win_rate > 3500万", "3500万"},
		{"a sign belongs to its number", "win_rate > -35", "-35"},
		{"a call goes to its bracket", "revenue + trailing(cycle, \"1 year\")", "revenue + trailing(cycle, \"1 year\")"},
		{"brackets are whole", "(revenue + 1) * 2 + (cycle) * 3", "(revenue + 1) * 2 + (cycle) * 3"},
		{"brackets inside of a text are no brackets", `sum(amount) + count(stage == "(")`, `sum(amount) + count(stage == "(")`},
		{"brackets around are left out", "((stage2))", "stage2"},
		{"a joined column with its join", "sum(rep.region)", "rep.region"},
		{"a joined column that does not exist", "sum(rep.regin)", "regin"},
		{"a field stands for its tree", "sum(west)", "west"},
		{"the operator of a wrong sign", "revenue ≥ 5", "≥"},
		{"the function", "营业收入 + SUM(amount)", "SUM"},
		{"the source", "营业收入 + spnd.sum(amount)", "spnd"},
		{"a list", "count(stage in [])", "[]"},
		{"one item of a list", `count(stage in ["赢", nil])`, "nil"},
		{"a text", "count(amount contains “一”)", "amount"},
		{"an open bracket", "营业收入 + (1", "("},
		{"the last part of what ends too early", "营业收入 + 28% *  ", "*"},
		{"a word that ends too early", "营业收入 > 5 and", "and"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, list := checkedNumber(c.text)
			if list.Len() != 1 {
				t.Fatalf("got %d problems, want 1", list.Len())
			}
			_, data := scalar(c.text)
			if got := under(data, list.Items[0].Range); got != c.under {
				t.Errorf("%s: got %q, want %q", list.Items[0].Message, got, c.under)
			}
		})
	}
}

// under returns the text of one line that r covers.
func under(data []byte, r diag.Range) string {
	line, col := 1, 1
	var out []rune
	for _, c := range string(data) {
		pos := diag.Pos{Line: line, Col: col}
		before := pos.Line < r.End.Line || pos.Line == r.End.Line && pos.Col < r.End.Col
		after := pos.Line > r.Start.Line || pos.Line == r.Start.Line && pos.Col >= r.Start.Col
		if before && after {
			out = append(out, c)
		}
		col++
		if c == '\n' {
			line, col = line+1, 1
		}
	}
	return string(out)
}
