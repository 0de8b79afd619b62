package library_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/library"
	"kpi/engine/spec"
)

var update = flag.Bool("update", false, "write docs/library.md")

const page = "../../docs/library.md"

func TestThePageIsThatOfTheLibrary(t *testing.T) {
	if *update {
		write(t, page, library.Page())
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), library.Page()); diff != "" {
		t.Errorf("docs/library.md is out of date; run make docs (-file +library):\n%s", diff)
	}
}

func TestEveryTemplateSaysAllThatIsAsked(t *testing.T) {
	seen := map[string]bool{}
	for _, template := range library.All() {
		for name, text := range map[string]string{
			"name": template.Name(), "description": template.Description(), "formula": template.Formula(), "unit": template.Unit(),
			"better": template.Better(), "class": template.Class(), "zero": template.Zero, "pitfalls": template.Pitfalls,
		} {
			if text == "" {
				t.Errorf("%s has no %s", template.ID, name)
			}
		}
		if (template.Class() == "leading") != (template.Leads() != "") {
			t.Errorf("%s is %s and leads to %q", template.ID, template.Class(), template.Leads())
		}
		if len(template.Description()) < 40 {
			t.Errorf("the description of %s is short", template.ID)
		}
		if seen[template.ID] {
			t.Errorf("%s is there twice", template.ID)
		}
		seen[template.ID] = true
		for _, r := range template.Roles {
			if used := strings.Contains(mustFill(t, template), "<"+r.Name+">"); !used {
				t.Errorf("%s does not use its role %s", template.ID, r.Name)
			}
		}
	}
	for _, template := range library.All() {
		if leads := template.Leads(); leads != "" && !seen[leads] {
			t.Errorf("%s leads to %s, which the library does not have", template.ID, leads)
		}
	}
}

