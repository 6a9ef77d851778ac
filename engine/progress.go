package engine

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// reparked is the list of parked rows' positions after a window: what it
// tried again and wrote is parked no more.
func reparked(list []uint64, window []*heldEntry, parked []uint64) []uint64 {
	first, last := window[0].Position, window[len(window)-1].Position
	list = slices.DeleteFunc(list, func(p uint64) bool { return first <= p && p <= last })
	list = append(list, parked...)
	slices.Sort(list)
	return list
}

// note keeps the newest position of each table, and the floors below which
// there may be rows to delete.
func (d *keeperDoc) note(e *journal.Entry, unused map[string]bool) {
	if d.Tables == nil {
		d.Tables = map[string]uint64{}
	}
	for _, op := range e.AllOps() {
		switch op.Kind {
		case journal.Write:
			d.Tables[op.Resource] = e.Position
		case journal.Floor:
			d.Tables[op.Resource] = e.Position
			if !unused[op.Resource] {
				d.purge(op.Resource, e.Position-1)
			}
		}
	}
}

// unused returns the tables that an entry empties and that have no objects: a
// floor under them hides nothing.
func (k *keeper) unused(ctx context.Context, e *heldEntry) (map[string]bool, error) {
	unused := map[string]bool{}
	for _, op := range e.AllOps() {
		if op.Kind != journal.Floor {
			continue
		}
		prefix := keys.Resource{Name: op.Resource}.All()
		page, err := k.db.bucket.List(ctx, storage.ListOptions{Prefix: prefix, Limit: 1})
		if err != nil {
			return nil, err
		}
		unused[op.Resource] = len(page.Objects) == 0
	}
	return unused, nil
}

func (d *keeperDoc) purge(resource string, floor uint64) {
	purging := map[string]uint64{resource: floor}
	for name, f := range d.Purging {
		purging[name] = max(f, purging[name])
	}
	d.Purging = purging
}
