package engine

import (
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// validate decides which proposals may commit in the next entry. Each is
// validated against what the journal says since the positions it read at; one
// that fails is told so. Then against those before it: if one of them stands
// in the way it waits for the entry after, and is validated against theirs.
func (db *DB) validate(list []*proposal) (ready, later []*proposal) {
	db.mu.RLock()
	defer db.mu.RUnlock()
	batch := newOverlay()
	for _, p := range list {
		if err := db.valid(p); err != nil {
			finish([]*proposal{p}, 0, err)
			continue
		}
		alone := p.kind != journal.Commit || len(ready) > 0 && ready[0].kind != journal.Commit
		if db.rules.withinBatch && (batch.conflicts(p.ops) || alone && len(ready) > 0) {
			later = append(later, p)
			continue
		}
		ready = append(ready, p)
		if len(list) > 1 {
			batch.add(&heldEntry{Entry: &journal.Entry{Position: db.head + 1, Txs: []journal.Tx{{Ops: p.ops}}}})
		}
	}
	return ready, later
}

// valid reports why a transaction cannot commit after the newest entry. db.mu
// is held.
func (db *DB) valid(p *proposal) error {
	if db.err != nil {
		return db.err
	}
	if p.kind != journal.Commit {
		return nil
	}
	if p.snapshot.generation != db.generation {
		return concurrent("restart of the server")
	}
	for i := range p.ops {
		op := &p.ops[i]
		if rel := db.schema.relations[op.Resource]; rel != nil && rel.changed > op.Read && op.Kind != journal.Define {
			return concurrent("change of the table's definition")
		}
		if op.Kind == journal.Define && db.schema.position > op.Read {
			return concurrent("change of the catalog")
		}
		if db.overlay.conflict(op, op.Read, false) {
			return concurrent("update")
		}
	}
	return nil
}

// conflicts reports whether operations of the same batch stand in the way of
// others.
func (o *overlay) conflicts(ops []journal.Op) bool {
	for i := range ops {
		if o.conflict(&ops[i], 0, true) {
			return true
		}
	}
	return false
}

// conflict reports whether an entry after a position stands in the way of an
// operation. Definitions are compared by valid; here only those of the same
// batch count, whose position is the same.
func (o *overlay) conflict(op *journal.Op, since uint64, sameBatch bool) bool {
	if op.Kind == journal.Define && sameBatch && o.defined {
		return true
	}
	h := o.resources[op.Resource]
	if h == nil {
		return false
	}
	if sameBatch && (op.Kind == journal.Define && h.touched > 0 || h.defined) {
		return true
	}
	switch op.Kind {
	case journal.Write, journal.Lock:
		return h.changed(op.ID, since) || h.floored(since) && !op.Before.IsZero()
	case journal.Exists:
		v := h.rows[op.ID]
		return v != nil && v.position > since && v.op.After.IsZero() || h.floored(since)
	case journal.Claim:
		c := h.claims[op.Key]
		return c.position > since && c.id != op.ID
	case journal.Absent:
		return o.appeared(op, since)
	case journal.Floor:
		return sameBatch && h.touched > 0 // rows at the same position would survive
	}
	return false
}

func (h *history) changed(id string, since uint64) bool {
	v := h.rows[id]
	return v != nil && v.position > since
}

func (h *history) floored(since uint64) bool {
	return len(h.floors) > 0 && h.floors[len(h.floors)-1] > since
}

// appeared reports whether a row that must not be there was written.
func (o *overlay) appeared(op *journal.Op, since uint64) bool {
	for _, e := range o.since(since) {
		for i := range e.rows {
			w := e.rows[i].op
			if w.Resource == op.Resource && matchesAll(op, w.ID, w.After) {
				return true
			}
		}
	}
	return false
}
