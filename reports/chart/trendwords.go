package chart

import (
	"strconv"
	"strings"

	"kpi/reports/locale"
)

// percent writes a share as a whole number where it is one, as 95 or 99.5.
func percent(share float64) string {
	return strconv.FormatFloat(float64(int(share*1000+0.5))/10, 'f', -1, 64)
}

// words says in a sentence what the drawing shows.
func (h History) words(in *locale.Locale) string {
	var parts []string
	add := func(text string) { parts = append(parts, text) }
	if first, last, ok := h.ends(); ok {
		add(in.Say("%s to %s", h.Periods[first].Time, h.Periods[last].Time))
		add(in.Say("last %s in %s", h.said(in, last), h.Periods[last].Time))
		low, high := h.lowest(first)
		add(in.Say("lowest %s in %s", h.said(in, low), h.Periods[low].Time))
		add(in.Say("highest %s in %s", h.said(in, high), h.Periods[high].Time))
	} else {
		add(in.Say("no values"))
	}
	for i := len(h.Periods) - 1; i >= 0; i-- {
		if p := h.Periods[i]; p.Target != nil {
			add(in.Say("target %s", h.Format(*p.Target)))
			break
		}
	}
	for i := len(h.Periods) - 1; i >= 0; i-- {
		if l := h.Periods[i].Limits; l != nil {
			add(in.Say("natural limits %s to %s, mean %s", h.Format(l.Lower), h.Format(l.Upper), h.Format(l.Mean)))
			break
		}
	}
	parts = append(parts, h.signalWords(in)...)
	parts = append(parts, h.forecastWords(in)...)
	for i, n := range h.Notes {
		add(in.Say("note %d: %s", i+1, tidy(n.Title)))
	}
	return in.Join(": ", tidy(h.Name), in.Join("; ", parts...))
}

// named joins the parts of a sentence behind the name of a KPI.
func named(name string, parts []string) string {
	text := strings.Join(parts, "; ")
	if name == "" {
		return text
	}
	return tidy(name) + ": " + text
}

func (h History) said(in *locale.Locale, i int) string {
	text := h.Format(*h.Periods[i].Value)
	if h.Periods[i].Partial {
		return in.Say("%s so far", text)
	}
	return text
}

// ends returns the first and the last period with a value.
func (h History) ends() (first, last int, ok bool) {
	for i, p := range h.Periods {
		if p.Value == nil {
			continue
		}
		if !ok {
			first = i
		}
		last, ok = i, true
	}
	return first, last, ok
}

// lowest returns where the least and the greatest values stand first.
func (h History) lowest(first int) (low, high int) {
	low, high = first, first
	for i, p := range h.Periods {
		switch {
		case p.Value == nil:
		case *p.Value < *h.Periods[low].Value:
			low = i
		case *p.Value > *h.Periods[high].Value:
			high = i
		}
	}
	return low, high
}

func (h History) signalWords(in *locale.Locale) []string {
	var at []string
	for _, p := range h.Periods {
		if p.Signal && p.Value != nil {
			at = append(at, p.String())
		}
	}
	if len(at) == 0 {
		return nil
	}
	return []string{in.Say("more than chance in %s", in.List(at))}
}

func (h History) forecastWords(in *locale.Locale) []string {
	if len(h.Periods) == 0 {
		return nil
	}
	last := h.Periods[len(h.Periods)-1]
	if last.Forecast == nil {
		return nil
	}
	text := in.Say("forecast %s in %s", h.Format(last.Forecast.Value), last.Time)
	if bands := last.Forecast.drawn(); len(bands) > 0 {
		b := bands[0]
		text += in.Say(" (%s%% range %s to %s)", percent(b.Level), h.Format(b.Low), h.Format(b.High))
	}
	return []string{text}
}
