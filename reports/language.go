package reports

import (
	"kpi/reports/document"
	"kpi/reports/locale"
)

// A language says what a scorecard holds in the words of its readers. Its methods
// are all that gives texts.
type language struct {
	*locale.Locale
	against []document.Comparison // what a KPI is shown beside; nil is the usual
}

// english is the language of what is not a report: of checks, and of explanations.
var english = language{Locale: locale.English}
