package engine_test

import (
	"context"
	"testing"

	"kpi/engine"
	"kpi/engine/status"
)

// leadTables are the calls, the demos and the leads as a second analyst reads
// them, with what happened to each lead.
const leadTables = `
	CREATE TABLE calls AS
		SELECT *, call_status = 'successful' AS answered, call_reason = 'successful_conversion' AS sold
		FROM read_csv('$DATA/leads_interaction_details.csv', header = true, dateformat = '%m/%d/%Y', types = {'call_done_date': 'DATE'});
	CREATE TABLE demos AS
		SELECT *, CASE WHEN watched_percentage <= 100 THEN watched_percentage / 100 END AS watched
		FROM read_csv('$DATA/leads_demo_watched_details.csv', header = true, dateformat = '%m/%d/%Y', types = {'demo_watched_date': 'DATE'});
	CREATE TABLE reasons AS
		SELECT lead_id, replace(coalesce(reasons_for_not_interested_in_demo, reasons_for_not_interested_to_consider, reasons_for_not_interested_to_convert),
			'Cannot afford', 'Can''t afford') AS reason
		FROM read_csv('$DATA/leads_reasons_for_no_interest.csv', header = true, all_varchar = true);
	CREATE TABLE leads AS
		SELECT a.*, strftime(assigned_date, '%Y-%m') AS month, p.* EXCLUDE (lead_id), reason, demo_watched_date,
			CASE WHEN age <= 17 THEN 'up to 17' WHEN age <= 20 THEN 'over 17 to 20' WHEN age <= 23 THEN 'over 20 to 23' WHEN age <= 100 THEN 'over 23' END AS band,
			(SELECT count(*) FROM calls c WHERE c.lead_id = a.lead_id) AS calls,
			(SELECT min(call_done_date) FROM calls c WHERE c.lead_id = a.lead_id) AS first_call,
			(SELECT max(call_done_date) FROM calls c WHERE c.lead_id = a.lead_id) AS last_call,
			(SELECT min(call_done_date) FROM calls c WHERE c.lead_id = a.lead_id AND answered) AS first_answer,
			(SELECT min(call_done_date) FROM calls c WHERE c.lead_id = a.lead_id AND sold) AS sold_on,
			EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = a.lead_id AND call_reason = 'demo_schedule' AND answered) AS scheduled,
			EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = a.lead_id AND lead_stage = 'consideration') AS considered,
			EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = a.lead_id AND call_reason = 'interested_for_conversion' AND answered) AS interested
		FROM read_csv('$DATA/sales_managers_assigned_leads_details.csv', header = true, dateformat = '%m/%d/%Y', types = {'assigned_date': 'DATE'}) a
		JOIN read_csv('$DATA/leads_basic_details.csv', header = true) p USING (lead_id)
		LEFT JOIN demos USING (lead_id)
		LEFT JOIN reasons USING (lead_id);`

// TestRealLeads compares the KPIs of real leads with SQL that was written by
// hand: how soon they are called, how far they come, and who calls whom.
func TestRealLeads(t *testing.T) {
	l := openLedger(t, "leads.yaml", sharedData(t, "leads-nxtwave"), leadTables)
	l.check(t, leadResponses())
	l.check(t, leadStages())
	l.check(t, leadCalls())
}

// all is the time of all leads and calls.
const all = "2022-01-01..2022-03-01"

