package engine

import (
	"context"
	"slices"
	"sync"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// Operation is a kind of change.
type Operation uint8

// The operations.
const (
	Inserting Operation = iota
	Updating
	Deleting
)

// Write is the change of one row by a statement, as an Interceptor sees it.
// An update that changes the primary key is a delete and an insert.
type Write struct {
	Operation Operation
	Table     *catalog.Table
	ID        string
	Before    *Record // nil for an insert
	After     *Record // nil for a delete; its fields may be changed before next
}

// Interceptor stands around every write of a resource's rows, within the
// statement: hooks and middlewares are made of it. next does the rest. Where
// it is not called the row stays as it is; an error fails the statement.
type Interceptor func(ctx context.Context, tx *Tx, w *Write, next func(context.Context) error) error

// interceptors are those of a database, by resource.
type interceptors struct {
	mu     sync.RWMutex
	chains map[string][]*Interceptor
}

// Intercept puts an interceptor around the writes of a resource, inside of
// those that are there. It holds for statements that begin later, until
// remove is called.
func (db *DB) Intercept(resource string, f Interceptor) (remove func()) {
	in := &db.interceptors
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.chains == nil {
		in.chains = map[string][]*Interceptor{}
	}
	in.chains[resource] = append(slices.Clip(in.chains[resource]), &f)
	return func() {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.chains[resource] = slices.DeleteFunc(slices.Clone(in.chains[resource]), func(g *Interceptor) bool { return g == &f })
	}
}

func (in *interceptors) of(resource string) []*Interceptor {
	in.mu.RLock()
	defer in.mu.RUnlock()
	return in.chains[resource]
}

// intercepted runs one write through a chain. do gets the image that became of
// the row.
func (tx *Tx) intercepted(ctx context.Context, rel *relation, chain []*Interceptor, w *Write, do func(context.Context, journal.Image) error) error {
	if len(chain) == 0 {
		if w.After == nil {
			return do(ctx, journal.Image{})
		}
		return do(ctx, rel.imageOf(w.After))
	}
	return (*chain[0])(ctx, tx, w, func(ctx context.Context) error {
		return tx.intercepted(ctx, rel, chain[1:], w, do)
	})
}

// insertRows adds rows, each through the interceptors of their resource.
func (tx *Tx) insertRows(ctx context.Context, w *rowWriter, ids []string, images []journal.Image, check bool) error {
	chain := tx.db.interceptors.of(w.rel.resource.Name)
	if len(chain) == 0 {
		return tx.put(ctx, w, ids, images, check)
	}
	for i, id := range ids {
		write := &Write{Operation: Inserting, Table: w.rel.table, ID: id, After: recordOf(id, images[i])}
		if err := tx.intercepted(ctx, w.rel, chain, write, func(ctx context.Context, m journal.Image) error {
			return tx.put(ctx, w, []string{id}, []journal.Image{m}, check)
		}); err != nil {
			return err
		}
	}
	return nil
}

// replaceRows gives rows new images, each through the interceptors.
func (u *update) replaceRows(ctx context.Context) error {
	chain := u.tx.db.interceptors.of(u.w.rel.resource.Name)
	if len(chain) == 0 {
		return u.replace(ctx, u.ids, u.images)
	}
	for i, id := range u.ids {
		write := &Write{
			Operation: Updating, Table: u.w.rel.table, ID: id,
			Before: recordOf(id, u.t.rows[id].after), After: recordOf(id, u.images[i]),
		}
		if err := u.tx.intercepted(ctx, u.w.rel, chain, write, func(ctx context.Context, m journal.Image) error {
			return u.replace(ctx, []string{id}, []journal.Image{m})
		}); err != nil {
			return err
		}
	}
	return nil
}

// deleteRows removes locked rows, each through the interceptors.
func (tx *Tx) deleteRows(ctx context.Context, t *tableWrites, ids []string) error {
	chain := tx.db.interceptors.of(t.rel.resource.Name)
	for _, id := range ids {
		row := t.rows[id]
		if len(chain) == 0 {
			row.set(journal.Image{}, tx.statement)
			continue
		}
		write := &Write{Operation: Deleting, Table: t.rel.table, ID: id, Before: recordOf(id, row.after)}
		if err := tx.intercepted(ctx, t.rel, chain, write, func(_ context.Context, m journal.Image) error {
			row.set(m, tx.statement)
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}
