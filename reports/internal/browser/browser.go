// Package browser tries pages in a real browser, for tests.
package browser

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Browser is a real one: Chromium without a window.
type Browser struct{ program string }

// Find returns the browser of the machine. It skips the test where there is none.
// On the machines that check each change there must be one.
func Find(t *testing.T) Browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err == nil {
		return Browser{program}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("there is no chromium; .ci/run installs it")
	}
	t.Skip("there is no chromium: pages are not tried in a browser")
	return Browser{}
}

// Run starts the browser on an address, and returns what it prints and logs.
func (b Browser) Run(t *testing.T, address string, flags ...string) (printed, logged string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	args := []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--hide-scrollbars",
		"--user-data-dir=" + t.TempDir(), "--enable-logging=stderr", "--v=0"}
	c := exec.CommandContext(ctx, b.program, append(append(args, flags...), address)...)
	var out, log bytes.Buffer
	c.Stdout, c.Stderr = &out, &log
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", b.program, err, log.String())
	}
	return out.String(), log.String()
}

// console are the messages of pages in a log, errors among them.
func console(log string) []string {
	return regexp.MustCompile(`(?m)^.*CONSOLE.*$`).FindAllString(log, -1)
}

// A Site serves a page, and another one that shows it in a frame of some width,
// asks it questions and writes the answers, a line each, as its own text. The page
// itself stays as it is.
type Site struct {
	*httptest.Server
	page, questions string
	width           int
	lock            sync.Mutex
	asked           []string
}

// Serve starts a site until the test ends. The frame is so many pixels wide.
func Serve(t *testing.T, page string, width int, questions string) *Site {
	s := &Site{page: page, questions: questions, width: width}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP answers the browser.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.lock.Lock()
	s.asked = append(s.asked, r.URL.Path)
	s.lock.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch r.URL.Path {
	case "/page":
		fmt.Fprint(w, s.page)
	case "/host":
		fmt.Fprintf(w, `<!DOCTYPE html><link rel="icon" href="data:,"><body style="margin:0"><iframe src="/page" style="border:0" width="%d" height="800"></iframe><pre></pre><script>
document.querySelector("iframe").onload = event => {
  const page = event.target.contentDocument, answers = [];
  const answer = text => answers.push(text);
  %s
  document.querySelector("pre").textContent = "<answers>" + answers.join("\n") + "</answers>";
};</script>`, s.width, s.questions)
	default:
		http.NotFound(w, r)
	}
}

// Answers opens the page and returns what the questions were answered, and what
// the console says.
func (b Browser) Answers(t *testing.T, s *Site, flags ...string) (answers, messages []string) {
	t.Helper()
	dom, log := b.Run(t, s.URL+"/host", append(flags, "--window-size=1400,900", "--dump-dom")...)
	_, rest, ok := strings.Cut(dom, "&lt;answers&gt;")
	text, _, closed := strings.Cut(rest, "&lt;/answers&gt;")
	if !ok || !closed {
		t.Fatalf("no answers in\n%s\n%s", dom, log)
	}
	return strings.Split(text, "\n"), console(log)
}

// Asked returns the paths that the browser asked for, sorted.
func (s *Site) Asked() []string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return slices.Sorted(slices.Values(s.asked))
}
