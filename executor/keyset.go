package executor

import "github.com/s3dbsql/s3dbsql/types"

// keyset are the keys of one side of a join by which the rows of the other
// side are looked up: distinct, and none NULL, for NULL equals nothing.
type keyset struct {
	*groupTable
	from int // the first of them that was not looked up yet
}

func newKeyset(keys []*types.Vector, m *Memory) *keyset {
	ts := make([]*types.Type, len(keys))
	for i, k := range keys {
		ts[i] = k.Type
	}
	return &keyset{groupTable: newGroupTable(ts, m)}
}

// add adds the keys of the selected rows of b.
func (k *keyset) add(keys []*types.Vector, b *types.Batch) error {
	rows := &types.Batch{Cols: keys, Sel: make([]int32, 0, b.Len())}
	rows.SetRows(b.Rows())
	for i := range b.Len() {
		if row := b.Index(i); !anyNull(keys, row) {
			rows.Sel = append(rows.Sel, int32(row))
		}
	}
	_, err := k.find(keys, rows)
	return err
}

func anyNull(cols []*types.Vector, row int) bool {
	for _, c := range cols {
		if c.IsNull(row) {
			return true
		}
	}
	return false
}

// fresh is the number of keys that were not looked up yet.
func (k *keyset) fresh() int { return k.size() - k.from }

// values are the values of a key.
func (k *keyset) values(key int) []types.Value {
	vs := make([]types.Value, len(k.rows.Cols))
	for i, c := range k.rows.Cols {
		vs[i] = c.Value(key)
	}
	return vs
}

// release gives the memory back.
func (k *keyset) release() { k.rows.release() }
