package engine

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
	"github.com/s3dbsql/s3dbsql/validation"
)

// enforcement makes the word unique of attribute rules hold, which s3db.js
// documents and never looks at. A table that was found in a bucket gets a
// unique partition that catalog.json alone knows, for in s3db.json it would
// change the hash of the resource. s3db.js does not keep it, so it holds among
// the sessions of this server.
type enforcement struct {
	mu      sync.Mutex         // one at a time
	refused sync.Map           // RESOURCE/ATTRIBUTE whose values are not unique
	asked   chan chan struct{} // each is closed when all that was known then is enforced
}

// maxClaims bounds the memory, in bytes, for the values of a new partition.
const maxClaims = 256 << 20

// demanded returns the columns whose rules say unique and that no unique
// partition answers for.
func demanded(t *catalog.Table) []int {
	var columns []int
	for i, c := range t.Columns {
		if c.Rule == "" || !validation.Unique(c.Rule) || codec.IsSecret(c.Rule) || c.Type.IsArray() || c.Type == types.JSONB {
			continue
		}
		if !slices.ContainsFunc(t.Partitions, func(p *catalog.Partition) bool {
			return p.Unique && len(p.Fields) == 1 && p.Fields[0].Column == i
		}) {
			columns = append(columns, i)
		}
	}
	return columns
}

// Enforce makes the unique attributes of a resource hold from now on, before
// rows are written to it. It reports whether the catalog changed, so that a
// statement begun before must be begun again. Stored values that are not
// unique leave the attribute as it is, and the log says so.
func (db *DB) Enforce(ctx context.Context, resource string) (changed bool, err error) {
	if len(db.demanded(resource)) == 0 {
		return false, nil
	}
	e := &db.enforcement
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, name := range db.demanded(resource) {
		err := db.demand(ctx, resource, name)
		switch {
		case err == nil:
			changed = true
		case ctx.Err() != nil || pgerr.CodeOf(err) == pgerr.SerializationFailure:
			return changed, err
		default:
			e.refused.Store(resource+"/"+name, true)
			db.opts.Logger.Warn("an attribute is not held to be unique", "resource", resource, "attribute", name, "error", err)
		}
	}
	return changed, nil
}

// demanded returns the attributes of a resource that are yet to be enforced.
func (db *DB) demanded(resource string) []string {
	db.mu.RLock()
	rel := db.schema.relations[resource]
	db.mu.RUnlock()
	if rel == nil || len(rel.demanded) == 0 {
		return nil
	}
	var names []string
	for _, i := range rel.demanded {
		name := rel.table.Columns[i].Attribute
		if _, refused := db.enforcement.refused.Load(resource + "/" + name); !refused {
			names = append(names, name)
		}
	}
	return names
}

// enforced makes sure that the unique attributes of a table hold before a
// transaction writes it. If they did not yet, it must begin again.
func (tx *Tx) enforced(ctx context.Context, rel *relation) error {
	if len(rel.demanded) == 0 || tx.schema != nil {
		return nil
	}
	changed, err := tx.db.Enforce(ctx, rel.resource.Name)
	if err == nil && changed {
		return concurrent("change of the table's definition")
	}
	return err
}

// enforceWait is how long Open waits for unique attributes to be enforced, so
// that with tables of ordinary size the first writer finds them so.
const enforceWait = 2 * time.Second

// wait waits for the unique attributes that are known now.
func (e *enforcement) wait(ctx context.Context) {
	short, cancel := context.WithTimeout(ctx, enforceWait)
	defer cancel()
	done := make(chan struct{})
	select {
	case e.asked <- done:
	case <-short.Done():
		return
	}
	select {
	case <-done:
	case <-short.Done():
	}
}

// soon asks for another look, at what has been adopted meanwhile.
func (e *enforcement) soon() {
	select {
	case e.asked <- make(chan struct{}):
	default:
	}
}

// run enforces what is asked for until ctx ends.
func (e *enforcement) run(ctx context.Context, db *DB) {
	for {
		select {
		case done := <-e.asked:
			db.enforceAll(ctx)
			close(done)
		case <-ctx.Done():
			return
		}
	}
}

// enforceAll enforces the unique attributes of all resources.
func (db *DB) enforceAll(ctx context.Context) {
	db.mu.RLock()
	relations := db.schema.relations
	db.mu.RUnlock()
	for name := range relations {
		if _, err := db.Enforce(ctx, name); err != nil && ctx.Err() == nil {
			db.opts.Logger.Warn("unique attributes are enforced at the next write", "resource", name, "error", err)
		}
	}
}

// demand makes one attribute unique, in a transaction of its own.
func (db *DB) demand(ctx context.Context, resource, attribute string) error {
	tx, err := db.Begin(ctx, TxOptions{Memory: maxClaims})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return err
	}
	rel := tx.current().relations[resource]
	if rel == nil {
		return concurrent("change of the table's definition")
	}
	tx.defined = tx.current().resources[resource] // as it was defined
	err = tx.ChangeCatalog(ctx, func(d *catalog.Draft) error {
		d.PutTable(withUnique(d, rel.table, attribute))
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// withUnique is a table with a unique constraint of an attribute, named as SQL
// names it.
func withUnique(d *catalog.Draft, t *catalog.Table, attribute string) *catalog.Table {
	i := slices.IndexFunc(t.Columns, func(c *catalog.Column) bool { return c.Attribute == attribute })
	name := unused(t.Name+"_"+t.Columns[i].Name+"_key", func(name string) bool {
		return t.Constraint(name) != nil || t.Partition(name) != nil
	})
	unique := *t
	unique.Constraints = append(slices.Clone(t.Constraints), &catalog.Constraint{
		OID: d.OID(), Name: name, Kind: catalog.Unique, Columns: []int{i}, OfRule: true,
	})
	unique.Partitions = append(slices.Clone(t.Partitions), &catalog.Partition{
		OID: d.OID(), Name: name, Unique: true, Own: true, Fields: []catalog.PartitionField{{Column: i}},
	})
	return &unique
}
