package engine

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// audit compares the records of a table with its references: the references
// are listed, each record takes away those that it asks for, and what is left
// is listed once more to be named. Of each key it keeps a digest.
type audit struct {
	db    *DB
	rel   *relation
	start uint64 // entries up to here were objects when it began
	task  *task
	// look is called with each record, by several goroutines; nil if only the
	// references matter.
	look func(ctx context.Context, id string, d *document.Document, obj *storage.Object, o *stored)

	mu         sync.Mutex
	listed     map[digest]struct{} // references that no record has asked for
	ids        map[digest]struct{} // of the records
	suspects   []suspect
	seen       time.Time           // the store's clock at the last listing
	refused    map[*partition]bool // a record has a value there that no key can hold
	records    int
	references int
}

type digest [16]byte

func digestOf(key string) digest {
	sum := sha256.Sum256([]byte(key))
	return digest(sum[:16])
}

// suspect is a reference that is to be looked at again: wanted and not listed,
// or the other way round.
type suspect struct {
	key      string
	missing  bool
	modified int64 // LastModified in Unix seconds, if it was listed
}

// audit compares a table with its references and returns what does not agree.
// It may run while the table is written: rows changed meanwhile are passed over.
func (db *DB) audit(ctx context.Context, a *audit) ([]*Finding, error) {
	db.mu.RLock()
	a.db, a.start = db, db.shown()
	db.mu.RUnlock()
	a.listed, a.ids, a.refused = map[digest]struct{}{}, map[digest]struct{}{}, map[*partition]bool{}
	for _, step := range []func(context.Context) error{a.listReferences, a.readRecords, a.listRest} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return a.judge(ctx)
}

func (a *audit) listReferences(ctx context.Context) error {
	return eachPage(ctx, a.db.bucket, a.rel.keys.Partitions(), func(page *storage.Page) error {
		for i := range page.Objects {
			a.listed[digestOf(page.Objects[i].Key)] = struct{}{}
		}
		a.references += len(page.Objects)
		return nil
	})
}

// readRecords reads every record; where none asks for references their ids are
// enough, and where there are no references either not even these are listed.
func (a *audit) readRecords(ctx context.Context) error {
	idsOnly := a.look == nil && len(a.rel.parts) == 0
	if idsOnly && len(a.listed) == 0 {
		return nil
	}
	return eachPage(ctx, a.db.bucket, a.rel.keys.Record(""), func(page *storage.Page) error {
		a.task.add(len(page.Objects))
		if idsOnly {
			for _, o := range page.Objects {
				a.ids[digestOf(idOf(o.Key))] = struct{}{}
			}
			return nil
		}
		return a.db.pool.each(ctx, len(page.Objects), func(ctx context.Context, i int) error {
			return a.record(ctx, page.Objects[i].Key)
		})
	})
}

func (a *audit) record(ctx context.Context, key string) error {
	obj, err := a.db.bucket.Get(ctx, key, storage.GetOptions{Wanted: wantsBody(inlineContent)})
	if notThere(err) {
		return nil // deleted since it was listed
	}
	if err != nil {
		return err
	}
	id := idOf(key)
	d := document.Decode(a.rel.resource, id, obj)
	o := a.db.storedOf(a.rel, d, obj)
	if a.look != nil {
		a.look(ctx, id, d, obj, o)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.records++
	a.ids[digestOf(id)] = struct{}{}
	a.ask(id, o)
	return nil
}

// ask takes away the references that a record asks for. a.mu is held.
func (a *audit) ask(id string, o *stored) {
	if a.db.emptied(a.rel, o) {
		return
	}
	for i := range a.rel.parts {
		p := &a.rel.parts[i]
		key, ok := p.wants(id, o.image)
		if a.refused[p] = a.refused[p] || !ok; key == "" {
			continue
		}
		if d := digestOf(key); contained(a.listed, d) {
			delete(a.listed, d)
		} else {
			a.suspects = append(a.suspects, suspect{key: key, missing: true})
		}
	}
}

func contained(set map[digest]struct{}, d digest) bool {
	_, ok := set[d]
	return ok
}

// listRest names the references that no record has asked for.
func (a *audit) listRest(ctx context.Context) error {
	if len(a.listed) == 0 {
		return nil
	}
	return eachPage(ctx, a.db.bucket, a.rel.keys.Partitions(), func(page *storage.Page) error {
		a.seen = page.Date
		for _, o := range page.Objects {
			if contained(a.listed, digestOf(o.Key)) {
				a.suspects = append(a.suspects, suspect{key: o.Key, modified: o.LastModified.Unix()})
			}
		}
		return nil
	})
}

// emptied reports whether a floor hides a record.
func (db *DB) emptied(rel *relation, o *stored) bool {
	db.mu.RLock()
	defer db.mu.RUnlock()
	floor := db.floor(rel)
	return floor > 0 && !o.foreign && o.position <= floor
}

// asks reports whether a record asks for a reference. ok is false if that
// cannot be told: s3db.js forms keys of values that keys here cannot hold.
func (rel *relation) asks(key, id string, o *stored) (asked, ok bool) {
	p := rel.partNamed(keys.Parse(key).Partition)
	if p == nil {
		return false, !rel.table.Options.ExternalWriters // it may be new to s3db.json
	}
	if o.image.IsZero() {
		return false, true
	}
	want, ok := p.wants(id, o.image)
	return want == key, ok
}

// wants returns the key of a row's reference, "" if it has none. ok is false
// if s3db.js may form another one: of secrets, of values that keys here do not
// hold, and of texts that JavaScript alone takes for dates.
func (p *partition) wants(id string, m journal.Image) (key string, ok bool) {
	if p.shows() {
		return "", false
	}
	key, err := p.reference(id, m)
	if err != nil || !p.rel.table.Options.RawKeys {
		return key, err == nil
	}
	text := p.rel.keyText(id, m)
	for _, f := range p.def.Fields {
		if value, has, err := text(f.Path); err == nil && has && document.Ambiguous(f.Rule, value) {
			return "", false
		}
	}
	return key, true
}

// eachPage lists what lies under a prefix, a page at a time.
func eachPage(ctx context.Context, b storage.Bucket, prefix string, visit func(page *storage.Page) error) error {
	opts := storage.ListOptions{Prefix: prefix}
	for {
		page, err := b.List(ctx, opts)
		if err == nil {
			err = visit(page)
		}
		if err != nil || page.Next == "" {
			return err
		}
		opts.Token = page.Next
	}
}
