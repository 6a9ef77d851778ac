package found

import (
	"path"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// TestNestedSecrets writes secrets inside documents: the bucket holds them
// encrypted, and no message shows them.
func TestNestedSecrets(t *testing.T) {
	bucket := bucketOf(t, `{"name": "string", "pin": "secretNumber|optional", "deep": {"token": "secret|optional", "note": "string|optional"}}`, nil)
	c := serve(t, bucket, "p")
	for _, step := range []struct{ sql, want string }{
		{`INSERT INTO people VALUES ('a', 'x', '42', '{"token": "hunter2", "note": "n"}') RETURNING deep ->> 'token', pin`, "hunter2 42"},
		{`UPDATE people SET name = 'y' RETURNING deep ->> 'token'`, "hunter2"},
		{`ALTER TABLE people ADD CHECK (length(name) < 3)`, ""},
		{
			`INSERT INTO people VALUES ('b', 'long', '42', '{"token": "hunter2"}')`,
			`23514 new row for relation "people" violates check constraint "people_name_check" / Failing row contains (b, long, ********, ********).`,
		},
		{`SELECT s3db.wait_applied() > 0`, "true"},
		{`SELECT name, deep ->> 'token' FROM people`, "y hunter2"},
		{`SELECT query FROM pg_stat_activity WHERE query LIKE 'SELECT query%'`, "SELECT query FROM pg_stat_activity WHERE query LIKE ?"},
	} {
		if got := ask(t, c, step.sql); got != step.want {
			t.Errorf("%s\n got %s\nwant %s", step.sql, got, step.want)
		}
	}
	o, err := bucket.Get(t.Context(), "resource=people/data/id=a", storage.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	text := string(o.Body)
	for _, value := range o.Metadata {
		text += value
	}
	if strings.Contains(text, "hunter2") {
		t.Errorf("the bucket holds %s", text)
	}
}

// TestSealedDocument changes rows beside a document whose secret another
// passphrase encrypted.
func TestSealedDocument(t *testing.T) {
	bucket := bucketOf(t, `{"name": "string", "deep": {"token": "secret|optional", "note": "string|optional"}}`, nil)
	type step struct{ sql, want string }
	const sealed = "22000 secret cannot be decrypted with the configured passphrase / "
	for i, steps := range [][]step{
		{{`INSERT INTO people VALUES ('a', 'x', '{"token": "t", "note": "n"}'), ('b', 'x', '{"token": "t"}') RETURNING name`, "x, x"}},
		{
			{`UPDATE people SET name = 'y' WHERE id = 'a' RETURNING name`, "y"},
			{`SELECT deep FROM people WHERE id = 'a'`, sealed},
			{`UPDATE people SET deep = deep || '{"note": "m"}'`, sealed},
			{`UPDATE people SET deep = '{"token": "u"}' WHERE id = 'b' RETURNING deep`, "map[token:u]"},
		},
		{
			{`SELECT name, deep FROM people WHERE id = 'a'`, "y map[note:n token:t]"},
			{`SELECT deep FROM people WHERE id = 'b'`, sealed},
			{`DELETE FROM people RETURNING id`, "a, b"},
		},
	} {
		t.Run([]string{"one", "two", "one"}[i], func(t *testing.T) {
			c := serve(t, keep{bucket}, path.Base(t.Name())[:3])
			for _, step := range steps {
				if got := ask(t, c, step.sql); got != step.want {
					t.Errorf("%s\n got %s\nwant %s", step.sql, got, step.want)
				}
			}
		})
	}
}

// TestSecretPartitions holds that partitions over secrets, which s3db.js alone
// fills, are not read even by a session that takes untrusted ones.
func TestSecretPartitions(t *testing.T) {
	over := func(name string, paths ...string) catalog.PartitionDef {
		p := catalog.PartitionDef{Name: name}
		for _, path := range paths {
			p.Fields = append(p.Fields, catalog.FieldRule{Path: path, Rule: "string"})
		}
		return p
	}
	bucket := bucketOf(t, `{"name": "string", "pin": "secret", "deep": {"token": "secret|optional", "note": "string|optional"}}`, nil,
		over("byPin", "name", "pin"), over("byToken", "deep.token"), over("byNote", "deep.note"))
	c := serve(t, bucket, "p")
	exec(t, c, "SET s3db.untrusted_partitions = on")
	exec(t, c, `INSERT INTO people VALUES ('a', 'x', '42', '{"token": "t", "note": "n"}')`)
	explained(t, c, "SELECT id FROM people WHERE name = 'x' AND pin = '42'", "Access: full")
	explained(t, c, "SELECT id FROM people WHERE deep->>'token' = 't'", "Access: full")
	explained(t, c, "SELECT id FROM people WHERE deep->>'note' = 'n'", "Access: partition byNote (may miss rows)")
	exec(t, c, "SELECT s3db.wait_applied()")
	page, err := bucket.List(t.Context(), storage.ListOptions{Prefix: "resource=people/partition="})
	if err != nil || len(page.Objects) != 1 || page.Objects[0].Key != "resource=people/partition=byNote/deep.note=n/id=a" {
		t.Errorf("references %v, %v", page, err)
	}
}
