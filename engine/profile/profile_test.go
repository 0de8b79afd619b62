package profile_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/profile"
	"kpi/engine/scorecard"
)

// draft writes the files into a folder, and definitions for them.
func draft(t *testing.T, files map[string]string, rows int64) (*profile.Draft, string) {
	t.Helper()
	folder := t.TempDir()
	var names []string
	for name, text := range files {
		names = append(names, filepath.Join(folder, name))
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(names)
	return draftOf(t, folder, names, rows), folder
}

func draftOf(t *testing.T, folder string, names []string, rows int64) *profile.Draft {
	t.Helper()
	d, list, err := profile.Write(t.Context(), profile.Options{Files: names, Folder: folder, AsOf: "2026-03-31", Rows: rows})
	if err != nil || list.HasErrors() || d == nil {
		t.Fatalf("no definitions: %v %s", err, said(list.Fprint))
	}
	return d
}

func said(print func(w io.Writer, s diag.Sources) error) string {
	var b strings.Builder
	_ = print(&b, nil)
	return b.String()
}

// evaluate validates the definitions and computes them on the data.
func evaluate(t *testing.T, folder, text string) *scorecard.Scorecard {
	t.Helper()
	path := filepath.Join(folder, "kpis.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	d, list, err := engine.Read(path)
	if err != nil || list.HasErrors() {
		t.Fatalf("the definitions are not valid: %v\n%s\n%s", err, said(list.Fprint), text)
	}
	r, list, err := d.Evaluate(t.Context(), engine.Options{History: 1})
	if err != nil || list.HasErrors() {
		t.Fatalf("the definitions do not run: %v\n%s\n%s", err, said(list.Fprint), text)
	}
	return r.Scorecard
}

// A generator makes cells of one kind.
type generator func(r *rand.Rand) string

var generators = map[string]generator{
	"id":     func(r *rand.Rand) string { return fmt.Sprintf("K%06d", r.IntN(1_000_000)) },
	"iso":    func(r *rand.Rand) string { return fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28)) },
	"german": func(r *rand.Rand) string { return fmt.Sprintf("%d.%d.%d", 1+r.IntN(28), 1+r.IntN(12), 2020+r.IntN(6)) },
	"slashes": func(r *rand.Rand) string {
		return fmt.Sprintf("%02d/%02d/%d", 1+r.IntN(14), 1+r.IntN(12), 2020+r.IntN(6))
	},
	"impossible": func(r *rand.Rand) string { return fmt.Sprintf("%d.%d.%d", 25+r.IntN(9), 1+r.IntN(12), 2020+r.IntN(6)) },
	"stamp": func(r *rand.Rand) string {
		return fmt.Sprintf("2026-%02d-%02d %02d:%02d:00", 1+r.IntN(12), 1+r.IntN(28), r.IntN(24), r.IntN(60))
	},
	"offset": func(r *rand.Rand) string {
		return fmt.Sprintf("2026-%02d-%02dT%02d:00:00+02:00", 1+r.IntN(12), 1+r.IntN(28), r.IntN(24))
	},
	"integer":  func(r *rand.Rand) string { return fmt.Sprint(r.IntN(2000) - 500) },
	"huge":     func(r *rand.Rand) string { return fmt.Sprint(r.Uint64()) },
	"zeros":    func(r *rand.Rand) string { return fmt.Sprintf("%05d", r.IntN(99999)) },
	"decimal":  func(r *rand.Rand) string { return fmt.Sprintf("%.*f", r.IntN(7), r.NormFloat64()*1000) },
	"share":    func(r *rand.Rand) string { return fmt.Sprintf("%.3f", r.Float64()) },
	"percent":  func(r *rand.Rand) string { return fmt.Sprintf("%.1f%%", r.Float64()*100) },
	"exponent": func(r *rand.Rand) string { return fmt.Sprintf("%e", r.NormFloat64()) },
	"dollars":  func(r *rand.Rand) string { return fmt.Sprintf("$%d,%03d.50", 1+r.IntN(9), r.IntN(1000)) },
	"euros":    func(r *rand.Rand) string { return fmt.Sprintf("%d.%03d,50 €", 1+r.IntN(9), r.IntN(1000)) },
	"yuan":     func(r *rand.Rand) string { return fmt.Sprintf("￥%d", r.IntN(1000)) },
	"brackets": func(r *rand.Rand) string { return fmt.Sprintf("(%d.00)", r.IntN(100)) },
	"boolean":  func(r *rand.Rand) string { return []string{"true", "FALSE", "True"}[r.IntN(3)] },
	"zero-one": func(r *rand.Rand) string { return fmt.Sprint(r.IntN(2)) },
	"stage":    func(r *rand.Rand) string { return []string{"Won", "Lost", "Open"}[r.IntN(3)] },
	"text": func(r *rand.Rand) string {
		return []string{"a: b", "#x", "- y", `q"uote`, "é", "北京", "=1+1", "{z}", "a, b", "'", "\\", "nan", "null"}[r.IntN(13)]
	},
	"lines":   func(r *rand.Rand) string { return []string{"one\ntwo", "three"}[r.IntN(2)] },
	"blank":   func(r *rand.Rand) string { return []string{"", " ", "  "}[r.IntN(3)] },
	"nothing": func(r *rand.Rand) string { return "" },
	"mixed":   func(r *rand.Rand) string { return []string{"12", "n/a", "3.5", "2026-01-01"}[r.IntN(4)] },
	"mostly": func(r *rand.Rand) string {
		return []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "n/a"}[r.IntN(12)]
	},
	"ancient": func(r *rand.Rand) string { return fmt.Sprintf("%04d-01-01", 1+r.IntN(9999)) },
	"control": func(r *rand.Rand) string { return "a\u0085b\u2028c\u0007" },
}

