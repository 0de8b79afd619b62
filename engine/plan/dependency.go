package plan

import (
	"slices"
	"strings"
)

// dependencies resolves which rules hold back which, and reports those that
// would wait for themselves.
func (b *builder) dependencies() {
	byID := make(map[string]*Rule, len(b.plan.Rules))
	for _, r := range b.plan.Rules {
		byID[r.ID] = r
	}
	for _, r := range b.plan.Rules {
		for _, name := range r.Spec.DependsOn {
			if other := byID[name.Value]; other != nil {
				r.DependsOn = append(r.DependsOn, other)
				continue
			}
			b.unknown(name, "unknown-rule", "there is no rule %q", ids(b.plan.Rules, func(r *Rule) string { return r.ID }))
		}
	}
	w := &waits{builder: b, state: map[*Rule]state{}}
	for _, r := range b.plan.Rules {
		w.follow(r)
	}
}

// waits follows each rule once to those that it depends on.
type waits struct {
	*builder
	state map[*Rule]state
	path  []*Rule
	found int
}

// mostCircles is how many of them are told: each can name every rule of a file.
const mostCircles = 8

func (w *waits) follow(r *Rule) {
	switch w.state[r] {
	case done:
		return
	case underway:
		w.circle(w.path[slices.Index(w.path, r):])
		return
	}
	w.state[r] = underway
	w.path = append(w.path, r)
	for _, other := range r.DependsOn {
		w.follow(other)
	}
	w.path = w.path[:len(w.path)-1]
	w.state[r] = done
}

func (w *waits) circle(rules []*Rule) {
	if w.found++; w.found > mostCircles {
		return
	}
	first := rules[0]
	var names []string
	for _, r := range rules[1:] {
		names = append(names, r.ID)
	}
	names = append(names, first.ID)
	w.list.Errorf(first.Spec.DependsOn[0].Range, "rule-cycle", "%q waits for itself: it depends on %s", first.ID, strings.Join(names, ", which depends on "))
}
