package engine

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// overlay is what entries held in memory did to rows: an index over them by
// row, by claim and by resource. db.mu guards it.
type overlay struct {
	entries   []*heldEntry // in order of position, without gaps
	resources map[string]*history
	defined   bool // a held entry has DDL
}

// heldEntry is an entry in memory.
type heldEntry struct {
	*journal.Entry
	modified int64 // LastModified of its object in Unix seconds, 0 if unknown
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
	}
	e.rows = make([]version, 0, n)
	for _, op := range e.AllOps() {
		o.indexOp(e, op)
	}
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
		h.rows[op.ID] = &e.rows[len(e.rows)-1]
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

// drop lets go of the entries at or before a position.
func (o *overlay) drop(position uint64) {
	n := 0
	for n < len(o.entries) && o.entries[n].Position <= position {
		o.forget(o.entries[n], position)
		n++
	}
	if n > 0 {
		o.entries = slices.Clone(o.entries[n:]) // the keeper may hold the old list
	}
}

func (o *overlay) forget(e *heldEntry, position uint64) {
	for _, op := range e.AllOps() {
		h := o.resources[op.Resource]
		switch op.Kind {
		case journal.Write:
			h.cut(op.ID, position)
		case journal.Claim:
			if c := h.claims[op.Key]; c.position <= position {
				delete(h.claims, op.Key)
			}
		case journal.Floor:
			h.floors = slices.DeleteFunc(h.floors, func(p uint64) bool { return p <= position })
		}
	}
}

// cut removes the versions of a row at or before a position. What the keeper
// learned of the object stays with the next version.
func (h *history) cut(id string, position uint64) {
	v := h.rows[id]
	if v == nil {
		return
	}
	if v.position <= position {
		delete(h.rows, id)
		return
	}
	for v.prev != nil && v.prev.position > position {
		v = v.prev
	}
	if v.prev != nil {
		if v.prev.etag != "" {
			v.base = v.prev.etag
		}
		v.prev = nil
	}
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
