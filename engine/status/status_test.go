package status

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestWord(t *testing.T) {
	for s, want := range map[Status]string{None: "no status", OnTrack: "on track", AtRisk: "at risk", OffTrack: "off track"} {
		if got := s.Word(); got != want {
			t.Errorf("%q: got %q, want %q", string(s), got, want)
		}
	}
}

func TestEveryReasonHasWordsOfItsOwn(t *testing.T) {
	seen := map[string]Reason{}
	for _, r := range []Reason{
		OutOfRange, NoData, AllMissing, ZeroDivision, NoPartner, NoDimension, Partial, Begins, Stale, Empty, TooFew, NotStarted, TooEarly, NoHistory, Achieved, NoBase, NoTarget, NoBand, Domain, NoRedFlag, Insufficient,
	} {
		words := r.Words()
		if words == "" || strings.Contains(words, "_") || strings.HasSuffix(words, ".") {
			t.Errorf("%q reads %q", string(r), words)
		}
		if other, ok := seen[words]; ok {
			t.Errorf("%q and %q read the same", string(r), string(other))
		}
		seen[words] = r
	}
	if got := NoReason.Words(); got != "" {
		t.Errorf("no reason reads %q", got)
	}
}

func TestUnknownWordsAreAMistakeOfOurs(t *testing.T) {
	for name, f := range map[string]func(){
		"status": func() { _ = Status("green").Word() },
		"reason": func() { _ = Reason("bad").Words() },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("an unknown %s has words", name)
				}
			}()
			f()
		}()
	}
}

var declared = regexp.MustCompile(`(?m)^\s+[A-Z]\w+\s+(Status|Reason)\s+= "([a-z_]+)"`)

func TestEveryStatusAndReasonIsReadByItsWords(t *testing.T) {
	source, err := os.ReadFile("status.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range declared.FindAllStringSubmatch(string(source), -1) {
		found++
		if m[1] == "Status" {
			want := Status(m[2])
			if got, ok := ParseStatus(want.Word()); !ok || got != want {
				t.Errorf("%q is read as %q", want.Word(), string(got))
			}
			continue
		}
		want := Reason(m[2])
		for _, words := range []string{want.Words(), m[2]} {
			if got, ok := ParseReason(words); !ok || got != want {
				t.Errorf("%q is read as %q", words, string(got))
			}
		}
	}
	if want := len(statuses) + len(reasons) + len(ofScores); found != want || len(ReasonWords()) != len(reasons) {
		t.Errorf("%d are declared, and %d listed", found, want)
	}
	for _, words := range []string{"", "no status", "green"} {
		if _, ok := ParseStatus(words); ok {
			t.Errorf("%q is a status", words)
		}
		if _, ok := ParseReason(words); ok {
			t.Errorf("%q is a reason", words)
		}
	}
}
