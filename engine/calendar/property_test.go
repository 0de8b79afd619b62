package calendar

import (
	"math/rand"
	"testing"
	"testing/quick"
	"time"
)

// quickly tries a property on days of 1901 to 2199, the same ones in every run.
func quickly(t *testing.T, property func(c Calendar, g Grain, d Date, n int) bool) {
	t.Helper()
	first, last := NewDate(1901, time.January, 1), NewDate(2199, time.January, 1)
	random := rand.New(rand.NewSource(1))
	try := func(which, grain, day uint32, n uint8) bool {
		c := calendars()[int(which)%len(calendars())]
		g := Grains()[int(grain)%len(Grains())]
		d := first + Date(int(day)%int(last-first))
		if !property(c, g, d, int(n%30)+1) {
			t.Logf("calendar %+v, %s of %s, n = %d", c, g, d, int(n%30)+1)
			return false
		}
		return true
	}
	if err := quick.Check(try, &quick.Config{Rand: random, MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}

func TestPeriodsTileTime(t *testing.T) {
	quickly(t, func(c Calendar, g Grain, d Date, n int) bool {
		p := c.PeriodOf(g, d)
		return c.Start(p) <= d && d < c.End(p) &&
			c.PeriodOf(g, c.Start(p)) == p && c.PeriodOf(g, c.End(p)-1) == p &&
			c.End(p) == c.Start(p.Add(1)) && p.Add(n).Add(-n) == p
	})
}

func TestLabelsParseBack(t *testing.T) {
	quickly(t, func(c Calendar, g Grain, d Date, _ int) bool {
		p := c.PeriodOf(g, d)
		s, err := c.ParsePeriod(c.Label(p))
		return err == nil && !s.Free && s.Period == p && s.Start == c.Start(p) && s.End == c.End(p)
	})
}

func TestYearsBeforeKeepsThePlace(t *testing.T) {
	quickly(t, func(c Calendar, g Grain, d Date, n int) bool {
		p := c.PeriodOf(g, d)
		q, ok := c.YearsBefore(p, n)
		if !ok {
			return g == Week || g == Day
		}
		distance := int(c.Start(p) - c.Start(q))
		return distance > 365*n-8 && distance < 366*n+8
	})
}

func TestPreviousOfCompletePeriods(t *testing.T) {
	quickly(t, func(c Calendar, g Grain, d Date, n int) bool {
		p := c.PeriodOf(g, d)
		f := c.PeriodFrame(p, c.End(p))
		twice, _ := c.Previous(f, n)
		twice, _ = c.Previous(twice, n)
		once, ok := c.Previous(f, 2*n)
		return ok && once == twice && once == c.PeriodFrame(p.Add(-2*n), c.End(p))
	})
}

func TestPreviousOfRanges(t *testing.T) {
	quickly(t, func(c Calendar, _ Grain, d Date, n int) bool {
		f := c.RangeFrame(d, d+Date(7*n), d+Date(4*n))
		before, ok := c.Previous(f, 1)
		return ok && before.End == f.Start && before.Days() == f.Days() && before.End-before.Start == f.End-f.Start
	})
}

func TestPreviousOfTrailingHasNoGap(t *testing.T) {
	quickly(t, func(c Calendar, view Grain, d Date, n int) bool {
		for _, g := range Grains() {
			f := c.Trailing(c.PeriodFrame(c.PeriodOf(view, d), d+400), n, g)
			before, _ := c.Previous(f, 1)
			further, ok := c.Previous(f, 2)
			if !ok || before.End != f.Start || further.End != before.Start {
				return false
			}
		}
		return true
	})
}

func TestLastYearOfTrailingIsTrailingOfLastYear(t *testing.T) {
	quickly(t, func(c Calendar, view Grain, d Date, n int) bool {
		f := c.PeriodFrame(c.PeriodOf(view, d), d)
		lastYear, ok := c.LastYear(f, 1)
		moved, movedOK := c.LastYear(c.Trailing(f, n, Month), 1)
		if view == Day || !ok {
			return view == Day || !movedOK
		}
		widened := c.Trailing(lastYear, n, Month)
		return moved.Start == widened.Start && moved.End == widened.End
	})
}

// Whatever is nested in whatever, a frame is in order, a complete one stays
// complete, and nothing after as-of is read but by Whole.
func TestNestedFramesAreInOrder(t *testing.T) {
	type step func(c Calendar, f Frame, n int, g Grain) (Frame, bool)
	steps := []step{
		func(c Calendar, f Frame, n int, _ Grain) (Frame, bool) { return c.Previous(f, n%4) },
		func(c Calendar, f Frame, n int, _ Grain) (Frame, bool) { return c.LastYear(f, n%4) },
		func(c Calendar, f Frame, n int, g Grain) (Frame, bool) { return c.Trailing(f, n, g), true },
		func(c Calendar, f Frame, _ int, g Grain) (Frame, bool) { return c.ToDate(f, g), true },
		func(c Calendar, f Frame, _ int, g Grain) (Frame, bool) { return c.Whole(f, g), true },
	}
	random := rand.New(rand.NewSource(2))
	quickly(t, func(c Calendar, view Grain, d Date, n int) bool {
		asOf := d + Date(random.Intn(120)-60)
		f := c.PeriodFrame(c.PeriodOf(view, d), asOf)
		if n%5 == 0 {
			f = c.RangeFrame(d, d+Date(n), asOf)
		}
		cutOnce := true
		for range 4 {
			i := random.Intn(len(steps))
			cutOnce = cutOnce && i < 4
			next, ok := steps[i](c, f, 1+random.Intn(n), Grains()[random.Intn(5)])
			if !ok {
				return true
			}
			if next.End <= next.Start || next.Cut < next.Start || next.Cut > next.End {
				t.Logf("step %d from %+v gives %+v", i, f, next)
				return false
			}
			if !f.Partial() && next.Partial() || cutOnce && next.Days() > 0 && next.Cut > asOf+1 {
				t.Logf("step %d from %+v gives %+v, as of %s", i, f, next, asOf)
				return false
			}
			if c.FrameLabel(next) == "" {
				return false
			}
			f = next
		}
		return true
	})
}
