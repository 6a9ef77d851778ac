package s3db

import (
	"context"
	"slices"
	"sync"
)

// HookPoint is a moment of a write at which hooks run.
type HookPoint uint8

// The points. A hook before a write may change what is written; what it adds
// is validated with the rest.
const (
	BeforeInsert HookPoint = iota // with times and defaults, before validation; the id only if it was given
	AfterInsert                   // the record as it is stored
	BeforeUpdate                  // the whole record as it is to become
	AfterUpdate                   // the record as it is stored
	BeforeDelete                  // the record as it is
	AfterDelete                   // the record as it was
)

// Names that s3db.js gave points before version 10.
const (
	PreInsert = BeforeInsert
	PreUpdate = BeforeUpdate
	PreDelete = BeforeDelete
)

// Hook is called at a point of the write of one record, by a program or by
// SQL. It gets the record and returns what the next hook gets: before a write
// that is what is written, after an insert or update what the operation
// returns. A nil Record leaves it as it is. An error fails the whole statement,
// also after the write: nothing of it is committed then.
//
// RETURNING of SQL gives the rows as the statement made them, before the hooks.
//
// r works inside the transaction of the write. A transaction that another one
// overtook is run again and its hooks with it, so effects elsewhere belong to
// events.
type Hook func(ctx context.Context, r *Resource, rec Record) (Record, error)

// AddHook adds a hook to those of a point; they run in this order. It holds in
// this process, for all handles of the resource, and for statements that begin
// later.
func (r *Resource) AddHook(point HookPoint, f Hook) {
	r.hooks.add(point, f)
	r.interceptWrites()
}

// hooks are those of a resource.
type hooks struct {
	mu sync.RWMutex
	at map[HookPoint][]Hook
}

func (h *hooks) add(point HookPoint, f Hook) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.at == nil {
		h.at = map[HookPoint][]Hook{}
	}
	h.at[point] = append(slices.Clip(h.at[point]), f)
}

func (h *hooks) of(point HookPoint) []Hook {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.at[point]
}

// runHooks gives a record to the hooks of a point, one after the other.
func (op *operation) runHooks(ctx context.Context, point HookPoint, rec Record) (Record, error) {
	for _, hook := range op.r.hooks.of(point) {
		next, err := hook(ctx, op.inside(), rec)
		if err != nil {
			return nil, err
		}
		if next != nil {
			rec = next
		}
	}
	return rec, nil
}

// inside is the resource for hooks and middlewares: its operations are
// statements inside of the one under way.
func (op *operation) inside() *Resource {
	return &Resource{shared: op.r.shared, tx: op.tx, inside: true}
}
