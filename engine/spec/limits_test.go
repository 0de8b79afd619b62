package spec

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// bomb defines n anchors, each of which names the one before it ten times.
func bomb(n int, line string) string {
	var b strings.Builder
	b.WriteString("version: 1\nx-bomb:\n  a0: &a0 {unit: money}\n")
	for i := 1; i <= n; i++ {
		aliases := strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", ")
		fmt.Fprintf(&b, line, i, i, aliases)
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	const kpis = "version: 1\nkpis:\n  a: {formula: count()}\n"
	for name, c := range map[string]struct{ data, codes string }{
		"a file of a mebibyte":                 {kpis + strings.Repeat("#\n", (maxFileSize-len(kpis))/2), ""},
		"a file above that":                    {kpis + strings.Repeat("#\n", maxFileSize/2), codeTooLarge},
		"a bomb of lists that is never used":   {bomb(30, "  a%d: &a%d [%s]\n") + "kpis: {a: {formula: f}}\n", ""},
		"a bomb of lists where KPIs stand":     {bomb(30, "  a%d: &a%d [%s]\n") + "kpis: *a30\n", codeWrongType},
		"a bomb of lists that are merged":      {bomb(30, "  a%d: &a%d [%s]\n") + "kpis: {a: {<<: *a30}}\n", codeTooLarge},
		"a bomb of mappings that are merged":   {bomb(30, "  a%d: &a%d {<<: [%s]}\n") + "kpis: {a: {<<: *a30}}\n", codeTooLarge},
		"a merge that contains itself":         {"version: 1\nkpis: {a: &a {<<: *a, formula: f}}\n", codeTooLarge},
		"a thousand aliases of a thousand":     {aliases(1_000), codeTooLarge},
		"more problems than anybody reads":     {kpis + strings.Repeat("  a: {formula: count()}\n", 5_000), strings.Repeat(codeDuplicateKey+" ", maxProblems)},
		"more unknown keys than anybody reads": {kpis + unknownKeys(20_000), strings.Repeat(codeUnknownKey+" ", maxProblems)},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, problems := Parse("kpis.yaml", []byte(c.data), nil)
			runtime.ReadMemStats(&after)
			got, want := codesOf(problems), c.codes
			if strings.HasSuffix(want, " ") {
				want = codeTooManyProblems + " " + strings.TrimSuffix(want, " ")
			}
			if got != want {
				t.Errorf("got %.200q, want %.200q", got, want)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 400<<20 {
				t.Errorf("%d MiB were allocated", used>>20)
			}
		})
	}
}

// aliases returns n dimensions that share n bands.
func aliases(n int) string {
	var b strings.Builder
	b.WriteString("version: 1\nx-bands: &bands [" + strings.Repeat("1, ", n) + "1]\nkpis: {a: {formula: f}}\ndimensions:\n")
	for i := range n {
		fmt.Fprintf(&b, "  d%d: {in: {a: b}, bands: *bands}\n", i)
	}
	return b.String()
}

func unknownKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "key_%d: 1\n", i)
	}
	return b.String()
}

func TestTooManyFiles(t *testing.T) {
	var files []File
	for i := range maxFiles {
		files = append(files, File{Name: fmt.Sprintf("kpis/%d.yaml", i), Data: []byte("x-nothing: 0\n")})
	}
	catalog, problems := Parse("kpis.yaml", []byte("version: 1\ninclude: kpis/*.yaml\nkpis: {a: {formula: f}}\n"),
		func(string) ([]File, error) { return files, nil })
	if got := codesOf(problems); got != codeTooLarge || len(catalog.Files) != maxFiles {
		t.Errorf("got %q and %d files, want %q and %d", got, len(catalog.Files), codeTooLarge, maxFiles)
	}
}
