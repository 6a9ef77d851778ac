package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// catalogLock is the lock of DDL: one transaction at a time changes the
// catalog.
const catalogLock = "\x00catalog"

// ChangeCatalog runs DDL on a draft of the transaction's catalog. It commits
// with the rows of the block. A table needs no Resource, its columns no
// Attribute and its partitions no Key and Path: what is empty follows from the
// names. Stored rows go into the partitions that their table gets; 23505 if
// they share a unique value.
func (tx *Tx) ChangeCatalog(ctx context.Context, change func(*catalog.Draft) error) error {
	base, err := tx.changeCatalog(ctx, change)
	if err != nil {
		return err
	}
	for name, rel := range tx.schema.relations {
		if err := tx.addPartitions(ctx, base.relations[name], rel); err != nil {
			return err
		}
	}
	return nil
}

// changeCatalog changes the catalog alone and returns the schema before.
func (tx *Tx) changeCatalog(ctx context.Context, change func(*catalog.Draft) error) (base *schema, err error) {
	if err := tx.writable("DDL"); err != nil {
		return nil, err
	}
	if err := tx.ready(ctx); err != nil {
		return nil, err
	}
	if _, err := tx.db.locks.acquire(ctx, tx, catalogLock); err != nil {
		return nil, err
	}
	if tx.schema == nil {
		if err := tx.db.lookForNames(ctx); err != nil {
			return nil, err
		}
	}
	tx.catchUp()
	base = tx.current()
	draft := base.Draft()
	if err := change(draft); err != nil {
		return nil, err
	}
	if tx.from == nil {
		tx.from = base
	}
	next, err := tx.redefine(draft)
	if err == nil {
		tx.schema = next
	}
	return base, err
}

// catchUp moves a READ COMMITTED transaction to the newest catalog before its
// first DDL: another session may have changed it while this one waited.
func (tx *Tx) catchUp() {
	if tx.schema != nil || tx.opts.Level == RepeatableRead {
		return
	}
	tx.db.mu.RLock()
	defer tx.db.mu.RUnlock()
	if tx.snap.generation == tx.db.generation {
		tx.snap.schema = tx.db.schema
	}
}

// redefine makes the schema of a draft: tables that it changed get the next
// version of their resource.
func (tx *Tx) redefine(draft *catalog.Draft) (*schema, error) {
	base := tx.current()
	next := base.clone(draft)
	kept := map[string]bool{}
	for _, t := range draft.Tables() {
		if rel := base.relations[t.Resource]; t.Resource != "" && rel != nil && rel.table == t {
			kept[t.Resource] = true
			continue
		}
		done := tx.newNaming(draft, base, t).completed(t)
		if err := keyable(done); err != nil {
			return nil, err
		}
		r := tx.resource(base, done)
		done.NoteEncoding(r)
		draft.PutTable(done)
		kept[done.Resource] = true
		if err := next.put(done, r, tx.snap.position, &tx.db.env); err != nil {
			return nil, err
		}
	}
	for name := range base.relations {
		if !kept[name] {
			next.drop(name)
		}
	}
	return next, nil
}

// resource returns the resource of a table that was changed.
func (tx *Tx) resource(base *schema, t *catalog.Table) *catalog.Resource {
	now := tx.db.now()
	d := catalog.DefinitionOf(t)
	if tx.defined != nil && tx.defined.Name == t.Resource {
		return tx.defined
	}
	if r := base.resources[t.Resource]; r != nil {
		if before := base.relations[t.Resource]; t.Options.RawKeys && before != nil {
			return r.Revise(before.table, t, now)
		}
		if t.Options.Compact() != r.Current().Compact() || t.Options.Permissive == r.Current().Paranoid() {
			return r.Renew(d, now)
		}
		return r.Define(d, now)
	}
	return catalog.NewResource(t.Resource, d, now)
}

// isoMillis is how s3db.js writes times in s3db.json.
const isoMillis = "2006-01-02T15:04:05.000Z"

func (db *DB) now() string { return db.opts.Clock().UTC().Format(isoMillis) }

// definitions returns the DDL of the transaction as operations: what differs
// between the catalog it began with and its own. What is gone comes first, so
// that a name can be used again. If the committed catalog has changed since it
// began, whatever later statements have seen, the commit fails.
func (tx *Tx) definitions() ([]journal.Op, error) {
	if tx.schema == nil {
		return nil, nil
	}
	d := difference{tx: tx, from: tx.from, to: tx.schema}
	d.dropped()
	return d.ops, d.changed()
}
