package s3_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/s3dbsql/s3dbsql/internal/testutil"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/probe"
	"github.com/s3dbsql/s3dbsql/storage/s3"
	"github.com/s3dbsql/s3dbsql/storage/storagetest"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

func open(t *testing.T, url string) *s3.Bucket {
	t.Helper()
	cfg, err := s3.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s3.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestVersitygw(t *testing.T) {
	server := testutil.Versitygw(t)

	t.Run("conformance", func(t *testing.T) {
		n := 0
		storagetest.Run(t, func(t *testing.T) storage.Bucket {
			n++
			return open(t, testutil.S3Bucket(t, server, fmt.Sprintf("bucket-%d", n)))
		})
	})

	t.Run("probe", func(t *testing.T) {
		b := wrap.Prefix(open(t, testutil.S3Bucket(t, server, "probe")), "some/db")
		defer b.Close()
		got, err := probe.Run(t.Context(), b, "1")
		if err != nil {
			t.Fatal(err)
		}
		want := storage.Capabilities{DeleteIfMatch: true, DeleteManyExpires: true, Shared: true, MetadataLimit: 2048}
		if got.Capabilities != want || got.Unusable() != "" {
			t.Errorf("found %+v, unusable %q", got, got.Unusable())
		}
	})

	t.Run("no bucket", func(t *testing.T) {
		b := open(t, server+"/nothing-here")
		defer b.Close()
		_, err := b.Get(t.Context(), "k", storage.GetOptions{})
		wantError(t, err, storage.ErrNoBucket)
		_, err = b.Put(t.Context(), "k", storage.Upload{}, storage.Condition{})
		wantError(t, err, storage.ErrNoBucket)
		_, err = b.List(t.Context(), storage.ListOptions{})
		wantError(t, err, storage.ErrNoBucket)
	})

	t.Run("wrong secret", func(t *testing.T) {
		cfg, err := s3.ParseURL(server + "/probe")
		if err != nil {
			t.Fatal(err)
		}
		cfg.SecretAccessKey = "wrong"
		b, err := s3.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		_, err = b.List(t.Context(), storage.ListOptions{})
		wantError(t, err, storage.ErrDenied)
	})
}

func wantError(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}
