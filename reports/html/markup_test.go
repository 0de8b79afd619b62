package html_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
)

// elements reads a page as strict XML, which a page of ours is, too.
func elements(t testing.TB, page string) []xml.StartElement {
	t.Helper()
	var out []xml.StartElement
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("no XML: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok {
			out = append(out, e.Copy())
		}
	}
}

func attribute(e xml.StartElement, name string) (string, bool) {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

func pages(t *testing.T) map[string]string {
	out := map[string]string{"by hand": write(t, small()), "empty document": write(t, &document.Document{})}
	for name, s := range map[string]*scorecard.Scorecard{
		"sales": sample.Sales(), "odd": sample.Odd(), "untargeted": sample.Untargeted(), "empty": sample.Empty(), "big": sample.Big(30, 4),
	} {
		out[name] = report(t, s)
	}
	return out
}

func TestIDsAreUniqueAndLinksLeadToThem(t *testing.T) {
	for name, page := range pages(t) {
		ids := map[string]bool{}
		all := elements(t, page)
		for _, e := range all {
			id, ok := attribute(e, "id")
			if ok && (ids[id] || id == "" || strings.ContainsAny(id, " \t")) {
				t.Errorf("%s: the id %q is there twice, or none", name, id)
			}
			ids[id] = true
		}
		for _, e := range all {
			if to, ok := attribute(e, "href"); ok && to != "data:," && !ids[strings.TrimPrefix(to, "#")] {
				t.Errorf("%s: a link to %q leads nowhere", name, to)
			}
			by, _ := attribute(e, "aria-labelledby")
			for _, id := range strings.Fields(by) {
				if !ids[id] {
					t.Errorf("%s: %s is labelled by %q, which is not there", name, e.Name.Local, id)
				}
			}
		}
	}
}

func TestHeadingsLeaveNoLevelOut(t *testing.T) {
	for name, page := range pages(t) {
		level := 0
		for _, e := range elements(t, page) {
			if h := e.Name.Local; len(h) == 2 && h[0] == 'h' && h[1] >= '1' && h[1] <= '6' {
				if next := int(h[1] - '0'); next > level+1 || next == 1 && level > 0 {
					t.Errorf("%s: h%d after h%d", name, next, level)
				} else {
					level = next
				}
			}
		}
		if level == 0 {
			t.Errorf("%s: no heading", name)
		}
	}
}

func TestTablesHaveCaptionsAndScopes(t *testing.T) {
	for name, page := range pages(t) {
		all := elements(t, page)
		for i, e := range all {
			switch e.Name.Local {
			case "table":
				if all[i+1].Name.Local != "caption" {
					t.Errorf("%s: a table begins with %s, not with a caption", name, all[i+1].Name.Local)
				}
			case "th":
				if _, ok := attribute(e, "scope"); !ok {
					t.Errorf("%s: a heading of a table without a scope", name)
				}
			case "svg":
				if role, _ := attribute(e, "role"); role == "img" {
					continue
				}
				if hidden, _ := attribute(e, "aria-hidden"); hidden != "true" {
					t.Errorf("%s: a picture that is neither read nor passed over", name)
				}
			}
		}
	}
}

// evil are texts that would do something if they were taken for markup.
var evil = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`, `</style></title><h1>x`, `<!-- `, `]]>`,
	`&lt;b&gt; &amp; &#106;`, "a\x00b\x1b[31m\u202Ec\xff\uFFFE", `{{.}} ${x} %s %d`, `--></script><svg onload=alert(1)>`, "赢单率 <b>", `x" style="color:red`, " ", "",
}

func TestNoTextBecomesMarkup(t *testing.T) {
	for _, text := range evil {
		d := small()
		fill(reflect.ValueOf(d), text)
		page := write(t, d)
		for _, e := range elements(t, page) {
			checkElement(t, text, e)
		}
	}
}

// allowed are the elements that a page may have.
var allowed = strings.Fields(`html head meta link title style body a header div h1 h2 h3 p span b small code main ul li nav section dl dt dd figure figcaption
	svg desc path circle text g details summary table caption thead tbody tfoot tr th td footer script`)

func checkElement(t *testing.T, text string, e xml.StartElement) {
	t.Helper()
	if !slices.Contains(allowed, e.Name.Local) {
		t.Errorf("%q became an element: %s", text, e.Name.Local)
	}
	for _, a := range e.Attr {
		switch {
		case strings.HasPrefix(a.Name.Local, "on"), a.Name.Local == "style", a.Name.Local == "src":
			t.Errorf("%q became an attribute: %s of %s", text, a.Name.Local, e.Name.Local)
		case a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") && a.Value != "data:,":
			t.Errorf("%q became a link to %s", text, a.Value)
		}
	}
}

func TestTextsAreStillThere(t *testing.T) {
	d := small()
	fill(reflect.ValueOf(d), `<b>"5 & 'x'`)
	page := write(t, d)
	if n := strings.Count(page, "&lt;b&gt;&#34;5 &amp; &#39;x&#39;"); n < 60 {
		t.Errorf("the text stands %d times in the page, want it in all places", n)
	}
	if strings.Contains(page, `<b>"5`) {
		t.Error("the text stands in the page as it is")
	}
}

// fill sets every text of a document.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), text)
		}
	case reflect.Interface:
		if v.IsNil() || v.Elem().Kind() == reflect.Pointer {
			fill(v.Elem(), text)
			return
		}
		inside := reflect.New(v.Elem().Type()).Elem()
		inside.Set(v.Elem())
		fill(inside, text)
		v.Set(inside)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() { // a status is no text
			v.SetString(text)
		}
	}
}

var inlined = regexp.MustCompile(`(?s)<(style|script)>(.*?)</(?:style|script)>`)

func TestPolicyAllowsStyleAndScriptByTheirHashesOnly(t *testing.T) {
	page := write(t, small())
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1]
	want := "default-src 'none';"
	for _, m := range inlined.FindAllStringSubmatch(page, -1) {
		sum := sha256.Sum256([]byte(m[2]))
		want += " " + m[1] + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"
	}
	want += " img-src data:; base-uri 'none'; form-action 'none'"
	if got := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(policy); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if strings.Index(page, "Content-Security-Policy") > strings.Index(page, "<style>") {
		t.Error("the policy stands behind what it is for")
	}
}
