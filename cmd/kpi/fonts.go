package main

import (
	"path/filepath"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/spec"
	"kpi/reports/document"
	"kpi/reports/pdf/fonts"
)

// mostFontBytes holds all letters of Chinese in one weight three times.
const mostFontBytes = 32 << 20

// fontsOf reports fonts that cannot be embedded.
func fontsOf(d *engine.Definition) diag.List {
	var list diag.List
	for _, l := range looksOf(d) {
		for _, t := range []spec.Text{l.Fonts.Latin, l.Fonts.LatinStrong, l.Fonts.CJK, l.Fonts.CJKStrong} {
			if t.Value != "" {
				checkFont(&list, d.Folder, t)
			}
		}
	}
	return list
}

func checkFont(list *diag.List, folder string, t spec.Text) {
	name, number := fonts.SplitNumber(t.Value)
	data, err := readInside(folder, name, mostFontBytes)
	if err != nil {
		list.Errorf(t.Range, "font", "the font %q %s", name, err)
		return
	}
	if _, err := fonts.Parse(data, number); err != nil {
		list.Errorf(t.Range, "font", "the font %q cannot be used: %s", name, err)
	}
}

// fontFiles are the files of fonts. What is wrong with them was reported when the
// definitions were read.
func fontFiles(folder string, f spec.Fonts) document.Fonts {
	path := func(t spec.Text) string {
		if t.Value == "" {
			return ""
		}
		return filepath.Join(folder, filepath.FromSlash(t.Value))
	}
	return document.Fonts{Latin: path(f.Latin), LatinStrong: path(f.LatinStrong), CJK: path(f.CJK), CJKStrong: path(f.CJKStrong)}
}
