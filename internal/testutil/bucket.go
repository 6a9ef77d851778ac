package testutil

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/storage/s3"
)

// S3Bucket makes a bucket of the given name on the server at serverURL, as
// Versitygw returns it, and returns the bucket's store URL.
func S3Bucket(t testing.TB, serverURL, name string) string {
	t.Helper()
	url := serverURL + "/" + name
	cfg, err := s3.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s3.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	if err := b.Create(t.Context()); err != nil {
		t.Fatal(err)
	}
	return url
}
