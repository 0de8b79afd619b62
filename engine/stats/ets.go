package stats

import (
	"math"
	"slices"
)

// A part is how a component of an ETS model joins the others.
type part byte

const (
	absent part = iota
	additive
	damped
	multiplicative
)

// A form says which components an ETS model has.
type form struct{ errors, trend, season part }

// steady are the forms without a trend, each of which may get one. Left out are
// additive errors with a multiplicative season, whose states can run away, and
// trends that multiply, which overshoot.
var steady = []form{
	{additive, absent, absent}, {multiplicative, absent, absent},
	{additive, absent, additive}, {multiplicative, absent, additive}, {multiplicative, absent, multiplicative},
}

// longestSeason is the most periods that a season of an ETS model may have: a
// longer one has more to learn than a series can teach.
const longestSeason = 24

// ETS is exponential smoothing in the state space form of Hyndman, Koehler, Ord
// and Snyder (2008). Its errors add or multiply, its trend is none, a line or a line
// that fades, its season is none, adds or multiplies; Akaike's criterion for small
// samples chooses. What multiplies needs values above zero, a season two of them.
func ETS(y []float64, season, h int) []float64 { return new(chooser).forecast(y, season, h) }

// A chooser forecasts by the form that it chose for the first series it was
// given.
type chooser struct {
	form
	chosen bool
}

func (c *chooser) forecast(y []float64, season, h int) []float64 {
	if season > longestSeason {
		return adjusted(y, season, func(y []float64) []float64 { return c.forecast(y, 1, h) })
	}
	return tame(y, func(y []float64) []float64 {
		l := learner{y: y, period: season, positive: slices.Min(y) > 0}
		var m model
		if c.chosen && l.allows(c.form) {
			m, _ = l.fit(c.form)
		} else if m, c.chosen = l.choose(); !c.chosen {
			return Naive(y, season, h)
		}
		c.form = m.form
		return m.ahead(len(y), h)
	})
}

// choose finds the model with the least criterion: first among those without a
// trend, whose season is kept, then among those with one. It is false for a series
// too short for any.
func (l *learner) choose() (best model, ok bool) {
	least := math.Inf(1)
	try := func(s form) {
		if !l.allows(s) {
			return
		}
		if m, criterion := l.fit(s); criterion < least {
			best, least, ok = m, criterion, true
		}
	}
	for _, s := range steady {
		try(s)
	}
	found := best.season
	for _, s := range steady {
		if s.season == found {
			try(form{s.errors, additive, found})
			try(form{s.errors, damped, found})
		}
	}
	return best, ok
}

// A model is an ETS model: its parameters, and its states after the values that
// it has learnt from. The level moves by alpha of an error, the slope by beta of
// that, and the season by gamma of the rest.
type model struct {
	form
	alpha, beta, gamma, phi float64
	level, slope            float64
	places                  []float64 // the season by place, beginning with the first value learnt
}

// learn goes through y and returns twice the negative logarithm of the
// likelihood, less a constant. It is infinite where the model breaks down.
func (m *model) learn(y []float64) float64 {
	var sum, logs float64
	product, place := 1.0, 0
	forSlope, forPlace := m.alpha*m.beta, (1-m.alpha)*m.gamma
	for _, v := range y {
		shift, share := 0.0, 1.0
		switch m.season {
		case additive:
			shift = m.places[place]
		case multiplicative:
			share = m.places[place]
		}
		base := m.level + m.phi*m.slope
		plain := (v-shift)/share - base
		e := plain * share
		switch m.season {
		case additive:
			m.places[place] += forPlace * e
		case multiplicative:
			m.places[place] += forPlace * e / base
		}
		if m.errors == multiplicative {
			fitted := base*share + shift
			if fitted <= 0 || share <= 0 {
				return math.Inf(1)
			}
			e /= fitted
			// One logarithm of a product is faster than many of its factors.
			if product *= fitted; product < 1e-100 || product > 1e100 {
				logs, product = logs+math.Log(product), 1
			}
		}
		sum += e * e
		m.level = base + m.alpha*plain
		m.slope = m.phi*m.slope + forSlope*plain
		if place++; place >= len(m.places) {
			place = 0
		}
	}
	n := float64(len(y))
	return n*math.Log(sum/n) + 2*(logs+math.Log(product))
}

// ahead forecasts h periods after n values.
func (m *model) ahead(n, h int) []float64 {
	out := make([]float64, h)
	reach, power := 0.0, 1.0
	for i := range out {
		power *= m.phi
		reach += power
		out[i] = m.level + reach*m.slope
		switch m.season {
		case additive:
			out[i] += m.places[(n+i)%len(m.places)]
		case multiplicative:
			out[i] *= m.places[(n+i)%len(m.places)]
		}
	}
	return out
}

