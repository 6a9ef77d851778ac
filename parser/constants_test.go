package parser

import "testing"

func TestWithoutConstants(t *testing.T) {
	for sql, want := range map[string]string{
		"":         "",
		"SELECT 1": "SELECT ?",
		"INSERT INTO t1 VALUES ('it''s', 12.50, -3, E'a\\'b', $q$x'y$q$, $12)": "INSERT INTO t1 VALUES (?, ?, -?, ?, ?, $12)",
		"SELECT \"a'1\", 'a' -- it's\n 'b' /* '1' */ FROM e1":                  "SELECT \"a'1\", ? /* '1' */ FROM e1",
		"SELECT 'open": "SELECT ?",
		"SELECT x'1f', U&'d!0061' UESCAPE '!', a[1], 1 2, t.*, e": "SELECT x?, U&? UESCAPE ?, a[?], ? ?, t.*, e",
	} {
		if got := WithoutConstants(sql); got != want {
			t.Errorf("%s\nis   %s\nwant %s", sql, got, want)
		}
	}
}
