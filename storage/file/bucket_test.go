package file

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cockroachdb/pebble"
	"go.uber.org/goleak"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/storagetest"
)

func open(t testing.TB, dir string) *Bucket {
	t.Helper()
	b, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestConformance(t *testing.T) {
	defer goleak.VerifyNone(t)
	storagetest.Run(t, func(t *testing.T) storage.Bucket { return open(t, t.TempDir()) })
}

func TestObjectsSurviveClose(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	up := storage.Upload{ContentType: "text/plain", Metadata: map[string]string{"a": "1"}, Body: []byte("body")}
	info, err := b.Put(t.Context(), "k", up, storage.Condition{})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open(t, dir)
	defer b.Close()
	obj, err := b.Get(t.Context(), "k", storage.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if obj.ETag != info.ETag || !obj.LastModified.Equal(info.LastModified) || string(obj.Body) != "body" || obj.Metadata["a"] != "1" {
		t.Errorf("after reopening: %+v, was %+v", obj, info)
	}
}

func TestSecondOpenerIsToldWho(t *testing.T) {
	dir := t.TempDir()
	defer open(t, dir).Close()
	_, err := Open(dir, Options{})
	var locked *LockedError
	if !errors.As(err, &locked) || !strings.Contains(err.Error(), "in use by process ") {
		t.Fatalf("second open: %v", err)
	}
}

// TestCloseWithWaitingWrites lets Close meet writers: each has an answer.
func TestCloseWithWaitingWrites(t *testing.T) {
	b := open(t, t.TempDir())
	var writers sync.WaitGroup
	for i := range 20 {
		writers.Go(func() {
			for n := 0; ; n++ {
				_, err := b.Put(t.Context(), fmt.Sprintf("%d/%d", i, n), storage.Upload{}, storage.Condition{})
				if errors.Is(err, storage.ErrUnknown) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	writers.Wait()
}

// BenchmarkPut measures acknowledged writes of small objects.
func BenchmarkPut(b *testing.B) {
	for _, writers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			bucket := open(b, b.TempDir())
			defer bucket.Close()
			up := storage.Upload{Metadata: map[string]string{"0": "u:name", "1": "G"}, Body: make([]byte, 200)}
			var next atomic.Int64
			var group sync.WaitGroup
			for range writers {
				group.Go(func() {
					for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
						key := fmt.Sprintf("resource=users/data/id=%x", uint64(n)*0x9e3779b97f4a7c15)
						if _, err := bucket.Put(b.Context(), key, up, storage.Condition{}); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			group.Wait()
		})
	}
}

// TestChunksOfACrash shows that parts that were never finished are gone after
// the next start, and that those of an object go with it.
func TestChunksOfACrash(t *testing.T) {
	dir := t.TempDir()
	chunks := func(b *Bucket) (n int) {
		it, err := b.db.NewIter(&pebble.IterOptions{LowerBound: []byte{0xff}})
		if err != nil {
			t.Fatal(err)
		}
		defer it.Close()
		for ok := it.First(); ok; ok = it.Next() {
			n++
		}
		return n
	}
	b := open(t, dir)
	body := bytes.Repeat([]byte("large"), 2<<20)
	if _, err := storage.PutStream(t.Context(), b, "kept", storage.Upload{}, bytes.NewReader(body)); err != nil {
		t.Fatal(err)
	}
	upload, err := b.BeginParts(t.Context(), "never", storage.Upload{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.PutPart(t.Context(), storage.Part{Key: "never", Upload: upload, Number: 1}, body); err != nil {
		t.Fatal(err)
	}
	before := chunks(b)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open(t, dir)
	defer b.Close()
	if now := chunks(b); now != 4 || before != 7 {
		t.Errorf("%d chunks and owners, before the start %d; want 4 and 7", now, before)
	}
	if obj, err := b.Get(t.Context(), "kept", storage.GetOptions{}); err != nil || !bytes.Equal(obj.Body, body) {
		t.Errorf("the object of parts came back with %v", err)
	}
	if err := b.Delete(t.Context(), "kept", storage.Condition{}); err != nil {
		t.Fatal(err)
	}
	if now := chunks(b); now != 0 {
		t.Errorf("%d chunks of no object", now)
	}
}
