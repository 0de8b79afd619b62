package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kpi/engine/calendar"
)

// A Lead is the claim that another KPI follows this one.
type Lead struct {
	KPI string // that follows
	// It follows From to To grains later; From is at least 1.
	From, To int
	Grain    calendar.Grain
	Negative bool // more of this one makes less of the other
}

// Words says how the other KPI follows: "1 to 3 months later: more of it makes
// more".
func (l *Lead) Words() string {
	span := fmt.Sprint(l.From)
	if l.To > l.From {
		span = fmt.Sprintf("%d to %d", l.From, l.To)
	}
	grain := string(l.Grain)
	if l.To > 1 {
		grain += "s"
	}
	sign := "more of it makes more"
	if l.Negative {
		sign = "more of it makes less"
	}
	return fmt.Sprintf("%s %s later: %s", span, grain, sign)
}

// leads resolves what the KPIs claim to lead to.
func (b *builder) leads() {
	known := ids(b.plan.KPIs, func(k *KPI) string { return k.ID })
	for _, k := range b.plan.KPIs {
		l := k.Spec.Leads
		if !l.Written() || !l.KPI.Written() {
			continue
		}
		if !b.isKPI(l.KPI, known) {
			continue
		}
		k.Leads = &Lead{KPI: l.KPI.Value, Negative: l.Sign.Value == "negative"}
		k.Leads.From, k.Leads.To, k.Leads.Grain = readLag(l.Lag.Value)
		if k.Leads.To < k.Leads.From {
			b.list.Errorf(l.Lag.Range, "lead-lag", "the lag ends before it begins").Labelf("write the shorter one first, such as 1..3 months")
		}
	}
	seen := map[string]bool{}
	for _, k := range b.plan.KPIs {
		b.leadCycle(k, seen)
	}
}

// leadCycle follows the claims from k on, as far as nobody has before, and
// reports a way that comes back to itself.
func (b *builder) leadCycle(k *KPI, seen map[string]bool) {
	var way []string
	for !seen[k.ID] {
		seen[k.ID] = true
		way = append(way, k.ID)
		if k.Leads == nil {
			return
		}
		k = b.plan.Numbers[k.Leads.KPI].KPI
	}
	if i := slices.Index(way, k.ID); i >= 0 {
		round := strings.Join(append(way[i:], k.ID), " leads to ")
		b.list.Errorf(k.Spec.Leads.KPI.Range, "lead-cycle", "%q leads to itself: %s", k.ID, round)
	}
}

// readLag reads "2 months" and "1..3 months"; spec has checked the form.
func readLag(text string) (from, to int, grain calendar.Grain) {
	span, name, _ := strings.Cut(text, " ")
	low, high, isRange := strings.Cut(span, "..")
	from, _ = strconv.Atoi(low)
	to = from
	if isRange {
		to, _ = strconv.Atoi(high)
	}
	grain, _ = calendar.ParseGrain(strings.TrimSuffix(name, "s"))
	return from, to, grain
}
