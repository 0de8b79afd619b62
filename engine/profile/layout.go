package profile

import (
	"fmt"
	"slices"
	"strings"
)

// A layout is a table of a well-known program: which columns tell it, and what
// they mean.
type layout struct {
	program string
	what    string   // in words
	wants   []string // columns that it has, by their names in formulas
	clock   string   // "" is a table that others look things up in
	closes  string   // the closing day, which open rows have as an expected one
	// aliases are columns of other tables that hold its keys.
	aliases []string
	fields  []field  // added where their columns are there
	where   string   // the rows that count; "" is all
	live    string   // the column that where reads
	kpis    []string // of the library, in this order
	roles   map[string]string
}

var dealKPIs = []string{"revenue", "win_rate", "win_rate_by_value", "average_deal", "sales_cycle", "sales_velocity", "new_deals", "pipeline"}

var ticketKPIs = []string{"tickets_created", "tickets_resolved", "first_response", "tickets_unanswered", "resolution_time", "backlog", "backlog_age", "csat"}

// layouts are tried in this order. Names are those of Salesforce's API (IsWon
// reads as is_won), of HubSpot's and Zendesk's exports, and of the connectors that
// copy them into tables.
var layouts = []*layout{
	{program: "Salesforce", what: "opportunities", wants: []string{"is_won", "is_closed", "close_date", "stage_name"}, clock: "created_date", closes: "close_date",
		fields: []field{{"won", "is_won and is_closed", ""}, {"closed", "is_closed", ""}},
		where:  "not is_deleted", live: "is_deleted", kpis: dealKPIs, roles: map[string]string{"closed_on": "decided_on", "created_on": "created_date"}},
	{program: "Salesforce", what: "leads", wants: []string{"is_converted", "converted_date", "created_date"}, clock: "created_date",
		where: "not is_deleted", live: "is_deleted", kpis: []string{"lead_conversion"}, roles: map[string]string{"converted": "is_converted", "created_on": "created_date"}},
	{program: "Salesforce", what: "accounts", wants: []string{"number_of_employees", "annual_revenue", "billing_country", "parent_id"}, aliases: []string{"account_id", "converted_account_id"}},
	{program: "Salesforce", what: "users", wants: []string{"user_role_id", "profile_id", "username"}, aliases: []string{"owner_id", "created_by_id"}},
	{program: "HubSpot", what: "stages of deals", wants: []string{"closed_won", "stage_id", "pipeline_id"}, aliases: []string{"deal_pipeline_stage_id", "dealstage", "property_dealstage"}},
	{program: "HubSpot", what: "pipelines of deals", wants: []string{"pipeline_id", "label", "display_order", "active"}, aliases: []string{"deal_pipeline_id", "pipeline_id", "property_hs_pipeline"}},
	{program: "HubSpot", what: "owners", wants: []string{"owner_id", "first_name", "last_name", "portal_id"}, aliases: []string{"owner_id", "property_hubspot_owner_id"}},
	{program: "HubSpot", what: "deals", wants: []string{"property_dealname", "property_closedate", "property_createdate"}, clock: "property_createdate", closes: "property_closedate",
		where: "not is_deleted", live: "is_deleted", kpis: dealKPIs, roles: map[string]string{"closed_on": "decided_on", "created_on": "property_createdate", "amount": "property_amount"}},
	{program: "HubSpot", what: "deals", wants: []string{"deal_name", "deal_stage", "close_date", "create_date", "pipeline"}, clock: "create_date", closes: "close_date",
		kpis: dealKPIs, roles: map[string]string{"closed_on": "decided_on", "created_on": "create_date"}},
	{program: "HubSpot", what: "tickets", wants: []string{"property_hs_pipeline_stage", "property_createdate", "property_closed_date"}, clock: "property_createdate",
		where: "not is_deleted", live: "is_deleted", kpis: ticketKPIs, roles: map[string]string{"created_at": "property_createdate", "resolved_at": "property_closed_date"}},
	{program: "Zendesk", what: "tickets", wants: []string{"requester_id", "assignee_id", "status", "created_at", "brand_id"}, clock: "created_at",
		where: `status != "deleted"`, live: "status", kpis: ticketKPIs, roles: map[string]string{"created_at": "created_at"}},
	{program: "Zendesk", what: "users", wants: []string{"restricted_agent", "role", "ticket_restriction"}, aliases: []string{"assignee_id", "requester_id", "submitter_id"}},
}

// layoutOf is the first layout whose columns the source has.
func layoutOf(s *source) *layout {
	for _, l := range layouts {
		if !slices.ContainsFunc(l.wants, func(id string) bool { return s.column(id) == nil }) {
			return l
		}
	}
	return nil
}

// outcome adds the fields that say what became of a row, from the layout, from
// a table of stages, or from the values of a column.
func (s *source) outcome() {
	if l := s.layout; l != nil {
		if c := s.column(l.live); c != nil && c.missing == 0 && (c.typ == "boolean" || strings.Contains(l.where, "\"")) {
			s.where = l.where
		}
		for _, f := range l.fields {
			if !s.taken(f.id) && s.typesFit(f.formula) {
				s.fields = append(s.fields, f)
			}
		}
	}
	for _, j := range s.joins {
		if j.to.layout == nil || j.to.layout.what != "stages of deals" || s.taken("won") || s.taken("closed") {
			continue
		}
		if j.to.isBoolean("closed_won") && j.to.isBoolean("is_closed") {
			s.fields = append(s.fields, field{"won", j.id + ".closed_won", ""}, field{"closed", j.id + ".is_closed", ""})
		}
	}
	if won, closed := s.known().Outcome(); won != "" && !s.hasOutcome() {
		s.fields = append(s.fields, field{fieldName(s, "won"), won, "by the values of the column"})
		s.fields = append(s.fields, field{fieldName(s, "closed"), closed, ""})
	}
	s.decided()
}

// hasOutcome reports whether fields or columns say what is won and what closed.
func (s *source) hasOutcome() bool {
	knows := func(id string) bool {
		return s.isBoolean(id) || s.isBoolean("is_"+id) || slices.ContainsFunc(s.fields, func(f field) bool { return f.id == id || f.id == "is_"+id })
	}
	return knows("won") && knows("closed")
}

// fieldName is a name for a condition that no column has: a column "closed" often
// holds the day.
func fieldName(s *source, id string) string {
	if s.taken(id) {
		return free("is_"+id, s.taken)
	}
	return id
}

// decided adds the closing day of the rows that are closed: open ones have an
// expected day in its place.
func (s *source) decided() {
	isClosed := slices.ContainsFunc(s.fields, func(f field) bool { return f.id == "closed" })
	if s.layout == nil || !isClosed || s.taken("decided_on") {
		return
	}
	if c := s.column(s.layout.closes); c != nil && c.isDate() && c.distinct > 0 {
		s.fields = append(s.fields, field{"decided_on", fmt.Sprintf("if(closed, %s, nil)", c.id), "open ones have an expected day there"})
	}
}

func (s *source) isBoolean(id string) bool {
	c := s.column(id)
	return c != nil && c.typ == "boolean"
}

// typesFit reports whether the columns of a formula of a layout have the types
// that it needs.
func (s *source) typesFit(formula string) bool {
	for _, id := range []string{"is_won", "is_closed"} {
		if strings.Contains(formula, id) && !s.isBoolean(id) {
			return false
		}
	}
	return true
}
