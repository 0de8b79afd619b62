package status

import (
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
		OutOfRange, NoData, AllMissing, ZeroDivision, NoPartner, NoDimension, Partial, Begins, Stale, Empty, NoTarget, NoBand, Domain,
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
