package sqltests

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/open"
)

// vault is a server over a folder that is started with one passphrase after
// the other.
type vault struct {
	testing.TB
	folder string
	log    lockedBuffer
	said   []string // errors, plans and what pg_stat_activity shows
	conn   *pgconn.PgConn
}

type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// under runs work on a server with a passphrase.
func (v *vault) under(passphrase string, work func(url string)) {
	settings := config.Defaults()
	settings.Store, settings.Passphrase = "file:"+v.folder, passphrase
	logger := slog.New(slog.NewTextHandler(&v.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	url, stop := serveLogging(v.TB, settings, server.Options{}, logger)
	defer stop()
	v.conn = connect(v.TB, url, "postgres", nil)
	work(url)
	if err := v.conn.Close(context.Background()); err != nil {
		v.Error(err)
	}
}

// run runs statements and returns the fields of the last, by bars. An error is
// kept, and returned as its code.
func (v *vault) run(sql string) string {
	results, err := v.conn.Exec(v.Context(), sql).ReadAll()
	if e := (*pgconn.PgError)(nil); errors.As(err, &e) {
		v.said = append(v.said, fmt.Sprintf("%+v", *e))
		return e.Code
	}
	if err != nil {
		v.Fatal(err)
	}
	var rows []string
	for _, row := range results[len(results)-1].Rows {
		rows = append(rows, string(bytes.Join(row, []byte("|"))))
	}
	return strings.Join(rows, "\n")
}

// must holds that statements answer so.
func (v *vault) must(sql, want string) {
	v.Helper()
	if got := v.run(sql); got != want {
		v.Errorf("%s\nanswers %q, want %q", sql, got, want)
	}
}

// objects reads the whole bucket.
func (v *vault) objects() map[string]*storage.Object {
	bucket, err := open.Bucket(v.Context(), "file:"+v.folder, open.Options{})
	if err != nil {
		v.Fatal(err)
	}
	defer func() { _ = bucket.Close() }()
	objects := map[string]*storage.Object{}
	for token := ""; ; {
		page, err := bucket.List(v.Context(), storage.ListOptions{Token: token})
		if err != nil {
			v.Fatal(err)
		}
		for _, info := range page.Objects {
			o, err := bucket.Get(v.Context(), info.Key, storage.GetOptions{})
			if err != nil {
				v.Fatal(err)
			}
			objects[info.Key] = o
		}
		if token = page.Next; token == "" {
			return objects
		}
	}
}

const secretTable = `CREATE TABLE t (id int PRIMARY KEY, name text, password s3db.secret NOT NULL CHECK (length(password) < 40))`

// TestSecretsStayHidden writes secrets in every way there is, provokes errors,
// and then looks for their plain text in all that was said, logged and stored.
func TestSecretsStayHidden(t *testing.T) {
	v := &vault{TB: t, folder: t.TempDir()}
	v.under("one", func(url string) {
		v.run(secretTable)
		v.must(`INSERT INTO t VALUES (1, 'a', 'hunter2-1') RETURNING password`, "hunter2-1")
		if r := v.conn.ExecParams(t.Context(), "INSERT INTO t VALUES ($1, $2, $3)", [][]byte{[]byte("2"), []byte("b"), []byte("hunter2-2")}, nil, nil, nil).Read(); r.Err != nil {
			t.Error(r.Err)
		}
		if _, err := v.conn.CopyFrom(t.Context(), strings.NewReader("3\tc\thunter2-3\n"), "COPY t FROM STDIN"); err != nil {
			t.Error(err)
		}
		for _, row := range []string{"6\tc\t" + strings.Repeat("hunter2", 9), "hunter2", "7\tc\thunter2\tx"} {
			_, err := v.conn.CopyFrom(t.Context(), strings.NewReader(row+"\n"), "COPY t (id, name, password) FROM STDIN")
			if err == nil {
				t.Errorf("COPY takes %q", row)
			}
			if row != "hunter2" { // which is no secret but a bad id
				v.said = append(v.said, fmt.Sprintf("%+v", err))
			}
		}
		v.run(`PREPARE p AS INSERT INTO t VALUES ($1, 'd', $2); EXECUTE p(4, 'hunter2-4')`)
		v.run(`UPDATE t SET password = password || 'hunter2' WHERE password = 'hunter2-4'`)
		v.run(`INSERT INTO t VALUES (1, 'x', 'hunter2-x') ON CONFLICT (id) DO UPDATE SET password = EXCLUDED.password`)
		v.run(`CREATE TABLE copy AS SELECT * FROM t`)
		v.must(`SELECT string_agg(password, ',' ORDER BY id) FROM copy`, "hunter2-x,hunter2-2,hunter2-3,hunter2-4hunter2")
		v.must(`INSERT INTO t VALUES (1, 'e', 'hunter2-5')`, "23505")
		v.must(`INSERT INTO t VALUES (5, 'hunter', NULL)`, "23502")
		v.must(`INSERT INTO t VALUES (5, 'e', repeat('hunter2', 9))`, "23514")
		v.must(`UPDATE t SET password = repeat('hunter2', 9)`, "23514")
		v.must(`SELECT password::int FROM t`, "22P02")
		v.must(`SELECT ARRAY[password]::int[] FROM t`, "22P02")
		v.must(`CREATE INDEX ON t (password)`, "0A000")
		v.must(`ALTER TABLE t ALTER password TYPE int USING password::int`, "22P02")
		for _, sql := range []string{
			`SELECT * FROM t WHERE password = 'hunter2-1' OR password LIKE 'hunter2%' OR password IN ('hunter2-3', 'hunter2-4')`,
			`SELECT * FROM t JOIN copy c ON c.password = t.password AND t.password > 'hunter2'`,
			`UPDATE t SET name = 'y' WHERE password = 'hunter2-1'`,
			`INSERT INTO t VALUES (9, 'z', 'hunter2')`,
		} {
			v.said = append(v.said, v.run("EXPLAIN VERBOSE "+sql), v.run("EXPLAIN (FORMAT JSON) "+sql))
		}
		v.run(`SELECT 1 FROM t WHERE password = 'hunter2-1'`)
		other := connect(t, url, "postgres", nil)
		activity, err := other.Exec(t.Context(), "SELECT query FROM pg_stat_activity").ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		v.said = append(v.said, fmt.Sprintf("%s", activity[0].Rows))
	})
	for _, text := range append(v.said, v.log.String()) {
		if strings.Contains(text, "hunter2") {
			t.Errorf("says %s", text)
		}
	}
	for key, o := range v.objects() {
		if whole := fmt.Sprintf("%s %v %s", key, o.Metadata, o.Body); strings.Contains(whole, "hunter2") {
			t.Errorf("the bucket holds %s", whole)
		}
	}
}

// TestWrongPassphrase holds that a secret of another passphrase is an error
// where it is read and in nobody's way where it is not, and that its
// ciphertext stays as it is.
func TestWrongPassphrase(t *testing.T) {
	v := &vault{TB: t, folder: t.TempDir()}
	v.under("one", func(string) {
		v.run(secretTable + `; CREATE TABLE r (id int PRIMARY KEY, t int REFERENCES t ON UPDATE CASCADE ON DELETE SET NULL, s s3db.secret NOT NULL)`)
		v.run(`INSERT INTO t VALUES (1, 'a', 'hunter2-1'), (2, 'b', 'hunter2-2'), (3, 'c', 'hunter2-3'); INSERT INTO r VALUES (1, 1, 'x'), (3, 3, 'y')`)
	})
	before := v.objects()["postgres/resource=t/data/id=2"].Metadata["2"]
	v.under("two", func(string) {
		v.must(`SELECT id, name FROM t ORDER BY id`, "1|a\n2|b\n3|c")
		v.must(`SELECT password FROM t`, "22000")
		v.must(`UPDATE t SET name = upper(name) RETURNING id, name`, "1|A\n2|B\n3|C")
		v.must(`UPDATE t SET id = 11 WHERE id = 1; DELETE FROM t WHERE id = 3 RETURNING name`, "C")
		v.must(`UPDATE t SET name = password WHERE id = 2`, "22000")
		v.must(`UPDATE t SET password = 'new' WHERE id = 11 RETURNING password`, "new")
		v.must(`SELECT id, t FROM r ORDER BY id`, "1|11\n3|")
		v.must(`DELETE FROM t WHERE password = 'x'`, "22000")
	})
	if !strings.Contains(strings.Join(v.said, "\n"), "passphrase-file") {
		t.Errorf("no error names the setting: %s", v.said)
	}
	if after := v.objects()["postgres/resource=t/data/id=2"].Metadata["2"]; after != before {
		t.Errorf("the ciphertext %s has become %s", before, after)
	}
	v.under("one", func(string) {
		v.must(`SELECT password FROM t WHERE id = 2`, "hunter2-2")
		v.must(`SELECT password FROM t WHERE id = 11`, "22000")
		v.must(`SELECT s FROM r ORDER BY id`, "x\ny")
		v.must(`UPDATE t SET name = 'x', password = 'hunter2-2' WHERE id = 2 RETURNING password`, "hunter2-2")
	})
	if after := v.objects()["postgres/resource=t/data/id=2"].Metadata["2"]; after != before {
		t.Errorf("the ciphertext %s of the same secret has become %s", before, after)
	}
}

// TestKnownPassphrase holds that the default passphrase is warned about once,
// when it is used.
func TestKnownPassphrase(t *testing.T) {
	v := &vault{TB: t, folder: t.TempDir()}
	warnings := func() int { return strings.Count(v.log.String(), "default passphrase") }
	v.under("secret", func(string) {
		v.run(secretTable)
		if warnings() != 0 {
			t.Error("a warning before there are secrets")
		}
		v.run(`INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'y')`)
		v.must(`SELECT password FROM t WHERE id = 1`, "x")
	})
	if warnings() != 1 {
		t.Errorf("%d warnings", warnings())
	}
}