var headers = []string{"id", "Order ID", "date", "Close Date", "created_at", "amount", "Amount (EUR)", "rate", "is_won", "is_closed", "stage", "qty", "Menge", "in", "and", "not",
	"true", "2024", "%", "a: b", "c #d", "{f}", "'", `"`, "- e", "销售额", "日期", "größe", "", " ", "value", "count", "sum", "won", "closed", "period_end", "mrr", "customer_id",
	"ended_on", "score", "resolved_at", "first_response_at", "days", "hours", "price", "discount", "x\ny", "if", "let", "revenue", "present", "c0", "rowid", "ticket_id", "é", "E", "e", "É"}

// randomCSV makes a file whose rows have as many values as the header, but for a
// few in some files.
func randomCSV(r *rand.Rand) string {
	kinds := make([]string, 0, len(generators))
	for k := range generators {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	delimiter := []string{",", ";", "\t", "|"}[r.IntN(4)]
	end := []string{"\n", "\r\n"}[r.IntN(2)]
	columns := 1 + r.IntN(12)
	var b strings.Builder
	if r.IntN(4) == 0 {
		b.WriteString("\uFEFF")
	}
	row := func(cell func(i int) string) {
		for i := range columns {
			if i > 0 {
				b.WriteString(delimiter)
			}
			b.WriteString(quote(cell(i), delimiter))
		}
		b.WriteString(end)
	}
	chosen := make([]generator, columns)
	for i := range chosen {
		chosen[i] = generators[kinds[r.IntN(len(kinds))]]
	}
	blanks := r.IntN(3) == 0
	row(func(int) string { return headers[r.IntN(len(headers))] })
	for range 1 + r.IntN(60) {
		row(func(i int) string {
			if blanks && r.IntN(4) == 0 {
				return ""
			}
			return chosen[i](r)
		})
		if r.IntN(80) == 0 {
			b.WriteString("x" + strings.Repeat(delimiter+"y", columns+1) + end)
		}
	}
	return b.String()
}

func quote(cell, delimiter string) string {
	if strings.ContainsAny(cell, "\"\n\r"+delimiter) || strings.TrimSpace(cell) != cell {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}

// Whatever a file holds: what init writes is valid, and runs.
func TestWhatIsWrittenForAnyFileRuns(t *testing.T) {
	n, made := 60, 0
	if testing.Short() {
		n = 15
	}
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		text := randomCSV(r)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			folder := t.TempDir()
			name := filepath.Join(folder, "data.csv")
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			d, list, err := profile.Write(t.Context(), profile.Options{Files: []string{name}, Folder: folder, AsOf: "2026-03-31"})
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if d == nil {
				// All columns without a header, or a file that nobody can read.
				if t.Logf("no definitions: %s\n%s", said(list.Fprint), text); columnsWithNames(text) && !list.HasErrors() {
					t.Error("there is a column with a name, and no definition")
				}
				return
			}
			made++
			if seed%8 == 0 && draftOf(t, folder, []string{name}, 0).Text != d.Text {
				t.Error("a second run writes something else")
			}
			evaluate(t, folder, d.Text)
		})
	}
	if made < n*3/4 {
		t.Errorf("definitions were made for %d of %d files", made, n)
	}
}

// columnsWithNames reports whether the file has a header that stands there once.
func columnsWithNames(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	for _, h := range []string{"amount", "rate", "qty", "value", "count"} {
		if strings.Count(first, h) == 1 {
			return true
		}
	}
	return false
}

