package main

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine"
	"kpi/engine/library"
)

const guide = "docs/guide.md"

// TestGuide walks through the guide as its reader does, and compares what is
// printed, and what is shown of the written file, with the page. Run it with
// -update to write both into the page.
func TestGuide(t *testing.T) {
	page := readRoot(t, guide)
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Chdir(t.TempDir())
	changed, shift, printed := page, 0, ""
	for _, b := range readmeBlocks(page) {
		want := b.text
		switch b.language {
		case "csv":
			writeText(t, "deals.csv", b.text)
		case "sh":
			printed = runBlock(t, b.text)
		case "yaml":
			want = yamlOfGuide(t, b.text)
		case "text":
			everyLineIsIn(t, printed, b.text)
		case "":
			want = printed
		default:
			t.Errorf("the guide has a block in %q", b.language)
		}
		if b.text != want && !*update {
			t.Errorf("the guide shows something else (-guide +printed):\n%s", cmp.Diff(b.text, want))
		}
		changed = changed[:b.start+shift] + want + changed[b.end+shift:]
		shift += len(want) - len(b.text)
	}
	if *update {
		writeText(t, filepath.Join(root, guide), changed)
	}
	if _, err := os.Stat("scorecard.pdf"); err != nil {
		t.Errorf("the last command has written no scorecard: %s", err)
	}
}

// yamlOfGuide writes a file that the guide shows, or returns the sources that init
// has written.
func yamlOfGuide(t *testing.T, text string) string {
	t.Helper()
	if name, content, ok := strings.Cut(strings.TrimPrefix(text, "# "), "\n"); ok && strings.HasSuffix(name, ".yaml") {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		writeText(t, name, content)
		return text
	}
	_, rest, _ := strings.Cut(readText(t, "kpis.yaml"), "\nsources:\n")
	sources, _, ok := strings.Cut(rest, "\n\n")
	if !ok {
		t.Fatal("init has written no sources")
	}
	return "sources:\n" + sources + "\n"
}

// everyLineIsIn reports the lines of an excerpt that were not printed.
func everyLineIsIn(t *testing.T, printed, excerpt string) {
	t.Helper()
	for line := range strings.Lines(excerpt) {
		if !strings.Contains(printed, line) {
			t.Errorf("the guide shows a line that is not printed: %s", line)
		}
	}
}

func TestTheLinksOfTheGuideLeadSomewhere(t *testing.T) {
	for _, m := range link.FindAllStringSubmatch(readRoot(t, guide), -1) {
		if _, err := os.Stat(filepath.Join("../../docs", m[1])); err != nil {
			t.Errorf("%s links to %s, which is not there", guide, m[1])
		}
	}
}

func TestQuestionsAreAskedUntilThereIsAnAnswer(t *testing.T) {
	template, _ := library.Find("win_rate")
	roles := map[string]string{"closed_on": "closed_on"}
	var said bytes.Buffer
	s := streams{err: &said}
	answers := bufio.NewReader(strings.NewReader("\n stage == \"Won\" \nclosed"))
	if err := s.ask(answers, template.Missing(roles), roles); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"closed_on": "closed_on", "won": `stage == "Won"`, "closed": "closed"}
	if diff := cmp.Diff(roles, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if got, want := strings.Count(said.String(), "won (a condition: the deal is won)? "), 2; got != want {
		t.Errorf("the first question is asked %d times, want %d:\n%s", got, want, &said)
	}
}

// A terminal is asked, and the answers go into the file.
func TestAddWritesWhatIsAnswered(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "kpis.yaml")
	const before = `version: 1
sources:
  deals: {file: deals.csv, date: closed_on, columns: {phase: text, closed_on: date}}   # mine
kpis:
  deals: {source: deals, formula: count()}   # mine, too
`
	writeText(t, file, before)
	var out bytes.Buffer
	s := streams{out: &out, err: &out}
	a := addition{file: file, template: "win_rate", in: strings.NewReader("phase == \"won\"\nphase in [\"won\", \"lost\"]\n")}
	if err := s.add(a); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	after := readText(t, file)
	if !strings.HasPrefix(after, before) || !strings.Contains(after, `formula: count(phase == "won") / count(phase in ["won", "lost"])`) {
		t.Errorf("the file is now:\n%s", after)
	}
	if _, list, err := engine.Read(file); err != nil || list.HasErrors() {
		t.Errorf("the file is not valid: %v %v", err, list)
	}
}
