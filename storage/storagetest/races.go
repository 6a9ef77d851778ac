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

// counter adds one 100 times by compare-and-swap; a lost update shows.
func counter(c *check) {
	const workers, rounds = 5, 20
	c.put("counter", "0", storage.Condition{})
	c.each(workers, func(int) error {
		for range rounds {
			if err := c.increment(); err != nil {
				return err
			}
		}
		return nil
	})
	if body := string(c.get("counter").Body); body != strconv.Itoa(workers*rounds) {
		c.Errorf("counter is %s, want %d", body, workers*rounds)
	}
}

func (c *check) increment() error {
	for {
		obj, err := c.b.Get(c.ctx, "counter", storage.GetOptions{})
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(string(obj.Body))
		if err != nil {
			return err
		}
		_, err = c.b.Put(c.ctx, "counter", storage.Upload{Body: []byte(strconv.Itoa(n + 1))}, storage.Condition{IfMatch: obj.ETag})
		if !errors.Is(err, storage.ErrPrecondition) && !errors.Is(err, storage.ErrConflict) {
			return err
		}
	}
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
