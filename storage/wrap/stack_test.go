package wrap_test

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/storagetest"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// impatient retries at once.
func impatient() *wrap.RetryOptions {
	return &wrap.RetryOptions{Attempts: 30, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}
}

func TestConformanceOfTheStack(t *testing.T) {
	storagetest.Run(t, func(*testing.T) storage.Bucket {
		return wrap.Stack(mem.New(mem.Options{}), wrap.StackOptions{
			Prefix: "db/one", Retry: impatient(), Limiter: wrap.NewLimiter(8), Counts: new(wrap.Counts),
			Record: func(string) {}, Latency: time.Microsecond,
		})
	})
}

// TestConformanceInBadWeather lets a fifth of the requests be answered by
// 503 and 409, which the caller must never see.
func TestConformanceInBadWeather(t *testing.T) {
	storagetest.Run(t, func(*testing.T) storage.Bucket {
		faults := wrap.NewFaults(1, wrap.FaultRates{SlowDown: 0.1, Conflict: 0.1})
		return wrap.Stack(mem.New(mem.Options{}), wrap.StackOptions{Retry: impatient(), Faults: faults})
	})
}

func TestPrefixHidesNeighbours(t *testing.T) {
	driver := mem.New(mem.Options{})
	a, b := wrap.Prefix(driver, "a"), wrap.Prefix(driver, "ab/")
	for _, bucket := range []storage.Bucket{a, b} {
		if _, err := bucket.Put(t.Context(), "k", storage.Upload{}, storage.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.DeleteMany(t.Context(), storage.Targets("k"), time.Time{}); err != nil {
		t.Fatal(err)
	}
	page, err := driver.List(t.Context(), storage.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Objects) != 1 || page.Objects[0].Key != "a/k" {
		t.Errorf("stored: %+v", page.Objects)
	}
}

func TestLimit(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	busy := wrap.Latency(mem.New(mem.Options{}), func() time.Duration {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		defer func() { mu.Lock(); now--; mu.Unlock() }()
		time.Sleep(time.Millisecond)
		return 0
	})
	limited := wrap.Limit(busy, wrap.NewLimiter(3))
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() { _, _ = limited.List(context.Background(), storage.ListOptions{}) })
	}
	group.Wait()
	if most != 3 {
		t.Errorf("%d requests at once, want 3", most)
	}
}

func TestCount(t *testing.T) {
	var total, statement, operator wrap.Counts
	b := wrap.Count(mem.New(mem.Options{}), &total)
	outer := wrap.WithCounter(t.Context(), &statement)
	inner := wrap.WithCounter(outer, &operator)
	_, _ = b.Put(outer, "k", storage.Upload{Body: []byte("12345")}, storage.Condition{})
	_, _ = b.Get(inner, "k", storage.GetOptions{})
	_, _ = b.Get(inner, "absent", storage.GetOptions{})
	_, _ = b.Head(t.Context(), "k")
	_, _ = b.List(t.Context(), storage.ListOptions{})
	_ = b.Delete(t.Context(), "k", storage.Condition{})
	_ = b.DeleteMany(t.Context(), nil, time.Time{})
	want := wrap.Usage{Get: 2, Head: 1, Put: 1, Delete: 1, DeleteMany: 1, List: 1, Failed: 1, SentBytes: 5, ReceivedBytes: 5}
	if got := total.Usage(); got != want {
		t.Errorf("total %+v, want %+v", got, want)
	}
	if got, want := operator.Usage(), (wrap.Usage{Get: 2, Failed: 1, ReceivedBytes: 5}); got != want {
		t.Errorf("operator %+v, want %+v", got, want)
	}
	if got := statement.Usage().Sub(operator.Usage()); got != (wrap.Usage{Put: 1, SentBytes: 5}) {
		t.Errorf("statement without operator %+v", got)
	}
	million := wrap.Usage{Put: 500_000, List: 500_000, Get: 500_000, Head: 500_000, DeleteMany: 7}
	if got := million.Dollars(); got < 5.399 || got > 5.401 {
		t.Errorf("%f dollars, want 5.40", got)
	}
}

