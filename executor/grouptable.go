package executor

import "github.com/s3dbsql/s3dbsql/types"

// groupTable numbers distinct rows from 0 in the order they come; NULLs are
// equal to each other. It is an open-addressing hash table over columns.
type groupTable struct {
	rows   *buffer // the distinct rows, row i being group i
	hashes []uint64
	slots  []int32 // group number plus one, 0 if empty; a power of two long
	seeds  []uint64
	groups []int32
}

func newGroupTable(ts []*types.Type, m *Memory) *groupTable {
	return &groupTable{rows: newBuffer(ts, m), slots: make([]int32, 64)}
}

// size is the number of groups.
func (t *groupTable) size() int { return t.rows.Rows() }

// find numbers the selected rows of cols, one number for each of them, and
// adds groups for new rows.
func (t *groupTable) find(cols []*types.Vector, b *types.Batch) ([]int32, error) {
	n := b.Len()
	t.hash(cols, b)
	t.groups = t.groups[:0]
	before := t.size()
	for i := range n {
		t.groups = append(t.groups, t.group(cols, b.Index(i), t.seeds[i]))
	}
	if added := t.size(); added > before {
		size := sizeOf(t.rows.Batch, before) + int64(added-before)*16
		t.rows.held += size
		return t.groups, t.rows.memory.take(size)
	}
	return t.groups, nil
}

// hash fills seeds with the hashes of the selected rows.
func (t *groupTable) hash(cols []*types.Vector, b *types.Batch) {
	t.seeds = append(t.seeds[:0], make([]uint64, b.Len())...)
	for _, c := range cols {
		if b.Sel == nil && c.Len() > b.Rows() {
			for i := range t.seeds {
				types.HashInto(t.seeds[i:i+1], c, []int32{int32(i)})
			}
			continue
		}
		types.HashInto(t.seeds, c, b.Sel)
	}
}

// group finds or adds the group of one row.
func (t *groupTable) group(cols []*types.Vector, row int, hash uint64) int32 {
	mask := uint64(len(t.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		g := t.slots[at] - 1
		if g < 0 {
			return t.insert(cols, row, hash, at)
		}
		if t.hashes[g] == hash && t.equal(int(g), cols, row) {
			return g
		}
	}
}

func (t *groupTable) equal(g int, cols []*types.Vector, row int) bool {
	for i, c := range t.rows.Cols {
		if !c.EqualRows(g, cols[i], row) {
			return false
		}
	}
	return true
}

func (t *groupTable) insert(cols []*types.Vector, row int, hash, at uint64) int32 {
	g := int32(t.size())
	for i, c := range t.rows.Cols {
		c.AppendFrom(cols[i], row)
	}
	t.rows.SetRows(int(g) + 1)
	t.hashes = append(t.hashes, hash)
	t.slots[at] = g + 1
	if 2*t.size() > len(t.slots) {
		t.rehash()
	}
	return g
}

func (t *groupTable) rehash() {
	t.slots = make([]int32, 4*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for g, h := range t.hashes {
		at := h & mask
		for t.slots[at] != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = int32(g) + 1
	}
}

// lookup finds the group of one row, -1 if there is none.
func (t *groupTable) lookup(cols []*types.Vector, row int, hash uint64) int32 {
	mask := uint64(len(t.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		g := t.slots[at] - 1
		if g < 0 || t.hashes[g] == hash && t.equal(int(g), cols, row) {
			return g
		}
	}
}
