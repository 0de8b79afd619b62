package engine_test

import (
	"path/filepath"
	"testing"

	"kpi/engine"
)

// orderSources are the files of the orders, with the lines in one of their
// formats.
func orderSources(folder, lines string) map[string]string {
	return map[string]string{
		"lines":   filepath.Join(folder, lines),
		"people":  filepath.Join(folder, "superstore_people.csv"),
		"returns": filepath.Join(folder, "superstore_returns_aligned.csv"),
	}
}

const returnsAsRead = "  returns:\n    file: superstore_returns_aligned.csv\n    columns: {order_id: text}\n"

// returnsOf edits the definition for the list of another edition, where the years
// in the ids are later and an order is listed once for each of its lines.
func returnsOf(delimiter, yearsLater string) []string {
	return []string{returnsAsRead, "  listed:\n    file: returns.csv\n    delimiter: \"" + delimiter + "\"\n    columns: {order_id: text}\n" +
		"  returns:\n    query: |\n" +
		"      SELECT left(order_id, 3) || (CAST(substr(order_id, 4, 4) AS INTEGER) - " + yearsLater + ") || substr(order_id, 8) AS order_id\n" +
		"      FROM listed\n" +
		"    columns: {order_id: text}\n"}
}

// TestRealOrders compares the KPIs of four years of real orders with answers that
// were computed by other means, for several formats and editions of the files.
func TestRealOrders(t *testing.T) {
	folder := sharedData(t, "superstore")
	answers := readAnswers(t, filepath.Join(folder, "..", "answers", "superstore.json"))
	if len(answers) != 132 {
		t.Errorf("%d answers, want 132", len(answers))
	}
	semicolons := append(returnsOf(";", "4"),
		"    file: superstore_people.csv\n", "    file: superstore_people.csv\n    delimiter: \";\"\n")
	for _, variant := range []struct {
		name, lines, people, listed string
		edits                       []string
		history                     int
	}{
		{name: "CSV", lines: "superstore.csv"},
		{name: "Parquet, all at once, read from series", lines: "superstore.parquet", history: 24},
		{name: "people and returns with semicolons, returns of 2018 to 2021", lines: "superstore.parquet",
			people: "variants/People_semicolon.csv", listed: "variants/Returns_2018_2021_semicolon.csv", edits: semicolons},
		{name: "returns of 2017 to 2020, each order more than once", lines: "superstore.parquet",
			listed: "variants/superstore_returns_2017_2020_duplicated.csv", edits: returnsOf(",", "3")},
	} {
		t.Run(variant.name, func(t *testing.T) {
			t.Parallel()
			sources := orderSources(folder, variant.lines)
			if variant.people != "" {
				sources["people"] = filepath.Join(folder, variant.people)
			}
			if variant.listed != "" {
				delete(sources, "returns")
				sources["listed"] = filepath.Join(folder, variant.listed)
			}
			s := &study{
				definition: define(t, "superstore.yaml", variant.edits...),
				options:    engine.Options{Sources: sources},
				askings:    readAskings(t, "testdata/superstore.md"),
				history:    variant.history,
			}
			s.compare(t, answers)
		})
	}
}
