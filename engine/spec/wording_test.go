package spec

import "testing"

func TestWordingsAreInTheLanguageOfTheCard(t *testing.T) {
	const kpi = "version: 1\nkpis: {a: {name: {zh-CN: 赢单率, en: Win rate}, description: Won deals, formula: count()}}\n"
	for _, c := range []struct{ name, card, want string }{
		{"English", "scorecard: {locale: en}\n", "Win rate"},
		{"Chinese, said behind the KPI", "scorecard: {locale: zh-CN}\n", "赢单率"},
		{"no language", "", "Win rate"},
	} {
		t.Run(c.name, func(t *testing.T) {
			catalog, problems := Parse("kpis.yaml", []byte(kpi+c.card), nil)
			if problems.HasErrors() {
				t.Fatal(problems.Items)
			}
			k := catalog.KPIs[0]
			if k.Name.Value != c.want || !k.Name.Written() {
				t.Errorf("got %q, want %q", k.Name.Value, c.want)
			}
			if got := k.Name.For("zh-CN"); got != "赢单率" {
				t.Errorf("in Chinese: got %q", got)
			}
			if got := k.Description.For("zh-CN"); got != "Won deals" {
				t.Errorf("a text in no language: got %q in Chinese", got)
			}
		})
	}
}

func TestOnlyChineseStandsInForEnglish(t *testing.T) {
	catalog, problems := Parse("kpis.yaml", []byte("version: 1\nkpis: {a: {name: {zh-CN: 赢单率}, formula: count()}}\n"), nil)
	if got := catalog.KPIs[0].Name.For("en"); got != "赢单率" || problems.HasErrors() {
		t.Errorf("got %q, %v", got, problems.Items)
	}
}

func TestALanguageIsWritten(t *testing.T) {
	for text, code := range map[string]string{"{}": codeMissingKey, "{en: [a]}": codeWrongType, "{en: ''}": codeEmptyValue, "[a]": codeWrongType, "{zh: 赢单率}": codeUnknownKey} {
		_, problems := Parse("kpis.yaml", []byte("version: 1\nkpis: {a: {formula: count(), name: "+text+"}}\n"), nil)
		if got := codesOf(problems); got != code {
			t.Errorf("%s: got %q, want %q", text, got, code)
		}
	}
}
