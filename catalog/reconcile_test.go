package catalog

import "testing"

// TestReconcile holds what becomes of an entry of s3db.json that somebody else
// has written.
func TestReconcile(t *testing.T) {
	const (
		v0   = `"v0":{"attributes":{"a":"string","b":"string"}}`
		turn = `"v0":{"attributes":{"b":"string","a":"string"},"more":1}`
		v1   = `"v1":{"attributes":{"a":"string","c":"string"}}`
		not1 = `"v1":{"attributes":{"x":"string"}}`
	)
	entry := func(current, versions, rest string) string {
		return `{"currentVersion":"` + current + `","partitions":{},"versions":{` + versions + `}` + rest + `}`
	}
	cases := []struct {
		name         string
		ours, theirs string
		led, follows string // what it ought to be where we lead, and where they do
	}{
		{"nothing there", entry("v0", v0, ""), "", entry("v0", v0, ""), entry("v0", v0, "")},
		{"the same and more", entry("v0", v0, ""), entry("v0", v0, `,"createdBy":"user"`),
			entry("v0", v0, `,"createdBy":"user"`), entry("v0", v0, `,"createdBy":"user"`)},
		{"another order", entry("v0", v0, ""), entry("v0", turn, ""),
			entry("v0", `"v0":{"attributes":{"a":"string","b":"string"},"more":1}`, ""),
			entry("v0", `"v0":{"attributes":{"a":"string","b":"string"},"more":1}`, "")},
		{"a new version", entry("v0", v0, ""), entry("v1", v0+","+v1, ""), entry("v0", v0+","+v1, ""), entry("v1", v0+","+v1, "")},
		{"a version gone", entry("v1", v0+","+v1, ""), entry("v0", v0, ""), entry("v1", v0+","+v1, ""), entry("v0", v0+","+v1, "")},
		{"two of one name", entry("v1", v0+","+v1, ""), entry("v1", v0+","+not1, ""), entry("v1", v0+","+v1, ""), entry("v1", v0+","+not1, "")},
	}
	for _, c := range cases {
		ours, err := ParseResource("t", []byte(c.ours))
		if err != nil {
			t.Fatal(err)
		}
		var theirs *Resource
		if c.theirs != "" {
			if theirs, err = ParseResource("t", []byte(c.theirs)); err != nil {
				t.Fatal(err)
			}
		}
		for follow, want := range map[bool]string{false: c.led, true: c.follows} {
			got := ours.Reconcile(theirs, follow)
			if string(got.JSON()) != want {
				t.Errorf("%s, follow %v:\n got %s\nwant %s", c.name, follow, got.JSON(), want)
			}
			if again := got.Reconcile(theirs, follow); !again.Same(got) {
				t.Errorf("%s, follow %v: again it is %s", c.name, follow, again.JSON())
			}
		}
	}
}
