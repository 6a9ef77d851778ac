package live

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

var behaviorNames = []string{"user-managed", "enforce-limits", "truncate-data", "body-overflow", "body-only"}

// attributes has one of every type.
var attributes = record{
	"title": "string|min:2|max:4000", "n": "number|integer|optional", "score": "number|optional", "active": "boolean|optional",
	"tags": "array|items:string|optional", "points": "array|items:number|optional", "data": "json|optional",
	"profile": record{"bio": "string|optional", "city": "string|optional"},
	"city":    "string|optional", "key": "secret|optional", "email": "email|optional", "link": "url|optional",
	"ref": "uuid|optional", "at": "datetime|optional", "day": "dateonly|optional", "ip": "ip4|optional",
	"price": "money|optional", "ratio": "decimal:3|optional", "vec": "embedding:3|optional",
}

// full has a value for each.
func full(id string) record {
	return record{
		"id": id, "title": "Größe " + id, "n": 42, "score": 1.5, "active": true, "tags": []any{"a", "b|c"}, "points": []any{0.5, -2.0},
		"data": record{"deep": []any{1.0, "x", nil}}, "profile": record{"bio": "x", "city": "Rio"}, "city": "Oslo",
		"key": "hunter2", "email": "a@example.com", "link": "https://example.com/a?b=c",
		"ref": "550e8400-e29b-41d4-a716-446655440000", "at": "2024-02-29T12:34:56.789Z", "day": "2024-02-29", "ip": "192.168.1.10",
		"price": 19.99, "ratio": 3.142, "vec": []any{0.5, -0.25, 0.0},
	}
}

// TestFromPeer lets s3db.js make resources of every behavior and type, and
// SQL read, change and add records, which s3db.js reads back and changes.
func TestFromPeer(t *testing.T) {
	t.Parallel()
	b := start(t)
	for _, behavior := range behaviorNames {
		t.Run(behavior, func(t *testing.T) {
			t.Parallel()
			name := "p_" + strings.ReplaceAll(behavior, "-", "_")
			b.peer.must(t, "createResource", "", record{
				"name": name, "behavior": behavior, "attributes": attributes,
				"partitions": record{"byCity": record{"fields": record{"city": "string"}}}, "asyncPartitions": false,
			})
			for _, id := range []string{"a", "b", "c"} {
				b.peer.must(t, "insert", name, full(id))
			}
			if behavior != "enforce-limits" && behavior != "truncate-data" {
				b.peer.must(t, "insert", name, record{"id": "big", "title": strings.Repeat("x", 3000), "n": 1})
			}
			x := exchange{t, b, b.connect(), name}
			x.same("a", "b", "c")
			x.bySQL()
			x.byPeer()
		})
	}
}

// TestFromSQL lets SQL make the tables, in a bucket of s3db.js 21's kind, for
// that has connected to it before, and in one of s3db.js 10's kind. There
// numbers with a fraction are left out: s3db.js 21 reads NaN of the rule by
// which s3db.js 10 reads them.
func TestFromSQL(t *testing.T) {
	for dialect, score := range map[string]string{"v10": "bigint", "v21": "double precision"} {
		t.Run(dialect, func(t *testing.T) { fromSQL(t, dialect, score) })
	}
}

func fromSQL(t *testing.T, dialect, score string) {
	t.Parallel()
	b := start(t)
	c := b.connect()
	tables := map[string]string{}
	for _, behavior := range behaviorNames {
		name := "s_" + strings.ReplaceAll(behavior, "-", "_")
		tables[behavior] = name
		run(t, c, fmt.Sprintf(`CREATE TABLE %s (
			id text PRIMARY KEY, title text NOT NULL, n bigint, score %s, active boolean,
			tags text[], points double precision[], data jsonb, city text, at timestamptz, day date, price numeric(10, 2)
		) WITH (behavior = '%s', dialect = '%s', external_writers = on)`, name, score, behavior, dialect))
		run(t, c, fmt.Sprintf(`CREATE INDEX %s_city ON %[1]s (city)`, name))
		for _, id := range []string{"a", "b", "c"} {
			run(t, c, fmt.Sprintf(`INSERT INTO %s VALUES ($1, 'Größe ' || $1, 42, 3, true, '{a,b|c}', '{0.5,-2}',
				'{"deep": [1, "x", null]}', 'Oslo', '2024-02-29 12:34:56.789+00', '2024-02-29', 19.99)`, name), id)
		}
	}
	b.peer.must(t, "connect", "")
	for behavior, name := range tables {
		t.Run(behavior, func(t *testing.T) {
			t.Parallel()
			x := exchange{t, b, b.connect(), name}
			x.same("a", "b", "c")
			x.byPeer()
			x.bySQL()
		})
	}
}

