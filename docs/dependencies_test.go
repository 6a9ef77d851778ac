package docs

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

var (
	required = regexp.MustCompile(`(?m)^\t(\S+) v\S+$`) // without "// indirect"
	row      = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (\\S.{20,}) \\|$")
)

// TestDependencies compares the list with go.mod: a line for each module that
// is required directly, and no other.
func TestDependencies(t *testing.T) {
	names := func(file string, pattern *regexp.Regexp) (list []string) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			list = append(list, m[1])
		}
		return list
	}
	modules, rows := names("../go.mod", required), names("dependencies.md", row)
	if len(modules) == 0 || !slices.Equal(modules, rows) {
		t.Errorf("go.mod requires %q, the document has %q", modules, rows)
	}
}
