package bench

import (
	"path/filepath"
	"testing"

	"github.com/cockroachdb/pebble"
	"go.etcd.io/bbolt"
)

// pair is one change.
type pair struct{ key, value []byte }

// store is what storage/file needs of an embedded store.
type store interface {
	commit(pairs []pair) error // synced before it returns
	get(key []byte) int        // bytes of the value
	scan(limit int) int        // keys seen in order
	close() error
}

var openers = []struct {
	name string
	open func(dir string) (store, error)
}{
	{"bbolt", openBolt},
	{"pebble", openPebble},
}

type boltStore struct{ db *bbolt.DB }

var bucket = []byte("objects")

func openBolt(dir string) (store, error) {
	db, err := bbolt.Open(filepath.Join(dir, "db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, NoFreelistSync: true})
	if err != nil {
		return nil, err
	}
	return boltStore{db}, db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(bucket)
		return err
	})
}

func (s boltStore) commit(pairs []pair) error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		for _, p := range pairs {
			if err := tx.Bucket(bucket).Put(p.key, p.value); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s boltStore) get(key []byte) (n int) {
	_ = s.db.View(func(tx *bbolt.Tx) error {
		n = len(tx.Bucket(bucket).Get(key))
		return nil
	})
	return n
}

func (s boltStore) scan(limit int) (n int) {
	_ = s.db.View(func(tx *bbolt.Tx) error {
		c := tx.Bucket(bucket).Cursor()
		for k, _ := c.First(); k != nil && n < limit; k, _ = c.Next() {
			n++
		}
		return nil
	})
	return n
}

func (s boltStore) close() error { return s.db.Close() }

type pebbleStore struct{ db *pebble.DB }

func openPebble(dir string) (store, error) {
	cache := pebble.NewCache(64 << 20)
	defer cache.Unref()
	db, err := pebble.Open(dir, &pebble.Options{Logger: quiet{}, Cache: cache, MemTableSize: 64 << 20})
	return pebbleStore{db}, err
}

func (s pebbleStore) commit(pairs []pair) error {
	b := s.db.NewBatch()
	for _, p := range pairs {
		if err := b.Set(p.key, p.value, nil); err != nil {
			return err
		}
	}
	return b.Commit(pebble.Sync)
}

func (s pebbleStore) get(key []byte) int {
	value, closer, err := s.db.Get(key)
	if err != nil {
		return 0
	}
	defer closer.Close()
	return len(value)
}

func (s pebbleStore) scan(limit int) (n int) {
	it, err := s.db.NewIter(nil)
	if err != nil {
		return 0
	}
	defer it.Close()
	for ok := it.First(); ok && n < limit; ok = it.Next() {
		n++
	}
	return n
}

func (s pebbleStore) close() error { return s.db.Close() }

type quiet struct{}

func (quiet) Infof(string, ...any)  {}
func (quiet) Fatalf(string, ...any) {}

func open(b *testing.B, opener func(string) (store, error)) store {
	b.Helper()
	s, err := opener(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.close() })
	return s
}
