package spec

import (
	"bytes"
	"strings"
	"testing"
)

func TestRewriteChangesOneTextAndNothingElse(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"a number", "expect: {revenue: 100}  # why\n", "expect: {revenue: 7}  # why\n"},
		{"in quotes", "expect: {revenue: \"100\"}\n", "expect: {revenue: \"7\"}\n"},
		{"in single quotes", "expect: {revenue: '100' , x: 1}\n", "expect: {revenue: '7' , x: 1}\n"},
		{"words", "expect:\n      revenue: no value # none\n", "expect:\n      revenue: 7 # none\n"},
		{"line ends of Windows", "expect:\r\n      revenue: 100\r\n", "expect:\r\n      revenue: 7\r\n"},
		{"at the end of the file", "expect: {revenue: 1}\n    # é\n    x-a: {revenue: 1}", "expect: {revenue: 7}\n    # é\n    x-a: {revenue: 1}"},
		{"a block is refused", "expect: {revenue: 1}\n    x: &x |\n      100\n", "expect: {revenue: 7}\n    x: &x |\n      100\n"},
	} {
		const head = "tests:\n  - name: One\n    "
		f, _ := ParseTests("sales_test.yaml", []byte(head+c.file))
		got, refused := f.Rewrite([]Edit{{f.Tests[0].Expect[0].Value, "7"}})
		if string(got) != head+c.want || len(refused) > 0 {
			t.Errorf("%s: got %q %v, want %q", c.name, got, refused, head+c.want)
		}
	}
}

func TestRewriteKeepsTheByteOrderMark(t *testing.T) {
	const file = "\uFEFFtests: [{name: One, expect: {revenue: 1}}]"
	f, _ := ParseTests("sales_test.yaml", []byte(file))
	got, _ := f.Rewrite([]Edit{{f.Tests[0].Expect[0].Value, "2"}})
	if want := strings.Replace(file, "revenue: 1", "revenue: 2", 1); string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRewriteRefusesWhatWouldChangeMore(t *testing.T) {
	for _, c := range []struct{ name, file, why string }{
		{"a block", "expect: {revenue: 1}\n  - name: Two\n    expect:\n      revenue: |\n        5\n", "over several lines"},
		{"a text over two lines", "expect: {revenue: 1}\n  - name: Two\n    expect:\n      revenue: no\n        value\n", "over several lines"},
		{"an anchor", "expect: {revenue: 1}\n  - name: Two\n    expect: {revenue: &r 5}\n", "has an anchor"},
		{"an alias", "expect: &e {revenue: 5}\n  - name: Two\n    expect: *e\n", "used by several tests"},
	} {
		f, problems := ParseTests("sales_test.yaml", []byte("tests:\n  - name: One\n    "+c.file))
		if problems.Len() > 0 {
			t.Fatalf("%s: %s", c.name, problems.Items[0].Message)
		}
		got, refused := f.Rewrite([]Edit{{f.Tests[1].Expect[0].Value, "7"}})
		if !bytes.Equal(got, f.File.Data) || len(refused) != 1 || !strings.Contains(refused[0].Why, c.why) {
			t.Errorf("%s: got %v and the file %q, want %q", c.name, refused, got, c.why)
		}
	}
}

// FuzzParseTests reads any test file: it must end, every place must lie in the
// file, and an expectation that is rewritten is read as what was written, with
// all others as they were.
func FuzzParseTests(f *testing.F) {
	f.Add([]byte(everyTestKey))
	for _, expect := range []string{"{revenue: '1'}", "{revenue: \"1\\x20\"}", "\n      revenue: |\n        1\n", "&e {a: &x 1, b: *x}", "{<<: {a: 1}}", "\r\n      a: 1 #"} {
		f.Add([]byte("tests:\n  - name: One\n    expect: " + expect))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, problems := ParseTests("sales_test.yaml", data)
		for _, p := range problems.Items {
			checkPlace(t, file.File.Data, p.Range)
		}
		if same, _ := file.Rewrite(nil); !bytes.Equal(same, data) {
			t.Fatalf("without an edit %q becomes %q", data, same)
		}
		if problems.HasErrors() {
			return
		}
		for i, test := range file.Tests {
			for j, e := range test.Expect {
				rewriteOne(t, file, e.Value, func(f *TestFile) string { return f.Tests[i].Expect[j].Value.Value })
			}
		}
	})
}

func rewriteOne(t *testing.T, file *TestFile, text Text, read func(*TestFile) string) {
	t.Helper()
	if !text.Written() {
		return
	}
	const now = "no value (no data)"
	data, refused := file.Rewrite([]Edit{{text, now}})
	if len(refused) > 0 {
		return
	}
	again, problems := ParseTests("sales_test.yaml", data)
	if problems.HasErrors() || read(again) != now {
		t.Fatalf("%q becomes %q: %v", file.File.Data, data, problems.Items)
	}
}
