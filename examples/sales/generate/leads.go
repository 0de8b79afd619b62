package main

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// A lead is someone who asks. Times that did not happen are zero.
type lead struct {
	id        string
	source    int
	rep       *rep
	placed    bool // the region is known
	created   time.Time
	responded time.Time
	qualified bool
	converted time.Time // the day on which it became a deal
}

var sources = [...]string{"Web", "Webinar", "Event", "Partner", "Referral"}

var sourceWeights = []int{40, 20, 14, 15, 11}

// leadSeason is the volume of leads by month. Its peaks stand two months
// before those of revenue.
var leadSeason = [...]int{1060, 930, 950, 1060, 970, 930, 1050, 900, 950, 1330, 960, 870}

// settleDays is how long a lead may take to become a deal.
const settleDays = 30

// newLeads draws the leads of all months in the order of their creation.
func (c *company) newLeads(d dice.Dice) []*lead {
	var leads []*lead
	for _, m := range months(lifeBegins, lastDay) {
		// Campaigns make good and bad months; revenue follows them two months
		// later.
		campaign := d.Between(500, 1600)
		base := 1850 + 32*monthIndex(m)
		for range c.scale * base / 10 * leadSeason[m.Month()-1] / 1000 * campaign / 1000 {
			leads = append(leads, c.newLead(d, m))
		}
	}
	slices.SortStableFunc(leads, func(a, b *lead) int { return a.created.Compare(b.created) })
	number := 0
	for _, l := range leads {
		if exported(l.created) {
			number++
			l.id = fmt.Sprintf("L%05d", number)
		}
	}
	return leads
}

func (c *company) newLead(d dice.Dice, month time.Time) *lead {
	l := &lead{created: leadTime(d, month), source: d.Pick(sourceWeights), placed: !d.Chance(20)}
	l.rep = c.pickRep(d, d.Pick(regionWeights), l.created)
	if d.Chance(920) {
		l.respond(d)
	}
	return l
}

// leadTime draws a moment between six and ten, fewer at weekends.
func leadTime(d dice.Dice, month time.Time) time.Time {
	days := lastOfMonth(month).Day()
	on := month.AddDate(0, 0, d.IntN(days))
	if weekend(on) && d.Chance(650) {
		on = month.AddDate(0, 0, d.IntN(days))
	}
	return on.Add(time.Duration(d.Bell(6*3600, 22*3600)) * time.Second)
}

// The chance of a deal in a thousand, after an answer within the hour and later.
const (
	quick = 600
	slow  = 300
)

// respond answers a lead and follows it up. An answer within the hour doubles
// the chance of a deal.
func (l *lead) respond(d dice.Dice) {
	fast := 230 + 2*monthIndex(l.created)
	conversion := slow
	wait := time.Duration(d.Skewed(6*3600)) * time.Second
	switch {
	case d.Chance(fast):
		conversion = quick
		wait = time.Duration(d.Between(4*60, 59*60)) * time.Second
	case d.Chance(250):
		wait = time.Duration(d.Between(18*3600, 70*3600)) * time.Second
	}
	l.responded = l.created.Add(wait)
	if hour := l.responded.Hour(); conversion == slow && (hour < 7 || hour >= 22) {
		// Nobody answers at night, and some nights lack an hour.
		l.responded = l.responded.Add(9 * time.Hour)
	}
	l.qualified = d.Chance(300)
	if d.Chance(conversion) {
		l.qualified = true
		l.converted = workday(dayOf(l.responded).AddDate(0, 0, d.Bell(4, 18)))
	}
}

func dayOf(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }

func (c *company) leadTable() table.Table {
	t := table.Table{Name: "leads.csv", Header: []string{
		"lead_id", "created_at", "source", "region", "responded_at", "qualified", "converted_on", "settled_on", "rep_id",
	}}
	for _, l := range c.leads {
		if l.id != "" {
			t.Rows = append(t.Rows, l.row())
		}
	}
	return t
}

// row prints what is known of a lead on the last day.
func (l *lead) row() []string {
	region, responded, qualified, converted := "", "", "", ""
	if l.placed {
		region = regions[l.rep.region]
	}
	if !l.responded.IsZero() && happened(l.responded) {
		responded = isoTime(l.responded)
		qualified = strconv.FormatBool(l.qualified)
	}
	if happened(l.converted) {
		converted = isoDay(l.converted)
	}
	settled := dayOf(l.created).AddDate(0, 0, settleDays)
	if !happened(settled) {
		settled = time.Time{}
	}
	return []string{
		l.id, isoTime(l.created), sources[l.source], region, responded, qualified, converted, isoDay(settled), l.rep.id,
	}
}
