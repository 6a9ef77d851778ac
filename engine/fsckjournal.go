package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// journalCheck looks at the entries of the journal.
type journalCheck struct {
	*checker
	boundary, applied uint64

	mu      sync.Mutex
	batches map[uint64]string // of the entries listed, by number
	found   []numbered
}

// numbered is a finding about the entries up to a number.
type numbered struct {
	upto uint64
	*Finding
}

// journal reads every entry from the boundary to the head: none may be missing
// or damaged, and none be left under the boundary.
func (c *checker) journal(ctx context.Context) error {
	j := &journalCheck{checker: c, batches: map[uint64]string{}}
	c.db.mu.RLock()
	j.boundary, j.applied = c.db.boundary, c.db.applied
	c.db.mu.RUnlock()
	err := eachPage(ctx, c.db.bucket, keys.JournalPrefix, func(page *storage.Page) error {
		return c.db.pool.each(ctx, len(page.Objects), func(ctx context.Context, i int) error {
			return j.entry(ctx, page.Objects[i].Key)
		})
	})
	if err == nil {
		j.gaps()
		err = j.confirm(ctx)
	}
	if err != nil {
		return err
	}
	c.report.Entries = len(j.batches)
	return j.parts(ctx)
}

// entry reads one entry.
func (j *journalCheck) entry(ctx context.Context, key string) error {
	n := keys.Parse(key).Number
	if n == 0 {
		return nil // not ours
	}
	if n <= j.boundary {
		j.add(Leftover, n, n, "the boundary is %d", j.boundary)
		return nil
	}
	e, err := journal.Load(ctx, j.db.bucket, j.db.journal, n, j.db.env.shapes)
	switch {
	case isCorrupt(err):
		j.add(DamagedEntry, n, n, "%v", err)
	case notThere(err):
		return nil // trimmed since it was listed
	case err != nil:
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.batches[n] = ""
	if e != nil {
		j.batches[n] = e.Batch
	}
	return nil
}

func (j *journalCheck) add(p Problem, from, upto uint64, format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.found = append(j.found, numbered{upto, &Finding{Problem: p, Key: keys.EntryKey(from), Detail: fmt.Sprintf(format, args...)}})
}

// gaps finds numbers that are free below others, or below what was applied.
func (j *journalCheck) gaps() {
	last := j.applied
	for n := range j.batches {
		last = max(last, n)
	}
	for n := j.boundary + 1; n <= last; n++ {
		from := n
		for n <= last && !j.has(n) {
			n++
		}
		if n > from {
			j.add(LostEntry, from, n-1, "entries %d to %d are missing", from, n-1)
		}
	}
}

func (j *journalCheck) has(n uint64) bool {
	_, ok := j.batches[n]
	return ok
}

// confirm reports what was found, without what a server has trimmed meanwhile.
func (j *journalCheck) confirm(ctx context.Context) error {
	if len(j.found) == 0 {
		return nil
	}
	k, err := j.db.readKeeper(ctx)
	if err != nil && !notThere(err) {
		return err
	}
	slices.SortFunc(j.found, func(f, g numbered) int { return strings.Compare(f.Key, g.Key) })
	var highest uint64
	var mendable []*Finding
	for _, f := range j.found {
		if f.Problem == LostEntry && k != nil && f.upto <= k.Boundary {
			continue
		}
		j.checker.found(f.Finding)
		if f.upto <= j.applied {
			mendable, highest = append(mendable, f.Finding), max(highest, f.upto)
		}
	}
	return j.mend(ctx, mendable, func(ctx context.Context, k *keeper) error { return k.pass(ctx, highest) })
}

// errKept says that an entry is still to be read: by a consumer, or for a row
// that the store refuses.
var errKept = errors.New("the entry is still to be read")

// pass lets entries go up to a number. All are objects already: who would read
// them are consumers, who must be past them.
func (k *keeper) pass(ctx context.Context, upto uint64) error {
	limit, err := k.limit(ctx, upto)
	if err != nil {
		return err
	}
	if limit < upto {
		return errKept
	}
	k.db.mu.RLock()
	boundary := k.db.boundary
	k.db.mu.RUnlock()
	if upto > boundary {
		if err := k.raise(ctx, upto); err != nil {
			return err
		}
	}
	return k.eachKey(ctx, keys.JournalPrefix, func(ctx context.Context, key string) error {
		if n := keys.Parse(key).Number; n == 0 || n > max(upto, boundary) {
			return nil
		}
		if err := k.delete(ctx, key, ""); !notThere(err) {
			return err
		}
		return nil
	})
}

// parts finds batches of parts that no entry names: another entry has the
// number, or it is under the boundary. One that is still to come may commit.
func (j *journalCheck) parts(ctx context.Context) error {
	page, err := j.db.bucket.List(ctx, storage.ListOptions{Prefix: keys.PartsPrefix, Delimiter: "/"})
	if err != nil {
		return err
	}
	for _, prefix := range page.Prefixes {
		batch := strings.TrimSuffix(strings.TrimPrefix(prefix, keys.PartsPrefix), "/")
		n, ok := numberOf(batch)
		entry, committed := j.batches[n]
		if ok && n > j.boundary && (!committed || entry == batch || entry == "") {
			continue
		}
		f := &Finding{Problem: Leftover, Key: prefix, Detail: "no entry of the journal names these parts"}
		j.checker.found(f)
		err := j.mend(ctx, []*Finding{f}, func(ctx context.Context, k *keeper) error { return k.clear(ctx, prefix) })
		if err != nil {
			return err
		}
	}
	return nil
}
