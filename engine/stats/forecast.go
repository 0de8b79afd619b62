package stats

import (
	"math"
	"slices"
)

// A Method forecasts the next periods of a series from its values alone.
type Method struct {
	Name string
	// Forecast gives h values after y; season is the number of periods after which
	// a year repeats, 1 is none. y has at least two values, all finite, and so are
	// those that are given.
	Forecast func(y []float64, season, h int) []float64

	// follow, where there is one, makes a forecaster for ever longer starts of one
	// series that keeps the model it chose for the first: to choose anew each time
	// takes four times as long, and the errors are much the same.
	follow func() forecaster
}

type forecaster = func(y []float64, season, h int) []float64

// Methods are the methods, the yardstick first and the default last.
func Methods() []Method {
	return []Method{
		{Name: "seasonal naive", Forecast: SeasonalNaive},
		{Name: "naive", Forecast: Naive},
		{Name: "mean", Forecast: Mean},
		{Name: "drift", Forecast: Drift},
		{Name: "ses", Forecast: SES},
		{Name: "theta", Forecast: Theta},
		{Name: "theta of logarithms", Forecast: LogTheta},
		{Name: "damped trend", Forecast: DampedTrend},
		{Name: "ets", Forecast: ETS, follow: func() forecaster { return new(chooser).forecast }},
		{Name: "combined", Forecast: Combined, follow: func() forecaster { return combination{new(chooser)}.forecast }},
	}
}

// Naive repeats the last value.
func Naive(y []float64, _, h int) []float64 { return slices.Repeat(y[len(y)-1:], h) }

// SeasonalNaive repeats the last season, or the last value where there is none.
func SeasonalNaive(y []float64, season, h int) []float64 {
	if season < 2 || len(y) < season {
		return Naive(y, season, h)
	}
	out := make([]float64, h)
	for i := range out {
		out[i] = y[len(y)-season+i%season]
	}
	return out
}

// Mean is the mean of all values.
func Mean(y []float64, _, h int) []float64 {
	return tame(y, func(y []float64) []float64 { return slices.Repeat([]float64{mean(y)}, h) })
}

// Drift goes on along the line from the first to the last value.
func Drift(y []float64, _, h int) []float64 {
	return tame(y, func(y []float64) []float64 {
		n := len(y)
		slope := (y[n-1] - y[0]) / float64(n-1)
		out := make([]float64, h)
		for i := range out {
			out[i] = y[n-1] + float64(i+1)*slope
		}
		return out
	})
}

// SES is simple exponential smoothing of the series without its season.
func SES(y []float64, season, h int) []float64 {
	return adjusted(y, season, func(y []float64) []float64 {
		alpha := leastAlpha(func(a float64) float64 { _, sse := smooth(y, a, y[0]); return sse })
		level, _ := smooth(y, alpha, y[0])
		return slices.Repeat([]float64{level}, h)
	})
}

// Theta is the mean of the line through the series and of exponential smoothing
// of twice the series less that line (Assimakopoulos and Nikolopoulos 2000).
func Theta(y []float64, season, h int) []float64 {
	return adjusted(y, season, func(y []float64) []float64 { return bestTheta(y, h) })
}

// LogTheta is Theta of the logarithms: growth by a share of the value, and not by
// an amount. It is Theta where a value is not above zero, or more than a hundred
// times another: such growth does not go on.
func LogTheta(y []float64, season, h int) []float64 {
	return adjusted(y, season, func(y []float64) []float64 { return logTheta(y, h) })
}

// mostGrowth is how often the smallest value may go into the largest for growth
// by shares.
const mostGrowth = 100

func logTheta(y []float64, h int) []float64 {
	if low := slices.Min(y); low <= 0 || slices.Max(y) > mostGrowth*low {
		return bestTheta(y, h)
	}
	logs := make([]float64, len(y))
	for i, v := range y {
		logs[i] = math.Log(v)
	}
	out := bestTheta(logs, h)
	for i, v := range out {
		out[i] = math.Exp(v)
	}
	return out
}

