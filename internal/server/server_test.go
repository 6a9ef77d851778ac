package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/file"
)

func start(t *testing.T, store string) *Server {
	t.Helper()
	settings := config.Defaults()
	settings.Store = store
	s, err := New(t.Context(), settings, slog.New(slog.DiscardHandler), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func connect(s *Server, database string) (close func(), err error) {
	c, err := s.Open(context.Background(), session.Startup{User: "me", Database: database})
	if err != nil {
		return func() {}, err
	}
	return func() { c.Close(context.Background()) }, nil
}

func wantCode(t *testing.T, what string, err error, code pgerr.Code) {
	t.Helper()
	if err == nil || pgerr.CodeOf(err) != code {
		t.Errorf("%s: error %v, want %s", what, err, code)
	}
}

func TestDatabases(t *testing.T) {
	s, ctx := start(t, "memory:"), t.Context()
	_, err := connect(s, "shop")
	wantCode(t, "open before create", err, pgerr.InvalidCatalogName)
	if e := (*pgerr.Error)(nil); !errors.As(err, &e) || !strings.Contains(e.Hint, "CREATE DATABASE shop") {
		t.Errorf("no hint what to do: %v", err)
	}
	if err := s.CreateDatabase(ctx, "shop"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "create twice", s.CreateDatabase(ctx, "shop"), pgerr.DuplicateDatabase)
	leave, err := connect(s, "shop")
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, "drop in use", s.DropDatabase(ctx, "shop"), pgerr.ObjectInUse)
	leave()
	if err := s.DropDatabase(ctx, "shop"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "drop twice", s.DropDatabase(ctx, "shop"), pgerr.InvalidCatalogName)
	if page, err := s.registry.bucket("shop").List(ctx, storage.ListOptions{}); err != nil || len(page.Objects) > 0 {
		t.Errorf("a dropped database left %v, %v", page.Objects, err)
	}
	if names, err := s.Databases(ctx); err != nil || strings.Join(names, " ") != "postgres" {
		t.Errorf("databases are %v, %v", names, err)
	}
}

// TestDropInterrupted makes a database again whose drop did not end: nothing
// of the old one may show.
func TestDropInterrupted(t *testing.T) {
	s, ctx := start(t, "memory:"), t.Context()
	b := s.registry.bucket("shop")
	if _, err := b.Put(ctx, "s3db.json", storage.Upload{Body: []byte("old")}, storage.Condition{}); err != nil {
		t.Fatal(err)
	}
	err := changeCluster(ctx, s.store.Bucket, func(c *cluster) error {
		c.Dropping = append(c.Dropping, "shop")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CreateDatabase(ctx, "shop"); err != nil {
		t.Fatal(err)
	}
	leave, err := connect(s, "shop")
	if err != nil {
		t.Fatalf("the old s3db.json is still there: %v", err)
	}
	leave()
}

// TestSoleDatabase opens a store whose URL holds s3db.json itself.
func TestSoleDatabase(t *testing.T) {
	dir := t.TempDir() + "/Shop"
	b, err := file.Open(dir, file.Options{})
	if err != nil {
		t.Fatal(err)
	}
	manifest := `{"version":"1","s3dbVersion":"10.0.0","lastUpdated":"2024-01-01T00:00:00.000Z","resources":{}}`
	if _, err := b.Put(t.Context(), keys.ManifestKey, storage.Upload{Body: []byte(manifest)}, storage.Condition{}); err != nil {
		t.Fatal(err)
	}
	b.Close()
	s := start(t, "file:"+dir)
	for _, name := range []string{"Shop", "postgres"} {
		leave, err := connect(s, name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		leave()
	}
	_, err = connect(s, "other")
	wantCode(t, "another database", err, pgerr.InvalidCatalogName)
	wantCode(t, "create", s.CreateDatabase(t.Context(), "x"), pgerr.FeatureNotSupported)
	wantCode(t, "drop", s.DropDatabase(t.Context(), "Shop"), pgerr.FeatureNotSupported)
}

func TestLastSegment(t *testing.T) {
	for url, want := range map[string]string{
		"memory:": "postgres", "file:data/shop": "shop", "file:///a/b/": "b",
		"s3://KEY:SECRET@bucket/a/b?region=x": "b", "s3://KEY:SEC/RET@bucket": "bucket", "http://h:1/bucket": "bucket",
	} {
		if got := lastSegment(url); got != want {
			t.Errorf("the database of %s is %q, want %q", url, got, want)
		}
	}
}

func TestListen(t *testing.T) {
	l, err := Listen("127.0.0.1:0", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address := l.Addr().String()
	if _, err := Listen(address, 0); err == nil || !strings.Contains(err.Error(), "is taken; try --listen 127.0.0.1:") {
		t.Errorf("a taken port: %v", err)
	}
	if got, want := taken("127.0.0.1", "5432").Error(), "port 5432 is taken, perhaps by PostgreSQL; try --listen 127.0.0.1:5433"; got != want {
		t.Errorf("port 5432: %s", got)
	}
	port := l.Addr().(*net.TCPAddr).Port
	next, err := Listen("127.0.0.1:0", port)
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if got := next.Addr().(*net.TCPAddr).Port; got <= port {
		t.Errorf("the first free port from %d on is %d", port, got)
	}
}

func TestDamagedCluster(t *testing.T) {
	s, ctx := start(t, "memory:"), t.Context()
	for body, want := range map[string]string{"{": "damaged", `{"format":9}`: "format 9"} {
		if _, err := s.store.Bucket.Put(ctx, keys.ClusterKey, storage.Upload{Body: []byte(body)}, storage.Condition{}); err != nil {
			t.Fatal(err)
		}
		if _, err := connect(s, "x"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("cluster.json %s: %v", body, err)
		}
	}
}

// TestOfflineWritesNothing: what only looks at a store leaves it empty.
func TestOfflineWritesNothing(t *testing.T) {
	settings := config.Defaults()
	settings.Store = "memory:"
	s, err := Offline(t.Context(), settings, slog.New(slog.DiscardHandler), Options{}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	if _, err := s.Bucket(t.Context(), "postgres"); err != nil {
		t.Error(err)
	}
	if page, err := s.Store().Bucket.List(t.Context(), storage.ListOptions{}); err != nil || len(page.Objects) > 0 {
		t.Errorf("the store holds %v, error %v", page, err)
	}
}

// TestUnusable: each way in which a store cannot be used is one sentence.
func TestUnusable(t *testing.T) {
	s := &Store{Name: "http://h/b"}
	for _, c := range []struct {
		err  error
		want string
	}{
		{&storage.OpError{Err: storage.ErrNoBucket}, "the store http://h/b cannot be used: its bucket does not exist; create it first"},
		{&storage.OpError{Err: storage.ErrDenied, Cause: errors.New("403 SignatureDoesNotMatch")}, "the store http://h/b denies access, look at key and secret: 403 SignatureDoesNotMatch"},
		{&storage.OpError{Err: storage.ErrUnknown, Cause: errors.New("connection refused")}, "the store http://h/b does not answer: connection refused"},
		{errors.New("listing: odd"), "the store http://h/b cannot be used: listing: odd"},
	} {
		if got := s.unusable(c.err).Error(); got != c.want {
			t.Errorf("%v: %s, want %s", c.err, got, c.want)
		}
	}
}
