package engine

import (
	"context"
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// mendSize is how many references the keeper mends at a time: meanwhile it
// applies nothing.
const mendSize = 1000

// settling is how long s3db.js may take between the references of a change and
// its record, which it writes last: a younger reference may be right soon.
const settling = 5 * time.Second

// mend makes references agree with their records. A finding that is right by
// now, or may be soon, is left alone and stays as it is.
func (db *DB) mend(ctx context.Context, a *audit, found []*Finding) error {
	if err := a.settle(ctx, found); err != nil {
		return err
	}
	for len(found) > 0 {
		n := min(len(found), mendSize)
		portion := found[:n]
		err := db.ask(ctx, func(ctx context.Context, k *keeper) error {
			return k.mend(ctx, a.rel.resource.Name, portion)
		})
		if err != nil {
			return err
		}
		a.task.add(n)
		found = found[n:]
	}
	return nil
}

// settle waits until the references that are too many have stood for a while,
// where s3db.js may write them.
func (a *audit) settle(ctx context.Context, found []*Finding) error {
	if !a.rel.table.Options.ExternalWriters {
		return nil
	}
	youngest := int64(0)
	for _, f := range found {
		if f.Problem != Orphan {
			youngest = max(youngest, f.modified)
		}
	}
	if left := time.Unix(youngest, 0).Add(settling + time.Second).Sub(a.seen); youngest > 0 && left > 0 {
		return sleep(ctx, left)
	}
	return nil
}

// mend puts references that a table's records ask for and deletes others. It
// goes by the records as they are, for the keeper alone makes references of
// what is committed and not applied.
func (k *keeper) mend(ctx context.Context, resource string, found []*Finding) error {
	rel := k.applied.relations[resource]
	if rel == nil {
		return nil // dropped meanwhile
	}
	m := mending{k: k, rel: rel, rows: map[string]*stored{}}
	err := k.db.pool.each(ctx, len(found), func(ctx context.Context, i int) error { return m.reference(ctx, found[i]) })
	if err != nil {
		return err
	}
	_, err = k.deleteMany(ctx, storage.Targets(m.gone...))
	return err
}

// mending is one portion of references on their way.
type mending struct {
	k   *keeper
	rel *relation

	mu   sync.Mutex
	rows map[string]*stored // the records read, by id
	gone []string           // to be deleted together
}

func (m *mending) reference(ctx context.Context, f *Finding) error {
	if m.k.parked(m.rel, f.ID) {
		return nil
	}
	o, err := m.row(ctx, f.ID)
	if err != nil {
		return err
	}
	asked, ok := m.rel.asks(f.Key, f.ID, o)
	switch {
	case !ok || asked != (f.Problem == Missing):
		return nil
	case asked:
		err = m.k.putReference(ctx, m.rel, f.Key)
	default:
		m.drop(f.Key)
	}
	f.Repaired = err == nil
	return err
}

// row reads a record once.
func (m *mending) row(ctx context.Context, id string) (*stored, error) {
	m.mu.Lock()
	o := m.rows[id]
	m.mu.Unlock()
	if o != nil {
		return o, nil
	}
	o, err := m.k.db.read(ctx, m.rel, id)
	if err != nil {
		return nil, err
	}
	if m.k.db.emptied(m.rel, o) {
		o = &stored{}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rows[id] = o
	return o, nil
}

func (m *mending) drop(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.gone = append(m.gone, key)
}

// parked reports whether the store refuses a row's newest version: it is read
// from the journal, and its references are those of that.
func (k *keeper) parked(rel *relation, id string) bool {
	db := k.db
	db.mu.RLock()
	defer db.mu.RUnlock()
	v := db.overlay.row(rel.resource.Name, id)
	return v != nil && v.position > db.shown() && v.position <= db.applied
}