// thetaLine is twice the series less the line through it.
func thetaLine(y []float64) []float64 {
	at0, slope := line(y)
	out := make([]float64, len(y))
	for i, v := range y {
		out[i] = 2*v - (at0 + slope*float64(i))
	}
	return out
}

// bestTheta smooths from the mean of the first values with the alpha that fits
// best.
func bestTheta(y []float64, h int) []float64 {
	two := thetaLine(y)
	first := mean(two[:min(len(two), 6)])
	alpha := leastAlpha(func(a float64) float64 { _, sse := smooth(two, a, first); return sse })
	return theta(y, alpha, first, h)
}

// theta smooths the theta line from a first level.
func theta(y []float64, alpha, first float64, h int) []float64 {
	at0, slope := line(y)
	level, _ := smooth(thetaLine(y), alpha, first)
	out := make([]float64, h)
	for i := range out {
		out[i] = (at0 + slope*float64(len(y)+i) + level) / 2
	}
	return out
}

// DampedTrend is exponential smoothing with a trend that fades (Gardner and
// McKenzie 1985), of the series without its season.
func DampedTrend(y []float64, season, h int) []float64 {
	return adjusted(y, season, func(y []float64) []float64 {
		l := learner{y: y}
		s := form{additive, damped, absent}
		if !l.allows(s) {
			return Naive(y, 1, h)
		}
		m, _ := l.fit(s)
		return m.ahead(len(y), h)
	})
}

// Combined is the mean of Theta, Theta of the logarithms and ETS. Its mean symmetric
// error over the 3,003 series of the M3 competition (BenchmarkMethods) is 15.81 %
// for yearly ones, 8.98 quarterly and 13.39 monthly, less than that of each alone; with
// damped trend in the place of ETS it is 15.99, 9.08 and 13.56.
func Combined(y []float64, season, h int) []float64 {
	return combination{new(chooser)}.forecast(y, season, h)
}

type combination struct{ ets *chooser }

func (c combination) forecast(y []float64, season, h int) []float64 {
	return tame(y, func(y []float64) []float64 {
		s := findSeasons(y, season)
		plain := s.without(y)
		logs := s.with(logTheta(plain, h), len(y))
		out := s.with(bestTheta(plain, h), len(y))
		for i, v := range c.ets.forecast(y, season, h) {
			out[i] = (out[i] + logs[i] + v) / 3
		}
		return out
	})
}

// adjusted forecasts without the season and puts it back.
func adjusted(y []float64, season int, forecast func([]float64) []float64) []float64 {
	return tame(y, func(y []float64) []float64 {
		s := findSeasons(y, season)
		return s.with(forecast(s.without(y)), len(y))
	})
}

// tame forecasts in a unit in which no square is too large for a number. What was
// never below zero is not forecast to be, and what cannot be computed is the last
// value.
func tame(y []float64, forecast func([]float64) []float64) []float64 {
	unit := unitOf(y)
	out := forecast(divided(y, unit))
	positive := slices.Min(y) >= 0
	for i, v := range out {
		switch v *= unit; {
		case math.IsNaN(v) || math.IsInf(v, 0):
			v = y[len(y)-1]
		case positive:
			v = max(v, 0)
		}
		out[i] = v
	}
	return out
}

// unitOf is the power of two next to the largest size, by which values are divided
// without a loss; 1 where all are 0.
func unitOf(y []float64) float64 {
	most := 0.0
	for _, v := range y {
		most = max(most, math.Abs(v))
	}
	if most == 0 {
		return 1
	}
	_, exponent := math.Frexp(most)
	return math.Ldexp(1, min(exponent, 1023))
}

func divided(y []float64, unit float64) []float64 {
	out := make([]float64, len(y))
	for t, v := range y {
		out[t] = v / unit
	}
	return out
}