// leadResponses asks how soon leads are called.
func leadResponses() []byHand {
	return []byHand{
		{"leads", all, "", `SELECT 360`},
		{"leads", all, "batch", `SELECT cycle, count(*) FROM leads GROUP BY cycle`},
		{"leads", all, "senior", `SELECT snr_sm_id, count(*) FROM leads GROUP BY snr_sm_id`},
		{"leads", all, "junior", `SELECT jnr_sm_id, count(*) FROM leads GROUP BY jnr_sm_id`},
		{"leads", all, "origin", `SELECT lead_gen_source, count(*) FROM leads GROUP BY lead_gen_source`},
		{"leads", all, "city", `SELECT current_city, count(*) FROM leads GROUP BY current_city`},
		{"leads", all, "education", `SELECT current_education, count(*) FROM leads GROUP BY current_education`},
		{"leads", all, "gender", `SELECT gender, count(*) FROM leads GROUP BY gender`},
		{"leads", all, "age", `SELECT band, count(*) FROM leads GROUP BY band`},
		{"leads", all, "reason", `SELECT reason, count(*) FROM leads GROUP BY reason`},
		{"leads", "2022-02", "series", `SELECT month, count(*) FROM leads GROUP BY month`},
		{"leads", "2022-W08", "series", `SELECT strftime(assigned_date, '%G-W%V'), count(*) FROM leads GROUP BY ALL`},
		{"leads", all, "wait",
			`SELECT CASE WHEN days <= 0 THEN 'up to 0' WHEN days <= 1 THEN 'over 0 to 1' WHEN days <= 3 THEN 'over 1 to 3' WHEN days <= 7 THEN 'over 3 to 7' WHEN days > 7 THEN 'over 7' END, count(*)
			FROM (SELECT first_call - assigned_date AS days FROM leads) GROUP BY 1`},
		{"leads", all, "tries",
			`SELECT CASE WHEN calls <= 0 THEN 'up to 0' WHEN calls <= 3 THEN 'over 0 to 3' WHEN calls <= 6 THEN 'over 3 to 6' WHEN calls <= 9 THEN 'over 6 to 9' ELSE 'over 9' END, count(*)
			FROM leads GROUP BY 1`},

		// USR1116 and USR1276 were never called; 29 others were, and never answered.
		{"never_called", all, "", `SELECT 2`},
		{"never_called", all, "junior", `SELECT jnr_sm_id, count(*) FROM leads WHERE lead_id IN ('USR1116', 'USR1276') GROUP BY jnr_sm_id`},
		{"never_called_rate", all, "senior",
			`SELECT snr_sm_id, avg(CASE WHEN lead_id IN (SELECT lead_id FROM calls) THEN 0 ELSE 1 END) FROM leads GROUP BY snr_sm_id`},
		{"called_in_vain", all, "", `SELECT 29`},
		{"called_in_vain", all, "city",
			`SELECT current_city, count(*) FROM leads WHERE first_call IS NOT NULL AND first_answer IS NULL GROUP BY current_city`},
		{"never_reached_rate", all, "", `SELECT 31 / 360`},
		{"never_reached_rate", all, "age", `SELECT band, count(*) FILTER (WHERE first_answer IS NULL) / count(*) FROM leads GROUP BY band`},

		// Nobody is 116 or 211 years old.
		{"impossible_ages", all, "", `SELECT 2`},
		{"impossible_ages", all, "junior", `SELECT jnr_sm_id, count(*) FROM leads WHERE age IN (116, 211) GROUP BY jnr_sm_id`},

		{"response", all, "", `SELECT avg(first_call - assigned_date) FROM leads`},
		{"response", all, "junior", `SELECT jnr_sm_id, avg(first_call - assigned_date) FROM leads GROUP BY jnr_sm_id`},
		{"response", all, "origin", `SELECT lead_gen_source, avg(first_call - assigned_date) FROM leads GROUP BY lead_gen_source`},
		{"response", "2022-02", "series", `SELECT month, avg(first_call - assigned_date) FROM leads GROUP BY month`},
		{"median_response", all, "junior", `SELECT jnr_sm_id, median(first_call - assigned_date) FROM leads GROUP BY jnr_sm_id`},
		{"median_response", all, "batch", `SELECT cycle, median(first_call - assigned_date) FROM leads GROUP BY cycle`},
		{"slow_response", all, "", `SELECT quantile_cont(first_call - assigned_date, 0.9) FROM leads`},
		{"slow_response", all, "city", `SELECT current_city, quantile_cont(first_call - assigned_date, 0.9) FROM leads GROUP BY current_city`},
		{"longest_response", all, "batch", `SELECT cycle, max(first_call - assigned_date) FROM leads GROUP BY cycle`},
		{"response_to_answer", all, "age", `SELECT band, avg(first_answer - assigned_date) FROM leads GROUP BY band`},
		{"within_a_day", all, "", `SELECT 223 / 360`},
		{"within_a_day", all, "junior",
			`SELECT jnr_sm_id, count(*) FILTER (WHERE first_call <= assigned_date + 1) / count(*) FROM leads GROUP BY jnr_sm_id`},
		{"within_a_day_of_called", all, "", `SELECT 223 / 358`},
		{"within_a_day_of_called", all, "origin",
			`SELECT lead_gen_source, avg(CASE WHEN first_call - assigned_date <= 1 THEN 1 ELSE 0 END) FROM leads WHERE first_call IS NOT NULL
			GROUP BY lead_gen_source`},
		{"workdays", all, "batch",
			`SELECT cycle, avg((SELECT count(*) - 1 FROM range(assigned_date, first_call + INTERVAL 1 DAY, INTERVAL 1 DAY) AS d(day)
				WHERE dayofweek(day) BETWEEN 1 AND 5 AND day <> DATE '2022-01-26')) FROM leads WHERE first_call IS NOT NULL GROUP BY cycle`},
		{"within_a_workday", all, "junior",
			`SELECT jnr_sm_id, count(*) FILTER (WHERE first_call IS NOT NULL AND workdays - 1 <= 1) / count(*)
			FROM (SELECT *, (SELECT count(*) FROM range(assigned_date, first_call + INTERVAL 1 DAY, INTERVAL 1 DAY) AS d(day)
				WHERE dayofweek(day) BETWEEN 1 AND 5 AND day <> DATE '2022-01-26') AS workdays FROM leads) GROUP BY jnr_sm_id`},
	}
}

