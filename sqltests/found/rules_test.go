package found

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/sqltests"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// ruled is a resource with attributes of many rules.
const ruled = `{
	"name": "string|min:2|max:10",
	"email": "email|unique",
	"site": "url|optional",
	"age": "number|integer|min:18|optional",
	"score": "number|positive|optional",
	"level": "string|default:new",
	"active": "boolean|default:true",
	"tags": "array|items:string|max:2|unique|optional",
	"token": "secret|min:4|optional",
	"again": "equal|field:email|optional",
	"code": "string|pattern:^[A-Z]{3}$|optional",
	"profile": {"bio": "string|max:5|optional", "born": "number"},
	"odd": "nosuchtype|optional"
}`

// bucketOf is a bucket in which s3db.js has defined the resource people and
// put records, given by id as their headers are. It has no references.
func bucketOf(t *testing.T, attributes string, records map[string]map[string]string, partitions ...catalog.PartitionDef) *mem.Bucket {
	t.Helper()
	const now = "2026-01-01T00:00:00.000Z"
	parsed, err := catalog.ParseJSON([]byte(attributes))
	if err != nil {
		t.Fatal(err)
	}
	object, _ := parsed.(*catalog.Object)
	definition := catalog.NewDefinition(catalog.AttributesOf(object))
	definition.Partitions = partitions
	people := catalog.NewResource("people", definition, now)
	bucket := mem.New(mem.Options{})
	put := func(key string, up storage.Upload) {
		if _, err := bucket.Put(t.Context(), key, up, storage.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	put("s3db.json", storage.Upload{Body: catalog.NewManifest(now).With(people, now).JSON(), ContentType: "application/json"})
	for id, headers := range records {
		headers["_v"] = "v0"
		put("resource=people/data/id="+id, storage.Upload{Metadata: headers})
	}
	return bucket
}

// TestRules writes to a resource whose attributes have rules: they are the
// constraints of the table.
func TestRules(t *testing.T) {
	bucket := bucketOf(t, ruled, map[string]map[string]string{"old": {"0": "x", "3": "5"}})
	url := sqltests.Serve(t, config.Defaults(), server.Options{Bucket: bucket})
	sqltests.RunIn(t, url, "testdata/rules", "postgres")
}

// TestUnique has unique attributes: those of the records that were there count
// too, s3db.json stays as it is, and a restart finds all as it was.
func TestUnique(t *testing.T) {
	bucket := bucketOf(t, `{"email":"email|unique","n":"number|unique|optional"}`, map[string]map[string]string{
		"a": {"0": "a@x.org", "1": "5"}, "b": {"0": "b/b@x.org", "1": "5"},
	})
	before, err := bucket.Get(t.Context(), "s3db.json", storage.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range []string{"found", "restarted"} {
		t.Run(run, func(t *testing.T) {
			c := serve(t, bucket, "")
			_, err := c.Exec(t.Context(), `INSERT INTO people (id, email) VALUES ('c', 'b/b@x.org')`)
			e := (*pgconn.PgError)(nil)
			if !errors.As(err, &e) || e.Code != "23505" || e.SchemaName != "public" || e.TableName != "people" || e.ColumnName != "email" || e.ConstraintName != "people_email_key" {
				t.Errorf("a value taken twice: %v", err)
			}
			if want := "Key (email)=(b/b@x.org) already exists. The rule of the attribute is email|unique."; e != nil && e.Detail != want {
				t.Errorf("detail %q", e.Detail)
			}
			if _, err := c.Exec(t.Context(), `UPDATE people SET n = 5 WHERE id = 'a'`); err != nil {
				t.Errorf("an attribute that was not unique before: %v", err)
			}
		})
	}
	after, err := bucket.Get(context.Background(), "s3db.json", storage.GetOptions{})
	if err != nil || string(after.Body) != string(before.Body) {
		t.Errorf("s3db.json is now %s, %v", after.Body, err)
	}
}
