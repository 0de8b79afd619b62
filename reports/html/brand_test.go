package html_test

import (
	"bytes"
	"strings"
	"testing"

	"kpi/reports/document"
	"kpi/reports/html"
)

// TestPagesHaveTheLookOfTheHouse looks for the colour in the style and the logo in
// the page; what is no colour is left out.
func TestPagesHaveTheLookOfTheHouse(t *testing.T) {
	for _, c := range []struct {
		name, color string
		want        bool
	}{{"a colour", "#14532d", true}, {"an attack", "red}</style><script>", false}} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			d := &document.Document{Title: "Sales", Language: "en", Brand: document.Brand{Color: c.color, Logo: []byte("\x89PNG\r\n\x1a\n")}}
			if err := html.Write(&b, d); err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(b.String(), ".band{background:"+c.color); got != c.want {
				t.Errorf("the colour is in the style: %v, want %v", got, c.want)
			}
			if !strings.Contains(b.String(), `<img class="logo" alt="" src="data:image/png;base64,iVBORw0KGgo="/>`) {
				t.Error("no logo in the page")
			}
		})
	}
}
