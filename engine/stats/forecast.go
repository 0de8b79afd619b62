package stats

import (
	"math"
	"slices"
)

// A Method forecasts the next periods of a series from its values alone.
type Method struct {
	Name string
	// Forecast gives h values after y; season is the number of periods after which
	// a year repeats, 1 is none. y has at least two values.
	Forecast func(y []float64, season, h int) []float64
}

// Methods are the methods, the yardstick first.
func Methods() []Method {
	return []Method{
		{"seasonal naive", SeasonalNaive},
		{"naive", Naive},
		{"drift", Drift},
		{"ses", SES},
		{"theta", Theta},
		{"theta of logarithms", LogTheta},
		{"damped trend", DampedTrend},
		{"combined", Combined},
	}
}

// Naive repeats the last value.
func Naive(y []float64, _, h int) []float64 {
	out := make([]float64, h)
	for i := range out {
		out[i] = y[len(y)-1]
	}
	return out
}

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

// Drift goes on along the line from the first to the last value.
func Drift(y []float64, _, h int) []float64 {
	n := len(y)
	slope := (y[n-1] - y[0]) / float64(n-1)
	out := make([]float64, h)
	for i := range out {
		out[i] = y[n-1] + float64(i+1)*slope
	}
	return out
}

// SES is simple exponential smoothing of the series without its season.
func SES(y []float64, season, h int) []float64 {
	return adjusted(y, season, func(y []float64) []float64 {
		alpha := leastAlpha(func(a float64) float64 { _, sse := smooth(y, a, y[0]); return sse })
		level, _ := smooth(y, alpha, y[0])
		return Naive([]float64{level}, 1, h)
	})
}

// Theta is the mean of the line through the series and of exponential smoothing
// of twice the series less that line (Assimakopoulos and Nikolopoulos 2000).
func Theta(y []float64, season, h int) []float64 {
	return adjusted(y, season, func(y []float64) []float64 { return bestTheta(y, h) })
}

// LogTheta is Theta of the logarithms where all values are above zero: growth by a
// share of the value, and not by an amount.
func LogTheta(y []float64, season, h int) []float64 {
	if slices.Min(y) <= 0 {
		return Theta(y, season, h)
	}
	return adjusted(y, season, func(y []float64) []float64 {
		logs := make([]float64, len(y))
		for i, v := range y {
			logs[i] = math.Log(v)
		}
		out := bestTheta(logs, h)
		for i, v := range out {
			out[i] = math.Exp(v)
		}
		return out
	})
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
// McKenzie 1985).
func DampedTrend(y []float64, season, h int) []float64 {
	return adjusted(y, season, func(y []float64) []float64 {
		if len(y) < 5 {
			return SES(y, 1, h)
		}
		return fitTrend(y).ahead(h)
	})
}

// Combined is the mean of Theta, Theta of the logarithms and damped trend: on the
// 3,003 series of the M3 competition it is better than each alone.
func Combined(y []float64, season, h int) []float64 {
	out := make([]float64, h)
	for _, forecast := range [][]float64{Theta(y, season, h), LogTheta(y, season, h), DampedTrend(y, season, h)} {
		for i, v := range forecast {
			out[i] += v / 3
		}
	}
	return out
}

// adjusted forecasts without the season and puts it back. What was never below
// zero is not forecast to be.
func adjusted(y []float64, season int, forecast func([]float64) []float64) []float64 {
	s := findSeasons(y, season)
	out := s.with(forecast(s.without(y)), len(y))
	if slices.Min(y) >= 0 {
		for i := range out {
			out[i] = max(out[i], 0)
		}
	}
	return out
}