// crm returns files of the layouts of well-known programs.
func crm(t *testing.T, names ...string) (folder string, files []string) {
	t.Helper()
	from := "../../../shared/data/crm-seeds-fivetran"
	if _, err := os.Stat(from); err != nil {
		t.Skip("no exports of CRMs at ../shared/data/crm-seeds-fivetran: their layouts are not tried")
	}
	folder = t.TempDir()
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, filepath.Base(name))
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return folder, files
}

func TestExportsOfWellKnownProgramsAreRecognised(t *testing.T) {
	for _, c := range []struct {
		name, program string
		files, want   []string
	}{
		{"opportunities of Salesforce with their owners", "opportunities of Salesforce", []string{"salesforce/sf_opportunity_data.csv", "salesforce/sf_user_data.csv"},
			[]string{"decided_on: if(closed, close_date, nil)", "  win_rate:", "  sales_cycle:", "  pipeline:", "where: not is_deleted", "date: created_date"}},
		{"leads of Salesforce", "leads of Salesforce", []string{"salesforce/sf_lead_data.csv"}, []string{"  lead_conversion:", "count(is_converted) / count()"}},
		{"deals of HubSpot with their owners", "deals of HubSpot", []string{"hubspot/deal_data.csv", "hubspot/owner_data.csv"}, []string{"  new_deals:", "{source: owner, via: owner_id"}},
		{"tickets of HubSpot", "tickets of HubSpot", []string{"hubspot/ticket_data.csv"}, []string{"  first_response:", "  backlog:", "until: property_closed_date"}},
		{"tickets of Zendesk", "tickets of Zendesk", []string{"zendesk/ticket_data.csv"}, []string{"  tickets_created:", `where: status != "deleted"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder, files := crm(t, c.files...)
			text := draftOf(t, folder, files, 0).Text
			for _, want := range append(c.want, c.program+", by their columns") {
				if !strings.Contains(text, want) {
					t.Errorf("the definitions do not have %q:\n%s", want, text)
				}
			}
			evaluate(t, folder, text)
		})
	}
}

// Stages of HubSpot say what is won: the IDs of the seeds do not meet, so these are
// made up.
func TestTheStagesOfHubSpotSayWhatIsWon(t *testing.T) {
	d, folder := draft(t, map[string]string{
		"deal_pipeline_stage.csv": "stage_id,pipeline_id,label,closed_won,is_closed\ns-won,p,Won,true,true\ns-lost,p,Lost,false,true\ns-open,p,Open,false,false\n",
		"deal.csv": "deal_id,deal_pipeline_stage_id,owner_id,is_deleted,property_dealname,property_amount,property_closedate,property_createdate\n" +
			"d-1,s-won,o-1,false,A,100,2026-03-05 10:00:00,2026-01-01 09:00:00\nd-2,s-lost,o-1,false,B,100,2026-03-06 10:00:00,2026-01-02 09:00:00\n" +
			"d-3,s-open,o-1,false,C,100,2027-03-06 10:00:00,2026-01-03 09:00:00\nd-4,s-won,o-1,true,D,900,2026-03-06 10:00:00,2026-01-03 09:00:00\nd-5,s-open,o-2,false,E,7,,2026-03-31 09:00:00\n",
	}, 0)
	card := evaluate(t, folder, d.Text)
	got := map[string]float64{}
	for _, s := range card.Sections {
		for _, r := range s.Results {
			if r.Actual.Value != nil {
				got[r.ID] = *r.Actual.Value
			}
		}
	}
	for id, want := range map[string]float64{"win_rate": 0.5, "revenue": 100, "pipeline": 107, "new_deals": 1} {
		if got[id] != want {
			t.Errorf("%s is %g, want %g\n%s", id, got[id], want, d.Text)
		}
	}
}

func TestOnlyTheFirstRowsOfALargeFileAreLookedAt(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,day\n")
	for i := range 100 {
		fmt.Fprintf(&b, "K%d,2026-01-%02d\n", i, 1+i%28)
	}
	d, _ := draft(t, map[string]string{"a.csv": b.String()}, 40)
	if !d.Sampled || !strings.Contains(d.Text, "only the first 40 rows were looked at") || strings.Contains(d.Text, "    key: id") {
		t.Errorf("sampled is %t:\n%s", d.Sampled, d.Text)
	}
	d, _ = draft(t, map[string]string{"a.csv": b.String()}, 100)
	if d.Sampled || !strings.Contains(d.Text, "    key: id   # 100 different values in 100 rows") {
		t.Errorf("sampled is %t:\n%s", d.Sampled, d.Text)
	}
}