// leadStages asks how far leads come. Stages are counted by the day that a lead
// was assigned.
func leadStages() []byHand {
	return []byHand{
		{"scheduled_rate", all, "batch", `SELECT cycle, count(*) FILTER (WHERE scheduled) / count(*) FROM leads GROUP BY cycle`},
		{"attended_rate", all, "batch", `SELECT cycle, count(demo_watched_date) / count(*) FROM leads GROUP BY cycle`},
		{"attended_rate", all, "", `SELECT 194 / 360`},
		{"considered_rate", all, "senior", `SELECT snr_sm_id, count(*) FILTER (WHERE considered) / count(*) FROM leads GROUP BY snr_sm_id`},
		{"conversion", all, "", `SELECT 64 / 360`},
		{"conversion", all, "batch", `SELECT cycle, count(sold_on) / count(*) FROM leads GROUP BY cycle`},
		{"conversion", all, "senior", `SELECT snr_sm_id, count(sold_on) / count(*) FROM leads GROUP BY snr_sm_id`},
		{"conversion", all, "junior", `SELECT jnr_sm_id, count(sold_on) / count(*) FROM leads GROUP BY jnr_sm_id`},
		{"conversion", all, "origin", `SELECT lead_gen_source, count(sold_on) / count(*) FROM leads GROUP BY lead_gen_source`},
		{"conversion", all, "city", `SELECT current_city, count(sold_on) / count(*) FROM leads GROUP BY current_city`},
		{"conversion", all, "age", `SELECT band, count(sold_on) / count(*) FROM leads GROUP BY band`},
		{"conversion", all, "education", `SELECT current_education, count(sold_on) / count(*) FROM leads GROUP BY current_education`},
		{"conversion", all, "wait",
			`SELECT CASE WHEN days <= 0 THEN 'up to 0' WHEN days <= 1 THEN 'over 0 to 1' WHEN days <= 3 THEN 'over 1 to 3' WHEN days <= 7 THEN 'over 3 to 7' WHEN days > 7 THEN 'over 7' END,
				count(sold_on) / count(*) FROM (SELECT *, first_call - assigned_date AS days FROM leads) GROUP BY 1`},
		{"conversion", "2022-W08", "series", `SELECT strftime(assigned_date, '%G-W%V'), count(sold_on) / count(*) FROM leads GROUP BY ALL`},
		{"conversion", "2022-02", "series", `SELECT month, count(sold_on) / count(*) FROM leads GROUP BY month`},
		// As the leads of January stood in the middle of the month: later calls are not known yet.
		{"conversion", "2022-01 as of 2022-01-12", "batch",
			`SELECT cycle, count(*) FILTER (WHERE sold_on <= DATE '2022-01-12') / count(*) FROM leads WHERE assigned_date <= DATE '2022-01-12'
			GROUP BY cycle`},
		{"calls_per_lead", "2022-01 as of 2022-01-12", "batch",
			`SELECT cycle, count(c.lead_id) / count(DISTINCT l.lead_id) FROM leads l LEFT JOIN calls c ON c.lead_id = l.lead_id
			AND call_done_date <= DATE '2022-01-12'
			WHERE assigned_date <= DATE '2022-01-12' GROUP BY cycle`},
		{"never_called", "2022-01 as of 2022-01-12", "",
			`SELECT count(*) FROM leads WHERE assigned_date <= DATE '2022-01-12' AND (first_call IS NULL OR first_call > DATE '2022-01-12')`},
		{"scheduled_to_attended", all, "senior",
			`SELECT snr_sm_id, count(*) FILTER (WHERE demo_watched_date IS NOT NULL) / count(*) FROM leads WHERE scheduled GROUP BY snr_sm_id`},
		{"attended_to_considered", all, "senior",
			`SELECT snr_sm_id, count(*) FILTER (WHERE considered) / count(*) FROM leads WHERE demo_watched_date IS NOT NULL GROUP BY snr_sm_id`},
		{"considered_to_converted", all, "senior", `SELECT snr_sm_id, count(sold_on) / count(*) FROM leads WHERE considered GROUP BY snr_sm_id`},
		{"interested_to_converted", all, "origin",
			`SELECT lead_gen_source, count(sold_on) / count(*) FROM leads WHERE interested GROUP BY lead_gen_source`},
		{"converted", all, "gender", `SELECT gender, count(sold_on) FROM leads GROUP BY gender`},
		{"converted_in_a_week", all, "batch",
			`SELECT cycle, count(*) FILTER (WHERE sold_on <= assigned_date + 7) / count(*) FROM leads GROUP BY cycle`},
		{"days_to_conversion", all, "junior", `SELECT jnr_sm_id, avg(sold_on - assigned_date) FROM leads GROUP BY jnr_sm_id`},
		{"median_days_to_conversion", all, "origin", `SELECT lead_gen_source, median(sold_on - assigned_date) FROM leads GROUP BY lead_gen_source`},
		{"days_to_demo", all, "batch", `SELECT cycle, avg(demo_watched_date - assigned_date) FROM leads GROUP BY cycle`},
		{"conversions_share", all, "origin", `SELECT lead_gen_source, count(sold_on) / 64 FROM leads GROUP BY lead_gen_source`},
		{"conversion_to_date", "2022-02", "origin", `SELECT lead_gen_source, count(sold_on) / count(*) FROM leads GROUP BY lead_gen_source`},

		{"good_managers", all, "", `SELECT count(*) FROM (SELECT jnr_sm_id FROM leads GROUP BY jnr_sm_id HAVING count(sold_on) >= 0.2 * count(*))`},
		{"good_managers", all, "origin",
			`SELECT lead_gen_source, count(*) FROM (SELECT lead_gen_source, jnr_sm_id FROM leads GROUP BY ALL HAVING count(sold_on) >= 0.2 * count(*))
			GROUP BY lead_gen_source`},
		{"mean_of_managers", all, "", `SELECT avg(rate) FROM (SELECT count(sold_on) / count(*) AS rate FROM leads GROUP BY jnr_sm_id)`},
		{"mean_of_managers", "2022-02", "",
			`SELECT avg(rate) FROM (SELECT count(sold_on) / count(*) AS rate FROM leads WHERE month = '2022-02' GROUP BY jnr_sm_id)`},
		{"top_managers", all, "",
			`SELECT (SELECT sum(n) FROM (SELECT count(*) AS n FROM calls WHERE sold GROUP BY jnr_sm_id ORDER BY n DESC LIMIT 4)) / 64`},

		{"demos", "2022-02", "series", `SELECT strftime(demo_watched_date, '%Y-%m'), count(*) FROM demos GROUP BY 1`},
		{"watched", all, "language", `SELECT language, avg(watched) FROM demos GROUP BY language`},
		{"watched", all, "junior", `SELECT jnr_sm_id, avg(watched) FROM demos JOIN leads USING (lead_id) GROUP BY jnr_sm_id`},
		{"median_watched", all, "origin", `SELECT lead_gen_source, median(watched) FROM demos JOIN leads USING (lead_id) GROUP BY lead_gen_source`},
		{"watched_half", all, "senior",
			`SELECT snr_sm_id, count(*) FILTER (WHERE watched >= 0.5) / count(watched) FROM demos JOIN leads USING (lead_id) GROUP BY snr_sm_id`},
		{"impossible_demos", all, "language", `SELECT language, count(*) FROM demos WHERE watched_percentage IN (233, 510) GROUP BY language`},
		{"demo_conversion", all, "language", `SELECT language, count(sold_on) / count(*) FROM demos JOIN leads USING (lead_id) GROUP BY language`},
	}
}

