package mem_test

import (
	"errors"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/storagetest"
)

func TestConformance(t *testing.T) {
	storagetest.Run(t, func(*testing.T) storage.Bucket { return mem.New(mem.Options{}) })
}

// TestMovedClock shows that expiry follows the store's clock and no other.
func TestMovedClock(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 900_000_000, time.UTC)
	b := mem.New(mem.Options{Now: func() time.Time { return now }})
	until := storage.Condition{ExpiresAt: time.Date(2026, 11, 25, 12, 0, 1, 0, time.UTC)}
	info, err := b.Put(t.Context(), "k", storage.Upload{}, until)
	if err != nil {
		t.Fatal(err)
	}
	if want := now.Truncate(time.Second); !info.LastModified.Equal(want) || !info.Date.Equal(want) {
		t.Errorf("times %v and %v, want %v", info.LastModified, info.Date, want)
	}
	now = now.Add(time.Second)
	if _, err := b.Put(t.Context(), "k", storage.Upload{}, until); !errors.Is(err, storage.ErrExpired) {
		t.Errorf("late put: %v", err)
	}
}
