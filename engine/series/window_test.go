package series_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kpi/engine/series"
	"kpi/engine/status"
)

func TestWindows(t *testing.T) {
	tests := []struct{ name, formula, period, want string }{
		{"the month before", "previous(deals)", "2026-02", "2"},
		{"two months before", "previous(deals, 2)", "2026-03", "2"},
		{"the quarter before", "previous(deals)", "2026-Q1", "0"},
		{"as many days of the quarter before", "previous(deals)", "2026-Q2", "6"},
		{"a free range goes back by its days", "previous(deals)", "2026-02-04..2026-03-05", "2"},
		{"the month before the data", "previous(revenue)", "2025-02", reason(status.OutOfRange)},
		{"the month a year before", "last_year(revenue)", "2026-02", "50"},
		{"the year before the data", "last_year(revenue)", "2026-01", reason(status.OutOfRange)},
		{"the year before the year before", "last_year(revenue, 2)", "2026-02", reason(status.OutOfRange)},
		{"29 February has no year before", "last_year(revenue)", "2024-02-29", reason(status.NoPartner)},
		{"week 53 has no year before", "last_year(revenue)", "2026-W53", reason(status.NoPartner)},
		{"what has no partner has no value in a sum", "revenue + last_year(revenue)", "2026-W53", reason(status.OutOfRange)},
		{"what has no partner is otherwise 0", "last_year(deals) ?? 0", "2026-W53", "0"},

		{"three months", `trailing(deals, "3 months")`, "2026-02", "6"},
		{"a mean over three months is not a mean of means", `trailing(mean, "3 months")`, "2026-02", "64 some missing"},
		{"twelve months", `trailing(deals, "12 months")`, "2026-01", "4"},
		{"the year to date", `to_date(deals, "year")`, "2026-02", "6"},
		{"the quarter to date", `to_date(revenue, "quarter")`, "2026-05", "-40"},
		{"the whole quarter", `whole(deals, "quarter")`, "2026-01", "9"},
		{"the whole quarter of a plan, its future included", `whole(quota, "year")`, "2026-01", "372"},
		{"a plan up to as-of is shared out", `to_date(quota, "month")`, "2026-05-16", "32"},

		{"the three months before", `previous(trailing(deals, "3 months"))`, "2026-05", "6"},
		{"the three months before, inside out", `trailing(previous(deals), "3 months")`, "2026-05", "6"},
		{"the twelve months a year ago", `last_year(trailing(deals, "12 months"))`, "2026-02", "2"},
		{"the same part of last year", `last_year(to_date(deals, "year"))`, "2026-03", "2"},
		{"the same part of last quarter", `previous(to_date(deals, "quarter"))`, "2026-05", "6"},
		{"the whole quarter before", `previous(whole(deals, "quarter"))`, "2026-05", "9"},
		{"a month, then a year before", "previous(last_year(deals))", "2026-03", "2"},
		{"a year, then a month before", "last_year(previous(deals))", "2026-03", "2"},
		{"a window of a ratio", `trailing(deals / leads, "2 months")`, "2026-02", "0.6"},
		{"a window of a measure", `trailing(conversion, "2 months")`, "2026-02", "0.6"},
		{"one side in another window", `revenue / trailing(deals, "2 months")`, "2026-02", "33.33333333 some missing"},

		{"growth on last year", "growth(revenue)", "2026-02", "3"},
		{"growth on the month before", `growth(deals, "previous")`, "2026-02", "1"},
		{"growth on nothing", `growth(deals, "previous")`, "2026-05", reason(status.ZeroDivision)},
		{"growth on a month without a value", `growth(revenue, "previous")`, "2026-04", reason(status.AllMissing)},
		{"growth from profit to loss", `growth(revenue - 150, "previous")`, "2026-02", reason(status.Domain)},
		{"growth of a smaller loss", `growth(revenue - 300, "previous")`, "2026-02", "0.4444444444"},
		{"growth of a percentage is in points", `growth(conversion, "previous")`, "2026-02", reason(status.ZeroDivision)},
		{"growth without a base", "growth(deals)", "2026-01", reason(status.OutOfRange)},
		{"growth of a trailing window", `growth(trailing(deals, "2 months"), "previous")`, "2026-03", "2.5"},
		{"growth in a trailing window", `trailing(growth(deals, "previous"), "2 months")`, "2026-03", "2.5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := strings.TrimSuffix(show(evaluate(t, test.formula, test.period)), " some missing")
			if got != strings.TrimSuffix(test.want, " some missing") {
				t.Errorf("%s in %s = %s, want %s", test.formula, test.period, got, test.want)
			}
		})
	}
}

// Needs tells the database what Evaluate will read: nothing else may be read.
func TestNeeds(t *testing.T) {
	tests := []struct{ name, formula, want string }{
		{"an aggregate", "revenue", "0 2026-03"},
		{"both sides of a ratio", "deals / leads", "1 2026-03, 6 2026-03"},
		{"all branches", "if(deals > 2, mean, largest) ?? middle", "1 2026-03, 2 2026-03, 3 2026-03, 4 2026-03"},
		{"the month before", "previous(revenue)", "0 2026-02"},
		{"growth needs both", "growth(revenue)", "0 2026-03, 0 2025-03"},
		{"windows in windows", `previous(trailing(revenue, "3 months"))`, "0 3 months to 2025-12"},
		{"through measures", `to_date(conversion, "year")`, "1 2026-01..2026-03, 6 2026-01..2026-03"},
		{"the whole quarter", `whole(quota, "quarter")`, "7 2026-Q1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := planOf(t, "k", test.formula)
			var got []string
			series.Needs(p, p.Numbers["k"].Formula, period("2026-03"), "", func(n series.Need) {
				got = append(got, fmt.Sprintf("%d %s", n.Slot, p.Calendar.FrameLabel(n.Frame)))
			})
			if text := strings.Join(slices.Compact(got), ", "); text != test.want {
				t.Errorf("%s needs %s, want %s", test.formula, text, test.want)
			}
		})
	}
	p := planOf(t, "k", "last_year(revenue)")
	series.Needs(p, p.Numbers["k"].Formula, period("2026-W53"), "", func(n series.Need) {
		t.Errorf("week 53 of last year needs %d in %s, want nothing", n.Slot, p.Calendar.FrameLabel(n.Frame))
	})
	series.Needs(p, nil, period("2026-03"), "", func(series.Need) { t.Error("no formula needs something") })
}

func TestTenDigits(t *testing.T) {
	for v, want := range map[float64]float64{0.1 + 0.2: 0.3, 494999.9999999915: 495000, 12345678901: 12345678900, 0: 0, -2.5: -2.5} {
		if got := series.TenDigits(v); got != want {
			t.Errorf("TenDigits(%v) = %v, want %v", v, got, want)
		}
	}
}
