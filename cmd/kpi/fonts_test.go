package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
)

// TestFontsOfTheHouseAreEmbedded goes from the definitions to the fonts of a PDF.
func TestFontsOfTheHouseAreEmbedded(t *testing.T) {
	if _, err := exec.LookPath("pdffonts"); err != nil {
		t.Skip("pdffonts is not installed")
	}
	folder := houseFolder(t, "fonts: {latin: fonts/house.ttf, latin_strong: fonts/strong.ttf}", "fonts: {latin: fonts/strong.ttf}")
	for _, c := range []struct {
		args []string
		own  int
	}{{[]string{"win_rate", "-o"}, 2}, {[]string{"board", "-o"}, 1}} {
		file := filepath.Join(folder, "out.pdf")
		args := append([]string{"report", "-f", filepath.Join(folder, "kpis.yaml")}, append(c.args, file)...)
		if code := run(context.Background(), args, streams{out: io.Discard, err: os.Stderr}); code != 0 {
			t.Fatalf("%v ends with %d", args, code)
		}
		out, err := exec.Command("pdffonts", file).Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(out), "own"); got != c.own {
			t.Errorf("%v has %d fonts of the house, want %d:\n%s", c.args, got, c.own, out)
		}
	}
}

func TestFontsAreCheckedWithTheDefinitions(t *testing.T) {
	folder := houseFolder(t, `fonts: {latin: none.ttf, latin_strong: ../secret.ttf}`, `fonts: {latin: link.ttf, cjk: kpis.yaml, cjk_strong: "fonts/house.ttf#2"}`)
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	wrong := fontsOf(d)
	wrong.Sort()
	var got []string
	for _, x := range wrong.Items {
		got = append(got, x.Message)
	}
	want := []string{
		`the font "none.ttf" does not exist`,
		`the font "../secret.ttf" is not a file in or below the folder of the definitions`,
		`the font "link.ttf" is not a file in or below the folder of the definitions`,
		`the font "kpis.yaml" cannot be used: this is no TrueType font`,
		`the font "fonts/house.ttf" cannot be used: the file is one font and no collection; it has no number 2`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLargeFontsAreRefused(t *testing.T) {
	folder := houseFolder(t, "paper: a4", "paper: a4")
	if err := os.WriteFile(filepath.Join(folder, "large.ttf"), make([]byte, mostFontBytes+1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readInside(folder, "large.ttf", mostFontBytes); err == nil || err.Error() != "is larger than 32 MiB" {
		t.Errorf("got %v", err)
	}
}

// houseFolder has definitions with two looks, and the fonts of the program as
// those of a house; one more lies outside, and a link leads to it.
func houseFolder(t *testing.T, all, board string) string {
	t.Helper()
	outside := t.TempDir()
	folder := filepath.Join(outside, "house")
	if err := os.MkdirAll(filepath.Join(folder, "fonts"), 0o755); err != nil {
		t.Fatal(err)
	}
	regular, strong := readOwn(t, "SourceSans3_400Regular.ttf"), readOwn(t, "SourceSans3_600SemiBold.ttf")
	text := `version: 1
report: {` + all + `}
sources: {deals: {file: deals.csv, date: day, columns: {day: date, won: boolean}}}
kpis: {win_rate: {source: deals, formula: count(won) / count(), unit: percent}}
reports: {board: {` + board + `}}
`
	for name, data := range map[string][]byte{
		"kpis.yaml": []byte(text), "deals.csv": []byte("day,won\n2026-01-10,true\n2026-01-11,false\n"),
		"fonts/house.ttf": regular, "fonts/strong.ttf": strong, "../secret.ttf": bytes.Clone(regular),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../secret.ttf", filepath.Join(folder, "link.ttf")); err != nil {
		t.Fatal(err)
	}
	return folder
}

func readOwn(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../reports/pdf/fonts", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
