package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/types"
)

// tellLeft gives the keys of the right rows to the scan on the left.
func (j *join) tellLeft(keys []*types.Vector) error {
	j.keys = newKeyset(j.lookupKeys(keys), j.c.Memory)
	j.c.keysets[j.n.Number] = j.keys
	return j.keys.add(j.lookupKeys(keys), j.rows.Batch)
}

// lookupKeys picks the keys by which rows are looked up.
func (j *join) lookupKeys(keys []*types.Vector) []*types.Vector {
	picked := make([]*types.Vector, len(j.n.LookupKeys))
	for i, k := range j.n.LookupKeys {
		picked[i] = keys[k]
	}
	return picked
}

// lookUp reads the right rows of those keys of a left batch that came for the
// first time. With the key that makes them too many the right input is read
// whole, and nothing is looked up from then on.
func (j *join) lookUp(ctx context.Context, keys []*types.Vector, b *types.Batch) error {
	if j.whole {
		return nil
	}
	keys = j.lookupKeys(keys)
	if j.keys == nil {
		j.keys = newKeyset(keys, j.c.Memory)
	}
	j.keys.from = j.keys.size()
	if err := j.keys.add(keys, b); err != nil || j.keys.fresh() == 0 {
		return err
	}
	j.c.keysets[j.n.Number] = j.keys
	if j.whole = j.keys.size() > j.n.LookupLimit(); j.whole {
		delete(j.c.keysets, j.n.Number)
		j.rows.release()
		j.rows = newBuffer(j.n.Right.Schema().Types(), j.c.Memory)
	}
	return j.readRight(ctx)
}

// readRight runs the right input and adds its rows.
func (j *join) readRight(ctx context.Context) error {
	right, err := j.c.build(j.n.Right)
	if err != nil {
		return err
	}
	defer right.Close()
	if err := j.rows.fill(ctx, right); err != nil {
		return err
	}
	return j.index()
}
