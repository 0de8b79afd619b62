package xlsx

import (
	"fmt"
	"strings"

	"kpi/engine/scorecard"
)

var definitionColumns = []column{
	said("id", 24, plainLook, func(k kpi) string { return k.ID }),
	said("KPI", 32, aboutLook, func(k kpi) string { return k.Name }),
	said("Description", 44, proseLook, func(k kpi) string { return k.Description }),
	said("Owner", 24, proseLook, func(k kpi) string { return k.Owner }),
	worded("Class", plainLook, func(k kpi) string { return k.Class }),
	said("Category", 20, plainLook, func(k kpi) string { return k.Category }),
	said("Objective", 24, proseLook, func(k kpi) string { return k.section.Name }),
	said("Formula", 48, proseLook, func(k kpi) string { return k.Formula }),
	unitColumn(),
	worded("Better", plainLook, func(k kpi) string { return string(k.Better) }),
	said("Target", 28, proseLook, func(k kpi) string { return k.Target.Text }),
	said("Because", 28, proseLook, func(k kpi) string { return k.Target.Because }),
	worded("Kind", plainLook, func(k kpi) string { return string(k.Kind) }),
	said("SMART", 0, plainLook, func(k kpi) string { return smartWords(k.Smart) }),
	said("Not met", 28, proseLook, notMet),
}

// smartWords says how many rules of each letter are passed: S 6/6 M 4/4.
func smartWords(letters []scorecard.Letter) string {
	var parts []string
	for _, l := range letters {
		parts = append(parts, fmt.Sprintf("%s %d/%d", l.Letter, l.Passed, l.Of))
	}
	return strings.Join(parts, "  ")
}

func notMet(k kpi) string {
	var codes []string
	for _, l := range k.Smart {
		codes = append(codes, l.Failed...)
	}
	return strings.Join(codes, ", ")
}

// writeDefinitions says what each KPI counts, as written.
func writeDefinitions(b *book) {
	s := &sheet{book: b, name: b.in.Label(definitionsName)}
	s.title(b.in.Say("Definitions, version %s", b.card.Version))
	columns := b.used(definitionColumns, b.kpis)
	s.headed(columns)
	for _, k := range b.kpis {
		s.kpi(columns, k)
	}
	s.open()
	s.stream()
}
