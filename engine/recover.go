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

// loadSchema reads s3db.json and catalog.json. Either may be missing.
func (db *DB) loadSchema(ctx context.Context) (*schema, error) {
	m, _, err := db.readManifest(ctx)
	if err != nil {
		return nil, err
	}
	snap, position := catalog.NewSnapshot(), uint64(0)
	obj, err := db.bucket.Get(ctx, keys.CatalogKey, storage.GetOptions{})
	if err != nil && !notThere(err) {
		return nil, err
	}
	if err == nil {
		var owner string
		if snap, owner, position, err = catalog.DecodeExtras(obj.Body); err != nil {
			return nil, err
		}
		if owner != db.journal {
			snap, position = withoutFloors(snap), 0 // a copy from elsewhere: its positions mean nothing here
		}
	}
	return storedSchema(snap, m, position, &db.env)
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

// readManifest reads s3db.json; without one it is an empty document with an
// empty ETag.
func (db *DB) readManifest(ctx context.Context) (*catalog.Manifest, string, error) {
	obj, err := db.bucket.Get(ctx, keys.ManifestKey, storage.GetOptions{})
	if notThere(err) {
		return catalog.NewManifest(db.now()), "", nil
	}
	if err != nil {
		return nil, "", err
	}
	m, err := catalog.ParseManifest(obj.Body)
	if err != nil {
		m, _ = catalog.Heal(obj.Body, db.now())
	}
	return m, obj.ETag, nil
}
