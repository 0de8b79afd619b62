package diag

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const twoKPIs = `version: 1
kpis:
  revenue:
    formula: sum(amount)

    # a comment
    owner: x
  deals: {formula: count()}
rules:
  low: {when: revenue < 1}
  # the end
scorecard: {title: x}
`

func subjects(text string) Subjects {
	at := func(line, col int) Range { return Range{File: "team/kpis.yaml", Start: Pos{line, col}} }
	return Subjects{Texts: Sources{"team/kpis.yaml": []byte(text)}, All: []Subject{
		{"rule", "low", at(10, 3)}, {"KPI", "revenue", at(3, 3)}, {"KPI", "deals", at(8, 3)},
	}}
}

func TestSubjectIsWhatTheLineBelongsTo(t *testing.T) {
	for _, c := range []struct {
		name      string
		line, col int
		want      string
	}{
		{"before all", 1, 1, ""},
		{"the section above", 2, 1, ""},
		{"its name", 3, 3, "KPI revenue"},
		{"behind an empty line and a comment", 7, 5, "KPI revenue"},
		{"the next one", 8, 20, "KPI deals"},
		{"the section below", 9, 1, ""},
		{"its rule", 10, 9, "rule low"},
		{"a section that is no list", 12, 13, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var list List
			list.Warnf(Range{File: "team/kpis.yaml", Start: Pos{c.line, c.col}}, "code", "message")
			if got := list.Identify("team", subjects(twoKPIs))[0].Subject.String(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestFingerprintStaysWhenLinesMove(t *testing.T) {
	identify := func(folder, prefix string, moved int) []Identity {
		var list List
		s := subjects(twoKPIs)
		s.Texts = Sources{prefix + "kpis.yaml": nil}
		for i := range s.All {
			s.All[i].Range.File = prefix + "kpis.yaml"
			s.All[i].Range.Start.Line += moved
		}
		for _, line := range []int{4, 7, 8} {
			list.Warnf(Range{File: prefix + "kpis.yaml", Start: Pos{line + moved, 5}}, "code", "message")
		}
		return list.Identify(folder, s)
	}
	first := identify("team", "team/", 0)
	if diff := cmp.Diff(fingerprints(first), fingerprints(identify("team", "team/", 5))); diff != "" {
		t.Errorf("before, then after lines were added above:\n%s", diff)
	}
	if diff := cmp.Diff(fingerprints(first), fingerprints(identify(".", "", 0))); diff != "" {
		t.Errorf("from the folder above, then from within:\n%s", diff)
	}
	if first[0].Fingerprint == first[1].Fingerprint || first[0].Fingerprint[:16] != first[1].Fingerprint[:16] {
		t.Errorf("equal findings of one KPI are %q and %q, want a number that differs", first[0].Fingerprint, first[1].Fingerprint)
	}
	if first[0].Fingerprint[:16] == first[2].Fingerprint[:16] {
		t.Error("findings of two KPIs have one fingerprint")
	}
}

func fingerprints(ids []Identity) []string {
	var out []string
	for _, id := range ids {
		out = append(out, id.Fingerprint)
	}
	return out
}
