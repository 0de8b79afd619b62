package chart_test

import (
	"strings"
	"testing"
	"unicode"

	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/locale"
)

// What a chart says of its own is in the language of its frame.
func TestChartsSpeakChinese(t *testing.T) {
	f := page
	f.Locale = locale.Chinese
	plain := func(v float64) string { return locale.Chinese.Count(int(v), "day") }
	h := chart.History{Name: "赢单率", Format: plain, Tick: plain}
	for i := range 12 {
		v := float64(10 + i%5)
		h.Periods = append(h.Periods, chart.Period{
			Time: chart.Time{Short: "9月", Year: "2026年", Name: "2026年9月"}, Value: &v, Target: new(12.0), Signal: i == 4, Partial: i == 11,
			Limits: &chart.Limits{Lower: 5, Mean: 12, Upper: 20},
		})
	}
	next := h.Periods[11]
	next.Value, next.Partial, next.Signal = nil, false, false
	next.Forecast = &chart.Forecast{Value: 13, Bands: []chart.Band{{Level: 0.5, Low: 11, High: 15}, {Level: 0.8, Low: 9, High: 17}}}
	b := chart.Bridge{
		Name: "赢单率", Of: "区域", Unit: "天", Start: chart.Part{Name: "去年", Value: new(1.0)}, End: chart.Part{Name: "今年", Value: new(9.0)},
		Effects: []chart.Part{{Name: "东部", Value: new(2.0)}}, Format: plain, Signed: plain,
	}
	withForecast := h
	withForecast.Periods = append(withForecast.Periods[:12:12], next)
	for name, d := range map[string]chart.Drawing{"history": chart.Trend(h, f), "forecast": chart.Trend(withForecast, f), "empty": chart.Trend(chart.History{Format: plain, Tick: plain}, f)} {
		english(t, name+" in words", d.Alt)
		shapes(t, name, d.Shapes)
	}
	shapes(t, "bridge", chart.Waterfall(b, f).Shapes)
	parts := []chart.Part{{Name: "东部", Value: new(2.0), Verdict: document.Gain}, {Name: "西部", Value: new(3.0)}, {Name: "南部"}, {Name: "北部", Value: new(-1.0)}}
	low := f
	low.Height = 4 * f.Size
	for name, d := range map[string]chart.Drawing{
		"ranking":   chart.Pareto(chart.Ranking{Name: "收入", Of: "区域", Unit: "天", Parts: parts, Format: plain}, f),
		"merged":    chart.Variance(chart.Contributions{Name: "收入", Of: "区域", Unit: "天", Parts: parts, Format: plain}, low),
		"scenarios": chart.Compare(chart.Scenarios{Name: "收入", Of: "区域", Unit: "天", Rows: []chart.Scenario{{Name: "东部", Previous: new(1.0), Plan: new(2.0), Actual: new(3.0), Forecast: new(4.0)}}, Format: plain}, f),
		"nothing":   chart.Compare(chart.Scenarios{Format: plain}, f),
		"grid":      chart.Heat(chart.Grid{Name: "收入", Times: []chart.Time{{Short: "8月", Year: "2026年", Name: "2026年8月"}}, Rows: []chart.Member{{Name: "东部", Values: []*float64{new(1.0)}}, {Name: "西部", Values: []*float64{nil}}}, Format: plain}, f),
	} {
		english(t, name+" in words", d.Alt)
		shapes(t, name, d.Shapes)
	}
}

func shapes(t *testing.T, name string, all []chart.Shape) {
	t.Helper()
	for _, s := range all {
		switch s := s.(type) {
		case chart.Text:
			english(t, name, s.Text)
		case chart.Circle:
			english(t, name, s.Tip)
		case chart.Group:
			shapes(t, name, s.Shapes)
		}
	}
}

func english(t *testing.T, name, text string) {
	t.Helper()
	if strings.ContainsFunc(text, func(c rune) bool { return c < unicode.MaxASCII && unicode.IsLetter(c) }) {
		t.Errorf("%s: %q has English", name, text)
	}
}
