package engine

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// manifestFile is s3db.json as it was read.
type manifestFile struct {
	*catalog.Manifest
	etag    string // "" if there is none
	bytes   []byte
	healing catalog.Healing
}

// readManifest reads s3db.json, unless its ETag is the one known:
// storage.ErrNotModified. Without one it is an empty document. A broken one is
// healed in memory; the keeper writes what became of it.
func (db *DB) readManifest(ctx context.Context, known string) (*manifestFile, error) {
	obj, err := db.bucket.Get(ctx, keys.ManifestKey, storage.GetOptions{IfNoneMatch: known})
	if notThere(err) {
		return &manifestFile{Manifest: catalog.NewManifest(db.now())}, nil
	}
	if err != nil {
		return nil, err
	}
	f := &manifestFile{etag: obj.ETag, bytes: obj.Body}
	if f.Manifest, err = catalog.ParseManifest(obj.Body); err != nil {
		f.Manifest, f.healing = catalog.Heal(obj.Body, db.now())
	}
	db.dialect.note(f.Dialect())
	return f, nil
}

// mended is the manifest in which the resources of a schema stand as they
// ought to. before is the schema that s3db.json showed so far: an entry that is
// still the same gives way to what SQL has made of it since, whoever leads
// otherwise.
func (f *manifestFile) mended(before, next *schema, now string) *catalog.Manifest {
	m := f.Manifest
	for _, t := range next.Tables() {
		r, theirs := next.resources[t.Resource], m.Resource(t.Resource)
		if was := before.resources[t.Resource]; was == nil || !was.Same(theirs) {
			r = r.Reconcile(theirs, t.Options.ExternalWriters)
		}
		if !r.Same(theirs) {
			m = m.With(r, now)
		}
	}
	for name := range before.resources {
		if next.resources[name] == nil && m.Resource(name) != nil {
			m = m.Without(name, now)
		}
	}
	return m
}

// putManifest brings the resources of s3db.json up to date, puts back what
// others have dropped there and keeps what is not ours. A resource goes only
// with DROP TABLE. A broken document is replaced by what could be saved of it,
// and where that is not all the old one is kept under another key.
func (k *keeper) putManifest(ctx context.Context, next *schema) error {
	return k.editManifest(ctx, func(f *manifestFile) *catalog.Manifest { return f.mended(k.applied, next, k.db.now()) })
}

// editManifest replaces s3db.json by what edit makes of it, as soon as nobody
// else does so at the same time.
func (k *keeper) editManifest(ctx context.Context, edit func(f *manifestFile) *catalog.Manifest) error {
	for {
		f, err := k.db.readManifest(ctx, "")
		if err != nil {
			return err
		}
		m := edit(f)
		if m == f.Manifest && f.etag != "" && len(f.healing.Repairs) == 0 {
			return nil
		}
		if locks(m) {
			err = k.locked(ctx, func() error { return k.replaceManifest(ctx, f, m) })
		} else {
			err = k.replaceManifest(ctx, f, m)
		}
		if !errors.Is(err, storage.ErrPrecondition) && !notThere(err) {
			return err
		}
	}
}

// replaceManifest writes m in the place of what was read.
func (k *keeper) replaceManifest(ctx context.Context, f *manifestFile, m *catalog.Manifest) error {
	backup, err := k.backUp(ctx, f)
	if err != nil {
		return err
	}
	up := storage.Upload{ContentType: "application/json", Body: m.JSON()}
	info, err := k.put(ctx, keys.ManifestKey, up, replacing(f.etag))
	if err == nil {
		k.db.watcher.wrote(f.etag, info.ETag)
		k.db.healed(f.healing, backup)
	}
	return err
}

// mendSoon asks the keeper to bring s3db.json into order.
func (k *keeper) mendSoon() {
	k.mending.Store(true)
	k.db.mu.Lock()
	defer k.db.mu.Unlock()
	k.db.notify()
}

// mendNow brings s3db.json into order. If another server is the keeper it will
// see for itself.
func (k *keeper) mendNow(ctx context.Context) error {
	k.mending.Store(false)
	err := k.hold(ctx)
	if err == nil {
		err = k.putManifest(ctx, k.applied)
	}
	if err != nil && !errors.Is(err, errLost) {
		k.mending.Store(true)
		return err
	}
	return nil
}

// backUp keeps the bytes of a document of which something is lost, and returns
// the key they are under.
func (k *keeper) backUp(ctx context.Context, f *manifestFile) (key string, err error) {
	if !f.healing.Backup {
		return "", nil
	}
	up := storage.Upload{ContentType: "application/json", Body: f.bytes}
	for at := k.db.opts.Clock().UTC(); ; at = at.Add(time.Millisecond) {
		key = keys.BackupKey(at.Format(isoMillis))
		_, err := k.put(ctx, key, up, storage.Condition{IfAbsent: true})
		if !errors.Is(err, storage.ErrPrecondition) {
			return key, err
		}
		old, err := k.db.bucket.Get(ctx, key, storage.GetOptions{})
		if err != nil || bytes.Equal(old.Body, f.bytes) {
			return key, err
		}
	}
}

// healed tells what was done to a broken s3db.json.
func (db *DB) healed(h catalog.Healing, backup string) {
	if len(h.Repairs) == 0 {
		return
	}
	db.opts.Logger.Warn("s3db.json was broken and has been mended", "repairs", h.Repairs, "backup", backup)
	if db.opts.MetadataHealed != nil {
		db.opts.MetadataHealed(h.Repairs, backup)
	}
}

func replacing(etag string) storage.Condition {
	return storage.Condition{IfMatch: etag, IfAbsent: etag == ""}
}
