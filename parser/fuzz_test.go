package parser

import (
	"errors"
	"testing"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// FuzzParse looks for text that Parse does not survive, statements outside of
// their text, and queries whose text does not give their tree again.
func FuzzParse(f *testing.F) {
	for _, sql := range []string{
		"SELECT a.*, 1.5 AS x, f(b, n => 2) OVER (w ORDER BY c) FROM t AS a JOIN u USING (i) WHERE NOT x IN (SELECT 1)",
		"WITH RECURSIVE r AS (VALUES (1) UNION ALL SELECT n + 1 FROM r) SELECT * FROM r LIMIT 5",
		"INSERT INTO t (a, b[1].c) VALUES (DEFAULT, 'x') ON CONFLICT (a) DO UPDATE SET (b, c) = (1, 2) RETURNING *",
		"UPDATE ONLY t SET a = CASE WHEN b THEN 1 END FROM u; DELETE FROM t WHERE CURRENT OF c",
		"CREATE TABLE t (a int PRIMARY KEY INITIALLY DEFERRED, b text COLLATE \"C\" DEFAULT E'\\n', LIKE u INCLUDING ALL)",
		"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int GENERATED ALWAYS AS IDENTITY (START 5), DROP b CASCADE",
		"COPY t (a) FROM STDIN WITH (FORMAT csv, FORCE_QUOTE *, HEADER)",
		"BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY; SET TIME ZONE INTERVAL '1' HOUR TO MINUTE; COMMIT",
		"CREATE FUNCTION f() RETURNS int AS $x$ select 1 $x$ LANGUAGE sql",
		"SELECT U&'\\00e9' UESCAPE '!', $1::numeric(10, 2)[], ARRAY[[1]], (ROW(1, 2)).f, x[1:2][3]",
		"SELECT EXTRACT(year FROM d), TRIM(BOTH 'x' FROM y), POSITION(a IN b), d AT TIME ZONE 'UTC' IS NULL",
		"GRANT SELECT ON t TO PUBLIC", "\xff", "a\x00b", "select 'é", "/*", "$a$",
	} {
		f.Add(sql)
	}
	f.Fuzz(func(t *testing.T, sql string) {
		statements, err := Parse(sql)
		var e *pgerr.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%q: %v is not a *pgerr.Error", sql, err)
		}
		for _, s := range statements {
			if sql[s.Start:s.Start+len(s.Text)] != s.Text {
				t.Errorf("%q: %q does not stand at %d", sql, s.Text, s.Start)
			}
			if Tag(s.Node) == "" {
				t.Errorf("%q: no tag", sql)
			}
			checkRoundTrip(t, "fuzz", s.Node)
		}
	})
}

// FuzzScanner looks for text that the scanner does not get through.
func FuzzScanner(f *testing.F) {
	f.Add("select e'\\'' 'x' \n '\\' || $a$ ) $a$ -- (\n /* ( /* */ ( */ case when a.end then b end")
	f.Fuzz(func(t *testing.T, sql string) {
		s := scanner{sql: sql}
		for before := -1; s.next().kind != endToken; before = s.pos {
			if s.pos <= before || s.pos > len(sql) {
				t.Fatalf("%q: from %d to %d", sql, before, s.pos)
			}
		}
	})
}
