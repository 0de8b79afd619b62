package html_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kpi/engine/phrase"
	"kpi/reports/internal/browser"
	"kpi/reports/internal/sample"
)

const widths = `answer(page.documentElement.clientWidth + " " + page.documentElement.scrollWidth);
answer([...page.querySelectorAll("main .wide")].filter(e => e.offsetWidth).length + " " + [...page.querySelectorAll("main .narrow")].filter(e => e.offsetWidth).length);
answer(page.querySelectorAll("thead button").length);
for (const text of page.querySelectorAll("figure svg text")) {
  const box = text.getBoundingClientRect();
  if (box.width && box.height < 9) answer("small: " + box.height + " " + text.textContent);
}
for (const e of page.querySelectorAll("h1, h2, h3, p, li, dt, dd, figure, nav a, .scroll")) {
  const box = e.getBoundingClientRect();
  if (e.className !== "hidden" && box.width && box.right > page.documentElement.clientWidth + 1) answer("outside: " + e.outerHTML.slice(0, 80));
}`

func TestPagesFitPhonesAndDesks(t *testing.T) {
	b := browser.Find(t)
	for name, page := range map[string]string{"sales": report(t, sample.Sales()), "odd": report(t, sample.Odd())} {
		for _, width := range []int{360, 1280} {
			t.Run(fmt.Sprint(name, " ", width), func(t *testing.T) {
				s := browser.Serve(t, page, width, widths)
				got, messages := b.Answers(t, s)
				if len(messages) > 0 {
					t.Errorf("the console says %q", messages)
				}
				checkFit(t, got, width)
				if asked := s.Asked(); !slices.Equal(asked, []string{"/host", "/page"}) {
					t.Errorf("the browser asked for %q, want the page and nothing beside it", asked)
				}
			})
		}
	}
}

func checkFit(t *testing.T, got []string, width int) {
	t.Helper()
	if len(got) > 3 {
		t.Errorf("got %q, want nothing outside of the page and nothing too small", got[3:])
	}
	if want := fmt.Sprint(width, " ", width); got[0] != want {
		t.Errorf("width and width of the content: got %s, want %s", got[0], want)
	}
	var wide, narrow int
	if _, err := fmt.Sscan(got[1], &wide, &narrow); err != nil || (wide == 0) != (width < 700) || (narrow == 0) != (width > 700) {
		t.Errorf("wide and narrow charts: got %s", got[1])
	}
	if got[2] == "0" {
		t.Error("no column has a button to sort by it")
	}
}

// A console that is never heard of would make the tests above worthless.
func TestConsoleTellsOfWhatThePolicyForbids(t *testing.T) {
	b := browser.Find(t)
	attacks := `<script>document.title='x'</script><img src="https://example.com/x.png"/><p style="color:red">x</p><p onclick="x()">x</p>`
	page := strings.Replace(report(t, sample.Small()), "</main>", attacks+"</main>", 1)
	_, messages := b.Answers(t, browser.Serve(t, page, 1280, `answer("")`))
	for _, directive := range []string{"script-src ", "img-src ", "style-src ", "event handler"} {
		if !slices.ContainsFunc(messages, func(m string) bool {
			return strings.Contains(m, "Content Security Policy") && strings.Contains(m, directive)
		}) {
			t.Errorf("nothing about %s: the console says\n%s", directive, strings.Join(messages, "\n"))
		}
	}
}

const sorting = `const table = page.querySelector("table.sortable");
const show = name => answer(name + ": " + [...table.tBodies].map(b => [...b.rows].map(r => r.classList.contains("group") ? "Grow" : r.querySelector("th").firstChild.textContent).join(",")).join("|")
  + " " + [...table.tHead.rows[0].cells].map(c => c.getAttribute("aria-sort") || "").join(""));
show("first");
for (const name of ["Status", "KPI", "Attained", "Δ", "Since"]) {
  const button = [...table.querySelectorAll("thead button")].find(b => b.textContent === name);
  for (let i = 0; i !== 3; i++) { button.click(); show(name); }
}
answer([...table.querySelectorAll("thead button")].map(b => b.textContent).join(","));
const link = page.querySelector("nav a[href='#at-win-rate']"); link.click();
answer(page.location.hash + " " + Math.round(page.getElementById("at-win-rate").getBoundingClientRect().top / 100));`