// A start is where models with one kind of season begin.
type start struct {
	places             []float64
	mean, level, slope float64 // of the first values, and of the line through them
	scale              float64 // of the changes from one value to the next
}

// firstValues are how many values the first level and slope are seen in.
const firstValues = 10

// A learner fits models to one series.
type learner struct {
	y        []float64
	period   int // values in a season, 1 is none
	positive bool
	starts   [multiplicative + 1]*start
}

// allows reports whether the series is long enough for a form, and positive
// where it has to be.
func (l *learner) allows(s form) bool {
	if (s.errors == multiplicative || s.season == multiplicative) && !l.positive {
		return false
	}
	enough := l.period > 1 && l.period <= longestSeason && len(l.y) >= 2*l.period
	return (s.season == absent || enough) && len(l.y) > l.unknowns(s)+1
}

// unknowns are how many numbers a model of a form takes from the series: its
// parameters, its first states and the spread.
func (l *learner) unknowns(s form) int {
	n := 3
	switch s.trend {
	case additive:
		n += 2
	case damped:
		n += 3
	}
	if s.season != absent {
		n += l.period
	}
	return n
}

// start looks for where models with a kind of season begin.
func (l *learner) start(season part) *start {
	if l.starts[season] != nil {
		return l.starts[season]
	}
	s, y := &start{}, l.y
	if season != absent {
		found := decompose(y, l.period, season == additive)
		s.places, y = found.places, found.without(y)
	}
	first := y[:min(len(y), firstValues)]
	s.mean = mean(first)
	s.level, s.slope = line(first)
	s.level -= s.slope
	s.scale = math.Sqrt(squares(differences(y)) / float64(len(y)))
	l.starts[season] = s
	return s
}

// The settings of a model that are searched for. The first four lie between 0
// and 1; the last two move the first level and slope.
const (
	alphaAt = iota
	betaAt
	gammaAt
	phiAt
	levelAt
	slopeAt
	settings
)

// fit finds the settings with the greatest likelihood, roughly: on the series of
// the M3 competition a finer search forecasts no better. It returns the model
// after the last value with its criterion.
func (l *learner) fit(s form) (model, float64) {
	from := l.start(s.season)
	places := make([]float64, len(from.places))
	at := func(p [settings]float64) model {
		copy(places, from.places)
		m := model{form: s, alpha: p[alphaAt], gamma: p[gammaAt], phi: 1, places: places}
		m.level = from.mean + p[levelAt]*10*from.scale
		if s.trend != absent {
			m.beta = p[betaAt]
			m.level, m.slope = m.level-from.mean+from.level, from.slope+p[slopeAt]*10*from.scale
		}
		if s.trend == damped {
			m.phi = 0.8 + 0.18*p[phiAt]
		}
		return m
	}
	best := search(s.free(), func(p [settings]float64) float64 {
		m := at(p)
		return m.learn(l.y)
	})
	m := at(best)
	return m, akaike(m.learn(l.y), len(l.y), l.unknowns(s))
}

// akaike is Akaike's criterion, corrected for few values: twice the negative
// logarithm of a likelihood, plus what k unknowns cost in n values.
func akaike(likelihood float64, n, k int) float64 {
	return likelihood + 2*float64(k) + float64(2*k*(k+1))/float64(n-k-1)
}

// free are the settings that a form has.
func (s form) free() []int {
	out := []int{alphaAt, levelAt}
	if s.trend != absent {
		out = append(out, betaAt, slopeAt)
	}
	if s.trend == damped {
		out = append(out, phiAt)
	}
	if s.season != absent {
		out = append(out, gammaAt)
	}
	return out
}

// search walks to a low value along one setting at a time, with ever shorter
// steps. It takes the place of gonum's optimize, which starts goroutines for each
// search and takes ten times as long.
func search(free []int, value func([settings]float64) float64) [settings]float64 {
	best := [settings]float64{alphaAt: 0.1, betaAt: 0.1, gammaAt: 0.05, phiAt: 0.6}
	least := value(best)
	try := func(p [settings]float64) bool {
		if p == best {
			return false
		}
		v := value(p)
		if !(v < least-1e-9) {
			return false
		}
		best, least = p, v
		return true
	}
	other := best
	other[alphaAt] = 0.5
	try(other)
	for step := 0.2; step > 0.04; {
		if !walk(&best, free, step, try) {
			step /= 2
		}
	}
	return best
}

// walk tries one step up or down along each setting, and reports whether one was
// better.
func walk(best *[settings]float64, free []int, step float64, try func([settings]float64) bool) bool {
	moved := false
	for _, i := range free {
		for _, by := range []float64{step, -step} {
			p := *best
			if p[i] += by; i < levelAt {
				p[i] = min(max(p[i], 0.0001), 0.9999)
			}
			if try(p) {
				moved = true
				break
			}
		}
	}
	return moved
}
