package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/types"
)

// temporary is where the temporary relations of a session live: a database of
// its own in memory, made for the first of them and gone with the session.
type temporary struct {
	db       *engine.DB // nil until then
	onCommit map[types.OID]parser.OnCommit

	// both is base together with own: what the session sees.
	base, own, both *catalog.Snapshot
}

// openTemporary makes the database of temporary relations.
func (s *Session) openTemporary(ctx context.Context) error {
	if s.temp.db != nil {
		return nil
	}
	db, err := s.db.Temporary(ctx)
	if err != nil {
		return err
	}
	tx, err := db.Begin(ctx, engine.TxOptions{})
	if err == nil {
		err = tx.Statement(ctx)
	}
	if err == nil {
		err = tx.ChangeCatalog(ctx, func(d *catalog.Draft) error { d.MakeTemporary(); return nil })
	}
	if err == nil {
		err = tx.Commit(ctx)
	}
	if err != nil {
		return err
	}
	s.temp.db, s.temp.onCommit = db, map[types.OID]parser.OnCommit{}
	return nil
}

// changesTemporary reports whether a command changes rows of a temporary table.
func (s *Session) changesTemporary(stmt parser.Stmt) bool {
	var t *parser.Table
	switch stmt := stmt.(type) {
	case *parser.Insert:
		t = stmt.Table
	case *parser.Update:
		t = stmt.Table
	case *parser.Delete:
		t = stmt.Table
	case *parser.Copy:
		t = stmt.Table
	}
	if t == nil || s.temp.db == nil {
		return false
	}
	schemas := s.styles.path
	if t.Name.Schema != "" {
		schemas = []string{t.Name.Schema}
	}
	for _, schema := range schemas {
		if s.Catalog().Relation(schema, t.Name.Name) != nil {
			return schema == catalog.TempSchema
		}
	}
	return false
}

// closeTemporary drops all temporary relations at the end of the session.
func (s *Session) closeTemporary(ctx context.Context) {
	if s.temp.db != nil {
		_ = s.temp.db.Close(ctx) // nothing of it is kept
	}
	s.temp = temporary{}
}

// beginTemporary starts a statement in the database of temporary relations,
// if there is one.
func (s *Session) beginTemporary(ctx context.Context) error {
	if s.temp.db == nil {
		return nil
	}
	if s.txn.temp == nil {
		opts, err := s.txnOptions()
		if err != nil {
			return err
		}
		opts.ReadOnly = false // these tables may be changed all the same
		if s.txn.temp, err = s.temp.db.Begin(ctx, opts); err != nil {
			return err
		}
	}
	return s.txn.temp.Statement(ctx)
}

// withTemporary is a catalog with the temporary relations of the session.
func (s *Session) withTemporary(base *catalog.Snapshot) *catalog.Snapshot {
	if s.temp.db == nil {
		return base
	}
	own := s.temp.db.Catalog()
	if s.txn.temp != nil {
		own = s.txn.temp.Catalog()
	}
	if s.temp.base != base || s.temp.own != own {
		s.temp.base, s.temp.own, s.temp.both = base, own, base.With(own)
	}
	return s.temp.both
}

// engineOf is the database that has the relations of a schema.
func (s *Session) engineOf(schema string) *engine.DB {
	if schema == catalog.TempSchema {
		return s.temp.db
	}
	return s.db.Engine
}

// changeTemporary runs DDL on temporary relations.
func (s *Session) changeTemporary(ctx context.Context, change func(*catalog.Draft) error) error {
	if s.txn.temp == nil {
		if err := s.openTemporary(ctx); err != nil {
			return err
		}
		if err := s.beginTemporary(ctx); err != nil {
			return err
		}
	}
	return s.txn.temp.ChangeCatalog(ctx, change)
}

// endTemporary does at the end of a transaction what ON COMMIT says.
func (s *Session) endTemporary(ctx context.Context) error {
	if s.txn.temp == nil || len(s.temp.onCommit) == 0 || s.vars.on("transaction_read_only") {
		return nil
	}
	var dropped []*catalog.Table
	for _, t := range s.txn.temp.Catalog().Tables() {
		switch s.temp.onCommit[t.OID] {
		case parser.OnCommitDelete:
			if err := s.txn.temp.Truncate(ctx, t); err != nil {
				return err
			}
		case parser.OnCommitDrop:
			dropped = append(dropped, t)
			delete(s.temp.onCommit, t.OID)
		}
	}
	if dropped == nil {
		return nil
	}
	return s.txn.temp.ChangeCatalog(ctx, func(d *catalog.Draft) error {
		for _, t := range dropped {
			d.DropOwned(t)
		}
		return nil
	})
}

// discardTemporary runs DISCARD TEMP.
func (s *Session) discardTemporary(ctx context.Context) error {
	if s.temp.db == nil {
		return nil
	}
	if err := s.begin(ctx); err != nil {
		return err
	}
	clear(s.temp.onCommit)
	return s.changeTemporary(ctx, func(d *catalog.Draft) error { d.DropAll(); return nil })
}