func TestRecord(t *testing.T) {
	var lines []string
	b := wrap.Record(mem.New(mem.Options{}), func(line string) { lines = append(lines, line) })
	info, _ := b.Put(t.Context(), "a/1", storage.Upload{Metadata: map[string]string{"x": "y"}, Body: []byte("12")}, storage.Condition{IfAbsent: true})
	_, _ = b.Put(t.Context(), "a/1", storage.Upload{}, storage.Condition{IfAbsent: true})
	_, _ = b.Put(t.Context(), "a/2", storage.Upload{}, storage.Condition{ExpiresAt: time.Unix(1, 0)})
	_, _ = b.Get(t.Context(), "a/1", storage.GetOptions{IfNoneMatch: info.ETag})
	_, _ = b.Head(t.Context(), "a/2")
	_, _ = b.Put(t.Context(), "a/3/4", storage.Upload{}, storage.Condition{})
	_, _ = b.List(t.Context(), storage.ListOptions{Prefix: "a/", Delimiter: "/", StartAfter: "a/0", Limit: 1})
	_ = b.Delete(t.Context(), "a/1", storage.Condition{IfMatch: info.ETag})
	_ = b.DeleteMany(t.Context(), []storage.Target{{Key: "a/1", IfMatch: info.ETag}, {Key: "a/2"}}, time.Unix(1<<40, 0))
	want := []string{
		"PUT a/1 if-absent metadata=1 body=2 -> ok",
		"PUT a/1 if-absent metadata=0 body=0 -> condition of the write does not hold",
		"PUT a/2 expires metadata=0 body=0 -> signature of the request has expired",
		"GET a/1 if-none-match -> object not modified",
		"HEAD a/2 -> object not found",
		"PUT a/3/4 metadata=0 body=0 -> ok",
		"LIST a/ delimiter=/ start-after=a/0 limit=1 -> 1 objects, 0 prefixes, more",
		"DELETE a/1 if-match -> ok",
		"DELETE-MANY expires a/1 if-match a/2 -> ok",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("recorded %q", lines)
	}
}

// TestRequestsOfAStream pins what an object of 20 MiB costs, and a copy of it.
func TestRequestsOfAStream(t *testing.T) {
	var lines []string
	var counts wrap.Counts
	b := wrap.Stack(mem.New(mem.Options{}), wrap.StackOptions{
		Prefix: "db", Counts: &counts, Record: func(line string) { lines = append(lines, line) },
	})
	info, err := storage.PutStream(t.Context(), b, "k", storage.Upload{}, bytes.NewReader(make([]byte, 20<<20)))
	if err != nil {
		t.Fatal(err)
	}
	c, err := storage.CopyObject(t.Context(), b, "c", storage.Upload{Metadata: map[string]string{"a": "1"}}, info)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Finish(t.Context(), storage.Condition{IfAbsent: true}); err != nil {
		t.Fatal(err)
	}
	_, _ = b.Get(t.Context(), "c", storage.GetOptions{IfMatch: `"x"`, Range: storage.Range{From: 1, Size: 2}})
	want := []string{
		"BEGIN-PARTS k metadata=0 -> ok",
		"PUT-PART k part=1 body=8388608 -> ok",
		"PUT-PART k part=2 body=8388608 -> ok",
		"PUT-PART k part=3 body=4194304 -> ok",
		"FINISH-PARTS k parts=3 -> ok",
		"BEGIN-PARTS c metadata=1 -> ok",
		"COPY-PART c part=1 of k bytes=0+20971520 -> ok",
		"FINISH-PARTS c if-absent parts=1 -> ok",
		"GET c if-match bytes=1+2 -> condition of the write does not hold",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("recorded %q", lines)
	}
	if got := counts.Usage(); got.Put != 8 || got.SentBytes != 20<<20 {
		t.Errorf("counted %+v", got)
	}
}
