package reports

import (
	"slices"

	"kpi/engine/scorecard"
	"kpi/reports/document"
)

// A Page is a part of a report that can be left out, or stand elsewhere.
type Page string

// The pages.
const (
	SummaryPage     Page = "summary"     // all KPIs in one table
	ContentsPage    Page = "contents"    // where what comes after it stands
	ActionsPage     Page = "actions"     // rules, actions, open points and events
	EvidencePage    Page = "evidence"    // what the numbers tell: signals, outlooks, leads
	DetailsPage     Page = "details"     // a page for each KPI
	BreakdownsPage  Page = "breakdowns"  // a section for each dimension
	DefinitionsPage Page = "definitions" // what the KPIs count
	QualityPage     Page = "quality"     // what the sources hold, and what is wrong with it
	SignOffPage     Page = "sign_off"    // lines to sign on
)

// AllPages are all of them, in the order in which they stand where nobody says
// otherwise.
var AllPages = []Page{SummaryPage, ContentsPage, ActionsPage, EvidencePage, DetailsPage, BreakdownsPage, DefinitionsPage, QualityPage, SignOffPage}

// pages are those of a report. Where nobody chose, a text to be sent along has no
// pages that are for paper: what is signed there was asked for.
func (o Options) pages() []Page {
	if o.Pages != nil {
		return o.Pages
	}
	return slices.DeleteFunc(slices.Clone(AllPages), func(p Page) bool {
		return p == ContentsPage || p == DetailsPage || p == SignOffPage && len(o.SignOff) == 0
	})
}

// paged has all pages where nobody chose.
func (o Options) paged() Options {
	if o.Pages == nil {
		o.Pages = AllPages
	}
	return o
}

// sections are those of the pages, in their order. Contents stand before the
// section that follows them.
func (in language) sections(s *scorecard.Scorecard, o Options) []document.Section {
	var out []document.Section
	contents := false
	for _, p := range o.pages() {
		if p == ContentsPage {
			contents = true
			continue
		}
		page := in.page(p, s, o)
		if len(page) > 0 {
			page[0].AfterContents = contents
			contents = false
		}
		out = append(out, page...)
	}
	return out
}

// page is what a page of that name holds; nothing where it would be empty.
func (in language) page(p Page, s *scorecard.Scorecard, o Options) []document.Section {
	switch p {
	case SummaryPage:
		return []document.Section{in.summary(s)}
	case ActionsPage:
		return filled(in.act(s))
	case EvidencePage:
		return filled(in.tell(s))
	case DetailsPage:
		return in.details(s)
	case BreakdownsPage:
		return in.breakdowns(s)
	case DefinitionsPage:
		if len(results(s)) > 0 {
			return []document.Section{in.definitions(s)}
		}
	case QualityPage:
		if len(s.Quality) > 0 || len(s.Findings) > 0 {
			return []document.Section{in.quality(s)}
		}
	case SignOffPage:
		return []document.Section{in.signOff(s, o)}
	case ContentsPage: // the writer knows where sections stand
	}
	return nil
}

func filled(s document.Section) []document.Section {
	if len(s.Blocks) == 0 {
		return nil
	}
	return []document.Section{s}
}
