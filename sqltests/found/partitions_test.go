package found

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// damaged are the fixtures whose references s3db.js has left wrong, and how
// many of each problem there are.
var damaged = map[string]map[string]int{
	"partitions-async-update-delete": {"missing": 2}, // an update deletes references of partitions with a longer name
	"partitions-deletemany":          {"orphan": 15},
	"versioning-enabled":             {"missing": 1}, // byVersion does not survive an update
}

// TestPartitions looks at the references that s3db.js has left in each bucket,
// mends them and finds them right.
func TestPartitions(t *testing.T) {
	for _, dir := range fixtureDirs {
		files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".json")
			if !strings.HasPrefix(name, "partitions") && !strings.HasPrefix(name, "timestamps") && !strings.HasPrefix(name, "version") {
				continue
			}
			t.Run(name, func(t *testing.T) { partitions(t, name, file) })
		}
	}
}

func partitions(t *testing.T, name, file string) {
	s := read(t, file)
	bucket, resources := s.minuteAgo(t)
	c := serve(t, bucket, s.Connection.Passphrase)
	found := map[string]int{}
	for resource := range resources {
		for _, problem := range checked(t, c, resource) {
			found[problem]++
		}
	}
	if want := damaged[name]; !equal(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
	for resource := range resources {
		if _, err := c.Exec(t.Context(), "REINDEX TABLE "+pgx.Identifier{resource}.Sanitize()); err != nil {
			t.Error(err)
		}
		if left := checked(t, c, resource); len(left) > 0 {
			t.Errorf("%s: left are %v", resource, left)
		}
	}
}

// TestTrust reads orders by values inside a document and by the day of a text:
// through a partition once it is known to have every row, or if the session
// says that it may lack some.
func TestTrust(t *testing.T) {
	for _, dir := range fixtureDirs {
		file := filepath.Join(dir, "partitions-async-update-delete.json")
		if _, err := os.Stat(file); err != nil {
			continue
		}
		bucket, _ := read(t, file).minuteAgo(t)
		c := serve(t, bucket, "")
		const nested = `SELECT id FROM orders WHERE customer->>'country' = 'USA'`
		explained(t, c, nested, "Access: full")
		exec(t, c, "SET s3db.untrusted_partitions = on")
		explained(t, c, nested, "Access: partition byCountry (may miss rows)")
		exec(t, c, "RESET s3db.untrusted_partitions")
		exec(t, c, "ALTER TABLE orders SET (external_writers = off)")
		exec(t, c, "REINDEX TABLE orders")
		explained(t, c, nested, "Prefix: resource=orders/partition=byCountry/customer.country=USA/")
		for _, value := range []string{"US", "USA", "BR"} {
			var byPartition, byFilter int
			sql := "SELECT count(*) FILTER (WHERE %s) FROM orders"
			one(t, c, "SELECT count(*) FROM orders WHERE customer->>'country' = '"+value+"'", &byPartition)
			one(t, c, fmt.Sprintf(sql, "customer->>'country' = '"+value+"'"), &byFilter)
			if byPartition != byFilter {
				t.Errorf("%s: %d rows by the partition, %d are there", value, byPartition, byFilter)
			}
		}
	}
}

func exec(t *testing.T, c *pgx.Conn, sql string) {
	t.Helper()
	if _, err := c.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func one(t *testing.T, c *pgx.Conn, sql string, n *int) {
	t.Helper()
	if err := c.QueryRow(t.Context(), sql).Scan(n); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func explained(t *testing.T, c *pgx.Conn, sql, want string) {
	t.Helper()
	rows, err := c.Query(t.Context(), "EXPLAIN "+sql)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if text := strings.Join(lines, "\n"); err != nil || !strings.Contains(text, want) {
		t.Errorf("%s is read by\n%s\nwant %s, %v", sql, text, want, err)
	}
}

// minuteAgo is a bucket that was filled a minute ago, with its resources: what
// s3db.js has just written is left alone for a while.
func (s *scenario) minuteAgo(t *testing.T) (storage.Bucket, map[string]int) {
	age := time.Minute
	bucket := mem.New(mem.Options{Now: func() time.Time { return time.Now().Add(-age) }})
	resources := s.fill(t, bucket)
	age = 0
	return bucket, resources
}

func checked(t *testing.T, c *pgx.Conn, resource string) []string {
	t.Helper()
	rows, err := c.Query(t.Context(), "SELECT problem FROM s3db.check_partitions($1::text::regclass)", pgx.Identifier{resource}.Sanitize())
	if err != nil {
		t.Fatal(err)
	}
	problems, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

func equal(a, b map[string]int) bool {
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return len(a) == len(b)
}

// TestFsck checks and repairs each bucket as s3dbsql fsck does.
func TestFsck(t *testing.T) {
	for _, dir := range fixtureDirs {
		files, _ := filepath.Glob(filepath.Join(dir, "partitions-*.json"))
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) { repaired(t, file) })
		}
	}
}

func repaired(t *testing.T, file string) {
	bucket, _ := read(t, file).minuteAgo(t)
	s, err := server.Offline(t.Context(), config.Defaults(), slog.New(slog.DiscardHandler), server.Options{Bucket: keep{bucket}}, false)
	if err != nil {
		t.Fatal(err)
	}
	names, err := s.Databases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.Check(t.Context(), names[0])
	if err != nil {
		t.Fatal(err)
	}
	during, err := s.Repair(t.Context(), names[0])
	if err != nil || during.Left() > 0 || len(during.Findings) != len(before.Findings) {
		t.Fatalf("%v, then %v, %v", before.Findings, during, err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err = server.Offline(t.Context(), config.Defaults(), slog.New(slog.DiscardHandler), server.Options{Bucket: bucket}, false)
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.Check(t.Context(), names[0])
	if err != nil || len(after.Findings) > 0 {
		t.Errorf("left: %v, %v", after, err)
	}
}

// keep is a bucket that outlives its server.
type keep struct{ storage.Bucket }

func (keep) Close() error { return nil }
