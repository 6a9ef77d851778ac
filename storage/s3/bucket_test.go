package s3_test

import (
	"fmt"
	"testing"

	"github.com/s3dbsql/s3dbsql/internal/testutil"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/s3"
	"github.com/s3dbsql/s3dbsql/storage/storagetest"
)

// open makes a new bucket on the server at url.
func open(t *testing.T, url, name string) *s3.Bucket {
	t.Helper()
	cfg, err := s3.ParseURL(url + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s3.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Create(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestConformanceOnVersitygw(t *testing.T) {
	url, n := testutil.Versitygw(t), 0
	storagetest.Run(t, func(t *testing.T) storage.Bucket {
		n++
		return open(t, url, fmt.Sprintf("bucket-%d", n))
	})
}
