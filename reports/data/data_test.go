package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports/internal/sample"
)

var update = flag.Bool("update", false, "write the reference anew")

func TestReferenceIsUpToDate(t *testing.T) {
	const path = "../../docs/json.md"
	if *update {
		if err := os.WriteFile(path, []byte(JSONDoc()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := JSONDoc(); got != string(want) {
		t.Errorf("%s is not what the code says; run go test ./reports/data -update", path)
	}
}

// Every field of the JSON is in the reference with a meaning.
func TestEveryFieldIsDescribed(t *testing.T) {
	for _, o := range documented() {
		for f := range o.Fields() {
			if !f.Anonymous && (f.Tag.Get("json") == "" || f.Tag.Get("doc") == "") {
				t.Errorf("%s.%s has no json or doc tag", o.Name(), f.Name)
			}
		}
	}
}

func TestJSONHoldsNoNullList(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{{}}}}}); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	kpi := got["sections"].([]any)[0].(map[string]any)["kpis"].([]any)[0].(map[string]any)
	for _, list := range []string{"series", "breakdowns", "actions", "notes", "smart", "one_sided"} {
		if _, ok := kpi[list].([]any); !ok {
			t.Errorf("%s is %v, want a list", list, kpi[list])
		}
	}
	if kpi["attainment"] != nil || kpi["reason"] != nil || kpi["status"] != "none" {
		t.Errorf("got %v, want null, null and none", kpi)
	}
}

func TestJSONReadsTheSameNumbersAgain(t *testing.T) {
	for _, want := range []float64{0.1 + 0.2, 1.0 / 3, -1.5e300, 48_210_400, 5e-324} {
		s := &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{
			{Actual: scorecard.Measured{Value: &want}}}}}}
		var b bytes.Buffer
		if err := WriteJSON(&b, s); err != nil {
			t.Fatal(err)
		}
		var got card
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if v := got.Sections[0].KPIs[0].Actual.Value; *v != want {
			t.Errorf("got %v, want %v", *v, want)
		}
	}
}

func TestNoInfinityReachesAFile(t *testing.T) {
	s := &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{
		{Actual: scorecard.Measured{Value: new(math.Inf(1)), Numerator: new(math.NaN())}}}}}}
	var b bytes.Buffer
	if err := WriteJSON(&b, s); err != nil {
		t.Fatal(err)
	}
	if err := WriteCSV(&b, s); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "Inf") || strings.Contains(b.String(), "NaN") {
		t.Error(b.String())
	}
}

func TestTextsOfTheCSVAreNoFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=HYPERLINK(\"x\")": "'=HYPERLINK(\"x\")", "+1": "'+1", "-1": "'-1", "@sum": "'@sum", "\tx": "'\tx",
		"VP, Sales": "VP, Sales", "1=1": "1=1", "": "", "−1": "−1", "销售": "销售",
	} {
		s := &scorecard.Scorecard{Sections: []scorecard.Section{{Name: text, Results: []scorecard.Result{
			{Name: text, Owner: text, Actual: scorecard.Measured{Value: new(-5.25)},
				Breakdowns: []scorecard.Breakdown{{Dimension: text, Members: []scorecard.Member{{Name: text}}}}}}}}}
		rows := readCSV(t, s)
		for _, column := range []string{"name", "objective", "owner"} {
			if got := rows[0][column]; got != want {
				t.Errorf("%s: got %q, want %q", column, got, want)
			}
		}
		if got := rows[1]["member"]; got != want {
			t.Errorf("member: got %q, want %q", got, want)
		}
		if got := rows[0]["actual"]; got != "-5.25" {
			t.Errorf("a number was touched: %q", got)
		}
	}
}

func readCSV(t *testing.T, s *scorecard.Scorecard) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCSV(&b, s); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCSVHasALineForEveryMember(t *testing.T) {
	want := 0
	s := sample.Big(7, 3)
	for _, section := range s.Sections {
		want += len(section.Results) * (1 + 2*3)
	}
	if got := len(readCSV(t, s)); got != want {
		t.Errorf("got %d lines, want %d", got, want)
	}
}
