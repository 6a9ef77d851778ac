package engine

import (
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// tableWrites is what a transaction did to one resource.
type tableWrites struct {
	rel       *relation
	rows      map[string]*write
	order     []*write
	truncated bool
	read      uint64 // position at which it was truncated
	slab      []write
}

// write is a row that a transaction has locked, and what became of it.
type write struct {
	id        string
	base      stored        // the newest committed image when it was locked
	read      uint64        // position at which base was the newest
	after     journal.Image // zero if the row is deleted
	seen      journal.Image // what the statement sees: after, as the statement before left it
	statement int           // that wrote after
	dirty     bool          // written, not only locked
}

// seenRow is a row that a scan read to lock it, as it was at a position.
type seenRow struct {
	stored
	position uint64
}

func (tx *Tx) table(rel *relation) *tableWrites {
	w := tx.writes[rel.resource.Name]
	if w == nil {
		w = &tableWrites{rows: map[string]*write{}}
		tx.writes[rel.resource.Name] = w
		tx.order = append(tx.order, w)
	}
	w.rel = rel
	return w
}

// lock adds a row with its newest committed image.
func (t *tableWrites) lock(id string, base stored, read uint64) *write {
	if len(t.slab) == cap(t.slab) {
		t.slab = make([]write, 0, min(max(16, 2*cap(t.slab)), 4096))
	}
	t.slab = append(t.slab, write{id: id, base: base, read: read, after: base.image, seen: base.image})
	w := &t.slab[len(t.slab)-1]
	t.rows[id] = w
	t.order = append(t.order, w)
	return w
}

// set gives a row a new image, zero to delete it.
func (w *write) set(m journal.Image, statement int) {
	if w.statement != statement {
		w.seen, w.statement = w.after, statement
	}
	w.after, w.dirty = m, true
}

// visible is the image that a statement sees: not what it, or one within it,
// wrote.
func (w *write) visible(statement int) journal.Image {
	if w.statement >= statement {
		return w.seen
	}
	return w.after
}

// own returns what the transaction itself knows of a row: the image its
// statement sees. ok is false if the snapshot tells.
func (tx *Tx) own(rel *relation, id string) (m journal.Image, ok bool) {
	if t := tx.writes[rel.resource.Name]; t != nil {
		if w := t.rows[id]; w != nil && w.dirty {
			return w.visible(tx.statement), true
		}
	}
	return journal.Image{}, tx.hides(rel)
}

// hides reports whether nothing committed of a table counts for the
// transaction: it has truncated or made it.
func (tx *Tx) hides(rel *relation) bool {
	if t := tx.writes[rel.resource.Name]; t != nil && t.truncated {
		return true
	}
	if tx.schema == nil {
		return false
	}
	before := tx.from.relations[rel.resource.Name]
	return before == nil || before.table.OID != rel.table.OID
}

// operations returns the operations of the transaction: DDL first, then what
// it did to each table, then what it depends on.
func (tx *Tx) operations() ([]journal.Op, error) {
	if !tx.wrote() {
		return nil, nil
	}
	ops, err := tx.definitions()
	if err != nil {
		return nil, err
	}
	for _, t := range tx.order {
		ops = t.operations(ops)
	}
	if len(ops) == 0 {
		return nil, nil
	}
	return append(append(ops, tx.claimed...), tx.asserts...), nil
}

func (t *tableWrites) operations(ops []journal.Op) []journal.Op {
	resource := t.rel.resource.Name
	if t.truncated {
		ops = append(ops, journal.Op{Kind: journal.Floor, Resource: resource, Read: t.read})
	}
	for _, w := range t.order {
		before := w.base.image
		if t.truncated {
			before = journal.Image{}
		}
		if !w.dirty || before.IsZero() && w.after.IsZero() {
			continue
		}
		ops = append(ops, journal.Op{
			Kind: journal.Write, Resource: resource, ID: w.id, Read: w.read,
			Before: before, After: w.after, ETag: w.base.etag, Modified: w.base.modified,
		})
	}
	return ops
}
