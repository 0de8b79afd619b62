package reports

import (
	"slices"
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/chart"
	"kpi/reports/document"
)

// soldBy is a KPI that adds up, by regions with these values, targets and values of
// last year; 0 is none of the latter two.
func soldBy(rows map[string][3]float64, names ...string) (scorecard.Result, scorecard.Breakdown) {
	r := scorecard.Result{Name: "Revenue", Kind: scorecard.Flow, Unit: unit.Count, Better: scorecard.Higher, Period: scorecard.Period{Label: "2026-09"}}
	b := scorecard.Breakdown{Dimension: "region", Name: "Region"}
	whole := 0.0
	for _, name := range names {
		v := rows[name]
		m := scorecard.Member{Name: name, Actual: scorecard.Measured{Value: new(v[0])}}
		if v[1] != 0 {
			m.Target.Value = new(v[1])
		}
		if v[2] != 0 {
			m.LastYear.Value = new(v[2])
		}
		whole += v[0]
		b.Members = append(b.Members, m)
	}
	r.Actual.Value = &whole
	return r, b
}

// titlesOf are the titles of the pictures in their order.
func titlesOf(blocks []document.Block) []string {
	var out []string
	for _, b := range blocks {
		for _, column := range b.(*document.Beside).Columns {
			for _, f := range column {
				out = append(out, f.(*document.Figure).Title)
			}
		}
	}
	return out
}

func TestPicturesOfMembersSayWhatIsTrue(t *testing.T) {
	rows := map[string][3]float64{"East": {50, 40, 45}, "West": {30, 60, 40}, "South": {15, 10, 5}, "North": {5, 0, 5}, "Debt": {-5, 0, 0}}
	for _, c := range []struct {
		name   string
		kind   scorecard.Kind
		change func(*scorecard.Result, *scorecard.Breakdown)
		names  []string
		want   []string
	}{
		{"all of them", scorecard.Flow, nil, []string{"East", "West", "South", "North"},
			[]string{"Revenue: 2 of 4 above last year", "Revenue: West is farthest from its target, −30", "2 of 4 make up 80.0% of Revenue"}},
		{"a ratio has no shares", scorecard.Ratio, nil, []string{"East", "West", "South"},
			[]string{"Revenue: 2 of 3 above last year", "Revenue: West is farthest from its target, −30"}},
		{"last year where too few have a target", scorecard.Flow, nil, []string{"East", "West", "North"},
			[]string{"Revenue: 1 of 3 above last year", "Revenue: West is farthest from its last year, −10", "2 of 3 make up 94.1% of Revenue"}},
		{"what is below zero has no share", scorecard.Flow, nil, []string{"East", "West", "Debt"}, []string{"Revenue: 1 of 2 above last year"}},
		{"members that are not the whole have no shares", scorecard.Flow, func(r *scorecard.Result, _ *scorecard.Breakdown) { r.Actual.Value = new(101.0) },
			[]string{"East", "West", "South", "North"}, []string{"Revenue: 2 of 4 above last year", "Revenue: West is farthest from its target, −30"}},
		{"others are as many as they stand for", scorecard.Flow, func(_ *scorecard.Result, b *scorecard.Breakdown) { b.Members[1].Others = 6 },
			[]string{"East", "West", "South", "North"}, []string{"Revenue: 2 of 4 above last year", "Revenue: (others, 6) is farthest from its target, −30", "7 of 9 make up 80.0% of Revenue"}},
		{"two are read in the table", scorecard.Flow, nil, []string{"East", "West"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, b := soldBy(rows, c.names...)
			r.Kind = c.kind
			if c.change != nil {
				c.change(&r, &b)
			}
			if got := titlesOf(english.memberFigures(&scorecard.Scorecard{}, r, b)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Members without a value in a period have a gap, and all rows as many columns.
func TestCourseOfMembersHasAllPeriods(t *testing.T) {
	r, b := soldBy(map[string][3]float64{"East": {3, 0, 0}, "West": {2, 0, 0}, "South": {1, 0, 0}}, "South", "East", "West")
	for i := range b.Members {
		for _, label := range []string{"2026-07", "2026-08", "2026-09"} {
			p := scorecard.Point{Period: scorecard.Period{Label: label}, Measured: scorecard.Measured{Value: b.Members[i].Actual.Value}}
			if label == "2026-08" && i == 0 {
				p.Measured = scorecard.Measured{}
			}
			b.Members[i].Series = append(b.Members[i].Series, p)
		}
	}
	blocks := english.memberFigures(&scorecard.Scorecard{}, r, b)
	if got, want := titlesOf(blocks), []string{"2 of 3 make up 83.3% of Revenue", "Revenue by region, Jul 2026 to Sep 2026"}; !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	grid := blocks[1].(*document.Beside).Columns[0][0].(*document.Figure).Picture.(chart.Grid)
	if len(grid.Times) != 3 || grid.Rows[0].Name != "East" || grid.Rows[2].Values[1] != nil || *grid.Rows[2].Values[2] != 1 {
		t.Errorf("got %+v", grid)
	}
}

func TestPicturesOfManyMembersSayHowManyAreShown(t *testing.T) {
	rows := map[string][3]float64{}
	var names []string
	for i := range 20 {
		name := string(rune('A' + i))
		rows[name] = [3]float64{float64(100 - i), 90, 80}
		names = append(names, name)
	}
	r, b := soldBy(rows, names...)
	blocks := english.memberFigures(&scorecard.Scorecard{}, r, b)
	f := blocks[0].(*document.Beside).Columns[0][0].(*document.Figure)
	if got, want := f.Sub, "count, 2026-09, the 12 largest of 20"; got != want || len(f.Picture.(chart.Scenarios).Rows) != 12 {
		t.Errorf("got %q with %d rows, want %q with 12", got, len(f.Picture.(chart.Scenarios).Rows), want)
	}
}

// The table beside the picture says that East misses its target by a hair.
func TestPicturesOfMembersRoundLikeTheTable(t *testing.T) {
	r, b := soldBy(map[string][3]float64{"East": {0.9997, 1, 0.9}, "West": {0.8, 1, 0.9}, "South": {0.7, 1, 0.9}}, "East", "West", "South")
	r.Kind, r.Unit = scorecard.Ratio, unit.Percent
	for i := range b.Members {
		b.Members[i].Target.Bounds = []float64{1}
	}
	picture := english.standingFigure(&scorecard.Scorecard{}, r, b, b.Members).Picture.(chart.Scenarios)
	for v, want := range map[float64]string{0.9997: "99.97%", 0.8: "80.0%", 1: "100.0%"} {
		if got := picture.Format(v); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
}
