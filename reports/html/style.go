package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"regexp"

	"kpi/reports/document"
	"kpi/reports/svg"
)

//go:embed page.css
var css string

//go:embed sort.js
var script string

// styleOf is the style sheet of a document: with its paper, and with the dark
// colours of the drawings. Paper is always light.
func styleOf(d *document.Document) string {
	size, lies := "A4", "landscape"
	if d.Paper == document.Letter {
		size = "letter"
	}
	if d.Orientation == document.Portrait {
		lies = "portrait"
	}
	return fmt.Sprintf("\n%s@page{size:%s %s;margin:12mm}\n@media screen and (prefers-color-scheme:dark){\n%s}\n%s", css, size, lies, svg.Style(svg.Dark()), brandStyle(d.Brand.Color))
}

var sixDigits = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// brandStyle is the colour of the house behind the head; "" is that of the sheet.
func brandStyle(color string) string {
	if !sixDigits.MatchString(color) {
		return ""
	}
	return ".band{background:" + color + "}\n"
}

// policy allows this style sheet and this script, told by their hashes, and
// nothing else: neither what an attack may have brought in nor any address.
// The empty icon in a data: URL keeps browsers from asking for another one.
func policy(style string) string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'", hash(style), hash(script))
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