// exchange is one resource, which both use.
type exchange struct {
	t    *testing.T
	b    *both
	c    *pgx.Conn
	name string
}

// bySQL changes, adds and removes records and looks at what s3db.js says.
func (x exchange) bySQL() {
	x.t.Helper()
	run(x.t, x.c, fmt.Sprintf("UPDATE %s SET title = title || '!', n = n + 1, city = 'Rio' WHERE id = 'a'", x.name))
	run(x.t, x.c, fmt.Sprintf("INSERT INTO %s (id, title, n, city, tags) VALUES ('s', 'by SQL', 7, 'Rio', '{x}')", x.name))
	run(x.t, x.c, fmt.Sprintf("DELETE FROM %s WHERE id = 'b'", x.name))
	x.same("a", "s")
	if rec := x.b.peer.get(x.t, x.name, "a"); rec["title"] != "Größe a!" && rec["title"] != "Größe a by s3db.js!" {
		x.t.Errorf("s3db.js reads %v", rec["title"])
	}
	if there := x.b.peer.must(x.t, "exists", x.name, "b"); there != false {
		x.t.Error("s3db.js finds what SQL deleted")
	}
	if ids := x.inCity("Rio"); !slices.Contains(ids, "a") || !slices.Contains(ids, "s") {
		x.t.Errorf("s3db.js lists %v in Rio", ids)
	}
}

// byPeer does the same with s3db.js, and looks at what SQL says.
func (x exchange) byPeer() {
	x.t.Helper()
	before := x.b.peer.get(x.t, x.name, "a")["title"].(string)
	x.b.peer.must(x.t, "update", x.name, "a", record{"title": before + " by s3db.js", "active": false, "city": "Lima"})
	x.b.peer.must(x.t, "insert", x.name, record{"id": "j", "title": "by s3db.js", "n": 9, "city": "Lima"})
	x.b.peer.must(x.t, "delete", x.name, "c")
	x.same("a", "j")
	var ids []string
	rows, err := x.c.Query(context.Background(), fmt.Sprintf("SELECT id FROM %s WHERE city = 'Lima' ORDER BY id", x.name))
	if err == nil {
		ids, err = pgx.CollectRows(rows, pgx.RowTo[string])
	}
	if err != nil || !reflect.DeepEqual(ids, []string{"a", "j"}) {
		x.t.Errorf("SQL lists %v in Lima: %v", ids, err)
	}
	var n int
	if err := x.c.QueryRow(context.Background(), fmt.Sprintf("SELECT count(*) FROM %s WHERE id = 'c'", x.name)).Scan(&n); err != nil || n != 0 {
		x.t.Errorf("SQL finds what s3db.js deleted: %d, %v", n, err)
	}
}

func (x exchange) inCity(city string) []string {
	x.t.Helper()
	// SQL names the partition after its index.
	for _, partition := range []string{"byCity", x.name + "_city"} {
		text, err := x.b.peer.ask("listIds", x.name, record{"partition": partition, "partitionValues": record{"city": city}})
		var ids []string
		if err == nil && json.Unmarshal(text, &ids) == nil && len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// same holds that both read the same of records.
func (x exchange) same(ids ...string) {
	x.t.Helper()
	for _, id := range ids {
		var text []byte
		err := x.c.QueryRow(context.Background(), fmt.Sprintf("SELECT to_jsonb(t) FROM %s t WHERE id = $1", x.name), id).Scan(&text)
		if err != nil {
			x.t.Errorf("SQL reads %s: %v", id, err)
			continue
		}
		var ours record
		if err := json.Unmarshal(text, &ours); err != nil {
			x.t.Fatal(err)
		}
		theirs := x.b.peer.get(x.t, x.name, id)
		if got, want := plain(ours), plain(theirs); !reflect.DeepEqual(got, want) {
			x.t.Errorf("%s: SQL reads\n%v, s3db.js\n%v", id, got, want)
		}
	}
}

// plain drops what has no value and writes times in one way.
func plain(v any) any {
	switch v := v.(type) {
	case record:
		m := record{}
		for name, child := range v {
			if p := plain(child); p != nil && !reflect.DeepEqual(p, record{}) {
				m[name] = p
			}
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = plain(item)
		}
		return list
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64) // numeric is a text in s3db.js
	case string:
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			return at.UTC().Format(time.RFC3339Nano)
		}
	}
	return v
}
