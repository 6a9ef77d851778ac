package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// claimKey is a unique value that a row takes: the prefix of its reference in
// a unique partition, under which at most one reference lies.
type claimKey struct {
	part *partition
	key  string
}

// claimSet has the claims of a list of rows, a fixed number for each row; a
// claim without key is none.
type claimSet struct {
	each int
	list []claimKey
}

func (c claimSet) of(row int) []claimKey { return c.list[row*c.each : (row+1)*c.each] }

// drop removes the claims for which f says so.
func (c claimSet) drop(f func(row int, k claimKey) bool) {
	for i := range c.list {
		if c.list[i].key != "" && f(i/c.each, c.list[i]) {
			c.list[i].key = ""
		}
	}
}

// claims checks that rows can be written, and returns what they claim.
func (w *rowWriter) claims(ids []string, images []journal.Image) (claimSet, error) {
	var c claimSet
	for i := range w.rel.parts {
		if w.rel.parts[i].catalog.Unique {
			c.each++
		}
	}
	for i, id := range ids {
		if _, err := w.check(id, images[i]); err != nil {
			return c, err
		}
		for k := range w.rel.parts {
			p := &w.rel.parts[k]
			if !p.catalog.Unique {
				continue
			}
			key, err := p.claim(id, images[i])
			if err != nil {
				return c, err
			}
			c.list = append(c.list, claimKey{p, key})
		}
	}
	return c, nil
}

// holds reports whether a row with this image has a claim.
func (w *rowWriter) holds(c claimKey, id string, m journal.Image) bool {
	return c.holds(id, m)
}

func (c claimKey) holds(id string, m journal.Image) bool {
	if m.IsZero() {
		return false
	}
	key, err := c.part.claim(id, m)
	return err == nil && key == c.key
}

// lockClaims locks unique values, so that a session that takes the same one
// waits until this transaction has ended.
func (tx *Tx) lockClaims(ctx context.Context, claims claimSet) error {
	for _, c := range claims.list {
		if c.key == "" {
			continue
		}
		if _, err := tx.db.locks.acquire(ctx, tx, c.key); err != nil {
			return err
		}
	}
	return nil
}

// holders are the rows that may have claims, as of a position.
type holders struct {
	ids  map[string][]string // by claim
	read uint64
}

// holders finds for each claim the rows that may have it: ids listed under
// it, or that held entries name. One LIST for each claim not known to be free.
func (tx *Tx) holders(ctx context.Context, rel *relation, claims claimSet) (holders, error) {
	h := holders{make(map[string][]string, len(claims.list)), tx.db.Position()}
	var list []string
	for _, c := range claims.list {
		if c.key == "" {
			continue
		}
		if id, ok := tx.db.heldClaim(rel.resource.Name, c.key); ok {
			h.ids[c.key] = append(h.ids[c.key], id)
		}
		list = append(list, c.key)
	}
	if tx.db.unstored(rel, tx) {
		return h, nil
	}
	found := make([][]string, len(list))
	err := tx.db.pool.each(ctx, len(list), func(ctx context.Context, i int) (err error) {
		found[i], err = tx.db.listIDs(ctx, list[i])
		return err
	})
	for i, key := range list {
		h.ids[key] = append(h.ids[key], found[i]...)
	}
	return h, err
}

func (db *DB) heldClaim(resource, key string) (string, bool) {
	db.mu.RLock()
	defer db.mu.RUnlock()
	h := db.overlay.resources[resource]
	if h == nil {
		return "", false
	}
	c, ok := h.claims[key]
	return c.id, ok
}

// listIDs returns the ids of the references under a prefix that names all
// fields.
func (db *DB) listIDs(ctx context.Context, prefix string) ([]string, error) {
	var ids []string
	opts := storage.ListOptions{Prefix: prefix}
	for {
		page, err := db.bucket.List(ctx, opts)
		if err != nil {
			return nil, storeError(ctx, err)
		}
		for _, obj := range page.Objects {
			ids = append(ids, keys.Parse(obj.Key).ID)
		}
		if opts.Token = page.Next; opts.Token == "" {
			return ids, nil
		}
	}
}

// takeClaims takes the claims of one row that is about to be, or refuses it.
func (tx *Tx) takeClaims(ctx context.Context, rel *relation, id string, m journal.Image, claims []claimKey, h holders) error {
	for _, c := range claims {
		if c.key == "" {
			continue
		}
		taken, err := tx.taken(ctx, rel, id, c, h)
		if err != nil {
			return err
		}
		if taken {
			return rel.duplicateValue(c.part, id, m)
		}
		tx.claim(c.part, c.key, id, h.read)
	}
	return nil
}

// claim takes a unique value for a row; read is the position at which it was
// free.
func (tx *Tx) claim(p *partition, key, id string, read uint64) {
	tx.claims[key] = id
	tx.claimed = append(tx.claimed, journal.Op{
		Kind: journal.Claim, Resource: p.rel.resource.Name, ID: id, Read: read,
		Partition: p.def.Name, Key: key,
	})
}

// taken reports whether another row than id has a claim now.
func (tx *Tx) taken(ctx context.Context, rel *relation, id string, c claimKey, h holders) (bool, error) {
	candidates := h.ids[c.key]
	if own, ok := tx.claims[c.key]; ok {
		candidates = append(candidates[:len(candidates):len(candidates)], own)
	}
	for _, other := range candidates {
		if other == id {
			continue
		}
		latest, err := tx.latest(ctx, rel, other)
		if err != nil {
			return false, err
		}
		if c.holds(other, latest) {
			return true, nil
		}
	}
	return false, nil
}

// latest is the newest image of a row: the transaction's own, also of this
// statement, or the newest committed one.
func (tx *Tx) latest(ctx context.Context, rel *relation, id string) (journal.Image, error) {
	if t := tx.writes[rel.resource.Name]; t != nil {
		if w := t.rows[id]; w != nil && w.dirty {
			return w.after, nil
		}
	}
	if tx.hides(rel) {
		return journal.Image{}, nil
	}
	o, _, err := tx.db.newest(ctx, rel, id)
	return o.image, err
}
