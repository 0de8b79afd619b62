package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"kpi/engine/diff"
)

// GitHub takes no comment that is longer, so that it is said before it is sent.
func TestLongComparisonsAreSaidToBeLong(t *testing.T) {
	for moves, long := range map[int]bool{10: false, 2000: true} {
		said := ""
		c := &compared{diff: &diff.Diff{}, periods: []string{"2026-09"}, warn: func(s string) { said = s }}
		for i := range moves {
			c.moves = append(c.moves, diff.Move{Name: fmt.Sprintf("Revenue of region %d", i), Period: "2026-09", Old: diff.Reading{Value: new(1.0)}, New: diff.Reading{Value: new(2.0)}})
		}
		var b bytes.Buffer
		if err := diffMarkdown(&b, c); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(said, "a comment on GitHub holds 65536"); got != long {
			t.Errorf("%d moves: got the warning %q, want one: %v", moves, said, long)
		}
		if got := strings.Count(b.String(), "Revenue of region"); got != moves {
			t.Errorf("got %d moves, want %d: nothing is left out", got, moves)
		}
	}
}
