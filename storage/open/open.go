package open

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/file"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/s3"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// Options are the settings of Bucket; the zero value is usable.
type Options struct {
	Now  func() time.Time // the clock of memory: and file: stores; time.Now if nil
	HTTP *s3.HTTPOptions  // of S3 stores; s3.DefaultHTTP if nil
}

var errForm = errors.New("store URL must be memory:, file:PATH, s3://[KEY:SECRET@]BUCKET/prefix?region=R or http(s)://KEY:SECRET@HOST:PORT/BUCKET/prefix")

// Bucket opens the store of a URL:
//
//	memory:                                     storage/mem
//	file:PATH, file:///PATH                     storage/file
//	s3://..., http://..., https://...           storage/s3, see s3.ParseURL
//
// A prefix in the URL is applied. No error shows a key or a secret.
func Bucket(ctx context.Context, rawURL string, opts Options) (storage.Bucket, error) {
	if rawURL == "memory:" {
		return mem.New(mem.Options{Now: opts.Now}), nil
	}
	if path, ok := strings.CutPrefix(rawURL, "file:"); ok {
		return openFile(path, opts)
	}
	if !s3.IsURL(rawURL) {
		return nil, errForm
	}
	cfg, err := s3.ParseURL(rawURL)
	if err != nil {
		return nil, err
	}
	if opts.HTTP != nil {
		cfg.HTTP = *opts.HTTP
	}
	b, err := s3.Open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	return wrap.Prefix(b, cfg.Prefix), nil
}

func openFile(path string, opts Options) (storage.Bucket, error) {
	if local, ok := strings.CutPrefix(path, "//"); ok {
		if !strings.HasPrefix(local, "/") {
			return nil, errors.New("store URL: file: takes a path on this machine, file:PATH or file:///PATH")
		}
		path = local
	}
	if path == "" {
		return nil, errForm
	}
	b, err := file.Open(path, file.Options{Now: opts.Now})
	if err != nil {
		return nil, err // not a nil *file.Bucket in an interface
	}
	return b, nil
}

// Describe returns rawURL for a log: without keys and secrets.
func Describe(rawURL string) string {
	if rawURL == "memory:" || strings.HasPrefix(rawURL, "file:") {
		return rawURL
	}
	cfg, err := s3.ParseURL(rawURL)
	if err != nil {
		return "a store URL that cannot be read"
	}
	return cfg.String()
}
