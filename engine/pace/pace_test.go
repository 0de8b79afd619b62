package pace_test

import (
	"math"
	"math/rand"
	"strconv"
	"testing"
	"testing/quick"

	"kpi/engine/pace"
)

// quickly tries a property on numbers from −1000 to 1000, the same in every run.
func quickly(t *testing.T, property func(a, b, c, d float64) bool) {
	t.Helper()
	try := func(a, b, c, d int32) bool {
		number := func(v int32) float64 { return float64(v%1_000_000) / 1000 }
		if !property(number(a), number(b), number(c), number(d)) {
			t.Logf("for %v, %v, %v, %v", number(a), number(b), number(c), number(d))
			return false
		}
		return true
	}
	if err := quick.Check(try, &quick.Config{Rand: rand.New(rand.NewSource(1)), MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

func digits(v *float64, n int) string {
	if v == nil {
		return "none"
	}
	return strconv.FormatFloat(*v, 'f', n, 64)
}

// What Engage, Recruiterflow and Klar print for a month.
func TestLinear(t *testing.T) {
	for _, test := range []struct {
		name           string
		elapsed, total int
		want           float64
	}{
		{"Engage: 15 of the 30 days of April", 15, 30, 0.5},
		{"the first of 31 days", 1, 31, 1.0 / 31},
		{"before the span", 0, 30, 0},
		{"long before the span", -40, 30, 0},
		{"the last day", 30, 30, 1},
		{"after the span", 45, 30, 1},
		{"nothing is counted", 3, 0, 0},
	} {
		if got := pace.Linear(test.elapsed, test.total); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

// 30 placements in January, 18 of them by the 15th: the vendor rounds to 15 and
// 120 %, the days give 14.516 and 124.0 %.
func TestPlacements(t *testing.T) {
	c := pace.Course{Target: 30}
	expected := c.At(pace.Linear(15, 31))
	if got, want := digits(&expected, 3), "14.516"; got != want {
		t.Errorf("expected %s, want %s", got, want)
	}
	if got, want := digits(pace.Higher(18, expected), 3), "1.240"; got != want {
		t.Errorf("the pace is %s, want %s", got, want)
	}
	if got, want := digits(c.Projection(18, pace.Linear(15, 31)), 1), "37.2"; got != want {
		t.Errorf("the projection is %s, want %s", got, want)
	}
	if got, want := digits(c.Needed(18, 16), 2), "0.75"; got != want {
		t.Errorf("needed a day %s, want %s", got, want)
	}
	if got := c.Needed(18, 0); got != nil {
		t.Errorf("needed on no day: %v", *got)
	}
	if got := c.Projection(0, 0); got != nil {
		t.Errorf("the projection of nothing elapsed is %v", *got)
	}
}

// Weights of 1 from January to November and of one half in December.
func TestWeighted(t *testing.T) {
	weights := []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5}
	for _, test := range []struct {
		name   string
		months float64
		want   string
	}{
		{"a month", 1, "8.6957"},
		{"half a year, which is no half", 6, "52.1739"},
		{"all but December", 11, "95.6522"},
		{"half of December", 11.5, "97.8261"},
		{"the year", 12, "100.0000"},
		{"nothing", 0, "0.0000"},
	} {
		share := 100 * pace.Weighted(weights, elapsed(12, test.months))
		if got := digits(&share, 4); got != test.want {
			t.Errorf("%s: got %s %%, want %s %%", test.name, got, test.want)
		}
	}
	if got := pace.Weighted([]float64{0, 0}, []float64{1, 0}); got != 0 {
		t.Errorf("without weights: got %v, want 0", got)
	}
}

// elapsed says which part of each of n months is over.
func elapsed(n int, months float64) []float64 {
	over := make([]float64, n)
	for i := range over {
		over[i] = max(0, min(1, months-float64(i)))
	}
	return over
}

// Monthly sales from April to March, with their published shares in percent; the
// source prints a total of 373.64, and the months add up to 373.65.
func TestSharesOfMonths(t *testing.T) {
	sales := []float64{28.32, 28.55, 33.96, 44.50, 32.86, 19.95, 37.93, 49.66, 15.87, 44.53, 5.81, 31.71}
	published := []float64{8, 8, 9, 12, 9, 5, 10, 13, 4, 12, 2, 8}
	shares := pace.Shares([][]float64{sales, sales})
	for i, want := range published {
		if got := math.Round(100 * shares[i]); got != want {
			t.Errorf("month %d: got %v %%, want %v %%", i+1, got, want)
		}
	}
	quarter := 100 * pace.Weighted(shares, elapsed(12, 3))
	if got, want := digits(&quarter, 2), "24.31"; got != want {
		t.Errorf("the first quarter has %s %%, want %s %%", got, want)
	}
}

func TestShares(t *testing.T) {
	for _, test := range []struct {
		name   string
		cycles [][]float64
		want   string
	}{
		{"the mean of shares, not the share of sums", [][]float64{{1, 3}, {300, 100}}, "0.5000 0.5000"},
		{"one cycle is too few", [][]float64{{1, 3}}, ""},
		{"a cycle of nothing says nothing", [][]float64{{1, 3}, {0, 0}}, ""},
		{"a month of refunds has no share", [][]float64{{5, -1}, {5, -1}}, "1.0000 0.0000"},
		{"three cycles", [][]float64{{1, 1}, {1, 3}, {3, 1}}, "0.5000 0.5000"},
		{"none", nil, ""},
	} {
		got := ""
		for i, s := range pace.Shares(test.cycles) {
			got += map[bool]string{true: " "}[i > 0] + digits(&s, 4)
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestAlong(t *testing.T) {
	steps := []pace.Step{{0, 0}, {10, 0.4}, {30, 1}}
	for _, test := range []struct {
		name string
		day  int
		want float64
	}{
		{"before", -1, 0}, {"at the start", 0, 0}, {"half way to a milestone", 5, 0.2}, {"at a milestone", 10, 0.4},
		{"between two", 20, 0.7}, {"at the end", 30, 1}, {"after", 31, 1},
	} {
		if got := pace.Along(steps, test.day); !near(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	if got := pace.Along(nil, 3); got != 0 {
		t.Errorf("without steps: got %v", got)
	}
}

func TestACourseEndsAtItsTarget(t *testing.T) {
	quickly(t, func(start, target, share, day float64) bool {
		c := pace.Course{Start: start, Target: target}
		total := 1 + int(math.Abs(day))
		steps := []pace.Step{{0, 0}, {total, 1}}
		return c.At(1) == target && c.At(0) == start &&
			c.At(pace.Linear(total, total)) == target && c.At(pace.Along(steps, total)) == target &&
			pace.Weighted([]float64{math.Abs(share), 0.1}, []float64{1, 1}) == 1
	})
}

// Money in thousands, or a zero that lies elsewhere, changes no share.
func TestScaleAndShift(t *testing.T) {
	quickly(t, func(a, target, base, by float64) bool {
		p, moved := pace.Progress(a, target, base), pace.Progress(a+by, target+by, base+by)
		scaled := pace.Progress(3*a, 3*target, 3*base)
		if math.Abs(target-base) < 1 {
			return true
		}
		h, h3 := pace.Higher(a, target), pace.Higher(3*a, 3*target)
		return near(*p, *moved) && near(*p, *scaled) && (h == nil || near(*h, *h3))
	})
}

// A projection that is exactly on its way ends at the target.
func TestOnTheWayEndsAtTheTarget(t *testing.T) {
	quickly(t, func(start, target, share, _ float64) bool {
		c := pace.Course{Start: start, Target: target}
		share = 0.001 + math.Abs(share)/1001
		return math.Abs(*c.Projection(c.At(share), share)-target) <= 1e-6*max(1, math.Abs(target))
	})
}
