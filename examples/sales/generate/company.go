package main

import (
	"fmt"
	"time"

	"kpi/examples/internal/dice"
	"kpi/examples/internal/table"
)

// A company is everything that its CRM knows on the last day, in the order of
// the files.
type company struct {
	scale     int
	reps      []*rep
	leads     []*lead
	deals     []*deal
	customers []*customer
	orders    []order
}

func newCompany(scale int) *company {
	c := &company{scale: scale, reps: newReps(scale)}
	c.leads = c.newLeads(newDice(leadStream))
	c.resolveDeals(newDice(dealStream))
	return c
}

func (c *company) tables() []table.Table {
	return []table.Table{
		c.repTable(), c.leadTable(), c.dealTable(), c.customerTable(), c.orderTable(),
		c.quotaTable(), c.forecastTable(), c.spendTable(), c.activityTable(), c.surveyTable(),
	}
}

var regions = [...]string{"East", "South", "Central", "West"}

const west = 3

var regionWeights = []int{28, 21, 20, 31}

var segments = [...]string{"SMB", "Mid-market", "Enterprise"}

const (
	smb = iota
	midMarket
	enterprise
)

// A rep sells in one region.
type rep struct {
	id, name, manager string
	region            int
	hired             time.Time
}

// team is the sales team of scale 1. Six joined after the export starts.
var team = [...]struct {
	region  int
	manager string
	hired   string
}{
	{0, "Manager A", "2018-03-05"}, {0, "Manager A", "2019-08-12"}, {0, "Manager A", "2023-02-06"},
	{0, "Manager B", "2020-01-13"}, {0, "Manager B", "2021-05-03"}, {0, "Manager B", "2024-07-08"},
	{1, "Manager C", "2017-09-04"}, {1, "Manager C", "2020-10-05"}, {1, "Manager C", "2022-03-14"},
	{1, "Manager C", "2025-01-06"},
	{2, "Manager D", "2019-02-04"}, {2, "Manager D", "2020-06-15"}, {2, "Manager D", "2021-11-08"},
	{2, "Manager D", "2023-09-11"},
	{3, "Manager E", "2018-06-11"}, {3, "Manager E", "2021-02-01"}, {3, "Manager E", "2024-02-05"},
	{3, "Manager F", "2019-11-04"}, {3, "Manager F", "2022-01-10"}, {3, "Manager F", "2025-06-02"},
}

// quarterEndCloser closes every deal in the last days of a quarter.
const quarterEndCloser = "R13"

func newReps(scale int) []*rep {
	var reps []*rep
	for i := range scale * len(team) {
		t := team[i%len(team)]
		reps = append(reps, &rep{
			id:      fmt.Sprintf("R%02d", i+1),
			name:    fmt.Sprintf("Rep %02d", i+1),
			manager: t.manager,
			region:  t.region,
			hired:   day(t.hired),
		})
	}
	return reps
}

func (c *company) repTable() table.Table {
	t := table.Table{Name: "reps.csv", Header: []string{"rep_id", "name", "region", "hired_on", "manager"}}
	for _, r := range c.reps {
		t.Rows = append(t.Rows, []string{r.id, r.name, regions[r.region], isoDay(r.hired), r.manager})
	}
	return t
}

// pickRep draws one of the reps of a region who work there on a day.
func (c *company) pickRep(d dice.Dice, region int, on time.Time) *rep {
	for {
		r := c.reps[d.IntN(len(c.reps))]
		if r.region == region && !r.hired.After(on) {
			return r
		}
	}
}
