package spec

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kpi/engine/diag"
)

// sameText compares what is said and not where it stands.
var sameText = cmp.Options{
	cmp.Comparer(func(a, b Text) bool { return a.Value == b.Value }),
	cmpopts.IgnoreTypes(diag.Range{}),
	cmpopts.IgnoreFields(Catalog{}, "Files"),
}

func said(s string) Text { return Text{Value: s} }

func worded(s string) Wording { return Wording{Text: said(s)} }

func saidAll(all ...string) []Text {
	var texts []Text
	for _, s := range all {
		texts = append(texts, said(s))
	}
	return texts
}

func TestParseReadsEveryKey(t *testing.T) {
	data, err := os.ReadFile("../../docs/every_key.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	got, problems := Parse("kpis.yaml", data, func(pattern string) ([]File, error) {
		patterns = append(patterns, pattern)
		return []File{{Name: "more.yaml", Data: []byte("measures: {calls: {formula: count()}}")}}, nil
	})
	for _, p := range problems.Items {
		t.Errorf("%s: %s", p.Range, p.Message)
	}
	if diff := cmp.Diff(patterns, []string{"kpis/*.yaml", "more.yaml"}); diff != "" {
		t.Errorf("included: got, then want:\n%s", diff)
	}
	if len(got.Files) != 2 || got.Files[0].Name != "kpis.yaml" || got.Files[1].Name != "more.yaml" {
		t.Errorf("got the files %v, want kpis.yaml and more.yaml", got.Files)
	}
	if diff := cmp.Diff(got, everyKey(), sameText); diff != "" {
		t.Errorf("got, then want:\n%s", diff)
	}
}