func TestClicksSortGroupsByThemselves(t *testing.T) {
	b := browser.Find(t)
	got, messages := b.Answers(t, browser.Serve(t, write(t, small()), 1280, sorting))
	want := []string{
		"first: Grow,Revenue,Win rate|Churn ",
		"Status: Grow,Win rate,Revenue|Churn ascending", "Status: Grow,Revenue,Win rate|Churn descending", "Status: Grow,Revenue,Win rate|Churn ",
		"KPI: Grow,Revenue,Win rate|Churn ascending", "KPI: Grow,Win rate,Revenue|Churn descending", "KPI: Grow,Revenue,Win rate|Churn ",
		"Attained: Grow,Win rate,Revenue|Churn ascending", "Attained: Grow,Revenue,Win rate|Churn descending", "Attained: Grow,Revenue,Win rate|Churn ",
		"Δ: Grow,Win rate,Revenue|Churn ascending", "Δ: Grow,Revenue,Win rate|Churn descending", "Δ: Grow,Revenue,Win rate|Churn ",
		"Since: Grow,Win rate,Revenue|Churn ascending", "Since: Grow,Revenue,Win rate|Churn descending", "Since: Grow,Revenue,Win rate|Churn ",
		"Status,KPI,Attained,Δ,Since",
	}
	if len(got) != len(want)+1 || !slices.Equal(got[:len(want)], want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if last := got[len(got)-1]; !strings.HasPrefix(last, "#at-win-rate ") {
		t.Errorf("a link of the contents leads to %s", last)
	}
	if len(messages) > 0 {
		t.Errorf("the console says %q", messages)
	}
}

func TestNothingHappensForEvilTexts(t *testing.T) {
	b := browser.Find(t)
	s := sample.Small()
	for i, text := range evil[:9] {
		s.Notes = append(s.Notes, phrase.Plain(text))
		s.Sections[i%2].Results[0].Name += text
		s.Entity, s.Title = s.Entity+text, s.Title+text
	}
	got, messages := b.Answers(t, browser.Serve(t, report(t, s), 1280, `answer(page.querySelectorAll("script, style, img").length); page.querySelector("thead button").click()`))
	if len(messages) > 0 || got[0] != "2" {
		t.Errorf("got %s scripts, styles and images, want 2; the console says %q", got[0], messages)
	}
}

const colours = `const style = e => page.defaultView.getComputedStyle(e);
answer(style(page.body).backgroundColor + " " + style(page.body).color);
answer(style(page.querySelector("figure .stroke-bar")).stroke);`

func TestPagesAreDarkForThoseWhoLikeItDark(t *testing.T) {
	b := browser.Find(t)
	page := report(t, sample.Small())
	light, _ := b.Answers(t, browser.Serve(t, page, 1280, colours))
	dark, _ := b.Answers(t, browser.Serve(t, page, 1280, colours), "--blink-settings=preferredColorScheme=0")
	if want := []string{"rgb(255, 255, 255) rgb(20, 37, 58)", "rgb(27, 58, 102)"}; !slices.Equal(light, want) {
		t.Errorf("light: got %q, want %q", light, want)
	}
	if want := []string{"rgb(16, 21, 28) rgb(230, 235, 241)", "rgb(157, 195, 238)"}; !slices.Equal(dark, want) {
		t.Errorf("dark: got %q, want %q", dark, want)
	}
}

func TestPrintedPagesRepeatHeadsAndLeaveTheContentsOut(t *testing.T) {
	b := browser.Find(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("there is no pdftotext")
	}
	card := sample.Big(30, 2) // members that need no pictures, whose titles begin with the name of the KPI
	file := filepath.Join(t.TempDir(), "page.pdf")
	b.Run(t, browser.Serve(t, report(t, card), 0, "").URL+"/page", "--no-pdf-header-footer", "--print-to-pdf="+file)
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	sheets := strings.Split(string(text), "\f")
	heads, own := 0, 0
	for _, s := range sheets {
		first, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
		if strings.Contains(first, "KPI") && strings.Contains(first, "Attained") {
			heads++
		}
		if strings.HasPrefix(first, "Indicator number") {
			own++
		}
		if strings.Contains(s, "Contents") || strings.Contains(s, "Numbers of this chart") {
			t.Errorf("what is for the screen is printed:\n%s", s)
		}
	}
	if heads == 0 || own != 30 {
		t.Errorf("%d of %d pages begin with the head of the table of KPIs, want some; %d with one of the 30 KPIs", heads, len(sheets), own)
	}
}
