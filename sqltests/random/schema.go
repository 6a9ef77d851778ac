package random

import "strings"

// Schema makes the tables and fills them. Values come from small domains, so
// that joins meet, and every column that may be NULL is so in some rows.
const Schema = `
CREATE TABLE a (id int PRIMARY KEY, x int, t text, n numeric, d date, b bool);
CREATE INDEX a_x ON a (x);
INSERT INTO a SELECT g, nullif(g % 7, 3), nullif('t' || g % 5, 't2'), nullif(g % 4, 1) * 1.5, date '2024-01-01' + nullif(g % 6, 4), nullif(g % 3, 2) = 1
  FROM generate_series(1, 40) g;
CREATE TABLE b (id text PRIMARY KEY, a_id int, y int, t text NOT NULL);
CREATE INDEX b_a ON b (a_id);
CREATE INDEX b_ty ON b (t, y);
INSERT INTO b SELECT 'k' || g, nullif(g * 3 % 50, 12), nullif(g % 9, 5), 't' || g % 6 FROM generate_series(1, 60) g;
CREATE TABLE c (k int, l int, v text UNIQUE, d date, PRIMARY KEY (k, l));
INSERT INTO c SELECT g % 8, g, 'v' || g, date '2024-01-01' + g % 9 FROM generate_series(1, 30) g;
INSERT INTO c VALUES (9, 1, NULL, NULL), (9, 2, NULL, '2024-01-03');
CREATE TABLE e (id int PRIMARY KEY, t text NOT NULL);
CREATE VIEW w AS SELECT a.id, a.x, b.t, b.y FROM a JOIN b ON b.a_id = a.id;
CREATE VIEW s AS SELECT t, count(*)::int AS y, min(d) AS d FROM a GROUP BY t;
`

// kind is the type of an expression.
type kind int

const (
	integer kind = iota
	text
	numeric
	date
	boolean
	kinds
)

// column is a column that a query can name.
type column struct {
	name string
	kind kind
}

// relation is a table or view of the schema.
type relation struct {
	name    string
	key     string // its primary key, "" for views
	columns []column
}

// keys is the number of columns of the primary key; they come first.
func (r relation) keys() int { return strings.Count(r.key, ",") + 1 }

var relations = []relation{
	{"a", "id", []column{{"id", integer}, {"x", integer}, {"t", text}, {"n", numeric}, {"d", date}, {"b", boolean}}},
	{"b", "id", []column{{"id", text}, {"a_id", integer}, {"y", integer}, {"t", text}}},
	{"c", "k, l", []column{{"k", integer}, {"l", integer}, {"v", text}, {"d", date}}},
	{"e", "id", []column{{"id", integer}, {"t", text}}},
	{"w", "", []column{{"id", integer}, {"x", integer}, {"t", text}, {"y", integer}}},
	{"s", "", []column{{"t", text}, {"y", integer}, {"d", date}}},
}
