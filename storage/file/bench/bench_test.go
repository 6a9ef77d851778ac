package bench

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkCommit measures acknowledged writes: each writer waits for its
// own, a committer takes all that wait into one synced commit.
func BenchmarkCommit(b *testing.B) {
	for _, size := range []int{300, 64 << 10} {
		for _, writers := range []int{1, 16, 128} {
			for _, o := range openers {
				b.Run(fmt.Sprintf("bytes=%d/writers=%d/%s", size, writers, o.name), func(b *testing.B) {
					s := open(b, o.open)
					fill(b, s, 20_000, 300)
					commits := groupCommit(b, s, writers, bytes.Repeat([]byte("v"), size))
					b.ReportMetric(float64(b.N)/float64(commits), "writes/commit")
				})
			}
		}
	}
}

func groupCommit(b *testing.B, s store, writers int, value []byte) (commits int) {
	type request struct {
		pair
		done chan struct{}
	}
	queue := make(chan request, writers)
	var left atomic.Int64
	left.Store(int64(b.N))
	var clients sync.WaitGroup
	b.ResetTimer()
	for w := range writers {
		clients.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(w), 7))
			for left.Add(-1) >= 0 {
				r := request{pair{randomKey(rng), value}, make(chan struct{})}
				queue <- r
				<-r.done
			}
		})
	}
	go func() { clients.Wait(); close(queue) }()
	for first := range queue {
		group := []request{first}
		for len(queue) > 0 {
			group = append(group, <-queue)
		}
		pairs := make([]pair, len(group))
		for i, r := range group {
			pairs[i] = r.pair
		}
		if err := s.commit(pairs); err != nil {
			b.Fatal(err)
		}
		commits++
		for _, r := range group {
			close(r.done)
		}
	}
	b.StopTimer()
	return commits
}

// BenchmarkLarge works on 1,000,000 objects of 300 bytes in random order:
// reads of one, listings of 1,000, and commits of 128 writers.
func BenchmarkLarge(b *testing.B) {
	for _, o := range openers {
		b.Run(o.name, func(b *testing.B) {
			s := open(b, o.open)
			start := time.Now()
			keys := fill(b, s, 1_000_000, 300)
			b.Logf("filled in %v", time.Since(start).Round(time.Millisecond))
			rng := rand.New(rand.NewPCG(3, 4))
			b.Run("get", func(b *testing.B) {
				for b.Loop() {
					if s.get(keys[rng.IntN(len(keys))]) == 0 {
						b.Fatal("lost a key")
					}
				}
			})
			b.Run("scan1000", func(b *testing.B) {
				for b.Loop() {
					if s.scan(1000) != 1000 {
						b.Fatal("short scan")
					}
				}
			})
			b.Run("commit128", func(b *testing.B) { groupCommit(b, s, 128, bytes.Repeat([]byte("w"), 300)) })
		})
	}
}

func fill(b *testing.B, s store, n, size int) [][]byte {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	keys := make([][]byte, 0, n)
	value := bytes.Repeat([]byte("v"), size)
	for len(keys) < n {
		pairs := make([]pair, 0, 1000)
		for range 1000 {
			key := randomKey(rng)
			keys = append(keys, key)
			pairs = append(pairs, pair{key, value})
		}
		if err := s.commit(pairs); err != nil {
			b.Fatal(err)
		}
	}
	return keys
}

func randomKey(rng *rand.Rand) []byte {
	key := []byte("resource=users/data/id=")
	return binary.BigEndian.AppendUint64(key, rng.Uint64())
}
