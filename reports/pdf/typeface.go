package pdf

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"kpi/reports/chart"
)

// The two weights of Source Sans 3, unmodified: its default figures are as wide
// as each other, so that numbers line up. fonts/README.md says where they come
// from.
var (
	//go:embed fonts/SourceSans3_400Regular.ttf
	regularFont []byte
	//go:embed fonts/SourceSans3_600SemiBold.ttf
	strongFont []byte
	// FontLicence is the licence of the embedded fonts, to be shown on request.
	//go:embed fonts/OFL.txt
	FontLicence string
)

// A typeface measures and cleans text.
type typeface struct {
	regular, strong metrics
}

// loadTypeface reads the embedded fonts once.
var loadTypeface = sync.OnceValues(func() (*typeface, error) {
	regular, err := readMetrics(regularFont)
	if err != nil {
		return nil, fmt.Errorf("read the regular font: %w", err)
	}
	strong, err := readMetrics(strongFont)
	if err != nil {
		return nil, fmt.Errorf("read the semibold font: %w", err)
	}
	return &typeface{regular: regular, strong: strong}, nil
})

func (t *typeface) metrics(f chart.Font) metrics {
	if f.Strong {
		return t.strong
	}
	return t.regular
}

// width is a chart.Measure. It expects clean text.
func (t *typeface) width(text string, f chart.Font) float64 {
	m := t.metrics(f)
	sum := 0
	for _, c := range text {
		if c < 65536 {
			sum += int(m.advance[c])
		}
	}
	return float64(sum) * f.Size / m.unitsPerEm
}

func (t *typeface) has(c rune) bool {
	return c < 65536 && t.regular.advance[c] != 0 && t.strong.advance[c] != 0
}

// clean makes a text fit to be printed: white space becomes one space, control
// and format characters go, and letters that the font lacks become "?". Missing
// lists those letters, each once.
func (t *typeface) clean(text string) (clean, missing string) {
	var b strings.Builder
	for _, c := range text {
		switch {
		case unicode.IsSpace(c):
			b.WriteByte(' ')
		case unicode.In(c, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		case t.has(c):
			b.WriteRune(c)
		default:
			b.WriteByte('?')
			if !strings.ContainsRune(missing, c) {
				missing += string(c)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), missing
}
