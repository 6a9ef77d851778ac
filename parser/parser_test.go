package parser

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/cockroachdb/datadriven"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// TestTrees runs testdata/trees. The command parse prints, for each statement,
// its command tag and its tree without offsets and empty fields; with pos it
// prints the offset and the text of each statement, too.
func TestTrees(t *testing.T) {
	datadriven.Walk(t, "testdata/trees", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			if d.Cmd != "parse" {
				d.Fatalf(t, "unknown command %s", d.Cmd)
			}
			return parsed(d.Input, d.HasArg("pos"))
		})
	})
}

func parsed(sql string, positions bool) string {
	statements, err := Parse(sql)
	if err != nil {
		return describe(err)
	}
	var b strings.Builder
	for _, s := range statements {
		if positions {
			fmt.Fprintf(&b, "%d %q\n", s.Start, s.Text)
		}
		fmt.Fprintf(&b, "%s: %s\n", Tag(s.Node), printTree(s.Node))
	}
	return b.String()
}

func describe(err error) string {
	var e *pgerr.Error
	if !errors.As(err, &e) {
		return "NOT A pgerr.Error: " + err.Error()
	}
	text := fmt.Sprintf("%s: %s at %d\n", e.Code, e.Message, e.Position)
	if e.Hint != "" {
		text += "HINT: " + e.Hint + "\n"
	}
	return text
}

func TestPosition(t *testing.T) {
	for _, c := range []struct {
		sql    string
		offset int
		want   int
	}{
		{"select", 0, 1},
		{"select", 6, 7},
		{"select", 7, 0},
		{"select", -1, 0},
		{"é€😀x", 9, 4},
	} {
		if got := Position(c.sql, c.offset); got != c.want {
			t.Errorf("Position(%q, %d) = %d, want %d", c.sql, c.offset, got, c.want)
		}
	}
}

// TestParallel parses good and bad text on many threads: the grammar keeps
// its state per thread.
func TestParallel(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if got := parsed("SELECT 1", false); !strings.HasPrefix(got, "SELECT: ") {
					t.Error(got)
				}
				if got := parsed("SELECT FROM FROM", false); !strings.HasPrefix(got, "42601: ") {
					t.Error(got)
				}
			}
		})
	}
	wg.Wait()
}
