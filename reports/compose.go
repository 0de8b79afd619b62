// Package reports turns a judged scorecard into what people read: PDF, a page for
// browsers, a table on the terminal, JSON and CSV.
package reports

import (
	"slices"
	"time"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports/document"
	"kpi/reports/locale"
)

// Options are the reader's wishes. The zero value is fine.
type Options struct {
	Paper          document.Paper
	Orientation    document.Orientation
	Fonts          document.Fonts // of the PDF
	Attachments    []document.Attachment
	Brand          document.Brand
	Negatives      document.Negatives
	Comparisons    []document.Comparison // in their order; nil is last year
	Classification string                // a line at the foot of each page, as "Confidential"
	Pages          []Page                // in their order; nil is all that suit the format
	Locale         string                // of the texts; "" is the scorecard's, then en
	// Created dates the document. The zero time is the scorecard's as-of date, so
	// that the same scorecard gives the same bytes on any day.
	Created time.Time
	SignOff []string // lines to sign on; empty is the usual three
	// JSON is the scorecard as data.WriteJSON writes it, for a caller who has it
	// already; nil is written anew where its hash is printed.
	JSON  []byte
	Color bool // colours in the table for the terminal
	// Warn is told, a sentence each, what could not be printed as it is; nil
	// drops the warnings.
	Warn func(sentence string)
}

// Compose says in words, numbers and figures what the scorecard holds. It
// leaves out the columns that no KPI has anything for.
func Compose(s *scorecard.Scorecard, o Options) *document.Document {
	in := language{localeOf(s, o), o.Comparisons}
	if o.Negatives == document.Parens {
		in.Locale = in.InParens()
	}
	d := &document.Document{
		Title:          s.Title,
		Entity:         s.Entity,
		Scope:          s.Where,
		Period:         in.periodWords(s.Period),
		AsOf:           in.Day(s.AsOf),
		DataThrough:    in.Day(s.DataThrough),
		State:          in.state(s.Period),
		Message:        in.message(s),
		Counts:         counts(s),
		Changes:        in.changes(s),
		Version:        s.Version,
		Classification: o.Classification,
		Language:       in.Tag,
		Created:        created(s, o),
		Paper:          o.Paper,
		Orientation:    o.Orientation,
		Fonts:          o.Fonts,
		Attachments:    o.Attachments,
		Brand:          o.Brand,
		Negatives:      o.Negatives,
		Comparisons:    in.chosen(),
	}
	d.Sections = in.sections(s, o)
	return d
}

func localeOf(s *scorecard.Scorecard, o Options) *locale.Locale {
	for _, l := range []string{o.Locale, s.Locale} {
		if l != "" {
			return locale.Of(l)
		}
	}
	return locale.English
}

func created(s *scorecard.Scorecard, o Options) time.Time {
	if !o.Created.IsZero() {
		return o.Created.UTC()
	}
	if t, err := time.Parse(time.DateOnly, s.AsOf); err == nil {
		return t
	}
	return time.Unix(0, 0).UTC()
}

// results returns the KPIs of all sections, in order.
func results(s *scorecard.Scorecard) []scorecard.Result {
	var all []scorecard.Result
	for _, section := range s.Sections {
		all = append(all, section.Results...)
	}
	return all
}

func counts(s *scorecard.Scorecard) []document.Count {
	all := results(s)
	var out []document.Count
	for _, st := range []status.Status{status.OnTrack, status.AtRisk, status.OffTrack, status.None} {
		out = append(out, document.Count{Status: st, N: len(withStatus(all, st))})
	}
	return out
}

func withStatus(all []scorecard.Result, s status.Status) []scorecard.Result {
	return slices.DeleteFunc(slices.Clone(all), func(r scorecard.Result) bool { return r.Status != s })
}
