package storagetest

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/s3dbsql/s3dbsql/storage"
)

const writers = 50

// raceToCreate lets 50 writers create one key: exactly one may succeed.
func raceToCreate(c *check) {
	for round := range 3 {
		c.race(fmt.Sprintf("create/%d", round), storage.Condition{IfAbsent: true})
	}
}

// raceToReplace is raceToCreate over an object that is there.
func raceToReplace(c *check) {
	for round := range 3 {
		key := fmt.Sprintf("replace/%d", round)
		c.race(key, storage.Condition{IfMatch: c.put(key, "old", storage.Condition{}).ETag})
	}
}

func (c *check) race(key string, cond storage.Condition) {
	c.Helper()
	var won atomic.Int64
	var winner atomic.Value
	c.each(writers, func(i int) error {
		body := strconv.Itoa(i)
		_, err := c.b.Put(c.ctx, key, storage.Upload{Body: []byte(body)}, cond)
		if err == nil {
			won.Add(1)
			winner.Store(body)
		} else if !errors.Is(err, storage.ErrPrecondition) && !errors.Is(err, storage.ErrConflict) {
			return err
		}
		return nil
	})
	if won.Load() != 1 {
		c.Fatalf("%d of %d writers succeeded on %q", won.Load(), writers, key)
	}
	if body := string(c.get(key).Body); body != winner.Load() {
		c.Errorf("%q holds the body of %s, %s was told that it won", key, body, winner.Load())
	}
}

// counter adds one 100 times by compare-and-swap; a lost update shows. Like
// the engine's, bodies are unique: they name their writer.
func counter(c *check) {
	const workers, rounds = 5, 20
	c.put("counter", "0", storage.Condition{})
	c.each(workers, func(w int) error {
		for range rounds {
			if err := c.increment(w); err != nil {
				return err
			}
		}
		return nil
	})
	if n := c.counted(c.get("counter")); n != workers*rounds {
		c.Errorf("counter is %d, want %d", n, workers*rounds)
	}
}

func (c *check) increment(worker int) error {
	for {
		obj, err := c.b.Get(c.ctx, "counter", storage.GetOptions{})
		if err != nil {
			return err
		}
		body := fmt.Sprintf("%d by %d", c.counted(obj)+1, worker)
		_, err = c.b.Put(c.ctx, "counter", storage.Upload{Body: []byte(body)}, storage.Condition{IfMatch: obj.ETag})
		if !errors.Is(err, storage.ErrPrecondition) && !errors.Is(err, storage.ErrConflict) {
			return err
		}
	}
}

func (c *check) counted(obj *storage.Object) int {
	var n int
	if _, err := fmt.Sscan(string(obj.Body), &n); err != nil {
		c.Errorf("counter holds %q", obj.Body)
	}
	return n
}

// each runs n goroutines and waits for them.
func (c *check) each(n int, f func(i int) error) {
	c.Helper()
	errs := make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { errs[i] = f(i) })
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		c.Fatal(err)
	}
}
