package evidence

import (
	"math"

	"kpi/engine/stats"
)

// An Outlook is where a KPI is going if it goes on as it does. What cannot be
// forecast has a Refusal and nothing else.
type Outlook struct {
	Refusal  Refusal
	Periods  []string // that are forecast
	From     string   // the last period that is known
	Known    int      // periods that the forecast is made of
	Forecast stats.Forecast
	Fan      []Band  // of every period, the narrowest first
	Chance   *Chance // of reaching the target; nil where there is none to reach
}

// A Band holds the values to come with a probability of Level.
type Band struct {
	Level     float64
	Low, High []float64 // by coming period
}

// usual is the level of the band that is told in words; levels are all of them.
const usual = 0.8

var levels = []float64{0.5, usual, 0.95}

// An Aim is a target that is to be reached by coming periods.
type Aim struct {
	By        string // the period, or the ISO day by which it is reached
	Low, High float64
	// Weights are the parts of the coming periods that add up to what is compared,
	// beside what is reached already: 1 for one period alone.
	Weights []float64
	Reached float64
}

// Holds reports whether a value is on the good side of the target.
func (a Aim) Holds(v float64) bool { return a.Low <= v && v <= a.High }

// A Chance says how likely a target is reached.
type Chance struct {
	Aim
	// Expected is what the forecast comes to, and Least and Most hold four of five
	// of what may come.
	Expected, Least, Most float64
	P                     float64 // from 0 to 1, unrounded
}

// Bounded says which values of a KPI can be: shares of counted rows lie between 0
// and 1.
type Bounded struct{ Low, High float64 }

// Anything is what has no bounds.
var Anything = Bounded{math.Inf(-1), math.Inf(1)}

// Foresee forecasts the coming periods after a history, and how likely an aim is
// reached; a nil aim is none.
func (h History) Foresee(coming []string, within Bounded, aim *Aim) *Outlook {
	h, _ = h.trimmed()
	f, ok := stats.Predict(h.Values, h.Season, len(coming))
	if !ok {
		return &Outlook{Refusal: TooShort}
	}
	o := &Outlook{Periods: coming, From: h.Periods[len(h.Periods)-1], Known: known(h.Values), Forecast: f}
	for _, level := range levels {
		low, high := f.At(level)
		o.Fan = append(o.Fan, Band{Level: level, Low: within.clip(low), High: within.clip(high)})
	}
	if aim != nil {
		o.Chance = aim.chance(f)
	}
	o.Forecast.Points = within.clip(f.Points)
	return o
}

// Interval holds four of five of the values that come, period by period.
func (o *Outlook) Interval() (low, high []float64) {
	for _, b := range o.Fan {
		if b.Level == usual {
			return b.Low, b.High
		}
	}
	return nil, nil
}

// clip keeps values inside of what they can be.
func (b Bounded) clip(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = min(max(v, b.Low), b.High)
	}
	return out
}

func (a Aim) chance(f stats.Forecast) *Chance {
	c := &Chance{Aim: a, P: f.ChanceOfSum(a.Weights, a.Low-a.Reached, a.High-a.Reached)}
	sum, low, high := f.Sum(a.Weights, usual)
	if i, alone := a.alone(); alone {
		// One period has the band that is told of it.
		lows, highs := f.At(usual)
		low, high = lows[i], highs[i]
	}
	c.Expected, c.Least, c.Most = a.Reached+sum, a.Reached+low, a.Reached+high
	return c
}

// alone is the one coming period that an aim compares, where it compares one.
func (a Aim) alone() (int, bool) {
	at, n := 0, 0
	for i, w := range a.Weights {
		if w != 0 {
			at, n = i, n+1
		}
	}
	return at, n == 1 && a.Weights[at] == 1
}

// known is how many values stand behind the last gap.
func known(x []float64) int {
	n := 0
	for i := len(x) - 1; i >= 0 && !math.IsNaN(x[i]); i-- {
		n++
	}
	return n
}
