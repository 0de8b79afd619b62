package reports_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"kpi/reports"
)

// The page of formats lists those of the table, in its order and words.
func TestFormatsAreDescribed(t *testing.T) {
	text, err := os.ReadFile("../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	want := "| format | ending | what it is |\n|---|---|---|\n"
	for _, f := range reports.Formats {
		want += fmt.Sprintf("| `%s` | `%s` | %s |\n", f.Name, f.Ending, f.Doc)
	}
	if !strings.Contains(string(text), want+"\n") {
		t.Errorf("docs/formats.md is to have the table\n%s", want)
	}
}
