package spec

import (
	"strings"
	"testing"

	"kpi/engine/diag"
)

// at returns the range of the nth occurrence of word in data.
func at(t *testing.T, data, word string, nth int) diag.Range {
	t.Helper()
	offset := 0
	for range nth {
		i := strings.Index(data[offset:], word)
		if i < 0 {
			t.Fatalf("%q does not hold %q so often", data, word)
		}
		offset += i + len(word)
	}
	before := data[:offset-len(word)]
	line := before[strings.LastIndex(before, "\n")+1:]
	start := diag.Pos{Line: strings.Count(before, "\n") + 1, Col: len([]rune(line)) + 1}
	return diag.Range{File: "kpis.yaml", Start: start, End: diag.Pos{Line: start.Line, Col: start.Col + len([]rune(word))}}
}

func formulaOf(t *testing.T, data string) Text {
	t.Helper()
	catalog, problems := Parse("kpis.yaml", []byte(data), nil)
	if problems.Len() > 0 {
		t.Fatalf("%s: %s", problems.Items[0].Range, problems.Items[0].Message)
	}
	return catalog.KPIs[0].Formula
}

// spell writes a KPI whose formula is spelled as given, indented below its key.
func spell(formula string) string {
	return "version: 1\nkpis:\n  win_rate:\n    name: 胜率\n    formula: " + formula + "\n    unit: percent\n"
}

func TestSpanIsTheWordInEveryStyle(t *testing.T) {
	for name, formula := range map[string]string{
		"plain":                           `sum(amount, won) / amout`,
		"plain after a blank line":        "sum(amount, won)\n\n      / amout",
		"plain over lines":                "sum(amount,\n      won)\n      / amout",
		"plain over lines with blanks":    "sum(amount,  \n\n\n      won)  \n      / amout   ",
		"single quotes":                   `'sum(amount, won) / amout'`,
		"single quotes with a quote":      `'region == "it''s" and won / amout'`,
		"single quotes over lines":        "'sum(amount, won)\n\n      / amout'",
		"double quotes":                   `"sum(amount, won) / amout"`,
		"double quotes over lines":        "\"sum(amount, won)\n      / amout\"",
		"double quotes with escapes":      `"region == \"\u4E2D\x41\" and won / amout"`,
		"literal":                         "|\n      sum(amount, won)\n      / amout",
		"literal that is stripped":        "|-\n      sum(amount, won)\n      / amout",
		"literal that keeps its end":      "|+\n      sum(amount, won)\n      / amout\n\n",
		"literal with an indentation":     "|2\n        sum(amount, won)\n      / amout",
		"literal with a comment":          "| # the rate\n      sum(amount, won)\n      / amout",
		"literal after blank lines":       "|\n\n\n      sum(amount, won)\n\n      / amout",
		"literal with a number sign":      "|\n      sum(amount, won) # not a comment\n      / amout",
		"folded":                          ">\n      sum(amount, won)\n      / amout",
		"folded and stripped":             ">-\n      sum(amount, won)\n\n      / amout",
		"folded with deeper lines":        ">\n      sum(amount,\n          won)\n\n          / amout\n      + 1",
		"plain after an anchor":           `&rate sum(amount, won) / amout`,
		"single quotes after an anchor":   "&rate\n      'sum(amount, won) / amout'",
		"literal after an anchor":         "&rate |\n      sum(amount, won)\n      / amout",
		"plain after Chinese":             `count(赢单) + 中文("，") + won / amout`,
		"single quotes after Chinese":     `'count(赢单) + 中文("，") + won / amout'`,
		"double quotes after Chinese":     `"count(赢单) + 𝒳 + won / amout"`,
		"literal after Chinese":           "|\n      count(赢单) + won\n      / 中文 + amout",
		"folded after Chinese":            ">\n      count(赢单) + won\n      / 中文 + amout",
		"plain with a comment":            `won / amout   # by closing date`,
		"plain with a blank of no width":  "won\u00a0/ 1\u3000+ amout",
		"quotes with a line that is long": "'won " + strings.Repeat("+ 赢 ", 500) + " + amout'",
	} {
		t.Run(name, func(t *testing.T) {
			data := spell(formula)
			for kind, data := range map[string]string{
				"": data, " with CRLF": strings.ReplaceAll(data, "\n", "\r\n"),
			} {
				text := formulaOf(t, data)
				for _, word := range []string{"amout", "won"} {
					before, _, found := strings.Cut(text.Value, word)
					if !found {
						t.Fatalf("value is %q", text.Value)
					}
					from := len([]rune(before))
					got := text.Span(from, from+len(word))
					if want := at(t, data, word, 1); got != want {
						t.Errorf("%s%s: got %v to %v, want %v to %v", word, kind, got, got.End, want, want.End)
					}
					part := text.Part(from, from+len(word))
					if got, want := part.Span(1, 99), text.Span(from+1, from+len(word)); got != want || part.Value != word {
						t.Errorf("the part %q%s: got %v to %v, want %v to %v", part.Value, kind, got, got.End, want, want.End)
					}
				}
			}
		})
	}
}

