package chart_test

import (
	"math"
	"strconv"

	"kpi/reports/chart"
)

func oneDecimal(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
func whole(v float64) string      { return strconv.FormatFloat(v, 'f', 0, 64) }

var months = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// monthly names n months from the given one of the given year on.
func monthly(year, month, n int) []chart.Period {
	out := make([]chart.Period, n)
	for i := range out {
		at := year*12 + month - 1 + i
		out[i].Time = chart.Time{Short: months[at%12], Year: strconv.Itoa(at / 12)}
	}
	return out
}

// winRate is a KPI with all that a trend can show.
func winRate() chart.History {
	h := chart.History{Name: "Win rate", Format: oneDecimal, Tick: whole, Periods: monthly(2024, 10, 30), Least: new(0.0)}
	values := []float64{39.6, 40.9, 41.3, 39.2, 40.1, 41.8, 40.6, 39.5, 41.2, 40.4, 39.9, 40.8, 41.6, 42.3, 41.1, 41.9, 42.6, 41.4, 42.2, 41.0, 37.6, 38.1, 38.9, 38.2}
	for i, v := range values {
		h.Periods[i].Value = new(v)
		h.Periods[i].Limits = &chart.Limits{Lower: 38.1, Mean: 40.9, Upper: 43.7}
	}
	for i := range h.Periods {
		h.Periods[i].Target = new(42.0)
		if i < 15 {
			h.Periods[i].Target = new(40.0)
		}
	}
	h.Periods[20].Signal = true
	for i := range 6 {
		mid, wide := 38.35+0.17*float64(i), 1.5*math.Sqrt(float64(i+1))
		h.Periods[24+i].Forecast = &chart.Forecast{Value: mid, Bands: []chart.Band{
			{Level: 0.5, Low: mid - 0.34*wide, High: mid + 0.34*wide},
			{Level: 0.8, Low: mid - 0.65*wide, High: mid + 0.65*wide},
			{Level: 0.95, Low: mid - wide, High: mid + wide}}}
	}
	h.Notes = []chart.Note{
		{At: 15, Target: true, Title: "Target raised from 40 to 42", Body: "FY2026 plan, approved 12 Dec 2025"},
		{At: 20, Title: "List price +6% on 1 Jun", Body: "37.6 is below the lower limit: special cause"},
	}
	return h
}

// visits has a season, gaps, a target of every month, and a month that runs.
func visits() chart.History {
	h := chart.History{Name: "Visits", Format: whole, Periods: monthly(2022, 1, 48)}
	for i := range h.Periods {
		m := 100 + 30*math.Sin(float64(i)*math.Pi/6)
		h.Periods[i].Value = new(m + 5*math.Sin(float64(i*i)))
		h.Periods[i].Limits = &chart.Limits{Lower: m - 8, Mean: m, Upper: m + 8}
		h.Periods[i].Target = new(m + 3)
	}
	h.Periods[20].Value, h.Periods[21].Value = nil, nil
	h.Periods[30].Signal = true
	h.Periods[47].Partial, h.Periods[47].Value = true, new(40.0)
	h.Notes = []chart.Note{{At: 30, Title: "促销活动提前一周开始", Body: "华南区自六月调价后赢单率下降，流失商机中六成提及价格；华东区受益于新的合作伙伴计划（见附件），其余地区变化不大"}}
	return h
}
