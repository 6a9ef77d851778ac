package parser

import "testing"

// TestDeparse shows the text of trees; TestCorpusRecords and FuzzParse show that
// the text means the same.
func TestDeparse(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{"select a+1 as b, 'it''s' from T where x>1 and not y", "SELECT (a + 1) AS b, 'it''s' FROM t WHERE ((x > 1) AND (NOT y))"},
		{"select \"A b\", \"select\", $1, e'\\\\'", `SELECT "A b", "select", $1, E'\\'`},
		{"select a::int[], -1::numeric(10,2), char 'x'", "SELECT a::integer[], (- 1::numeric(10, 2)), 'x'::pg_catalog.bpchar"},
		{"select x at time zone 'UTC', extract(year from x), trim(leading 'a' from x)",
			"SELECT (x AT TIME ZONE 'UTC'), EXTRACT(year FROM x), TRIM(LEADING 'a' FROM x)"},
		{"select 1 union (select 2 order by 1) limit 3", "(SELECT 1) UNION (SELECT 2 ORDER BY 1) LIMIT 3"},
		{"select * from a left join (b join c using (i)) on true", "SELECT * FROM a LEFT JOIN (b JOIN c USING (i)) ON true"},
		{"select sum(x) over (order by y rows 1 preceding)",
			"SELECT sum(x) OVER (ORDER BY y ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"},
		{"with r as materialized (delete from t returning *) table r",
			"WITH r AS MATERIALIZED (DELETE FROM t RETURNING *) SELECT * FROM r"},
	} {
		statements, err := Parse(c.sql)
		if err != nil {
			t.Fatal(err)
		}
		if got := Deparse(statements[0].Node); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.sql, got, c.want)
		}
	}
}

// checkRoundTrip parses the text of a tree and compares the trees.
func checkRoundTrip(t *testing.T, file string, s Stmt) {
	switch s.(type) {
	case *Query, *Insert, *Update, *Delete, *Merge:
	default:
		return
	}
	text := Deparse(s)
	again, err := Parse(text)
	if err != nil {
		t.Errorf("%s: %s: %v", file, text, err)
		return
	}
	if before, after := printTree(s), printTree(again[0].Node); before != after {
		t.Errorf("%s: %s\nbefore %s\nafter  %s", file, text, before, after)
	}
}