func TestSpanInFlowStyle(t *testing.T) {
	data := "version: 1\nkpis: {胜率: {name: 赢单 %, formula: count(won) / amout , unit: percent}}\n"
	text := formulaOf(t, data)
	if got, want := text.Span(13, 18), at(t, data, "amout", 1); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := text.Range, at(t, data, "count(won) / amout", 1); got != want {
		t.Errorf("range: got %v to %v, want %v to %v", got, got.End, want, want.End)
	}
}

func TestRangeIsTheWholeScalar(t *testing.T) {
	for name, c := range map[string]struct{ formula, whole string }{
		"plain":               {"a + b", "a + b"},
		"single quotes":       {"'a ''+'' b' # c", "'a ''+'' b'"},
		"double quotes":       {`"a \" b"`, `"a \" b"`},
		"literal":             {"|\n      a + b\n", "a + b"},
		"folded with a blank": {">-\n\n      a + b\n\n", "a + b"},
		"an anchor before it": {"&x a + b", "a + b"},
	} {
		t.Run(name, func(t *testing.T) {
			data := spell(c.formula)
			got := formulaOf(t, data).Range
			if want := at(t, data, c.whole, 1); got != want {
				t.Errorf("got %v to %v, want %v to %v", got, got.End, want, want.End)
			}
		})
	}
}

func TestRangeOverLines(t *testing.T) {
	got := formulaOf(t, spell("|\n      sum(a)\n      / sum(b)\n")).Range
	want := diag.Range{File: "kpis.yaml", Start: diag.Pos{Line: 6, Col: 7}, End: diag.Pos{Line: 7, Col: 15}}
	if got != want {
		t.Errorf("got %v to %v, want %v to %v", got, got.End, want, want.End)
	}
}

func TestSpanAtTheEdges(t *testing.T) {
	data := spell("'sum(a)'")
	text := formulaOf(t, data)
	start, end := at(t, data, "sum", 1).Start, at(t, data, "(a)", 1).End
	for name, c := range map[string]struct {
		from, to int
		want     diag.Range
	}{
		"nothing at the start": {0, 0, diag.Range{File: "kpis.yaml", Start: start, End: start}},
		"nothing at the end":   {6, 6, diag.Range{File: "kpis.yaml", Start: end, End: end}},
		"behind the end":       {90, 99, diag.Range{File: "kpis.yaml", Start: end, End: end}},
		"more than all of it":  {-3, 99, diag.Range{File: "kpis.yaml", Start: start, End: end}},
		"the end before the start": {4, 2, diag.Range{File: "kpis.yaml", Start: at(t, data, "a)", 1).Start,
			End: at(t, data, "a)", 1).Start}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := text.Span(c.from, c.to); got != c.want {
				t.Errorf("got %v to %v, want %v to %v", got, got.End, c.want, c.want.End)
			}
		})
	}
}

func TestSpanOfWhatCannotBeFollowed(t *testing.T) {
	text := formulaOf(t, spell("\"won \\\n      / amout\""))
	if got := text.Span(6, 11); got != text.Range || text.Value != "won / amout" {
		t.Errorf("got %v of %q, want the whole scalar %v", got, text.Value, text.Range)
	}
	if got := (Text{Value: "made by hand"}).Span(1, 2); got != (diag.Range{}) {
		t.Errorf("a text without a file stands at %v", got)
	}
}

func TestLinesEndAsEditorsCountThem(t *testing.T) {
	data := "version: 1 # one\u2028\nkpis:\n  a:\n    name: 'x\u0085y'\n    formula: won / amout\n"
	text := formulaOf(t, data)
	if got, want := text.Span(6, 11), at(t, data, "amout", 1); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSpanFarOutInALongLine(t *testing.T) {
	for _, filler := range []string{"a", "赢", "a赢", "é赢𝒳"} {
		for _, n := range []int{250, 255, 256, 257, 1000, 5000} {
			data := "version: 1\nkpis: {a: {name: " + strings.Repeat(filler, n) + ", formula: won / amout, unit: x}}"
			text := formulaOf(t, data)
			if got, want := text.Span(6, 11), at(t, data, "amout", 1); got != want {
				t.Errorf("behind %d times %s: got %v, want %v", n, filler, got, want)
			}
		}
	}
}
