package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
)

// DefineResource makes a resource as s3db.js's createResource does, or gives
// one that exists a new version where the definition differs. Its table
// follows from the attributes, as that of a resource found in a bucket.
// Of opts count ExternalWriters and SyncPartitions, which s3db.json does not
// have. It commits with the transaction.
func (tx *Tx) DefineResource(ctx context.Context, name string, d catalog.Definition, opts catalog.Options) error {
	defer func() { tx.defined = nil }()
	return tx.ChangeCatalog(ctx, func(draft *catalog.Draft) error {
		was := tx.current().resources[name]
		d.Dialect = max(d.Dialect, tx.db.dialect.of(tx.current()))
		r := catalog.NewResource(name, d, tx.db.now())
		if was != nil {
			r = was.Define(d, tx.db.now())
		}
		tx.defined = r
		space, table := keys.TableName(name)
		if rel := tx.current().relations[name]; rel != nil {
			space, table = rel.table.Schema, rel.table.Name
		}
		if draft.Schema(space) == nil {
			draft.PutSchema(&catalog.Schema{OID: draft.OID(), Name: space})
		}
		draft.Adopt(r, was, space, table)
		t := *ruled(draft, r, space, table)
		t.Options.ExternalWriters, t.Options.SyncPartitions = opts.ExternalWriters, opts.SyncPartitions
		t.Partitions = trusted(t.Partitions, !opts.ExternalWriters)
		draft.PutTable(&t)
		return nil
	})
}

// trusted marks partitions whose references are complete: the keeper fills new
// ones before they count.
func trusted(list []*catalog.Partition, complete bool) []*catalog.Partition {
	marked := make([]*catalog.Partition, len(list))
	for i, p := range list {
		q := *p
		q.Trusted = complete && !p.Own
		marked[i] = &q
	}
	return marked
}

// DropResource drops a resource with its table and all its records. It
// commits with the transaction.
func (tx *Tx) DropResource(ctx context.Context, name string) error {
	return tx.ChangeCatalog(ctx, func(draft *catalog.Draft) error {
		if rel := tx.current().relations[name]; rel != nil {
			draft.Drop(rel.table.Schema, rel.table.Name)
		}
		return nil
	})
}
