package engine_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
)

// An action is what action.yml says, as far as the tests look at it.
type action struct {
	Inputs map[string]struct{ Description, Default string }
	Runs   struct {
		Using string
		Steps []struct {
			Name, Uses, Run, Shell string
			Env                    map[string]string
		}
	}
}

func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(rootFile(t, name)), into); err != nil {
		t.Fatal(err)
	}
}

func rootFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var (
	scriptName = regexp.MustCompile(`\$GITHUB_ACTION_PATH/(\S+\.sh)`)
	ownName    = regexp.MustCompile(`\bKPI_[A-Z_]+\b`)
	inputName  = regexp.MustCompile(`\binputs\.([a-z-]+)`)
)

// A variable that a script reads and no step sets is empty, and nobody is told.
func TestTheActionGivesItsScriptsWhatTheyRead(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	scripts := 0
	for _, step := range a.Runs.Steps {
		m := scriptName.FindStringSubmatch(step.Run)
		if m == nil {
			continue
		}
		scripts++
		want := ownName.FindAllString(rootFile(t, m[1]), -1)
		var got []string
		for name := range step.Env {
			if strings.HasPrefix(name, "KPI_") {
				got = append(got, name)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(got, slices.Compact(want)); diff != "" {
			t.Errorf("%s (-set by the step +read by the script):\n%s", m[1], diff)
		}
		if step.Shell != "bash" {
			t.Errorf("the step %q runs in %q", step.Name, step.Shell)
		}
	}
	if scripts != 4 {
		t.Errorf("got %d scripts, want 4", scripts)
	}
}

func TestEveryInputOfTheActionIsUsedAndExplained(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	used := map[string]bool{}
	for _, m := range inputName.FindAllStringSubmatch(rootFile(t, "action.yml"), -1) {
		used[m[1]] = true
		if _, ok := a.Inputs[m[1]]; !ok {
			t.Errorf("there is no input %q", m[1])
		}
	}
	page := rootFile(t, "docs/ci.md")
	for name, input := range a.Inputs {
		if row := strings.TrimSpace("| `" + name + "` | " + quotedDefault(input.Default)); !strings.Contains(page, row) {
			t.Errorf("docs/ci.md has no line that begins with %s", row)
		}
		if !used[name] || input.Description == "" {
			t.Errorf("the input %q is not used or not explained", name)
		}
	}
	if a.Runs.Using != "composite" {
		t.Errorf("the action is %q", a.Runs.Using)
	}
}

func quotedDefault(text string) string {
	if text == "" {
		return "|"
	}
	return "`" + text + "` |"
}

func TestScriptsParse(t *testing.T) {
	for _, pattern := range []string{"../.github/*.sh", "../.github/action/*.sh", "../.ci/run"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Errorf("no scripts match %s: %v", pattern, err)
		}
		for _, name := range names {
			if out, err := exec.Command("bash", "-n", name).CombinedOutput(); err != nil {
				t.Errorf("%s: %s\n%s", name, err, out)
			}
		}
	}
}

var (
	copied = regexp.MustCompile(`(?m)^COPY ([^-\s].*) \S+$`)
	image  = regexp.MustCompile(`(?m)^FROM golang:(\d+\.\d+)-`)
	goLine = regexp.MustCompile(`(?m)^go (\d+\.\d+)`)
)

// A container is built in no test: there is no network. That it would be given
// all that a build needs can be known without.
func TestTheContainerHasWhatABuildNeeds(t *testing.T) {
	file := rootFile(t, "Dockerfile")
	var parts []string
	for _, m := range copied.FindAllStringSubmatch(file, -1) {
		parts = append(parts, strings.Fields(m[1])...)
	}
	ignored := rootFile(t, ".dockerignore")
	for _, part := range parts {
		if !strings.Contains(ignored, "!"+strings.TrimPrefix(part, "./")+"\n") {
			t.Errorf(".dockerignore keeps %s out", part)
		}
	}
	out, err := exec.Command("go", "list", "-deps", "-f", `{{if not .Standard}}{{if .Module.Main}}{{.ImportPath}}{{end}}{{end}}`, "../cmd/kpi").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq(string(out)) {
		top, _, _ := strings.Cut(strings.TrimPrefix(path, "kpi/"), "/")
		if path != "kpi" && !slices.Contains(parts, top) {
			t.Errorf("the container has no %s, which the program needs", path)
		}
	}
	got, want := image.FindStringSubmatch(file), goLine.FindStringSubmatch(rootFile(t, "go.mod"))
	if got == nil || got[1] != want[1] {
		t.Errorf("the container has Go %v, go.mod says %s", got, want[1])
	}
}
