package main

import (
	"strings"
	"testing"
)

func TestNamesBecomePartsOfFileNames(t *testing.T) {
	long := strings.Repeat("ä", 60)
	for _, c := range []struct{ name, want string }{
		{"West", "west"},
		{"North-East & Co. (2)", "north-east-co-2"},
		{"../../etc/passwd", "etc-passwd"},
		{"a\\b:c", "a-b-c"},
		{"華北", "華北"},
		{"con", "con-1143da2b"},
		{"NUL", "nul-ae6de182"},
		{"???", "a03b221c"},
		{long, strings.Repeat("ä", 40) + "-"},
		{"", ""},
	} {
		got := slug(c.name)
		if c.name == long {
			got = got[:len(c.want)]
		}
		if got != c.want {
			t.Errorf("%q is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFiltersOfMembers(t *testing.T) {
	for _, c := range []struct{ where, member, want string }{
		{"", "West", `region == "West"`},
		{"age > 3 or age < 1", "West", `(age > 3 or age < 1) and region == "West"`},
		{"", `"West" \ 北`, `region == "\"West\" \\ 北"`},
	} {
		if got := memberFilter(c.where, "region", c.member); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
