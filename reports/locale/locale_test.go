package locale

import (
	"testing"

	"kpi/engine/phrase"
	"kpi/engine/unit"
)

func TestPeriodsInChinese(t *testing.T) {
	for label, want := range map[string]string{
		"2026-09": "2026年9月", "2026-Q3": "2026年第三季度", "FY2027-Q2": "2027财年第二季度", "FY2026": "2026财年", "2026": "2026年", "2026-W05": "2026年第5周",
		"2026-10-31": "2026年10月31日", "2026-03-01..2026-05-31": "2026年3月1日至5月31日", "2026-01..2026-09": "2026年1月至2026年9月",
		"12 months to 2026-09": "截至2026年9月的12个月", "1 quarter to FY2027-Q2": "截至2027财年第二季度的1个季度", "自定义": "自定义", "": "",
	} {
		if got := Chinese.Period(label); got != want {
			t.Errorf("%s: got %s, want %s", label, got, want)
		}
		if got := English.Period(label); got != label {
			t.Errorf("English has %s for %s", got, label)
		}
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct{ first, last, english, chinese string }{
		{"2026-10-01", "2026-10-31", "1 to 31 Oct 2026", "2026年10月1日至31日"},
		{"2026-07-01", "2026-09-30", "1 Jul to 30 Sep 2026", "2026年7月1日至9月30日"},
		{"2025-04-01", "2026-03-31", "1 Apr 2025 to 31 Mar 2026", "2025年4月1日至2026年3月31日"},
		{"2026-10-31", "2026-10-31", "31 Oct 2026", "2026年10月31日"},
	} {
		if got := English.Span(c.first, c.last); got != c.english {
			t.Errorf("got %s, want %s", got, c.english)
		}
		if got := Chinese.Span(c.first, c.last); got != c.chinese {
			t.Errorf("got %s, want %s", got, c.chinese)
		}
	}
}

func TestAxes(t *testing.T) {
	for _, c := range []struct {
		locale             *Locale
		label, short, year string
	}{
		{English, "2026-09", "Sep", "2026"}, {English, "2026-Q3", "Q3", "2026"}, {English, "FY2027-Q2", "Q2", "FY2027"}, {English, "FY2027", "FY2027", ""},
		{English, "2026-10-31", "31 Oct", "2026"},
		{Chinese, "2026-09", "9月", "2026年"}, {Chinese, "2026-Q3", "三季度", "2026年"}, {Chinese, "FY2027-Q2", "二季度", "2027财年"}, {Chinese, "FY2027", "2027财年", ""},
		{Chinese, "2026-W05", "5周", "2026年"}, {Chinese, "2026-10-31", "10月31日", "2026年"},
	} {
		short, year := c.locale.Axis(c.label)
		if short != c.short || year != c.year {
			t.Errorf("%s %s: got %q, %q, want %q, %q", c.locale.Tag, c.label, short, year, c.short, c.year)
		}
	}
}

func TestUnitsInChinese(t *testing.T) {
	for english, want := range map[string]string{
		"USD": "USD", "USD per day": "USD/天", "money EUR per month": "金额 EUR/月", "days": "天", "months": "个月", "%": "%", "number": "数值", "days × hours": "天 × 小时",
	} {
		if got := Chinese.Unit(english); got != want {
			t.Errorf("%s: got %s, want %s", english, got, want)
		}
		if got := English.Unit(english); got != english {
			t.Errorf("English has %s for %s", got, english)
		}
	}
}

func TestNumbersInChinese(t *testing.T) {
	for _, c := range []struct {
		unit  unit.Unit
		style unit.Style
		v     float64
		want  string
	}{
		{unit.Money, unit.Style{Compact: true}, 9_996, "9,996"},
		{unit.Money, unit.Style{Compact: true}, 12_345, "1.23万"},
		{unit.Money, unit.Style{Compact: true}, 48_210_400, "4,821万"},
		{unit.Money, unit.Style{Compact: true}, -234_500_000, "−2.35亿"},
		{unit.Money, unit.Style{Compact: true}, 99_999_000, "1.00亿"},
		{unit.Money, unit.Style{Compact: true}, 3.2e12, "3.20万亿"},
		{unit.X, unit.Style{}, 2.6, "2.60倍"},
		{unit.Percent, unit.Style{}, 0.384, "38.4%"},
	} {
		c.style.Notation = Chinese.Notation
		if got := c.unit.Format(c.v, c.style); got != c.want {
			t.Errorf("%v: got %s, want %s", c.v, got, c.want)
		}
	}
	if got := unit.Percent.FormatChange(0.015, unit.Style{Notation: Chinese.Notation}); got != "+1.5个百分点" {
		t.Errorf("got %s", got)
	}
}

func TestUnknownTagsAreEnglish(t *testing.T) {
	for _, tag := range []string{"", "en", "fr", "zh"} {
		if Of(tag) != English {
			t.Errorf("%q is not English", tag)
		}
	}
	if Of("zh-CN") != Chinese {
		t.Error("zh-CN is not Chinese")
	}
}

func TestMembersInChinese(t *testing.T) {
	for name, want := range map[string]string{
		"(none)": "（空）", "(others, 12)": "（其他12个）", "up to 10": "不超过10", "over 10% to 20%": "10%以上至20%", "over 24": "24以上",
		"West": "West", "over the counter": "over the counter", "": "",
	} {
		if got := Chinese.Member(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if got := English.Member(name); got != name {
			t.Errorf("English has %s for %s", got, name)
		}
	}
}

func TestPhrasesInBothLanguages(t *testing.T) {
	rows := phrase.Of("%s of %s", phrase.Of("%s rows", "3"), "5,680")
	for _, c := range []struct {
		phrase           phrase.Phrase
		english, chinese string
	}{
		{phrase.Phrase{}, "", ""},
		{phrase.Plain("订单"), "订单", "订单"},
		{phrase.Of("%s have no date in %s, and are in no period", rows, "closed_on"), "3 rows of 5,680 have no date in closed_on, and are in no period", "5,680行中的3行在closed_on中没有日期，不计入任何期间"},
		{phrase.Of("%s: %s", phrase.Period("2026-Q3"), phrase.Word("period not over")), "2026-Q3: period not over", "2026年第三季度：期间未结束"},
		{phrase.Of("no row in %s, although the data go on to %s", phrase.Period("2026-09"), phrase.Day("2026-10-31")), "no row in 2026-09, although the data go on to 2026-10-31", "2026年9月没有数据行，而数据一直延续到2026年10月31日"},
		{phrase.Of("%s", phrase.Length("3 days")), "3 days", "3天"},
		{phrase.Of("%s", phrase.List{phrase.Of("%s (missing)", "stage"), phrase.Plain("id 7")}), "stage (missing), id 7", "stage（缺失），id 7"},
		{phrase.Of("%q is off track, and nobody does anything about it", "赢单率"), `"赢单率" is off track, and nobody does anything about it`, "“赢单率”未达标，且无人采取措施"},
	} {
		if got := English.Phrase(c.phrase); got != c.english || got != c.phrase.String() {
			t.Errorf("got %q in English, want %q", got, c.english)
		}
		if got := Chinese.Phrase(c.phrase); got != c.chinese {
			t.Errorf("got %q in Chinese, want %q", got, c.chinese)
		}
	}
}

func TestSeveral(t *testing.T) {
	for word, want := range map[string]string{"Note": "Notes", "Open point": "Open points", "Read with care": "Read with care"} {
		if got := Of("en").Several(word); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}
