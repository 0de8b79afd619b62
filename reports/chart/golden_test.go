package chart_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kpi/engine/status"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/svg"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden are the drawings whose SVG is kept.
func golden() map[string]chart.Drawing {
	half := chart.Frame{Width: 380, Height: 200, Size: 7, Measure: measure}
	far := costs()
	far.Start.Value, far.End.Value = new(48210.0), new(48179.0)
	low := panel
	low.Height = 64
	return map[string]chart.Drawing{
		"trend":         chart.Trend(winRate(), page),
		"trend-season":  chart.Trend(visits(), page),
		"trend-crowded": chart.Trend(crowded(), page),
		"trend-listed":  chart.Trend(crowded(), half),
		"variance":      chart.Variance(regions(), panel),
		"variance-low":  chart.Variance(regions(), low),
		"waterfall":     chart.Waterfall(costs(), panel),
		"waterfall-cut": chart.Waterfall(far, panel),
		"pareto":        chart.Pareto(reasons(), panel),
		"heat":          chart.Heat(answers(), chart.Frame{Width: 500, Size: 7.2, Measure: measure}),
		"scenarios":     chart.Compare(standing(), panel),
		"bullets":       bullets(),
		"sparks":        sparks(),
	}
}

// standing are regions with all that they may be compared with, and one that has
// little of it.
func standing() chart.Scenarios {
	return chart.Scenarios{
		Name: "Revenue by region", Of: "Region", Unit: "USD k", Format: func(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) },
		Rows: []chart.Scenario{
			{Name: "East 华东", Previous: new(80.0), Plan: new(100.0), Actual: new(95.0), Forecast: new(110.0)},
			{Name: "West 西部", Previous: new(60.0), Actual: new(70.0)},
			{Name: "South 华南", Plan: new(20.0), Actual: new(-10.0)},
			{Name: "Online", Forecast: new(40.0)},
			{Name: "Channel 渠道"},
		},
	}
}

// bullets are a bullet graph in each form, one below the other.
func bullets() chart.Drawing {
	d := chart.Drawing{Width: 130, Height: 122, Name: "Bullets", Alt: "Six bullet graphs"}
	for i, child := range []chart.Drawing{
		chart.Bullet(document.Bullet{Value: 0.9}, 1.3, 130, 12),
		chart.Bullet(document.Bullet{Value: 1.4, Hollow: true}, 1.3, 130, 12),
		chart.ScaledBullet(chart.Scale{High: 100, Bounds: []float64{40, 75}, Value: new(60.0), Target: new(70.0), Before: new(55.0), Projected: new(66.0)}, 130, 12),
		chart.ScaledBullet(chart.Scale{Low: 50, High: 100, Bounds: []float64{60, 75}, LowerIsBetter: true, Value: new(60.0), Target: new(70.0)}, 130, 12),
		chart.ScaledBullet(chart.Scale{Low: -100, High: 100, Bounds: []float64{-40, 0, 30, 75}, Value: new(-60.0), Target: new(70.0)}, 130, 12),
		chart.ScaledBullet(chart.Scale{High: 100, Bounds: []float64{30, 50, 80}, Value: new(120.0), Target: new(70.0)}, 130, 12),
	} {
		d.Place(child, 0, float64(i)*22)
	}
	return d
}

// sparks are the win rate on its limits and without them.
func sparks() chart.Drawing {
	s := document.Spark{Status: status.OffTrack}
	var limits []*chart.Limits
	for _, p := range winRate().Periods[:24] {
		s.Points = append(s.Points, document.SparkPoint{Value: p.Value, Target: p.Target})
		limits = append(limits, p.Limits)
	}
	d := chart.Drawing{Width: 130, Height: 50, Name: "Sparklines", Alt: "Two sparklines"}
	d.Place(chart.SparkWithin(s, limits, 130, 22), 0, 0)
	d.Place(chart.Spark(s, 130, 22), 0, 28)
	return d
}

// text is the SVG of a drawing.
func text(t *testing.T, d chart.Drawing) string {
	t.Helper()
	var out strings.Builder
	if err := svg.Write(&out, d, svg.Options{Measure: measure}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDrawingsAreThoseOfTheGoldenFiles(t *testing.T) {
	for name, d := range golden() {
		got := text(t, d)
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from %s; go test ./reports/chart -update writes it anew", name, file)
		}
	}
}
