package spec

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine/diag"
)

const smallest = "version: 1\nkpis: {deals: {formula: count()}}\n"

// write makes the files of a project, by name.
func write(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func TestRead(t *testing.T) {
	root := t.TempDir()
	const more = "measures: {calls: {formula: count()}}\n"
	write(t, root, map[string]string{
		"outside.yaml":            more,
		"project/kpis/a.yaml":     more,
		"project/kpis/b.yaml":     "objectives: {grow: {name: Grow}}\n",
		"project/kpis/.swap.yaml": "not read",
		"project/.git/c.yaml":     more,
		"project/odd[.yaml":       more,
	})
	project := filepath.Join(root, "project")
	link(t, filepath.Join(root, "outside.yaml"), filepath.Join(project, "link-out.yaml"))
	link(t, root, filepath.Join(project, "up"))
	link(t, filepath.Join(project, ".git"), filepath.Join(project, "git"))
	link(t, filepath.Join(project, "kpis", "a.yaml"), filepath.Join(project, "link-in.yaml"))
	link(t, filepath.Join(project, "nowhere"), filepath.Join(project, "dangling.yaml"))

	for name, c := range map[string]struct{ include, files, problem string }{
		"nothing included":                 {"", "kpis.yaml", ""},
		"a file":                           {"kpis/b.yaml", "kpis.yaml kpis/b.yaml", ""},
		"a pattern passes hidden files":    {"kpis/*", "kpis.yaml kpis/a.yaml kpis/b.yaml", ""},
		"two patterns for the same file":   {"[kpis/a.yaml, ./kpis/*a.yaml]", "kpis.yaml kpis/a.yaml", ""},
		"a link to the inside":             {"link-in.yaml", "kpis.yaml link-in.yaml", ""},
		"a pattern that meets main":        {"[k*.yaml, kpis/b.yaml]", "kpis.yaml kpis/b.yaml", "matches no file"},
		"nothing there":                    {"metrics/*.yaml", "kpis.yaml", "matches no file"},
		"a folder":                         {"kpis", "kpis.yaml", `is a folder: write "kpis/*.yaml"`},
		"a path that leaves":               {"../outside.yaml", "kpis.yaml", "leaves the folder"},
		"a path that leaves later":         {"kpis/../../outside.yaml", "kpis.yaml", "leaves the folder"},
		"an absolute path":                 {"/etc/*.yaml", "kpis.yaml", "leaves the folder"},
		"a link that leaves":               {"link-*.yaml", "kpis.yaml", "leaves the folder"},
		"a folder that is a link outside":  {"up/outside.yaml", "kpis.yaml", "leaves the folder"},
		"a hidden folder":                  {".git/c.yaml", "kpis.yaml", "is hidden"},
		"a link to a hidden folder":        {"git/*.yaml", "kpis.yaml", "is hidden"},
		"a link to nothing":                {"dangling.yaml", "kpis.yaml", "matches no file"},
		"a pattern with a link to nothing": {"dang*.yaml", "kpis.yaml", "cannot be followed"},
		"a pattern that is not closed":     {"'odd[.yaml'", "kpis.yaml", "not closed"},
	} {
		t.Run(name, func(t *testing.T) {
			main := smallest
			if c.include != "" {
				main += "include: " + c.include + "\n"
			}
			write(t, project, map[string]string{"kpis.yaml": main})
			t.Chdir(project)
			catalog, problems, err := Read("kpis.yaml")
			if err != nil {
				t.Fatal(err)
			}
			if got := fileNames(catalog); got != c.files {
				t.Errorf("got the files %q, want %q", got, c.files)
			}
			if got := messages(t, problems); !strings.Contains(got, c.problem) || c.problem == "" && got != "" {
				t.Errorf("got %q, want %q", got, c.problem)
			}
		})
	}
}

func fileNames(catalog *Catalog) string {
	var names []string
	for _, f := range catalog.Files {
		names = append(names, filepath.ToSlash(f.Name))
	}
	return strings.Join(names, " ")
}

func messages(t *testing.T, problems diag.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := problems.Fprint(&b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReadNamesFilesAsTheUserDoes(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"sales/kpis.yaml":   smallest + "include: more/*.yaml\n",
		"sales/more/a.yaml": "sorces: {}\n",
	})
	t.Chdir(root)
	catalog, problems, err := Read("sales/kpis.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fileNames(catalog), "sales/kpis.yaml sales/more/a.yaml"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := messages(t, problems), filepath.FromSlash("sales/more/a.yaml")+":1:1: error: "; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestReadOfWhatIsNotThere(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, want := range map[string]string{
		"kpis.yaml": `read "kpis.yaml": no such file or directory`,
		".":         `read ".": is a directory`,
	} {
		_, _, err := Read(name)
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestReadOfAHugeFile(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	write(t, root, map[string]string{"kpis.yaml": smallest})
	if err := os.Truncate("kpis.yaml", 1<<40); err != nil {
		t.Fatal(err)
	}
	catalog, problems, err := Read("kpis.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := codesOf(problems); got != codeTooLarge || len(catalog.Files[0].Data) > maxFileSize+1 {
		t.Errorf("got %q after %d bytes", got, len(catalog.Files[0].Data))
	}
}
