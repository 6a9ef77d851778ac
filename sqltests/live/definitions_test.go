package live

import (
	"context"
	"testing"
)

// TestDefinitions: what s3db.js defines while the server runs is there in the
// next statement, what SQL defines is there for s3db.js when it connects, and
// neither takes the other's away.
func TestDefinitions(t *testing.T) {
	t.Parallel()
	b := start(t)
	c := b.connect()
	one := func(want, sql string) {
		t.Helper()
		var got string
		if err := c.QueryRow(context.Background(), sql).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", sql, got, err, want)
		}
	}
	users := record{"name": "users", "attributes": record{"name": "string"}}
	b.peer.must(t, "createResource", "", users)
	b.peer.must(t, "insert", "users", record{"id": "u1", "name": "Ann"})
	one("Ann", "SELECT name FROM users WHERE id = 'u1'")

	run(t, c, "CREATE TABLE orders (id text PRIMARY KEY, city text)")
	run(t, c, "INSERT INTO orders VALUES ('o1', 'Rome')")
	b.peer.must(t, "createResource", "", record{"name": "logs", "attributes": record{"line": "string"}})
	one("0", "SELECT count(*)::text FROM logs")
	one("Rome", "SELECT city FROM orders")
	b.peer.must(t, "connect", "")
	b.peer.must(t, "insert", "orders", record{"id": "o2", "city": "Oslo"})
	one("Oslo", "SELECT city FROM orders WHERE id = 'o2'")

	users["attributes"] = record{"name": "string", "age": "number|integer:true|optional"}
	b.peer.must(t, "createResource", "", users)
	b.peer.must(t, "insert", "users", record{"id": "u2", "name": "Bob", "age": 42})
	one("42", "SELECT age::text FROM users WHERE id = 'u2'")
	run(t, c, "UPDATE users SET age = 41 WHERE id = 'u2'")
	one("Ann Bob", "SELECT string_agg(name, ' ' ORDER BY id) FROM users")
}