// leadCalls asks who calls, how often and with what success, and which leads
// are open.
func leadCalls() []byHand {
	return []byHand{
		{"calls", all, "", `SELECT 2192`},
		{"calls", all, "stage", `SELECT lead_stage, count(*) FROM calls GROUP BY lead_stage`},
		{"calls", all, "age", `SELECT band, count(*) FROM calls JOIN leads USING (lead_id) GROUP BY band`},
		{"calls", "2022-W09", "series", `SELECT strftime(call_done_date, '%G-W%V'), count(*) FROM calls GROUP BY 1`},
		{"answer_rate", all, "purpose", `SELECT call_reason, count(*) FILTER (WHERE answered) / count(*) FROM calls GROUP BY call_reason`},
		{"answer_rate", all, "junior", `SELECT jnr_sm_id, count(*) FILTER (WHERE answered) / count(*) FROM calls GROUP BY jnr_sm_id`},
		{"answer_rate", all, "city",
			`SELECT current_city, count(*) FILTER (WHERE answered) / count(*) FROM calls JOIN leads USING (lead_id) GROUP BY current_city`},
		{"answer_rate", "2022-02", "series",
			`SELECT strftime(call_done_date, '%Y-%m'), count(*) FILTER (WHERE answered) / count(*) FROM calls WHERE call_done_date < DATE '2022-03-01'
			GROUP BY 1`},
		{"sales", all, "senior", `SELECT snr_sm_id, count(*) FROM calls JOIN leads USING (lead_id) WHERE sold GROUP BY snr_sm_id`},
		{"sales_per_call", all, "junior", `SELECT jnr_sm_id, count(*) FILTER (WHERE sold) / count(*) FROM calls GROUP BY jnr_sm_id`},
		{"leads_called", "2022-02", "series",
			`SELECT strftime(call_done_date, '%Y-%m'), count(DISTINCT lead_id) FROM calls WHERE call_done_date < DATE '2022-03-01' GROUP BY 1`},
		{"leads_called_again", "2022-W04", "series",
			`WITH w AS (SELECT DISTINCT lead_id, date_trunc('week', call_done_date) AS week FROM calls)
			SELECT strftime(w.week, '%G-W%V'), count(*) FROM w JOIN w b ON b.lead_id = w.lead_id AND b.week = w.week - INTERVAL 7 DAY
			WHERE w.week < DATE '2022-01-31' GROUP BY 1`},
		{"leads_first_called", "2022-W08", "series",
			`SELECT strftime(first_call, '%G-W%V'), count(*) FROM leads WHERE first_call IS NOT NULL GROUP BY 1`},
		{"calls_per_day", "2022-01", "junior",
			`SELECT jnr_sm_id, count(*) / 31 FROM calls WHERE call_done_date < DATE '2022-02-01' GROUP BY jnr_sm_id`},
		// No call from 30 January to 18 February.
		{"days_without_calls", "2022-01-30..2022-02-18", "", `SELECT 20`},
		{"days_without_calls", "2022-02", "senior",
			`SELECT snr_sm_id, 28 - count(DISTINCT call_done_date) FROM calls JOIN leads USING (lead_id)
			WHERE call_done_date BETWEEN DATE '2022-02-01' AND DATE '2022-02-28' GROUP BY snr_sm_id`},
		{"repeated", all, "", `SELECT 438`},
		{"repeated", all, "senior",
			`SELECT snr_sm_id, count(*) - count(DISTINCT (c.jnr_sm_id, lead_id, lead_stage, call_done_date, call_status, call_reason)) FROM calls c
			JOIN leads USING (lead_id) GROUP BY snr_sm_id`},
		{"delay_of_calls", all, "purpose",
			`SELECT call_reason, avg(call_done_date - assigned_date) FROM calls JOIN leads USING (lead_id) GROUP BY call_reason`},
		{"calls_per_manager", all, "", `SELECT 2192 / 16`},
		{"calls_per_manager", all, "senior",
			`SELECT snr_sm_id, count(*) / count(DISTINCT calls.jnr_sm_id) FROM calls JOIN leads USING (lead_id) GROUP BY snr_sm_id`},

		{"calls_per_lead", all, "", `SELECT 2192 / 360`},
		{"calls_per_lead", all, "junior",
			`SELECT l.jnr_sm_id, count(c.lead_id) / count(DISTINCT l.lead_id) FROM leads l LEFT JOIN calls c USING (lead_id) GROUP BY 1`},
		{"median_calls", all, "origin", `SELECT lead_gen_source, median(calls) FROM leads GROUP BY lead_gen_source`},
		{"most_calls", all, "city", `SELECT current_city, max(calls) FROM leads GROUP BY current_city`},
		{"calls_in_a_week", all, "",
			`SELECT count(*) FILTER (WHERE call_done_date - assigned_date <= 7) / count(*) FROM calls JOIN leads USING (lead_id)`},
		{"calls_in_a_week", all, "junior",
			`SELECT l.jnr_sm_id, count(*) FILTER (WHERE call_done_date - assigned_date <= 7) / count(*) FROM calls JOIN leads l USING (lead_id)
			GROUP BY 1`},
		{"calls_per_conversion", all, "origin", `SELECT lead_gen_source, sum(calls) / count(sold_on) FROM leads GROUP BY lead_gen_source`},
		{"calls_of_the_lost", all, "age", `SELECT band, avg(calls) FROM leads WHERE sold_on IS NULL GROUP BY band`},

		{"open", "2022-02-28", "series",
			`SELECT CAST(day AS DATE), count(lead_id) FROM range(DATE '2022-01-01', DATE '2022-03-01', INTERVAL 1 DAY) AS d(day)
			LEFT JOIN leads ON assigned_date <= day AND (last_call > day OR sold_on IS NULL AND reason IS NULL) GROUP BY day`},
		{"open", "2022-01-20", "senior",
			`SELECT snr_sm_id, count(*) FROM leads WHERE assigned_date <= DATE '2022-01-20' AND (last_call > DATE '2022-01-20' OR sold_on IS NULL
			AND reason IS NULL) GROUP BY snr_sm_id`},
		{"open_age", "2022-01-20", "junior",
			`SELECT jnr_sm_id, avg(DATE '2022-01-20' - assigned_date) FROM leads
			WHERE assigned_date <= DATE '2022-01-20' AND (last_call > DATE '2022-01-20' OR sold_on IS NULL AND reason IS NULL) GROUP BY jnr_sm_id`},
		{"open", all, "", `SELECT 2`},
		// Who is open at the end of a week and of the one before.
		{"still_open", "2022-W08", "series",
			`WITH w AS (SELECT CAST(day AS DATE) AS day FROM range(DATE '2022-01-02', DATE '2022-02-28', INTERVAL 7 DAY) AS d(day)),
			o AS (SELECT day, lead_id FROM w JOIN leads ON assigned_date <= day AND (last_call > day OR sold_on IS NULL AND reason IS NULL))
			SELECT strftime(o.day, '%G-W%V'), count(*) FROM o JOIN o b ON b.lead_id = o.lead_id AND b.day = o.day - 7 GROUP BY 1`},
		{"newly_open", "2022-W08", "series",
			`WITH w AS (SELECT CAST(day AS DATE) AS day FROM range(DATE '2022-01-02', DATE '2022-02-28', INTERVAL 7 DAY) AS d(day)),
			o AS (SELECT day, lead_id FROM w JOIN leads ON assigned_date <= day AND (last_call > day OR sold_on IS NULL AND reason IS NULL))
			SELECT strftime(o.day, '%G-W%V'), count(*) FROM o WHERE NOT EXISTS (SELECT 1 FROM o b WHERE b.lead_id = o.lead_id AND b.day < o.day)
			GROUP BY 1`},
		{"closed", "2022-W08", "series",
			`WITH w AS (SELECT CAST(day AS DATE) AS day FROM range(DATE '2022-01-02', DATE '2022-03-07', INTERVAL 7 DAY) AS d(day)),
			o AS (SELECT day, lead_id FROM w JOIN leads ON assigned_date <= day AND (last_call > day OR sold_on IS NULL AND reason IS NULL))
			SELECT strftime(b.day + 7, '%G-W%V'), count(*) FROM o b WHERE b.day < DATE '2022-02-27' AND NOT EXISTS (SELECT 1 FROM o
			WHERE o.lead_id = b.lead_id AND o.day = b.day + 7) GROUP BY 1`},
		{"still_open", "2022-W03", "senior",
			`SELECT snr_sm_id, count(*) FROM leads WHERE assigned_date <= DATE '2022-01-16' AND (last_call > DATE '2022-01-23' OR sold_on IS NULL
			AND reason IS NULL) GROUP BY snr_sm_id`},
		{"mean_open", "2022-01", "",
			`SELECT avg((SELECT count(*) FROM leads WHERE assigned_date <= day AND (last_call > day OR sold_on IS NULL AND reason IS NULL)))
			FROM (VALUES (DATE '2022-01-02'), (DATE '2022-01-09'), (DATE '2022-01-16'), (DATE '2022-01-23'), (DATE '2022-01-30'), (DATE '2022-01-31')) AS d(day)`},
	}
}

