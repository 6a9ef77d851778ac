package engine

import (
	"context"
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// adopt returns the schema that knows what s3db.json says: resources nobody
// made a table of become tables, and those of tables follow what s3db.js has
// changed in them. It is s itself if there is nothing new.
func (s *schema) adopt(m *catalog.Manifest, env *environment) (*schema, error) {
	draft := s.Draft()
	next := s.clone(draft)
	changed := false
	for _, r := range m.Resources {
		if r.Current() == nil {
			continue
		}
		was := s.resources[r.Name]
		if was != nil {
			if r = was.Reconcile(r, s.relations[r.Name].table.Options.ExternalWriters); r.Same(was) {
				continue
			}
		}
		changed = true
		if err := next.put(s.adopted(draft, r), r, s.position, env); err != nil {
			return nil, err
		}
	}
	if !changed {
		return s, nil
	}
	return next, nil
}

// adopted puts the table of a resource into a draft, as it is now.
func (s *schema) adopted(draft *catalog.Draft, r *catalog.Resource) *catalog.Table {
	rel := s.relations[r.Name]
	switch {
	case rel == nil:
		space, name := keys.TableName(r.Name)
		if draft.Schema(space) == nil {
			draft.PutSchema(&catalog.Schema{OID: draft.OID(), Name: space})
		}
		name = unused(name, func(name string) bool { return draft.Relation(space, name) != nil })
		draft.Adopt(r, nil, space, name)
		return ruled(draft, r, space, name)
	case rel.table.Options.ExternalWriters:
		draft.Adopt(r, rel.resource, rel.table.Schema, rel.table.Name)
		return ruled(draft, r, rel.table.Schema, rel.table.Name)
	default:
		same := *rel.table
		draft.PutTable(&same)
	}
	return draft.Table(rel.table.Schema, rel.table.Name)
}

// takeOver commits what s3db.json says as definitions, so that all servers,
// now and after a restart, know the same tables under the same identifiers.
// seen is the schema that the document was read beside: if it is not the newest
// any more, what was read may be older than it, and known is false.
func (db *DB) takeOver(ctx context.Context, m *catalog.Manifest, seen *schema) (known bool, err error) {
	next, err := seen.adopt(m, &db.env)
	if err != nil || next == seen {
		return err == nil, err
	}
	tx, err := db.Begin(ctx, TxOptions{})
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if err := tx.take(ctx); err != nil {
		return false, err
	}
	if err := tx.ready(ctx); err != nil {
		return false, err
	}
	if tx.snap.schema != seen {
		return false, nil
	}
	tx.from, tx.schema = seen, next
	ops, err := tx.definitions()
	if err != nil {
		return false, err
	}
	if _, err = db.committer.commit(ctx, tx, ops); pgerr.CodeOf(err) == pgerr.SerializationFailure {
		return false, nil
	}
	if err == nil {
		db.enforcement.soon()
		db.opts.Logger.Info("s3db.json has changed", "definitions", strconv.Itoa(len(ops)))
	}
	return err == nil, err
}
