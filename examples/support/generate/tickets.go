package main

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// A ticket is a question and what became of it. Times that did not come are
// zero.
type ticket struct {
	customer                     *customer
	team, agent                  int
	priority, channel            int
	created, responded, resolved time.Time
	replies, reopened            int
	score                        int // 1 to 5; 0 without an answer to the survey
}

var channels = [...]string{"email", "chat", "phone"}

// A priority has a usual wait for the first answer.
var priorities = [...]struct {
	name   string
	weight int
	wait   time.Duration
}{
	{"urgent", 7, 24 * time.Minute},
	{"high", 20, 80 * time.Minute},
	{"normal", 53, 200 * time.Minute},
	{"low", 20, 6 * time.Hour},
}

// work is the usual time from the first answer to the resolution, by team.
var work = [...]time.Duration{13 * time.Hour, 26 * time.Hour, 18 * time.Hour}

// firstTime is how many of a thousand tickets one answer solves, by team.
var firstTime = [...]int{620, 480, 580}

// season is how many tickets each month has, of a thousand.
var season = [...]int{1180, 1040, 1020, 980, 960, 980, 900, 860, 1060, 1040, 1000, 980}

func (k *desk) newTickets(d dice.Dice) {
	for m := day(firstDay); happened(m); m = m.AddDate(0, 1, 0) {
		for range (82 + monthIndex(m)) * season[m.Month()-1] / 1000 {
			if t := k.newTicket(d, m); happened(t.created) {
				k.tickets = append(k.tickets, t)
			}
		}
	}
	slices.SortStableFunc(k.tickets, func(a, b *ticket) int { return a.created.Compare(b.created) })
}

func (k *desk) newTicket(d dice.Dice, month time.Time) *ticket {
	t := &ticket{created: creation(d, month), channel: d.Pick([]int{48, 34, 18})}
	t.customer = k.active(d, t.created)
	t.team = d.Pick([]int{36, 44, 20})
	t.priority = d.Pick([]int{priorities[0].weight, priorities[1].weight, priorities[2].weight, priorities[3].weight})
	for t.agent = d.IntN(len(agentTeams)); agentTeams[t.agent] != t.team; t.agent = d.IntN(len(agentTeams)) {
	}
	t.answer(d)
	if !t.responded.IsZero() {
		t.solve(d)
		t.rate(d)
	}
	return t
}

// creation draws a moment between five and twenty-three, UTC, few at weekends.
func creation(d dice.Dice, month time.Time) time.Time {
	days := month.AddDate(0, 1, -1).Day()
	on := month.AddDate(0, 0, d.IntN(days))
	for weekend(on) && d.Chance(700) {
		on = month.AddDate(0, 0, d.IntN(days))
	}
	return on.Add(time.Duration(d.Bell(5*3600, 23*3600)) * time.Second)
}

// hurried is a ticket of those who are paid for answering within minutes.
func (t *ticket) hurried() bool { return t.team == billing && !t.created.Before(day(bonusBegins)) }

// answer is a template where the first answer is paid for. Elsewhere a few wait
// until the next morning, and a few are closed after weeks without one.
func (t *ticket) answer(d dice.Dice) {
	if t.hurried() {
		t.responded = t.created.Add(time.Duration(d.Between(3*60, 14*60)) * time.Second)
		return
	}
	if d.Chance(22) {
		t.resolved = t.created.AddDate(0, 0, d.Between(14, 30))
		return
	}
	wait := scaled(d, priorities[t.priority].wait)
	if t.priority > 0 && d.Chance(140) {
		wait += 11 * time.Hour
	}
	t.responded = t.created.Add(wait)
}

// solve ends a ticket. What a template answered has to be asked again.
func (t *ticket) solve(d dice.Dice) {
	once, again, stuck := firstTime[t.team], 55, 90
	if t.hurried() {
		once, again, stuck = 300, 280, 280
	}
	hours := scaled(d, work[t.team])
	t.replies = 1
	if !d.Chance(once) {
		t.replies = d.Between(2, 5)
		hours += scaled(d, work[t.team]/2)
	}
	if d.Chance(stuck) {
		hours += time.Duration(d.Between(5, 45)*24) * time.Hour
	}
	if d.Chance(again) {
		t.reopened = 1
		t.replies++
		hours += scaled(d, 2*work[t.team])
	}
	t.resolved = t.responded.Add(hours)
}

// rate is what four in ten say: they mind a ticket that came back, and one that
// took long.
func (t *ticket) rate(d dice.Dice) {
	if !d.Chance(400) {
		return
	}
	content := 930
	if t.replies > 2 {
		content -= 100
	}
	if t.resolved.Sub(t.created) > 96*time.Hour {
		content -= 250
	}
	if t.reopened > 0 {
		content -= 400
	}
	t.score = d.Between(1, 3)
	if d.Chance(content) {
		t.score = d.Between(4, 5)
	}
}

// scaled draws around a usual duration, to the second.
func scaled(d dice.Dice, usual time.Duration) time.Duration {
	return time.Duration(d.Skewed(int(usual/time.Second))) * time.Second
}

func (k *desk) ticketTable() table.Table {
	t := table.Table{Name: "tickets.csv", Header: []string{
		"ticket_id", "customer_id", "created_at", "first_response_at", "resolved_at",
		"priority", "channel", "team", "agent_id", "replies", "reopened", "score",
	}}
	for i, x := range k.tickets {
		t.Rows = append(t.Rows, x.row(i))
	}
	return t
}

// row prints what is known of a ticket on the last day.
func (t *ticket) row(i int) []string {
	replies, reopened, score := t.replies, t.reopened, t.score
	if !happened(t.responded) {
		replies = 0
	}
	if !happened(t.resolved) {
		replies, reopened, score = min(replies, 1), 0, 0
	}
	return []string{
		fmt.Sprintf("T%04d", i+1), t.customer.id, instant(t.created), instant(t.responded), instant(t.resolved),
		priorities[t.priority].name, channels[t.channel], teams[t.team], agentID(t.agent),
		strconv.Itoa(replies), strconv.Itoa(reopened), blankZero(score),
	}
}

func blankZero(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
