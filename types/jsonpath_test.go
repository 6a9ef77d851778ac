package types_test

import (
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// TestJSONPathText reads and prints each line of testdata/jsonpath; what is
// expected is what PostgreSQL 15 prints.
func TestJSONPathText(t *testing.T) {
	datadriven.RunTest(t, "testdata/jsonpath", func(t *testing.T, d *datadriven.TestData) string {
		var out strings.Builder
		for _, line := range strings.Split(d.Input, "\n") {
			p, err := types.ParseJSONPath(line)
			if err != nil {
				out.WriteString(string(pgerr.CodeOf(err)) + ": " + err.Error() + "\n")
				continue
			}
			out.WriteString(p.String() + "\n")
		}
		return out.String()
	})
}

// FuzzParseJSONPath holds the parser to its printer: what is printed reads
// back as the same.
func FuzzParseJSONPath(f *testing.F) {
	seeds, err := os.ReadFile("testdata/jsonpath")
	if err != nil {
		f.Fatal(err)
	}
	for _, line := range strings.Split(string(seeds), "\n") {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := types.ParseJSONPath(s)
		if err != nil || pgerr.CheckText(s) != nil {
			return
		}
		text := p.String()
		again, err := types.ParseJSONPath(text)
		if err != nil {
			t.Fatalf("%q prints as %q, which does not read: %v", s, text, err)
		}
		if again.String() != text {
			t.Fatalf("%q prints as %q, then as %q", s, text, again)
		}
	})
}
