package mem

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/s3dbsql/s3dbsql/storage"
)

// TestChunksAgainstMap drives chunks and a plain map through the same random
// changes and compares them, order included.
func TestChunksAgainstMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	want := map[string]*storage.Object{}
	var got chunks
	for range 20_000 {
		key := fmt.Sprint(rng.IntN(4_000))
		if rng.IntN(3) == 0 {
			got.remove(key)
			delete(want, key)
			continue
		}
		obj := &storage.Object{Info: storage.Info{Key: key}}
		got.set(obj)
		want[key] = obj
	}
	for key, obj := range want {
		if got.get(key) != obj {
			t.Fatalf("get %q: another object", key)
		}
	}
	var order []string
	c := &cursor{chunks: got}
	for info, ok := c.Seek(""); ok; info, ok = c.Next() {
		order = append(order, info.Key)
	}
	if !slices.Equal(order, slices.Sorted(maps.Keys(want))) {
		t.Fatalf("order of %d keys differs from the sorted %d", len(order), len(want))
	}
}

func BenchmarkSet(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	var c chunks
	for b.Loop() {
		c.set(&storage.Object{Info: storage.Info{Key: fmt.Sprintf("%016x", rng.Uint64())}})
	}
}
