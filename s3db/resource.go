package s3db

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/validation"
)

// Resource is a collection of records. Its methods may be called from many
// goroutines.
type Resource struct {
	*shared
	tx     *engine.Tx // of the Transaction it belongs to; nil if each operation is one
	inside bool       // its operations are inside of a statement: it is that of a hook
}

// shared is what all handles of a resource have together.
type shared struct {
	db       *Database
	name     string
	generate func() string // draws ids; nil for nanoid

	mu        sync.Mutex
	validator *validation.Validator // of version validated
	validated *catalog.Version

	hooks       hooks
	middlewares middlewares
	listeners   listeners
	intercepted sync.Once
}

// Name is the resource's name.
func (r *Resource) Name() string { return r.name }

// Resource is another resource, whose operations belong to the transaction of
// this one if it has one.
func (r *Resource) Resource(name string) *Resource {
	return &Resource{shared: r.db.Resource(name).shared, tx: r.tx, inside: r.inside}
}

// Version is the name of the version under which records are written now, ""
// if the resource does not exist.
func (r *Resource) Version() string {
	tx := r.tx
	if tx == nil {
		var err error
		if tx, err = r.db.engine.Begin(context.Background(), engine.TxOptions{}); err != nil {
			return ""
		}
		defer tx.Rollback()
	}
	_, res := tx.Resource(r.name)
	if res == nil {
		return ""
	}
	return res.CurrentVersion
}

// Tx is a transaction over several resources.
type Tx struct {
	db *Database
	tx *engine.Tx
}

// Resource returns a resource whose operations belong to the transaction.
func (tx *Tx) Resource(name string) *Resource {
	return &Resource{shared: tx.db.Resource(name).shared, tx: tx.tx}
}

// Transaction runs f and commits what it did if it returns nil: all of it or
// nothing. A transaction that another server overtook is run again, so f must
// not have effects of its own.
func (db *Database) Transaction(ctx context.Context, f func(*Tx) error) error {
	return db.run(ctx, func(tx *engine.Tx) error { return f(&Tx{db, tx}) })
}

// attempts is how often a transaction is run that others overtake.
const attempts = 10

func (db *Database) run(ctx context.Context, f func(*engine.Tx) error) (err error) {
	for range attempts {
		if err = db.once(ctx, f); !overtaken(err) {
			return err
		}
	}
	return err
}

func overtaken(err error) bool {
	var e *pgerr.Error
	return errors.As(err, &e) && e.Code == pgerr.SerializationFailure
}

func (db *Database) once(ctx context.Context, f func(*engine.Tx) error) error {
	tx, err := db.engine.Begin(ctx, engine.TxOptions{})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	db.settle(tx.Position())
	return nil
}

// operation is one operation on a resource: a statement of a transaction.
type operation struct {
	r        *Resource
	tx       *engine.Tx
	table    *catalog.Table
	resource *catalog.Resource
}

// do runs an operation: as a statement of the resource's transaction, or as a
// transaction of its own.
func (r *Resource) do(ctx context.Context, f func(*operation) error) error {
	if r.tx == nil {
		return r.db.run(ctx, func(tx *engine.Tx) error { return r.within(tx, f) })
	}
	if r.inside {
		return r.tx.Within(func() error { return r.within(r.tx, f) })
	}
	if err := r.tx.Statement(ctx); err != nil {
		return err
	}
	return r.within(r.tx, f)
}

// doOnce is do for operations that hand out what they find as they go, and so
// cannot be run again.
func (r *Resource) doOnce(ctx context.Context, f func(*operation) error) error {
	if r.tx != nil {
		return r.do(ctx, f)
	}
	return r.db.once(ctx, func(tx *engine.Tx) error { return r.within(tx, f) })
}

func (r *Resource) within(tx *engine.Tx, f func(*operation) error) error {
	table, resource := tx.Resource(r.name)
	if table == nil {
		return &ResourceError{r.name, "it does not exist"}
	}
	return f(&operation{r, tx, table, resource})
}

// writable refuses a table whose rows SQL alone can check.
func (op *operation) writable() error {
	for _, c := range op.table.Constraints {
		if c.Kind == catalog.ForeignKey || c.Kind == catalog.Check && !c.OfRule {
			return op.onlySQL(c.Name)
		}
	}
	for _, t := range op.tx.Catalog().Tables() {
		for _, c := range t.Constraints {
			if c.Kind == catalog.ForeignKey && c.RefTable == op.table.OID {
				return op.onlySQL(c.Name)
			}
		}
	}
	return nil
}

func (op *operation) onlySQL(constraint string) error {
	return &ResourceError{op.r.name, fmt.Sprintf("it must be written by SQL, which checks its constraint %q", constraint)}
}

// record decodes a record under the version that wrote it.
func (op *operation) record(e *engine.Record) (Record, error) {
	o, err := op.tx.Object(op.table, e)
	if err != nil {
		return nil, op.r.secretError(e.ID, err)
	}
	return recordOf(e.ID, o, attributesOf(op.resource, e)), nil
}

// byID is the access to records by id.
func (op *operation) byID(ids ...string) *catalog.Access {
	return &catalog.Access{Table: op.table, Kind: catalog.ByID, IDs: ids}
}
