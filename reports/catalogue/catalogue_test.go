package catalogue_test

import (
	"bytes"
	"flag"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/plan"
	"kpi/engine/spec"
	"kpi/reports/catalogue"
	"kpi/reports/internal/browser"
)

var update = flag.Bool("update", false, "write the golden page anew")

const small = `version: 1
scorecard: {title: Shop, currency: EUR}
sources:
  orders:
    file: orders.csv
    key: order_id
    date: day
    columns: {order_id: text, day: date, amount: {type: money, from: Net amount}, rep_id: text}
    joins: {rep: {source: reps, via: rep_id}}
    fields: {large: amount >= 100}
    checks: {positive: amount > 0}
  reps:
    file: reps.csv
    key: rep_id
    columns: {rep_id: text, region: text}
objectives:
  grow: {name: {en: Grow, zh-CN: 增长}, perspective: financial}
measures:
  west: {source: orders, formula: 'sum(amount, rep.region == "West")'}
kpis:
  revenue:
    name: {en: Revenue, zh-CN: 收入}
    description: Amount of all orders, by the day of the order.
    owner: VP Sales
    objective: grow
    class: lagging
    source: orders
    formula: sum(amount)
    better: higher
    target: {value: 500 per month, from: 2026-01-01, until: 2026-12-31, because: the budget}
  western_share:
    name: Share of the West
    tags: [board]
    class: leading
    leads: {kpi: revenue, lag: 1..3 months, sign: positive}
    formula: west / revenue
    unit: percent
rules:
  low: {when: western_share < 10%, for: 2 periods, message: "Only {western_share}", action: Call the West, owner: VP Sales}
`

func planOf(t *testing.T, text string) *plan.Plan {
	t.Helper()
	c, list := spec.Parse("kpis.yaml", []byte(text), nil)
	p, problems := plan.Build(c)
	list.Append(problems)
	if list.HasErrors() {
		t.Fatalf("%s: %s", list.Items[0].Range, list.Items[0].Message)
	}
	return p
}

