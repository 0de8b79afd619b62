package schema

import (
	"flag"
	"math/rand/v2"
	"testing"

	"gopkg.in/yaml.v3"
)

// mutations change one value of a file in the ways in which people go wrong.
var mutations = []struct {
	name  string
	apply func(*yaml.Node) bool // reports whether there was something to change
}{
	{"the first key is gone", func(n *yaml.Node) bool {
		return n.Kind == yaml.MappingNode && remove(n, 0)
	}},
	{"the last key is gone", func(n *yaml.Node) bool {
		return n.Kind == yaml.MappingNode && remove(n, len(n.Content)-2)
	}},
	{"an unknown key", func(n *yaml.Node) bool { return add(n, "nonsense", "1") }},
	{"an unknown key with a list", func(n *yaml.Node) bool {
		return add(n, "nonsense", "[1]")
	}},
	{"a key of the house", func(n *yaml.Node) bool { return add(n, "x-ticket", "4711") }},
	{"keys in place of it", func(n *yaml.Node) bool { return become(n, "{nonsense: 1}") }},
	{"no keys in place of it", func(n *yaml.Node) bool { return become(n, "{}") }},
	{"a list in place of it", func(n *yaml.Node) bool { return become(n, "[nonsense]") }},
	{"a list of lists in place of it", func(n *yaml.Node) bool { return become(n, "[[nonsense]]") }},
	{"a list of keys in place of it", func(n *yaml.Node) bool { return become(n, "[{nonsense: 1}]") }},
	{"an empty list in place of it", func(n *yaml.Node) bool { return become(n, "[]") }},
	{"another word", func(n *yaml.Node) bool { return become(n, "nonsense") }},
	{"a number in place of it", func(n *yaml.Node) bool { return become(n, "12") }},
	{"true in place of it", func(n *yaml.Node) bool { return become(n, "true") }},
	{"a day in place of it", func(n *yaml.Node) bool { return become(n, "2026-03-31") }},
	{"nothing in place of it", func(n *yaml.Node) bool { return become(n, "null") }},
	{"an empty text in place of it", func(n *yaml.Node) bool { return become(n, `""`) }},
}

func remove(n *yaml.Node, i int) bool {
	if len(n.Content) == 0 || n.Content[i].Tag == "!!merge" {
		return false
	}
	n.Content = append(n.Content[:i:i], n.Content[i+2:]...)
	return true
}

func add(n *yaml.Node, key, value string) bool {
	if n.Kind != yaml.MappingNode {
		return false
	}
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, parsed(value))
	return true
}

func become(n *yaml.Node, text string) bool {
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		return false
	}
	*n = *parsed(text)
	return true
}

func parsed(text string) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		panic(err) // the texts stand above
	}
	return doc.Content[0]
}

var thorough = flag.Bool("thorough", false, "try every mutation of docs/every_key.yaml, which takes a minute")

// TestSchemaAndReaderAgreeAboutMutations compares them on files with one thing
// changed. What is changed is drawn with a seed of its own.
func TestSchemaAndReaderAgreeAboutMutations(t *testing.T) {
	s := compiled(t)
	dice := rand.New(rand.NewPCG(7, 11))
	count := map[string]int{}
	for _, file := range []struct {
		name  string
		share float64 // of the mutations that are tried
	}{{"../../docs/every_key.yaml", 0.12}, {"../../kpis.yaml", 0.002}, {"../../examples/saas/kpis.yaml", 0.002}, {"../../examples/support/kpis.yaml", 0.003}} {
		name, share := file.name, file.share
		if *thorough && name == "../../docs/every_key.yaml" {
			share = 1
		}
		data := content(t, name)
		for i := range values(parsed(string(data))) {
			for _, m := range mutations {
				if dice.Float64() > share {
					continue
				}
				whole := parsed(string(data))
				if !m.apply(values(whole)[i]) {
					continue
				}
				mutant, err := yaml.Marshal(whole)
				if err != nil {
					t.Fatal(err)
				}
				count[compare(t, s, name+" with "+m.name, mutant)]++
				if t.Failed() {
					return // one is enough to look into
				}
			}
		}
	}
	t.Logf("%d accepted by both, %d refused by both", count["accepted"], count["refused"])
	if count["accepted"] < 100 || count["refused"] < 250 {
		t.Errorf("%d mutants are accepted and %d refused: too few to tell anything", count["accepted"], count["refused"])
	}
}

// values returns every value of a file, from the top down.
func values(n *yaml.Node) []*yaml.Node {
	all := []*yaml.Node{n}
	switch n.Kind {
	case yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			all = append(all, values(n.Content[i])...)
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			all = append(all, values(item)...)
		}
	}
	return all
}
