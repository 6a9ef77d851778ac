package docs

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/sqltests"
)

// feature is a row of a table of s3db.md.
type feature struct{ what, sql, program, tests string }

// features reads the tables with four columns.
func features(t *testing.T, text string) []feature {
	t.Helper()
	var list []feature
	for _, line := range strings.Split(text, "\n") {
		cells := strings.Split(strings.ReplaceAll(strings.Trim(line, "| "), `\|`, "\x00"), "|")
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") || strings.HasPrefix(line, "| s3db.js |") {
			continue
		}
		if len(cells) != 4 {
			t.Errorf("%d columns: %s", len(cells), line)
			continue
		}
		for i := range cells {
			if cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "\x00", "|")); len(cells[i]) < 3 {
				t.Errorf("an empty cell: %s", line)
			}
		}
		list = append(list, feature{cells[0], cells[1], cells[2], cells[3]})
	}
	return list
}

// TestS3db holds s3db.md to the source: every row names tests that exist and
// run, and every statement in it, which ends in a semicolon, succeeds in the
// order of the page.
func TestS3db(t *testing.T) {
	text := read(t, "s3db.md")
	list := features(t, text)
	if len(list) < 90 {
		t.Errorf("s3db.md has %d rows", len(list))
	}
	c, err := pgconn.Connect(t.Context(), sqltests.Start(t)+"/postgres?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	for _, sql := range statements(text, "sql setup") {
		if code := outcome(c, sql); code != "" {
			t.Errorf("%s: %s", sql, code)
		}
	}
	for _, f := range list {
		for _, sql := range quoted(f.sql) {
			if strings.HasSuffix(sql, ";") {
				if code := outcome(c, sql); code != "" {
					t.Errorf("%s: %s: %s", f.what, sql, code)
				}
			}
		}
		shown(t, f)
	}
}

var code = regexp.MustCompile("`([^`]+)`")

// quoted returns what stands between backticks.
func quoted(cell string) []string {
	var list []string
	for _, m := range code.FindAllStringSubmatch(cell, -1) {
		list = append(list, m[1])
	}
	return list
}

// shown holds that the tests of a row are there: `folder.TestName`, or the path
// of a file of SQL.
func shown(t *testing.T, f feature) {
	t.Helper()
	names := quoted(f.tests)
	if len(names) == 0 {
		t.Errorf("%s: no test", f.what)
	}
	for _, name := range names {
		folder, test, isFunc := strings.Cut(name, ".")
		switch {
		case !isFunc:
			if info, err := os.Stat(filepath.Join("..", name)); err != nil || info.IsDir() {
				t.Errorf("%s: no file %s", f.what, name)
			}
		case !runs(t, folder, test):
			t.Errorf("%s: no test %s that runs", f.what, name)
		}
	}
}

// runs reports whether a folder has a test function, and an example what it
// prints, without which it is not run.
func runs(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, found := strings.Cut(string(text), "\nfunc "+name+"(")
		if !found {
			continue
		}
		body, _, _ = strings.Cut(body, "\n}\n")
		return !strings.HasPrefix(name, "Example") || strings.Contains(body, "// Output:")
	}
	return false
}