// mustFill fills each role with its name in < >.
func mustFill(t *testing.T, template *library.Template) string {
	t.Helper()
	roles := map[string]string{}
	for _, r := range template.Roles {
		roles[r.Name] = "<" + r.Name + ">"
	}
	text, err := template.Fill(library.Filling{Source: library.Source{ID: "deals"}, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAMissingRoleIsAnErrorInWords(t *testing.T) {
	template, _ := library.Find("win_rate")
	_, err := template.Fill(library.Filling{Source: library.Source{ID: "deals"}, Roles: map[string]string{"won": "won"}})
	if got, want := err.Error(), "win_rate is not told what its closed is: the deal is won or lost"; got != want {
		t.Errorf("the error is %q, want %q", got, want)
	}
	if _, near := library.Find("winrate"); near != "win_rate" {
		t.Errorf("the nearest name is %q, want win_rate", near)
	}
}

func TestRolesAreGuessedWhereNamesAndTypesLeaveNoDoubt(t *testing.T) {
	deals := library.Source{ID: "deals", Date: "closed_on", Columns: []library.Column{
		{ID: "stage", Type: "text", Values: []string{"Closed Lost", "Closed Won", "Open"}}, {ID: "amount", Type: "money"}, {ID: "created_on", Type: "date"},
		{ID: "closed_on", Type: "date"}, {ID: "note", Type: "text"},
	}}
	for _, c := range []struct {
		name, kpi string
		source    library.Source
		want      map[string]string
	}{
		{"by the values of the stage", "win_rate", deals, map[string]string{"won": `stage == "Closed Won"`, "closed": `stage in ["Closed Won", "Closed Lost"]`, "closed_on": "closed_on"}},
		{"a field wins over the values", "win_rate", library.Source{ID: "deals", Columns: deals.Columns, Fields: []string{"won", "closed"}}, map[string]string{"won": "won", "closed": "closed", "closed_on": "closed_on"}},
		{"two columns of amounts leave doubt", "average_deal", library.Source{ID: "deals", Columns: []library.Column{{ID: "a", Type: "money"}, {ID: "b", Type: "money"}}}, map[string]string{}},
		{"a date is no timestamp", "first_response", library.Source{ID: "deals", Columns: []library.Column{{ID: "created_at", Type: "date"}}}, map[string]string{}},
		{"the only date is meant", "new_deals", library.Source{ID: "deals", Columns: []library.Column{{ID: "tag", Type: "date"}}}, map[string]string{"created_on": "tag"}},
	} {
		template, _ := library.Find(c.kpi)
		if diff := cmp.Diff(template.Guess(c.source, nil, nil), c.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", c.name, diff)
		}
	}
}

func TestAnEntryGoesBehindTheLastKPIAndNothingElseChanges(t *testing.T) {
	const head = "version: 1\nsources: {a: {file: a.csv, columns: {x: text}}}\n"
	for _, c := range []struct{ name, file, want string }{
		{"at the end of the file", head + "kpis:\n  a: {source: a, formula: count()}\n", head + "kpis:\n  a: {source: a, formula: count()}\n\n  new: {}\n"},
		{"without a last line end", head + "kpis:\n  a: {source: a, formula: count()}", head + "kpis:\n  a: {source: a, formula: count()}\n\n  new: {}\n"},
		{"before what follows, whose comment stays with it", head + "kpis:\n  a:\n    source: a   # why\n    formula: count()\n\n# rules\nrules: {}\n",
			head + "kpis:\n  a:\n    source: a   # why\n    formula: count()\n\n  new: {}\n\n# rules\nrules: {}\n"},
		{"with the indent of its neighbours", head + "kpis:\n    a:\n        source: a\n        formula: count()\n", head + "kpis:\n    a:\n        source: a\n        formula: count()\n\n    new: {}\n"},
		{"with the line ends of the file", strings.ReplaceAll(head+"kpis:\n  a: {source: a, formula: count()}\n", "\n", "\r\n"),
			strings.ReplaceAll(head+"kpis:\n  a: {source: a, formula: count()}\n\n  new: {}\n", "\n", "\r\n")},
		{"behind a text of several lines", head + "kpis:\n  a:\n    source: a\n    formula: |\n      count()\n\n      + 1\nx-free: 1\n", head + "kpis:\n  a:\n    source: a\n    formula: |\n      count()\n\n      + 1\n\n  new: {}\nx-free: 1\n"},
		{"a first one, in a section of its own", head, head + "\nkpis:\n  new: {}\n"},
		{"a first one, without a last line end", strings.TrimSuffix(head, "\n"), head + "\nkpis:\n  new: {}\n"},
		{"a first one, in a section without a value", head + "kpis:\nrules: {}\n", head + "kpis:\n  new: {}\nrules: {}\n"},
		{"a first one, in an empty section, whose comment stays", head + "kpis: {}   # soon\n", head + "kpis:   # soon\n  new: {}\n"},
		{"a first one, with the line ends of the file", strings.ReplaceAll(head+"kpis: {}\nrules: {}\n", "\n", "\r\n"), strings.ReplaceAll(head+"kpis:\n  new: {}\nrules: {}\n", "\n", "\r\n")},
	} {
		catalog, _ := spec.Parse("kpis.yaml", []byte(c.file), nil)
		at, err := library.Place(catalog)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got, err := library.Put(catalog, at, "  new: {}\n")
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v (-got +want):\n%s", c.name, err, cmp.Diff(string(got), c.want))
			continue
		}
		if line := strings.Split(string(got), "\n")[at.Starts()-1]; !strings.Contains(line, "new: {}") {
			t.Errorf("%s: line %d is %q, want the entry", c.name, at.Starts(), line)
		}
	}
}

func TestAnEntryIsNotPutIntoBraces(t *testing.T) {
	catalog, _ := spec.Parse("kpis.yaml", []byte("version: 1\nkpis: {a: {formula: 1}}\n"), nil)
	if _, err := library.Place(catalog); err == nil || !strings.Contains(err.Error(), "paste the KPI yourself") {
		t.Errorf("the error is %v, want one that says what to do", err)
	}
}

func TestScalarsMeanTheirText(t *testing.T) {
	for _, text := range []string{"plain", "a: b", "a #b", "- a", "yes", "null", "'a'", `"a"`, "a\nb", "a\\b\tc", "{a}", " a", "a:", "#", "%", "*", "销售额", "é, ü", "\u0085", "2026-01-01", "1e3", "=", "<<", "a,b]", "[a"} {
		yaml := "version: 1\nscorecard:\n  title: " + library.Scalar(text) + "\n"
		catalog, list := spec.Parse("kpis.yaml", []byte(yaml), nil)
		if got := catalog.Scorecard.Title.Value; got != text || list.Count(diag.Error) > 1 {
			t.Errorf("%q is written %s and read %q (%v)", text, library.Scalar(text), got, list)
		}
		yaml = "version: 1\nscorecard: {title: " + library.FlowScalar(text) + "}\n"
		catalog, list = spec.Parse("kpis.yaml", []byte(yaml), nil)
		if got := catalog.Scorecard.Title.Value; got != text || list.Count(diag.Error) > 1 {
			t.Errorf("%q is written %s in braces and read %q (%v)", text, library.FlowScalar(text), got, list)
		}
	}
}
