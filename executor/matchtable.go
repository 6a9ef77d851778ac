package executor

import "github.com/s3dbsql/s3dbsql/types"

// matchTable finds the rows with equal keys; NULL equals nothing. Rows of one
// bucket are chained in their order.
type matchTable struct {
	keys   []*types.Vector
	hashes []uint64
	first  []int32 // bucket -> first row plus one; a power of two long
	next   []int32 // row -> next row of its bucket plus one
	nulls  bool    // a row has a NULL key
	seeds  []uint64
}

// newMatchTable indexes rows 0..n-1 of keys.
func newMatchTable(keys []*types.Vector, n int) *matchTable {
	size := 64
	for size < 2*n {
		size *= 2
	}
	t := &matchTable{keys: keys, hashes: make([]uint64, n), first: make([]int32, size), next: make([]int32, n)}
	for _, k := range keys {
		hashRows(t.hashes, k)
	}
	mask := uint64(size - 1)
	for i := n - 1; i >= 0; i-- {
		if anyNull(keys, i) {
			t.nulls = true
			continue
		}
		bucket := t.hashes[i] & mask
		t.next[i], t.first[bucket] = t.first[bucket], int32(i)+1
	}
	return t
}

// hashRows folds the first rows of v, as many as dst has entries.
func hashRows(dst []uint64, v *types.Vector) {
	sel := make([]int32, len(dst))
	for i := range sel {
		sel[i] = int32(i)
	}
	types.HashInto(dst, v, sel)
}

// match adds to p every pair of a selected row of b, whose keys are given,
// and an indexed row.
func (t *matchTable) match(keys []*types.Vector, b *types.Batch, p *pairs) {
	sel := b.Sel
	if sel == nil {
		sel = make([]int32, b.Rows())
		for i := range sel {
			sel[i] = int32(i)
		}
	}
	t.seeds = append(t.seeds[:0], make([]uint64, len(sel))...)
	for _, k := range keys {
		types.HashInto(t.seeds, k, sel)
	}
	mask := uint64(len(t.first) - 1)
	for i, row := range sel {
		if anyNull(keys, int(row)) {
			continue
		}
		for r := t.first[t.seeds[i]&mask]; r != 0; r = t.next[r-1] {
			if t.hashes[r-1] == t.seeds[i] && t.equal(keys, int(row), int(r-1)) {
				p.add(row, r-1)
			}
		}
	}
}

func (t *matchTable) equal(keys []*types.Vector, row, r int) bool {
	for i, k := range t.keys {
		if !k.EqualRows(r, keys[i], row) {
			return false
		}
	}
	return true
}