func write(t *testing.T, c *catalogue.Catalogue) string {
	t.Helper()
	var b bytes.Buffer
	if err := catalogue.Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func smallPage(t *testing.T, locale string) string {
	return write(t, &catalogue.Catalogue{
		Plan: planOf(t, small), Version: "12345678", Locale: locale, Example: "2026-01",
		SQL:   map[string][]catalogue.Statement{"revenue": {{Source: "orders", Text: "SELECT sum(amount)\nFROM orders WHERE amount < $1", Args: []any{100}}}},
		Tests: map[string][]catalogue.Test{"revenue": {{Name: "two orders", Place: "tests/a.yaml:3"}}},
	})
}

var block = regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|<meta http-equiv[^>]*>`)

func TestThePageOfASmallShop(t *testing.T) {
	for _, locale := range []string{"en", "zh-CN"} {
		got := block.ReplaceAllString(smallPage(t, locale), "")
		golden := filepath.Join("testdata", locale+".html")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", locale, diff)
		}
	}
}

// projects are the definitions of the project: its own and the examples.
func projects(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("../../examples/*/kpis.yaml")
	if err != nil || len(found) == 0 {
		t.Fatalf("there are no examples: %v", err)
	}
	return append(found, "../../kpis.yaml")
}

func projectPage(t *testing.T, file string) string {
	t.Helper()
	c, list, err := spec.Read(file)
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	p, problems := plan.Build(c)
	if problems.HasErrors() {
		t.Fatal(problems.Items[0].Message)
	}
	return write(t, &catalogue.Catalogue{Plan: p})
}

const links = `for (const link of page.querySelectorAll("a")) {
  if (page.getElementById(decodeURIComponent(link.getAttribute("href").slice(1))) === null) answer("leads nowhere: " + link.outerHTML);
}
for (const e of page.querySelectorAll("h1, h2, h3, p, li, dt, dd, nav a")) {
  const box = e.getBoundingClientRect();
  if (box.width && box.right > page.documentElement.clientWidth + 1) answer("outside: " + e.outerHTML.slice(0, 80));
}
for (const picture of page.querySelectorAll("svg")) {
  const all = picture.getBoundingClientRect(), boxes = [...picture.querySelectorAll("rect")].map(b => b.getBoundingClientRect());
  boxes.forEach((a, i) => {
    if (a.right > all.right + 1 || a.bottom > all.bottom + 1) answer("cut: " + picture.getAttribute("aria-label"));
    boxes.slice(i + 1).forEach(b => { if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) answer("overlap: " + picture.getAttribute("aria-label")); });
  });
  for (const text of picture.querySelectorAll("text")) {
    if (text.getBoundingClientRect().right > text.previousElementSibling.getBoundingClientRect().right) answer("too long: " + text.textContent);
  }
}
answer(page.documentElement.scrollWidth - page.documentElement.clientWidth);`

func TestPagesFitPhonesAndDesks(t *testing.T) {
	b := browser.Find(t)
	for _, file := range projects(t) {
		page := projectPage(t, file)
		for _, width := range []int{360, 1280} {
			site := browser.Serve(t, page, width, links)
			got, messages := b.Answers(t, site)
			if !slices.Equal(got, []string{"0"}) || len(messages) > 0 {
				t.Errorf("%s, %d pixels: got %q; the console says %q", file, width, got, messages)
			}
			if asked := site.Asked(); !slices.Equal(asked, []string{"/host", "/page"}) {
				t.Errorf("the browser asked for %q, want the page and nothing beside it", asked)
			}
		}
	}
}

const searching = `const input = page.getElementById("search");
const shown = () => [...page.querySelectorAll("article")].filter(e => e.offsetHeight > 0).map(e => e.id).join(" ") + " | " + page.querySelectorAll("nav li:not([hidden])").length + " | " + page.getElementById("none").hidden;
const find = text => { input.value = text; input.dispatchEvent(new page.defaultView.Event("input")); answer(shown()); };
find(""); find("VP"); find("west SHARE"); find("rep_id"); find("board"); find("nothing at all"); find("");`

func TestTheSearchFindsWords(t *testing.T) {
	b := browser.Find(t)
	got, messages := b.Answers(t, browser.Serve(t, smallPage(t, "en"), 1280, searching))
	want := []string{
		"kpi-revenue kpi-western_share measure-west rule-low source-orders source-reps | 6 | true",
		"kpi-revenue rule-low | 2 | true",
		"kpi-western_share rule-low | 2 | true",
		"source-orders source-reps | 2 | true",
		"kpi-western_share | 1 | true",
		" | 0 | false",
		"kpi-revenue kpi-western_share measure-west rule-low source-orders source-reps | 6 | true",
	}
	if diff := cmp.Diff(got, want); diff != "" || len(messages) > 0 {
		t.Errorf("(-got +want):\n%s\nthe console says %q", diff, messages)
	}
}

// Definitions come from strangers.
func TestNoTextBecomesMarkup(t *testing.T) {
	b := browser.Find(t)
	for _, evil := range []string{`<script>document.title='x'</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `</style><script>1</script>`, `{{.Title}}`, `javascript:alert(1)`} {
		text := small
		quoted := "'" + strings.ReplaceAll(evil, "'", "''") + "'"
		for _, value := range []string{"title: Shop", "en: Revenue", "description: Amount of all orders, by the day of the order.", "owner: VP Sales", "because: the budget", "from: Net amount"} {
			key, _, _ := strings.Cut(value, ": ")
			text = strings.Replace(text, value, key+": "+quoted, 1)
		}
		text = strings.Replace(text, "[board]", "["+quoted+"]", 1)
		page := write(t, &catalogue.Catalogue{Plan: planOf(t, text), Tests: map[string][]catalogue.Test{"revenue": {{Name: evil}}}})
		got, messages := b.Answers(t, browser.Serve(t, page, 1280, `answer(page.querySelectorAll("script, style, img").length + " " + page.querySelector("title").textContent)`))
		if want := "2 " + evil; html.UnescapeString(got[0]) != want || len(messages) > 0 {
			t.Errorf("got %q, want %q; the console says %q", got, want, messages)
		}
	}
}
