package data

import (
	"math"

	"kpi/engine/evidence"
	"kpi/engine/stats"
)

// proof is what was found beside the value of a KPI.
type proof struct {
	Signals   *signals   `json:"signals" doc:"which values are more than the noise of the process; null where nobody has looked"`
	Forecast  *forecast  `json:"forecast" doc:"where it goes if it goes on as it does; null where nobody has looked"`
	Lead      *lead      `json:"lead" doc:"the claim to lead to another KPI, as tested; null where there is none"`
	Movements []movement `json:"movements" doc:"why it moved: by each dimension, from last year, or the period before where that has no value, and from the target"`
	Biases    []bias     `json:"biases" doc:"what may bend the value, or what it is compared with"`
}

type signals struct {
	Refused    *string   `json:"refused" doc:"why there are no limits: rolling, carried, no_baseline, few_values, no_change, unbounded, new_season"`
	From       string    `json:"from" doc:"first period of the baseline that the limits are computed from"`
	Until      string    `json:"until" doc:"last period of the baseline"`
	Because    string    `json:"because" doc:"why it is this baseline; \"\" is the first half of the chart"`
	N          int       `json:"n" doc:"values in the baseline"`
	Trial      bool      `json:"trial" doc:"fewer than twelve values: limits for a first look"`
	Seasonal   bool      `json:"seasonal" doc:"the season was taken out before signals were looked for, and is in the limits again"`
	FalseAlarm *float64  `json:"false_alarm" doc:"chance of a signal at the last period while nothing has changed"`
	Assurance  *string   `json:"assurance" doc:"whether the process reaches its target as it is: passes, fails, hit_or_miss; null is no target"`
	Latest     *string   `json:"latest" doc:"the rule that the last period breaks: outside, run, near; null is as usual"`
	Points     []charted `json:"points" doc:"periods of the chart, oldest first"`
}

type charted struct {
	Period string   `json:"period" doc:"name of the period"`
	Value  *float64 `json:"value" doc:"null is no value that can be relied on"`
	Low    float64  `json:"low" doc:"lower natural limit; may lie below what a value can be"`
	Center float64  `json:"center" doc:"the usual value"`
	High   float64  `json:"high" doc:"upper natural limit"`
	Signal *string  `json:"signal" doc:"outside: beyond a limit; run: the eighth or later in a row on one side of the center; near: three of four nearer to a limit than to the center"`
}

type forecast struct {
	Refused   *string    `json:"refused" doc:"why there is none: too_short"`
	Method    string     `json:"method" doc:"how it was made"`
	From      string     `json:"from" doc:"last period that is known"`
	Known     int        `json:"known" doc:"periods that it was made of"`
	Points    []foreseen `json:"points" doc:"coming periods"`
	Record    *record    `json:"record" doc:"how the method did when it was tried on the past"`
	Yardstick *record    `json:"yardstick" doc:"how repeating the season before did"`
	Chance    *chance    `json:"chance" doc:"of reaching the target; null where there is none to reach"`
}

type foreseen struct {
	Period string  `json:"period" doc:"name of the period"`
	Value  float64 `json:"value" doc:"expected"`
	Low    float64 `json:"low" doc:"four of five values come between low and high"`
	High   float64 `json:"high" doc:"upper end"`
	Bands  []band  `json:"bands" doc:"what values come between with other probabilities"`
}

type band struct {
	Level float64 `json:"level" doc:"probability: 0.5, 0.8, 0.95"`
	Low   float64 `json:"low" doc:"lower end"`
	High  float64 `json:"high" doc:"upper end"`
}

type record struct {
	Origins  int      `json:"origins" doc:"periods of the past that it was tried from"`
	Errors   int      `json:"errors" doc:"forecasts that were compared with what came"`
	MASE     *float64 `json:"mase" doc:"mean absolute error over that of repeating the season before by one period; null for a constant series"`
	WAPE     *float64 `json:"wape" doc:"sum of absolute errors over the sum of values"`
	Bias     *float64 `json:"bias" doc:"sum of forecast less actual over the sum of values"`
	Coverage *float64 `json:"coverage" doc:"part of the values that came inside an interval made of the other errors"`
}

