package catalogue

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
)

//go:embed page.html
var markup string

//go:embed page.css
var style string

//go:embed search.js
var script string

var page = template.Must(template.New("catalogue").Parse(markup))

// Write writes the catalogue as one page that needs nothing beside it: style and
// script are inside, and a policy in its head forbids the browser to load anything
// else. Without the script the page reads as well and has no search. No text of
// the definitions becomes markup. The same catalogue gives the same bytes.
func Write(w io.Writer, c *Catalogue) error {
	from := newWriter(c)
	err := page.Execute(w, map[string]any{
		"Language": from.in.Tag, "Title": from.title(), "Sub": from.sub(), "Groups": from.groups(), "Words": wordsOf(from.in),
		"Version": from.in.Say("Definitions %s", c.Version),
		"Style":   template.CSS(style), "Script": template.JS(script), "Policy": policy(),
	})
	if err != nil {
		return fmt.Errorf("write the catalogue: %w", err)
	}
	return nil
}

// policy allows the page its own style and script, and nothing else.
func policy() string {
	return fmt.Sprintf("default-src 'none'; img-src data:; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'", sum(style), sum(script))
}

func sum(text string) string {
	hash := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(hash[:])
}

func (w *writer) title() string {
	if title := w.Plan.Catalog.Scorecard.Title.For(w.Locale); title != "" {
		return title
	}
	return w.in.Say("KPIs")
}

// sub counts what the page has.
func (w *writer) sub() string {
	kpis, sources, rules := len(w.Plan.KPIs), len(w.Plan.Sources), len(w.Plan.Rules)
	return w.in.List([]string{
		several(kpis, w.in.Say("1 KPI"), w.in.Say("%d KPIs", kpis)),
		several(sources, w.in.Say("1 source"), w.in.Say("%d sources", sources)),
		several(rules, w.in.Say("1 rule"), w.in.Say("%d rules", rules)),
	})
}
