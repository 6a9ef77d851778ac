package parser

import (
	"errors"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// TestBoundDepth shows what counts: the longest of what lies side by side, and
// the sum of what lies in each other.
func TestBoundDepth(t *testing.T) {
	for _, c := range []struct {
		sql  string
		want int
	}{
		{"", 0},
		{"a", 1},
		{"a + b", 3},
		{"a, b + c, d", 4},
		{"a AND b OR c", 2},
		{"f(a, b + c)", 6},
		{"f(a + b) + c", 8},
		{"f(a + b), c", 7},
		{"SELECT a UNION SELECT b UNION SELECT c", 5},
		{"CASE WHEN a THEN b ELSE c END", 7},
		{"'a''b' || E'\\'' || \"x\"\"y\" || $x$ ( $x$", 11},
		{"'a' -- (\n  'b' /* /* ( */ ( */", 1},
		{"a AS case, x.end", 4},
		{"a[1][2]", 5},
	} {
		if got := boundDepth(c.sql); got != c.want {
			t.Errorf("boundDepth(%q) = %d, want %d", c.sql, got, c.want)
		}
	}
}

// TestDeepNesting nests in every way that makes a deep tree. The grammar or the
// bound refuses each, and none crashes.
func TestDeepNesting(t *testing.T) {
	const n = 50_000
	for name, sql := range map[string]string{
		"operators":       "SELECT 1" + strings.Repeat("+1", n),
		"casts":           "SELECT 1" + strings.Repeat("::int", n),
		"brackets":        "SELECT " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n),
		"prefixes":        "SELECT " + strings.Repeat("- ", n) + "a",
		"calls":           "SELECT " + strings.Repeat("f(", n) + "1" + strings.Repeat(")", n),
		"arrays":          "SELECT ARRAY" + strings.Repeat("[", n) + "1" + strings.Repeat("]", n),
		"cases":           "SELECT " + strings.Repeat("CASE WHEN a THEN ", n) + "1" + strings.Repeat(" END", n),
		"chain of cases":  "SELECT 1" + strings.Repeat(" + CASE WHEN x.end OR b THEN 1 END", n),
		"subqueries":      "SELECT " + strings.Repeat("(SELECT ", n) + "1" + strings.Repeat(")", n),
		"set operations":  "SELECT 1, 2" + strings.Repeat(" UNION SELECT 1, 2", n),
		"joins":           "SELECT FROM a" + strings.Repeat(" JOIN a ON b AND c", n),
		"quoted brackets": "SELECT 1" + strings.Repeat(" + '('", n),
	} {
		_, err := Parse(sql)
		if !errors.Is(err, tooDeep()) && !errors.Is(err, pgerr.New(pgerr.SyntaxError, "")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWideText shows that long text without depth is no problem.
func TestWideText(t *testing.T) {
	for name, sql := range map[string]string{
		"rows":       "INSERT INTO t VALUES (1, -1, 'a')" + strings.Repeat(", (1, -1, 'a')", 20_000),
		"conditions": "SELECT 1 WHERE a = 1" + strings.Repeat(" OR a = 1 AND b > -2", 20_000),
		"statements": strings.Repeat("SELECT 1 + 2;", 5_000),
	} {
		if _, err := Parse(sql); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
