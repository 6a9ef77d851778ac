package open_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/open"
)

func TestBucket(t *testing.T) {
	dir := t.TempDir()
	for _, url := range []string{
		"memory:", "file:" + filepath.Join(dir, "a"), "file://" + filepath.Join(dir, "b"),
	} {
		b, err := open.Bucket(t.Context(), url, open.Options{})
		if err != nil {
			t.Errorf("%s: %v", url, err)
			continue
		}
		if _, err := b.Put(t.Context(), "k", storage.Upload{}, storage.Condition{}); err != nil {
			t.Errorf("%s: put: %v", url, err)
		}
		if open.Describe(url) != url {
			t.Errorf("%s is described as %s", url, open.Describe(url))
		}
		b.Close()
	}
}

func TestS3NeedsNoRequest(t *testing.T) {
	url := "http://KEY:hush@127.0.0.1:1/bucket/db"
	b, err := open.Bucket(t.Context(), url, open.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if got := open.Describe(url); got != "http://127.0.0.1:1/bucket/db" {
		t.Errorf("described as %s", got)
	}
	_, err = b.Head(t.Context(), "k")
	if err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("head of an absent server: %v", err)
	}
}

func TestErrorsKeepSecrets(t *testing.T) {
	for _, url := range []string{
		"", "file:", "file://host/path", "memory:x", "ftp://KEY:hush@h/b", "s3 //KEY:hush@b", "s3://KEY:hush/x@b", "hush",
	} {
		_, err := open.Bucket(t.Context(), url, open.Options{})
		if err == nil {
			t.Errorf("%q is taken", url)
		} else if strings.Contains(err.Error()+open.Describe(url), "hush") {
			t.Errorf("%q: the secret shows: %v, %s", url, err, open.Describe(url))
		}
	}
}