// TestRealCohortsSettle looks at the leads of a week: for 30 days after it,
// their conversion may still grow.
func TestRealCohortsSettle(t *testing.T) {
	l := openLedger(t, "leads.yaml", sharedData(t, "leads-nxtwave"), "SELECT 1")
	for _, cohort := range []struct {
		kpi, week, asOf string
		want            status.Reason
	}{
		{"conversion", "2022-W02", "2022-02-15", status.NoTarget},
		{"conversion", "2022-W02", "2022-02-14", status.Partial},
		{"conversion", "2022-W07", "2022-03-01", status.Partial},
		{"converted_in_a_week", "2022-W07", "2022-02-27", status.NoTarget},
		{"converted_in_a_week", "2022-W07", "2022-02-26", status.Partial},
	} {
		result, list, err := l.definition.Evaluate(context.Background(), engine.Options{Period: cohort.week, AsOf: cohort.asOf, KPIs: []string{cohort.kpi}})
		if err != nil || list.HasErrors() {
			t.Fatal(err, list)
		}
		if got := result.Scorecard.Sections[0].Results[0].Reason; got != cohort.want {
			t.Errorf("%s of %s is %s as of %s, want %s", cohort.kpi, cohort.week, got, cohort.asOf, cohort.want)
		}
	}
}