func everyKey() *Catalog {
	return &Catalog{
		Tests: saidAll("tests/*.yaml"),
		Scorecard: Scorecard{
			Title: worded("Sales scorecard"), Entity: worded("Northwind Ltd"), Currency: said("USD"), Locale: said("en"),
			Timezone: said("America/New_York"), FiscalYearStarts: said("april"), WeekStarts: said("monday"),
			Holidays: saidAll("2026-01-01", "2026-12-25"), Grain: said("month"), AsOf: said("2026-09-30"),
			Early: said("15%"),
			Evidence: Evidence{
				Signals: Switch{On: true}, Lead: Switch{On: true}, Why: Switch{On: true}, By: saidAll("region", "segment"),
				Baseline: Baseline{From: said("2025-01-01"), Until: said("2025-12-31"), Because: said("The prices have held since")},
			},
		},
		Look: Look{Paper: said("a4"), Orientation: said("portrait"), Negatives: said("parens"), Classification: said("Internal"), Pages: saidAll("summary", "details"), Attach: new(true), Comparisons: saidAll("previous", "last_year"), SignOff: saidAll("Prepared", "Approved"), Brand: Brand{Color: said("#1f4e79"), Logo: said("logo.png")},
			Fonts: Fonts{Latin: said("a.ttf"), LatinStrong: said("b.ttf"), CJK: said("c.ttc#2"), CJKStrong: said("d.ttf")}},
		Reports: []Report{
			{
				ID: said("board"), Title: said("Board scorecard"), Audience: said("Board"), Objectives: saidAll("grow", "keep"),
				Tags: saidAll("strategic"), Owners: saidAll("VP Sales"), KPIs: saidAll("win_rate", "margin"), By: saidAll("region"), Grain: said("quarter"),
				Formats: saidAll("pdf", "xlsx"), File: said("board-{period}.{ending}"), Look: Look{Paper: said("letter"), Pages: saidAll("breakdowns"), SignOff: saidAll("Seen"), Attach: new(bool)},
			},
			{ID: said("regional"), Per: said("region"), File: said("{member}.{ending}"),
				Look: Look{Orientation: said("landscape"), Classification: said("Confidential"), Brand: Brand{Color: said("#14532d"), Logo: said("west.png")},
					Negatives: said("minus"), Comparisons: saidAll("last_year"), Fonts: Fonts{Latin: said("west.ttf")}}},
		},
		Sources: []Source{everySourceKey(), planSource()},
		Dimensions: []Dimension{
			{ID: said("region"), Name: Wording{Text: said("Region"), In: []Translation{{"en", said("Region")}, {"zh-CN", said("区域")}}}, In: []Field{
				{ID: said("deals"), Formula: said("rep.region")}, {ID: said("quotas"), Formula: said("region")},
			}},
			{ID: said("age"), In: []Field{{ID: said("deals"), Formula: said("cycle_days")}},
				Bands: saidAll("30", "2.5k"), Limit: said("20")},
		},
		Objectives: []Objective{
			{ID: said("grow"), Name: worded("Grow new business"), Perspective: said("financial"), Weights: Weights{{Value: said("2")}}},
			{ID: said("keep"), Perspective: said("financial"), Weights: Weights{{Value: said("3"), Because: said("Agreed in June")}}},
		},
		Measures: []Measure{
			{ID: said("quota"), Source: said("quotas"), Date: said("month"), Where: said("active"), Unit: said("money"),
				Formula: said("sum(amount)")},
			{ID: said("pipeline"), Source: said("deals"), Level: Level{From: said("created_on"), Until: said("closed_on")}, Formula: said("sum(amount)")},
			{ID: said("accounts"), Source: said("deals"), Level: Level{TakenOn: said("closed_on"), Per: saidAll("account")}, Formula: said("count()")},
			{ID: said("calls"), Formula: said("count()")},
		},
		KPIs: []KPI{
			everyKPIKey(),
			{ID: said("margin"), Formula: said("sum(margin) / sum(amount)"),
				Target: Target{Goals: []Goal{{Low: said("10%"), High: said("20%")}}}},
			{ID: said("headcount"), Source: said("deals"), Level: Level{Current: true}, SettlesAfter: said("2 weeks"), Formula: said("count()"),
				Expect: Expect{Totals: []Total{{Period: said("2026-08"), Value: said("120")}, {Period: said("FY2026-Q3"), Value: said("1.2k")}}}},
			everyTargetKey(),
			{ID: said("costs"), Formula: said("sum(amount)"), Target: Target{Goals: []Goal{{Formula: said("quota"), Pace: Pace{Word: said("seasonal")}}}}},
			{ID: said("margin_again"), Formula: said("sum(margin) / sum(amount)")},
		},
		Actions: []Action{
			{KPI: said("win_rate"), Do: said("Coach the new reps"), Owner: said("VP Sales"), Until: said("2026-12-31"), Status: said("doing")},
			{KPI: said("margin"), Do: said("Ask for less discount"), Owner: said("VP Sales"), Until: said("2026-10-31")},
		},
		Notes: []Note{
			{Date: said("2026-08-03"), KPI: said("margin"), Text: said("New price list # kpi:ignore is no comment here")},
			{Date: said("2026-08-04"), Text: said("The office was closed")},
		},
		Ignores: []Ignore{{Rule: said("overdue-action"), Reason: said("the coach is ill"), Until: said("2026-11-30"), Line: 152}},
		Rules: []Rule{
			{ID: said("thin_pipeline"), When: said("win_rate < 20% and margin < 0.1"), For: said("2 periods"),
				ClearWhen: said("win_rate >= 22%"), ClearFor: said("3 months"), Severity: said("error"),
				Message: said("Win rate is {win_rate}"), Action: said("Coach the reps"), Owner: said("VP Sales"),
				DependsOn: saidAll("late", "later"), Each: said("region"), Changed: []Reason{{On: said("2026-05-02"), Because: said("Fewer reps")}}},
			{ID: said("late"), When: said("headcount < 3"), DependsOn: saidAll("later")},
			{ID: said("later"), When: said("headcount < 2")},
		},
		Acknowledged: []Acknowledgement{
			{KPI: said("margin"), Change: said("value"), Because: said("Discounts are counted now"), Until: said("2026-12-31")},
			{Rule: said("gone"), Change: said("threshold"), Because: said("Nobody acted on it")},
		},
		Policies: []Policy{{ID: said("owners"), For: said("kpis"), Where: said(`class == "lagging"`), Assert: said("owner != nil"),
			Message: said("{name} has no owner"), Severity: said("warning"), Why: said("Somebody is to act.")}},
	}
}

