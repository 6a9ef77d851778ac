package engine

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// overlay is what entries held in memory did to rows: an index over them by
// row, by claim and by resource. db.mu guards it.
type overlay struct {
	entries   []*heldEntry // in order of position, without gaps
	size      int          // of the entries, about, in bytes
	resources map[string]*history
	defined   bool // a held entry has DDL
}

// heldEntry is an entry in memory.
type heldEntry struct {
	*journal.Entry
	modified int64 // LastModified of its object in Unix seconds, 0 if unknown
	size     int   // in memory, about
	rows     []version
}

// history is what held entries did to one resource.
type history struct {
	rows    map[string]*version // newest version of each row touched
	claims  map[string]claim    // newest row under a unique key
	floors  []uint64            // positions of held TRUNCATEs
	touched uint64              // position of the newest entry with an operation on it
	defined bool                // a held entry defined the table
}

// version is a row after one entry, in a chain from the newest to the oldest.
type version struct {
	op       *journal.Op
	position uint64
	modified int64 // of its entry
	prev     *version
	next     *version
	etag     string // of the object, once it was applied; "" before
	base     string // ETag of the object that this version replaces, if known
}

type claim struct {
	position uint64
	id       string
}

func newOverlay() *overlay { return &overlay{resources: map[string]*history{}} }

func (o *overlay) history(resource string) *history {
	h := o.resources[resource]
	if h == nil {
		h = &history{rows: map[string]*version{}, claims: map[string]claim{}}
		o.resources[resource] = h
	}
	return h
}

// row returns the newest held version of a row, nil if none is held.
func (o *overlay) row(resource, id string) *version {
	if h := o.resources[resource]; h != nil {
		return h.rows[id]
	}
	return nil
}

// add takes an entry in, which must follow those held.
func (o *overlay) add(e *heldEntry) {
	o.entries = append(o.entries, e)
	o.index(e)
}

func (o *overlay) index(e *heldEntry) {
	n := 0
	for _, op := range e.AllOps() {
		if op.Kind == journal.Write {
			n++
		}
		e.size += opSize(op)
	}
	e.rows = make([]version, 0, n)
	for _, op := range e.AllOps() {
		o.indexOp(e, op)
	}
	o.size += e.size
}

// opSize is about how many bytes an operation takes in memory.
func opSize(op *journal.Op) int {
	return 400 + len(op.ID) + len(op.Before.Data) + len(op.After.Data) + len(op.Key)
}

func (o *overlay) indexOp(e *heldEntry, op *journal.Op) {
	h := o.history(op.Resource)
	switch op.Kind {
	case journal.Write:
		prev := h.rows[op.ID]
		v := version{op: op, position: e.Position, modified: e.modified, prev: prev, base: op.ETag}
		if prev != nil && prev.etag != "" {
			v.base = prev.etag
		}
		e.rows = append(e.rows, v)
		newest := &e.rows[len(e.rows)-1]
		if prev != nil {
			prev.next = newest
		}
		h.rows[op.ID] = newest
	case journal.Claim:
		h.claims[op.Key] = claim{e.Position, op.ID}
	case journal.Floor:
		h.floors = append(h.floors, e.Position)
	case journal.Define:
		h.defined, o.defined = true, true
		return
	}
	h.touched = e.Position
}

// drop lets go of entries at or before a position, the oldest first, until
// the rest takes no more than budget bytes.
func (o *overlay) drop(position uint64, budget int) {
	n := 0
	for n < len(o.entries) && o.entries[n].Position <= position && o.size > budget {
		o.forget(o.entries[n])
		n++
	}
	if n > 0 {
		o.entries = slices.Clone(o.entries[n:]) // the keeper may hold the old list
	}
}

// forget takes an entry out of the index. It is the oldest held, so its
// versions are the oldest of their rows.
func (o *overlay) forget(e *heldEntry) {
	o.size -= e.size
	for i := range e.rows {
		o.resources[e.rows[i].op.Resource].cut(&e.rows[i])
	}
	for _, op := range e.AllOps() {
		h := o.resources[op.Resource]
		switch op.Kind {
		case journal.Claim:
			if c := h.claims[op.Key]; c.position <= e.Position {
				delete(h.claims, op.Key)
			}
		case journal.Floor:
			h.floors = slices.DeleteFunc(h.floors, func(p uint64) bool { return p <= e.Position })
		}
	}
}

// cut removes the oldest version of a row. What the keeper learned of the
// object stays with the next one.
func (h *history) cut(v *version) {
	if v.next == nil {
		if h.rows[v.op.ID] == v {
			delete(h.rows, v.op.ID)
		}
		return
	}
	if v.etag != "" {
		v.next.base = v.etag
	}
	v.next.prev = nil
}

// since returns the held entries after a position.
func (o *overlay) since(position uint64) []*heldEntry {
	if len(o.entries) == 0 || o.entries[len(o.entries)-1].Position <= position {
		return nil
	}
	first := o.entries[0].Position
	if position < first {
		return o.entries
	}
	return o.entries[position-first+1:]
}