type chance struct {
	By       string   `json:"by" doc:"the period, or the day by which the target is to be reached"`
	Low      *float64 `json:"low" doc:"the target is reached from here on; null is no lower end"`
	High     *float64 `json:"high" doc:"the target is reached up to here; null is no upper end"`
	Expected float64  `json:"expected" doc:"what the forecast comes to"`
	Least    float64  `json:"least" doc:"four of five outcomes lie between least and most"`
	Most     float64  `json:"most" doc:"upper end"`
	Chance   float64  `json:"chance" doc:"from 0 to 1, in steps of 0.05: it is not known better"`
}

type lead struct {
	KPI      string   `json:"kpi" doc:"that is to follow"`
	Refused  *string  `json:"refused" doc:"why it was not tested: other_grain"`
	From     int      `json:"from" doc:"shortest lag of the claim, in periods"`
	To       int      `json:"to" doc:"longest lag"`
	Negative bool     `json:"negative" doc:"more of this one makes less of the other"`
	Verdict  *string  `json:"verdict" doc:"supported, coincident, reversed, not_supported, insufficient"`
	Lag      int      `json:"lag" doc:"at which the changes go together most"`
	R        *float64 `json:"r" doc:"their correlation there"`
	Low      *float64 `json:"low" doc:"lower end of its interval at 95%"`
	High     *float64 `json:"high" doc:"upper end"`
	N        int      `json:"n" doc:"pairs of changes"`
	F        *float64 `json:"f" doc:"Granger's F of this one for the other"`
	P        *float64 `json:"p" doc:"its probability without a lead"`
	Gain     *float64 `json:"gain" doc:"part of the error of a forecast one period ahead that knowing this one takes away"`
}

type movement struct {
	Against   string    `json:"against" doc:"last_year, previous or target"`
	Period    string    `json:"period" doc:"what it is compared with; \"\" for a target"`
	Dimension string    `json:"dimension" doc:"name of the dimension in the file"`
	From      *float64  `json:"from" doc:"what it is compared with"`
	To        *float64  `json:"to" doc:"the value"`
	Refused   *string   `json:"refused" doc:"why it was not taken apart: no_value, not_additive, no_targets"`
	Way       *string   `json:"way" doc:"amounts: changes of what adds up; rates: mix and rate of a ratio (Kitagawa 1955); gaps: distances of a ratio's members from one target"`
	Effects   []effect  `json:"effects" doc:"what each member adds to the change, largest first; they add up to it"`
	Prices    *prices   `json:"prices" doc:"of an amount of money: what the number of rows and their size have done"`
	Reversal  *reversal `json:"reversal" doc:"Simpson's paradox: at an equal mix it would have moved the other way, or every member did; null where it did not"`
}

type reversal struct {
	Standardized float64 `json:"standardized" doc:"the change at an equal mix"`
	First        float64 `json:"first" doc:"what it is compared with, at that mix"`
	Second       float64 `json:"second" doc:"the value, at that mix"`
	Every        bool    `json:"every" doc:"every member that is on both sides moved against the change"`
}

type effect struct {
	Member  string   `json:"member" doc:"value of the dimension"`
	From    *float64 `json:"from" doc:"its value before, or its target"`
	To      *float64 `json:"to" doc:"its value"`
	Mix     float64  `json:"mix" doc:"by its part of the whole"`
	Rate    float64  `json:"rate" doc:"by its own rate, or amount"`
	Entered float64  `json:"entered" doc:"of a member that is on one side only"`
}

type prices struct {
	Volume  float64 `json:"volume" doc:"by the number of rows, at the old mean"`
	Price   float64 `json:"price" doc:"by the amount of each row"`
	Mix     float64 `json:"mix" doc:"by members with larger or smaller amounts"`
	Entered float64 `json:"entered" doc:"of members that are on one side only"`
}

type bias struct {
	Kind      string   `json:"kind" doc:"small_sample, late_rows, missing_values, concentration, survivorship"`
	N         float64  `json:"n" doc:"number of rows, of days without a row, or of members that are gone"`
	Of        float64  `json:"of" doc:"out of so many rows; 0 where the word means nothing"`
	Source    string   `json:"source" doc:"whose rows end early"`
	Dimension string   `json:"dimension" doc:"name of the dimension in the file"`
	Member    string   `json:"member" doc:"that has most of the value"`
	Share     *float64 `json:"share" doc:"its part"`
	Value     *float64 `json:"value" doc:"what the value is compared with"`
	Without   *float64 `json:"without" doc:"what that would be without the members that are gone"`
}

func proofOf(e *evidence.Evidence) *proof {
	if e == nil {
		return nil
	}
	return &proof{
		Signals: signalsOf(e.Signals), Forecast: forecastOf(e.Outlook), Lead: leadOf(e.Lead),
		Movements: each(e.Moves, movementOf), Biases: each(e.Biases, biasOf),
	}
}

