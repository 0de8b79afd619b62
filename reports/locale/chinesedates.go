package locale

import (
	"strconv"
	"strings"
	"time"

	"kpi/engine/unit"
)

var chineseDates = dates{layouts: chineseLayouts, period: chinesePeriod, length: chineseLength}

var chineseLayouts = layouts{
	day: "2006年1月2日", short: "1月2日", end: "2日", joint: "至", lastIsShort: true, axisMonth: "1月", axisDay: "1月2日", axisYear: "2006年",
}

var chineseNotation = &unit.Notation{
	Powers: []unit.Power{{Name: "万", Size: 1e4}, {Name: "亿", Size: 1e8}, {Name: "万亿", Size: 1e12}},
	Times:  "倍", Points: "个百分点",
}

// chinesePeriod names a period or a part of one: 2026-09 is 2026年9月, FY2027-Q2 is
// 2027财年第二季度.
func chinesePeriod(label string) string {
	if t, err := time.Parse("2006-01", label); err == nil {
		return t.Format("2006年1月")
	}
	if t, err := time.Parse(time.DateOnly, label); err == nil {
		return t.Format(chineseLayouts.day)
	}
	if first, last, ok := strings.Cut(label, ".."); ok {
		return chineseRange(first, last)
	}
	if length, last, ok := strings.Cut(label, " to "); ok {
		return "截至" + chinesePeriod(last) + "的" + chineseLength(length)
	}
	year, part, divided := strings.Cut(label, "-")
	if !divided {
		return chinesePart(label)
	}
	return chinesePart(year) + chinesePart(part)
}

func chineseRange(first, last string) string {
	if len(first) == len(time.DateOnly) && len(last) == len(time.DateOnly) {
		return chineseLayouts.span(first, last)
	}
	return chinesePeriod(first) + chineseLayouts.joint + chinesePeriod(last)
}

// chineseLength names the length of a window, such as 12 months.
func chineseLength(s string) string {
	n, thing, ok := strings.Cut(s, " ")
	if !ok {
		return s
	}
	if text, ok := chinese["1 "+strings.TrimSuffix(thing, "s")]; ok {
		return n + strings.TrimPrefix(text, "1")
	}
	return s
}

// chinesePart names a year, a quarter or a week, and leaves anything else as it is.
func chinesePart(s string) string {
	for _, p := range []struct {
		before string
		name   func(n int) string
	}{
		{"FY", func(n int) string { return strconv.Itoa(n) + "财年" }},
		{"Q", func(n int) string { return "第" + string([]rune("零一二三四")[min(max(n, 0), 4)]) + "季度" }},
		{"W", func(n int) string { return "第" + strconv.Itoa(n) + "周" }},
		{"", func(n int) string { return strconv.Itoa(n) + "年" }},
	} {
		if n, err := strconv.Atoi(strings.TrimPrefix(s, p.before)); err == nil && strings.HasPrefix(s, p.before) {
			return p.name(n)
		}
	}
	return s
}
