package probe_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/probe"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// broken is a store with one promise taken back.
type broken struct {
	storage.Bucket
	put  func(up *storage.Upload, cond *storage.Condition) error
	del  func(cond *storage.Condition)
	many func(targets []storage.Target, expires *time.Time) error
	page func(page *storage.Page)
}

func (b *broken) Capabilities() storage.Capabilities {
	c := b.Bucket.Capabilities()
	c.Shared = true
	return c
}

func (b *broken) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	if b.put != nil {
		if err := b.put(&up, &cond); err != nil {
			return storage.Info{}, err
		}
	}
	return b.Bucket.Put(ctx, key, up, cond)
}

func (b *broken) Delete(ctx context.Context, key string, cond storage.Condition) error {
	if b.del != nil {
		b.del(&cond)
	}
	return b.Bucket.Delete(ctx, key, cond)
}

func (b *broken) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	if b.many != nil && !expires.IsZero() {
		if err := b.many(targets, &expires); err != nil {
			return err
		}
	}
	return b.Bucket.DeleteMany(ctx, targets, expires)
}

func (b *broken) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	page, err := b.Bucket.List(ctx, opts)
	if err == nil && b.page != nil {
		b.page(page)
	}
	return page, err
}

func TestProbe(t *testing.T) {
	small := func(limit, overhead int) func(*storage.Upload, *storage.Condition) error {
		return func(up *storage.Upload, _ *storage.Condition) error {
			size := 0
			for name, value := range up.Metadata {
				size += len(name) + len(value) + overhead
			}
			if size > limit {
				return storage.ErrTooLarge
			}
			return nil
		}
	}
	tests := []struct {
		name          string
		store         broken
		unusable      string // part of the sentence
		deleteIfMatch bool
		many          string // what DeleteMany honours
		overhead      int
	}{
		{name: "good", deleteIfMatch: true},
		{name: "If-None-Match ignored", deleteIfMatch: true, unusable: "If-None-Match", store: broken{
			put: func(_ *storage.Upload, c *storage.Condition) error { c.IfAbsent = false; return nil }}},
		{name: "If-Match ignored", deleteIfMatch: true, unusable: "If-Match", store: broken{
			put: func(_ *storage.Upload, c *storage.Condition) error { c.IfMatch = ""; return nil }}},
		{name: "expiry ignored", deleteIfMatch: true, unusable: "expired", store: broken{
			put: func(_ *storage.Upload, c *storage.Condition) error { c.ExpiresAt = time.Time{}; return nil }}},
		{name: "no dates", deleteIfMatch: true, unusable: "Date", store: broken{
			page: func(p *storage.Page) { p.Date = time.Time{} }}},
		{name: "DELETE If-Match ignored", store: broken{
			del: func(c *storage.Condition) { c.IfMatch = "" }}},
		{name: "ETags of many ignored", deleteIfMatch: true, many: "expiry", store: broken{
			many: func(targets []storage.Target, _ *time.Time) error {
				for i := range targets {
					targets[i].IfMatch = ""
				}
				return nil
			}}},
		{name: "expiry of many ignored", deleteIfMatch: true, many: "nothing", store: broken{
			many: func(_ []storage.Target, expires *time.Time) error { *expires = time.Time{}; return nil }}},
		{name: "many not taken", deleteIfMatch: true, many: "nothing", store: broken{
			many: func([]storage.Target, *time.Time) error { return storage.ErrDenied }}},
		{name: "listing backwards", deleteIfMatch: true, unusable: "byte order", store: broken{
			page: func(p *storage.Page) { slices.Reverse(p.Objects) }}},
		{name: "prefix counted", deleteIfMatch: true, overhead: 11, store: broken{put: small(2048, 11)}},
		{name: "small metadata", deleteIfMatch: true, unusable: "2048 bytes", store: broken{put: small(1000, 0)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.store.Bucket = mem.New(mem.Options{})
			got, err := probe.Run(t.Context(), &test.store, "1")
			if err != nil {
				t.Fatal(err)
			}
			if !says(got.Unusable(), test.unusable) {
				t.Errorf("unusable: %q", got.Unusable())
			}
			want := storage.Capabilities{
				DeleteIfMatch: test.deleteIfMatch, DeleteManyExpires: test.many != "nothing", DeleteManyIfMatch: test.many == "",
				Shared: true, MetadataLimit: 2048, NameOverhead: test.overhead,
			}
			if got.Capabilities != want {
				t.Errorf("capabilities %+v, want %+v", got.Capabilities, want)
			}
			if page, err := test.store.Bucket.List(t.Context(), storage.ListOptions{}); err != nil || len(page.Objects) != 0 {
				t.Errorf("left behind: %+v, %v", page, err)
			}
		})
	}
}

func says(sentence, part string) bool {
	return (sentence == "") == (part == "") && strings.Contains(sentence, part)
}

// TestProbeInBadWeather meets lost, doubled and late requests: a good store must
// never be taken for one that breaks its promises.
func TestProbeInBadWeather(t *testing.T) {
	rates := wrap.FaultRates{Lost: .01, Internal: .01, LostReply: .02, Late: .01, Duplicate: .02, Conflict: .02}
	for seed := range uint64(100) {
		store := wrap.Fault(&broken{Bucket: mem.New(mem.Options{})}, wrap.NewFaults(seed, rates))
		noPause := func(context.Context, time.Duration) error { return nil }
		got, err := probe.Run(t.Context(), wrap.Retry(store, wrap.RetryOptions{Sleep: noPause}), "1")
		if err != nil || got.Unusable() != "" || !got.ConditionalPut || !got.Expiry {
			t.Errorf("seed %d: %+v, %v", seed, got, err)
		}
	}
}

func TestProbeOfAStoreThatRefuses(t *testing.T) {
	store := &broken{Bucket: mem.New(mem.Options{}), put: func(*storage.Upload, *storage.Condition) error { return storage.ErrDenied }}
	if _, err := probe.Run(t.Context(), store, "1"); !errors.Is(err, storage.ErrDenied) {
		t.Errorf("error %v", err)
	}
}