func everySourceKey() Source {
	return Source{
		ID: said("deals"), File: said("data/deals.csv"), Delimiter: said("\t"), Encoding: said("windows-1252"), Sheet: said("Deals 2026"), Records: said("data.items"), OnBadRow: said("skip"),
		Key: saidAll("deal_id"), Date: said("closed_on"), FreshWithin: said("3 days"),
		Columns: []Column{
			{ID: said("deal_id"), Type: said("text")},
			{ID: said("amount"), Type: said("number"), Unit: said("money EUR"), From: said("Deal amount"),
				Range: Span{Low: said("0")}, MaxMissing: said("5%")},
			{ID: said("closed_on"), Type: said("date"), Format: said("M/D/YYYY"), Range: Span{Low: said("2022-10-01"), High: said("2026-09-30")}},
			{ID: said("stage"), Type: said("text"), Values: saidAll("Won", "Lost", "01")},
		},
		Joins: []Join{
			{ID: said("rep"), Source: said("reps"), Via: []Via{{Local: said("rep_id")}}, Optional: true},
			{ID: said("team"), Source: said("teams"), Via: []Via{{Local: said("team_id"), Other: said("id")}}},
			{ID: said("calls"), Source: said("calls"), Via: []Via{{Local: said("deal_id")}}, Many: true, Within: said("90 days")},
			{ID: said("price"), Source: said("prices"), Via: []Via{
				{Local: said("product")}, {Local: said("sold_on"), Other: said("day")},
			}},
		},
		Fields: []Field{{ID: said("won"), Formula: said(`stage == "Won"`)}},
		Checks: []Field{{ID: said("closes_after_opening"), Formula: said("closed_on >= created_on")}},
		Expect: Expect{Rows: said("5_680")},
	}
}

func planSource() Source {
	return Source{ID: said("quotas"), Query: said("select * from raw"), Plan: true, Covers: said("month"),
		Key: saidAll("rep_id", "month"), OnBadRow: said("skip"), Expect: Expect{File: said("totals.csv")}}
}

func everyKPIKey() KPI {
	return KPI{
		ID: said("win_rate"), Name: worded("Win rate"), Description: worded("Deals won of deals closed.\n"),
		Owner: said("VP Sales"), Objective: said("grow"), Class: said("leading"), Leads: Lead{KPI: said("margin"), Lag: said("1..3 months"), Sign: said("positive")}, Category: said("quality"), Tags: saidAll("strategic", "sales"),
		Source: said("deals"), Date: said("closed_on"), Where: said("amount > 0"), Grain: said("quarter"),
		Formula: said("count(won) / count()"), Unit: said("percent"), Better: said("higher"),
		Target: Target{Goals: []Goal{{Formula: said("28%")}}}, Tolerance: said("2 points"),
		Status: []Band{{Color: said("green"), When: said("value >= target")}, {Color: said("amber"), When: said("value >= 0.9 * target")},
			{Color: said("red"), When: said("value < 0.5 * target")}, {Color: said("amber")}},
		Scoring: Scoring{
			MinN: said("20"), RedFlag: said("24%"), Gate: true,
			Weights: Weights{
				{Value: said("1"), Until: said("2026-03-31")},
				{Value: said("2"), From: said("2026-04-01"), Because: said("Retention matters more this year")},
			},
		},
	}
}

func everyTargetKey() KPI {
	return KPI{
		ID: said("bookings"), Formula: said("sum(amount)"),
		Target: Target{Goals: []Goal{
			{Formula: said("500k per month"), Until: said("2026-03-31")},
			{
				Formula: said("12M"), From: said("2026-04-01"), Until: said("2027-03-31"), Baseline: said("9.5M"),
				Pace:    Pace{Milestones: []Milestone{{said("2026-06-30"), said("3M")}, {said("2027-03-31"), said("12M")}}},
				Stretch: said("13M"), Because: said("The board's plan."), Cushion: said("10%"),
				Split: Parts{Dimension: said("region"), Members: []Part{{said("EMEA"), said("8M")}, {said("(none)"), said("5M")}}},
			},
		}},
		Attainment: said("progress"), NoBase: said("achieved"), Reviewed: said("2026-06-30"), ReviewEvery: said("6 months"), Changed: []Reason{{On: said("2026-05-01"), Because: said("The plan was split by region")}},
	}
}

