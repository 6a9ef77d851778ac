package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
)

// recover finds out what the bucket holds: keeper.json, the catalog as it was
// applied, and the entries after it. One server is all that is allowed for
// now: a living lease of another one ends the start.
func (db *DB) recover(ctx context.Context) error {
	k, err := db.readKeeper(ctx)
	if errors.Is(err, storage.ErrNotFound) {
		if err = db.createKeeper(ctx); err == nil {
			k, err = db.readKeeper(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("cannot open the database: %w", err)
	}
	if db.caps.Shared && k.Holder != db.opts.ServerID && k.living(db.grace()) {
		return db.inUse(k)
	}
	if err := db.restart(ctx); err != nil || !db.opts.Sole {
		return err
	}
	return db.occupy(ctx)
}

// occupy takes the lease. Of several servers that start at once one gets it.
func (db *DB) occupy(ctx context.Context) error {
	err := db.keeper.lease.hold(ctx)
	if !errors.Is(err, errLost) {
		return err
	}
	k, err := db.readKeeper(ctx)
	if err != nil {
		return fmt.Errorf("cannot open the database: %w", err)
	}
	return db.inUse(k)
}

// inUse names the server that holds the lease.
func (db *DB) inUse(k *keeperFile) error {
	left := k.end(db.grace()).Sub(k.date).Truncate(time.Second) + time.Second
	return pgerr.Newf(pgerr.ObjectInUse, "database is in use by server %q", k.Holder).
		WithHint("Stop that server. If it has died, its lease ends in %s.", left)
}

// grace is how long after the end of a lease something signed under it may
// still land: the life of a signature, and the store's whole seconds.
func (db *DB) grace() time.Duration { return db.opts.WriteLife + time.Second }

// restart drops all that is known of the journal and reads it anew.
func (db *DB) restart(ctx context.Context) error {
	if err := db.load(ctx); err != nil {
		return fmt.Errorf("cannot read the database: %w", err)
	}
	return db.walk(ctx)
}

// load reads keeper.json and the catalog. What it knows of the journal is
// then the applied position, without proof: the walk that follows must ask
// the boundary before it believes.
func (db *DB) load(ctx context.Context) error {
	k, err := db.readKeeper(ctx)
	if err != nil {
		return err
	}
	if db.journal == "" {
		db.journal = k.Journal
	}
	if db.journal != k.Journal {
		return fmt.Errorf("the journal %q was replaced by %q", db.journal, k.Journal)
	}
	s, err := db.loadSchema(ctx)
	if err != nil {
		return err
	}
	from := k.Applied
	for _, p := range k.Parked {
		from = min(from, p-1) // their rows are not objects: they are read from the journal
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	db.head, db.applied, db.boundary, db.proof = from, from, k.Boundary, time.Time{}
	db.schema, db.overlay, db.purging = s, newOverlay(), k.Purging
	db.cache.clear()
	db.parked, db.conflicts = k.Parked, int(k.Conflicts)
	db.generation++
	db.notify()
	return nil
}

// loadSchema reads catalog.json, which may be missing. One of an older release
// lacks the resources, which are taken from s3db.json.
func (db *DB) loadSchema(ctx context.Context) (*schema, error) {
	obj, err := db.bucket.Get(ctx, keys.CatalogKey, storage.GetOptions{})
	if notThere(err) {
		return storedSchema(&catalog.Extras{Snapshot: catalog.NewSnapshot()}, nil, &db.env)
	}
	if err != nil {
		return nil, err
	}
	x, err := catalog.DecodeExtras(obj.Body)
	if err != nil {
		return nil, err
	}
	if x.Journal != db.journal { // a copy from elsewhere: its positions mean nothing here
		x.Snapshot, x.Position = withoutFloors(x.Snapshot), 0
	}
	var m *catalog.Manifest
	if len(x.Resources) < len(x.Tables()) {
		f, err := db.readManifest(ctx, "")
		if err != nil {
			return nil, err
		}
		m = f.Manifest
	}
	return storedSchema(x, m, &db.env)
}

// withoutFloors is a catalog whose tables hide nothing.
func withoutFloors(s *catalog.Snapshot) *catalog.Snapshot {
	d := s.Draft()
	for _, t := range d.Tables() {
		bare := *t
		bare.Floor = 0
		d.PutTable(&bare)
	}
	return d.Snapshot
}
