package executor

import "github.com/s3dbsql/s3dbsql/types"

// pairs are matches: left[i] of the batch with right[i] of the buffer.
type pairs struct{ left, right []int32 }

func (p *pairs) reset() { p.left, p.right = p.left[:0], p.right[:0] }

func (p *pairs) add(left, right int32) {
	p.left, p.right = append(p.left, left), append(p.right, right)
}

// joined makes the rows of pairs; a negative number is a row of NULLs.
func joined(left, right *types.Batch, p *pairs) *types.Batch {
	out := &types.Batch{Cols: make([]*types.Vector, 0, len(left.Cols)+len(right.Cols))}
	out.Cols = gathered(out.Cols, left, p.left)
	out.Cols = gathered(out.Cols, right, p.right)
	out.SetRows(len(p.left))
	return out
}

// gathered adds to cols the columns of b with the given rows only.
func gathered(cols []*types.Vector, b *types.Batch, rows []int32) []*types.Vector {
	for _, c := range b.Cols {
		v := types.NewVector(c.Type, len(rows))
		if len(rows) > 0 { // no rows are none, not all
			types.Gather(v, c, rows)
		}
		cols = append(cols, v)
	}
	return cols
}
