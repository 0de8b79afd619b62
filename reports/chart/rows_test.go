package chart_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kpi/reports/chart"
	"kpi/reports/document"
)

var panel = chart.Frame{Width: 245, Size: 8, Measure: measure}

// bars are those with a tip, from top to bottom.
func bars(d chart.Drawing) []chart.Path {
	return paths(d, func(p chart.Path) bool { return p.Tip != "" && p.Closed })
}

func ends(p chart.Path) (left, right float64) { return p.Points[0].X, p.Points[1].X }

func lengthOf(p chart.Path) float64 {
	left, right := ends(p)
	return right - left
}

func TestBarsAreColouredByTheNewsNotByTheSign(t *testing.T) {
	c := chart.Contributions{Format: signed, Parts: []chart.Part{
		{Name: "cost up", Value: new(4.0), Verdict: document.Loss},
		{Name: "cost down", Value: new(-4.0), Verdict: document.Gain},
		{Name: "nobody said", Value: new(4.0)},
	}, Total: chart.Part{Name: "all", Value: new(4.0), Verdict: document.Loss}}
	var inks []chart.Ink
	for _, b := range bars(chart.Variance(c, panel)) {
		inks = append(inks, b.Fill)
	}
	if want := []chart.Ink{chart.Vermilion, chart.Blue, chart.Silver, chart.Bar}; !slices.Equal(inks, want) {
		t.Errorf("got %q, want %q", inks, want)
	}
}

func TestBarsOfAVarianceShareAScaleFromZero(t *testing.T) {
	got := bars(chart.Variance(regions(), panel))
	if len(got) != 6 {
		t.Fatalf("got %d bars, want one for each known value and the total", len(got))
	}
	unit := lengthOf(got[5]) / 1.8
	for i, v := range []float64{0.7, 0.1, 0.3, 1.7, 0.6} {
		if math.Abs(lengthOf(got[i])-v*unit) > 0.01 {
			t.Errorf("the bar of %v is %v long, want %v", v, lengthOf(got[i]), v*unit)
		}
	}
	zero, _ := ends(got[0])
	if _, right := ends(got[3]); math.Abs(right-zero) > 0.01 {
		t.Errorf("losses end at %v and gains begin at %v", right, zero)
	}
}

func TestRowsWithoutRoomBecomeOne(t *testing.T) {
	low := panel
	low.Height = 60
	d := chart.Variance(regions(), low)
	if d.Height > 60 {
		t.Errorf("got a height of %v, want at most 60", d.Height)
	}
	got := texts(d)
	for _, want := range []string{"East 华东", "South 华南", "Others (4)", "−0.8", "All regions 合计", "−1.8"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if b := bars(d); b[2].Fill != chart.Vermilion {
		t.Errorf("others that lost 0.8 are %q, want them in the colour of losses", b[2].Fill)
	}
}

func TestWaterfallClosesWhateverItsNumbers(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		b := chart.Bridge{Format: oneDecimal, Signed: signed, Start: chart.Part{Name: "from", Value: new(100 * r.NormFloat64())}, End: chart.Part{Name: "to", Value: new(100 * r.NormFloat64())}}
		for range r.IntN(9) {
			b.Effects = append(b.Effects, chart.Part{Name: "effect", Value: new(30 * r.NormFloat64())})
		}
		d := chart.Waterfall(b, panel)
		checkChain(t, seed, bars(d))
		sum := *b.Start.Value
		for _, e := range b.Effects {
			sum += *e.Value
		}
		if left := math.Abs(*b.End.Value-sum) > 1e-6; left != slices.Contains(texts(d), "Not explained") {
			t.Errorf("%d: effects explain %v of %v; got %q", seed, sum, *b.End.Value, texts(d))
		}
	}
}

// checkChain proves that each bar has an end in common with the next one.
func checkChain(t *testing.T, seed uint64, all []chart.Path) {
	for i := 1; i < len(all); i++ {
		a, b := ends(all[i-1])
		c, d := ends(all[i])
		apart := min(math.Abs(a-c), math.Abs(a-d), math.Abs(b-c), math.Abs(b-d))
		if apart > 0.6 {
			t.Errorf("%d: bar %d from %v to %v does not meet that from %v to %v", seed, i, c, d, a, b)
		}
	}
}

func TestTotalsFarFromZeroAreCutAndShowIt(t *testing.T) {
	isCut := func(p chart.Path) bool { return p.Stroke == chart.White }
	b := costs()
	if got := paths(chart.Waterfall(b, panel), isCut); len(got) != 0 {
		t.Errorf("got %d cuts through bars from zero", len(got))
	}
	b.Start.Value, b.End.Value = new(48210.0), new(48179.0)
	if got := paths(chart.Waterfall(b, panel), isCut); len(got) != 4 {
		t.Errorf("got %d strokes, want two through each total", len(got))
	}
}

func TestNegativeTotalsGoToTheLeftOfZero(t *testing.T) {
	b := costs()
	b.Start.Value, b.End.Value = new(30.0), new(-1.0)
	got := bars(chart.Waterfall(b, panel))
	zero, _ := ends(got[0])
	if _, right := ends(got[len(got)-1]); math.Abs(right-zero) > 0.6 {
		t.Errorf("the end stops at %v, want zero at %v", right, zero)
	}
}

