package config

import (
	"flag"
	"time"
)

// Settings are the settings of a server. They hold values only; cmd/s3dbsql
// turns them into parts.
type Settings struct {
	Listen         string
	Store          string
	LogLevel       string
	MaxConnections int
	LoginTimeout   time.Duration
	QueryMemory    int64 // bytes
	RowCache       int   // bytes
	Requests       int   // concurrent requests to the store

	Retention        time.Duration
	Lease            time.Duration
	KeeperInterval   time.Duration
	ResolveTimeout   time.Duration
	SynchronousApply bool
	Passphrase       string
	PassphraseFile   string

	// The HTTP client of an S3 store, s3db.js's httpClientOptions.
	HTTPKeepAlive   bool
	HTTPMaxSockets  int
	HTTPIdleSockets int
	HTTPTimeout     time.Duration
}

// Flags registers every setting in fs with its default and help text.
func (s *Settings) Flags(fs *flag.FlagSet) {
	fs.StringVar(&s.Listen, "listen", "127.0.0.1:5432", "`address` to accept PostgreSQL connections on; loopback only until login exists")
	fs.StringVar(&s.Store, "store", "file:./s3dbsql-data", "`URL` of the bucket: memory:, file:PATH, s3://[KEY:SECRET@]BUCKET/prefix?region=R or http(s)://KEY:SECRET@HOST:PORT/BUCKET/prefix")
	fs.StringVar(&s.LogLevel, "log-level", "info", "least `level` that is logged: debug, info, warn or error")
	fs.IntVar(&s.MaxConnections, "max-connections", 100, "most connections at once")
	fs.DurationVar(&s.LoginTimeout, "login-timeout", 10*time.Second, "time a client has from connecting to being logged in")
	fs.Int64Var(&s.QueryMemory, "query-memory", 512<<20, "`bytes` one query may hold; beyond them it fails with 53200")
	fs.IntVar(&s.RowCache, "row-cache", 128<<20, "`bytes` of rows that stay in memory after they were read, in each database; 0 for none")
	fs.IntVar(&s.Requests, "requests", 64, "most requests to the store at once, for the whole server")

	fs.DurationVar(&s.Retention, "retention", 10*time.Minute, "time a journal entry is kept after it was applied, 10m or more on shared stores")
	fs.DurationVar(&s.Lease, "lease", 30*time.Second, "life of the lease under which one server applies the journal")
	fs.DurationVar(&s.KeeperInterval, "keeper-interval", time.Second, "time between notes of how far the journal is applied; longer costs less, and a start after a crash looks at more rows again")
	fs.DurationVar(&s.ResolveTimeout, "resolve-timeout", 30*time.Second, "time the outcome of a cancelled COMMIT is waited for, once its entry was sent; then it fails with 08007")
	fs.BoolVar(&s.SynchronousApply, "synchronous-apply", false, "make COMMIT wait until its rows are objects that s3db.js can read")
	fs.StringVar(&s.Passphrase, "passphrase", "secret", "`passphrase` of secret attributes, s3db.js's option of the same name; the default is s3db.js's, which everybody knows")
	fs.StringVar(&s.PassphraseFile, "passphrase-file", "", "`file` that holds the passphrase, which goes before passphrase; a line feed at its end is no part of it")

	fs.BoolVar(&s.HTTPKeepAlive, "http-keep-alive", true, "reuse connections to the S3 store")
	fs.IntVar(&s.HTTPMaxSockets, "http-max-sockets", 128, "most connections to the S3 store")
	fs.IntVar(&s.HTTPIdleSockets, "http-idle-sockets", 64, "idle connections kept open to the S3 store")
	fs.DurationVar(&s.HTTPTimeout, "http-timeout", 30*time.Second, "longest time one request to the S3 store may take")
}