func signalsOf(s *evidence.Signals) *signals {
	if s == nil {
		return nil
	}
	c := s.Chart
	out := &signals{
		Refused: orNull(s.Refusal), From: s.From, Until: s.Until, Because: s.Because, N: c.Limits.N, Trial: c.Limits.Trial, Seasonal: c.Seasonal,
		FalseAlarm: &c.FalseAlarm, Assurance: orNull(s.Assurance), Points: []charted{},
	}
	if s.Refusal != "" {
		out.FalseAlarm = nil
	}
	rules := map[int]*string{}
	for _, x := range c.Signals {
		rules[x.At] = orNull(x.Rule)
	}
	for i, name := range s.Periods {
		l := c.Periods[i]
		out.Points = append(out.Points, charted{Period: name, Value: finite(&s.Values[i]), Low: l.Low, Center: l.Center, High: l.High, Signal: rules[i]})
	}
	if latest := s.Latest(); latest != nil {
		out.Latest = orNull(latest.Rule)
	}
	return out
}

func forecastOf(o *evidence.Outlook) *forecast {
	if o == nil {
		return nil
	}
	out := &forecast{Refused: orNull(o.Refusal), Points: []foreseen{}}
	if o.Refusal != "" {
		return out
	}
	f := o.Forecast
	out.Method, out.From, out.Known, out.Record, out.Yardstick = f.Method, o.From, o.Known, recordOf(f.Record), recordOf(f.Yardstick)
	low, high := o.Interval()
	for i, name := range o.Periods {
		bands := each(o.Fan, func(b evidence.Band) band { return band{Level: b.Level, Low: b.Low[i], High: b.High[i]} })
		out.Points = append(out.Points, foreseen{Period: name, Value: f.Points[i], Low: low[i], High: high[i], Bands: bands})
	}
	if c := o.Chance; c != nil {
		out.Chance = &chance{
			By: c.By, Low: finite(&c.Low), High: finite(&c.High), Expected: c.Expected, Least: c.Least, Most: c.Most, Chance: math.Round(20*c.P) / 20,
		}
	}
	return out
}

func recordOf(r stats.Record) *record {
	return &record{Origins: r.Origins, Errors: r.Errors, MASE: finite(&r.MASE), WAPE: finite(&r.WAPE), Bias: finite(&r.Bias), Coverage: finite(&r.Coverage)}
}

func leadOf(l *evidence.Lead) *lead {
	if l == nil {
		return nil
	}
	out := &lead{KPI: l.KPI, Refused: orNull(l.Refusal), From: l.From, To: l.To, Negative: l.Negative, Verdict: orNull(l.Verdict), Lag: l.Lag, N: l.N}
	if l.Lag > 0 {
		out.R, out.Low, out.High, out.F, out.P, out.Gain = finite(&l.R), finite(&l.Lead.Low), finite(&l.Lead.High), finite(&l.Granger.F), finite(&l.Granger.P), finite(&l.Gain)
	}
	return out
}

func movementOf(m evidence.Movement) movement {
	out := movement{
		Against: string(m.Against), Period: m.Period, Dimension: m.Dimension, Refused: orNull(m.Refusal), Way: orNull(m.Way),
		Effects: each(m.Effects, func(e evidence.Effect) effect {
			return effect{Member: e.Member, From: finite(e.From), To: finite(e.To), Mix: e.Mix, Rate: e.Rate, Entered: e.Entered}
		}),
	}
	if m.Refusal != evidence.NoValue {
		out.From, out.To = &m.From, &m.To
	}
	if r := m.Reversal; r != nil {
		out.Reversal = &reversal{Standardized: r.Standardized, First: r.First, Second: r.Second, Every: r.Every}
	}
	if m.Prices != nil {
		out.Prices = &prices{Volume: m.Prices.Volume, Price: m.Prices.Price, Mix: m.Prices.Mix, Entered: m.Prices.Entered}
	}
	return out
}

func biasOf(b evidence.Bias) bias {
	out := bias{Kind: string(b.Kind), N: b.N, Of: b.Of, Source: b.Source, Dimension: b.Dimension, Member: b.Member}
	switch b.Kind {
	case evidence.Concentration:
		out.Share = &b.Share
	case evidence.Survivorship:
		out.Value, out.Without = &b.Value, &b.Without
	}
	return out
}
