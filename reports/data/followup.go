package data

import "kpi/engine/scorecard"

type concern struct {
	Code     string `json:"code" doc:"name of the rule, see lint.md: no-action, overdue-action, gaps-in-history, impossible-percent"`
	Severity string `json:"severity" doc:"error, warning or info"`
	KPI      string `json:"kpi" doc:"name of the KPI in the file"`
	Message  string `json:"message" doc:"what it is, in words"`
	Advice   string `json:"advice" doc:"what to do about it; \"\" where that is plain"`
}

type action struct {
	Do      string `json:"do" doc:"what is done, in words"`
	Owner   string `json:"owner" doc:"who does it"`
	Until   string `json:"until" doc:"day by which it is done"`
	Status  string `json:"status" doc:"open, doing or done"`
	Overdue bool   `json:"overdue" doc:"the day is past, by as_of, and it is not done"`
}

type note struct {
	Date string `json:"date" doc:"the day"`
	Text string `json:"text" doc:"what happened"`
}

type letter struct {
	Letter string   `json:"letter" doc:"S, M, A, R or T"`
	Passed int      `json:"passed" doc:"number of rules that it passes"`
	Of     int      `json:"of" doc:"number of rules that looked at it"`
	Failed []string `json:"failed" doc:"names of the rules that it does not pass"`
}

func concernOf(c scorecard.Concern) concern {
	return concern{Code: c.Code, Severity: c.Severity, KPI: c.KPI, Message: c.Message.String(), Advice: c.Advice.String()}
}

func noteOf(n scorecard.Note) note { return note(n) }

func actionOf(a scorecard.Action) action {
	return action{Do: a.Do, Owner: a.Owner, Until: a.Until, Status: string(a.Status), Overdue: a.Overdue}
}

func letterOf(l scorecard.Letter) letter {
	return letter{Letter: l.Letter, Passed: l.Passed, Of: l.Of, Failed: each(l.Failed, func(s string) string { return s })}
}
