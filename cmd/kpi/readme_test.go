package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A block is a fenced part of the README.
type block struct {
	language, text string
	start, end     int // of the text in the file
}

var fence = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

func readmeBlocks(text string) []block {
	var blocks []block
	for _, m := range fence.FindAllStringSubmatchIndex(text, -1) {
		blocks = append(blocks, block{language: text[m[2]:m[3]], text: text[m[4]:m[5]], start: m[4], end: m[5]})
	}
	return blocks
}

// readmes are the pages for readers of one language each.
var readmes = []string{"README.md", "README.zh-CN.md"}

// TestReadme runs the commands of each README in a copy of the project, and
// compares what they print with the block behind them. Run it with -update to
// write what they print into the README.
func TestReadme(t *testing.T) {
	for _, page := range readmes {
		t.Run(page, func(t *testing.T) { runPage(t, page) })
	}
}

func runPage(t *testing.T, page string) {
	readme := readRoot(t, page)
	definitions := readRoot(t, "kpis.yaml")
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Chdir(projectCopy(t, root))
	changed, shift, printed := readme, 0, ""
	for _, b := range readmeBlocks(readme) {
		switch b.language {
		case "sh":
			printed = runBlock(t, b.text)
		case "yaml":
			checkYAML(t, b.text, definitions)
		case "":
			if b.text != printed && !*update {
				t.Errorf("the README shows something else (-README +printed):\n%s", cmp.Diff(b.text, printed))
			}
			changed = changed[:b.start+shift] + printed + changed[b.end+shift:]
			shift += len(printed) - len(b.text)
		default:
			t.Errorf("the README has a block in %q", b.language)
		}
	}
	if *update {
		writeText(t, filepath.Join(root, page), changed)
	}
	if _, err := os.Stat("scorecard.pdf"); err != nil {
		t.Errorf("the first command has written no scorecard: %s", err)
	}
}

// What the Chinese page runs is what the English one runs, but for the language.
func TestReadmesRunTheSameCommands(t *testing.T) {
	known := map[string]bool{}
	for _, b := range readmeBlocks(readRoot(t, readmes[0])) {
		for line := range strings.Lines(b.text) {
			known[line] = true
		}
	}
	for _, b := range readmeBlocks(readRoot(t, readmes[1])) {
		if b.language == "" {
			continue // what is printed is in another language
		}
		for line := range strings.Lines(b.text) {
			if !known[strings.Replace(line, " --locale zh-CN", "", 1)] {
				t.Errorf("%s has a line that %s does not have: %s", readmes[1], readmes[0], line)
			}
		}
	}
}

var listedCommand = regexp.MustCompile("(?m)^\\| `kpi ([a-z]+)")

// The tables of commands have all of them, each once.
func TestReadmesListEveryCommand(t *testing.T) {
	want := []string{"completion"}
	for _, c := range command(streams{}).Commands() {
		want = append(want, c.Name())
	}
	slices.Sort(want)
	for _, page := range readmes {
		var got []string
		for _, m := range listedCommand.FindAllStringSubmatch(readRoot(t, page), -1) {
			got = append(got, m[1])
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s lists other commands (-program +page):\n%s", page, diff)
		}
	}
}

// projectCopy copies what the commands of the README need.
func projectCopy(t *testing.T, root string) string {
	t.Helper()
	folder := t.TempDir()
	for _, part := range []string{"data", "tests"} {
		part = filepath.Join("examples", "sales", part)
		if err := os.CopyFS(filepath.Join(folder, part), os.DirFS(filepath.Join(root, part))); err != nil {
			t.Fatal(err)
		}
	}
	writeText(t, filepath.Join(folder, "kpis.yaml"), readRoot(t, "kpis.yaml"))
	return folder
}

func readRoot(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func writeText(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkYAML writes the files that the README shows. A part of a file is one of
// the project's own kpis.yaml.
func checkYAML(t *testing.T, text, definitions string) {
	t.Helper()
	name, content, isFile := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
	if isFile && strings.HasSuffix(name, ".yaml") {
		writeText(t, name, content)
		return
	}
	if !strings.Contains(definitions, text) {
		t.Errorf("kpis.yaml does not have these lines of the README:\n%s", text)
	}
}

var exitComment = regexp.MustCompile(`exit code (\d)`)

// runBlock runs the lines of a block and returns what they print. A comment
// tells the exit code where it is not 0.
func runBlock(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	for line := range strings.Lines(text) {
		if line == "go test ./...\n" {
			continue // this is one of its tests
		}
		command, comment, _ := strings.Cut(line, " # ")
		want := fine
		if m := exitComment.FindStringSubmatch(comment); m != nil {
			want, _ = strconv.Atoi(m[1])
		}
		args, ok := arguments(strings.TrimSpace(command))
		if !ok {
			t.Errorf("the README has a command that is not tested: %s", line)
			continue
		}
		if got := run(context.Background(), args, streams{out: &out, err: &out}); got != want {
			t.Errorf("%s exits with %d, want %d:\n%s", strings.TrimSpace(command), got, want, &out)
		}
	}
	return out.String()
}

var words = regexp.MustCompile(`'[^']*'|\S+`)

// arguments splits a command line as a shell does, as far as the README needs.
func arguments(command string) ([]string, bool) {
	rest, ok := strings.CutPrefix(command, "go run ./cmd/kpi ")
	if !ok {
		rest, ok = strings.CutPrefix(command, "kpi ")
	}
	var args []string
	for _, w := range words.FindAllString(rest, -1) {
		args = append(args, strings.Trim(w, "'"))
	}
	return args, ok
}

var link = regexp.MustCompile(`\]\(([^)#]+)\)`)

func TestLinksOfThePagesLeadSomewhere(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"*.md", "docs/*.md", "examples/*/README.md"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s finds no page: %v", pattern, err)
		}
		pages = append(pages, found...)
	}
	for _, page := range pages {
		page = strings.TrimPrefix(filepath.ToSlash(page), "../../")
		for _, m := range link.FindAllStringSubmatch(readRoot(t, page), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join("../..", filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
}
