package engine_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
)

// evidenceText prints what was found beside the values.
func evidenceText(card *scorecard.Scorecard) []byte {
	var b bytes.Buffer
	for _, s := range card.Sections {
		for _, r := range s.Results {
			fmt.Fprintf(&b, "%s = %s\n", r.ID, measured(r.Actual))
			if e := r.Evidence; e != nil {
				b.WriteString(signalsText(e.Signals))
				b.WriteString(outlookText(e.Outlook))
				b.WriteString(leadText(e.Lead))
				for _, m := range e.Moves {
					b.WriteString(movementText(m))
				}
				for _, x := range e.Biases {
					b.WriteString(biasText(x))
				}
			}
		}
	}
	return b.Bytes()
}

// digits prints a number as a pocket calculator shows it.
func digits(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

func signalsText(s *evidence.Signals) string {
	if s == nil {
		return ""
	}
	l, ok := s.Limits()
	if !ok {
		return fmt.Sprintf("  no limits: %s\n", s.Refusal)
	}
	out := fmt.Sprintf("  limits of %s to %s (%d values): %s, %s, %s", s.From, s.Until, l.N, digits(l.Low), digits(l.Center), digits(l.High))
	for _, flag := range []struct {
		on   bool
		text string
	}{{l.Trial, "trial"}, {s.Chart.Seasonal, "seasonal"}, {s.Because != "", "because " + s.Because}, {s.Assurance != "", string(s.Assurance)}} {
		if flag.on {
			out += ", " + flag.text
		}
	}
	for _, x := range s.Chart.Signals {
		out += fmt.Sprintf("\n    %s %s at %s, high %v", x.Rule, digits(s.Values[x.At]), s.Periods[x.At], x.High)
	}
	return out + "\n"
}

func outlookText(o *evidence.Outlook) string {
	switch {
	case o == nil:
		return ""
	case o.Refusal != "":
		return fmt.Sprintf("  no forecast: %s\n", o.Refusal)
	}
	out := fmt.Sprintf("  forecast from %s (%d known), %s:", o.From, o.Known, o.Forecast.Method)
	for i, p := range o.Forecast.Points {
		out += fmt.Sprintf(" %s %s", o.Periods[i], digits(p))
	}
	if c := o.Chance; c != nil {
		out += fmt.Sprintf("\n    %s to %s by %s comes to %s, chance %.2f", digits(c.Low), digits(c.High), c.By, digits(c.Expected), c.P)
	}
	return out + "\n"
}

func leadText(l *evidence.Lead) string {
	switch {
	case l == nil:
		return ""
	case l.Refusal != "":
		return fmt.Sprintf("  leads to %s: not tested: %s\n", l.KPI, l.Refusal)
	}
	return fmt.Sprintf("  leads to %s after %d to %d: %s at %d, r %.3f, n %d\n", l.KPI, l.From, l.To, l.Verdict, l.Lag, l.R, l.N)
}

func movementText(m evidence.Movement) string {
	out := fmt.Sprintf("  %s by %s", strings.TrimSpace(string(m.Against)+" "+m.Period), m.Dimension)
	if m.Refusal != "" {
		return out + ": " + string(m.Refusal) + "\n"
	}
	out += fmt.Sprintf(", %s: %s to %s", m.Way, digits(m.From), digits(m.To))
	if r := m.Reversal; r != nil {
		out += fmt.Sprintf(", reversed: %s at an equal mix, %s to %s", digits(r.Standardized), digits(r.First), digits(r.Second))
		if r.Every {
			out += ", every member"
		}
	}
	for _, e := range m.Effects {
		out += fmt.Sprintf("\n    %s %s: mix %s, rate %s, entered %s", e.Member, digits(e.Total()), digits(e.Mix), digits(e.Rate), digits(e.Entered))
	}
	if p := m.Prices; p != nil {
		out += fmt.Sprintf("\n    volume %s, price %s, mix %s, entered %s", digits(p.Volume), digits(p.Price), digits(p.Mix), digits(p.Entered))
	}
	return out + "\n"
}

func biasText(b evidence.Bias) string {
	out := fmt.Sprintf("  bias %s: %s", b.Kind, digits(b.N))
	if b.Of > 0 {
		out += " of " + digits(b.Of)
	}
	for _, text := range []string{b.Source, b.Dimension, b.Member} {
		if text != "" {
			out += " " + text
		}
	}
	if b.Kind == evidence.Concentration {
		out += " " + digits(b.Share)
	}
	if b.Kind == evidence.Survivorship {
		out += fmt.Sprintf(", %s without them and not %s", digits(b.Without), digits(b.Value))
	}
	return out + "\n"
}