func TestAliasPointsToTheTextItself(t *testing.T) {
	data := "version: 1\nkpis:\n  a: {formula: &f won / amout}\n  b: {formula: *f}\n"
	catalog, _ := Parse("kpis.yaml", []byte(data), nil)
	if got, want := catalog.KPIs[1].Formula.Span(6, 11), at(t, data, "amout", 1); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCutFormulaIsReadAsItWasMeant(t *testing.T) {
	data := "version: 1\nkpis: {a: {formula: sum(amount, won) / amout, unit: money}}\n"
	catalog, _ := Parse("kpis.yaml", []byte(data), nil)
	formula := catalog.KPIs[0].Formula
	if formula.Value != "sum(amount, won) / amout" || catalog.KPIs[0].Unit.Value != "money" {
		t.Errorf("got %q in %q", formula.Value, catalog.KPIs[0].Unit.Value)
	}
	if got, want := formula.Span(19, 24), at(t, data, "amout", 1); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func codesOf(problems diag.List) string {
	var codes []string
	for _, p := range problems.Items {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, " ")
}

func TestParse(t *testing.T) {
	const kpi = "version: 1\nkpis: {a: {formula: count()}}\n"
	for name, c := range map[string]struct{ data, codes string }{
		"a byte order mark":                  {"\uFEFF" + kpi, ""},
		"a start and an end of the document": {"---\n" + kpi + "...\n", ""},
		"lines of an old Mac":                {strings.ReplaceAll(kpi, "\n", "\r"), ""},
		"a version in quotes":                {strings.Replace(kpi, "1", "'1'", 1), ""},
		"no line end at the end":             {strings.TrimSpace(kpi), ""},
		"tags that YAML knows":               {strings.Replace(kpi, "count", "!!str count", 1), codeTag},
		"nothing at all":                     {"", codeEmptyFile},
		"blank lines only":                   {"\n\n", codeEmptyFile},
		"a null":                             {"~\n", codeEmptyFile},
		"a list of files":                    {"- a\n- b\n", codeWrongType},
		"a text":                             {"version 1\n", codeWrongType},
		"UTF-16 with a mark":                 {"\xff\xfev\x00e\x00", codeEncoding},
		"UTF-16 without a mark":              {"v\x00e\x00r\x00", codeEncoding},
		"UTF-16, the other order":            {"\xfe\xff\x00v\x00e", codeEncoding},
		"Latin-1":                            {kpi + "# caf\xe9\n", codeEncoding},
		"a NUL":                              {kpi + "# \x00\n", codeEncoding},
		"a mark in the middle":               {kpi + "# \uFEFF\n", codeEncoding},
		"KPIs that are not there":            {"version: 1\nkpis: {}\n", codeNoKPIs},
		"KPIs that are a text":               {"version: 1\nkpis: none\n", codeWrongType},
		"KPIs without a value":               {"version: 1\nkpis:\n", codeEmptyValue},
		"KPIs that are all free keys":        {"version: 1\nkpis: {x-a: 1}\n", codeNoKPIs},
		"a version that is a list":           {"version: [1]\nkpis: {a: {formula: count()}}\n", codeWrongType},
		"an include without a way to read":   {kpi + "include: a.yaml\n", codeBadInclude},
		"a merge of a text":                  {"version: 1\nkpis: {a: {<<: b, formula: c}}\n", codeWrongType},
		"a merge of several":                 {"x-a: &a {unit: money}\nx-b: &b {formula: f, unit: x}\nversion: 1\nkpis: {a: {<<: [*a, *b]}}\n", ""},
		"an unknown key that is merged":      {"x-a: &a {unti: money}\nversion: 1\nkpis: {a: {<<: *a, formula: f}, b: {<<: *a, formula: f}}\n", codeUnknownKey},
		"an alias that contains itself":      {"version: 1\nkpis: &k\n  a: *k\n", codeMissingKey + " " + codeUnknownKey},
		"brackets that are very deep":        {"version: 1\nkpis: " + strings.Repeat("[", 20_000), codeTooLarge},
		"Local is no time zone":              {kpi + "scorecard: {timezone: Local}\n", codeInvalidValue},
		"a delimiter that is a blank":        {kpi + "sources: {a: {file: a.csv, delimiter: ' '}}\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := Parse("kpis.yaml", []byte(c.data), nil)
			if got := codesOf(problems); got != c.codes {
				t.Errorf("got %q, want %q", got, c.codes)
			}
		})
	}
}
