package scorecard_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kpi/engine/scorecard"
)

// truths reads one letter a period: y holds, n does not, ? is not known.
func truths(s string) []scorecard.Truth {
	var out []scorecard.Truth
	for _, c := range s {
		out = append(out, map[rune]scorecard.Truth{'y': scorecard.Holds, 'n': scorecard.Fails, '?': scorecard.NotKnown}[c])
	}
	return out
}

func opposites(s string) string {
	return strings.Map(func(c rune) rune {
		return map[rune]rune{'y': 'n', 'n': 'y', '?': '?'}[c]
	}, s)
}

func steps(when, clear string) []scorecard.Step {
	if clear == "" {
		clear = opposites(when)
	}
	out := make([]scorecard.Step, len(when))
	for i, t := range truths(when) {
		out[i].When = t
	}
	for i, t := range truths(clear) {
		out[i].Clear = t
	}
	return out
}

// course prints one sign a period: . clear, + pending, ! firing, ? not known and
// not firing, ¿ not known and firing on.
func course(standings []scorecard.Standing) string {
	var b strings.Builder
	for _, s := range standings {
		switch {
		case s.State == scorecard.RuleError && s.Firing:
			b.WriteRune('¿')
		default:
			b.WriteString(map[scorecard.RuleState]string{
				scorecard.RuleClear: ".", scorecard.RulePending: "+", scorecard.RuleFiring: "!", scorecard.RuleError: "?",
			}[s.State])
		}
	}
	return b.String()
}

func TestStandings(t *testing.T) {
	for name, c := range map[string]struct {
		when, clear   string // no clear is the opposite of when
		fires, clears int
		want          string
		since         int // of the last period
	}{
		"nothing holds":                                       {"nnn", "", 1, 1, "...", 0},
		"it fires at once and is over at once":                {"nyn", "", 1, 1, ".!.", 0},
		"it fires on":                                         {"nyyy", "", 1, 1, ".!!!", 1},
		"it waits for two periods":                            {"yynyny", "", 2, 1, "+!.+.+", 5},
		"a run that is too short is forgotten":                {"yynyyy", "", 3, 1, "++.++!", 5},
		"it is over after two periods":                        {"ynynnn", "", 1, 2, "!!!!..", 0},
		"it fires anew only after the whole wait":             {"yynyy", "", 2, 1, "+!.+!", 4},
		"between the thresholds it goes on":                   {"ynnnn", "nnnyn", 1, 1, "!!!..", 0},
		"between the thresholds it does not start":            {"nnnyn", "nnnny", 1, 1, "...!.", 0},
		"the wait for the end is broken":                      {"ynnnn", "nynyy", 1, 2, "!!!!.", 0},
		"what held before it fired does not end it":           {"yyyy", "yyyy", 2, 2, "+!!.", 0},
		"an older gap breaks the wait":                        {"y?yy", "", 2, 1, "+?+!", 3},
		"a gap in the end":                                    {"nn?", "", 1, 1, "..?", 0},
		"a gap while it fires ends nothing":                   {"y?y", "", 1, 1, "!¿!", 0},
		"a gap breaks the wait for the end":                   {"yn?nn", "", 1, 2, "!!¿!.", 0},
		"only the end is asked while it fires":                {"y???", "nnny", 1, 1, "!!!.", 0},
		"only the condition is asked while it does not fire":  {"nnny", "????", 1, 1, "...!", 3},
		"both hold in a period: it fires and is over in turn": {"yyyy", "yyyy", 1, 1, "!.!.", 0},
		"no period": {"", "", 1, 1, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := scorecard.Standings(steps(c.when, c.clear), c.fires, c.clears)
			if course(got) != c.want {
				t.Errorf("got %s, want %s", course(got), c.want)
			}
			if n := len(got); n > 0 && c.since > 0 && got[n-1].Since != c.since {
				t.Errorf("since period %d, want %d", got[n-1].Since, c.since)
			}
		})
	}
}

// slowly says where a rule stands after step i, by the words of the definition.
func slowly(all []scorecard.Step, i, fires, clears int) scorecard.Standing {
	if i < 0 {
		return scorecard.Standing{State: scorecard.RuleClear}
	}
	before := slowly(all, i-1, fires, clears)
	if before.Firing {
		over := i-clears >= before.Since
		for k := i; over && k > i-clears; k-- {
			over = all[k].Clear == scorecard.Holds
		}
		switch {
		case over:
			return scorecard.Standing{State: scorecard.RuleClear}
		case all[i].Clear == scorecard.NotKnown:
			return scorecard.Standing{State: scorecard.RuleError, Firing: true, Since: before.Since}
		}
		return scorecard.Standing{State: scorecard.RuleFiring, Firing: true, Since: before.Since}
	}
	if i+1 >= fires && !slices.ContainsFunc(all[i+1-fires:i+1], func(s scorecard.Step) bool { return s.When != scorecard.Holds }) {
		return scorecard.Standing{State: scorecard.RuleFiring, Firing: true, Since: i}
	}
	return idle(all, i)
}

// idle is where a rule stands that does not fire.
func idle(all []scorecard.Step, i int) scorecard.Standing {
	switch all[i].When {
	case scorecard.NotKnown:
		return scorecard.Standing{State: scorecard.RuleError}
	case scorecard.Fails:
		return scorecard.Standing{State: scorecard.RuleClear}
	}
	first := i
	for first > 0 && all[first-1].When == scorecard.Holds {
		first--
	}
	return scorecard.Standing{State: scorecard.RulePending, Since: first}
}

func TestStandingsAreThoseOfTheDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letter := func(s string) scorecard.Truth { return truths(s)[random.IntN(len(s))] }
	for range 20_000 {
		all := make([]scorecard.Step, random.IntN(24))
		opposite := random.IntN(2) == 0
		for i := range all {
			all[i] = scorecard.Step{When: letter("yyyyynnn?"), Clear: letter("yynnn?")}
			if opposite {
				all[i].Clear = truths(opposites(map[scorecard.Truth]string{scorecard.Holds: "y", scorecard.Fails: "n", scorecard.NotKnown: "?"}[all[i].When]))[0]
			}
		}
		fires, clears := 1+random.IntN(4), 1+random.IntN(4)
		got := scorecard.Standings(all, fires, clears)
		for i := range all {
			if want := slowly(all, i, fires, clears); got[i] != want {
				t.Fatalf("step %d of %v, fires %d, clears %d: got %+v, want %+v", i, all, fires, clears, got[i], want)
			}
		}
	}
}
