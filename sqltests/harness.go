package sqltests

import (
	"context"
	"log/slog"
	"net"
	"os"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
)

// oracleEnv names the URL, without a database, of a PostgreSQL that the files
// are run on instead.
const oracleEnv = "SQLTESTS_POSTGRES"

// storeEnv names the store URL of the server; memory: without it.
const storeEnv = "SQLTESTS_STORE"

// Start starts a server and returns its URL without a database:
// postgres://postgres@127.0.0.1:PORT. It ends with the test.
func Start(t testing.TB) string {
	t.Helper()
	settings := config.Defaults()
	if settings.Store = os.Getenv(storeEnv); settings.Store == "" {
		settings.Store = "memory:"
	}
	return Serve(t, settings, server.Options{})
}

// Serve is Start with other settings and options.
func Serve(t testing.TB, settings *config.Settings, o server.Options) string {
	t.Helper()
	url, stop := ServeUntil(t, settings, o)
	t.Cleanup(stop)
	return url
}

// ServeUntil is Serve for a server that ends when stop is called.
func ServeUntil(t testing.TB, settings *config.Settings, o server.Options) (url string, stop func()) {
	t.Helper()
	return serveLogging(t, settings, o, slog.New(slog.DiscardHandler))
}

func serveLogging(t testing.TB, settings *config.Settings, o server.Options, logger *slog.Logger) (url string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s, err := server.New(ctx, settings, logger, o)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, l) }()
	return "postgres://postgres@" + l.Addr().String(), func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

// connect opens a connection, which ends with the test. configure, unless it is
// nil, says where notices and notifications go.
func connect(t testing.TB, url, database string, configure func(*pgconn.Config)) *pgconn.PgConn {
	t.Helper()
	cfg, err := pgconn.ParseConfig(url + "/" + database + "?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	if configure != nil {
		configure(cfg)
	}
	c, err := pgconn.ConnectConfig(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

// database makes an empty database for a test and drops it at its end.
func database(t testing.TB, url, name string) {
	t.Helper()
	run := func(sql string) {
		admin := connect(t, url, "postgres", nil)
		if _, err := admin.Exec(context.Background(), sql).ReadAll(); err != nil {
			t.Error(err)
		}
	}
	run("DROP DATABASE IF EXISTS " + name)
	run("CREATE DATABASE " + name)
}