func TestParetoBeginsItsLineWhereTheFirstBarEnds(t *testing.T) {
	d := chart.Pareto(reasons(), panel)
	got, dots := bars(d), circles(d, func(c chart.Circle) bool { return true })
	if _, right := ends(got[0]); math.Abs(right-dots[0].X) > 1e-6 {
		t.Errorf("the bar ends at %v and the line begins at %v", right, dots[0].X)
	}
	for i := 1; i < len(dots); i++ {
		if math.Abs(dots[i].X-dots[i-1].X-lengthOf(got[i])) > 1e-6 {
			t.Errorf("the line grows by %v over a bar of %v", dots[i].X-dots[i-1].X, lengthOf(got[i]))
		}
	}
	for _, want := range []string{"Others (4)", "20", "84.3%", "100.0%", "left out: 1 below zero or without a value"} {
		if !slices.Contains(texts(d), want) {
			t.Errorf("no %q in %q", want, texts(d))
		}
	}
}

func TestParetoSortsAndMarksTheVitalFew(t *testing.T) {
	k := reasons()
	slices.Reverse(k.Parts)
	var dark []string
	for _, b := range bars(chart.Pareto(k, panel)) {
		if b.Fill == chart.Bar {
			dark = append(dark, b.Tip)
		}
	}
	if want := []string{"Price: 142", "No decision: 97", "Missing feature: 81", "Competitor: 40"}; !slices.Equal(dark, want) {
		t.Errorf("got %q, want %q", dark, want)
	}
}

var blues = []chart.Ink{chart.Blue1, chart.Blue2, chart.Blue3, chart.Blue4, chart.Blue5}

func TestHeatIsDeeperForMore(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 4))
		g := chart.Grid{Format: oneDecimal, Rows: []chart.Member{{Name: "a"}}}
		for _, p := range monthly(2024, 1, 12) {
			g.Times = append(g.Times, p.Time)
			g.Rows[0].Values = append(g.Rows[0].Values, new(math.Exp(3*r.NormFloat64())))
		}
		cells := bars(chart.Heat(g, panel))
		for i, v := range g.Rows[0].Values {
			for k, w := range g.Rows[0].Values {
				if *v < *w && slices.Index(blues, cells[i].Fill) > slices.Index(blues, cells[k].Fill) {
					t.Errorf("%d: %v is %q and %v is %q", seed, *v, cells[i].Fill, *w, cells[k].Fill)
				}
			}
		}
	}
}

func TestMissingCellsAreHatchedAndSayIt(t *testing.T) {
	d := chart.Heat(answers(), chart.Frame{Width: 500, Size: 7.2, Measure: measure})
	var white []string
	for _, c := range bars(d) {
		if c.Fill == chart.White {
			white = append(white, c.Tip)
		}
	}
	if want := []string{"West 西部, Feb 2026: n/a", "West 西部, Mar 2026: n/a"}; !slices.Equal(white, want) {
		t.Errorf("got %q, want %q", white, want)
	}
	if !slices.Contains(texts(d), "no value") {
		t.Errorf("the legend does not explain the strokes: %q", texts(d))
	}
}

func TestCellsHaveAllTextsOrNone(t *testing.T) {
	g := answers()
	count := func(width float64) int {
		n := 0
		for _, s := range texts(chart.Heat(g, chart.Frame{Width: width, Size: 7.2, Measure: measure})) {
			if strings.Contains(s, ".") {
				n++
			}
		}
		return n - 2 // the ends of the legend
	}
	if got := count(500); got != 46 {
		t.Errorf("got %d texts in wide cells, want 46", got)
	}
	if got := count(200); got != 0 {
		t.Errorf("got %d texts in narrow cells, want none", got)
	}
}

func TestRowsWithoutNumbersSaySo(t *testing.T) {
	for name, d := range map[string]chart.Drawing{
		"variance": chart.Variance(chart.Contributions{Format: signed}, panel),
		"pareto":   chart.Pareto(chart.Ranking{Format: whole}, panel),
		"heat":     chart.Heat(chart.Grid{Format: whole}, panel),
	} {
		if !slices.Contains(texts(d), "no values") {
			t.Errorf("%s: got %q", name, texts(d))
		}
	}
}

func TestRowsInWords(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want string
	}{
		{"variance", chart.Variance(regions(), panel).Alt,
			"What moved the win rate: All regions 合计 −1.8; East 华东 +0.7 (better); North 华北 +0.1 (better); West 西部 −0.3 (worse); South 华南 −1.7 (worse); Channel 渠道 −0.6 (worse); Online n/a"},
		{"waterfall", chart.Waterfall(costs(), panel).Alt,
			"Cost of sales: from FY2025 480 to FY2026 455; Volume +64; Material prices +38 (worse); Yield of the second line −72 (better); Freight −61 (better); Currency 0; Not explained +6"},
		{"pareto", chart.Pareto(reasons(), panel).Alt,
			"Why deals were lost: Price 142; No decision 97; Missing feature 81; Competitor 40; together 84.3% of 427"},
		{"scenarios", chart.Compare(standing(), panel).Alt,
			"Revenue by region: East 华东 PY: last year 80, PL: target 100, AC: actual 95, FC: forecast 110; West 西部 PY: last year 60, AC: actual 70; South 华南 PL: target 20, AC: actual -10; Online FC: forecast 40; Channel 渠道"},
		{"heat", chart.Heat(answers(), panel).Alt,
			"Hours to the first answer: 4 members, Oct 2025 to Sep 2026; values from 1.0 to 13.0; 2 missing"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, c.got, c.want)
		}
	}
}
